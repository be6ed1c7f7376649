"""The dense nodes as ordinary docutils nodes, for builders that do not know them."""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Callable, Container, Sequence

from docutils import nodes
from sphinx import addnodes
from sphinx.builders import Builder

from sphinx_feature_matrix.grid import Head
from sphinx_feature_matrix.messages import described, not_a_status, status_title
from sphinx_feature_matrix.nodes import (
    feature_details,
    matrix_table,
    note_content,
    reference,
)
from sphinx_feature_matrix.plain import addresses_apart
from sphinx_feature_matrix.statements import before_commands, before_drivers, stated
from sphinx_feature_matrix.writers.fitting import split, widths_of_heads
from sphinx_feature_matrix.writers.latex import Source
from sphinx_feature_matrix.writers.latex_table import latex_tables
from sphinx_feature_matrix.writers.words import legend, words


class Expansion:
    """The expansion of one document for one builder."""

    def __init__(
        self, document: nodes.document, builder: Builder, led_to: Callable[[str], set[str]]
    ) -> None:
        """Prepare the expansion.

        :param led_to: returns the ids in a document that references lead to
        """
        self.document = document
        self.builder = builder
        self.led_to = led_to
        self.entries = self.take_entries()

    def run(self) -> None:
        """Replace the nodes that the builder does not write itself."""
        builder = self.builder
        for heading in _headings(self.document):
            self.expand_heading(heading)
        for details in list(self.document.findall(feature_details)):
            waiting = self.entries[details['feature_id']]
            details.replace_self([*waiting[:1], *self.expanded(details)])
            # LaTeX has several documents here, and the next one may have the same id.
            del waiting[:1]
        if builder.name in ('text', 'man'):
            return
        for table in list(self.document.findall(matrix_table)):
            if builder.format == 'latex':
                table.replace_self(latex_tables(table, builder.config))
            else:
                table.replace_self(expand_table(table, builder.format))

    def take_entries(self) -> defaultdict[str, list[nodes.Node]]:
        """Take out the index of the details, and return the entries for each id in their order."""
        result = defaultdict[str, list[nodes.Node]](list)
        indexes = [each for each in self.document.findall(addnodes.index) if each.get('spread')]
        for index in indexes:
            for entry in index['entries']:
                result[entry[2]].append(addnodes.index(entries=[entry]))
            index.parent.remove(index)
        return result

    def expand_heading(self, heading: nodes.Element) -> None:
        """Leave of a heading what is docutils' own."""
        for name in ('matrix', 'docname'):
            heading.attributes.pop(name, None)
        if isinstance(heading, nodes.rubric) and self.builder.format == 'latex':
            # LaTeX has no anchor at a rubric, which others link to.
            own, heading['ids'] = heading['ids'][:1], heading['ids'][1:]
            heading.parent.insert(heading.parent.index(heading), nodes.target('', '', ids=own))

    def expanded(self, details: feature_details) -> list[nodes.Node]:
        """Return the details of a feature as ordinary nodes."""
        led_to: set[str] = set()
        source = None
        if self.builder.format in ('latex', 'texinfo'):
            led_to = self.led_to(details['docname'])
        if self.builder.format == 'latex':
            source = Source(details['docname'], self.builder.config.latex_engine)
        return expand_details(details, led_to, source)


def _headings(document: nodes.document) -> list[nodes.Element]:
    """Return the sections and rubrics that the directive has made."""
    return [
        node
        for node in document.findall(nodes.Element)
        if isinstance(node, nodes.section | nodes.rubric) and 'matrix' in node
    ]


def expand_details(
    node: feature_details, led_to: Container[str], source: Source | None = None
) -> list[nodes.Node]:
    """Return *node* as paragraphs, a list of commands and a list of drivers.

    :param led_to: the ids that have to be targets, since some builders leave out those of items
    :param source: the document for LaTeX, where the cells of summaries lead to places of their own
    """
    facts = node.facts
    content: list[nodes.Node] = [_facts(node)]
    if facts.note:
        content.append(_ready_note(facts.note))
    if note := node.parsed_note():
        content += note.children
    if facts.cli:
        commands = nodes.bullet_list(bullet='*')
        for command in facts.cli:
            commands += nodes.list_item('', nodes.paragraph('', '', _literal(command)))
        content += [_own_words(before_commands()), commands]
    if node.data.drivers.heads:
        content += [_own_words(before_drivers()), _implementations(node, led_to, source)]
    return content


def _facts(node: feature_details) -> nodes.paragraph:
    """Return what the file says of a feature in one word each."""
    paragraph = _own_words('')
    paragraph += stated(node.data.feature, node.facts, nodes.Text, _literal)
    return paragraph


def _literal(text: str) -> nodes.literal:
    return nodes.literal(text, text)


def _own_words(text: str) -> nodes.paragraph:
    """Return a paragraph of the extension's own words, which are in a catalogue of its own."""
    return nodes.paragraph('', text, translatable=False)


def _implementations(
    node: feature_details, led_to: Container[str], source: Source | None
) -> nodes.bullet_list:
    data = node.data
    names = [status_title(status) for status in data.statuses]
    notes = {number: [_ready_note(text)] for number, text in node.facts.notes.items()}
    notes |= {note['number']: note_content(note) for note in node.parsed_notes()}
    ids = node.implementation_ids()
    listing = nodes.bullet_list(bullet='*')
    for number, (driver, cell) in enumerate(zip(data.drivers.heads, data.cells, strict=True)):
        value = data.invalid.get(number)
        text = described(driver.title, not_a_status(value) if value else names[cell])
        paragraph = nodes.paragraph('', text)
        item = nodes.list_item('', paragraph, *notes.get(number, []), ids=[ids[number]])
        if source:
            paragraph.insert(0, nodes.raw('', source.place(ids[number]), format='latex'))
        if ids[number] in led_to:
            paragraph.insert(0, nodes.target('', '', ids=item['ids']))
            item['ids'] = []
        listing += item
    return listing


def _ready_note(text: str) -> nodes.paragraph:
    paragraph = nodes.paragraph(text, '')
    for number, piece in enumerate(addresses_apart(text)):
        # Every other piece is an address.
        if number % 2:
            paragraph += nodes.reference(piece, piece, refuri=piece)
        elif piece:
            paragraph += nodes.Text(piece)
    return paragraph


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
