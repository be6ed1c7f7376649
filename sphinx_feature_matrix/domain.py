"""What the project knows of its matrices: which file has which name, and where the details are."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from pathlib import Path
from typing import Any, ClassVar, NamedTuple, cast

from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.domains import Domain
from sphinx.environment import BuildEnvironment

from sphinx_feature_matrix.ini import load
from sphinx_feature_matrix.model import Matrix
from sphinx_feature_matrix.problems import RULES, Location, Problem
from sphinx_feature_matrix.reports import warn


class Details(NamedTuple):
    """A feature's details on a page: their id, the drivers listed, and ids out of the ordinary."""

    feature: str
    feature_id: str
    drivers: tuple[str, ...]
    renamed: dict[str, str]


class Shown(NamedTuple):
    """A place where a matrix is shown: its name, its file, and the line of the directive."""

    name: str
    file: str
    line: int


class MatrixDomain(Domain):
    """The domain ``matrix``.

    Its data maps each document to the matrices it shows and the details it has, so that a
    document can be forgotten and those of other processes merged.
    """

    name = 'matrix'
    label = 'Support matrix'
    data_version = 1
    initial_data: ClassVar[dict[str, Any]] = {'shown': {}, 'details': {}}

    builder: Builder
    """The builder at work, which transforms have no other lasting way to."""

    confdir: Path
    """The folder of conf.py."""

    def __init__(self, env: BuildEnvironment) -> None:
        super().__init__(env)
        self._read: dict[tuple[str, int, int], Matrix] = {}

    @staticmethod
    def adopt(app: Sphinx) -> None:
        """Take note of the builder and of the folder of conf.py, once there is a builder."""
        domain = MatrixDomain.of(app.env)
        domain.builder = app.builder
        domain.confdir = Path(app.confdir)

    @classmethod
    def of(cls, env: BuildEnvironment) -> MatrixDomain:
        """Return the domain of *env*."""
        return cast('MatrixDomain', env.get_domain(cls.name))

    def load(self, path: str) -> Matrix:
        """Return the matrix at *path*, and warn of its problems the first time.

        A file that several pages show is read once, for as long as it does not change.
        """
        try:
            status = Path(path).stat()
            key = (path, status.st_mtime_ns, status.st_size)
        except OSError:
            key = (path, 0, 0)
        if key not in self._read:
            self._read[key], problems = load(path)
            for problem in problems:
                warn(problem)
        return self._read[key]

    def note_shown(self, docname: str, name: str, file: str, line: int) -> None:
        """Take note that *docname* shows the matrix *name* of *file*."""
        self.data['shown'].setdefault(docname, []).append(Shown(name, file, line))

    def note_details(self, docname: str, name: str, details: Details) -> None:
        """Take note that *docname* has the details of a feature of the matrix *name*."""
        self.data['details'].setdefault(docname, {}).setdefault(name, []).append(details)

    def details_of(self, name: str) -> Iterator[tuple[str, list[Details]]]:
        """Yield each document that has details of the matrix *name*, with these."""
        for docname, by_name in self.data['details'].items():
            if name in by_name:
                yield docname, by_name[name]

    def clear_doc(self, docname: str) -> None:
        """Forget *docname*."""
        self.data['shown'].pop(docname, None)
        self.data['details'].pop(docname, None)

    def merge_domaindata(self, docnames: AbstractSet[str], otherdata: dict[str, Any]) -> None:
        """Take over what another process has read of *docnames*."""
        for part in ('shown', 'details'):
            for docname in docnames & otherdata[part].keys():
                self.data[part][docname] = otherdata[part][docname]

    def check_consistency(self) -> None:
        """Warn of a name that stands for different files."""
        first: dict[str, tuple[str, Shown]] = {}
        for docname in sorted(self.data['shown']):
            for shown in self.data['shown'][docname]:
                other, before = first.setdefault(shown.name, (docname, shown))
                if before.file != shown.file:
                    place = f'{self.env.doc2path(other)}:{before.line}'
                    warn(
                        Problem(
                            RULES['duplicate-name'],
                            f'a matrix of another file is already named "{shown.name}", at '
                            f'{place}; give one of the two another ":name:"',
                            Location(str(self.env.doc2path(docname)), shown.line, 1),
                        )
                    )
