"""A matrix as Markdown: a table as GitHub has it, and a section for each feature.

Every text of the file comes out as it is. A note is reStructuredText, and shown as its source
unless it is a paragraph without markup, which is the same in both.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from textwrap import indent

from sphinx_feature_matrix.escaping import markdown, markdown_block, markdown_code
from sphinx_feature_matrix.model import (
    Driver,
    Feature,
    FeatureStatusKind,
    Implementation,
    Matrix,
    Note,
)
from sphinx_feature_matrix.plain import is_plain
from sphinx_feature_matrix.standing import Standing, standings

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
    found = standings(matrix.features)
    kinds = [name for name in Standing._fields if any(getattr(each, name) for each in found)]
    head = ', '.join(kinds).capitalize() or 'Status'
    heads = ['Feature', head, *(markdown(driver.title) for driver in matrix.drivers)]
    rows = [heads, ['---'] * len(heads)]
    for feature, standing in zip(matrix.features, found, strict=True):
        cells = [_cell(matrix, cell) for cell in feature.implementations.values()]
        words = ' · '.join(filter(None, map(markdown, standing)))
        rows.append([markdown(feature.title), words, *cells])
    return '\n'.join(f'| {" | ".join(row)} |' for row in rows)


def _driver(driver: Driver) -> str:
    parts = markdown(driver.title), markdown_code(driver.key), _link(driver.link)
    return f'- {" · ".join(filter(None, parts))}'


def _details(matrix: Matrix, feature: Feature) -> Iterator[str]:
    yield f'### {markdown(feature.title)}'
    yield ' · '.join(_facts(feature))
    if feature.tests:
        yield f'Tests: {", ".join(map(markdown_code, feature.tests))}'
    if feature.notes:
        yield _note(feature.notes)
    if feature.cli:
        yield 'CLI commands:'
        yield '\n'.join(f'- {markdown_code(command)}' for command in feature.cli)
    if matrix.drivers:
        yield 'Drivers:'
        yield from _implementations(matrix, feature)


def _facts(feature: Feature) -> Iterator[str]:
    if feature.status.stated or not feature.maturity:
        yield f'Status: {_status(feature)}'
    if feature.maturity:
        yield f'Maturity: {markdown(feature.maturity)}'
    yield f'Key: {markdown_code(feature.key)}'
    if feature.api:
        yield f'API alias: {markdown_code(feature.api)}'
    if feature.api_doc:
        yield f'API docs: {_link(feature.api_doc)}'
    if feature.admin_doc:
        yield f'Admin docs: {_link(feature.admin_doc)}'


def _link(link: str) -> str:
    """Return a link of the file: what is no address leads nowhere from here."""
    return f'<{link}>' if _ADDRESS.match(link) else markdown(link)


def _cell(matrix: Matrix, cell: Implementation) -> str:
    """Return the status of an implementation, with its release if it has one."""
    since = f' since {cell.release}' if cell.release and not cell.invalid else ''
    return markdown(f'{matrix.statuses[cell.status].title}{since}')


def _implementations(matrix: Matrix, feature: Feature) -> Iterator[str]:
    items = []
    for driver in matrix.drivers:
        cell = feature.implementations[driver.key]
        status = _cell(matrix, cell)
        note = f'\n\n{indent(_note(cell.notes), "  ")}' if cell.notes else ''
        items.append(f'- {markdown(driver.title)}: {status}{note}')
    yield '\n'.join(items)


def _status(feature: Feature) -> str:
    status, word = feature.status, markdown(feature.status.word)
    if status.group:
        return f'{word}, at least one of the group {markdown_code(status.group)}'
    if status.kind is FeatureStatusKind.CONDITION:
        return f'{word}, mandatory if {markdown_code(status.argument)}'
    return word
