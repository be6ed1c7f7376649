"""What each driver must support, and whether it does.

A file's rules are its features' statuses: *mandatory*, *choice* and *condition*. What a driver
implements may be unknown, so every question has three answers, joined as in Kleene's strong logic
of indeterminacy (S. C. Kleene, *Introduction to Metamathematics*, 1952, § 64). The manual says it
in full, in its explanation of requirements.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import NamedTuple

from sphinx_feature_matrix.expressions import And, Comparison, Expression, Not, Or
from sphinx_feature_matrix.model import STATUSES, Feature, FeatureStatusKind, Matrix


class Verdict(StrEnum):
    """Whether a driver does what is required, or what is known of it."""

    MET = 'met'
    UNMET = 'unmet'
    UNDETERMINED = 'undetermined'
    NOT_REQUIRED = 'not required'


KINDS = (FeatureStatusKind.MANDATORY, FeatureStatusKind.CHOICE, FeatureStatusKind.CONDITION)
"""The feature statuses that require something, in the order in which they are listed."""


class Evidence(NamedTuple):
    """What a driver implements, as far as it decided a verdict: a feature's key and a status."""

    feature: str
    status: str


class Requirement(NamedTuple):
    """One thing that is required, and whether a driver does it.

    *feature* is the key of a mandatory or conditional feature and empty for a choice, of which
    *group* is the name. *decided_by* is what the verdict rests on: of a choice that is met the
    features that are supported, of one that is not all of its features, and so on.
    """

    kind: FeatureStatusKind
    verdict: Verdict
    decided_by: tuple[Evidence, ...]
    feature: str = ''
    group: str = ''

    @property
    def subject(self) -> tuple[FeatureStatusKind, str]:
        """What is required, whatever the verdict: the kind, and the feature's key or the group."""
        return self.kind, self.feature or self.group

    def __str__(self) -> str:
        """Return the requirement in the words of a file, such as ``choice(console)``."""
        return f'choice({self.group})' if self.kind is FeatureStatusKind.CHOICE else self.feature


class Requirements(NamedTuple):
    """All that is required of one driver."""

    driver: str
    requirements: tuple[Requirement, ...]

    @property
    def verdict(self) -> Verdict:
        """The worst of the verdicts; ``MET`` where nothing is required."""
        found = {requirement.verdict for requirement in self.requirements}
        worst_first = (Verdict.UNMET, Verdict.UNDETERMINED)
        return next((verdict for verdict in worst_first if verdict in found), Verdict.MET)

    def counts(self, kind: FeatureStatusKind) -> Counter[Verdict]:
        """Return how many requirements of *kind* have each verdict."""
        return Counter(found.verdict for found in self.requirements if found.kind is kind)

    def open(self) -> tuple[Requirement, ...]:
        """Return the requirements that are not met or that nobody can tell of, unmet first."""
        wanted = (Verdict.UNMET, Verdict.UNDETERMINED)
        found = [each for each in self.requirements if each.verdict in wanted]
        return tuple(sorted(found, key=lambda each: wanted.index(each.verdict)))


def evaluate(matrix: Matrix) -> dict[str, Requirements]:
    """Return what *matrix* requires of each of its drivers, by the drivers' keys.

    Conditions read what is implemented and never verdicts, so that they may refer to each other
    in a circle.
    """
    features = {feature.key: feature for feature in matrix.features}
    kinds: dict[FeatureStatusKind, list[Feature]] = {kind: [] for kind in KINDS}
    groups: dict[str, list[Feature]] = {}
    for feature in matrix.features:
        if feature.status.kind in kinds:
            kinds[feature.status.kind].append(feature)
    for feature in kinds[FeatureStatusKind.CHOICE]:
        # A choice without a group is a mistake, which requires nothing.
        if feature.status.group:
            groups.setdefault(feature.status.group, []).append(feature)
    result = {}
    for driver in matrix.drivers:
        judge = _Judge(matrix, features, driver.key)
        found = (
            *map(judge.mandatory, kinds[FeatureStatusKind.MANDATORY]),
            *(judge.choice(group, members) for group, members in groups.items()),
            *map(judge.condition, kinds[FeatureStatusKind.CONDITION]),
        )
        result[driver.key] = Requirements(driver.key, found)
    return result


