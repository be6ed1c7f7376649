"""Notes, which are reStructuredText, as nodes; in a Markdown document too.

Notes come from many contributors. They may not read files, run code, hold raw markup, or change
anything outside of themselves; and what is wrong with them is said at their place in the INI file.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from functools import cached_property
from types import SimpleNamespace
from typing import Any

from docutils import nodes
from docutils.parsers.rst import languages, states
from docutils.statemachine import StringList
from docutils.utils import Reporter

from sphinx_feature_matrix.model import Note
from sphinx_feature_matrix.note_limits import (
    REFUSED,
    DirectivesOfNotes,
    forbidden,
    unnamed_pairs,
    without_own_classes,
)
from sphinx_feature_matrix.note_names import own_names, settle_names
from sphinx_feature_matrix.plain import is_plain
from sphinx_feature_matrix.problems import Location, Problem, problem

MARK = 'feature-matrix-note'
"""The attribute, on what refers to something by name, that says where its note stands."""

_BY_NAME = nodes.reference | nodes.substitution_reference | nodes.footnote_reference
"""What is sought on the page alone; citations may be in any document."""

_IN_NOTE = 'feature_matrix_in_note'
"""The setting that a document has while a note is parsed."""

_WARNING = Reporter.WARNING_LEVEL

_DEEPEST = 40
"""How many nodes of a note may be within each other: Python's own limit ends a build at 200."""

_TOO_DEEP = 'the markup is nested too deep; write less of it within each other'

_LONGEST = 20_000
"""How many characters a note with markup may have: docutils takes the square of it, or more."""


class NoteParser:
    """Parses notes into one document, whose names and targets they may use."""

    def __init__(self, document: nodes.document, report: Callable[[Problem], None]) -> None:
        """Make a parser for *document* that calls *report* with each problem in the markup."""
        self.document = document
        self.report = report

    def parse(self, note: Note) -> list[nodes.Node]:
        """Return the nodes that *note* stands for."""
        with own_names(self.document):
            container = self.parsed(note)
        settle_names(self.document, container)
        self.settle_pairs(container, note)
        self.mark_references(container, note)
        if len(container) and isinstance(container[-1], nodes.target):
            # A target leads to what follows it, which here is no part of the note.
            container += nodes.inline()
        return container.children

    def parsed(self, note: Note) -> nodes.Element:
        """Return an element with the nodes that the text of *note* stands for."""
        if is_plain(note.text):
            return nodes.Element('', _paragraph(note))
        if len(note.text) > _LONGEST:
            return self.as_it_is(
                note, f'a note with markup may have {_LONGEST:,} characters; move it to a page'
            )
        container = nodes.Element()
        container.document = self.document
        lines = StringList(
            note.text.split('\n'), items=[(note.file, line - 1) for line in note.lines]
        )
        with _restricted(self.document), _collecting(self.document, note, self.report) as reporter:
            self.memo.reporter = reporter
            reporter.get_source_and_line = self.machine.get_source_and_line
            try:
                self.machine.run(lines, 0, self.memo, node=container, match_titles=False)
            except RecursionError:
                # They have stopped in the midst of something.
                del self.machine, self.memo
                return self.as_it_is(note, _TOO_DEEP)
        if _depth(container) > _DEEPEST:
            return self.as_it_is(note, _TOO_DEEP)
        self.drop_messages(container)
        self.confine(container, note)
        return container

    def as_it_is(self, note: Note, message: str) -> nodes.Element:
        """Report that the markup of *note* is too much, and return its text as it is."""
        self.report(problem('markup', message, note.location))
        return nodes.Element('', _paragraph(note))

    def confine(self, container: nodes.Element, note: Note) -> None:
        """Take out what would reach beyond the note, and report that."""
        for node in list(container.findall(nodes.Element)):
            node['classes'] = without_own_classes(node['classes'])
            if found := forbidden(node, self.document):
                if found.message:
                    place = _place(note, line_of(node))
                    self.report(problem(found.rule, found.message, place))
                self.replace(node, found.instead)

    def settle_pairs(self, container: nodes.Element, note: Note) -> None:
        """Take out what is paired by its order on the page, unless the note has both of each pair.

        Otherwise all the pairs behind it on the page would be wrong.
        """
        for references, targets in unnamed_pairs(container):
            if len(references) == len(targets):
                continue
            message = (
                'references without a name, and what they lead to, are paired by their order; the '
                f'note has {len(references)} of the one and {len(targets)} of the other, so give '
                'them names'
            )
            first = (references or targets)[0]
            self.report(problem('markup', message, _place(note, line_of(first))))
            for node in (*references, *targets):
                self.replace(node, [nodes.Text(node.astext())] if node in references else [])

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
                node[MARK] = _place(note, line_of(node))

    def replace(self, node: nodes.Element, instead: list[nodes.Node]) -> None:
        """Put other nodes in the place of *node*, of which nothing is kept."""
        place = node.parent.index(node)
        node.parent[place : place + 1] = instead
        self.forget(node)

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
        document.autofootnotes,
        document.autofootnote_refs,
        document.symbol_footnotes,
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


def _place(note: Note, line: int) -> Location:
    """Return the place of a *line* of the file in *note*."""
    row = max(bisect_right(note.lines, line) - 1, 0)
    return Location(note.file, note.lines[row], note.columns[row])


@contextmanager
def _restricted(document: nodes.document) -> Iterator[None]:
    """Turn off the directives and roles that reach beyond the note."""
    settings = document.settings
    set_before = vars(settings).copy()
    settings.raw_enabled = settings.file_insertion_enabled = False
    # No feature has an id that begins so: theirs hold no hyphens.
    settings.id_prefix = 'note-'
    setattr(settings, _IN_NOTE, True)
    try:
        with DirectivesOfNotes(_allowed(document)):
            yield
    finally:
        for name in ('raw_enabled', 'file_insertion_enabled', 'id_prefix'):
            setattr(settings, name, set_before[name])
        delattr(settings, _IN_NOTE)


def _allowed(document: nodes.document) -> Collection[str]:
    """Return the names of further directives that the project lets notes have."""
    env = getattr(document.settings, 'env', None)
    return env.config.feature_matrix_note_directives if env else ()


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
        if text.endswith(REFUSED):
            advice = 'use it on the page instead'
    message_text = text.rstrip().rstrip('.')
    place = Location(note.file, note.lines[row], note.columns[row])
    report(problem(rule, f'{message_text}; {advice}', place))


_FORBIDDEN = re.compile(
    r'directive disabled|roles (are )?disabled|File insertion disabled|access deactivated'
)


def _depth(root: nodes.Element) -> int:
    """Return how many elements are within each other below *root*."""
    depth = 0
    level: list[nodes.Element] = [root]
    while level := [each for node in level for each in node if isinstance(each, nodes.Element)]:
        depth += 1
    return depth
