"""HTML for the details of features, made in one pass over their data.

Books get XHTML, which the epub builder takes as it is. All that comes from the file or from
a translation goes through :func:`html.escape`.
"""

from __future__ import annotations

import re
from html import escape
from itertools import pairwise
from typing import cast
from weakref import WeakKeyDictionary

from docutils import nodes
from sphinx.writers.html5 import HTML5Translator

from sphinx_feature_matrix.assets import has_scripts
from sphinx_feature_matrix.grid import Implementations, ReadyNote
from sphinx_feature_matrix.messages import (
    is_right_to_left,
    not_a_status,
    since,
    status_title,
    translated,
)
from sphinx_feature_matrix.model import STATUSES, ImplementationStatus
from sphinx_feature_matrix.nodes import (
    INVALID_SYMBOL,
    feature_details,
    feature_note,
    implementation_note,
    search_words,
)
from sphinx_feature_matrix.plain import addresses_apart
from sphinx_feature_matrix.statements import about_tests, before_commands, before_drivers, stated
from sphinx_feature_matrix.symbols import are_usual
from sphinx_feature_matrix.wording import name_and_value


def visit_feature_details(translator: HTML5Translator, node: feature_details) -> None:
    """Write what stands before the feature's note, and go on if that is not among the children."""
    facts = node.facts
    makers = escape, _literal_maker(translator), link
    translator.body.append(f'<p>{"".join(stated(node.data.feature, facts, *makers))}</p>\n')
    if facts.tests:
        translator.body.append(f'<p>{"".join(about_tests(facts, *makers))}</p>\n')
    if facts.note:
        translator.body.append(f'{_paragraph(facts.note)}\n')
    items = node['items'] = _lists_of(translator, node).items(node)
    # What a note closes: its own item, and with it those of the drivers up to the next note.
    noted = [*(note['number'] for note in node.parsed_notes()), len(items)]
    node['ends'] = dict(pairwise([-1, *noted]))
    if not node.parsed_note():
        _write_lists(translator, node)


def depart_feature_details(translator: HTML5Translator, node: feature_details) -> None:
    """Close the list of drivers, if there are any."""
    if node.attributes.pop('items'):
        translator.body.append('</ul>\n')
    del node['ends']


def visit_feature_note(translator: HTML5Translator, node: feature_note) -> None:
    """Write nothing around the feature's note."""


def depart_feature_note(translator: HTML5Translator, node: feature_note) -> None:
    """Go on with what stands behind the feature's note."""
    _write_lists(translator, cast('feature_details', node.parent))


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
    """Close the item, and write the drivers up to the next whose note was parsed."""
    translator.body.append('</li>\n')
    _write_items(translator, cast('feature_details', node.parent), node['number'])


def visit_search_words(translator: HTML5Translator, node: search_words) -> None:
    """Write nothing: the words are on the page."""
    raise nodes.SkipNode


def link(content: str, address: str) -> str:
    """Return *content*, which is HTML, with a link to *address*."""
    kind = 'external' if '://' in address else 'internal'
    return f'<a class="reference {kind}" href="{escape(address)}">{content}</a>'


def _write_lists(translator: HTML5Translator, node: feature_details) -> None:
    """Write the commands, and the drivers up to the first whose note was parsed."""
    body = translator.body
    if node.facts.cli:
        literal = _literal_maker(translator)
        commands = ''.join(f'<li><p>{literal(each)}</p></li>\n' for each in node.facts.cli)
        body.append(f'<p>{escape(before_commands())}</p>\n<ul class="simple">\n{commands}</ul>\n')
    if node['items']:
        classes = _lists_of(translator, node).classes
        body.append(f'<p>{escape(before_drivers())}</p>\n<ul class="{classes}">\n')
    _write_items(translator, node, behind=-1)


def _write_items(translator: HTML5Translator, node: feature_details, behind: int) -> None:
    """Write the drivers between the one with the index *behind* and the next parsed note."""
    items = node['items'][behind + 1 : node['ends'][behind]]
    translator.body += [f'{item}</li>\n' for item in items]


