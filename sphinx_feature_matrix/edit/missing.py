"""The lines of drivers that features lack: what ``check --fix`` adds."""

from __future__ import annotations

from dataclasses import replace

from sphinx_feature_matrix.edit import EditError
from sphinx_feature_matrix.edit.content import compare, read_back
from sphinx_feature_matrix.edit.lines import Lines
from sphinx_feature_matrix.edit.statuses import StatusLines
from sphinx_feature_matrix.ini.document import Document
from sphinx_feature_matrix.model import UNKNOWN, Matrix


def add_missing(document: Document) -> tuple[bytes, int]:
    """Add a line with the status *unknown* for each driver that a feature says nothing of.

    :returns: what the file is to hold, and how many lines were added
    :raises EditError: if that would change more than it should, as it may next to lines that are
        no options
    """
    lines = Lines(document.data)
    statuses = StatusLines(document, lines)
    count = 0
    for section, feature in zip(statuses.features, document.matrix.features, strict=True):
        wanted = {
            driver.status
            for driver, implementation in zip(
                statuses.drivers, feature.implementations.values(), strict=True
            )
            if not implementation.stated
        }
        count += statuses.insert(section, wanted, UNKNOWN.key) if wanted else 0
    if not count:
        return document.data, 0
    data = bytes(lines)
    try:
        compare(_stated(document.matrix), read_back(document, data))
    except EditError as error:
        raise EditError(
            'lines that are no options stand in the way of adding the missing ones, so nothing is '
            'changed; mend those first'
        ) from error
    return data, count


def _stated(matrix: Matrix) -> Matrix:
    """Return *matrix* as it is where no feature lacks a driver."""
    features = [
        replace(
            feature,
            implementations={
                key: implementation
                if implementation.stated
                else replace(implementation, stated=True)
                for key, implementation in feature.implementations.items()
            },
        )
        for feature in matrix.features
    ]
    return replace(matrix, features=tuple(features))
