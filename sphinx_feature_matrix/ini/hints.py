"""What somebody may have meant who wrote something unknown."""

from __future__ import annotations

from collections.abc import Iterable

_MEANINGS = {
    'required': 'mandatory',
    'must': 'mandatory',
    'conditional': 'condition',
    'if': 'condition',
    'one-of': 'choice',
    'oneof': 'choice',
    'may': 'optional',
    'nice-to-have': 'optional',
    'full': 'complete',
    'supported': 'complete',
    'implemented': 'complete',
    'yes': 'complete',
    'true': 'complete',
    'limited': 'partial',
    'some': 'partial',
    'incomplete': 'partial',
    'no': 'missing',
    'none': 'missing',
    'false': 'missing',
    'unsupported': 'missing',
    'not-supported': 'missing',
    'n/a': 'missing',
    'todo': 'unknown',
    'tbd': 'unknown',
}
_TELLING = 4
"""How long a word must be for what contains it to be meant by it."""


def nearest(word: str, known: Iterable[str]) -> str:
    """Return the one of *known* that *word* most likely stands for, or an empty string."""
    # In order, so that what is suggested does not change from run to run.
    choices = sorted(known)
    meant = _MEANINGS.get(word.lower(), '')
    if meant in choices:
        return meant
    within = [
        choice for choice in choices if len(word) >= _TELLING and word.lower() in choice.lower()
    ]
    if len(within) == 1:
        return within[0]
    # Imported when something is wrong, since most runs have no use for it.
    from difflib import get_close_matches

    by_lower = {choice.lower(): choice for choice in choices}
    found = get_close_matches(word.lower(), by_lower, n=1)
    return by_lower[found[0]] if found else ''


def did_you_mean(word: str, known: Iterable[str], otherwise: str) -> str:
    """Return a clause that names the nearest of *known*, or *otherwise* if none is near."""
    found = nearest(word, known)
    return f'did you mean "{found}"?' if found else otherwise


def one_of(words: Iterable[str]) -> str:
    """Return *words* as "a, b or c"."""
    *first, last = words
    return f'{", ".join(first)} or {last}' if first else last
