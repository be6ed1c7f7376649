"""The domain: references to what is in matrices, and what happens in the course of a build."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from pathlib import Path
from typing import Any, ClassVar, cast

from docutils import nodes
from jinja2 import TemplateError
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.domains import Domain, ObjType
from sphinx.environment import BuildEnvironment
from sphinx.roles import XRefRole
from sphinx.util.nodes import make_refnode, traverse_parent
from sphinx.util.typing import RoleFunction

from sphinx_feature_matrix import declared_statuses, feature_tests, symbols
from sphinx_feature_matrix.anchors import Anchors
from sphinx_feature_matrix.answers import Resolver, answer_node
from sphinx_feature_matrix.messages import _
from sphinx_feature_matrix.paths import matching, named_files
from sphinx_feature_matrix.problems import Location, Problem, problem
from sphinx_feature_matrix.reading import Reading
from sphinx_feature_matrix.records import Object, Records, no_records
from sphinx_feature_matrix.references import ROLES, Known, Reference, Referent
from sphinx_feature_matrix.reports import warn
from sphinx_feature_matrix.symbols import place_of_setting, unknown_statuses


class MatrixRole(XRefRole):
    """A role of the domain; what it says is known when all documents have been read."""

    def __init__(self) -> None:
        super().__init__(innernodeclass=nodes.inline, warn_dangling=True)

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Return what the role stands for, without a class that plain text shows as asterisks."""
        found, messages = super().run()
        for node in found:
            for content in node.findall(nodes.inline):
                content['classes'] = [name for name in content['classes'] if name != 'xref']
        return found, messages


