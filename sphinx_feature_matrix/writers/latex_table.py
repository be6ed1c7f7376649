"""A summary for LaTeX: a legend, and tables of symbols that lead to the details.

Sphinx's writer makes the tables, in the style that a project has set for these. What stands in
their cells is written here, since nodes for each cell would take many times as long.
"""

from __future__ import annotations

from collections.abc import Iterator

from docutils import nodes
from sphinx import addnodes
from sphinx.config import Config
from sphinx.util.nodes import traverse_parent

from sphinx_feature_matrix.grid import Head
from sphinx_feature_matrix.messages import (
    _,
    in_nodes,
    legend_sentence,
    status_meaning,
    status_title,
    translated,
)
from sphinx_feature_matrix.nodes import INVALID_SYMBOL, matrix_table
from sphinx_feature_matrix.wording import joined, semicolon
from sphinx_feature_matrix.writers.fitting import Column
from sphinx_feature_matrix.writers.latex import Source, command, symbol
from sphinx_feature_matrix.writers.latex_layout import (
    LONGEST_WORD,
    laid_out,
    lines_of_head,
    width_of_line,
)
from sphinx_feature_matrix.writers.words import words

_BOXES = (nodes.Admonition, nodes.topic, nodes.sidebar, nodes.entry, nodes.footnote)
"""What LaTeX sets in a box of its own, in which no table goes on over pages."""

_END = command('tabularnewline')
"""What ends a row; what usually does so breaks a line in columns that are aligned."""


def latex_tables(node: matrix_table, config: Config) -> list[nodes.Node]:
    """Return the legend and the tables that *node* stands for.

    :param config: the project's, which says how wide a page is and which TeX makes it
    """
    source = Source(node['docname'], config.latex_engine)
    return _Summary(node, source, width_of_line(config.latex_elements)).expand()


