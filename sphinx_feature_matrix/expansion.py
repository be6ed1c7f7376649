"""The dense nodes as ordinary docutils nodes, for builders that do not know them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from docutils import nodes

from sphinx_feature_matrix.grid import Head
from sphinx_feature_matrix.messages import (
    _,
    not_a_status,
    status_meaning,
    status_title,
)
from sphinx_feature_matrix.nodes import (
    implementation_list,
    matrix_table,
    note_content,
)
from sphinx_feature_matrix.writers import latex
from sphinx_feature_matrix.writers.fitting import Column, split
from sphinx_feature_matrix.writers.words import legend, words

LATEX_WIDTH = 66
"""How many characters of a table's text fit side by side on a page of LaTeX."""

LATEX_HEAD_WIDTH = 22
"""How many characters wide the feature column is in LaTeX, if its words are not longer."""

LATEX_GAP = 3
"""What the space around a LaTeX column takes, in characters."""


def expand_implementations(node: implementation_list) -> nodes.Node:
    """Return *node* as a bullet list, each item with the id of its implementation."""
    data = node.data
    names = [status_title(status, node.titles) for status in data.statuses]
    notes = {note['number']: note_content(note) for note in node.notes}
    listing = nodes.bullet_list(bullet='*')
    for number, (driver, cell) in enumerate(zip(data.drivers, data.cells, strict=True)):
        value = data.invalid.get(number)
        text = f'{node.titles[driver.title]}: {not_a_status(value) if value else names[cell]}'
        listing += nodes.list_item(
            '', nodes.paragraph('', text), *notes.get(number, []), ids=[node.id_of(number)]
        )
    return listing


def expand_table(node: matrix_table, *, for_latex: bool) -> list[nodes.Node]:
    """Return *node* as a table with a legend; for LaTeX as several tables that fit the page."""
    return (_LatexTables if for_latex else _Tables)(node).expand()


class _Tables:
    """One table of words."""

    def __init__(self, node: matrix_table) -> None:
        self.node = node
        self.grid = node.grid
        self.heads, self.columns = words(node)
        self.extra_classes: list[str] = []

    def expand(self) -> list[nodes.Node]:
        tables = [
            self.table(shown, len(self.heads) if number == 0 else 1)
            for number, shown in enumerate(self.split())
        ]
        first = tables[0]
        first['ids'], first['names'] = self.node['ids'], self.node['names']
        first.insert(0, self.node.children)
        return [*tables, nodes.paragraph('', '', *self.legend())]

    def split(self) -> Iterable[list[int]]:
        """Yield the indexes of the columns of each table."""
        return [[*range(len(self.columns))]]

    def widths(self, shown: Sequence[int], heads: int) -> list[int]:
        """Return how wide each column is in proportion to the others."""
        return [1] * (heads + len(shown))

    def table(self, shown: Sequence[int], heads: int) -> nodes.table:
        """Return the table of the columns *shown*, behind the first *heads* of ``heads``."""
        widths = self.widths(shown, heads)
        group = nodes.tgroup(cols=len(widths))
        group += [nodes.colspec(colwidth=width) for width in widths]
        head = nodes.row()
        head += [_entry(nodes.Text(column.head)) for column in self.heads[:heads]]
        head += [
            _entry(self.linked(self.grid.columns[number], self.columns[number].head))
            for number in shown
        ]
        group += [nodes.thead('', head), self.body(shown, heads)]
        classes = ['feature-matrix', *self.node['classes'], *self.extra_classes]
        return nodes.table('', group, classes=classes)

    def body(self, shown: Sequence[int], heads: int) -> nodes.tbody:
        body = nodes.tbody()
        category = ''
        for number, row in enumerate(self.grid.rows):
            if row.category != category and not self.grid.turned:
                category = row.category
                title = nodes.strong('', self.node.titles[category])
                blank = [nodes.entry() for _column in range(heads - 1 + len(shown))]
                body += nodes.row('', _entry(title), *blank)
            entries = [_entry(self.linked(row, self.node.title_of(row)))]
            entries += [_entry(nodes.Text(head.cells[number])) for head in self.heads[1:heads]]
            entries += [_entry(self.cell(number, column)) for column in shown]
            body += nodes.row('', *entries)
        return body

    def cell(self, row: int, column: int) -> nodes.Node:
        return nodes.Text(self.columns[column].cells[row])

    def linked(self, head: Head, text: str) -> nodes.Node:
        """Return *text* with a link to what *head* is about, if there is something."""
        address = self.node.address_of(head)
        if not address:
            return nodes.Text(text)
        if head.link:
            return nodes.reference('', text, refuri=address, internal=False)
        if address.startswith('#'):
            return nodes.reference('', text, refid=address[1:], internal=True)
        return nodes.reference('', text, refuri=address, internal=True)

    def legend(self) -> Iterable[nodes.Node]:
        return [nodes.Text(legend(self.node))]


class _LatexTables(_Tables):
    """As many tables of symbols as it takes for each to fit the page."""

    def __init__(self, node: matrix_table) -> None:
        super().__init__(node)
        self.extra_classes = ['colwidths-given']
        first, *others = (column.narrowest() for column in self.heads)
        self.head_widths = [width + LATEX_GAP for width in (max(first, LATEX_HEAD_WIDTH), *others)]
        # A cell holds a symbol, so that only the words of its head need room.
        self.narrow = [Column(column.head, ['']) for column in self.columns]

    def split(self) -> Iterable[list[int]]:
        first, later = sum(self.head_widths), self.head_widths[0]
        return split(self.narrow, first, later, LATEX_WIDTH, gap=LATEX_GAP)

    def widths(self, shown: Sequence[int], heads: int) -> list[int]:
        return [
            *self.head_widths[:heads],
            *(self.narrow[number].narrowest() + LATEX_GAP for number in shown),
        ]

    def cell(self, row: int, column: int) -> nodes.Node:
        if (row, column) in self.grid.invalid:
            return nodes.Text('!')
        status = self.grid.statuses[self.grid.cells[row][column]]
        return latex.symbol(status.symbol, status_title(status, self.node.titles))

    def legend(self) -> Iterable[nodes.Node]:
        yield nodes.Text(f'{_("Legend")}: ')
        for number, status in enumerate(self.grid.occurring()):
            yield nodes.Text('; ' if number else '')
            yield latex.symbol(status.symbol, status_title(status, self.node.titles))
            yield nodes.Text(f' {status_meaning(status, self.node.titles)}')
        if self.grid.invalid:
            yield nodes.Text(f'; ! {_("not a status")}')
        yield nodes.Text('.')


def _entry(content: nodes.Node) -> nodes.entry:
    return nodes.entry('', nodes.paragraph('', '', content))
