"""HTML for the cells of a summary, of which there may be a hundred thousand."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from typing import NamedTuple

from sphinx_feature_matrix.grid import Head
from sphinx_feature_matrix.identifiers import status_classes
from sphinx_feature_matrix.messages import _, not_a_status, since, status_title
from sphinx_feature_matrix.model import STATUSES, ImplementationStatus
from sphinx_feature_matrix.nodes import INVALID_SYMBOL, matrix_table
from sphinx_feature_matrix.symbols import are_usual

NOTED = 'feature-matrix-noted'
"""The class of a cell with a note."""


class Cells:
    """The cells of one table.

    With a hundred thousand links, a page is a third longer, and slower to show. So in a table that
    is *led*, a script leads from the cells without a note to the details. With *words*, such cells
    hold words, and a style sheet draws the symbols.
    """

    def __init__(self, node: matrix_table, *, led: bool) -> None:
        self.node = node
        self.grid = node.grid
        self.led = led
        self.words = led and are_usual(self.grid.statuses)
        # Translators: the name of a cell for screen readers: "partial, with a note".
        self.with_note = str(_('%(status)s, with a note'))
        self.plain = [self.kind(each) for each in self.grid.statuses]
        self.noted = [self.kind(each, noted=True) for each in self.grid.statuses]
        self.released: dict[tuple[int, bool, str], _Cell] = {}

    def of_row(self, number: int, head: Head) -> list[str]:
        """Return the cells of the row with this *number* and this *head*."""
        grid = self.grid
        addresses = self.addresses(head, self.node.implementation_address)
        derived: list[str] | list[None] = [None] * len(addresses)
        if self.led:
            derived = self.addresses(head, self.derived)
        cells = []
        for cell, note, address, known in zip(
            grid.cells[number], grid.noted[number], addresses, derived, strict=True
        ):
            kind = (self.noted if note and address else self.plain)[cell]
            cells.append(kind.led if address == known and not note else kind.leading_to(address))
        if grid.invalid or grid.releases:
            for column, address in enumerate(addresses):
                if special := self.special(number, column, linked=bool(address)):
                    cells[column] = special.leading_to(address)
        return cells

    def kind(
        self, status: ImplementationStatus, release: str = '', *, noted: bool = False
    ) -> _Cell:
        """Return the cells that have *status*, perhaps since a *release*, and perhaps a note."""
        classes, name = ' '.join(status_classes(status)), since(status_title(status), release)
        shown = _shown(status.symbol, name, release)
        if noted:
            return _cell(f'{classes} {NOTED}', self.with_note % {'status': name}, shown)
        return _cell(classes, name, shown, drawn=self.words and status.key in STATUSES)

    def special(self, row: int, column: int, *, linked: bool) -> _Cell | None:
        """Return the kind of a cell that only some have: no status, or one with a release."""
        grid = self.grid
        if value := grid.invalid.get((row, column)):
            return _cell('fm-unknown fm-invalid', not_a_status(value), INVALID_SYMBOL)
        release = grid.releases.get((row, column))
        if not release:
            return None
        cell, noted = grid.cells[row][column], linked and bool(grid.noted[row][column])
        if (cell, noted, release) not in self.released:
            kind = self.kind(grid.statuses[cell], release, noted=noted)
            self.released[cell, noted, release] = kind
        return self.released[cell, noted, release]

    def addresses(self, row: Head, find: Callable[[Head, Head], str]) -> list[str]:
        """Return what *find* gives for the feature and the driver of each cell of *row*."""
        if self.grid.turned:
            return [find(feature, row) for feature in self.grid.columns]
        return [find(row, driver) for driver in self.grid.columns]

    def derived(self, feature: Head, driver: Head) -> str:
        """Return what a script leads to: right unless the id is out of the ordinary."""
        details = self.node.details_address(feature.key)
        return f'{details}_{driver.id_part}' if details else ''

    def part(self, kind: str, head: Head) -> str:
        """Return the attribute by which a script knows what a driver puts into addresses.

        :param kind: ``driver`` where that is what *head* is of
        """
        return f' data-part="{head.id_part}"' if self.led and kind == 'driver' else ''


class _Cell(NamedTuple):
    """The HTML of a cell: what stands *before* and *after* its address, and one that has none.

    *led* is one that has none because a script leads to its details.
    """

    before: str
    after: str
    unlinked: str
    led: str

    def leading_to(self, address: str) -> str:
        """Return the cell with a link to *address*, or without one if that is empty."""
        return f'{self.before}{address}{self.after}' if address else self.unlinked


def _shown(symbol: str, name: str, release: str) -> str:
    """Return the HTML of a *symbol* and a *release*, which *name* says together."""
    if not release:
        return escape(symbol)
    # The script copies the title.
    return f'{escape(symbol)} <small title="{escape(name)}">{escape(release)}</small>'


def _cell(classes: str, name: str, shown: str, *, drawn: bool = False) -> _Cell:
    """Return the HTML of a cell; *drawn* is whether a style sheet is to draw its symbol.

    The style sheet does so where there is no other class.

    :param shown: what is shown, as HTML
    """
    label = escape(name)
    start = f'<td class="{classes} feature-matrix-symbol">' if drawn else f'<td class="{classes}">'
    led = f'<td class="{classes}" aria-label="{label}">{shown}</td>'
    return _Cell(
        f'{start}<a href="',
        f'" aria-label="{label}">{shown}</a></td>',
        f'{start}<span role="img" aria-label="{label}">{shown}</span></td>',
        # HTML needs no quotes here.
        f'<td class={classes}>{label}</td>' if drawn else led,
    )
