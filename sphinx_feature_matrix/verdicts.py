"""What is required of each shown driver as compact data, ready to be written.

Like the grid, it knows nothing of docutils and can be pickled.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from sphinx_feature_matrix.grid import Head, driver_heads
from sphinx_feature_matrix.identifiers import identifier
from sphinx_feature_matrix.model import FeatureStatusKind, ImplementationStatus
from sphinx_feature_matrix.requirements import (
    KINDS,
    Requirement,
    Requirements,
    Verdict,
    evaluate,
    support,
)
from sphinx_feature_matrix.view import View

BAR_LENGTH = 20
"""How many pieces a bar has."""


class DriverVerdict(NamedTuple):
    """A driver, its verdict, and how many implementations it has of each status.

    *counts* are, of each kind of which something is required, how many requirements are met and
    how many there are; *open* are those that are not met or that nobody can tell of. Drivers share
    these: most lack what others lack.
    """

    driver: Head
    verdict: Verdict
    counts: Mapping[FeatureStatusKind, tuple[int, int]]
    open: tuple[Requirement, ...]
    support: Mapping[str, int]


class Verdicts(NamedTuple):
    """The verdicts on all shown drivers.

    *features* are those that decided a verdict that is not met, by their keys, and *statuses* all
    implementation statuses of the matrix.
    """

    drivers: tuple[DriverVerdict, ...]
    features: Mapping[str, Head]
    statuses: Mapping[str, ImplementationStatus]

    def __str__(self) -> str:
        return f'{len(self.drivers)} drivers'


def verdicts(view: View) -> Verdicts:
    """Return the verdicts on the drivers of *view*, in its order.

    They are about the whole matrix, whichever of its features are shown.
    """
    matrix = view.matrix
    found = evaluate(matrix)
    shared: dict[Requirement, Requirement] = {}
    drivers = tuple(
        DriverVerdict(
            head,
            found[head.key].verdict,
            _counts(found[head.key]),
            tuple(shared.setdefault(each, each) for each in found[head.key].open()),
            support(matrix, head.key),
        )
        for head in driver_heads(view)
    )
    mentioned = {fact.feature for requirement in shared for fact in requirement.decided_by}
    features = {
        feature.key: Head(feature.key, feature.title, identifier(feature.key))
        for feature in matrix.features
        if feature.key in mentioned
    }
    return Verdicts(drivers, features, matrix.statuses)


def _counts(requirements: Requirements) -> dict[FeatureStatusKind, tuple[int, int]]:
    """Return, by their kind, how many requirements are met, of those that there are."""
    result = {}
    for kind in KINDS:
        counts = requirements.counts(kind)
        if required := counts.total() - counts[Verdict.NOT_REQUIRED]:
            result[kind] = counts[Verdict.MET], required
    return result


def bar(support: Mapping[str, int], length: int = BAR_LENGTH) -> list[tuple[str, int]]:
    """Return how many of *length* pieces each status gets, in the order of *support*.

    Shares are rounded by the method of the largest remainder, and whatever occurs gets a piece.
    """
    total = sum(support.values())
    pieces = {key: max(1, number * length // total) for key, number in support.items() if number}
    by_remainder = sorted(pieces, key=lambda key: support[key] * length % total, reverse=True)
    for key in by_remainder[: max(0, length - sum(pieces.values()))]:
        pieces[key] += 1
    # What got a piece for occurring at all may have taken one too many.
    while sum(pieces.values()) > length:
        pieces[max(pieces, key=lambda key: pieces[key])] -= 1
    return list(pieces.items())
