"""HTML for the dense nodes, made in one pass over their data.

It is XHTML too, so that the epub builder takes it as it is. All that comes from the file or from
a translation goes through :func:`html.escape`.
"""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from itertools import pairwise

from docutils import nodes
from sphinx.writers.html5 import HTML5Translator

from sphinx_feature_matrix.grid import Grid, Head
from sphinx_feature_matrix.messages import (
    _,
    feature_status,
    not_a_status,
    status_meaning,
    status_title,
    translated,
)
from sphinx_feature_matrix.nodes import (
    INVALID_SYMBOL,
    implementation_list,
    implementation_note,
    matrix_table,
    status_symbol,
    support_bar,
)
from sphinx_feature_matrix.wording import name_and_value


def visit_matrix_table(translator: HTML5Translator, node: matrix_table) -> None:
    """Write the legend, and open the box that scrolls and the table.

    What is written next is the caption, if there is one.
    """
    classes = ' '.join(['feature-matrix', 'docutils', *node['classes']])
    label = node.label or str(_('Support matrix'))
    # Some themes put a box with the ids of the table around it.
    own = [escape(name) for name in node['ids'] if name not in node.parent['ids']]
    ids = ''.join(f' id="{name}"' for name in own[:1])
    spans = ''.join(f'<span id="{name}"></span>' for name in own[1:])
    translator.body += _Table(node).legend()
    translator.body.append(
        f'{spans}<div class="feature-matrix-box" role="region" tabindex="0"'
        f' aria-label="{escape(label)}">\n<table class="{escape(classes)}"{ids}>\n'
    )


def depart_matrix_table(translator: HTML5Translator, node: matrix_table) -> None:
    """Write the heads and the rows."""
    table = _Table(node)
    translator.body += [*table.head(), *table.body(), '</table>\n</div>\n']


class _Table:
    def __init__(self, node: matrix_table) -> None:
        self.node = node
        self.grid: Grid = node.grid
        self.names = [escape(status_title(s)) for s in self.grid.statuses]
        self.symbols = [escape(status.symbol) for status in self.grid.statuses]
        self.of_row, self.of_column = 'feature', 'driver'
        self.row_ids, self.column_ids = node.heads.features, node.heads.drivers
        if self.grid.turned:
            self.of_row, self.of_column = self.of_column, self.of_row
            self.row_ids, self.column_ids = self.column_ids, self.row_ids

    def head(self) -> list[str]:
        grid = self.grid
        corner = escape(str(_('Driver') if grid.turned else _('Feature')))
        out = ['<thead>\n']
        if grid.turned and grid.grouped:
            out += ['<tr><td></td>', *self.column_groups(), '</tr>\n']
        out.append(f'<tr><th scope="col" class="feature-matrix-corner">{corner}</th>')
        if not grid.turned:
            # Translators: the head of the column with the statuses of features.
            status = escape(str(_('Status')))
            out.append(f'<th scope="col" class="feature-status">{status}</th>')
        for head in grid.columns:
            status = ''
            if grid.turned:
                word = escape(feature_status(head.status))
                status = f' <span class="feature-status">{word}</span>'
            out.append(
                f'<th scope="col"{_id(self.column_ids, head)} '
                f'data-{self.of_column}="{escape(head.key)}">'
                f'{self.linked_title(head)}{status}</th>'
            )
        out.append('</tr>\n</thead>\n')
        return out

    def column_groups(self) -> list[str]:
        return [
            f'<th scope="colgroup" colspan="{span}">{escape(title)}</th>'
            for title, span in _runs([head.category for head in self.grid.columns])
        ]

    def body(self) -> list[str]:
        grid = self.grid
        out = []
        grouped = grid.grouped and not grid.turned
        width = len(grid.columns) + 2
        category = ''
        for number, (head, cells) in enumerate(zip(grid.rows, grid.cells, strict=True)):
            if not grouped:
                out.append('<tbody>\n' if number == 0 else '')
            elif number == 0 or head.category != category:
                category = head.category
                out.append(
                    f'{"</tbody>" if number else ""}<tbody>\n<tr class="feature-matrix-category">'
                    f'<th scope="rowgroup" colspan="{width}">'
                    f'{escape(category)}</th></tr>\n'
                )
            out.append(
                f'<tr data-{self.of_row}="{escape(head.key)}">'
                f'<th scope="row"{_id(self.row_ids, head)}>{self.linked_title(head)}</th>\n'
            )
            if not grid.turned:
                word = escape(feature_status(head.status))
                # Without line breaks, the results of a search would run words together.
                out.append(f'<td class="feature-status">{word}</td>\n')
            out += self.cells(number, head, cells)
            out.append('</tr>\n')
        if grid.rows:
            out.append('</tbody>\n')
        return out

    def cells(self, row: int, head: Head, cells: bytes) -> list[str]:
        find = self.node.implementation_address
        if self.grid.turned:
            addresses = [find(feature, head) for feature in self.grid.columns]
        else:
            addresses = [find(head, driver) for driver in self.grid.columns]
        keys = [status.key for status in self.grid.statuses]
        names, symbols = self.names, self.symbols
        out = [
            f'<td class="fm-{keys[cell]}"><a href="{address}" aria-label="{names[cell]}">'
            f'{symbols[cell]}</a></td>'
            if address
            else f'<td class="fm-{keys[cell]}"><span role="img" aria-label="{names[cell]}">'
            f'{symbols[cell]}</span></td>'
            for cell, address in zip(cells, addresses, strict=True)
        ]
        if self.grid.invalid:
            for number, address in enumerate(addresses):
                if value := self.grid.invalid.get((row, number)):
                    out[number] = _invalid_cell(value, address)
        return out

    def linked_title(self, head: Head) -> str:
        """Return the title of a head, linked to the feature's details or the driver's page."""
        title = escape(head.title)
        address = self.node.address_of(head)
        if not address:
            return title
        kind = 'external' if '://' in address else 'internal'
        return f'<a class="reference {kind}" href="{escape(address)}">{title}</a>'

    def legend(self) -> list[str]:
        entries = [
            (f'fm-{status.key}', status.symbol, status_meaning(status))
            for status in self.grid.occurring()
        ]
        if self.grid.invalid:
            entries.append(('fm-invalid', INVALID_SYMBOL, str(_('not a status'))))
        items = [
            f'<li class="{css}"><i aria-hidden="true">{escape(symbol)}</i> {escape(text)}</li>\n'
            for css, symbol, text in entries
        ]
        label = escape(str(_('Legend')))
        return [f'<ul class="feature-matrix-legend" aria-label="{label}">\n', *items, '</ul>\n']


