"""A grid as tables of words that are no wider than a page, with no word broken.

Where not all columns fit beside the heads of the rows, they go on in further tables, and each of
these repeats the heads.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from docutils.utils import column_width

MIN_HEAD_WIDTH = 24
"""How wide the heads of the rows may be before they are wrapped, in columns."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of words: its head and its cells."""

    head: str
    cells: Sequence[str]

    def narrowest(self) -> int:
        """Return the width of the longest word in the column."""
        return max(longest_word(self.head), *map(longest_word, set(self.cells)), 1)


# Tables say little that they do not say many times, and a width takes long to find.
@lru_cache(maxsize=1 << 14)
def width_of(text: str) -> int:
    """Return the width of *text*, in columns of a terminal."""
    return column_width(text)


def longest_word(text: str) -> int:
    """Return the width of the longest word in *text*, in columns of a terminal."""
    return max(map(width_of, text.split()), default=0)


def split(widths: Sequence[int], first: int, later: int, limit: int) -> Iterator[list[int]]:
    """Yield the indexes of the columns of each table.

    :param widths: the widths of the columns
    :param first: the width of what the first table begins with
    :param later: the width of what every further table begins with
    :param limit: the width of a page

    A table has at least one column, even where that is too wide.
    """
    taken: list[int] = []
    width = first
    for number, needed in enumerate(widths):
        if taken and width + needed > limit:
            yield taken
            taken, width = [], later
        taken.append(number)
        width += needed
    if taken:
        yield taken


def balance(widths: Sequence[int], first: int, later: int, limit: int) -> list[list[int]]:
    """Return the indexes of the columns of each table as :func:`split` does, the tables alike.

    There are as few of them, but the last one is not left with a column or two.
    """
    best = list(split(widths, first, later, limit))
    for narrower in range(limit - 1, 0, -1):
        parts = list(split(widths, first, later, narrower))
        if len(parts) > len(best):
            break
        best = parts
    return best


def wrap(text: str, width: int) -> list[str]:
    """Return *text* in lines of at most *width*, broken at spaces only."""
    lines: list[str] = []
    for word in text.split():
        if lines and width_of(lines[-1]) + 1 + width_of(word) <= width:
            lines[-1] += f' {word}'
        else:
            lines.append(word)
    return lines or ['']


def wrap_anywhere(text: str, width: int) -> list[str]:
    """Return *text* in lines of at most *width*; a word that is longer goes on in the next."""
    return wrap(' '.join(piece for word in text.split() for piece in broken(word, width)), width)


def broken(word: str, width: int) -> list[str]:
    """Return *word* in pieces of at most *width*."""
    if width_of(word) <= width:
        return [word]
    pieces = ['']
    for character in word:
        if width_of(pieces[-1] + character) > width:
            pieces.append('')
        pieces[-1] += character
    return pieces


def widths_of_heads(heads: Sequence[Column]) -> list[int]:
    """Return how wide the columns that head each row are: only the first is wrapped at will."""
    first, *others = heads
    longest = max(map(width_of, [first.head, *first.cells]))
    width = max(first.narrowest(), min(longest, MIN_HEAD_WIDTH))
    return [width, *(column.narrowest() for column in others)]


def tables(
    heads: Sequence[Column], columns: Sequence[Column], limit: int
) -> Iterator[list[list[list[str]]]]:
    """Yield tables as rows of cells of lines; the first row is the head.

    :param heads: the columns that the first table begins with; further ones repeat the first
    :param columns: the others
    :param limit: the width of a page, where each column has three more for its rule
    """
    head_widths = widths_of_heads(heads)
    first = sum(head_widths) + 3 * len(head_widths) + 1
    column_widths = [column.narrowest() + 3 for column in columns]
    for number, taken in enumerate(split(column_widths, first, head_widths[0] + 4, limit)):
        begin = 1 if number else len(heads)
        shown = [*heads[:begin], *(columns[index] for index in taken)]
        widths = [*head_widths[:begin], *(columns[index].narrowest() for index in taken)]
        wrapped = map(_wrapped, shown, widths)
        yield [list(row) for row in zip(*wrapped, strict=True)]


def _wrapped(column: Column, width: int) -> list[list[str]]:
    """Return the head and the cells of *column* in lines of at most *width*."""
    texts = [column.head, *column.cells]
    lines = {text: wrap(text, width) for text in set(texts)}
    return [lines[text] for text in texts]
