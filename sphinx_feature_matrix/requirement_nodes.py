"""The verdicts on drivers as ordinary docutils nodes, for every builder."""

from __future__ import annotations

import re
from collections.abc import Iterable

from docutils import nodes

from sphinx_feature_matrix.messages import _, feature_status, status_title, verdict_title
from sphinx_feature_matrix.model import STATUSES, FeatureStatusKind
from sphinx_feature_matrix.nodes import reference, requirement_list, support_bar
from sphinx_feature_matrix.requirements import (
    KINDS,
    Evidence,
    Requirement,
    Requirements,
    Verdict,
)
from sphinx_feature_matrix.verdicts import DriverVerdict, bar

_KINDS = {
    FeatureStatusKind.MANDATORY: lambda: _('Mandatory features met: %(met)d of %(required)d'),
    FeatureStatusKind.CHOICE: lambda: _('Choice groups met: %(met)d of %(required)d'),
    FeatureStatusKind.CONDITION: lambda: _('Conditions met: %(met)d of %(required)d'),
}
_SIGNS = {'complete': '#', 'partial': '+', 'missing': '.', 'unknown': '?'}
"""The pieces of a bar where there are only characters; none are joined by any builder."""


def expand_requirements(node: requirement_list, builder_format: str) -> nodes.definition_list:
    """Return *node* as a list: a driver with its verdict, and what that rests on.

    :param builder_format: what the builder writes: HTML has bars in colours, others of characters
    """
    # Themes take a list of definitions that is not simple for the signatures of an API.
    listing = nodes.definition_list(classes=['feature-matrix-requirements', 'simple'])
    for each in node.verdicts.drivers:
        listing += _Item(node, each, builder_format).expand()
    return listing


class _Item:
    """One driver."""

    def __init__(self, node: requirement_list, found: DriverVerdict, builder_format: str) -> None:
        self.node = node
        self.found = found
        self.builder_format = builder_format

    def expand(self) -> nodes.definition_list_item:
        found = self.found
        verdict = found.requirements.verdict
        title: nodes.Node = nodes.Text(found.driver.title)
        if found.driver.link:
            title = nodes.reference('', '', title, refuri=found.driver.link, internal=False)
        term = nodes.term('', '', title, nodes.Text(': '), _verdict(verdict))
        definition = nodes.definition()
        if counts := list(_counts(found.requirements)):
            definition += nodes.paragraph('', ' \N{MIDDLE DOT} '.join(counts))
        definition += self.support()
        if still_open := found.requirements.open():
            items = [nodes.list_item('', self.requirement(each)) for each in still_open]
            definition += nodes.bullet_list('', *items, bullet='*')
        return nodes.definition_list_item('', term, definition)

    def support(self) -> nodes.paragraph:
        """Return the bar, and its figures in words."""
        figures = ', '.join(
            _unbroken(f'{number} {status_title(STATUSES[key])}')
            for key, number in self.found.support.items()
        )
        return nodes.paragraph('', '', self.bar(), nodes.Text(f' {figures}'))

    def bar(self) -> nodes.Node:
        pieces = bar(self.found.support)
        if self.builder_format == 'html':
            return support_bar('', '', pieces=pieces)
        drawn = f'[{"".join(_SIGNS[key] * number for key, number in pieces)}]'
        # Bars can be compared only if their characters are equally wide.
        if self.builder_format in ('latex', 'texinfo'):
            return nodes.literal('', drawn)
        return nodes.Text(drawn)

    def requirement(self, requirement: Requirement) -> nodes.paragraph:
        """Return what is required, whether it is met, and the features that decided it."""
        paragraph = nodes.paragraph('', '', _verdict(requirement.verdict), nodes.Text(': '))
        paragraph += nodes.Text(feature_status(requirement.kind))
        # A choice is decided by its features, anything else by one and perhaps by a condition.
        features, reasons = requirement.decided_by, requirement.decided_by[:0]
        if requirement.group:
            paragraph += [nodes.Text(' '), nodes.literal('', requirement.group)]
        else:
            features, reasons = features[:1], features[1:]
        paragraph += [nodes.Text(': '), *self.facts(features)]
        if reasons:
            paragraph += [nodes.Text(f'; {_("condition:")} '), *self.facts(reasons)]
        return paragraph

    def facts(self, facts: Iterable[Evidence]) -> list[nodes.Node]:
        """Return features, each linked to its details and with its status."""
        result: list[nodes.Node] = []
        for number, fact in enumerate(facts):
            status = status_title(self.node.verdicts.statuses[fact.status])
            result += [nodes.Text(', ' if number else ''), self.feature(fact.feature)]
            result.append(nodes.Text(f' ({status})'))
        return result

    def feature(self, key: str) -> nodes.Node:
        text = self.node.verdicts.features[key].title
        address = self.node.details_address(key)
        return reference(text, address) if address else nodes.Text(text)


def _verdict(verdict: Verdict) -> nodes.strong:
    css = f'fm-{verdict.replace(" ", "-")}'
    return nodes.strong('', verdict_title(verdict), classes=['feature-matrix-verdict', css])


def _counts(requirements: Requirements) -> Iterable[str]:
    """Yield how many requirements of each kind are met, of those that there are."""
    for kind in KINDS:
        counts = requirements.counts(kind)
        required = counts.total() - counts[Verdict.NOT_REQUIRED]
        if required:
            text = str(_KINDS[kind]()) % {'met': counts[Verdict.MET], 'required': required}
            yield _unbroken(text)


def _unbroken(text: str) -> str:
    """Return *text* so that a number stays on the line of the words beside it."""
    return re.sub(r'(?<=\d) | (?=\d)', '\N{NO-BREAK SPACE}', text)
