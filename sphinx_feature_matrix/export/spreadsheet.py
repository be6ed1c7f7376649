"""A matrix as CSV: a row for each feature."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from sphinx_feature_matrix.export.records import condition, text
from sphinx_feature_matrix.model import Feature, Matrix

COLUMNS = (
    *('key', 'title', 'category', 'status', 'group', 'condition', 'notes', 'cli', 'api'),
    *('maturity', 'api-doc', 'admin-doc', 'tests'),
)
"""The columns before those of the drivers, which are three for each: its key, notes and release.

The last of these is there if there is any release at all.
"""

_MARKED = ('=', '+', '-', '@', '\t', "'")
"""What a cell that gets an apostrophe begins with: a formula, or an apostrophe of its own.

A tab may stand before a formula, and in a file the key of a feature can begin with one. So may a
carriage return; but that ends a line, so that no text of a file has one.
"""


def as_csv(matrix: Matrix) -> str:
    """Return *matrix* as CSV with a row of heads; commands and tests are separated by semicolons.

    A cell that a spreadsheet would take for a formula has an apostrophe in front, and so has one
    that begins with an apostrophe: the first of a cell can be taken off without looking further.
    """
    releases = any(
        found.release for feature in matrix.features for found in feature.implementations.values()
    )
    of_driver = ('{}', '{} notes', '{} release') if releases else ('{}', '{} notes')
    heads = [head.format(driver.key) for driver in matrix.drivers for head in of_driver]
    out = io.StringIO()
    writer = csv.writer(out, lineterminator='\n')
    writer.writerow(map(_marked, (*COLUMNS, *heads)))
    rows = (_row(feature, releases=releases) for feature in matrix.features)
    writer.writerows(map(_marked, row) for row in rows)
    return out.getvalue()


def _row(feature: Feature, *, releases: bool) -> Iterator[str]:
    status = feature.status
    yield from (feature.key, feature.title, feature.category)
    yield from (status.kind, status.group, condition(status))
    yield from (text(feature.notes), ';'.join(feature.cli), feature.api)
    yield from (feature.maturity, feature.api_doc, feature.admin_doc, ';'.join(feature.tests))
    for found in feature.implementations.values():
        yield from (found.status, text(found.notes))
        if releases:
            yield found.release


def _marked(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_MARKED) else cell
