"""What changed between two editions, as nodes."""

from __future__ import annotations

from collections.abc import Iterable

from docutils import nodes

from sphinx_feature_matrix.catalogue import Message
from sphinx_feature_matrix.changes import compare
from sphinx_feature_matrix.changes.outline import (
    Entry,
    Literal,
    Part,
    Span,
    Title,
    Words,
    nothing,
    outline,
)
from sphinx_feature_matrix.messages import _
from sphinx_feature_matrix.model import Matrix
from sphinx_feature_matrix.nodes import item_title, title_message
from sphinx_feature_matrix.parts import Place
from sphinx_feature_matrix.titles import all_titles, title_messages


def _translated(message: str) -> str:
    return str(_(message))


def changes_between(old: Matrix, new: Matrix, place: Place) -> list[nodes.Node]:
    """Return a headed list for each kind of change from *old* to *new*, or that there is none."""
    parts = outline(compare(old, new), _translated)
    if not parts:
        return [nodes.paragraph('', nothing(_translated), translatable=False)]
    maker = _Maker(place)
    shown = [node for part in parts for node in maker.part(part)]
    return [*maker.messages(old, new), *shown]


class _Maker:
    """Makes the nodes of an outline at one place."""

    def __init__(self, place: Place) -> None:
        self.place = place
        self.titles: set[str] = set()

    def messages(self, *editions: Matrix) -> list[title_message]:
        """Return the titles that have been shown as messages, where the last edition has them."""
        found: dict[str, Message] = {}
        for matrix in editions:
            for message in all_titles(matrix):
                if message.text in self.titles:
                    found[message.text] = message
        return title_messages(found.values(), self.place.catalogue)

    def part(self, part: Part) -> list[nodes.Node]:
        title = nodes.title(part.heading, part.heading, translatable=False)
        title.source, title.line = self.place.source, self.place.line
        name = self.place.free(f'changes_{part.name}')
        return self.place.section(title, name, [self.listing(part.entries)])

    def listing(self, entries: Iterable[Entry]) -> nodes.bullet_list:
        return nodes.bullet_list('', *map(self.item, entries), bullet='*')

    def item(self, entry: Entry) -> nodes.list_item:
        spans = map(self.span, entry.spans)
        paragraph = nodes.paragraph('', '', *spans, translatable=False)
        below = [self.listing(entry.entries)] if entry.entries else []
        return nodes.list_item('', paragraph, *below)

    def span(self, span: Span) -> nodes.Node:
        match span:
            case Words(words):
                return nodes.Text(words)
            case Literal(literal):
                return nodes.literal(literal, literal)
            case Title(title, feature):
                return self.title(title, feature)

    def title(self, title: str, feature: str) -> item_title:
        """Return *title*, which leads to the details of *feature* if that is a key."""
        self.titles.add(title)
        shown = self.place.catalogue.title(title)
        node = item_title(title, shown, feature=feature, link=None, support_smartquotes=False)
        node['matrix'], node['docname'] = self.place.name, self.place.docname
        node.source, node.line = self.place.source, self.place.line
        return node
