"""Matrices that are made, the same ones each time, and tables of what is in a matrix."""

from __future__ import annotations

import csv
import io
import zlib
from collections.abc import Iterator, Sequence

from sphinx_feature_matrix.escaping import restructuredtext
from sphinx_feature_matrix.model import Matrix

_STATUSES = ('complete',) * 6 + ('missing',) * 3 + ('partial', 'unknown')
"""How many implementations of eleven have each status: about as in published files."""

_GROUPS = 7


def made(features: int, drivers: int) -> str:
    """Return the INI file of a matrix with so many *features* and *drivers*.

    Each feature has notes with an address, and two commands. Each partial implementation has a
    note.
    """
    lines: list[str] = []
    for driver in range(drivers):
        lines += [f'[driver.d{driver}]', f'title = Driver {driver}', '']
    for feature in range(features):
        lines += _feature(feature, drivers)
    return '\n'.join(lines)


def _feature(feature: int, drivers: int) -> Iterator[str]:
    wanted = ('optional', 'mandatory', f'choice(g{feature % _GROUPS})')
    yield f'[operation.f{feature}]'
    yield f'title = Feature number {feature}'
    yield f'status = {wanted[_drawn(f"{feature}") % len(wanted)]}'
    yield f'notes = A few words about feature {feature}.'
    yield f'  There is more at https://example.org/{feature} to be read.'
    yield f'cli = tool do-{feature} <it>;tool undo-{feature} <it>'
    for driver in range(drivers):
        status = _STATUSES[_drawn(f'{feature} {driver}') % len(_STATUSES)]
        yield f'driver.d{driver} = {status}'
        if status == 'partial':
            yield f'driver-notes.d{driver} = Only with firmware {driver}.{feature} or newer'
    yield ''


def _drawn(text: str) -> int:
    """Return a number that looks like drawn by lot, and is the same in every version of Python."""
    return zlib.crc32(text.encode())


def rows(matrix: Matrix) -> Iterator[Sequence[str]]:
    """Yield the rows of the summary of *matrix*, heads first, as reStructuredText.

    A cell is the key of a status, which is a word.
    """
    yield ['Feature', *(restructuredtext(driver.title) for driver in matrix.drivers)]
    for feature in matrix.features:
        found = feature.implementations
        statuses = (found[driver.key].status for driver in matrix.drivers)
        yield [restructuredtext(feature.title), *statuses]


def as_csv(matrix: Matrix) -> str:
    """Return the summary of *matrix* as the file of a ``csv-table``."""
    out = io.StringIO()
    csv.writer(out, lineterminator='\n').writerows(rows(matrix))
    return out.getvalue()


def as_list_table(matrix: Matrix) -> str:
    """Return the summary of *matrix* as a directive ``list-table``."""
    lines = ['.. list-table::', '   :header-rows: 1', '']
    for first, *others in rows(matrix):
        lines += [f'   * - {first}', *(f'     - {cell}' for cell in others)]
    return '\n'.join(lines) + '\n'
