"""What the project knows of its matrices: which file has which name, and where the details are."""

from __future__ import annotations

import os
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from hashlib import sha256
from pathlib import Path
from typing import Any, ClassVar, cast

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.domains import Domain, ObjType
from sphinx.environment import BuildEnvironment
from sphinx.roles import XRefRole
from sphinx.util.nodes import make_refnode, traverse_parent
from sphinx.util.typing import RoleFunction

from sphinx_feature_matrix.anchors import Anchors, Details, Heads, Shown
from sphinx_feature_matrix.answers import Resolver, answer_node
from sphinx_feature_matrix.messages import _
from sphinx_feature_matrix.problems import Location, problem
from sphinx_feature_matrix.reading import Reading
from sphinx_feature_matrix.references import ROLES, Known, Referent, UnknownReferenceError
from sphinx_feature_matrix.reports import warn


class MatrixRole(XRefRole):
    """A role of the domain, of which the document takes note: what it says may change."""

    def __init__(self) -> None:
        super().__init__(innernodeclass=nodes.inline, warn_dangling=True)

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Return what the role stands for, without a class that plain text shows as asterisks."""
        found, messages = super().run()
        for node in found:
            for content in node.findall(nodes.inline):
                content['classes'] = [name for name in content['classes'] if name != 'xref']
        return found, messages

    def create_xref_node(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Return the reference."""
        found, messages = super().create_xref_node()
        for node in found:
            if isinstance(node, addnodes.pending_xref):
                domain = MatrixDomain.of(self.env)
                domain.note_reference(self.env.docname, node['reftype'], node['reftarget'])
        return found, messages


