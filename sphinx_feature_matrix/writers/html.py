"""HTML for lists of drivers, symbols and bars, made in one pass over their data.

It is XHTML too, so that the epub builder takes it as it is. All that comes from the file or from
a translation goes through :func:`html.escape`.
"""

from __future__ import annotations

from html import escape
from itertools import pairwise

from docutils import nodes
from sphinx.writers.html5 import HTML5Translator

from sphinx_feature_matrix.messages import not_a_status, status_title, translated
from sphinx_feature_matrix.nodes import (
    INVALID_SYMBOL,
    implementation_list,
    implementation_note,
    status_symbol,
    support_bar,
)
from sphinx_feature_matrix.wording import name_and_value
from sphinx_feature_matrix.writers.html_table import bar_pieces


def visit_implementation_list(translator: HTML5Translator, node: implementation_list) -> None:
    """Write the drivers up to the first that has a note."""
    items = _items(node)
    noted = [*(note['number'] for note in node.notes), len(items)]
    # What a note closes: its own item, and with it those of the drivers up to the next note.
    node['items'] = items
    node['ends'] = dict(pairwise(noted))
    classes = ' '.join(['feature-matrix-drivers', 'feature-matrix-list', *node['classes']])
    translator.body.append(f'<ul class="{classes}">\n')
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
    pieces = bar_pieces(node['pieces'])
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
