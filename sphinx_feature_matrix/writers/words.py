"""A summary as columns of words, for builders that have no symbols."""

from __future__ import annotations

from sphinx_feature_matrix.grid import Head
from sphinx_feature_matrix.messages import (
    _,
    legend_sentence,
    not_a_status,
    since,
    standing_in_words,
    standings_head,
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
        standings = [standing_in_words(head) for head in grid.rows]
        heads.append(Column(standings_head(grid.rows), standings))
    rows = [[names[cell] for cell in row] for row in grid.cells]
    for (row, column), value in grid.invalid.items():
        rows[row][column] = not_a_status(value)
    for (row, column), release in grid.releases.items():
        rows[row][column] = since(rows[row][column], release)
    titles = map(_title, grid.columns)
    columns = [Column(*each) for each in zip(titles, zip(*rows, strict=True), strict=True)]
    return heads, columns


def _title(head: Head) -> str:
    """Return what heads a column: a feature's title has its standing behind it."""
    standing = standing_in_words(head)
    return f'{head.title} ({standing})' if standing else head.title


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
