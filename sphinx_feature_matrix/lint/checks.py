"""One small function for each rule: it yields what to say, and where.

Each docstring ends in a line that the check finds, and the same line as it should be.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from itertools import takewhile

from sphinx_feature_matrix.ini.dialects import LAYOUTS, kind_of
from sphinx_feature_matrix.ini.document import Document
from sphinx_feature_matrix.ini.links import is_address
from sphinx_feature_matrix.model import UNKNOWN, Driver, Feature, Implementation, Matrix
from sphinx_feature_matrix.problems import Location

TYPE_CHECKING = False  # instead of an import that most runs have no use for
if TYPE_CHECKING:
    from sphinx_feature_matrix.requirements import Requirement

Finding = tuple[str, Location]
"""What to say, and where."""

Check = Callable[[Document], Iterator[Finding]]

CHECKS: dict[str, Check] = {}
"""The checks, by the names of their rules."""


def checks(rule: str) -> Callable[[Check], Check]:
    """Return a decorator that makes a function the check of the rule named *rule*."""

    def register(check: Check) -> Check:
        CHECKS[rule] = check
        return check

    return register


@checks('requirement')
def unmet_requirements(document: Document) -> Iterator[Finding]:
    """Find what a driver has to support and does not; what nobody knows is let pass.

    ``driver.disk = missing`` in a feature with ``status = mandatory``
    ``driver.disk = complete``
    """
    # Imported when it is asked for, which by default it is not.
    from sphinx_feature_matrix.requirements import Verdict, evaluate

    matrix = document.matrix
    features = {feature.key: feature for feature in matrix.features}
    required = evaluate(matrix)
    for driver in matrix.drivers:
        for found in required[driver.key].requirements:
            if found.verdict is Verdict.UNMET:
                feature = features[found.feature or found.decided_by[0].feature]
                place = feature.implementations[driver.key].location
                yield _requirement(driver, found), place


def _requirement(driver: Driver, found: Requirement) -> str:
    lacking, *reasons = found.decided_by
    if found.group:
        keys = ', '.join(item.feature for item in found.decided_by)
        what = f'driver "{driver.key}" supports no feature of choice({found.group}): {keys}'
    else:
        what = f'driver "{driver.key}" does not support "{lacking.feature}", which is mandatory'
        if reasons:
            since = ', '.join(f'{item.feature} is {item.status}' for item in reasons)
            what += f' for it, since {since}'
    return f"{what}; correct what the driver implements, or the feature's status"


@checks('partial-without-note')
def partial_without_note(document: Document) -> Iterator[Finding]:
    """Find implementations with caveats that nobody is told of.

    ``driver.disk = partial``
    ``driver.disk = partial`` and ``driver-notes.disk = Only of empty volumes.``
    """
    matrix = document.matrix
    partial = {key for key, status in matrix.statuses.items() if status.counts_as == 'partial'}
    prefix = LAYOUTS[matrix.dialect].notes_prefix
    for feature in matrix.features:
        for key, found in feature.implementations.items():
            if found.status in partial and not found.notes:
                yield (
                    f'"{found.status}" does not say what is lacking; add "{prefix}{key} = …"',
                    found.location,
                )


@checks('empty-note')
def empty_note(document: Document) -> Iterator[Finding]:
    """Find notes on implementations that say nothing.

    ``driver-notes.disk =``
    ``driver-notes.disk = Only of empty volumes.``
    """
    source = document.source
    prefix = LAYOUTS[document.matrix.dialect].notes_prefix
    known = {feature.key for feature in document.matrix.features}
    features = (section for section in source.sections if section.name in known)
    for section in (*source.defaults, *features):
        for option in section.lines:
            if not section.options[option] and option.startswith(prefix):
                yield (
                    f'"{option}" says nothing; write the note, or delete the line',
                    source.at_option(section, option),
                )


@checks('unsupported-feature')
def unsupported_feature(document: Document) -> Iterator[Finding]:
    """Find features that not one driver supports, unless nobody has said anything of them yet.

    ``driver.disk = missing`` and the same for each driver
    ``driver.disk = complete``
    """
    matrix = document.matrix
    for feature in matrix.features:
        cells = feature.implementations.values()
        if not cells or _may_work(matrix, cells):
            continue
        if any(cell.status == UNKNOWN.key for cell in cells):
            message = f'no driver is known to support [{feature.key}]; find out about the others'
        else:
            message = f'no driver supports [{feature.key}]; correct its drivers, or delete it'
        yield message, feature.location


@checks('duplicate-title')
def duplicate_title(document: Document) -> Iterator[Finding]:
    """Find drivers, and features, that readers cannot tell apart.

    ``title = Take a snapshot`` in each of two features
    ``title = Take a snapshot of a volume`` in one of them
    """
    for kind, items in (
        ('driver', document.matrix.drivers),
        ('feature', document.matrix.features),
    ):
        yield from _twins(document, kind, items)


def _twins(document: Document, kind: str, items: Iterable[Driver | Feature]) -> Iterator[Finding]:
    first: dict[str, Driver | Feature] = {}
    for item in items:
        twin = first.setdefault(item.title.casefold(), item)
        if twin is not item:
            where = document.source.mention(twin.location, item.location)
            message = f'{kind} "{twin.key}" {where} has the title "{twin.title}" too; '
            yield f'{message}give one of the two another', item.location


@checks('idle-driver')
def idle_driver(document: Document) -> Iterator[Finding]:
    """Find drivers that support nothing, unless nobody has said anything of them yet.

    ``[driver.disk]`` without a ``driver.disk = complete`` anywhere
    ``driver.disk = complete`` in at least one feature
    """
    matrix = document.matrix
    for driver in matrix.drivers if matrix.features else ():
        cells = [feature.implementations[driver.key] for feature in matrix.features]
        stated = any(cell.stated for cell in cells)
        if not stated or not _may_work(matrix, cells):
            none = 'supports no feature' if stated else 'is in no feature'
            message = f'driver "{driver.key}" {none}; say what it implements, or delete it'
            yield message, driver.location


@checks('insecure-link')
def insecure_link(document: Document) -> Iterator[Finding]:
    """Find links that somebody on the way could change.

    ``link = http://example.org``
    ``link = https://example.org``
    """
    layout = LAYOUTS[document.matrix.dialect]
    options = {layout.section: ['link'], 'feature': [layout.api_doc, layout.admin_doc]}
    for section in document.source.sections:
        for option in options.get(kind_of(section), ()):
            link = section.options.get(option, '').strip()
            if link.lower().startswith('http:') and is_address(link):
                yield (
                    f'"{link}" is not encrypted; write "https:" if the site has it',
                    document.source.at_value(section, option),
                )


MIN_CATEGORY_LENGTH = 4
"""How long a category must be for one letter not to make another word: ``cpu`` and ``gpu``."""

MAX_CATEGORY_LENGTH = 100
"""How long a category may be to be compared with others, which takes the square of its length."""


@checks('lone-category')
def lone_category(document: Document) -> Iterator[Finding]:
    """Find categories of one feature that are one letter away from another category.

    ``[operations.detach]`` beside ``[operation.attach]``
    ``[operation.detach]``
    """
    matrix = document.matrix
    counts = Counter(feature.category for feature in matrix.features if '.' in feature.key)
    near: dict[str, list[str]] = {}
    for name, count in counts.items():
        if count > 1 or name in matrix.categories:
            _note_category(name, near)
    for feature in matrix.features:
        name = feature.category
        if counts[name] != 1 or name in matrix.categories:
            continue
        if other := _misspelt(name, near):
            message = (
                f'only this feature is in category "{name}"; did you mean "{other}"? If not, '
            )
            yield f'{message}declare [category.{name}]', feature.location
        # Of two that occur once, the second is the one to look at.
        _note_category(name, near)


def _note_category(name: str, near: dict[str, list[str]]) -> None:
    for rest in _shortened(name):
        near.setdefault(rest, []).append(name)


def _misspelt(name: str, near: dict[str, list[str]]) -> str:
    """Return a category that *name* is one letter away from, or an empty string."""
    for rest in _shortened(name):
        for other in near.get(rest, ()):
            if max(len(name), len(other)) >= MIN_CATEGORY_LENGTH and _one_apart(name, other):
                return other
    return ''


def _shortened(name: str) -> list[str]:
    """Return *name*, and what is left of it without each of its letters in turn.

    What is one letter apart has one of these in common, so that not all have to be compared.
    """
    if not MIN_CATEGORY_LENGTH - 1 <= len(name) <= MAX_CATEGORY_LENGTH:
        return []
    if len(name) < MIN_CATEGORY_LENGTH:
        # Only one that is a letter longer is compared with it, which is this without that letter.
        return [name]
    return [name, *(name[:n] + name[n + 1 :] for n in range(len(name)))]


def _one_apart(one: str, other: str) -> bool:
    """Tell whether one letter more, less, changed or swapped with the next makes one the other.

    That is a distance of 1 as F. J. Damerau counts (Communications of the ACM 7, 1964).
    """
    same = sum(
        1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False))
    )
    rest, other_rest = one[same:], other[same:]
    swapped = rest[1:2] + rest[:1] + rest[2:]
    changes = (
        (rest[1:], other_rest),
        (rest, other_rest[1:]),
        (rest[1:], other_rest[1:]),
        (swapped, other_rest),
    )
    return one != other and any(changed == wanted for changed, wanted in changes)


_OPTION = re.compile(r'([^\s=:]+)\s*([=:])')


@checks('indented-option')
def indented_option(document: Document) -> Iterator[Finding]:
    """Find options that are indented, and so go on with the value of the option above.

    ``  status = mandatory`` below ``title = Take a snapshot``
    ``status = mandatory``
    """
    source, layout = document.source, LAYOUTS[document.matrix.dialect]
    known = layout.options.union(
        *(layout.options_of(driver.key) for driver in document.matrix.drivers)
    )
    last, above = 0, None
    for line, first in source.continuations():
        found = _OPTION.match(source.text_at(line))
        if not (found and found[1].lower() in known):
            continue
        # The option's own line may be as long as the file, and go on for as many lines.
        if first != last:
            last, above = first, _OPTION.match(source.text_at(first))
        if not above:
            continue
        # In notes, "status: open" may be a sentence.
        if found[2] == '=' or not above[1].lower().startswith(('notes', layout.notes_prefix)):
            message = f'"{found[1]}" is indented, so that it goes on with the value of '
            message += f'"{above[1]}"; take away the white space in front of it'
            yield message, source.at_line(line)


_INTERPOLATED = re.compile(r'%%|%\(([^()\s]+)\)s')


@checks('interpolation')
def interpolation(document: Document) -> Iterator[Finding]:
    """Find what other readers of INI files would put something else in the place of.

    ``title = 100%% done``
    ``title = 100% done``
    """
    source = document.source
    for section in (*source.defaults, *source.sections):
        for option in section.lines:
            value = section.options[option]
            if '%' not in value or not (found := _INTERPOLATED.search(value)):
                continue
            if found[1] is None:
                message = '"%%" stays two percent signs; write one'
            elif found[1].lower() in section.options:
                message = f'"{found[0]}" stays as it is; write what "{found[1]}" has'
            else:
                continue
            yield message, source.at_offsets(section, option)(found.start())


def _may_work(matrix: Matrix, cells: Collection[Implementation]) -> bool:
    """Tell whether one of *cells* is support, or nobody has said anything of them yet.

    The latter is how a driver or a feature begins.
    """
    counts_as = {key: status.counts_as for key, status in matrix.statuses.items()}
    # An invalid status is a problem of its own, and may have been meant as a yes.
    return any(
        cell.invalid or counts_as[cell.status] in ('complete', 'partial') for cell in cells
    ) or all(counts_as[cell.status] == 'unknown' for cell in cells)
