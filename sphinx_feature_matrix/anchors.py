"""Where matrices are shown, and where in a document each feature and each driver is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from sphinx_feature_matrix.identifiers import implementation_identifier
from sphinx_feature_matrix.model import Driver, Feature

_NONE: Mapping[str, str] = {}


class Details(NamedTuple):
    """A feature's details on a page: their id, the drivers listed, and ids out of the ordinary."""

    feature: str
    feature_id: str
    drivers: tuple[str, ...]
    renamed: dict[str, str]


class Shown(NamedTuple):
    """A place where a matrix is shown.

    *line* is the directive's. *identifier* is the id that the option ``name`` gives, or empty
    without one, and *title* what a reference to it says. *details* is whether details are shown.
    """

    name: str
    file: str
    line: int
    identifier: str
    title: str
    details: bool


class Heads(NamedTuple):
    """The ids, by their keys, that a summary or a list of requirements has for what it shows.

    *features* are those without details on the page, *verdicts* the drivers in a list of
    requirements.
    """

    features: Mapping[str, str] = _NONE
    drivers: Mapping[str, str] = _NONE
    verdicts: Mapping[str, str] = _NONE


class Anchor(NamedTuple):
    """Where something is: a document, and an id in it, or an empty one for its beginning."""

    docname: str
    identifier: str


_Key = tuple[str, str]
"""The name of a matrix, and the key of a feature or a driver."""


class Anchors:
    """Where the best place is for each feature, driver and verdict of all matrices."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        """Find the places in *data*, the data of the domain."""
        self._details: dict[_Key, list[tuple[str, Details]]] = {}
        self._features: dict[_Key, Anchor] = {}
        self._drivers: dict[_Key, Anchor] = {}
        self._documents: dict[_Key, Anchor] = {}
        self._verdicts: dict[_Key, Anchor] = {}
        details = list(_sorted(data['details']))
        for docname, name, found in details:
            for each in found:
                self._details.setdefault((name, each.feature), []).append((docname, each))
                _note(self._features, docname, name, {each.feature: each.feature_id})
        # Where a matrix is shown in several documents, those with details come first.
        with_details = {(docname, name) for docname, name, _ in details}
        heads = sorted(_sorted(data['heads']), key=lambda each: each[:2] not in with_details)
        for docname, name, found in heads:
            for each in found:
                _note(self._features, docname, name, each.features)
                _note(self._drivers, docname, name, each.drivers)
                _note(self._verdicts, docname, name, each.verdicts)
        # Where there are only details, nothing but the document stands for a driver.
        for docname, name, found in details:
            for each in found:
                _note(self._documents, docname, name, dict.fromkeys(each.drivers, ''))

    def feature(self, names: tuple[str, ...], feature: Feature) -> Anchor | None:
        """Return where a feature is, in a matrix that is shown under any of *names*."""
        return _first(self._features, names, feature.key)

    def driver(self, names: tuple[str, ...], driver: Driver) -> Anchor | None:
        """Return where a driver is."""
        found = _first(self._drivers, names, driver.key)
        return found or _first(self._documents, names, driver.key)

    def verdict(self, names: tuple[str, ...], driver: Driver) -> Anchor | None:
        """Return where the verdict on a driver is, or else the driver."""
        return _first(self._verdicts, names, driver.key) or self.driver(names, driver)

    def implementation(
        self, names: tuple[str, ...], feature: Feature, driver: Driver
    ) -> Anchor | None:
        """Return where an implementation is, or else the feature."""
        for name in names:
            for docname, details in self._details.get((name, feature.key), ()):
                if driver.key in details.drivers:
                    usual = implementation_identifier(feature.key, driver.id_part)
                    return Anchor(docname, details.renamed.get(driver.key, usual))
        return self.feature(names, feature)


def _sorted(by_document: Mapping[str, Mapping[str, Any]]) -> Iterator[tuple[str, str, Any]]:
    """Yield each document with each matrix that it has something of, and that."""
    for docname, by_name in sorted(by_document.items()):
        for name, found in by_name.items():
            yield docname, name, found


def _note(places: dict[_Key, Anchor], docname: str, name: str, ids: Mapping[str, str]) -> None:
    """Add where the *ids* are, for what no better place is known."""
    for key, identifier in ids.items():
        places.setdefault((name, key), Anchor(docname, identifier))


def _first(places: Mapping[_Key, Anchor], names: tuple[str, ...], key: str) -> Anchor | None:
    found = (places.get((name, key)) for name in names)
    return next(filter(None, found), None)
