"""HTML for the summary, made in one pass over its data.

Books get XHTML, which the epub builder takes as it is. All that comes from the file or from
a translation goes through :func:`html.escape`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from html import escape
from itertools import groupby

from sphinx.writers.html5 import HTML5Translator

from sphinx_feature_matrix.assets import has_scripts, is_book
from sphinx_feature_matrix.grid import Grid, Head
from sphinx_feature_matrix.identifiers import identifier
from sphinx_feature_matrix.messages import (
    _,
    described,
    standing_in_words,
    standings_head,
    status_meaning,
    support_in_words,
)
from sphinx_feature_matrix.nodes import INVALID_SYMBOL, matrix_table
from sphinx_feature_matrix.verdicts import bar
from sphinx_feature_matrix.writers.controls import controls
from sphinx_feature_matrix.writers.html_cells import NOTED, Cells
from sphinx_feature_matrix.writers.html_details import link

MANY = 5
"""More columns than these have their heads written upwards."""

NOTE_MARK = '*'


def visit_matrix_table(translator: HTML5Translator, node: matrix_table) -> None:
    """Write the controls and the legend, and open the box that scrolls and the table.

    What is written next is the caption, if there is one.
    """
    label = _label(node)
    # Some themes put a box with the ids of the table around it.
    own = [escape(each) for each in node['ids'] if each not in node.parent['ids']]
    ids = ''.join(f' id="{each}"' for each in own[:1])
    spans = ''.join(f'<span id="{each}"></span>' for each in own[1:])
    book = is_book(translator.builder)
    table = _Table(node, scripts=has_scripts(translator.builder))
    translator.body += [
        f'{spans}<div class="feature-matrix-summary" id="{_own_id(node)}"',
        f' data-matrix="{escape(node["shown_as"])}">\n',
        '' if book else controls(node.grid, label),
        *table.legend(),
        ''
        if book
        else f'<a class="feature-matrix-skip" href="#{_own_id(node)}-end">{_skip()}</a>\n',
        '<div class="feature-matrix-box" role="region" tabindex="0"',
        f' aria-label="{escape(label)}">\n<table class="{escape(table.classes())}"{ids}>\n',
    ]


def depart_matrix_table(translator: HTML5Translator, node: matrix_table) -> None:
    """Write the heads and the rows."""
    book = is_book(translator.builder)
    table = _Table(node, scripts=has_scripts(translator.builder))
    end = '' if book else f'<span id="{_own_id(node)}-end"></span>\n'
    translator.body += [*table.head(), *table.body(), f'</table>\n</div>\n{end}</div>\n']


def _own_id(node: matrix_table) -> str:
    """Return the id of the summary itself. Docutils makes no id with a dot, and we no others."""
    return f'feature-matrix.{identifier(node["shown_as"])}'


def _skip() -> str:
    # Translators: a link for those without a mouse, past all the links in the cells of a table.
    return escape(str(_('Skip the table')))


def _label(node: matrix_table) -> str:
    """Return what the table is about, which is once on the page if titles of matrices differ."""
    if node['shown_as'] != node['matrix']:
        return described(node.label or str(_('Support matrix')), node['shown_as'])
    return node.label or described(str(_('Support matrix')), node['matrix'])


class _Table:
    def __init__(self, node: matrix_table, *, scripts: bool) -> None:
        self.node = node
        self.grid: Grid = node.grid
        # Where rows are laid out one by one, no style sheet knows how wide a group of columns is.
        self.large = self.grid.large and not (self.grid.turned and self.grid.grouped)
        self.cells = Cells(node, led=self.large and scripts)
        self.of_row, self.of_column = 'feature', 'driver'
        self.row_ids, self.column_ids = node.heads.features, node.heads.drivers
        if self.grid.turned:
            self.of_row, self.of_column = self.of_column, self.of_row
            self.row_ids, self.column_ids = self.column_ids, self.row_ids

    def classes(self) -> str:
        grid = self.grid
        classes = ['feature-matrix', *self.node['classes']]
        if len(grid.columns) > MANY:
            classes.append('fm-many')
        if self.large:
            classes.append('fm-large')
        if self.cells.words:
            classes.append('fm-words')
        return ' '.join(classes)

    def head(self) -> Iterator[str]:
        grid = self.grid
        corner = escape(str(_('Driver') if grid.turned else _('Feature')))
        yield '<thead>\n'
        if grid.turned and grid.grouped:
            yield f'<tr class="feature-matrix-category"><td></td><td></td>{self.column_groups()}'
            yield '</tr>\n'
        yield f'<tr><th scope="col" class="feature-matrix-corner">{corner}</th>'
        if grid.turned:
            yield f'<th scope="col" class="feature-matrix-support">{_supported()}</th>'
        else:
            standing = escape(standings_head(grid.rows))
            yield f'<th scope="col" class="feature-status">{standing}</th>'
        for head in grid.columns:
            standing = escape(standing_in_words(head))
            if standing:
                standing = f' <span class="feature-status">{standing}</span>'
            yield (
                f'<th scope="col"{_id(self.column_ids, head)} '
                f'data-{self.of_column}="{escape(head.key)}"'
                f'{self.cells.part(self.of_column, head)}>'
                f'<span>{self.linked_title(head)}{standing}</span></th>'
            )
        yield '</tr>\n'
        if not grid.turned:
            yield '<tr class="feature-matrix-support">'
            yield f'<th scope="row">{_supported()}</th><td></td>'
            yield from (f'<td>{_support(counts)}</td>' for counts in grid.support())
            yield '</tr>\n'
        yield '</thead>\n'

    def column_groups(self) -> str:
        groups = groupby(head.category for head in self.grid.columns)
        return ''.join(
            f'<th scope="colgroup" colspan="{len([*run])}"><span>{escape(title)}</span></th>'
            for title, run in groups
        )

    def body(self) -> Iterator[str]:
        grid = self.grid
        grouped = grid.grouped and not grid.turned
        width = len(grid.columns) + 2
        support = grid.support() if grid.turned else []
        category = None
        for number, head in enumerate(grid.rows):
            if head.category != category and grouped:
                yield (
                    f'{"</tbody>" if number else ""}<tbody>\n<tr class="feature-matrix-category">'
                    f'<th scope="rowgroup" colspan="{width}">'
                    f'<span>{escape(head.category)}</span></th></tr>\n'
                )
            elif not number:
                yield '<tbody>\n'
            category = head.category
            yield (
                f'<tr data-{self.of_row}="{escape(head.key)}"{self.cells.part(self.of_row, head)}>'
                f'<th scope="row"{_id(self.row_ids, head)}>{self.linked_title(head)}</th>\n'
            )
            if grid.turned:
                yield f'<td class="feature-matrix-support">{_support(support[number])}</td>\n'
            else:
                standing = escape(standing_in_words(head))
                # Without line breaks, the results of a search would run words together.
                yield f'<td class="feature-status">{standing}</td>\n'
            yield from self.cells.of_row(number, head)
            yield '</tr>\n'
        if grid.rows:
            yield '</tbody>\n'

    def linked_title(self, head: Head) -> str:
        """Return the title of a head, linked to the feature's details or the driver's page."""
        title = escape(head.title)
        address = self.node.address_of(head)
        return link(title, address) if address else title

    def legend(self) -> Iterator[str]:
        entries = [
            (f'fm-{status.key}', status.symbol, status_meaning(status))
            for status in self.grid.occurring()
        ]
        if self.grid.invalid:
            entries.append(('fm-invalid', INVALID_SYMBOL, str(_('not a status'))))
        if any(map(any, self.grid.noted)) and self.node.details:
            # Translators: in the legend, what a mark on a cell says.
            entries.append((NOTED, NOTE_MARK, str(_('with a note, in the details'))))
        label = escape(str(_('Legend')))
        yield f'<ul class="feature-matrix-legend feature-matrix-list" aria-label="{label}">\n'
        for css, symbol, text in entries:
            mark = f'<i aria-hidden="true">{escape(symbol)}</i>'
            yield f'<li class="{css}">{mark} {escape(text)}</li>\n'
        yield '</ul>\n'


def _id(ids: Mapping[str, str], head: Head) -> str:
    """Return the attribute for the id that *head* has in *ids*, if it has one."""
    name = ids.get(head.key)
    return f' id="{name}"' if name else ''


def _supported() -> str:
    # Translators: over or beside the numbers of features that drivers support.
    return escape(str(_('Supported')))


def _support(counts: Mapping[str, int]) -> str:
    """Return a bar of how many cells of a driver have each status, and how many work."""
    words = escape(support_in_words(counts))
    return (
        f'<span class="feature-matrix-bar" role="img" aria-label="{words}">'
        f'{bar_pieces(bar(counts))}</span>'
        f'<span aria-hidden="true">{counts["complete"] + counts["partial"]}</span>'
    )


def bar_pieces(pieces: Iterable[tuple[str, int]]) -> str:
    """Return the *pieces* of a bar, which a style sheet fills."""
    return ''.join(f'<i class="fm-{status}"></i>' * number for status, number in pieces)
