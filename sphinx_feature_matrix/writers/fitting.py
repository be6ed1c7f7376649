"""A grid as tables of words that are no wider than a page, with no word broken.

Where not all columns fit beside the heads of the rows, they go on in further tables, and each of
these repeats the heads.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

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


def longest_word(text: str) -> int:
    """Return the width of the longest word in *text*, in columns of a terminal."""
    return max(map(column_width, text.split()), default=0)


def split(
    columns: Sequence[Column], first: int, later: int, limit: int, gap: int
) -> Iterator[list[int]]:
    """Yield the indexes of the columns of each table.

    :param first: the width of what the first table begins with
    :param later: the width of what every further table begins with
    :param limit: the width of a page
    :param gap: what a column takes besides its words

    A table has at least one column, even where that is too wide.
    """
    taken: list[int] = []
    width = first
    for number, column in enumerate(columns):
        needed = column.narrowest() + gap
        if taken and width + needed > limit:
            yield taken
            taken, width = [], later
        taken.append(number)
        width += needed
    if taken:
        yield taken


def wrap(text: str, width: int) -> list[str]:
    """Return *text* in lines of at most *width*, broken at spaces only."""
    lines: list[str] = []
    for word in text.split():
        if lines and column_width(lines[-1]) + 1 + column_width(word) <= width:
            lines[-1] += f' {word}'
        else:
            lines.append(word)
    return lines or ['']


def widths_of_heads(heads: Sequence[Column]) -> list[int]:
    """Return how wide the columns that head each row are: only the first is wrapped at will."""
    first, *others = heads
    longest = max(map(column_width, [first.head, *first.cells]))
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
    for number, taken in enumerate(split(columns, first, head_widths[0] + 4, limit, gap=3)):
        begin = 1 if number else len(heads)
        shown = [*heads[:begin], *(columns[index] for index in taken)]
        widths = [*head_widths[:begin], *(columns[index].narrowest() for index in taken)]
        rows = zip(*([column.head, *column.cells] for column in shown), strict=True)
        yield [
            [wrap(cell, width) for cell, width in zip(row, widths, strict=True)] for row in rows
        ]
