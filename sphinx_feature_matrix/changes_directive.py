"""The directive ``support_matrix_changes``: what changed between two editions, as nodes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import PurePath
from typing import Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives

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
from sphinx_feature_matrix.directive_base import MatrixDirective
from sphinx_feature_matrix.domain import MatrixDomain
from sphinx_feature_matrix.editions import is_revision, open_edition
from sphinx_feature_matrix.messages import _
from sphinx_feature_matrix.model import Matrix
from sphinx_feature_matrix.nodes import item_title, title_message
from sphinx_feature_matrix.parts import Place
from sphinx_feature_matrix.paths import exists
from sphinx_feature_matrix.titles import all_titles, title_messages

_WHY_EMPTY = frozenset({'file', 'encoding', 'not-text', 'empty', 'dialect'})
"""The problems for which nothing may have been found in a file."""


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
        old, new = map(self.load, self.arguments)
        if not all(matrix.drivers or matrix.features for matrix in (old, new)):
            # A warning says why. Everything would differ from nothing, which nobody means.
            return []
        file = self.arguments[1]
        path = PurePath(file.partition(':')[2] if self.is_revision(file) else file)
        place = self.place(path)
        MatrixDomain.of(self.env).records.note_linking(self.env.docname, place.name)
        parts = outline(compare(old, new), _translated)
        if not parts:
            return [nodes.paragraph('', nothing(_translated), translatable=False)]
        maker = _Maker(place)
        shown = [node for part in parts for node in maker.part(part)]
        return [*maker.messages(old, new), *shown]

    def load(self, written: str) -> Matrix:
        """Return an edition, which is empty if it cannot be read, and warn of its problems."""
        if self.is_revision(written):
            return self.load_revision(written)
        reading = MatrixDomain.of(self.env).reading
        matrix, problems = reading.load(str(self.dependency(self.path(written))))
        for problem in problems:
            if problem.name == 'file':
                # What is wrong is the argument, and that stands here.
                self.report(problem.name, f'{written}: {problem.message}')
            else:
                reading.warn(problem)
        return matrix

    def load_revision(self, written: str) -> Matrix:
        """Return an edition that git has; warn only if nothing is in it, and here.

        Nobody can mend what is in a revision, so that a build with ``-W`` would fail for good.
        """
        found = open_edition(written, self.env.srcdir)
        if not (found.matrix.drivers or found.matrix.features):
            for problem in found.problems:
                if problem.name in _WHY_EMPTY:
                    self.report(problem.name, f'{written}: {problem.message}')
        return found.matrix

    def is_revision(self, written: str) -> bool:
        """Tell whether an argument is ``REV:PATH`` and no file; git works in the source folder."""
        return is_revision(written, self.env.srcdir) and not exists(self.path(written))

    def path(self, written: str) -> str:
        """Return where the file is that an argument names, unless it is ``REV:PATH``."""
        return self.env.relfn2path(written)[1]


def _translated(message: str) -> str:
    return str(_(message))


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
