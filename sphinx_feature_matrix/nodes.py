"""The nodes that carry data instead of children: summaries, details of features, requirements.

``writers`` has what writes these, and ``transforms`` what turns them into ordinary nodes for other
builders. Beside them are the titles that lead to a feature's details, and the bars of HTML.
Everything else that the directives make is an ordinary docutils node.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from docutils import nodes
from sphinx import addnodes

from sphinx_feature_matrix.anchors import Heads
from sphinx_feature_matrix.grid import Facts, Grid, Head, Implementations
from sphinx_feature_matrix.verdicts import Verdicts


class headed(nodes.Element):
    """A dense node that leads to details, and that references lead to.

    Its attribute *details* says where the details of each feature that has some are, and *heads*
    which ids it has itself, once these are known.
    """

    def __init__(self, rawsource: str = '', *children: nodes.Node, **attributes: Any) -> None:
        super().__init__(rawsource, *children, **{'details': {}, 'heads': Heads(), **attributes})

    @property
    def heads(self) -> Heads:
        """The ids of what is shown here."""
        heads: Heads = self['heads']
        return heads

    def shown(self) -> Sequence[tuple[str, Iterable[Head]]]:
        """Return what is shown here and can have an id, by the kind that *heads* calls it.

        That is nothing, but for nodes of the kinds below.
        """
        return ()

    @property
    def details(self) -> dict[str, list[DetailsLink]]:
        """Where the details are, by the feature's key; the best place is the first."""
        details: dict[str, list[DetailsLink]] = self['details']
        return details

    def details_address(self, feature: str) -> str:
        """Return where the details of the feature with this key are, or an empty string."""
        details = self.details.get(feature)
        return details[0].address if details else ''


class matrix_table(nodes.table, headed):
    """The summary. A caption is its only child, a ``title``.

    Attributes: *grid*, its data; *matrix*, the matrix's name; *docname*; *title*, the matrix's, or
    nothing; *shown_as*, its own name on its page, once that is known; *details* and *heads*.
    """

    def shown(self) -> Sequence[tuple[str, Iterable[Head]]]:
        """Return the heads of the rows and of the columns."""
        return ('features', self.grid.features()), ('drivers', self.grid.drivers())

    @property
    def grid(self) -> Grid:
        """The data to show."""
        grid: Grid = self['grid']
        return grid

    @property
    def label(self) -> str:
        """What the table is about: its caption, or else the title of the matrix, if it has one."""
        return self[0].astext() if len(self) else str(self['title'])

    def address_of(self, head: Head) -> str:
        """Return what the title of *head* leads to, or an empty string."""
        return head.link or self.details_address(head.key)

    def implementation_address(self, feature: Head, driver: Head) -> str:
        """Return what an implementation leads to, or an empty string if it has no details."""
        for details in self.details.get(feature.key, ()):
            if name := details.implementation_id(feature, driver):
                return f'{details.page}#{name}'
        return ''


class feature_details(nodes.General, nodes.Element):
    """What stands under the heading of a feature.

    Its children are the notes that are not ready to be shown as they stand: the feature's is a
    ``feature_note`` and comes first; then come those on implementations, in the order of their
    drivers, each an ``implementation_note`` or ``implementation_notes``.

    Attributes: *data* and *facts*; *matrix* and *docname* as above; *feature_id*, the id of the
    section; *renamed*, the ids of those implementations, by the index of their driver, whose id is
    not the one that their key gives. For some builders, *led_to* has the ids that have to be
    targets, since these leave out those of list items; and *source* is the document for LaTeX,
    where the cells of summaries lead to places of their own.
    """

    @property
    def data(self) -> Implementations:
        """The implementations to show."""
        data: Implementations = self['data']
        return data

    @property
    def facts(self) -> Facts:
        """What else there is to show."""
        facts: Facts = self['facts']
        return facts

    def parsed_note(self) -> feature_note | None:
        """Return the feature's note, if it is among the children."""
        first = self[0] if len(self) else None
        return first if isinstance(first, feature_note) else None

    def parsed_notes(self) -> list[nodes.Element]:
        """Return the notes on implementations that are among the children."""
        kinds = implementation_note | implementation_notes
        return [note for note in self if isinstance(note, kinds)]

    def implementation_ids(self) -> list[str]:
        """Return the id of each implementation, in the order of the drivers."""
        ids = self.data.identifiers()
        for number, name in self['renamed'].items():
            ids[number] = name
        return ids


class PlainItem(NamedTuple):
    """An implementation in words: its driver and status, its id, and its note or nothing."""

    text: str
    identifier: str
    note: str


class plain_items(nodes.General, nodes.Element):
    """Some items of a bullet list, without markup, for builders that write them in one pass.

    Attributes: *items*, each a :class:`PlainItem`, and *source*, the document for LaTeX, or
    ``None``.
    """

    @property
    def items(self) -> Sequence[PlainItem]:
        """The items."""
        items: Sequence[PlainItem] = self['items']
        return items