_YES, _NO, _OPEN = True, False, None
_VERDICTS = {_YES: Verdict.MET, _NO: Verdict.UNMET, _OPEN: Verdict.UNDETERMINED}
_SUPPORTED = {'complete': _YES, 'partial': _YES, 'missing': _NO, 'unknown': _OPEN}

_Answer = tuple[bool | None, tuple[Evidence, ...]]
"""Yes, no or nobody knows, and what the answer rests on."""


class _Judge:
    """Judges one driver."""

    def __init__(self, matrix: Matrix, features: Mapping[str, Feature], driver: str) -> None:
        self.statuses = matrix.statuses
        self.features = features
        self.driver = driver

    def mandatory(self, feature: Feature) -> Requirement:
        verdict = _VERDICTS[self.supports(feature)]
        return Requirement(
            feature.status.kind, verdict, (self.evidence(feature),), feature=feature.key
        )

    def choice(self, group: str, members: Iterable[Feature]) -> Requirement:
        answer, evidence = _any(
            [(self.supports(member), (self.evidence(member),)) for member in members]
        )
        kind = FeatureStatusKind.CHOICE
        return Requirement(kind, _VERDICTS[answer], evidence, group=group)

    def condition(self, feature: Feature) -> Requirement:
        """Judge a feature that is mandatory if its condition holds.

        A condition that could not be parsed is one that nobody knows to hold.
        """
        condition = feature.status.condition
        holds, reasons = self.holds(condition) if condition else (_OPEN, ())
        supported = self.supports(feature)
        own = self.evidence(feature)
        if holds is _NO:
            verdict, evidence = Verdict.NOT_REQUIRED, reasons
        elif holds is _OPEN:
            known = supported is _YES
            verdict = Verdict.MET if known else Verdict.UNDETERMINED
            evidence = (own,) if known else (own, *reasons)
        else:
            verdict, evidence = _VERDICTS[supported], (own, *reasons)
        unique = tuple(dict.fromkeys(evidence))
        return Requirement(feature.status.kind, verdict, unique, feature=feature.key)

    def supports(self, feature: Feature) -> bool | None:
        return _SUPPORTED[self.statuses[self.status(feature)].counts_as]

    def status(self, feature: Feature) -> str:
        return feature.implementations[self.driver].status

    def evidence(self, feature: Feature) -> Evidence:
        return Evidence(feature.key, self.status(feature))

    def holds(self, expression: Expression) -> _Answer:
        match expression:
            case Comparison():
                return self.compare(expression)
            case Not(operand):
                return _not(self.holds(operand))
            case Or(operands):
                return _any([self.holds(operand) for operand in operands])
            case And(operands):
                # Not any of their opposites.
                return _not(_any([_not(self.holds(operand)) for operand in operands]))

    def compare(self, comparison: Comparison) -> _Answer:
        """Answer a comparison, which is open where the implementation is unknown.

        A declared status is itself, and what it counts as. To compare with a feature or a status
        that the file does not have is a mistake, and leaves the comparison open.
        """
        feature = self.features.get(comparison.feature)
        if feature is None or comparison.status not in self.statuses:
            return _OPEN, ()
        evidence = (self.evidence(feature),)
        status = self.statuses[self.status(feature)]
        if comparison.status in (status.key, status.counts_as):
            return comparison.equal, evidence
        if status.counts_as == 'unknown':
            return _OPEN, evidence
        return not comparison.equal, evidence


def _not(answer: _Answer) -> _Answer:
    value, evidence = answer
    return (value if value is _OPEN else not value), evidence


def _any(answers: list[_Answer]) -> _Answer:
    """Return yes if any of *answers* is, no if all are, and what decides that."""
    found = {value for value, _ in answers}
    result = next(value for value in (_YES, _OPEN, _NO) if value in found)
    return result, tuple(
        item for value, evidence in answers if value is result for item in evidence
    )


def support(matrix: Matrix, driver: str) -> dict[str, int]:
    """Return how many of a driver's implementations count as each built-in status, best first."""
    counts = Counter(
        matrix.statuses[feature.implementations[driver].status].counts_as
        for feature in matrix.features
    )
    return {key: counts[key] for key in STATUSES}
