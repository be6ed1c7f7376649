"""The details of features as ordinary docutils nodes."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator

from docutils import nodes

from sphinx_feature_matrix.grid import ReadyNote
from sphinx_feature_matrix.messages import not_a_status, since, status_title, translated
from sphinx_feature_matrix.nodes import PlainItem, feature_details, note_content, plain_items
from sphinx_feature_matrix.plain import addresses_apart
from sphinx_feature_matrix.statements import about_tests, before_commands, before_drivers, stated
from sphinx_feature_matrix.wording import name_and_value
from sphinx_feature_matrix.writers.latex import Source


def expand_details(
    node: feature_details, *, dense: bool = False, links: bool = True
) -> list[nodes.Node]:
    """Return *node* as paragraphs, a list of commands and a list of drivers.

    :param dense: whether drivers about which there is nothing but text are to be ``plain_items``
    :param links: whether what is a link can be seen, and followed
    """
    facts = node.facts
    link = _link if links else None
    content: list[nodes.Node] = [
        _own_words('', *stated(node.data.feature, facts, nodes.Text, _literal, link))
    ]
    if facts.tests:
        content.append(_own_words('', *about_tests(facts, nodes.Text, _literal, link)))
    if facts.note:
        content.append(_ready_note(facts.note, node.source))
    if note := node.parsed_note():
        content += note.children
    if facts.cli:
        commands = nodes.bullet_list(bullet='*')
        for command in facts.cli:
            commands += nodes.list_item('', nodes.paragraph('', '', _literal(command)))
        content += [_own_words(before_commands()), commands]
    if node.data.drivers.heads:
        content += [_own_words(before_drivers()), _implementations(node, dense=dense)]
    return content


def _link(content: nodes.Node, address: str) -> nodes.reference:
    return nodes.reference('', '', content, refuri=address, internal=False)


def _literal(text: str) -> nodes.literal:
    return nodes.literal(text, text)


def _own_words(text: str, *content: nodes.Node) -> nodes.paragraph:
    """Return a paragraph of the extension's own words, which are in a catalogue of its own."""
    return nodes.paragraph('', text, *content, translatable=False)


def _implementations(node: feature_details, *, dense: bool) -> nodes.bullet_list:
    led_to: Container[str] = node.get('led_to', ())
    source: Source | None = node.get('source')
    notes = {note['number']: note_content(note) for note in node.parsed_notes()}
    for number, ready in node.facts.notes.items():
        paragraph = _ready_note(ready, node.source)
        # Without an address in it, a note is no more than its text.
        if not dense or paragraph.next_node(nodes.reference):
            notes[number] = [paragraph]
    listing = nodes.bullet_list(bullet='*')
    run: list[PlainItem] = []
    for number, item in enumerate(_items(node)):
        if dense and number not in notes and item.identifier not in led_to:
            if not run:
                listing += plain_items('', items=run, source=source)
            run.append(item)
        else:
            run = []
            listing += ordinary_item(item, notes.get(number), led_to, source)
    return listing


def _items(node: feature_details) -> Iterator[PlainItem]:
    """Yield the implementations, with those of their notes that are ready."""
    data, notes = node.data, node.facts.notes
    # Translated once for the list: there may be a hundred thousand implementations.
    sentence = name_and_value(translated)
    names = [status_title(status) for status in data.statuses]
    statuses = [names[cell] for cell in data.cells]
    for number, value in data.invalid.items():
        statuses[number] = not_a_status(value)
    for number, release in data.releases.items():
        statuses[number] = since(statuses[number], release)
    ids = node.implementation_ids()
    for number, (head, status) in enumerate(zip(data.drivers.heads, statuses, strict=True)):
        text = sentence % {'name': head.title, 'value': status}
        note = notes.get(number)
        yield PlainItem(text, ids[number], note.text if note else '')


def ordinary_item(
    item: PlainItem,
    note: Iterable[nodes.Node] | None = None,
    led_to: Container[str] = (),
    source: Source | None = None,
) -> nodes.list_item:
    """Return an item as ordinary nodes, with the nodes of its *note* if that has some already."""
    ids = [item.identifier]
    paragraph = nodes.paragraph('', item.text)
    listed = nodes.list_item('', paragraph, ids=ids)
    if note:
        listed += note
    elif item.note:
        listed += nodes.paragraph(item.note, item.note)
    if source:
        paragraph.insert(0, nodes.raw('', source.place(item.identifier), format='latex'))
    if item.identifier in led_to:
        paragraph.insert(0, nodes.target('', '', ids=ids))
        listed['ids'] = []
    return listed


def _ready_note(note: ReadyNote, file: str | None) -> nodes.paragraph:
    """Return a note that is ready as a paragraph, which knows its line in *file*."""
    paragraph = nodes.paragraph(note.text, '')
    paragraph.source, paragraph.line = file, note.line
    for number, piece in enumerate(addresses_apart(note.text)):
        # Every other piece is an address.
        if number % 2:
            paragraph += nodes.reference(piece, piece, refuri=piece)
        elif piece:
            paragraph += nodes.Text(piece)
    return paragraph
