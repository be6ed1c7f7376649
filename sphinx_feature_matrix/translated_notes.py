"""Notes in the language of the page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from docutils import nodes
from sphinx.util.nodes import apply_source_workaround, extract_messages

from sphinx_feature_matrix.catalogue import Catalogue
from sphinx_feature_matrix.model import Note
from sphinx_feature_matrix.notes import NoteParser, line_of
from sphinx_feature_matrix.problems import Problem, problem


class TranslatedNotes(NoteParser):
    """Parses notes, and each paragraph of a translation as if it stood in its note."""

    def __init__(
        self, document: nodes.document, report: Callable[[Problem], None], catalogue: Catalogue
    ) -> None:
        super().__init__(document, report)
        self.catalogue = catalogue

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
        translation = _as_note(found, note, line_of(node) or note.lines[0])
        children = super().parsed(translation).children
        if children and isinstance(children[0], nodes.paragraph):
            self.forget_references(node)
            node.children = []
            node += children[0].children
            return
        node['translated'] = False
        self.report(
            problem(
                'markup',
                f'the translation "{found}" is no paragraph, so that the original is shown; '
                'correct it in the message catalogue',
                translation.location,
            )
        )

    def forget_references(self, node: nodes.Element) -> None:
        """Have the document forget the references in *node*, for which a translation has its own.

        Footnotes would be numbered after them.
        """
        document = self.document
        for reference in node.findall(nodes.Element):
            registries: tuple[list[Any], ...] = (
                document.autofootnote_refs,
                document.symbol_footnote_refs,
                *document.footnote_refs.values(),
                *document.citation_refs.values(),
            )
            for known in registries:
                if reference in known:
                    known.remove(reference)
            self.forget(reference)


def _as_note(translation: str, note: Note, line: int) -> Note:
    """Return *translation* as a note that stands on *line*."""
    if translation.endswith('::'):
        # What announces a literal block would be a mistake without one.
        translation += '\n\n   .'
    rows = translation.count('\n') + 1
    return Note(translation, note.file, (line,) * rows, (1,) * rows)
