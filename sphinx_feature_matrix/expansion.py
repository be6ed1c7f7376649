"""The dense nodes as ordinary docutils nodes, for builders that do not know them."""

from __future__ import annotations

import sys
from collections.abc import Container, Iterable, Sequence

from docutils import nodes

from sphinx_feature_matrix.grid import Head
from sphinx_feature_matrix.messages import (
    _,
    described,
    in_nodes,
    legend_sentence,
    not_a_status,
    status_meaning,
    status_title,
    translated,
)
from sphinx_feature_matrix.nodes import (
    implementation_list,
    matrix_table,
    note_content,
    reference,
)
from sphinx_feature_matrix.wording import joined, semicolon
from sphinx_feature_matrix.writers import latex
from sphinx_feature_matrix.writers.fitting import Column, split, widths_of_heads
from sphinx_feature_matrix.writers.words import legend, words


def expand_implementations(node: implementation_list, led_to: Container[str]) -> nodes.Node:
    """Return *node* as a bullet list, each item with the id of its implementation.

    :param led_to: the ids that have to be targets, since some builders leave out those of items
    """
    data = node.data
    names = [status_title(status) for status in data.statuses]
    notes = {note['number']: note_content(note) for note in node.notes}
    ids = node.implementation_ids()
    listing = nodes.bullet_list(bullet='*')
    for number, (driver, cell) in enumerate(zip(data.drivers, data.cells, strict=True)):
        value = data.invalid.get(number)
        text = described(driver.title, not_a_status(value) if value else names[cell])
        paragraph = nodes.paragraph('', text)
        item = nodes.list_item('', paragraph, *notes.get(number, []), ids=[ids[number]])
        if ids[number] in led_to:
            paragraph.insert(0, nodes.target('', '', ids=item['ids']))
            item['ids'] = []
        listing += item
    return listing


def expand_table(node: matrix_table, builder_format: str) -> list[nodes.Node]:
    """Return *node* as a table with a legend, or as several tables where a page has a width."""
    maker = {'latex': _LatexTables, 'texinfo': _InfoTables}.get(builder_format, _Tables)
    return maker(node).expand()


class _Tables:
    """One table of words."""

    limit = sys.maxsize
    """How wide a table may be, in characters."""

    gap = 3
    """What a column takes besides its words, in characters."""

    extra_classes: tuple[str, ...] = ()

    def __init__(self, node: matrix_table) -> None:
        self.node = node
        self.grid = node.grid
        self.heads, self.columns = words(node)
        self.row_ids, self.column_ids = dict(node.heads.features), dict(node.heads.drivers)
        if self.grid.turned:
            self.row_ids, self.column_ids = self.column_ids, self.row_ids
        self.sized = self.columns
        """The columns as far as they count for widths."""

    def expand(self) -> list[nodes.Node]:
        head_widths = [width + self.gap for width in widths_of_heads(self.heads)]
        parts = split(self.sized, sum(head_widths), head_widths[0], self.limit, self.gap)
        tables = []
        for number, shown in enumerate(parts):
            heads = 1 if number else len(self.heads)
            widths = [self.sized[column].narrowest() + self.gap for column in shown]
            tables.append(self.table(shown, [*head_widths[:heads], *widths]))
        first = tables[0]
        first['ids'], first['names'] = self.node['ids'], self.node['names']
        first.insert(0, self.node.children)
        legend = nodes.paragraph('', '', *self.legend())
        return [*self.targets(first), *tables, legend]

    def targets(self, table: nodes.table) -> list[nodes.Node]:
        """Return what leads to the heads of columns, in front of the first *table*."""
        return [nodes.target('', '', ids=[name]) for name in self.column_ids.values()]

    def table(self, shown: Sequence[int], widths: Sequence[int]) -> nodes.table:
        """Return the table of the columns *shown* behind as many heads as *widths* has more."""
        heads = len(widths) - len(shown)
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
                title = nodes.strong('', category)
                blank = [nodes.entry() for _column in range(heads - 1 + len(shown))]
                body += nodes.row('', _entry(title), *blank)
            # Of several tables with the same rows, the first is the one that is led to.
            name = self.row_ids.pop(row.key, '')
            target = [nodes.target('', '', ids=[name])] if name else []
            entries = [_entry(*target, self.linked(row, row.title))]
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
        return reference(text, address)

    def legend(self) -> Iterable[nodes.Node]:
        return [nodes.Text(legend(self.node))]


class _InfoTables(_Tables):
    """As many tables of words as it takes for each to fit a page of Info."""

    limit = 72

    def linked(self, head: Head, text: str) -> nodes.Node:
        """Return *text*: what Info prints for a link is too long for a cell."""
        return nodes.Text(text)


class _LatexTables(_Tables):
    """As many tables of symbols as it takes for each to fit the page."""

    limit = 78
    extra_classes = ('colwidths-given',)

    def __init__(self, node: matrix_table) -> None:
        super().__init__(node)
        self.symbols = [latex.symbol(status.symbol) for status in self.grid.statuses]
        # A symbol needs next to no room, so that only words count.
        words = [
            '' if code else status_title(status)
            for code, status in zip(self.symbols, self.grid.statuses, strict=True)
        ]
        self.sized = [
            Column(column.head, [words[row[number]] for row in self.grid.cells])
            for number, column in enumerate(self.columns)
        ]

    def targets(self, table: nodes.table) -> list[nodes.Node]:
        """Have the *table* itself be what leads to the heads of columns.

        Sphinx leaves out targets in front of tables, and what heads a table can stand on each of
        its pages.
        """
        table['ids'] = [*table['ids'], *self.column_ids.values()]
        return []

    def cell(self, row: int, column: int) -> nodes.Node:
        if (row, column) in self.grid.invalid:
            return nodes.Text('!')
        return self.symbol(self.grid.cells[row][column])

    def symbol(self, status: int) -> nodes.Node:
        """Return the symbol of a status, or its title where LaTeX has no such symbol."""
        if code := self.symbols[status]:
            return nodes.raw('', code, format='latex')
        return nodes.Text(status_title(self.grid.statuses[status]))

    def legend(self) -> Iterable[nodes.Node]:
        statuses = self.grid.statuses
        items = [
            [self.symbol(statuses.index(status)), nodes.Text(f' {status_meaning(status)}')]
            for status in self.grid.occurring()
        ]
        if self.grid.invalid:
            items.append([nodes.Text('! '), nodes.Text(_('not a status'))])
        separated = joined(semicolon(translated), nodes.Text, items)
        return in_nodes(legend_sentence(), statuses=separated)


def _entry(*content: nodes.Node) -> nodes.entry:
    return nodes.entry('', nodes.paragraph('', '', *content))
