"""The directive ``support_matrix_changes``: what changed between two editions, as nodes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import PurePath
from typing import Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives

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
from sphinx_feature_matrix.directive import MatrixDirective
from sphinx_feature_matrix.domain import MatrixDomain
from sphinx_feature_matrix.editions import is_revision, open_edition
from sphinx_feature_matrix.ini.document import Document, open_document
from sphinx_feature_matrix.messages import _
from sphinx_feature_matrix.nodes import item_title
from sphinx_feature_matrix.parts import Place


class SupportMatrixChanges(MatrixDirective):
    """Show what changed between two editions of a matrix, such as in release notes."""

    required_arguments = 2
    option_spec: ClassVar[dict[str, Callable[[str], Any]]] = {
        'name': directives.unchanged_required,
    }

    def run(self) -> list[nodes.Node]:
        """Return a headed list for each kind of change."""
        if self.is_in_note():
            return []
        old, new = map(self.open, self.arguments)
        if not (old.readable and new.readable):
            return []
        file = self.arguments[1]
        stem = PurePath(file.partition(':')[2] if self.is_revision(file) else file).stem
        name = ' '.join(self.options.get('name', '').split()) or stem
        MatrixDomain.of(self.env).note_linking(self.env.docname, name)
        parts = outline(compare(old.matrix, new.matrix), _translated)
        maker = _Maker(self.place(name))
        if not parts:
            return [nodes.paragraph('', nothing(_translated), translatable=False)]
        return [node for part in parts for node in maker.part(part)]

    def open(self, written: str) -> Document:
        """Read an edition, and warn of its problems."""
        if self.is_revision(written):
            found = open_edition(written, self.env.srcdir)
        else:
            found = open_document(self.dependency(self.env.relfn2path(written)[1]))
        for problem in found.problems:
            if problem.name == 'file':
                # What is wrong is the argument, and that stands here.
                self.report(problem.name, f'{written}: {problem.message}')
            else:
                MatrixDomain.of(self.env).warn(problem)
        return found

    def is_revision(self, written: str) -> bool:
        """Tell whether an argument is ``REV:PATH``; git works in the source folder."""
        return is_revision(written, self.env.srcdir)


def _translated(message: str) -> str:
    return str(_(message))


class _Maker:
    """Makes the nodes of an outline at one place."""

    def __init__(self, place: Place) -> None:
        self.place = place

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
        node = item_title(title, title, feature=feature, link=None, support_smartquotes=False)
        node['matrix'], node['docname'] = self.place.name, self.place.docname
        node.source, node.line = self.place.source, self.place.line
        return node