class _Lists:
    """What the lists of all features of one view have in common, made once."""

    def __init__(self, node: feature_details, *, scripts: bool) -> None:
        self.data = node.data
        classes = ['feature-matrix-drivers', 'feature-matrix-list', *node['classes']]
        # Where there are very many, a style sheet draws the symbols.
        self.drawn = scripts and 'fm-large' in classes and are_usual(node.data.statuses)
        if self.drawn:
            classes.append('fm-words')
        self.classes = ' '.join(classes)
        self.sentence = escape(name_and_value(translated))
        # HTML needs no quotes around these, XHTML does.
        self.quote = '' if self.drawn else '"'
        self.starts = [
            f'<li class={self.quote}fm-{status.key}{self.quote} id={self.quote}'
            for status in node.data.statuses
        ]
        self.texts: dict[int, list[str]] = {}

    def items(self, node: feature_details) -> list[str]:
        """Return each driver's list item, but for its end and for a note that was parsed."""
        data = node.data
        for cell in set(data.cells).difference(self.texts):
            self.texts[cell] = self.of_status(data.statuses[cell])
        starts, texts = self.starts, self.texts
        ids = node.implementation_ids()
        items = [
            starts[cell] + name + texts[cell][number]
            for number, (cell, name) in enumerate(zip(data.cells, ids, strict=True))
        ]
        heads = data.drivers.heads
        for number, release in data.releases.items():
            status = data.statuses[data.cells[number]]
            said = self.said(heads[number].title, since(status_title(status), release))
            items[number] = starts[data.cells[number]] + ids[number] + self.mark(status) + said
        for number, value in data.invalid.items():
            said = self.said(heads[number].title, not_a_status(value))
            items[number] = (
                f'<li class="fm-unknown fm-invalid" id="{ids[number]}">'
                f'<i aria-hidden="true">{INVALID_SYMBOL}</i> {said}'
            )
        for number, note in node.facts.notes.items():
            items[number] += _paragraph(note)
        return items

    def of_status(self, status: ImplementationStatus) -> list[str]:
        """Return what stands behind the id in the item of each driver that has *status*."""
        mark, title = self.mark(status), status_title(status)
        return [mark + self.said(head.title, title) for head in self.data.drivers.heads]

    def mark(self, status: ImplementationStatus) -> str:
        """Return the end of an item's tag, and the symbol of its *status* unless that is drawn."""
        if self.drawn and status.key in STATUSES:
            return f'{self.quote}>'
        return f'{self.quote}><i aria-hidden="true">{escape(status.symbol)}</i> '

    def said(self, driver: str, value: str) -> str:
        return self.sentence % {'name': escape(driver), 'value': escape(value)}


_lists: WeakKeyDictionary[HTML5Translator, _Lists] = WeakKeyDictionary()


def _lists_of(translator: HTML5Translator, node: feature_details) -> _Lists:
    known = _lists.get(translator)
    if known is None or not _alike(known.data, node.data):
        known = _lists[translator] = _Lists(node, scripts=has_scripts(translator.builder))
    return known


def _alike(one: Implementations, other: Implementations) -> bool:
    return one.drivers is other.drivers and one.statuses is other.statuses


def _paragraph(note: ReadyNote) -> str:
    """Return a note that is ready as a paragraph, with links in the place of addresses."""
    pieces = [escape(piece) for piece in addresses_apart(note.text)]
    pieces[1::2] = [
        f'<a class="reference external" href="{address}">{address}</a>' for address in pieces[1::2]
    ]
    return f'<p>{"".join(pieces)}</p>'


class _Literal:
    """Makes the HTML of a literal as Sphinx does, of which no word breaks at the end of a line."""

    def __init__(self, *, isolated: bool) -> None:
        self.isolated = isolated

    def __call__(self, text: str) -> str:
        words = ''.join(map(self.word, _WORDS_AND_SPACES.findall(text)))
        literal = f'<code class="docutils literal notranslate">{words}</code>'
        return f'<bdi dir="ltr">{literal}</bdi>' if self.isolated else literal

    def word(self, word: str) -> str:
        """Return a word, or the spaces between two words, of which HTML would show one."""
        if word.startswith(' '):
            return '&#160;' * (len(word) - 1) + ' '
        return f'<span class="pre">{escape(word)}</span>'


_WORDS_AND_SPACES = re.compile('[^ ]+| +')


def _literal_maker(translator: HTML5Translator) -> _Literal:
    return _Literal(isolated=is_right_to_left(translator.config.language))
