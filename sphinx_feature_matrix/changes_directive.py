"""The directive ``support_matrix_changes``: from its arguments to two editions."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePath
from typing import Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives

from sphinx_feature_matrix.directive_base import MatrixDirective
from sphinx_feature_matrix.domain import MatrixDomain
from sphinx_feature_matrix.editions import is_revision, open_edition
from sphinx_feature_matrix.model import Matrix
from sphinx_feature_matrix.paths import exists, words

_WHY_EMPTY = frozenset({'file', 'encoding', 'not-text', 'empty', 'dialect'})
"""The problems for which nothing may have been found in a file."""


class SupportMatrixChanges(MatrixDirective):
    """Show what changed between two editions of a matrix, such as in release notes."""

    required_arguments = 1
    final_argument_whitespace = True
    option_spec: ClassVar[dict[str, Callable[[str], Any]]] = {
        'name': directives.unchanged_required,
    }

    def run(self) -> list[nodes.Node]:
        """Return a headed list for each kind of change."""
        if self.is_in_note():
            return []
        try:
            before, after = words(self.arguments[0])
        except ValueError as error:
            raise self.error(
                'give two editions, and one that is spread over several files in quotation marks'
            ) from error
        old, new = self.edition(before), self.edition(after)
        if not all(matrix.drivers or matrix.features for matrix in (old, new)):
            # A warning says why. Everything would differ from nothing, which nobody means.
            return []
        file = words(after)[0]
        path = PurePath(file.partition(':')[2] if self.is_revision(file) else file)
        place = self.place(path)
        MatrixDomain.of(self.env).records.note_linking(self.env.docname, place.name)
        # Few pages show changes, and every build would wait for what they need.
        from sphinx_feature_matrix.changes_nodes import changes_between

        return changes_between(old, new, place)

    def edition(self, written: str) -> Matrix:
        """Return an edition, which is empty if it cannot be read, and warn of its problems."""
        if any(map(self.is_revision, words(written))):
            return self.load_revision(written)
        named = self.files(written, self.path)
        return self.load(named) if named.files else Matrix(written)

    def load_revision(self, written: str) -> Matrix:
        """Return an edition that git has; warn only if nothing is in it, and here.

        Nobody can mend what is in a revision, so that a build with ``-W`` would fail for good.
        """
        declared = MatrixDomain.of(self.env).reading.statuses
        found = open_edition(written, self.env.srcdir, declared)
        empty = not (found.matrix.drivers or found.matrix.features)
        for problem in found.problems:
            if problem.name == 'file' or (empty and problem.name in _WHY_EMPTY):
                self.report(problem.name, f'{written}: {problem.message}')
        return found.matrix

    def is_revision(self, written: str) -> bool:
        """Tell whether an argument is ``REV:PATH`` and no file; git works in the source folder."""
        return is_revision(written, self.env.srcdir) and not exists(self.path(written))

    def path(self, written: str) -> str:
        """Return where the file is that an argument names, unless it is ``REV:PATH``."""
        return self.env.relfn2path(written)[1]
