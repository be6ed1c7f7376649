"""Tables of figures, as text for a terminal and as Markdown, from the same data."""

from __future__ import annotations

import math
import textwrap
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from benchmarks.measure import Figures, Sample

WIDTH = 80

Cell = Callable[[Figures, Figures | None], str]
"""What a column shows of the figures of its row, beside those of the row that is compared with."""


@dataclass(frozen=True)
class Table:
    """A table with a *title*; each row is as long as *heads*. Notes stand below it.

    Its columns but the first hold *figures*, which are set to the right, or else words.
    """

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    notes: tuple[str, ...] = ()
    figures: bool = True

    def as_text(self) -> str:
        """Return the table for a terminal."""
        widths = [max(map(len, column)) for column in zip(self.heads, *self.rows, strict=True)]
        rule = tuple('-' * width for width in widths)
        body = [self._line(line, widths) for line in (self.heads, rule, *self.rows)]
        notes = [textwrap.fill(note, WIDTH) for note in self.notes]
        return '\n'.join([self.title, '', *body, '', *notes, *[''] * bool(notes)])

    def _line(self, cells: tuple[str, ...], widths: list[int]) -> str:
        adjust = str.rjust if self.figures else str.ljust
        first, *others = cells
        columns = [first.ljust(widths[0]), *map(adjust, others, widths[1:])]
        return '  '.join(columns).rstrip()

    def as_markdown(self) -> str:
        """Return the table as a section of Markdown."""
        rule = (':--', *['--:' if self.figures else ':--'] * (len(self.heads) - 1))
        body = (f'| {" | ".join(line)} |' for line in (self.heads, rule, *self.rows))
        notes = (f'\n{note}' for note in self.notes)
        return '\n'.join([f'## {self.title}', '', *body, *notes, ''])


def number(value: float) -> str:
    """Return *value* with three digits, if that many tell something."""
    places = 2 - math.floor(math.log10(value)) if value > 0 else 2
    return f'{value:.{min(max(places, 0), 3)}f}'


COLUMNS: Mapping[str, Cell] = {
    'wall s': lambda own, _: number(own.wall),
    'wall x': lambda own, base: number(own.wall / base.wall) if base else '-',
    'CPU s': lambda own, _: number(own.cpu),
    'CPU x': lambda own, base: number(own.cpu / base.cpu) if base else '-',
    'peak MB': lambda own, _: f'{own.memory / 1e6:.0f}',
    'page kB': lambda own, _: f'{own.page / 1e3:.0f}',
    'all kB': lambda own, _: f'{own.output / 1e3:.0f}',
    'written': lambda own, _: f'{own.written:.0f}',
}
TIMES = ('wall s', 'wall x', 'CPU s', 'CPU x', 'peak MB')


def compare(
    title: str,
    samples: Mapping[str, Sample],
    base: str,
    columns: Iterable[str] = TIMES,
    notes: Iterable[str] = (),
) -> Table:
    """Return a table with a row for each of *samples*.

    :param base: the name of the sample that columns with a ratio hold the others against
    :param columns: which of :data:`COLUMNS`
    """
    columns = tuple(columns)
    against = samples[base].median
    rows: list[tuple[str, ...]] = []
    said = [*notes]
    for name, sample in samples.items():
        if sample.median is None:
            rows.append((name, 'fails', *[''] * len(columns)))
            said.append(f'{name} fails: {sample.failure}')
        else:
            own = sample.median
            cells = (COLUMNS[column](own, against) for column in columns)
            rows.append((name, *cells, str(sample.runs)))
    return Table(title, ('', *columns, 'runs'), tuple(rows), tuple(said))
