"""The markup of notes, as far as docutils can judge it: Sphinx alone knows Sphinx's own roles."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sphinx_feature_matrix.model import Matrix, Note
from sphinx_feature_matrix.plain import is_harmless
from sphinx_feature_matrix.problems import Problem

_FOR_SPHINX = re.compile(
    r'Unknown interpreted text role|No role entry|Unknown directive type|No directive entry'
    r'|Error in "[^"]+" directive: unknown option'
)
"""What docutils says of roles, directives and options that Sphinx may well have."""


def check_notes(matrix: Matrix) -> list[Problem]:
    """Return what is wrong with the markup of the notes in *matrix*.

    A build of the page finds more: roles, directives and names that nothing has.
    """
    notes = [note for note in _notes(matrix) if not is_harmless(note.text)]
    if not notes:
        return []
    # Most matrices hold little markup, and many none.
    from docutils.frontend import get_default_settings
    from docutils.parsers.rst import Parser
    from docutils.utils import new_document

    from sphinx_feature_matrix.notes import NoteParser

    found: list[Problem] = []
    settings = get_default_settings(Parser)
    settings.syntax_highlight = 'none'
    parser = NoteParser(new_document(matrix.file, settings), found.append)
    for note in notes:
        parser.parse(note)
    return [problem for problem in found if not _FOR_SPHINX.search(problem.message)]


def _notes(matrix: Matrix) -> Iterator[Note]:
    for notes in (
        [matrix.notes],
        *(
            [feature.notes, *(cell.notes for cell in feature.implementations.values())]
            for feature in matrix.features
        ),
    ):
        yield from filter(None, notes)
