"""The verdicts on drivers as ordinary docutils nodes, for every builder."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from docutils import nodes

from sphinx_feature_matrix.messages import (
    _,
    described_in_nodes,
    feature_status,
    in_nodes,
    status_title,
    support_in_words,
    translated,
    verdict_title,
)
from sphinx_feature_matrix.model import FeatureStatusKind
from sphinx_feature_matrix.nodes import reference, repeated_item, requirement_list, support_bar
from sphinx_feature_matrix.requirements import Evidence, Requirement, Verdict
from sphinx_feature_matrix.verdicts import DriverVerdict, bar
from sphinx_feature_matrix.wording import comma, joined, unbroken

_KINDS = {
    # Translators: how many of the mandatory features a driver supports.
    FeatureStatusKind.MANDATORY: lambda: _('Mandatory features met: %(met)d of %(required)d'),
    # Translators: of how many groups of features a driver supports at least one.
    FeatureStatusKind.CHOICE: lambda: _('Choice groups met: %(met)d of %(required)d'),
    # Translators: how many a driver supports of the features whose condition holds for it.
    FeatureStatusKind.CONDITION: lambda: _('Conditional features met: %(met)d of %(required)d'),
}
_SIGNS = {'complete': '#', 'partial': '+', 'missing': '.', 'unknown': '?'}
"""The pieces of a bar where there are only characters; none are joined by any builder."""

Repeat = Callable[[nodes.list_item], nodes.Element]
"""What makes another item that says the same as one that is there already."""


def expand_requirements(
    node: requirement_list, builder_format: str, *, repeats: bool
) -> nodes.definition_list:
    """Return *node* as a list: a driver with its verdict, and what that rests on.

    :param builder_format: what the builder writes: HTML has bars in colours, others of characters
    :param repeats: whether the builder knows items that say the same as an item above
    """
    return _List(node, builder_format, _repeated if repeats else _copied).expand()


class _List:
    """One list of requirements."""

    def __init__(self, node: requirement_list, builder_format: str, repeat: Repeat) -> None:
        self.node = node
        self.builder_format = builder_format
        self.repeat = repeat
        self.items: dict[Requirement, nodes.list_item] = {}
        """The items, by what they say: most drivers lack what others lack."""

    def expand(self) -> nodes.definition_list:
        # Themes take a list of definitions that is not simple for the signatures of an API.
        listing = nodes.definition_list(classes=['feature-matrix-requirements', 'simple'])
        listing += [self.driver(each) for each in self.node.verdicts.drivers]
        return listing

    def driver(self, found: DriverVerdict) -> nodes.definition_list_item:
        """Return a driver with its verdict, and what is still open."""
        title: nodes.Node = nodes.Text(found.driver.title)
        if found.driver.link:
            title = nodes.reference('', '', title, refuri=found.driver.link, internal=False)
        term = nodes.term('', '', *described_in_nodes([title], [_verdict(found.verdict)]))
        heads = self.node.heads
        found_ids = (ids.get(found.driver.key) for ids in (heads.drivers, heads.verdicts))
        term['ids'] += filter(None, found_ids)
        definition = nodes.definition()
        if found.counts:
            definition += nodes.paragraph('', ' \N{MIDDLE DOT} '.join(_counts(found)))
        definition += self.support(found)
        if found.open:
            items = nodes.bullet_list('', *map(self.item, found.open), bullet='*')
            if self.builder_format == 'html':
                # Sphinx finds that out by itself only of items that are written here.
                items['classes'] = ['simple']
            definition += items
        return nodes.definition_list_item('', term, definition)

    def support(self, found: DriverVerdict) -> nodes.paragraph:
        """Return the bar, and its figures in words."""
        figures = support_in_words(found.support)
        return nodes.paragraph('', '', self.bar(found), nodes.Text(f' {figures}'))

    def bar(self, found: DriverVerdict) -> nodes.Node:
        pieces = bar(found.support)
        if self.builder_format == 'html':
            return support_bar('', '', pieces=pieces)
        drawn = f'[{"".join(_SIGNS[key] * number for key, number in pieces)}]'
        # Bars can be compared only if their characters are equally wide.
        if self.builder_format in ('latex', 'texinfo'):
            return nodes.literal('', drawn)
        return nodes.Text(drawn)

    def item(self, requirement: Requirement) -> nodes.Element:
        """Return an item for a requirement, which may have one already."""
        if known := self.items.get(requirement):
            return self.repeat(known)
        item = self.items[requirement] = nodes.list_item('', self.requirement(requirement))
        return item

    def requirement(self, requirement: Requirement) -> nodes.paragraph:
        """Return what is required, whether it is met, and the features that decided it."""
        kind: list[nodes.Node] = [nodes.Text(feature_status(requirement.kind))]
        # A choice is decided by its features, anything else by one and perhaps by a condition.
        features, reasons = requirement.decided_by, requirement.decided_by[:0]
        if requirement.group:
            # Translators: a requirement: at least one feature of a group must be supported.
            choice = _('choice %(group)s')
            kind = in_nodes(choice, group=[nodes.literal('', requirement.group)])
        else:
            features, reasons = features[:1], features[1:]
        facts = self.facts(features)
        if reasons:
            # Translators: a feature that is mandatory if a condition holds, and the features that
            # this rests on: "Lock a volume (missing); condition: Copy a volume (complete)".
            with_condition = _('%(feature)s; condition: %(features)s')
            facts = in_nodes(with_condition, feature=facts, features=self.facts(reasons))
        verdict = _verdict(requirement.verdict)
        said = described_in_nodes([verdict], described_in_nodes(kind, facts))
        return nodes.paragraph('', '', *said)

    def facts(self, facts: Iterable[Evidence]) -> list[nodes.Node]:
        """Return features, each linked to its details and with its status."""
        return joined(comma(translated), nodes.Text, map(self.fact, facts))

    def fact(self, fact: Evidence) -> list[nodes.Node]:
        status = status_title(self.node.verdicts.statuses[fact.status])
        return [self.feature(fact.feature), nodes.Text(f' ({status})')]

    def feature(self, key: str) -> nodes.Node:
        text = self.node.verdicts.features[key].title
        address = self.node.details_address(key)
        return reference(text, address) if address else nodes.Text(text)


def visit_repeated_item(translator: nodes.NodeVisitor, node: repeated_item) -> None:
    """Have *translator* write once more what it has written above."""
    node.item.walkabout(translator)
    raise nodes.SkipNode


def _repeated(item: nodes.list_item) -> nodes.Element:
    return repeated_item('', item=item)


def _copied(item: nodes.list_item) -> nodes.Element:
    return item.deepcopy()


def _verdict(verdict: Verdict) -> nodes.strong:
    css = f'fm-{verdict.replace(" ", "-")}'
    return nodes.strong('', verdict_title(verdict), classes=['feature-matrix-verdict', css])


def _counts(found: DriverVerdict) -> Iterable[str]:
    """Yield how many requirements of each kind are met, of those that there are."""
    for kind, (met, required) in found.counts.items():
        yield unbroken(str(_KINDS[kind]()) % {'met': met, 'required': required})
