"""Notes, which are reStructuredText, as nodes; in a Markdown document too.

Notes come from many contributors. They may not read files or hold raw markup, and what is wrong
with them is said at their place in the INI file.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cached_property
from types import SimpleNamespace
from typing import Any

from docutils import nodes
from docutils.parsers.rst import languages, states
from docutils.statemachine import StringList
from docutils.utils import Reporter

from sphinx_feature_matrix.model import Note
from sphinx_feature_matrix.plain import is_plain
from sphinx_feature_matrix.problems import Location, Problem, problem

MARK = 'feature-matrix-note'
"""The attribute, on what refers to something by name, that says where its note stands."""

_BY_NAME = nodes.reference | nodes.substitution_reference | nodes.footnote_reference
"""What is sought on the page alone; citations may be in any document."""

_IN_NOTE = 'feature_matrix_in_note'
"""The setting that a document has while a note is parsed."""

_WARNING = Reporter.WARNING_LEVEL


class NoteParser:
    """Parses notes into one document, whose names and targets they may use."""

    def __init__(self, document: nodes.document, report: Callable[[Problem], None]) -> None:
        """Make a parser for *document* that calls *report* with each problem in the markup."""
        self.document = document
        self.report = report

    def parse(self, note: Note) -> list[nodes.Node]:
        """Return the nodes that *note* stands for."""
        container = self.parsed(note)
        self.mark_references(container, note)
        if len(container) and isinstance(container[-1], nodes.target):
            # A target leads to what follows it, which here is no part of the note.
            container += nodes.inline()
        return container.children

    def parsed(self, note: Note) -> nodes.Element:
        """Return an element with the nodes that the text of *note* stands for."""
        if is_plain(note.text):
            return nodes.Element('', _paragraph(note))
        container = nodes.Element()
        container.document = self.document
        lines = StringList(
            note.text.split('\n'), items=[(note.file, line - 1) for line in note.lines]
        )
        with _restricted(self.document), _collecting(self.document, note, self.report) as reporter:
            self.memo.reporter = reporter
            reporter.get_source_and_line = self.machine.get_source_and_line
            self.machine.run(lines, 0, self.memo, node=container, match_titles=False)
        self.drop_messages(container)
        return container

    def drop_messages(self, container: nodes.Element) -> None:
        """Take out what docutils writes into the page on an error: it has been reported."""
        for message in list(container.findall(nodes.system_message)):
            message.parent.remove(message)
            self.forget(message)
        for problematic in list(container.findall(nodes.problematic)):
            problematic.parent.replace(problematic, nodes.Text(problematic.astext()))
            self.forget(problematic)

    def mark_references(self, container: nodes.Element, note: Note) -> None:
        """Mark what refers to something by name: whether it is there shows later."""
        for node in container.findall(nodes.Element):
            if node.get('refname') and isinstance(node, _BY_NAME):
                row = max(bisect_right(note.lines, line_of(node)) - 1, 0)
                node[MARK] = Location(note.file, note.lines[row], note.columns[row])

    def forget(self, node: nodes.Element) -> None:
        """Free the ids and the names of a node that has been taken out."""
        forget(self.document, node)

    @cached_property
    def machine(self) -> states.NestedStateMachine:
        """The state machine, made once: that takes longer than most notes do."""
        return states.NestedStateMachine(state_classes=states.state_classes, initial_state='Body')

    @cached_property
    def memo(self) -> SimpleNamespace:
        """What the machine's states share."""
        settings = self.document.settings
        inliner = states.Inliner()
        inliner.init_customizations(settings)
        return SimpleNamespace(
            document=self.document,
            reporter=self.document.reporter,
            language=languages.get_language(settings.language_code, self.document.reporter),
            title_styles=[],
            section_level=0,
            section_parents=[],
            section_bubble_up_kludge=False,
            inliner=inliner,
        )


def forget(document: nodes.document, node: nodes.Element) -> None:
    """Free the ids and the names of *node*, and have no footnote numbered after it."""
    for name in node['ids']:
        document.ids.pop(name, None)
    # Which of these there are depends on the version of docutils.
    for known in ('names', 'nameids', 'nametypes'):
        for name in node['names']:
            getattr(document, known, {}).pop(name, None)
    registries: tuple[list[Any], ...] = (
        document.autofootnote_refs,
        document.symbol_footnote_refs,
        *document.footnote_refs.values(),
        *document.citation_refs.values(),
    )
    for registry in registries:
        if node in registry:
            registry.remove(node)


def line_of(node: nodes.Element) -> int:
    """Return the line of *node*, which of inline nodes only the one around them has."""
    while not node.line and node.parent is not None:
        node = node.parent
    return node.line or 0


def _paragraph(note: Note) -> nodes.paragraph:
    paragraph = nodes.paragraph(note.text, note.text)
    paragraph.source, paragraph.line = note.file, note.lines[0]
    return paragraph


@contextmanager
def _restricted(document: nodes.document) -> Iterator[None]:
    """Turn off the directives and roles that insert raw markup or files."""
    settings = document.settings
    before = settings.raw_enabled, settings.file_insertion_enabled
    settings.raw_enabled = settings.file_insertion_enabled = False
    setattr(settings, _IN_NOTE, True)
    try:
        yield
    finally:
        settings.raw_enabled, settings.file_insertion_enabled = before
        delattr(settings, _IN_NOTE)


def is_in_note(document: nodes.document) -> bool:
    """Tell whether what is being parsed into *document* is a note."""
    return hasattr(document.settings, _IN_NOTE)


@contextmanager
def _collecting(
    document: nodes.document, note: Note, report: Callable[[Problem], None]
) -> Iterator[Reporter]:
    """Report what docutils finds wrong as problems, at places in the INI file."""
    reporter = Reporter(note.file, report_level=_WARNING, halt_level=5, stream=False)
    reporter.attach_observer(lambda message: _report(message, note, report))
    before, document.reporter = document.reporter, reporter
    try:
        yield reporter
    finally:
        document.reporter = before


def _report(message: nodes.system_message, note: Note, report: Callable[[Problem], None]) -> None:
    text = message[0].astext()
    # Two notes may each give their link the same name; docutils says so where it matters.
    if message['level'] < _WARNING or text.startswith('Duplicate explicit target name'):
        return
    # Some messages are of a line below the one that they mean, and a few have none.
    row = max(bisect_right(note.lines, message.get('line') or 0) - 1, 0)
    texts = note.text.split('\n')
    while row and not texts[row]:
        row -= 1
    rule, advice = 'markup', 'correct the reStructuredText of the note'
    if _FORBIDDEN.search(text):
        rule, advice = 'forbidden-markup', 'notes may hold neither raw markup nor files'
    message_text = text.rstrip().rstrip('.')
    place = Location(note.file, note.lines[row], note.columns[row])
    report(problem(rule, f'{message_text}; {advice}', place))


_FORBIDDEN = re.compile(
    r'directive disabled|roles (are )?disabled|File insertion disabled|access deactivated'
)
