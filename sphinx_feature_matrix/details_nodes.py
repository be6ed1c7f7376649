"""The details of features as ordinary docutils nodes."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator

from docutils import nodes

from sphinx_feature_matrix.messages import not_a_status, status_title, translated
from sphinx_feature_matrix.nodes import PlainItem, feature_details, note_content, plain_items
from sphinx_feature_matrix.plain import addresses_apart
from sphinx_feature_matrix.statements import before_commands, before_drivers, stated
from sphinx_feature_matrix.wording import name_and_value
from sphinx_feature_matrix.writers.latex import Source


def expand_details(node: feature_details, *, dense: bool = False) -> list[nodes.Node]:
    """Return *node* as paragraphs, a list of commands and a list of drivers.

    :param dense: whether drivers about which there is nothing but text are to be ``plain_items``
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
        content += [_own_words(before_drivers()), _implementations(node, dense=dense)]
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


def _implementations(node: feature_details, *, dense: bool) -> nodes.bullet_list:
    led_to: Container[str] = node.get('led_to', ())
    source: Source | None = node.get('source')
    parsed = {note['number']: note_content(note) for note in node.parsed_notes()}
    listing = nodes.bullet_list(bullet='*')
    run: list[PlainItem] = []
    for number, item in enumerate(_items(node)):
        if dense and _is_plain(item) and number not in parsed and item.identifier not in led_to:
            if not run:
                listing += plain_items('', items=run, source=source)
            run.append(item)
        else:
            run = []
            listing += ordinary_item(item, parsed.get(number, ()), led_to, source)
    return listing


def _items(node: feature_details) -> Iterator[PlainItem]:
    """Yield the implementations, without those notes that were parsed."""
    data, notes = node.data, node.facts.notes
    # Translated once for the list: there may be a hundred thousand implementations.
    sentence = name_and_value(translated)
    names = [status_title(status) for status in data.statuses]
    statuses = [names[cell] for cell in data.cells]
    for number, value in data.invalid.items():
        statuses[number] = not_a_status(value)
    ids = node.implementation_ids()
    for number, (head, status) in enumerate(zip(data.drivers.heads, statuses, strict=True)):
        text = sentence % {'name': head.title, 'value': status}
        yield PlainItem(text, ids[number], notes.get(number, ''))


def _is_plain(item: PlainItem) -> bool:
    """Tell whether an item is nothing but text: an address would be a link."""
    return len(addresses_apart(item.note)) == 1


def ordinary_item(
    item: PlainItem,
    note: Iterable[nodes.Node] = (),
    led_to: Container[str] = (),
    source: Source | None = None,
) -> nodes.list_item:
    """Return an item as ordinary nodes, with a *note* that was parsed."""
    ids = [item.identifier]
    paragraph = nodes.paragraph('', item.text)
    listed = nodes.list_item('', paragraph, ids=ids)
    if item.note:
        listed += _ready_note(item.note)
    listed += note
    if source:
        paragraph.insert(0, nodes.raw('', source.place(item.identifier), format='latex'))
    if item.identifier in led_to:
        paragraph.insert(0, nodes.target('', '', ids=ids))
        listed['ids'] = []
    return listed


def _ready_note(text: str) -> nodes.paragraph:
    paragraph = nodes.paragraph(text, '')
    for number, piece in enumerate(addresses_apart(text)):
        # Every other piece is an address.
        if number % 2:
            paragraph += nodes.reference(piece, piece, refuri=piece)
        elif piece:
            paragraph += nodes.Text(piece)
    return paragraph
