"""The summary and the lists of implementations as compact data, ready to be written.

A page may have a hundred thousand cells, and every one of them as nodes of its own is what makes
tables slow. So a row is a string of bytes, each the index of a status, and what most cells share
is kept once. Nothing here knows of docutils, and all of it can be pickled.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sphinx_feature_matrix.identifiers import identifier
from sphinx_feature_matrix.model import STATUSES, Feature, ImplementationStatus
from sphinx_feature_matrix.view import View


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a row or a column: a driver's or a feature's.

    *id_part* is what the head puts into the ids of its implementations. *status* is a feature's
    status in one word, and *category* the title of its category where features are grouped.
    """

    key: str
    title: str
    id_part: str
    link: str = ''
    status: str = ''
    category: str = ''


@dataclass(frozen=True, slots=True)
class Grid:
    """The summary: ``cells[row][column]`` is the index of a status in *statuses*.

    *noted* is as *cells*, with 1 for an implementation that has a note and 0 for others. *invalid*
    holds what the file says in the cells whose value is no status. *turned* is whether the rows
    are drivers, *grouped* whether features stand by their categories, and *large* as in ``View``.
    """

    rows: tuple[Head, ...]
    columns: tuple[Head, ...]
    cells: tuple[bytes, ...]
    noted: tuple[bytes, ...]
    statuses: tuple[ImplementationStatus, ...]
    invalid: Mapping[tuple[int, int], str]
    turned: bool
    grouped: bool
    large: bool

    def __str__(self) -> str:
        return f'{len(self.rows)} rows x {len(self.columns)} columns'

    def occurring(self) -> list[ImplementationStatus]:
        """Return the statuses that at least one cell has, in their order."""
        present = set().union(*self.cells)
        return [status for number, status in enumerate(self.statuses) if number in present]

    def support(self) -> list[dict[str, int]]:
        """Return, for each driver, how many of its cells count as each built-in status."""
        of_drivers = self.cells if self.turned else _turned(self.cells)
        counts = [dict.fromkeys(STATUSES, 0) for _driver in of_drivers]
        for number, status in enumerate(self.statuses):
            for driver, cells in zip(counts, of_drivers, strict=True):
                driver[status.counts_as] += cells.count(number)
        return counts

    def features(self) -> tuple[Head, ...]:
        """Return the heads that are features'."""
        return self.columns if self.turned else self.rows

    def drivers(self) -> tuple[Head, ...]:
        """Return the heads that are drivers'."""
        return self.rows if self.turned else self.columns


@dataclass(frozen=True, slots=True)
class Implementations:
    """One feature in every driver: ``cells[driver]`` is the index of a status in *statuses*.

    *drivers* and *statuses* are the same objects for all features of a view, so that pickling
    writes them once.
    """

    feature: Head
    drivers: tuple[Head, ...]
    cells: bytes
    statuses: tuple[ImplementationStatus, ...]
    invalid: Mapping[int, str]

    def __str__(self) -> str:
        return f'{self.feature.key} in {len(self.drivers)} drivers'


def driver_heads(view: View) -> tuple[Head, ...]:
    """Return the heads of the drivers of *view*, in its order."""
    return tuple(
        Head(driver.key, driver.title, identifier(driver.id_part), driver.link)
        for driver in view.drivers
    )


def implementations(view: View) -> list[Implementations]:
    """Return the implementations of each feature of *view*, in its order."""
    statuses = _statuses(view)
    index = {status.key: number for number, status in enumerate(statuses)}
    drivers = driver_heads(view)
    keys = [driver.key for driver in view.drivers]
    result = []
    for feature in view.features:
        cells = [feature.implementations[key] for key in keys]
        result.append(
            Implementations(
                _feature_head(feature, view),
                drivers,
                bytes([index[cell.status] for cell in cells]),
                statuses,
                {number: cell.invalid for number, cell in enumerate(cells) if cell.invalid},
            )
        )
    return result


def grid(view: View) -> Grid:
    """Return the summary of *view*."""
    features = implementations(view)
    rows = tuple(feature.feature for feature in features)
    columns = features[0].drivers if features else ()
    cells = tuple(feature.cells for feature in features)
    invalid = {
        (row, column): value
        for row, feature in enumerate(features)
        for column, value in feature.invalid.items()
    }
    noted = tuple(
        bytes([feature.implementations[driver.key].notes is not None for driver in view.drivers])
        for feature in view.features
    )
    if view.turned:
        rows, columns = columns, rows
        cells, noted = _turned(cells), _turned(noted)
        invalid = {(column, row): value for (row, column), value in invalid.items()}
    look = view.turned, view.grouped, view.large
    return Grid(rows, columns, cells, noted, _statuses(view), invalid, *look)


def _turned(rows: tuple[bytes, ...]) -> tuple[bytes, ...]:
    return tuple(bytes(column) for column in zip(*rows, strict=True))


def _statuses(view: View) -> tuple[ImplementationStatus, ...]:
    """Return the statuses of the matrix, the built-in ones first. The reader allows 256."""
    return tuple(view.matrix.statuses.values())


def _feature_head(feature: Feature, view: View) -> Head:
    return Head(
        feature.key,
        feature.title,
        identifier(feature.key),
        status=feature.status.word,
        category=view.category_title(feature.category) if view.grouped else '',
    )
