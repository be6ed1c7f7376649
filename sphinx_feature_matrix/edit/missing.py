"""The lines of drivers that features lack: what ``check --fix`` adds."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace

from sphinx_feature_matrix.edit import EditError
from sphinx_feature_matrix.edit.content import compare, read_back
from sphinx_feature_matrix.edit.lines import Lines
from sphinx_feature_matrix.edit.statuses import StatusLines
from sphinx_feature_matrix.ini.document import Document
from sphinx_feature_matrix.model import UNKNOWN, Feature


def add_missing(document: Document) -> tuple[bytes, int]:
    """Add a line with the status *unknown* for each driver that a feature says nothing of.

    A driver that a broken line of the feature speaks of is left out: that line is to be mended.

    :returns: what the file is to hold, and how many lines were added
    :raises EditError: if that would change more than it should, as it may where a line that is no
        option stands in the way
    """
    matrix, lines = document.matrix, Lines(document.data)
    statuses = StatusLines(document, lines)
    broken = _broken(document, lines)
    features, count = [], 0
    for section, feature in zip(statuses.features, matrix.features, strict=True):
        lacking = {
            driver.status: key
            for driver, (key, implementation) in zip(
                statuses.drivers, feature.implementations.items(), strict=True
            )
            if not implementation.stated and (section.name, driver.status) not in broken
        }
        if lacking:
            count += statuses.insert(section, lacking, UNKNOWN.key)
        features.append(_stated(feature, *lacking.values()))
    if not count:
        return document.data, 0
    data = bytes(lines)
    try:
        compare(replace(matrix, features=tuple(features)), read_back(document, data))
    except EditError as error:
        raise EditError(
            'lines that are no options stand in the way of adding the missing ones, so nothing is '
            'changed; mend those first'
        ) from error
    return data, count


def _broken(document: Document, lines: Lines) -> set[tuple[str, str]]:
    """Return what each line that is no option begins with, behind the name of its section."""
    headers = sorted((section.line, section.name) for section in document.source.sections)
    found = set()
    for problem in document.problems:
        if problem.name == 'not-an-option':
            line = problem.location.line
            above = bisect_right(headers, line, key=lambda header: header[0]) - 1
            if above >= 0:
                found.add((headers[above][1], lines.text(line).split()[0].lower()))
    return found


def _stated(feature: Feature, *drivers: str) -> Feature:
    """Return *feature* as it is when it has a line for each of *drivers*."""
    implementations = {
        key: replace(implementation, stated=True) if key in drivers else implementation
        for key, implementation in feature.implementations.items()
    }
    return replace(feature, implementations=implementations)
