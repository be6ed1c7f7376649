"""A summary as columns of words, for builders that have no symbols."""

from __future__ import annotations

from sphinx_feature_matrix.messages import (
    _,
    feature_status,
    legend_sentence,
    not_a_status,
    status_meaning,
    status_title,
    translated,
)
from sphinx_feature_matrix.nodes import matrix_table
from sphinx_feature_matrix.wording import semicolon
from sphinx_feature_matrix.writers.fitting import Column


def words(node: matrix_table) -> tuple[list[Column], list[Column]]:
    """Return the columns that head each row, and those of the cells."""
    grid = node.grid
    names = [status_title(status) for status in grid.statuses]
    corner = str(_('Driver') if grid.turned else _('Feature'))
    heads = [Column(corner, [head.title for head in grid.rows])]
    if not grid.turned:
        statuses = [feature_status(head.status) for head in grid.rows]
        # Translators: the head of the column with the statuses of features.
        heads.append(Column(str(_('Status')), statuses))
    columns = []
    for number, head in enumerate(grid.columns):
        title = head.title
        if grid.turned:
            title = f'{title} ({feature_status(head.status)})'
        cells = [names[row[number]] for row in grid.cells]
        for (row, column), value in grid.invalid.items():
            if column == number:
                cells[row] = not_a_status(value)
        columns.append(Column(title, cells))
    return heads, columns


def with_categories(node: matrix_table, columns: list[Column]) -> list[Column]:
    """Return *columns* with a row for each category, which only the first column fills."""
    grid = node.grid
    if not grid.grouped or grid.turned:
        return columns
    result = []
    for number, column in enumerate(columns):
        cells: list[str] = []
        category = ''
        for head, cell in zip(grid.rows, column.cells, strict=True):
            if head.category != category:
                category = head.category
                cells.append('' if number else category)
            cells.append(cell)
        result.append(Column(column.head, cells))
    return result


def legend(node: matrix_table) -> str:
    """Return the statuses that occur and what they mean, in one line."""
    meanings = [status_meaning(status) for status in node.grid.occurring()]
    if node.grid.invalid:
        meanings.append(str(_('not a status')))
    return legend_sentence() % {'statuses': semicolon(translated).join(meanings)}
