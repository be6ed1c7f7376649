"""A summary as ordinary docutils nodes."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from docutils import nodes

from sphinx_feature_matrix.grid import Head
from sphinx_feature_matrix.nodes import matrix_table, reference
from sphinx_feature_matrix.writers.fitting import split, widths_of_heads
from sphinx_feature_matrix.writers.words import legend, words


def expand_table(node: matrix_table, builder_format: str) -> list[nodes.Node]:
    """Return *node* as a table with a legend, or as several tables where a page has a width."""
    maker = _InfoTables if builder_format == 'texinfo' else _Tables
    return maker(node).expand()


class _Tables:
    """One table of words."""

    limit = sys.maxsize
    """How wide a table may be, in characters."""

    gap = 3
    """What a column takes besides its words, in characters."""

    def __init__(self, node: matrix_table) -> None:
        self.node = node
        self.grid = node.grid
        self.heads, self.columns = words(node)
        self.row_ids, self.column_ids = dict(node.heads.features), dict(node.heads.drivers)
        if self.grid.turned:
            self.row_ids, self.column_ids = self.column_ids, self.row_ids

    def expand(self) -> list[nodes.Node]:
        head_widths = [width + self.gap for width in widths_of_heads(self.heads)]
        column_widths = [column.narrowest() + self.gap for column in self.columns]
        tables: list[nodes.table] = []
        for shown in split(column_widths, sum(head_widths), head_widths[0], self.limit):
            heads = head_widths[:1] if tables else head_widths
            tables.append(self.table(shown, [*heads, *(column_widths[each] for each in shown)]))
        first = tables[0]
        first['ids'], first['names'] = self.node['ids'], self.node['names']
        first.insert(0, self.node.children)
        targets = [nodes.target('', '', ids=[name]) for name in self.column_ids.values()]
        return [*targets, *tables, nodes.paragraph('', legend(self.node))]

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
        classes = ['feature-matrix', *self.node['classes']]
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
            cells = [self.columns[column].cells[number] for column in shown]
            entries += [_entry(nodes.Text(cell)) for cell in cells]
            body += nodes.row('', *entries)
        return body

    def linked(self, head: Head, text: str) -> nodes.Node:
        """Return *text* with a link to what *head* is about, if there is something."""
        address = self.node.address_of(head)
        if not address:
            return nodes.Text(text)
        if head.link:
            return nodes.reference('', text, refuri=address, internal=False)
        return reference(text, address)


class _InfoTables(_Tables):
    """As many tables of words as it takes for each to fit a page of Info."""

    limit = 72

    def linked(self, head: Head, text: str) -> nodes.Node:
        """Return *text*: what Info prints for a link is too long for a cell."""
        return nodes.Text(text)


def _entry(*content: nodes.Node) -> nodes.entry:
    return nodes.entry('', nodes.paragraph('', '', *content))
