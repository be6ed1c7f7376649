"""What can be wrong with a support matrix: places, problems and the catalogue of codes.

Every message of the extension and of the command is a :class:`Problem`. Its rule comes from
:data:`RULES`, so that a code is written down once.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple


class Location(NamedTuple):
    """A place in a file. Lines and columns count from 1, columns in characters."""

    file: str
    line: int
    column: int

    def __str__(self) -> str:
        return f'{self.file}:{self.line}:{self.column}'


class Severity(StrEnum):
    """How bad a problem is."""

    ERROR = 'error'
    """Something of the file is not shown as its author meant it."""
    WARNING = 'warning'
    """All is shown, and something is doubtful."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One kind of problem.

    *code* is for people and for the command (``FM101``); *name* is the subtype of the Sphinx
    warning (``feature_matrix.driver-title``). *default* is whether the command looks for it
    without being asked to.
    """

    code: str
    name: str
    severity: Severity
    summary: str
    default: bool = True


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong in a file: what it is, where it is, and what to write instead."""

    rule: Rule
    message: str
    location: Location

    @property
    def code(self) -> str:
        """The code of the problem's rule, such as ``FM101``."""
        return self.rule.code

    @property
    def name(self) -> str:
        """The name of the problem's rule, such as ``driver-title``."""
        return self.rule.name

    @property
    def severity(self) -> Severity:
        """The severity of the problem's rule."""
        return self.rule.severity

    def __str__(self) -> str:
        return f'{self.location}: {self.code} {self.message}'


_LONGEST = 2000
"""How many characters of a message are kept."""


def problem(rule: str, message: str, location: Location) -> Problem:
    """Return a problem of the rule named *rule*; the message becomes one printable line."""
    # Names and values may be as long as the file, and each may be in many messages.
    line = ' '.join(message[:_LONGEST].split())
    if len(message) > _LONGEST:
        line += ' …'
    printable = ''.join(
        character if character.isprintable() else '\N{REPLACEMENT CHARACTER}' for character in line
    )
    return Problem(RULES[rule], printable, location)


def _catalogue(*rows: tuple[str, str, Severity, str]) -> dict[str, Rule]:
    rules = {
        name: Rule(code, name, severity, summary, default=name not in _OFF_BY_DEFAULT)
        for code, name, severity, summary in rows
    }
    if len(rules) != len(rows) or len({rule.code for rule in rules.values()}) != len(rows):
        raise ValueError('two rules share a code or a name')
    return rules


_OFF_BY_DEFAULT = {'requirement'}

_E, _W = Severity.ERROR, Severity.WARNING

RULES = _catalogue(
    # The file as a whole.
    ('FM001', 'file', _E, 'The file cannot be read.'),
    ('FM002', 'encoding', _E, 'The file is not UTF-8.'),
    ('FM003', 'not-text', _E, 'The file holds what is no text.'),
    ('FM004', 'empty', _E, 'The file holds no drivers or no features.'),
    ('FM005', 'dialect', _E, 'A matrix is in several dialects at once.'),
    ('FM006', 'conflict', _E, 'Two files of a matrix say different things of the same.'),
    # Its lines.
    ('FM101', 'text-before-section', _E, 'There is text before the first section.'),
    ('FM102', 'not-an-option', _E, 'A line is neither a section nor an option.'),
    ('FM103', 'duplicate-option', _E, 'An option stands twice in a section.'),
    ('FM104', 'duplicate-section', _E, 'A section stands twice.'),
    ('FM105', 'unknown-option', _E, 'An option means nothing where it stands.'),
    # Drivers, categories and statuses.
    ('FM201', 'driver-title', _E, 'A driver has no title.'),
    ('FM202', 'link', _E, 'A link is not one of the kinds allowed.'),
    ('FM203', 'category', _W, 'A category has no title, or no feature is in it.'),
    ('FM204', 'status-section', _E, 'An implementation status is declared wrongly.'),
    # Features.
    ('FM301', 'feature-title', _E, 'A feature has no title.'),
    ('FM302', 'feature-status', _E, 'A feature status is none of the known ones.'),
    ('FM303', 'choice', _E, 'A choice names no group.'),
    ('FM304', 'condition', _E, 'A condition does not parse.'),
    ('FM305', 'condition-feature', _E, 'A condition names no feature of the file.'),
    ('FM306', 'condition-status', _E, 'A condition compares with an unknown status.'),
    ('FM307', 'maturity', _E, 'The maturity of a feature is none of the known ones.'),
    # Implementations.
    ('FM401', 'implementation-status', _E, 'An implementation status is none of the known ones.'),
    ('FM402', 'implementation-missing', _E, 'A feature lacks the line of a driver.'),
    ('FM403', 'unknown-driver', _E, 'A feature speaks of a driver that no section declares.'),
    ('FM404', 'unknown-driver-notes', _E, 'Notes are for a driver that no section declares.'),
    # Notes.
    ('FM501', 'markup', _E, 'The markup of a note is wrong.'),
    ('FM502', 'forbidden-markup', _E, 'A note uses markup that notes may not use.'),
    # The directive.
    ('FM601', 'duplicate-name', _E, 'Two different files are shown under one name.'),
    ('FM602', 'pattern', _E, 'A pattern matches nothing.'),
    ('FM603', 'argument', _E, 'The directive names its file twice.'),
    # References to features, drivers and the like.
    ('FM604', 'reference', _E, 'A reference names nothing that a matrix has.'),
    ('FM605', 'ambiguous-reference', _W, 'Several matrices have what a reference names.'),
    # What conf.py says.
    ('FM606', 'symbol', _E, 'A symbol for a status is set wrongly in conf.py.'),
    ('FM607', 'status-setting', _E, 'An implementation status is declared wrongly in conf.py.'),
    ('FM608', 'test-url', _E, 'The address of tests in conf.py is no link.'),
    # What may well be right, so that only the command speaks of it.
    ('FM701', 'requirement', _W, 'A driver does not do what is required.'),
    ('FM702', 'partial-without-note', _W, 'No note says what a partial implementation lacks.'),
    ('FM703', 'empty-note', _W, 'A note on an implementation is empty.'),
    ('FM704', 'unsupported-feature', _W, 'No driver supports a feature.'),
    ('FM705', 'duplicate-title', _W, 'Two drivers or two features have the same title.'),
    ('FM706', 'idle-driver', _W, 'A driver supports no feature.'),
    ('FM707', 'insecure-link', _W, 'A link does not begin with https.'),
    ('FM708', 'lone-category', _W, 'A category looks like another one that is misspelt.'),
    ('FM709', 'indented-option', _W, 'An option is indented, and so is part of a value.'),
    ('FM710', 'interpolation', _W, 'A value looks as if it named another one.'),
)
"""The catalogue of codes, by the names of the rules."""
