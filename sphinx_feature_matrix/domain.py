"""What the project knows of its matrices: which file has which name, and where the details are."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from hashlib import sha256
from pathlib import Path
from typing import Any, ClassVar, NamedTuple, cast

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.domains import Domain
from sphinx.environment import BuildEnvironment
from sphinx.util.nodes import make_refnode

from sphinx_feature_matrix.catalogue import Catalogue, read_catalogue
from sphinx_feature_matrix.ini import load
from sphinx_feature_matrix.model import Matrix
from sphinx_feature_matrix.problems import Location, Problem, problem
from sphinx_feature_matrix.reports import warn


class Details(NamedTuple):
    """A feature's details on a page: their id, the drivers listed, and ids out of the ordinary."""

    feature: str
    feature_id: str
    drivers: tuple[str, ...]
    renamed: dict[str, str]


class Shown(NamedTuple):
    """A place where a matrix is shown.

    *line* is the directive's. *identifier* is the id that the option ``name`` gives, or empty
    without one, and *title* what a reference to it says. *details* is whether details are shown.
    """

    name: str
    file: str
    line: int
    identifier: str
    title: str
    details: bool


class MatrixDomain(Domain):
    """The domain ``matrix``.

    Its data maps each document to the matrices it shows and the details it has, so that a
    document can be forgotten and those of other processes merged.
    """

    name = 'matrix'
    label = 'Support matrix'
    data_version = 2
    initial_data: ClassVar[dict[str, Any]] = {
        'shown': {},
        'details': {},
        'linking': {},
        'linked': {},
    }

    builder: Builder
    """The builder at work, which transforms have no other lasting way to."""

    confdir: Path
    """The folder of conf.py."""

    def __init__(self, env: BuildEnvironment) -> None:
        super().__init__(env)
        self._read: dict[str, tuple[Matrix, list[Problem]]] = {}
        self._warned: set[Problem] = set()
        self._ids: dict[str, set[str]] = {}
        self._catalogues: dict[str, Catalogue] = {}

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

    def begin(self) -> None:
        """Forget the files of an earlier build by the same process."""
        self._catalogues.clear()
        self._ids.clear()
        self._read.clear()
        self._warned.clear()

    def load(self, path: str) -> tuple[Matrix, list[Problem]]:
        """Return the matrix at *path* and its problems; the file is read once a build."""
        if path not in self._read:
            self._read[path] = load(path)
        return self._read[path]

    def catalogue_of(self, docname: str) -> Catalogue:
        """Return the translations for *docname*: none where messages are yet to be extracted."""
        if docname not in self._catalogues:
            wanted = self.builder.name == 'gettext'
            self._catalogues[docname] = (
                Catalogue(wanted=True) if wanted else read_catalogue(self.env, docname)
            )
        return self._catalogues[docname]

    def ids_of(self, docname: str) -> set[str]:
        """Return the ids that the matrices of a document have so far, to be added to."""
        return self._ids.setdefault(docname, set())

    def warn(self, problem: Problem) -> None:
        """Warn of *problem*, once a build however many pages show the file.

        Where several processes read, that is once in each that reads such a page.
        """
        if problem not in self._warned:
            self._warned.add(problem)
            warn(problem)

    def note_shown(self, docname: str, shown: Shown) -> None:
        """Take note that *docname* shows a matrix."""
        self.data['shown'].setdefault(docname, []).append(shown)

    def place_of(self, name: str) -> tuple[str, Shown] | None:
        """Return the document and the place that a reference to *name* is to lead to.

        A matrix may be shown in several places: one with details is the first choice, and then
        the first document by name, whichever was read first.
        """
        places = [
            (not shown.details, docname, number, shown)
            for docname, all_shown in self.data['shown'].items()
            for number, shown in enumerate(all_shown)
            if shown.identifier and nodes.fully_normalize_name(shown.name) == name
        ]
        if not places:
            return None
        _, docname, _, shown = min(places, key=lambda place: place[:3])
        return docname, shown

    @staticmethod
    def resolve_name(
        app: Sphinx, env: BuildEnvironment, node: addnodes.pending_xref, content: nodes.Element
    ) -> nodes.reference | None:
        """Resolve the role ``ref`` to a matrix that has the name, where no label has it."""
        if (node.get('refdomain'), node.get('reftype')) != ('std', 'ref'):
            return None
        found = MatrixDomain.of(env).place_of(node['reftarget'])
        if not found:
            return None
        docname, shown = found
        if not node.get('refexplicit'):
            content = nodes.inline(shown.title, shown.title, classes=['std', 'std-ref'])
        return make_refnode(app.builder, node['refdoc'], docname, shown.identifier, content)

    def note_details(self, docname: str, name: str, details: Details) -> None:
        """Take note that *docname* has the details of a feature of the matrix *name*."""
        self.data['details'].setdefault(docname, {}).setdefault(name, []).append(details)

    def details_of(self, name: str) -> Iterator[tuple[str, list[Details]]]:
        """Yield each document that has details of the matrix *name*, with these."""
        for docname, by_name in self.data['details'].items():
            if name in by_name:
                yield docname, by_name[name]

    def note_linking(self, docname: str, name: str) -> None:
        """Take note that *docname* leads to details of the matrix *name* without showing it."""
        self.data['linking'].setdefault(docname, set()).add(name)

    def outdated(self) -> list[str]:
        """Return the documents with links to details that have moved since.

        Details may come, go and move with a document that the one with the link knows nothing
        of; so what each was written with is kept, as a digest.
        """
        places: dict[str, list[tuple[str, list[Details]]]] = {}
        linked = {}
        for docname in self.data['shown'] | self.data['linking']:
            shown = {shown.name for shown in self.data['shown'].get(docname, ())}
            names = sorted(shown | self.data['linking'].get(docname, set()))
            for name in names:
                places.setdefault(name, sorted(self.details_of(name)))
            text = repr([places[name] for name in names])
            linked[docname] = sha256(text.encode()).hexdigest()
        before = self.data['linked']
        self.data['linked'] = linked
        return [name for name, digest in linked.items() if before.get(name, digest) != digest]

    def clear_doc(self, docname: str) -> None:
        """Forget *docname*."""
        self._ids.pop(docname, None)
        self.data['shown'].pop(docname, None)
        self.data['details'].pop(docname, None)
        self.data['linking'].pop(docname, None)

    def merge_domaindata(self, docnames: AbstractSet[str], otherdata: dict[str, Any]) -> None:
        """Take over what another process has read of *docnames*."""
        for part in ('shown', 'details', 'linking'):
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
                        problem(
                            'duplicate-name',
                            f'a matrix of another file is already named "{shown.name}", at '
                            f'{place}; give one of the two another ":name:"',
                            Location(str(self.env.doc2path(docname)), shown.line, 1),
                        )
                    )
