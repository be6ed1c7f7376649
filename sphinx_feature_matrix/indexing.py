"""What of a matrix is in the general index, and what the search of a built site finds it by."""

from __future__ import annotations

from collections.abc import Iterable

from sphinx import addnodes


def search_terms(key: str, commands: Iterable[str]) -> list[str]:
    """Return what a feature is to be found by, beside its title.

    Of a command, that is the whole and the words in front of its first argument or option: the
    search wants half of an entry to be given.
    """
    terms = [key]
    for command in commands:
        words = command.split()
        arguments = (n for n, word in enumerate(words) if n and not word[0].isalnum())
        terms += [command, ' '.join(words[: next(arguments, len(words))])]
    return list(dict.fromkeys(terms))


def index_node(entries: Iterable[tuple[str, str]], main: str = '') -> addnodes.index:
    """Return a node with *entries*, texts and ids, for the general index."""
    return addnodes.index(
        of_matrix=True,
        entries=[
            # A semicolon would part the entry in two.
            ('single', text.replace(';', ','), name, main, None)
            for text, name in entries
        ],
    )
