"""Where matrices are shown, and where in a document each feature and each driver is."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from sphinx_feature_matrix.identifiers import implementation_identifier
from sphinx_feature_matrix.model import Driver, Feature

_NONE: Mapping[str, str] = {}


class Details(NamedTuple):
    """A feature's details on a page: their id, the drivers listed, and ids out of the ordinary.

    *only* are the expressions of the directives ``only`` that they stand in.
    """

    feature: str
    feature_id: str
    drivers: tuple[str, ...]
    renamed: dict[str, str]
    only: tuple[str, ...] = ()


class Shown(NamedTuple):
    """A place where a matrix is shown.

    *files* are those of the matrix. *line* is the directive's. *identifier* is the id that the
    option ``name`` gives, or empty without one, and *title* what a reference to it says.
    *details* is whether details are shown.
    """

    name: str
    files: tuple[str, ...]
    line: int
    identifier: str
    title: str
    details: bool


class Heads(NamedTuple):
    """The ids, by their keys, that a summary or a list of requirements has for what it shows.

    *features* are those without details on the page, *verdicts* the drivers in a list of
    requirements. *only* is as for details.
    """

    features: Mapping[str, str] = _NONE
    drivers: Mapping[str, str] = _NONE
    verdicts: Mapping[str, str] = _NONE
    only: tuple[str, ...] = ()


class Anchor(NamedTuple):
    """Where something is: a document, and an id in it, or an empty one for its beginning."""

    docname: str
    identifier: str


_Files = tuple[str, ...]

_Key = tuple[_Files, str]
"""The files of a matrix, and the key of a feature or a driver."""


class Anchors:
    """Where the best place is for each feature, driver and verdict of all matrices."""

    def __init__(self, data: Mapping[str, Any], holds: Callable[[Sequence[str]], bool]) -> None:
        """Find the places in *data*, the data of the domain.

        :param holds: whether the builder takes in what stands in all of some ``only`` directives
        """
        self._details: dict[_Key, list[tuple[str, Details]]] = {}
        self._features: dict[_Key, Anchor] = {}
        self._drivers: dict[_Key, Anchor] = {}
        self._documents: dict[_Key, Anchor] = {}
        self._verdicts: dict[_Key, Anchor] = {}
        shown_files = {
            (docname, shown.name): shown.files
            for docname, all_shown in data['shown'].items()
            for shown in all_shown
        }
        details: list[tuple[str, _Files, Details]] = list(
            _places(data['details'], shown_files, holds)
        )
        for docname, files, each in details:
            self._details.setdefault((files, each.feature), []).append((docname, each))
            _note(self._features, docname, files, {each.feature: each.feature_id})
        # Where a matrix is shown in several documents, those with details come first.
        with_details = {(docname, files) for docname, files, _ in details}
        heads: list[tuple[str, _Files, Heads]] = list(_places(data['heads'], shown_files, holds))
        for docname, files, head in sorted(heads, key=lambda head: head[:2] not in with_details):
            _note(self._features, docname, files, head.features)
            _note(self._drivers, docname, files, head.drivers)
            _note(self._verdicts, docname, files, head.verdicts)
        # Where there are only details, nothing but the document stands for a driver.
        for docname, files, each in details:
            _note(self._documents, docname, files, dict.fromkeys(each.drivers, ''))

    def feature(self, files: _Files, feature: Feature) -> Anchor | None:
        """Return where a feature of the matrix in *files* is."""
        return self._features.get((files, feature.key))

    def driver(self, files: _Files, driver: Driver) -> Anchor | None:
        """Return where a driver is."""
        key = files, driver.key
        return self._drivers.get(key) or self._documents.get(key)

    def verdict(self, files: _Files, driver: Driver) -> Anchor | None:
        """Return where the verdict on a driver is, or else the driver."""
        return self._verdicts.get((files, driver.key)) or self.driver(files, driver)

    def implementation(self, files: _Files, feature: Feature, driver: Driver) -> Anchor | None:
        """Return where an implementation is, or else the feature."""
        for docname, details in self._details.get((files, feature.key), ()):
            if driver.key in details.drivers:
                usual = implementation_identifier(feature.key, driver.id_part)
                return Anchor(docname, details.renamed.get(driver.key, usual))
        return self.feature(files, feature)


def _places(
    by_document: Mapping[str, Mapping[str, Any]],
    files: Mapping[tuple[str, str], _Files],
    holds: Callable[[Sequence[str]], bool],
) -> Iterator[tuple[str, _Files, Any]]:
    """Yield what each document has of each matrix, with the files of that."""
    for docname, by_name in sorted(by_document.items()):
        for name, found in by_name.items():
            for each in found:
                if holds(each.only):
                    yield docname, files.get((docname, name), ()), each


def _note(places: dict[_Key, Anchor], docname: str, files: _Files, ids: Mapping[str, str]) -> None:
    """Add where the *ids* are, for what no better place is known."""
    for key, identifier in ids.items():
        places.setdefault((files, key), Anchor(docname, identifier))