class MatrixDomain(Domain):
    """The domain ``matrix``: its roles, and its features and drivers as objects."""

    name = 'matrix'
    label = 'Support matrix'
    object_types: ClassVar[dict[str, ObjType]] = {
        'feature': ObjType(_('feature'), 'feature'),
        'driver': ObjType(_('driver'), 'driver'),
    }
    roles: ClassVar[dict[str, RoleFunction | XRefRole]] = {role: MatrixRole() for role in ROLES}
    data_version = 6
    initial_data: ClassVar[dict[str, Any]] = no_records()

    builder: Builder
    """The builder at work, which transforms have no other lasting way to."""

    confdir: Path
    """The folder of conf.py."""

    reading: Reading
    """What the build at work has read."""

    def __init__(self, env: BuildEnvironment) -> None:
        super().__init__(env)
        self.records = Records(self.data)
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
        extracting = self.builder.name == 'gettext'
        self.reading = Reading(self.env, self.confdir, extracting=extracting)
        self._resolver = self._led_to = None

    def process_doc(self, env: BuildEnvironment, docname: str, document: nodes.document) -> None:
        """Take note of what *document* refers to, since what that gives may change."""
        for node in document.findall(addnodes.pending_xref):
            roles: Iterable[str] = ()
            if node.get('refdomain') == self.name:
                roles = [node['reftype']]
            elif node['reftype'] == 'any':
                roles = self.object_types
            for role in roles:
                reference = self.reference(role, node['reftarget'], node)
                self.records.note_reference(docname, reference)

    @staticmethod
    def resolve_name(
        app: Sphinx, env: BuildEnvironment, node: addnodes.pending_xref, content: nodes.Element
    ) -> nodes.reference | None:
        """Resolve the role ``ref`` to a matrix that has the name, where no label has it."""
        if (node.get('refdomain'), node.get('reftype')) != ('std', 'ref'):
            return None
        found = MatrixDomain.of(env).records.place_of(node['reftarget'])
        if not found:
            return None
        docname, shown = found
        if not node.get('refexplicit'):
            content = nodes.inline(shown.title, shown.title, classes=['std', 'std-ref'])
        return make_refnode(app.builder, node['refdoc'], docname, shown.identifier, content)

    def holds(self, only: Iterable[str]) -> bool:
        """Tell whether the builder takes in what stands in directives ``only`` with *only*."""
        try:
            return all(map(self.builder.tags.eval_condition, only))
        except (TemplateError, ValueError):
            # Sphinx says that the expression is wrong, and takes in what it is for.
            return True

    def beside_conf(self, path: str) -> str:
        """Return *path*, which may be relative to the folder of conf.py."""
        return str(self.confdir / path)

    @staticmethod
    def outdated(
        app: Sphinx,
        env: BuildEnvironment,
        added: AbstractSet[str],
        changed: AbstractSet[str],
        removed: AbstractSet[str],
    ) -> list[str]:
        """Return the documents with a pattern that matches other files than it did."""
        return MatrixDomain.of(env).records.out_of_date(matching)

    @property
    def resolver(self) -> Resolver:
        """What resolves references, once all documents have been read."""
        if self._resolver is None:
            main = named_files(self.env.config.feature_matrix_file, self.beside_conf).files
            shown = self.records.files(main)
            matrices = [Known(names, self.reading.shown(*files)) for files, names in shown.items()]
            anchors = Anchors(self.data, self.holds)
            self._resolver = Resolver(matrices, anchors, self.reading.catalogue_of)
        return self._resolver

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
        reference = self.reference(typ, target, node)
        found = self.resolver.find(reference)
        if len(found) > 1:
            self.reading.warn(self.ambiguous(target, found, node))
        # Sphinx takes any element; that it says otherwise is an annotation that is too narrow.
        result = self.answered(reference, found, builder, fromdocname, node, contnode)
        return cast('nodes.reference', result)

    def answered(
        self,
        reference: Reference,
        found: list[Referent],
        builder: Builder,
        docname: str,
        node: addnodes.pending_xref,
        content: nodes.Element,
    ) -> nodes.Element | None:
        """Return what the first of *found* gives in place of *node*, or ``None``."""
        for referent in found[:1]:
            answer = self.resolver.answer(reference.role, referent)
            explicit = bool(node.get('refexplicit'))
            return answer_node(answer, builder, docname, content, explicit=explicit)
        return None

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
            reference = self.reference(role, target, node)
            resolved = self.answered(
                reference,
                self.resolver.find(reference),
                builder,
                fromdocname,
                node,
                contnode.deepcopy(),
            )
            if resolved is not None:
                found.append((f'{self.name}:{role}', cast('nodes.reference', resolved)))
        return found

    def reference(self, role: str, target: str, node: nodes.Element) -> Reference:
        """Return the reference that *node* stands for."""
        return Reference(role, target, self.place_of_node(node).file)

    def ambiguous(
        self, target: str, found: list[Referent], node: addnodes.pending_xref
    ) -> Problem:
        """Return the problem that *target* is in several matrices."""
        choices = dict.fromkeys(f'"{each.target}"' for each in found)
        message = f'"{target}" is in several matrices; write one of {", ".join(choices)}'
        if len(choices) < len(found):
            files = [' '.join(each.known.matrix.files) for each in found]
            message = (
                f'"{target}" is in {", ".join(files)}, some of which share a name; give each a '
                '":name:" of its own'
            )
        return problem('ambiguous-reference', message, self.place_of_node(node))

    @staticmethod
    def warn_unknown(app: Sphinx, domain: Domain | None, node: addnodes.pending_xref) -> bool:
        """Warn of a reference that nothing resolves, and return whether it is of this domain."""
        if not isinstance(domain, MatrixDomain):
            return False
        reference = domain.reference(node['reftype'], node['reftarget'], node)
        message = domain.resolver.why_unknown(reference)
        domain.reading.warn(problem('reference', message, domain.place_of_node(node)))
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

    def get_objects(self) -> list[Object]:
        """Return the features and drivers for the inventory and the search.

        Those of several matrices are told apart by the matrix's name in front of the key; without
        it, a key is the first matrix's that has it.
        """
        # The name of the builder is one of them.
        tags = tuple(sorted(self.builder.tags))
        return self.records.objects(tags, lambda: list(self._objects()))

    def _objects(self) -> Iterator[Object]:
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
            self._led_to = self.resolver.identifiers(self.records.references())
        return self._led_to.get(docname, set())

    def updated(self) -> list[str]:
        """Return the documents whose links and references would be written otherwise now.

        All documents have been read. Sphinx is about to save what is known of them, so the objects
        are found now.
        """
        self._resolver = None  # Somebody may have asked while documents were read.
        self.get_objects()
        return self.records.outdated(self._said, self.holds)

    def _said(self, reference: Reference) -> str:
        # Where there is no reference, no file needs to be read for it.
        return self.resolver.said(reference)

    def clear_doc(self, docname: str) -> None:
        """Forget *docname*."""
        self.reading.forget(docname)
        self.records.forget(docname)

    def merge_domaindata(self, docnames: AbstractSet[str], otherdata: dict[str, Any]) -> None:
        """Take over what another process has read of *docnames*."""
        self.records.merge(docnames, otherdata)

    def check_consistency(self) -> None:
        """Warn of a name that stands for different files, and of what is set wrongly."""
        for other, before, docname, shown in self.records.name_clashes():
            place = f'{self.env.doc2path(other)}:{before.line}'
            message = (
                f'a matrix of another file is already named "{shown.name}", at {place}; give one '
                'of the two another ":name:"'
            )
            where = Location(str(self.env.doc2path(docname)), shown.line, 1)
            warn(problem('duplicate-name', message, where))
        unknown: list[str] = []
        if self.reading.symbols:
            matrices = [known.matrix for known in self.resolver.matrices]
            unknown = unknown_statuses(self.reading.symbols, matrices)
        for message in [*self.reading.wrong_symbols, *unknown]:
            warn(problem('symbol', message, place_of_setting(self.confdir, symbols.SETTING)))
        for message in self.reading.wrong_statuses:
            where = place_of_setting(self.confdir, declared_statuses.SETTING)
            warn(problem('status-setting', message, where))
        _url, wrong = feature_tests.read_test_url(self.env.config.feature_matrix_test_url)
        if wrong:
            where = place_of_setting(self.confdir, feature_tests.SETTING)
            warn(problem('test-url', wrong, where))
