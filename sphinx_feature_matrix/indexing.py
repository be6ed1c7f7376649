"""What of a matrix is in the general index, and what the search of a built site finds it by."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain

from sphinx import addnodes

from sphinx_feature_matrix.grid import Facts, Implementations
from sphinx_feature_matrix.messages import feature_status, maturity_title


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


def searched_words(data: Implementations, facts: Facts) -> Iterable[str]:
    """Return what the details of a feature say, as far as no other node says it."""
    feature = data.feature
    words = feature_status(feature.status), maturity_title(feature.maturity), feature.key
    said = *words, facts.group, facts.condition, facts.api, *facts.cli, *facts.tests
    notes = [facts.note, *facts.notes.values()]
    return chain(said, (note.text for note in notes if note))


def index_node(
    entries: Iterable[tuple[str, str]], main: str = '', *, spread: bool = False
) -> addnodes.index:
    """Return a node with *entries*, texts and ids, for the general index.

    :param spread: whether the entries are of places further down, where those of a printed index
        have to stand
    """
    # A semicolon would part an entry in two.
    found = [('single', text.replace(';', ','), name, main, None) for text, name in entries]
    node = addnodes.index(of_matrix=True, entries=found)
    if spread:
        node['spread'] = True
    return node
