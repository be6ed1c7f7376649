"""What a role says, and where it leads: from what a reference speaks of to a node."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from docutils import nodes
from sphinx.builders import Builder
from sphinx.errors import NoUri
from sphinx.util.nodes import make_refnode

from sphinx_feature_matrix.anchors import Anchor, Anchors
from sphinx_feature_matrix.catalogue import Catalogue, titled
from sphinx_feature_matrix.identifiers import status_classes
from sphinx_feature_matrix.messages import (
    described,
    not_a_status,
    since,
    status_title,
    verdict_title,
)
from sphinx_feature_matrix.model import Driver, Feature
from sphinx_feature_matrix.nodes import INVALID_SYMBOL, status_symbol
from sphinx_feature_matrix.references import Known, Reference, Referent, referents, why_unknown


class Answer(NamedTuple):
    """What stands in the place of a reference.

    *symbol* is a status's, in front of the words in *text*. *tip* says more than these.
    """

    text: str
    anchor: Anchor | None
    symbol: str = ''
    classes: tuple[str, ...] = ()
    tip: str = ''


class Resolver:
    """Resolves references to *matrices*, of which features and drivers are at *anchors*.

    *catalogue_of* returns the translations for a document.
    """

    def __init__(
        self,
        matrices: Sequence[Known],
        anchors: Anchors,
        catalogue_of: Callable[[str], Catalogue],
    ) -> None:
        self.matrices = matrices
        self.anchors = anchors
        self.catalogue_of = catalogue_of

    def find(self, reference: Reference) -> list[Referent]:
        """Return what a reference means in each matrix that has it."""
        return referents(reference.role, reference.target, self.matrices, reference.file)

    def why_unknown(self, reference: Reference) -> str:
        """Return what is wrong with a reference to what no matrix has."""
        return why_unknown(reference.role, reference.target, self.matrices)

    def answer(self, role: str, referent: Referent) -> Answer:
        """Return what the role *role* says of *referent*."""
        return _ANSWERS[role](self, referent)

    def identifiers(self, references: Iterable[Reference]) -> dict[str, set[str]]:
        """Return the ids that *references* lead to, by document."""
        result: dict[str, set[str]] = {}
        for reference in references:
            for referent in self.find(reference)[:1]:
                if anchor := self.answer(reference.role, referent).anchor:
                    result.setdefault(anchor.docname, set()).add(anchor.identifier)
        return result

    def said(self, reference: Reference) -> str:
        """Return something that differs whenever the reference would be written otherwise."""
        found = self.find(reference)
        answers = [self.answer(reference.role, referent) for referent in found[:1]]
        return repr([*answers, *(each.target for each in found)])

    def feature(self, referent: Referent) -> Answer:
        """Return the title of a feature, and where its details are."""
        anchor = self.anchors.feature(referent.known.matrix.files, referent.feature)
        return Answer(self.title(referent.feature, anchor), anchor)

    def driver(self, referent: Referent) -> Answer:
        """Return the title of a driver, and where its column or row is."""
        anchor = self.anchors.driver(referent.known.matrix.files, referent.driver)
        return Answer(self.title(referent.driver, anchor), anchor)

    def status(self, referent: Referent) -> Answer:
        """Return the status of an implementation, and where its detail is."""
        known, feature, driver = referent.known, referent.feature, referent.driver
        anchor = self.anchors.implementation(known.matrix.files, feature, driver)
        implementation = feature.implementations[driver.key]
        status = known.matrix.statuses[implementation.status]
        text, symbol = status_title(titled(status, self.catalogue(anchor))), status.symbol
        if implementation.invalid:
            text, symbol = not_a_status(implementation.invalid), INVALID_SYMBOL
        tip = f'{self.title(feature, anchor)} \N{EN DASH} {self.title(driver, anchor)}'
        if implementation.release:
            tip = described(tip, since(text, implementation.release))
        classes = ('feature-matrix-status', *status_classes(status))
        return Answer(text, anchor, symbol, classes, tip)

    def verdict(self, referent: Referent) -> Answer:
        """Return the verdict on a driver, and where it is explained."""
        known, driver = referent.known, referent.driver
        anchor = self.anchors.verdict(known.matrix.files, driver)
        verdict = known.requirements[driver.key].verdict
        css = f'fm-{verdict.replace(" ", "-")}'
        tip = self.title(driver, anchor)
        return Answer(
            verdict_title(verdict), anchor, classes=('feature-matrix-verdict', css), tip=tip
        )

    def count(self, referent: Referent) -> Answer:
        """Return how many implementations of a driver have a status."""
        key, status = referent.driver.key, referent.status.key
        implementations = (each.implementations[key] for each in referent.known.matrix.features)
        number = sum(each.status == status for each in implementations)
        return Answer(str(number), anchor=None)

    def title(self, item: Feature | Driver, anchor: Anchor | None) -> str:
        """Return the title of *item* in the language of the page where it is shown."""
        return self.catalogue(anchor).title(item.title) if item.title_line else item.title

    def catalogue(self, anchor: Anchor | None) -> Catalogue:
        """Return the translations for what is at *anchor*."""
        return self.catalogue_of(anchor.docname) if anchor else Catalogue()


_ANSWERS: dict[str, Callable[[Resolver, Referent], Answer]] = {
    'feature': Resolver.feature,
    'driver': Resolver.driver,
    'status': Resolver.status,
    'verdict': Resolver.verdict,
    'count': Resolver.count,
}


def answer_node(
    answer: Answer, builder: Builder, docname: str, content: nodes.Element, *, explicit: bool
) -> nodes.Element:
    """Return the node for *answer* in the document *docname*.

    :param content: what the reference shows, which the words of the answer are put in
    :param explicit: whether the reference has a title of its own, which stays instead
    """
    if not explicit:
        content.children = []
        content += [*_symbol(answer.symbol, builder), nodes.Text(answer.text)]
        content['classes'] += answer.classes
    # A manual page has no links, and would show the address.
    if not answer.anchor or builder.format == 'man':
        return content
    target, identifier = answer.anchor
    # Where all documents are one page, an id is enough, and what may yet change it is told whose.
    one_page = builder.name == 'singlehtml' and identifier
    here = target if one_page else docname
    try:
        link = make_refnode(builder, here, target, identifier, content, answer.tip or None)
    except NoUri:
        return content
    if one_page:
        link['matrix_docname'] = target
    if not explicit:
        link['classes'] += (f'{name}-link' for name in answer.classes[:1])
    return link


def _symbol(symbol: str, builder: Builder) -> list[nodes.Node]:
    """Return *symbol* and a space, if the builder has the means to show it."""
    space = nodes.Text('\N{NO-BREAK SPACE}')
    if not symbol or builder.format in ('man', 'texinfo'):
        return []
    if builder.format != 'latex':
        return [status_symbol(symbol, symbol), space]
    from sphinx_feature_matrix.writers import latex

    code = latex.symbol(symbol)
    return [nodes.raw('', code, format='latex'), space] if code else []
