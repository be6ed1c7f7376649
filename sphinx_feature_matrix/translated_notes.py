"""Notes in the language of the page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace

from docutils import nodes
from sphinx.util.nodes import LITERAL_TYPE_NODES, apply_source_workaround, extract_messages

from sphinx_feature_matrix.catalogue import Catalogue
from sphinx_feature_matrix.grid import ReadyNote
from sphinx_feature_matrix.model import Note
from sphinx_feature_matrix.notes import NoteParser, line_of
from sphinx_feature_matrix.plain import is_ready
from sphinx_feature_matrix.problems import Problem, problem


class TranslatedNotes(NoteParser):
    """Parses notes, and each paragraph of a translation as if it stood in its note."""

    def __init__(
        self, document: nodes.document, report: Callable[[Problem], None], catalogue: Catalogue
    ) -> None:
        super().__init__(document, report)
        self.catalogue = catalogue
        self.translations = NoteParser(document, self.report_in_translation)

    def ready(self, note: Note) -> ReadyNote | None:
        """Return *note* as readers see it, if that is as it stands, or else ``None``.

        Translators have to have it as a node: with its place, or to count what they have done.
        """
        if self.catalogue or self.catalogue.wanted or not is_ready(note.text):
            return None
        return ReadyNote(note.text, note.lines[0])

    def report_in_translation(self, problem: Problem) -> None:
        """Report a problem in a translation, at the place of what is translated."""
        message = f'in the translation of this note: {problem.message}'
        self.report(replace(problem, message=message))

    def parsed(self, note: Note) -> nodes.Element:
        """Return an element with the nodes that *note* stands for, translated."""
        container = super().parsed(note)
        if self.catalogue:
            for element in container.findall(nodes.Element):
                apply_source_workaround(element)
            for node, message in list(extract_messages(container)):
                # Sphinx translates what is not text, such as what stands for an image.
                if isinstance(node, nodes.TextElement):
                    self.translate(node, message, note)
        return container

    def translate(self, node: nodes.TextElement, message: str, note: Note) -> None:
        """Have *node* hold the translation of *message*, if there is one."""
        found = self.catalogue.find(message)
        # Sphinx would parse it as markup of the page, which may be Markdown.
        node['translatable'] = False
        node['translated'] = bool(found)
        if not found or found == message:
            return
        if isinstance(node, LITERAL_TYPE_NODES):
            _show(node, [nodes.Text(found)])
            node.rawsource = found
            return
        translation = _as_note(found, note, line_of(node) or note.lines[0])
        with self.making_room(node):
            children = self.translations.parsed(translation).children
        one = len(children) == 1 or (found.endswith('::') and len(children) == _WITH_BLOCK)
        if one and isinstance(children[0], nodes.paragraph):
            _show(node, children[0].children)
            return
        node['translated'] = False
        for target in node.findall(nodes.target):
            self.document.note_explicit_target(target)
        wrong = 'it is not one paragraph, so that the original is shown; write one paragraph'
        self.report_in_translation(problem('markup', wrong, translation.location))

    @contextmanager
    def making_room(self, node: nodes.Element) -> Iterator[None]:
        """Have the document forget the names and footnotes in *node*, for those of a translation.

        Footnotes are numbered in the order in which the document knows the references to them, so
        those of the translation take the places of the others.
        """
        inside = [each for each in node.findall(nodes.Element) if each is not node]
        registries: list[list[nodes.footnote_reference]] = [
            self.document.autofootnote_refs,
            self.document.symbol_footnote_refs,
        ]
        places = [
            next((place for place, each in enumerate(known) if each in inside), len(known))
            for known in registries
        ]
        for each in inside:
            self.forget(each)
        lengths = [len(known) for known in registries]
        yield
        for known, place, length in zip(registries, places, lengths, strict=True):
            added = known[length:]
            del known[length:]
            known[place:place] = added


_WITH_BLOCK = 2
"""How many nodes a paragraph is that announces a literal block, and that block."""


def _show(node: nodes.Element, children: list[nodes.Node]) -> None:
    node.children = []
    node.extend(children)


def _as_note(translation: str, note: Note, line: int) -> Note:
    """Return *translation* as a note that stands on *line*."""
    if translation.endswith('::'):
        # What announces a literal block would be a mistake without one.
        translation += '\n\n   .'
    rows = translation.count('\n') + 1
    return Note(translation, note.file, (line,) * rows, (1,) * rows)
