"""The summary and the details of features as compact data, ready to be written.

A page may have a hundred thousand cells, and every one of them as nodes of its own is what makes
tables slow. So a row is a string of bytes, each the index of a status, and what most cells share
is kept once. Nothing here knows of docutils, and all of it can be pickled.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from sphinx_feature_matrix.identifiers import identifier
from sphinx_feature_matrix.model import (
    STATUSES,
    Feature,
    FeatureStatusKind,
    ImplementationStatus,
)
from sphinx_feature_matrix.standing import Standing, standings
from sphinx_feature_matrix.view import View


class Head(NamedTuple):
    """The head of a row or a column: a driver's or a feature's.

    *id_part* is what the head puts into the ids of its implementations. *status* and *maturity*
    are a feature's, as far as :func:`~sphinx_feature_matrix.standing.standings` has them, and
    *category* is the title of its category where features are grouped.
    """

    key: str
    title: str
    id_part: str
    link: str = ''
    status: str = ''
    category: str = ''
    maturity: str = ''


class Grid(NamedTuple):
    """The summary: ``cells[row][column]`` is the index of a status in *statuses*.

    *noted* is as *cells*, with 1 for an implementation that has a note and 0 for others. *invalid*
    holds what the file says in the cells whose value is no status, and *releases* the releases of
    others that have one. *turned* is whether the rows are drivers, *grouped* whether features
    stand by their categories, and *large* as in ``View``.
    """

    rows: tuple[Head, ...]
    columns: tuple[Head, ...]
    cells: tuple[bytes, ...]
    noted: tuple[bytes, ...]
    statuses: tuple[ImplementationStatus, ...]
    invalid: Mapping[tuple[int, int], str]
    releases: Mapping[tuple[int, int], str]
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


class Drivers(NamedTuple):
    """The drivers of a view: their heads, and of these the keys and what they put into ids."""

    heads: tuple[Head, ...]
    keys: tuple[str, ...]
    id_parts: tuple[str, ...]


class Implementations(NamedTuple):
    """One feature in every driver: ``cells[driver]`` is the index of a status in *statuses*.

    *drivers* and *statuses* are the same objects for all features of a view, so that pickling
    writes them once. *invalid* and *releases* are as in :class:`Grid`, by the index of the driver.
    """

    feature: Head
    drivers: Drivers
    cells: bytes
    statuses: tuple[ImplementationStatus, ...]
    invalid: Mapping[int, str]
    releases: Mapping[int, str]

    def __str__(self) -> str:
        return f'{self.feature.key} in {len(self.drivers.heads)} drivers'

    def identifiers(self) -> list[str]:
        """Return the id of each implementation unless it is taken, in the order of drivers."""
        start = f'{self.feature.id_part}_'
        return [start + part for part in self.drivers.id_parts]


class ReadyNote(NamedTuple):
    """A note that is ready to be shown as it stands, and its line in the file.

    Whether it is, says :func:`sphinx_feature_matrix.plain.is_ready`.
    """

    text: str
    line: int


class Facts(NamedTuple):
    """What a file says of a feature by itself.

    *group* is that of a choice, *condition* what another kind of feature depends on; *api* is its
    alias and *cli* its commands. *api_doc* and *admin_doc* are links; *tests* are the ids of its
    tests, and *test_url* is where one of them is found, with ``%s`` for its id, or empty. *note*
    is the feature's note, and *notes* are those on its implementations by the index of their
    drivers; both only where these are ready.
    """

    group: str
    condition: str
    api: str
    cli: tuple[str, ...]
    api_doc: str
    admin_doc: str
    tests: tuple[str, ...]
    test_url: str
    note: ReadyNote | None
    notes: Mapping[int, ReadyNote]

    def __str__(self) -> str:
        return f'{len(self.notes)} notes'


def facts(
    feature: Feature, note: ReadyNote | None, notes: Mapping[int, ReadyNote], test_url: str = ''
) -> Facts:
    """Return what is to be said of *feature*, with those of its notes that are ready."""
    status = feature.status
    chosen = status.kind is FeatureStatusKind.CHOICE
    depends = status.kind is FeatureStatusKind.CONDITION
    return Facts(
        status.group if chosen else '',
        status.argument if depends else '',
        feature.api,
        feature.cli,
        feature.api_doc,
        feature.admin_doc,
        feature.tests,
        test_url if feature.tests else '',
        note,
        notes,
    )


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
    heads = driver_heads(view)
    drivers = Drivers(
        heads, tuple(head.key for head in heads), tuple(head.id_part for head in heads)
    )
    result = []
    for feature, standing in zip(view.features, standings(view.features), strict=True):
        cells = [feature.implementations[key] for key in drivers.keys]
        result.append(
            Implementations(
                _feature_head(feature, standing, view),
                drivers,
                bytes([index[cell.status] for cell in cells]),
                statuses,
                {number: cell.invalid for number, cell in enumerate(cells) if cell.invalid},
                {
                    number: cell.release
                    for number, cell in enumerate(cells)
                    if cell.release and not cell.invalid
                },
            )
        )
    return result


def grid(view: View, features: Sequence[Implementations]) -> Grid:
    """Return the summary of *view*, of which *features* are the implementations."""
    rows = tuple(feature.feature for feature in features)
    columns = features[0].drivers.heads if features else ()
    cells = tuple(feature.cells for feature in features)
    invalid = _sparse(feature.invalid for feature in features)
    releases = _sparse(feature.releases for feature in features)
    noted = tuple(
        bytes([feature.implementations[driver.key].notes is not None for driver in view.drivers])
        for feature in view.features
    )
    if view.turned:
        rows, columns = columns, rows
        cells, noted = _turned(cells), _turned(noted)
        invalid, releases = (
            {(column, row): value for (row, column), value in cells_of.items()}
            for cells_of in (invalid, releases)
        )
    look = view.turned, view.grouped, view.large
    return Grid(rows, columns, cells, noted, _statuses(view), invalid, releases, *look)


def _sparse(rows: Iterable[Mapping[int, str]]) -> dict[tuple[int, int], str]:
    """Return what *rows* hold for some of their columns, by the indexes of row and column."""
    return {
        (row, column): value for row, found in enumerate(rows) for column, value in found.items()
    }


def _turned(rows: tuple[bytes, ...]) -> tuple[bytes, ...]:
    return tuple(bytes(column) for column in zip(*rows, strict=True))


def _statuses(view: View) -> tuple[ImplementationStatus, ...]:
    """Return the statuses of the matrix, the built-in ones first. The reader allows 256."""
    return tuple(view.matrix.statuses.values())


def _feature_head(feature: Feature, standing: Standing, view: View) -> Head:
    return Head(
        feature.key,
        feature.title,
        identifier(feature.key),
        category=view.category_title(feature.category) if view.grouped else '',
        **standing._asdict(),
    )
