"""What one build has read: files, message catalogues, and what has been said of them."""

from __future__ import annotations

from pathlib import Path

from sphinx.environment import BuildEnvironment

from sphinx_feature_matrix.catalogue import Catalogue, read_catalogue
from sphinx_feature_matrix.declared_statuses import SETTING, read_statuses
from sphinx_feature_matrix.ini import load
from sphinx_feature_matrix.model import Matrix
from sphinx_feature_matrix.problems import Problem
from sphinx_feature_matrix.reports import warn
from sphinx_feature_matrix.symbols import place_of_setting, read_symbols, with_symbols


class Reading:
    """What is kept for as long as a build takes, in each of its processes."""

    def __init__(self, env: BuildEnvironment, confdir: Path, *, extracting: bool) -> None:
        """Begin with what conf.py in *confdir* says of statuses.

        :param extracting: whether the build extracts messages
        """
        self._env = env
        self._extracting = extracting
        self._files: dict[tuple[str, ...], tuple[Matrix, list[Problem]]] = {}
        self._shown: dict[tuple[str, ...], Matrix] = {}
        self.symbols, self.wrong_symbols = read_symbols(env.config.feature_matrix_symbols)
        self.statuses, self.wrong_statuses = read_statuses(
            env.config.feature_matrix_statuses, place_of_setting(confdir, SETTING)
        )
        self._catalogues: dict[str, Catalogue] = {}
        self._ids: dict[str, set[str]] = {}
        self._warned: set[Problem] = set()

    def load(self, *files: str) -> tuple[Matrix, list[Problem]]:
        """Return the matrix in *files* and its problems; it is read once a build."""
        if files not in self._files:
            self._files[files] = load(*files, statuses=self.statuses)
        return self._files[files]

    def shown(self, *files: str) -> Matrix:
        """Return the matrix in *files* as pages show it: with the symbols that conf.py sets."""
        if files not in self._shown:
            self._shown[files] = with_symbols(self.load(*files)[0], self.symbols)
        return self._shown[files]

    def catalogue_of(self, docname: str) -> Catalogue:
        """Return the translations for *docname*: none where messages are yet to be extracted."""
        if self._extracting:
            return Catalogue(wanted=True)
        if docname not in self._catalogues:
            self._catalogues[docname] = read_catalogue(self._env, docname)
        return self._catalogues[docname]

    def ids_of(self, docname: str) -> set[str]:
        """Return the ids that the matrices of a document have so far, to be added to."""
        return self._ids.setdefault(docname, set())

    def forget(self, docname: str) -> None:
        """Forget the ids of a document, which is to be read again."""
        self._ids.pop(docname, None)

    def warn(self, problem: Problem) -> None:
        """Warn of *problem*, once a build however many pages show the file.

        Where several processes read, that is once in each that reads such a page.
        """
        if problem not in self._warned:
            self._warned.add(problem)
            warn(problem)
