"""The nodes of the two dense parts, which carry data instead of children.

Everything else that the directive makes is an ordinary docutils node. ``writers`` has what
writes these, and ``transforms`` what turns them into ordinary nodes for other builders.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from docutils import nodes
from sphinx import addnodes

from sphinx_feature_matrix.grid import Grid, Head, Implementations
from sphinx_feature_matrix.identifiers import identifier


class _Titled(addnodes.translatable):
    """A node whose data holds titles that can be translated.

    All nodes of one directive share the dictionary ``titles``, from a title to its translation;
    only the one that *owns* it is asked for messages, or a title would be extracted once for
    every feature.
    """

    def preserve_original_messages(self) -> None:
        """Do nothing: the keys of ``titles`` are the originals."""

    def extract_original_messages(self) -> Sequence[str]:
        """Return the titles, once for each directive."""
        return list(self['titles']) if self['owns'] else []  # type: ignore[index]

    def apply_translated_message(self, original_message: str, translated_message: str) -> None:
        """Take note of the translation of a title."""
        self['titles'][original_message] = translated_message  # type: ignore[index]


class matrix_table(nodes.table, _Titled):
    """The summary. A caption is its only child, a ``title``.

    Attributes: *grid*, its data; *matrix*, the matrix's name; *docname*; *titles* and *owns*;
    and *details*, a :class:`DetailLinks` once it is known where the details are.
    """

    @property
    def grid(self) -> Grid:
        """The data to show."""
        grid: Grid = self['grid']
        return grid

    @property
    def titles(self) -> dict[str, str]:
        """The translations of titles."""
        titles: dict[str, str] = self['titles']
        return titles

    def title_of(self, head: Head) -> str:
        """Return the title of *head* in the language of the page."""
        return self.titles[head.title]


class implementation_list(nodes.General, nodes.Element, _Titled):
    """One feature's drivers.

    Its children are the notes, in the order of their drivers: an ``implementation_note`` or
    ``implementation_notes`` for each.

    Attributes: *data*; *matrix*, *docname*, *titles* and *owns* as above; *renamed*, the ids of
    those drivers, by their index, whose id is not the one that their key gives.
    """

    @property
    def data(self) -> Implementations:
        """The data to show."""
        data: Implementations = self['data']
        return data

    @property
    def titles(self) -> dict[str, str]:
        """The translations of titles."""
        titles: dict[str, str] = self['titles']
        return titles

    @property
    def notes(self) -> list[nodes.Element]:
        """The children."""
        return [note for note in self if isinstance(note, nodes.Element)]

    def id_of(self, number: int) -> str:
        """Return the id of the implementation in the driver with that index."""
        renamed: dict[int, str] = self['renamed']
        return renamed.get(number) or implementation_id(
            self.data.feature, self.data.drivers[number]
        )


class implementation_note(nodes.paragraph):
    """A note on an implementation in one paragraph; *number* is the index of its driver.

    Most notes are of this kind, and one node less for each makes a large page faster.
    """


class implementation_notes(nodes.General, nodes.Element):
    """A note on an implementation of any other kind; *number* is the index of its driver."""


def note_node(number: int, content: list[nodes.Node]) -> nodes.Element:
    """Return the node for the note *content* on the driver with the index *number*."""
    if len(content) == 1 and type(content[0]) is nodes.paragraph:
        paragraph = content[0]
        note = implementation_note(paragraph.rawsource, '', *paragraph.children, number=number)
        note.source, note.line = paragraph.source, paragraph.line
        return note
    return implementation_notes('', *content, number=number)


def note_content(note: nodes.Element) -> list[nodes.Node]:
    """Return what a node that :func:`note_node` made stands for."""
    if isinstance(note, implementation_note):
        return [nodes.paragraph(note.rawsource, '', *note.children)]
    return note.children


@dataclass(slots=True)
class DetailLinks:
    """Where the details of a summary are.

    *features* has the address of each feature that has details; *drivers* the keys of the
    drivers that these list; *renamed* the ids that are not the usual ones, by feature and
    driver; *pages* the address of each feature's page, empty for the summary's own.
    """

    features: dict[str, str] = field(default_factory=dict)
    pages: dict[str, str] = field(default_factory=dict)
    drivers: dict[str, frozenset[str]] = field(default_factory=dict)
    renamed: dict[tuple[str, str], str] = field(default_factory=dict)

    def implementation(self, feature: Head, driver: Head) -> str:
        """Return the address of an implementation, or an empty string if it has no details."""
        if driver.key not in self.drivers.get(feature.key, ()):
            return ''
        renamed = self.renamed.get((feature.key, driver.key))
        return f'{self.pages[feature.key]}#{renamed or implementation_id(feature, driver)}'


def implementation_id(feature: Head, driver: Head) -> str:
    """Return the id that an implementation has unless it is taken."""
    return f'{feature.id_part}_{driver.id_part}'


def feature_id(key: str) -> str:
    """Return the id that a feature's details have unless it is taken."""
    return identifier(key)
