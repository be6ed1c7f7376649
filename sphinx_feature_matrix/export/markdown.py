"""A matrix as Markdown: a table as GitHub has it, and a section for each feature.

Every text of the file comes out as it is: notes, which are reStructuredText, as plain paragraphs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from sphinx_feature_matrix.escaping import markdown, markdown_code
from sphinx_feature_matrix.export.records import condition
from sphinx_feature_matrix.model import Driver, Feature, FeatureStatusKind, Matrix, Note

_BLANK_LINE = re.compile(r'\n\s*\n')
_ADDRESS = re.compile(r'(https?|mailto):', re.IGNORECASE)


def as_markdown(matrix: Matrix) -> str:
    """Return *matrix* as Markdown, under one heading of the first level."""
    return '\n\n'.join(_blocks(matrix)) + '\n'


def _blocks(matrix: Matrix) -> Iterator[str]:
    yield f'# {markdown(matrix.title) or "Support matrix"}'
    yield from _paragraphs(matrix.notes)
    if matrix.drivers and matrix.features:
        yield _table(matrix)
    if matrix.drivers:
        yield '## Drivers'
        yield '\n'.join(map(_driver, matrix.drivers))
    if matrix.features:
        yield '## Features'
    for feature in matrix.features:
        yield from _details(matrix, feature)


def _paragraphs(note: Note | None) -> Iterator[str]:
    for paragraph in _BLANK_LINE.split(note.text if note else ''):
        if paragraph.strip():
            yield markdown(paragraph)


def _table(matrix: Matrix) -> str:
    heads = ['Feature', 'Status', *(markdown(driver.title) for driver in matrix.drivers)]
    rows = [heads, ['---'] * len(heads)]
    for feature in matrix.features:
        cells = feature.implementations.values()
        statuses = [markdown(matrix.statuses[cell.status].title) for cell in cells]
        rows.append([markdown(feature.title), _status_word(feature), *statuses])
    return '\n'.join(f'| {" | ".join(row)} |' for row in rows)


def _driver(driver: Driver) -> str:
    link = f'<{driver.link}>' if _ADDRESS.match(driver.link) else markdown(driver.link)
    parts = markdown(driver.title), markdown_code(driver.key), link
    return f'- {" · ".join(filter(None, parts))}'


def _details(matrix: Matrix, feature: Feature) -> Iterator[str]:
    yield f'### {markdown(feature.title)}'
    api = f' · API alias: {markdown_code(feature.api)}' if feature.api else ''
    yield f'Status: {_status(feature)} · Key: {markdown_code(feature.key)}{api}'
    yield from _paragraphs(feature.notes)
    if feature.cli:
        yield 'CLI commands:'
        yield '\n'.join(f'- {markdown_code(command)}' for command in feature.cli)
    if matrix.drivers:
        yield 'Drivers:'
        yield from _implementations(matrix, feature)


def _implementations(matrix: Matrix, feature: Feature) -> Iterator[str]:
    items = []
    for driver in matrix.drivers:
        cell = feature.implementations[driver.key]
        status = markdown(matrix.statuses[cell.status].title)
        note = (f'\n\n  {paragraph}' for paragraph in _paragraphs(cell.notes))
        items.append(f'- {markdown(driver.title)}: {status}{"".join(note)}')
    yield '\n'.join(items)


def _status_word(feature: Feature) -> str:
    return markdown(feature.status.text.partition('(')[0].lower())


def _status(feature: Feature) -> str:
    status, word = feature.status, _status_word(feature)
    if status.group:
        return f'{word}, at least one of the group {markdown_code(status.group)}'
    if status.kind is FeatureStatusKind.CONDITION:
        return f'{word}, mandatory if {markdown_code(condition(status))}'
    return word
