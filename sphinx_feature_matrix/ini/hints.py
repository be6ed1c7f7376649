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

_LONGEST = 100
"""How long a word may be to be compared with others, which takes the square of its length."""

_EFFORT = 1_000_000
"""How many characters the words of one file are compared with in all, before guesses end."""


class Known:
    """The words that somebody may have meant, for any number of guesses.

    A file with a great many mistakes gets guesses for the first of them, and for any that are
    alike. So all its guesses together take no longer than it takes to read a large file.
    """

    def __init__(self, words: Iterable[str]) -> None:
        # In order, so that what is suggested does not change from run to run.
        self._words = sorted(word for word in words if len(word) <= _LONGEST)
        self._by_lower = {word.lower(): word for word in self._words}
        self._cost = 1 + sum(map(len, self._words))
        self._left = max(_EFFORT, self._cost)
        self._guesses: dict[str, str] = {}

    def nearest(self, word: str) -> str:
        """Return the known word that *word* most likely stands for, or an empty string."""
        found = self._guesses.get(word)
        if found is None:
            if len(word) > _LONGEST or self._left < self._cost:
                return ''
            self._left -= self._cost
            found = self._guesses[word] = self._guess(word)
        return found

    def _guess(self, word: str) -> str:
        lower = word.lower()
        meant = _MEANINGS.get(lower, '')
        if meant in self._words:
            return meant
        within = [each for each in self._words if len(word) >= _TELLING and lower in each.lower()]
        if len(within) == 1:
            return within[0]
        # Imported when something is wrong, since most runs have no use for it.
        from difflib import get_close_matches

        found = get_close_matches(lower, self._by_lower, n=1)
        return self._by_lower[found[0]] if found else ''


def nearest(word: str, known: Iterable[str] | Known) -> str:
    """Return the one of *known* that *word* most likely stands for, or an empty string."""
    return (known if isinstance(known, Known) else Known(known)).nearest(word)


def did_you_mean(word: str, known: Iterable[str] | Known, otherwise: str) -> str:
    """Return a clause that names the nearest of *known*, or *otherwise* if none is near."""
    found = nearest(word, known)
    return f'did you mean "{found}"?' if found else otherwise


def one_of(words: Iterable[str]) -> str:
    """Return *words* as "a, b or c"."""
    *first, last = words
    return f'{", ".join(first)} or {last}' if first else last
