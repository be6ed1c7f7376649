"""The support matrix as data: what every other module reads, and only ``ini`` makes.

Nothing here touches a file or a doctree. The terms are those of the manual's glossary. Each
*title_line* is the line on which the file gives the title, or 0 where it gives none and the key
stands in for it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from sphinx_feature_matrix.expressions import Expression
from sphinx_feature_matrix.problems import Location


class Dialect(StrEnum):
    """The INI layout that a matrix was read from."""

    CURRENT = 'current'
    TARGETS = 'targets'
    CLASSIFICATION = 'feature classification'


class Maturity(StrEnum):
    """How far a feature itself has come, whatever drivers do of it."""

    INCOMPLETE = 'incomplete'
    EXPERIMENTAL = 'experimental'
    COMPLETE = 'complete'
    DEPRECATED = 'deprecated'


class FeatureStatusKind(StrEnum):
    """How far a driver must support a feature."""

    MANDATORY = 'mandatory'
    OPTIONAL = 'optional'
    CHOICE = 'choice'
    CONDITION = 'condition'
    MATURE = 'mature'
    IMMATURE = 'immature'


@dataclass(frozen=True, slots=True)
class Note:
    """A text in reStructuredText.

    ``lines[i]`` is the number of the file's line that the text's line *i* stands on, and
    ``columns[i]`` its first column; a comment within a note makes the numbers jump.
    """

    text: str
    file: str
    lines: tuple[int, ...]
    columns: tuple[int, ...]

    @property
    def location(self) -> Location:
        """Where the note begins."""
        return Location(self.file, self.lines[0], self.columns[0])


@dataclass(frozen=True, slots=True)
class ImplementationStatus:
    """How far a driver implements a feature.

    *counts_as* is the built-in status that requirements take it for. A built-in status has no
    location.
    """

    key: str
    title: str
    symbol: str
    counts_as: str
    location: Location | None = None
    title_line: int = 0


COMPLETE = ImplementationStatus('complete', 'complete', '\N{HEAVY CHECK MARK}', 'complete')
PARTIAL = ImplementationStatus('partial', 'partial', '\N{CIRCLE WITH LEFT HALF BLACK}', 'partial')
MISSING = ImplementationStatus('missing', 'missing', '\N{HEAVY MULTIPLICATION X}', 'missing')
UNKNOWN = ImplementationStatus('unknown', 'unknown', '?', 'unknown')

STATUSES: Mapping[str, ImplementationStatus] = MappingProxyType(
    {status.key: status for status in (COMPLETE, PARTIAL, MISSING, UNKNOWN)}
)
"""The built-in implementation statuses, best first."""


@dataclass(frozen=True, slots=True)
class FeatureStatus:
    """A feature's status: its kind, with the group of a choice or the condition it depends on.

    *condition* is ``None`` where the kind is ``CONDITION`` and the text could not be parsed;
    *text* is what the file says, for display. A feature of which the file states no status is
    optional, and *stated* is false.
    """

    kind: FeatureStatusKind
    text: str
    location: Location
    group: str = ''
    condition: Expression | None = None
    stated: bool = True

    @property
    def word(self) -> str:
        """The text without what stands in parentheses, in lower case."""
        return self.text.partition('(')[0].strip().lower()

    @property
    def argument(self) -> str:
        """The text within the parentheses, if there are any."""
        return self.text.partition('(')[2].removesuffix(')').strip()


@dataclass(frozen=True, slots=True)
class Driver:
    """A backend: one column.

    *id_part* is what stands for the driver in ids: its section's name, or in the two older
    dialects its key.
    """

    key: str
    title: str
    id_part: str
    location: Location
    link: str = ''
    title_line: int = 0


@dataclass(frozen=True, slots=True)
class Implementation:
    """One feature in one driver: one cell.

    *status* is a key of the matrix's statuses. Where the file holds a value that is none of
    them, it is ``unknown`` and *invalid* is that value. A feature that lacks the driver's line
    has an implementation all the same: ``unknown``, *stated* false, and at the feature's place.
    *release* is that of the project since which the status holds, as the file has it.

    There may be a hundred thousand of these, so the parts of the location are kept flat.
    """

    status: str
    file: str
    line: int
    column: int
    notes: Note | None = None
    invalid: str = ''
    stated: bool = True
    release: str = ''

    @property
    def location(self) -> Location:
        """Where the status stands."""
        return Location(self.file, self.line, self.column)


@dataclass(frozen=True, slots=True)
class Feature:
    """Something a driver may support: one row. *implementations* has every driver's key.

    *maturity* is a :class:`Maturity`, or what the file has in its place, or empty. *api_doc* and
    *admin_doc* are links, and *tests* the ids of tests.
    """

    key: str
    title: str
    status: FeatureStatus
    location: Location
    implementations: Mapping[str, Implementation]
    notes: Note | None = None
    cli: tuple[str, ...] = ()
    api: str = ''
    title_line: int = 0
    maturity: str = ''
    api_doc: str = ''
    admin_doc: str = ''
    tests: tuple[str, ...] = ()

    @property
    def category(self) -> str:
        """The part of the key before the first dot."""
        return self.key.partition('.')[0]


@dataclass(frozen=True, slots=True)
class Category:
    """How the features whose keys begin with *key* are headed."""

    key: str
    title: str
    location: Location
    title_line: int = 0


@dataclass(frozen=True, slots=True)
class Matrix:
    """Everything that a file says, or several files together, in their order.

    *file* is the first of them and *others* are those behind it. *location* is where the section
    ``[matrix]`` is, if there is one. *statuses* are the built-in implementation statuses and
    those that the project or the file declares; *categories* are only those of the file.
    """

    file: str
    dialect: Dialect = Dialect.CURRENT
    title: str = ''
    title_line: int = 0
    notes: Note | None = None
    drivers: tuple[Driver, ...] = ()
    features: tuple[Feature, ...] = ()
    categories: Mapping[str, Category] = field(default_factory=dict)
    statuses: Mapping[str, ImplementationStatus] = field(default_factory=lambda: STATUSES)
    others: tuple[str, ...] = ()
    location: Location | None = None

    @property
    def files(self) -> tuple[str, ...]:
        """All files that the matrix is spread over, which tell it from other matrices."""
        return (self.file, *self.others)