class _Summary:
    """One summary."""

    def __init__(self, node: matrix_table, source: Source, line: int) -> None:
        self.node = node
        self.grid = node.grid
        self.source = source
        self.heads, self.columns = words(node)
        self.symbols = [symbol(status.symbol) for status in self.grid.statuses]
        titles = [
            '' if code else status_title(status)
            for code, status in zip(self.symbols, self.grid.statuses, strict=True)
        ]
        self.statuses = [
            code or source.text(title, LONGEST_WORD)
            for code, title in zip(self.symbols, titles, strict=True)
        ]
        """What is printed for each status: its symbol, or its title where TeX has no symbol."""
        shown = [[titles[cell] for cell in row] for row in self.grid.cells]
        for (row, column), release in self.grid.releases.items():
            shown[row][column] += f' {release}'
        in_words = [
            Column(column.head, cells)
            for column, cells in zip(self.columns, zip(*shown, strict=True), strict=True)
        ]
        self.layout = laid_out(self.heads, in_words, line)
        self.row_ids, self.column_ids = dict(node.heads.features), dict(node.heads.drivers)
        if self.grid.turned:
            self.row_ids, self.column_ids = self.column_ids, self.row_ids

    def expand(self) -> list[nodes.Node]:
        """Return the legend and the tables, the first of which has the caption."""
        boxed = any(isinstance(each, _BOXES) for each in traverse_parent(self.node.parent))
        classes = ['feature-matrix', *self.node['classes']]
        runs = list(self.layout.runs(self.heads[0].cells))
        if len(runs) > 1 and not boxed:
            runs = [range(len(self.grid.rows))]
            classes.append('longtable')
        self.drop_targets()
        result: list[nodes.Node] = self.beginning()
        ids, caption = self.node['ids'], self.node.children
        for number in range(len(self.layout.tables)):
            if number and 'longtable' in classes:
                result.append(_raw(_same_number(number)))
            ids = [*ids, *self.ids_of_columns(number)]
            for run in runs:
                table = nodes.table('', *caption, *self.content(number, run))
                table['ids'], table['classes'] = ids, classes
                found = [addnodes.tabular_col_spec(spec=self.specification(number)), table]
                result += _boxed(found) if boxed else found
                ids, caption = [], []
        return [*result, _raw(command('endgroup'))]

    def drop_targets(self) -> None:
        """Drop what leads to the summary from in front of it, where the legend is to stand.

        The first table has the same ids. Sphinx leaves out such targets only if nothing stands
        between these and a table.
        """
        parent = self.node.parent
        while (place := parent.index(self.node)) and _leads_to(parent[place - 1], self.node):
            del parent[place - 1]

    def beginning(self) -> list[nodes.Node]:
        """Return the legend, which stays on the page of a table that is not long."""
        keep = ''.join(map(command, ('par', 'nopagebreak', 'begingroup')))
        gap = command('setlength', command('tabcolsep'), f'{self.layout.gap / 2}pt')
        return [nodes.paragraph('', '', *self.legend()), _raw(keep + gap)]

    def legend(self) -> list[nodes.Node]:
        """Return the sentence that says what the statuses mean that occur."""
        occurring = self.grid.occurring()
        items = [
            [_raw(f'{code} ' if code else ''), nodes.Text(status_meaning(status))]
            for code, status in zip(self.symbols, self.grid.statuses, strict=True)
            if status in occurring
        ]
        if self.grid.invalid:
            items.append([_raw(f'{INVALID_SYMBOL} '), nodes.Text(_('not a status'))])
        separated = joined(semicolon(translated), nodes.Text, items)
        return in_nodes(legend_sentence(), statuses=separated)

    def ids_of_columns(self, table: int) -> list[str]:
        """Return the ids of the heads in a table, which what leads to them leads to."""
        shown = (self.grid.columns[number].key for number in self.layout.tables[table])
        return [self.column_ids[key] for key in shown if key in self.column_ids]

    def specification(self, table: int) -> str:
        """Return how LaTeX sets the columns of a table: only words begin at the left."""
        widths = self.layout.widths(table)
        heads = len(widths) - len(self.layout.tables[table])
        alignments = ['raggedright'] * heads + ['centering'] * (len(widths) - heads)
        return ''.join(map(self.column, alignments, widths))

    def column(self, alignment: str, width: int) -> str:
        r"""Return a column of a width that is a part of the line: Sphinx's column type ``\X``."""
        part = command('X', str(width), str(self.layout.line))
        return f'>{{{command(alignment)}}}{part}'

    def content(self, table: int, run: range) -> nodes.tgroup:
        """Return a table of the rows *run*."""
        shown = self.layout.tables[table]
        heads = self.heads[:1] if table else self.heads
        titles = [_head(self.source.text(head.head, LONGEST_WORD)) for head in heads]
        titles += map(self.column_head, shown)
        colspecs = [nodes.colspec(colwidth=1) for _title in titles]
        head = nodes.thead('', _raw(_row(titles)))
        rows = '\n\\sphinxhline\n'.join(self.rows(table, run))
        return nodes.tgroup('', *colspecs, head, nodes.tbody('', _raw(rows)), cols=len(titles))

    def column_head(self, number: int) -> str:
        """Return the head of a column, which the layout may have turned."""
        head, text = self.grid.columns[number], self.columns[number].head
        if not self.layout.turned:
            return self.linked(head, _head(self.source.text(text, LONGEST_WORD)))
        lines = ''.join(
            command('hbox', f'{command("strut")} {self.source.text(line)}')
            for line in lines_of_head(text)
        )
        stack = command('vbox', command('offinterlineskip') + lines)
        turned = command('rotatebox', '90', command('footnotesize') + _head(stack))
        return command('makebox') + '[\\linewidth]' + f'{{{self.linked(head, turned)}}}'

    def rows(self, table: int, run: range) -> Iterator[str]:
        """Yield the rows *run* of a table, and each category above its first."""
        shown, widths = self.layout.tables[table], self.layout.widths(table)
        category = ''
        for number in run:
            row = self.grid.rows[number]
            if row.category != category and not self.grid.turned:
                category = row.category
                title = command('sphinxstylestrong', self.source.text(category, LONGEST_WORD))
                span = self.column('raggedright', sum(widths))
                # The asterisk keeps the category on the page of its first feature.
                yield command('multicolumn', str(len(widths)), span, title) + f'{_END}*'
            title = self.linked(row, self.source.text(row.title, LONGEST_WORD))
            # Of several tables with the same rows, the first is the one that is led to.
            if name := self.row_ids.pop(row.key, ''):
                title = self.source.label(name) + title
            statuses = [] if table else [head.cells[number] for head in self.heads[1:]]
            cells = (self.cell(number, column) for column in shown)
            yield _row([title, *map(self.source.text, statuses), *cells])

    def cell(self, row: int, column: int) -> str:
        """Return the symbol of an implementation, with a link to it in the details."""
        status = self.statuses[self.grid.cells[row][column]]
        if (row, column) in self.grid.invalid:
            status = INVALID_SYMBOL
        if release := self.grid.releases.get((row, column)):
            status += f' {command("footnotesize")} {self.source.text(release, LONGEST_WORD)}'
        feature, driver = self.grid.rows[row], self.grid.columns[column]
        if self.grid.turned:
            feature, driver = driver, feature
        address = self.node.implementation_address(feature, driver)
        return self.source.linked_place(address, status) if address else status

    def linked(self, head: Head, content: str) -> str:
        """Return *content* with a link to what *head* is about, if there is something."""
        if head.link:
            return self.source.external(head.link, content)
        address = self.node.details_address(head.key)
        return self.source.linked(address, content) if address else content


def _boxed(content: list[nodes.Element]) -> list[nodes.Element]:
    """Return a table so that it is not only its first line that has to fit on the page."""
    return [_raw(command('vbox') + command('bgroup')), *content, _raw(command('egroup'))]


def _same_number(table: int) -> str:
    """Return what has LaTeX count a further long table as one with the table before it.

    Each is a place that can be linked to, which needs a name of its own.
    """
    name = f'{command("thetable")}-{table}'
    return command('addtocounter', 'table', '-1') + command(
        'renewcommand', command('theHtable'), name
    )


def _leads_to(target: nodes.Node, node: nodes.Element) -> bool:
    return isinstance(target, nodes.target) and target.get('refid') in node['ids']


def _row(cells: list[str]) -> str:
    return '&'.join(cells) + _END


def _head(content: str) -> str:
    return f'{command("sphinxstyletheadfamily")} {content}'


def _raw(code: str) -> nodes.raw:
    return nodes.raw('', code, format='latex')