class MatrixDomain(Domain):
    """The domain ``matrix``.

    Its data maps each document to the matrices it shows and the details it has, so that a
    document can be forgotten and those of other processes merged.
    """

    name = 'matrix'
    label = 'Support matrix'
    object_types: ClassVar[dict[str, ObjType]] = {
        'feature': ObjType(_('feature'), 'feature'),
        'driver': ObjType(_('driver'), 'driver'),
    }
    roles: ClassVar[dict[str, RoleFunction | XRefRole]] = {role: MatrixRole() for role in ROLES}
    data_version = 3
    initial_data: ClassVar[dict[str, Any]] = {
        'shown': {},
        'details': {},
        'heads': {},
        'linking': {},
        'references': {},
        'linked': {},
    }

    builder: Builder
    """The builder at work, which transforms have no other lasting way to."""

    confdir: Path
    """The folder of conf.py."""

    reading: Reading
    """What the build at work has read."""

    def __init__(self, env: BuildEnvironment) -> None:
        super().__init__(env)
        self._resolver: Resolver | None = None
        self._led_to: dict[str, set[str]] | None = None

    @staticmethod
    def adopt(app: Sphinx) -> None:
        """Take note of the builder and of the folder of conf.py, once there is a builder."""
        domain = MatrixDomain.of(app.env)
        domain.builder = app.builder
        domain.confdir = Path(app.confdir)
        domain.begin()

    @classmethod
    def of(cls, env: BuildEnvironment) -> MatrixDomain:
        """Return the domain of *env*."""
        return cast('MatrixDomain', env.get_domain(cls.name))

    def begin(self) -> None:
        """Forget what an earlier build by the same process has read."""
        self.reading = Reading(self.env, extracting=self.builder.name == 'gettext')
        self._resolver = self._led_to = None

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

    def note_heads(self, docname: str, name: str, heads: Heads) -> None:
        """Take note of the ids that *docname* has for features and drivers of a matrix."""
        self.data['heads'].setdefault(docname, {}).setdefault(name, []).append(heads)

    def note_reference(self, docname: str, role: str, target: str) -> None:
        """Take note that *docname* says what *role* gives for *target*."""
        self.data['references'].setdefault(docname, set()).add((role, target))

    def note_linking(self, docname: str, name: str) -> None:
        """Take note that *docname* leads to details of the matrix *name* without showing it."""
        self.data['linking'].setdefault(docname, set()).add(name)

    @property
    def resolver(self) -> Resolver:
        """What resolves references, once all documents have been read."""
        if self._resolver is None:
            anchors = Anchors(self.data)
            self._resolver = Resolver(self.matrices(), anchors, self.reading.catalogue_of)
        return self._resolver

    def matrices(self) -> list[Known]:
        """Return the matrices that are shown, each file once.

        The one that conf.py names comes first; then those with details, by their documents.
        """
        main = os.path.normpath(self.confdir / self.env.config.feature_matrix_file)
        places = sorted(
            (shown.file != main, not shown.details, docname, number, shown)
            for docname, all_shown in self.data['shown'].items()
            for number, shown in enumerate(all_shown)
        )
        names: dict[str, dict[str, None]] = {}
        for *_place, shown in places:
            names.setdefault(shown.file, {})[shown.name] = None
        return [Known(tuple(each), self.reading.load(file)[0]) for file, each in names.items()]

    def resolve_xref(
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        typ: str,
        target: str,
        node: addnodes.pending_xref,
        contnode: nodes.Element,
    ) -> nodes.reference | None:
        """Return what stands in the place of a reference, or ``None`` if it is unknown here."""
        try:
            found, *others = self.resolver.find(typ, target)
        except UnknownReferenceError:
            return None
        if others:
            choices = ', '.join(f'"{each.target}"' for each in (found, *others))
            message = f'"{target}" is in several matrices; write one of {choices}'
            warn(problem('ambiguous-reference', message, self.place_of_node(node)))
        answer = self.resolver.answer(typ, found)
        explicit = bool(node.get('refexplicit'))
        result = answer_node(answer, builder, fromdocname, contnode, explicit=explicit)
        # Sphinx takes any element; that it says otherwise is an annotation that is too narrow.
        return cast('nodes.reference', result)

    def resolve_any_xref(
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        target: str,
        node: addnodes.pending_xref,
        contnode: nodes.Element,
    ) -> list[tuple[str, nodes.reference]]:
        """Return what the role ``any`` can mean: the features and drivers that have the key."""
        found = []
        for role in self.object_types:
            content = contnode.deepcopy()
            resolved = self.resolve_xref(env, fromdocname, builder, role, target, node, content)
            if resolved is not None:
                found.append((f'{self.name}:{role}', resolved))
        return found

    @staticmethod
    def warn_unknown(app: Sphinx, domain: Domain | None, node: addnodes.pending_xref) -> bool:
        """Warn of a reference that nothing resolves, and return whether it is of this domain."""
        if not isinstance(domain, MatrixDomain):
            return False
        try:
            domain.resolver.find(node['reftype'], node['reftarget'])
        except UnknownReferenceError as error:
            warn(problem('reference', str(error), domain.place_of_node(node)))
        return True

    def place_of_node(self, node: nodes.Element) -> Location:
        """Return where the reference *node* stands, as far as that is known."""
        around = list(traverse_parent(node))
        source = next((each.source for each in around if each.source), None)
        line = next((each.line for each in around if each.line), None)
        return Location(source or str(self.env.doc2path(node['refdoc'])), line or 1, 1)

    def get_type_name(self, type: ObjType, primary: bool = False) -> str:
        """Return what the results of a search call an object of *type*."""
        return str(type.lname)

    def get_objects(self) -> Iterator[tuple[str, str, str, str, str, int]]:
        """Yield the features and drivers for the inventory and the search.

        Those of several matrices are told apart by the matrix's name in front of the key; without
        it, a key is the first matrix's that has it.
        """
        taken = set()
        for known in self.resolver.matrices:
            for role, item in known.items():
                answer = self.resolver.answer(role, Referent(known, item.key, {role: item}))
                if not answer.anchor:
                    continue
                names = [f'{name}/{item.key}' for name in known.names]
                if (role, item.key) not in taken:
                    taken.add((role, item.key))
                    yield item.key, answer.text, role, *answer.anchor, 1
                for name in names:
                    # Once is enough in the results of a search.
                    yield name, answer.text, role, *answer.anchor, -1

    def led_to(self, docname: str) -> set[str]:
        """Return the ids in *docname* that references from anywhere lead to."""
        if self._led_to is None:
            targets = set().union(*self.data['references'].values())
            self._led_to = self.resolver.identifiers(targets)
        return self._led_to.get(docname, set())

    def outdated(self) -> list[str]:
        """Return the documents whose links and references would be written otherwise now.

        Details come, go and move with a document that the one with the link knows nothing of, and
        what a reference says changes with the file. So what each document was written with is
        kept, as a digest.
        """
        places: dict[str, list[tuple[str, list[Details]]]] = {}
        references = self.data['references']
        linked = {}
        for docname in self.data['shown'] | self.data['linking'] | references:
            shown = {shown.name for shown in self.data['shown'].get(docname, ())}
            names = sorted(shown | self.data['linking'].get(docname, set()))
            for name in names:
                places.setdefault(name, sorted(self.details_of(name)))
            said = [self.resolver.said(*each) for each in sorted(references.get(docname, ()))]
            text = repr([said, *(places[name] for name in names)])
            linked[docname] = sha256(text.encode()).hexdigest()
        before = self.data['linked']
        self.data['linked'] = linked
        return [name for name, digest in linked.items() if before.get(name, digest) != digest]

    def clear_doc(self, docname: str) -> None:
        """Forget *docname*."""
        self.reading.forget(docname)
        self.data['shown'].pop(docname, None)
        self.data['details'].pop(docname, None)
        self.data['heads'].pop(docname, None)
        self.data['linking'].pop(docname, None)
        self.data['references'].pop(docname, None)

    def merge_domaindata(self, docnames: AbstractSet[str], otherdata: dict[str, Any]) -> None:
        """Take over what another process has read of *docnames*."""
        for part in ('shown', 'details', 'heads', 'linking', 'references'):
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
