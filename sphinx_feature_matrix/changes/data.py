"""What there is to say of two editions of a matrix: frozen data, which is also what JSON gets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from typing import Any

from sphinx_feature_matrix.requirements import Verdict

SCHEMA = 1
"""The version of the JSON; it grows when a field goes or means something else."""


@dataclass(frozen=True, slots=True)
class Named:
    """A driver or a feature: its key, and the title that readers know it by."""

    key: str
    title: str


@dataclass(frozen=True, slots=True)
class LoneDriver(Named):
    """A driver that one edition has: how many of its features it supports, and its verdict."""

    supported: int
    features: int
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class LoneFeature(Named):
    """A feature that one edition has: its status, and how many of its drivers support it."""

    status: str
    supported: int
    drivers: int


@dataclass(frozen=True, slots=True)
class Renamed(Named):
    """A driver or a feature with another title; *before* is the one it had."""

    before: str


@dataclass(frozen=True, slots=True)
class Changed(Named):
    """A driver or a feature of which something was *before* and is *after*.

    Either is empty where a feature has no maturity.
    """

    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Implementations(Named):
    """The features whose implementation in one driver has another status.

    Both editions have the driver and the features: what comes and goes with a feature is told
    of that, in numbers.
    *other* are those that count the same as before, such as one that was unknown and is missing.
    """

    gained: tuple[Changed, ...]
    lost: tuple[Changed, ...]
    other: tuple[Changed, ...]


@dataclass(frozen=True, slots=True)
class RequirementChange:
    """A requirement that has another verdict.

    *before* is empty where it is a new one, and *after* where there is none any more; *kind* is
    what it is now, or else was. *feature* and *title* are a mandatory or conditional feature's,
    and empty for a choice, of which *group* is the name.
    """

    kind: str
    feature: str
    title: str
    group: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Verdicts(Changed):
    """A driver's own verdict, and those of its requirements that have another one."""

    requirements: tuple[RequirementChange, ...]


@dataclass(frozen=True, slots=True)
class Edited(Named):
    """Something of which texts were edited.

    *kind* is ``matrix``, ``driver``, ``feature``, ``category`` or ``status``; *options* are the
    names of what was edited, as files have them. *drivers* are those of which a feature's
    driver notes were, and *releases* those of which its releases were.
    """

    kind: str
    options: tuple[str, ...]
    drivers: tuple[Named, ...] = ()
    releases: tuple[Named, ...] = ()


@dataclass(frozen=True, slots=True)
class Changes:
    """All that changed between two editions; it is false if nothing did.

    Everything is in the order of the new edition, or if it is gone, of the old one.
    *declared_statuses* are the titles of those statuses in *implementations* that a file declares.
    """

    drivers_added: tuple[LoneDriver, ...] = ()
    drivers_removed: tuple[LoneDriver, ...] = ()
    drivers_renamed: tuple[Renamed, ...] = ()
    features_added: tuple[LoneFeature, ...] = ()
    features_removed: tuple[LoneFeature, ...] = ()
    features_renamed: tuple[Renamed, ...] = ()
    feature_statuses: tuple[Changed, ...] = ()
    maturities: tuple[Changed, ...] = ()
    implementations: tuple[Implementations, ...] = ()
    verdicts: tuple[Verdicts, ...] = ()
    edited: tuple[Edited, ...] = ()
    declared_statuses: Mapping[str, str] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return any(getattr(self, part.name) for part in fields(self))


def as_data(changes: Changes) -> dict[str, Any]:
    """Return *changes* as ``schemas/diff-1.json`` has them: the fields above, by their names."""
    return {'schema': SCHEMA, **asdict(changes)}