def _id(ids: Mapping[str, str], head: Head) -> str:
    """Return the attribute for the id that *head* has in *ids*, if it has one."""
    name = ids.get(head.key)
    return f' id="{name}"' if name else ''


def _invalid_cell(value: str, address: str) -> str:
    name = escape(not_a_status(value))
    inner = f'<span role="img" aria-label="{name}">{INVALID_SYMBOL}</span>'
    if address:
        inner = f'<a href="{address}" aria-label="{name}">{INVALID_SYMBOL}</a>'
    return f'<td class="fm-unknown fm-invalid">{inner}</td>'


def _runs(values: list[str]) -> list[tuple[str, int]]:
    """Return each run of equal *values* with its length."""
    runs: list[tuple[str, int]] = []
    for value in values:
        if runs and runs[-1][0] == value:
            runs[-1] = (value, runs[-1][1] + 1)
        else:
            runs.append((value, 1))
    return runs


def visit_implementation_list(translator: HTML5Translator, node: implementation_list) -> None:
    """Write the drivers up to the first that has a note."""
    items = _items(node)
    noted = [*(note['number'] for note in node.notes), len(items)]
    # What a note closes: its own item, and with it those of the drivers up to the next note.
    node['items'] = items
    node['ends'] = dict(pairwise(noted))
    translator.body.append('<ul class="feature-matrix-drivers">\n')
    translator.body += [f'{item}</li>\n' for item in items[: noted[0]]]


def depart_implementation_list(translator: HTML5Translator, node: implementation_list) -> None:
    """Close the list."""
    del node['items'], node['ends']
    translator.body.append('</ul>\n')


def visit_implementation_note(translator: HTML5Translator, node: implementation_note) -> None:
    """Write the item of the note's driver, and open its paragraph."""
    visit_implementation_notes(translator, node)
    classes = ' '.join(node['classes'])
    translator.body.append(f'<p class="{escape(classes)}">' if classes else '<p>')


def depart_implementation_note(translator: HTML5Translator, node: implementation_note) -> None:
    """Close the paragraph and the item."""
    translator.body.append('</p>')
    depart_implementation_notes(translator, node)


def visit_implementation_notes(translator: HTML5Translator, node: nodes.Element) -> None:
    """Write the item of the note's driver, and leave it open."""
    translator.body.append(node.parent['items'][node['number']])


def depart_implementation_notes(translator: HTML5Translator, node: nodes.Element) -> None:
    """Close the item, and write the drivers up to the next that has a note."""
    listing, number = node.parent, node['number']
    translator.body.append('</li>\n')
    translator.body += [
        f'{item}</li>\n' for item in listing['items'][number + 1 : listing['ends'][number]]
    ]


def visit_status_symbol(translator: HTML5Translator, node: status_symbol) -> None:
    """Write a symbol, which the words beside it say as well."""
    translator.body.append(f'<i aria-hidden="true">{escape(node.astext())}</i>')
    raise nodes.SkipNode


def visit_support_bar(translator: HTML5Translator, node: support_bar) -> None:
    """Write a bar of pieces, which a style sheet colours; the figures stand beside it as text."""
    pieces = ''.join(f'<i class="fm-{status}"></i>' * number for status, number in node['pieces'])
    translator.body.append(f'<span class="feature-matrix-bar" aria-hidden="true">{pieces}</span>')
    raise nodes.SkipNode


def _items(node: implementation_list) -> list[str]:
    """Return the start of each driver's list item."""
    data = node.data
    ids = node.implementation_ids()
    names = [escape(status_title(status)) for status in data.statuses]
    symbols = [escape(status.symbol) for status in data.statuses]
    keys = [status.key for status in data.statuses]
    # Translated once for the list: there may be a hundred thousand implementations.
    sentence = escape(name_and_value(translated))
    out = [
        f'<li class="fm-{keys[cell]}" id="{name}"><i aria-hidden="true">{symbols[cell]}</i> '
        + sentence % {'name': escape(driver.title), 'value': names[cell]}
        for driver, cell, name in zip(data.drivers, data.cells, ids, strict=True)
    ]
    for number, value in data.invalid.items():
        said = {
            'name': escape(data.drivers[number].title),
            'value': escape(not_a_status(value)),
        }
        out[number] = (
            f'<li class="fm-unknown fm-invalid" id="{ids[number]}">'
            f'<i aria-hidden="true">{INVALID_SYMBOL}</i> {sentence % said}'
        )
    return out
