"""What the directives have in common: where they stand, what they read, and what they report."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePath

from docutils import nodes
from docutils.parsers.rst.states import RSTState
from sphinx import addnodes
from sphinx.util.docutils import SphinxDirective

from sphinx_feature_matrix.domain import MatrixDomain
from sphinx_feature_matrix.feature_tests import read_test_url
from sphinx_feature_matrix.model import Matrix
from sphinx_feature_matrix.notes import is_in_note
from sphinx_feature_matrix.parts import Place
from sphinx_feature_matrix.paths import Named, named_files
from sphinx_feature_matrix.problems import Location, problem
from sphinx_feature_matrix.reports import warn


class MatrixDirective(SphinxDirective):
    """What the directives about matrices have in common."""

    def is_in_note(self) -> bool:
        """Tell whether the directive stands in a note, where it may not, and report it."""
        found = is_in_note(self.state.document)
        if found:
            # A file could show itself without end.
            self.report('forbidden-markup', 'a note may not show a matrix; take the directive out')
        return found

    def files(self, argument: str, resolve: Callable[[str], str]) -> Named:
        """Return the files that *argument* names; the page depends on them.

        :param resolve: makes a path of what is written
        """
        named = named_files(argument, resolve)
        for file in named.files:
            self.env.note_dependency(file)
        records = MatrixDomain.of(self.env).records
        for pattern, found in named.patterns.items():
            records.note_pattern(self.env.docname, pattern, found)
        for word in named.unmatched:
            self.report('file', f'{word}: no file matches this pattern; correct or delete it')
        return named

    def load(self, named: Named) -> Matrix:
        """Return the matrix in the files, and warn of its problems."""
        reading = MatrixDomain.of(self.env).reading
        matrix, problems = reading.load(*named.files)
        for found in problems:
            if found.name == 'file':
                # What is wrong is the path, and that stands here.
                word = named.written[found.location.file]
                self.report(found.name, f'{word}: {found.message}')
            else:
                reading.warn(found)
        return matrix

    def place(self, path: PurePath) -> Place:
        """Return where the directive stands, for what it shows of the file at *path*."""
        reading = MatrixDomain.of(self.env).reading
        name = ' '.join(self.options.get('name', '').split()) or path.stem
        source, line = self.get_source_info()
        return Place(
            name=name,
            docname=self.env.docname,
            document=self.state.document,
            sections=self.may_hold_sections(),
            source=source,
            line=line,
            report=reading.warn,
            taken=reading.ids_of(self.env.docname),
            catalogue=reading.catalogue_of(self.env.docname),
            indexed=self.config.feature_matrix_index,
            test_url=read_test_url(self.config.feature_matrix_test_url)[0],
        )

    def may_hold_sections(self) -> bool:
        """Tell whether what the directive stands in can hold sections."""
        # MyST's stand-in for the parser's state has no parent.
        holder = self.state.parent if isinstance(self.state, RSTState) else None
        holder = holder if holder is not None else self.state_machine.node
        return isinstance(holder, nodes.document | nodes.section | addnodes.only)

    def report(self, rule: str, message: str) -> None:
        """Warn of a problem in the directive itself."""
        source, line = self.get_source_info()
        warn(problem(rule, message, Location(source, line, 1)))
