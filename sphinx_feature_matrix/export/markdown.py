"""A matrix as Markdown: a table as GitHub has it, and a section for each feature.

Every text of the file comes out as it is. A note is reStructuredText, and shown as its source
unless it is a paragraph without markup, which is the same in both.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from textwrap import indent

from sphinx_feature_matrix.escaping import markdown, markdown_block, markdown_code
from sphinx_feature_matrix.model import Driver, Feature, FeatureStatusKind, Matrix, Note
from sphinx_feature_matrix.plain import is_plain

_ADDRESS = re.compile(r'(https?|mailto):', re.IGNORECASE)


def as_markdown(matrix: Matrix) -> str:
    """Return *matrix* as Markdown, under one heading of the first level."""
    return '\n\n'.join(_blocks(matrix)) + '\n'


def _blocks(matrix: Matrix) -> Iterator[str]:
    yield f'# {markdown(matrix.title) or "Support matrix"}'
    if matrix.notes:
        yield _note(matrix.notes)
    if matrix.drivers and matrix.features:
        yield _table(matrix)
    if matrix.drivers:
        yield '## Drivers'
        yield '\n'.join(map(_driver, matrix.drivers))
    if matrix.features:
        yield '## Features'
    for feature in matrix.features:
        yield from _details(matrix, feature)


def _note(note: Note) -> str:
    return markdown(note.text) if is_plain(note.text) else markdown_block(note.text, 'rst')


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
    if feature.notes:
        yield _note(feature.notes)
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
        note = f'\n\n{indent(_note(cell.notes), "  ")}' if cell.notes else ''
        items.append(f'- {markdown(driver.title)}: {status}{note}')
    yield '\n'.join(items)


def _status_word(feature: Feature) -> str:
    return markdown(feature.status.word)


def _status(feature: Feature) -> str:
    status, word = feature.status, _status_word(feature)
    if status.group:
        return f'{word}, at least one of the group {markdown_code(status.group)}'
    if status.kind is FeatureStatusKind.CONDITION:
        return f'{word}, mandatory if {markdown_code(status.argument)}'
    return word
