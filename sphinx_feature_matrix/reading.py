"""What one build has read: files, message catalogues, and what has been said of them."""

from __future__ import annotations

from sphinx.environment import BuildEnvironment

from sphinx_feature_matrix.catalogue import Catalogue, read_catalogue
from sphinx_feature_matrix.ini import load
from sphinx_feature_matrix.model import Matrix
from sphinx_feature_matrix.problems import Problem
from sphinx_feature_matrix.reports import warn
from sphinx_feature_matrix.symbols import read_symbols, with_symbols


class Reading:
    """What is kept for as long as a build takes, in each of its processes."""

    def __init__(self, env: BuildEnvironment, *, extracting: bool) -> None:
        """Begin with nothing; *extracting* is whether the build extracts messages."""
        self._env = env
        self._extracting = extracting
        self._files: dict[str, tuple[Matrix, list[Problem]]] = {}
        self._shown: dict[str, Matrix] = {}
        self.symbols, self.wrong_symbols = read_symbols(env.config.feature_matrix_symbols)
        self._catalogues: dict[str, Catalogue] = {}
        self._ids: dict[str, set[str]] = {}
        self._warned: set[Problem] = set()

    def load(self, path: str) -> tuple[Matrix, list[Problem]]:
        """Return the matrix at *path* and its problems; the file is read once a build."""
        if path not in self._files:
            self._files[path] = load(path)
        return self._files[path]

    def shown(self, path: str) -> Matrix:
        """Return the matrix at *path* as pages show it: with the symbols that conf.py sets."""
        if path not in self._shown:
            self._shown[path] = with_symbols(self.load(path)[0], self.symbols)
        return self._shown[path]

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
