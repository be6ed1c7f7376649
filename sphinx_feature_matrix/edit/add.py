"""One more driver or one more feature, with a line in every place that has to speak of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from configparser import DEFAULTSECT
from dataclasses import replace

from sphinx_feature_matrix.edit import EditError
from sphinx_feature_matrix.edit.content import compare, read_back
from sphinx_feature_matrix.edit.lines import Lines
from sphinx_feature_matrix.edit.places import blank_lines_above
from sphinx_feature_matrix.edit.sections import Spot, write_like
from sphinx_feature_matrix.edit.statuses import StatusLines, driver_options
from sphinx_feature_matrix.ini.dialects import TARGETS_SECTION, kind_of
from sphinx_feature_matrix.ini.document import Document
from sphinx_feature_matrix.ini.hints import did_you_mean, one_of
from sphinx_feature_matrix.ini.joining import Section
from sphinx_feature_matrix.model import (
    UNKNOWN,
    Dialect,
    Driver,
    Feature,
    FeatureStatusKind,
    Implementation,
    Matrix,
)
from sphinx_feature_matrix.problems import Location

_KEY = re.compile(r'[A-Za-z0-9_]([A-Za-z0-9._-]*[A-Za-z0-9_])?')
_NOWHERE = Location('', 0, 0)


def add_driver(
    document: Document, key: str, title: str, link: str = '', status: str = UNKNOWN.key
) -> bytes:
    """Declare the driver *key* behind all others, and give it *status* in every feature.

    :param document: a file without problems, unless that is that it holds nothing yet
    :returns: what the file is to hold
    :raises EditError: if there can be no such driver, or it would change more than it should
    """
    matrix, source = document.matrix, document.source
    title, link = _title(title), _one_line(link)
    driver = _new_driver(document, key, title, link)
    status = _implementation_status(matrix, status)
    lines = Lines(document.data)
    statuses = StatusLines(document, lines)
    statuses.drivers.append(driver_options(statuses.layout, driver.key, driver.key))
    option = statuses.drivers[-1].status
    if matrix.dialect is Dialect.TARGETS:
        targets = next(each for each in source.sections if kind_of(each) == TARGETS_SECTION)
        statuses.insert(targets, {option}, title)
    else:
        drivers = [each for each in source.sections if kind_of(each) == statuses.layout.section]
        last = drivers[-1] if drivers else None
        spot = Spot(source, lines, last, next(iter(statuses.features), None))
        rows = [write_like(last, lines, 'title', title, spot.indent)]
        if link:
            rows.append(write_like(last, lines, 'link', link, spot.indent))
        declares = last.name.partition('.')[0] if last else statuses.layout.section
        spot.insert(f'{declares}.{driver.key}', rows)
    for section in statuses.features:
        statuses.insert(section, {option}, status)
    data = bytes(lines)
    compare(_with_driver(matrix, driver, status), read_back(document, data))
    return data


def add_feature(document: Document, key: str, title: str, status: str = '') -> bytes:
    """Add the feature *key* behind the last one of its category, with every driver *unknown*.

    :param document: a file without problems, unless that is that it holds nothing yet
    :param status: the feature's status. Without one, it is written only where all others are.
    :returns: what the file is to hold
    :raises EditError: if there can be no such feature, or it would change more than it should
    """
    matrix = document.matrix
    _check_feature_key(document, key)
    title, status = _title(title), _one_line(status)
    lines = Lines(document.data)
    statuses = StatusLines(document, lines)
    behind = _feature_before(matrix, statuses, key)
    spot = Spot(document.source, lines, behind)
    like = behind or next(reversed(document.source.sections), None)
    if not status and behind and all('status' in each.lines for each in statuses.features):
        status = FeatureStatusKind.OPTIONAL.value
    rows = [write_like(like, lines, 'title', title, spot.indent)]
    if status:
        rows.append(write_like(like, lines, 'status', status, spot.indent))
    if like:
        rows += _status_rows(statuses, like, spot.indent)
    spot.insert(key, rows)
    data = bytes(lines)
    after = read_back(document, data)
    compare(_with_feature(matrix, after, key, title, status), after)
    return data


def _one_line(text: str) -> str:
    return ' '.join(text.split())


def _title(text: str) -> str:
    title = _one_line(text)
    if not title:
        raise EditError('the title is empty; write what readers are to see')
    return title


def _check_key(what: str, key: str) -> None:
    if not _KEY.fullmatch(key):
        raise EditError(
            f'"{_one_line(key)}" cannot be the key of a {what}; write letters, digits and "_", '
            'with "." and "-" between them'
        )


def _new_driver(document: Document, key: str, title: str, link: str) -> Driver:
    """Return the driver as it is to be read.

    :raises EditError: if there can be none with this key, or none with a link
    """
    matrix, source = document.matrix, document.source
    _check_key('driver', key)
    for twin in matrix.drivers:
        if twin.key.lower() == key.lower():
            raise EditError(
                f'driver "{key}" is already on line {twin.location.line}; choose another key'
            )
    if matrix.dialect is Dialect.TARGETS:
        if link:
            raise EditError(
                'in the dialect "targets" a driver has no link; run "feature-matrix convert" first'
            )
        return Driver(key.lower(), title, key.lower(), _NOWHERE)
    id_part = key
    if matrix.dialect is Dialect.CURRENT:
        # Case does not count there, and the new section is to be like the others.
        declares = matrix.drivers[-1].id_part.partition('.')[0] if matrix.drivers else 'driver'
        id_part = f'{declares}.{key}'
    link = link or source.defaults[0].options.get('link', '')
    return Driver(key, title, id_part, _NOWHERE, link)


def _implementation_status(matrix: Matrix, text: str) -> str:
    status = _one_line(text).lower()
    if status not in matrix.statuses:
        hint = did_you_mean(status, matrix.statuses, f'write {one_of(matrix.statuses)}')
        raise EditError(f'"{_one_line(text)}" is no implementation status; {hint}')
    return status


def _with_driver(matrix: Matrix, driver: Driver, status: str) -> Matrix:
    implementation = Implementation(status, *_NOWHERE)
    features = [
        replace(feature, implementations={**feature.implementations, driver.key: implementation})
        for feature in matrix.features
    ]
    return replace(matrix, drivers=(*matrix.drivers, driver), features=tuple(features))


def _check_feature_key(document: Document, key: str) -> None:
    _check_key('feature', key)
    if kind_of(Section(key, 0, {}, {})) != 'feature' or key == DEFAULTSECT:
        raise EditError(f'[{key}] has a meaning of its own and is no feature; write CATEGORY.NAME')
    for section in document.source.sections:
        if section.name == key:
            raise EditError(
                f'feature "{key}" is already on line {section.line}; choose another key'
            )


def _feature_before(matrix: Matrix, statuses: StatusLines, key: str) -> Section | None:
    """Return the last feature of the category of *key*, or else the last one there is."""
    category = key.partition('.')[0]
    same = [
        section
        for feature, section in zip(matrix.features, statuses.features, strict=True)
        if feature.category == category
    ]
    return next(reversed(same or statuses.features), None)


def _status_rows(statuses: StatusLines, like: Section, indent: str) -> Iterator[str]:
    """Yield a line for every driver: as *like* has them, those first that it has."""
    stated = statuses.stated(like)
    numbers = list(stated.values()) or [like.line]
    if stated and min(stated.values()) > min(like.lines.values()):
        yield from [''] * blank_lines_above(statuses.lines, numbers[0])
    place = {option: index for index, option in enumerate(stated)}
    for driver in sorted(statuses.drivers, key=lambda each: place.get(each.status, len(place))):
        near = stated.get(driver.status, numbers[-1])
        yield statuses.written(like, near, driver, UNKNOWN.key, indent)


def _with_feature(matrix: Matrix, after: Matrix, key: str, title: str, status: str) -> Matrix:
    """Return *matrix* with the new feature, where and as far as *after* has it as it should be.

    What [DEFAULT] gives every feature, it gives the new one.

    :raises EditError: if *after* has no such feature
    """
    keys = [feature.key for feature in after.features]
    if key not in keys:
        raise EditError(
            f'[{key}] would not be read as a feature; mend first what "feature-matrix check" lists'
        )
    index = keys.index(key)
    features = list(matrix.features)
    features.insert(index, _as_asked(after.features[index], title, status))
    return replace(matrix, features=tuple(features))


def _as_asked(feature: Feature, title: str, status: str) -> Feature:
    """Return *feature* with the title, the status and the implementations that it should have."""
    return replace(
        feature,
        title=title,
        status=replace(feature.status, text=status or feature.status.text),
        implementations={
            key: replace(implementation, status=UNKNOWN.key, stated=True)
            for key, implementation in feature.implementations.items()
        },
    )
