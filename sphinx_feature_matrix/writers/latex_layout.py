"""How a summary is laid out for LaTeX: which columns each table has, how wide, and which rows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sphinx_feature_matrix.writers.fitting import (
    Column,
    balance,
    longest_word,
    widths_of_heads,
    wrap_anywhere,
)

_LINE, _LINES = 450, {'a5paper': 275, 'b5paper': 355}
"""The width of a line between the margins of Sphinx, on A4 or other paper.

All widths are in points where the text has ten. They are taken as parts of the line.
"""

LONGEST_WORD = 30
"""After how many characters a word may be broken: hardly any word is that long."""

_CHARACTER = 6
"""The width of a character, on the average of a title, and rather too much."""

_CAPITAL = 7
"""The width of a character of a single word, which may be an abbreviation in capitals."""

_SYMBOL = 10
"""The width of a symbol, and of a line of a turned head."""

_LONGEST_LINE = 40
"""After how many characters a turned head goes on in a second line, which widens its column."""

_MOST_LINES = 32
"""How many lines of a table are kept on one page of A4, since there may be a heading as well."""

_FEWEST_LINES = 5
"""How many lines stand below the heads in any case."""


@dataclass(frozen=True, slots=True)
class Layout:
    """The widths of all columns, each with the *gap* beside it, and the columns of each table.

    *heads* are the columns that head a row. The first table has all of these, and further ones
    repeat the first. *turned* is whether the heads of the others are written upwards, and *height*
    is how high all are, in lines. *line* is the width of a line.
    """

    line: int
    turned: bool
    height: int
    gap: int
    heads: list[int]
    columns: list[int]
    tables: list[list[int]]

    def widths(self, table: int) -> list[int]:
        """Return the widths of the columns of a table, from the left."""
        heads = self.heads[:1] if table else self.heads
        return [*heads, *(self.columns[number] for number in self.tables[table])]

    def runs(self, titles: Sequence[str]) -> Iterator[range]:
        """Yield the rows with these *titles*, as many at a time as are kept on one page."""
        width = (self.heads[0] - self.gap) // _CHARACTER
        # A page is as much lower as it is narrower.
        most = max(_MOST_LINES * self.line // _LINE - self.height, _FEWEST_LINES)
        start = lines = 0
        for number, title in enumerate(titles):
            needed = len(wrap_anywhere(title, width))
            if number > start and lines + needed > most:
                yield range(start, number)
                start, lines = number, 0
            lines += needed
        yield range(start, len(titles))


def width_of_line(elements: Mapping[str, str]) -> int:
    """Return the width of a line, given what a project has set in its ``latex_elements``."""
    size = re.match('[1-9][0-9]*', elements.get('pointsize', ''))
    width = _LINES.get(elements.get('papersize', ''), _LINE)
    return width * 10 // int(size[0]) if size else width


def laid_out(heads: Sequence[Column], columns: Sequence[Column], line: int) -> Layout:
    """Return how *columns* are laid out: with turned heads if all do not fit side by side.

    In their cells, only words count, since a symbol needs next to no room.
    """
    upright = _laid_out(heads, columns, line, turned=False)
    return upright if len(upright.tables) == 1 else _laid_out(heads, columns, line, turned=True)


def lines_of_head(text: str) -> list[str]:
    """Return the lines of a head that is turned."""
    return wrap_anywhere(text, _LONGEST_LINE)


def _laid_out(
    heads: Sequence[Column], columns: Sequence[Column], line: int, *, turned: bool
) -> Layout:
    if turned:
        gap = 4
        lines = [lines_of_head(column.head) for column in columns]
        needed = [_SYMBOL * len(each) for each in lines]
        # Three characters are not wider than a line is high.
        height = max(len(line) for each in lines for line in each) // 3
    else:
        gap, height = 12, 3
        needed = [_width_of([column.head]) for column in columns]
    widths = [
        gap + max(head, _width_of(column.cells), _SYMBOL)
        for head, column in zip(needed, columns, strict=True)
    ]
    first, *others = (
        min(width, LONGEST_WORD) * _CHARACTER + gap for width in widths_of_heads(heads)
    )
    tables = balance(widths, first + sum(others), first, line)
    # Where there is room left, the first column takes it, so that less is wrapped there.
    left = [line - sum(widths[number] for number in shown) for shown in tables]
    left[0] -= sum(others)
    longest = max(map(len, [heads[0].head, *heads[0].cells])) * _CHARACTER + gap
    head_widths = [max(first, min(longest, *left)), *others]
    return Layout(line, turned, height, gap, head_widths, widths, tables)


def _width_of(texts: Iterable[str]) -> int:
    """Return the width of the longest word in *texts*, as far as it is not broken."""
    longest = max(map(longest_word, set(texts)), default=0)
    return min(longest, LONGEST_WORD) * _CAPITAL