class requirement_list(nodes.General, headed):
    """What is required of each driver, and its verdict.

    Attributes: *verdicts*, its data; *matrix*, *docname*, *details* and *heads* as above.
    """

    def shown(self) -> Sequence[tuple[str, Iterable[Head]]]:
        """Return the drivers, and these once more as what the verdicts are on."""
        drivers = [each.driver for each in self.verdicts.drivers]
        return ('drivers', drivers), ('verdicts', drivers)

    @property
    def verdicts(self) -> Verdicts:
        """The data to show."""
        verdicts: Verdicts = self['verdicts']
        return verdicts


class repeated_item(nodes.General, nodes.Element):
    """A list item that says the same as one that stands above in the document, its *item*."""

    @property
    def item(self) -> nodes.list_item:
        """The other item, which is no child of this one."""
        item: nodes.list_item = self['item']
        return item


INVALID_SYMBOL = '!'
"""What is shown for a value that is no status."""


class status_symbol(nodes.inline):
    """The symbol of a status in front of its title, which says the same to a screen reader."""


class support_bar(nodes.Inline, nodes.TextElement):
    """A bar of how many implementations have each status; *pieces* are their lengths."""


class feature_note(nodes.General, nodes.Element):
    """A note on a feature."""


class implementation_note(nodes.paragraph):
    """A note on an implementation in one paragraph; *number* is the index of its driver.

    Most notes that are parsed are of this kind, and one node less for each makes a large page
    faster.
    """


class implementation_notes(nodes.General, nodes.Element):
    """A note on an implementation of any other kind; *number* is the index of its driver."""


def note_node(number: int, content: list[nodes.Node]) -> nodes.Element:
    """Return the node for the note *content* on the driver with the index *number*."""
    if len(content) == 1 and type(content[0]) is nodes.paragraph:
        paragraph = content[0]
        attributes = {**paragraph.attributes, 'number': number}
        note = implementation_note(paragraph.rawsource, '', *paragraph.children, **attributes)
        note.source, note.line = paragraph.source, paragraph.line
        return note
    return implementation_notes('', *content, number=number)


def note_content(note: nodes.Element) -> list[nodes.Node]:
    """Return what a node that :func:`note_node` made stands for."""
    if isinstance(note, implementation_note):
        paragraph = nodes.paragraph(note.rawsource, '', *note.children, classes=note['classes'])
        paragraph.source, paragraph.line = note.source, note.line
        return [paragraph]
    return note.children


class item_title(nodes.Inline, nodes.TextElement):
    """The title of a driver or a feature among words of ours: plain text, which is its child.

    Attributes: *feature*, the key of the feature whose details it leads to, or nothing; *matrix*,
    the name of the matrix that these are of; *docname*; and *link*, where they are, or ``None``.
    """


class search_words(nodes.Invisible, nodes.Element):
    """The words of dense nodes, for the search of a built site; it is never written."""


class title_message(nodes.Invisible, nodes.Element, addnodes.translatable):
    """A title for translators, with its place in the file; it is never written.

    Its attribute *text* is the title. Where messages are extracted, there is one for each title,
    with the attribute *extracted*. Otherwise there is one for each that no heading stands for, and
    its attribute *translated* counts in the progress of the translation.
    """

    def preserve_original_messages(self) -> None:
        """Do nothing: the text stays."""

    def extract_original_messages(self) -> Sequence[str]:
        """Return the title where messages are extracted."""
        return [self['text']] if 'extracted' in self else []

    def apply_translated_message(self, original_message: str, translated_message: str) -> None:
        """Do nothing: titles are translated when they are read."""


@dataclass(slots=True)
class DetailsLink:
    """Where the details of a feature are.

    *page* is the address of *docname*, empty where that is the summary's own page. *drivers* are
    the keys of the drivers that the details list; *renamed* has the ids, by the driver's key, that
    are not the usual ones.
    """

    docname: str
    page: str
    feature_id: str
    drivers: frozenset[str]
    renamed: dict[str, str]

    @property
    def address(self) -> str:
        """The address of the feature's details."""
        return f'{self.page}#{self.feature_id}'

    def implementation_id(self, feature: Head, driver: Head) -> str:
        """Return the id of an implementation, or an empty string if it has no details."""
        if driver.key not in self.drivers:
            return ''
        return self.renamed.get(driver.key) or f'{feature.id_part}_{driver.id_part}'


def reference(text: str, address: str) -> nodes.reference:
    """Return *text* with a link to *address*, which is within the project."""
    if address.startswith('#'):
        return nodes.reference('', text, refid=address[1:], internal=True)
    return nodes.reference('', text, refuri=address, internal=True)
