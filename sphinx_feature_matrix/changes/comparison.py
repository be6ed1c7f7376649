"""From two matrices to what changed.

What a matrix says is compared, and not how its file is written: comments, white space, the order
of anything and the dialect make no difference.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Generic, TypeVar

from sphinx_feature_matrix.changes.data import (
    Changed,
    Changes,
    Edited,
    Implementations,
    LoneDriver,
    LoneFeature,
    Named,
    Renamed,
    RequirementChange,
    Verdicts,
)
from sphinx_feature_matrix.model import (
    Driver,
    Feature,
    FeatureStatus,
    Implementation,
    ImplementationStatus,
    Matrix,
    Note,
)
from sphinx_feature_matrix.requirements import Requirement, Requirements, Verdict, evaluate

T = TypeVar('T', bound=Driver | Feature)

_Drivers = tuple[tuple[Named, ...], tuple[Named, ...]]


def compare(old: Matrix, new: Matrix) -> Changes:
    """Return what changed from *old* to *new*.

    Drivers are the same if their keys are, whatever the case; features, if their keys are.
    """
    return _Comparison(old, new).changes()


class _Matched(Generic[T]):
    """The items of two editions: those only in one, and the pairs in both."""

    def __init__(
        self, old: Iterable[T], new: Iterable[T], key: Callable[[str], str] = str
    ) -> None:
        before = {key(item.key): item for item in old}
        after = {key(item.key): item for item in new}
        self.removed = [item for name, item in before.items() if name not in after]
        self.added = [item for name, item in after.items() if name not in before]
        self.both = [(before[name], item) for name, item in after.items() if name in before]

    def renamed(self) -> Iterator[Renamed]:
        for before, after in self.both:
            if before.title != after.title:
                yield Renamed(after.key, after.title, before=before.title)


class _Comparison:
    def __init__(self, old: Matrix, new: Matrix) -> None:
        self.old, self.new = old, new
        self.drivers = _Matched(old.drivers, new.drivers, str.lower)
        self.features = _Matched(old.features, new.features)
        self.required_before, self.required = evaluate(old), evaluate(new)
        self.titles = {each.key: each.title for each in (*old.features, *new.features)}

    def changes(self) -> Changes:
        implementations = tuple(self.implementations())
        return Changes(
            drivers_added=tuple(
                _lone_driver(self.new, driver, self.required) for driver in self.drivers.added
            ),
            drivers_removed=tuple(
                _lone_driver(self.old, driver, self.required_before)
                for driver in self.drivers.removed
            ),
            drivers_renamed=tuple(self.drivers.renamed()),
            features_added=tuple(
                _lone_feature(self.new, feature) for feature in self.features.added
            ),
            features_removed=tuple(
                _lone_feature(self.old, feature) for feature in self.features.removed
            ),
            features_renamed=tuple(self.features.renamed()),
            feature_statuses=tuple(self.feature_statuses()),
            maturities=tuple(self.maturities()),
            implementations=implementations,
            verdicts=tuple(self.verdicts()),
            edited=tuple(filter(None, self.edited())),
            declared_statuses=self.declared_statuses(implementations),
        )

    def feature_statuses(self) -> Iterator[Changed]:
        for before, after in self.features.both:
            was, now = _status(before.status), _status(after.status)
            if was != now:
                yield Changed(after.key, after.title, was, now)

    def maturities(self) -> Iterator[Changed]:
        for before, after in self.features.both:
            if before.maturity != after.maturity:
                yield Changed(after.key, after.title, before.maturity, after.maturity)

    def implementations(self) -> Iterator[Implementations]:
        for driver_before, driver in self.drivers.both:
            found: tuple[list[Changed], ...] = ([], [], [])
            gained, lost, other = found
            for before, after in self.features.both:
                was = before.implementations[driver_before.key]
                now = after.implementations[driver.key]
                if was.status != now.status:
                    better = _rank(self.new, now) - _rank(self.old, was)
                    kind = gained if better > 0 else lost if better < 0 else other
                    kind.append(Changed(after.key, after.title, was.status, now.status))
            if any(found):
                yield Implementations(driver.key, driver.title, *map(tuple, found))

    def declared_statuses(self, implementations: Iterable[Implementations]) -> dict[str, str]:
        used = {
            key
            for driver in implementations
            for change in (*driver.gained, *driver.lost, *driver.other)
            for key in (change.before, change.after)
        }
        declared = {**_declared(self.old), **_declared(self.new)}
        return {key: status.title for key, status in declared.items() if key in used}

    def verdicts(self) -> Iterator[Verdicts]:
        for driver_before, driver in self.drivers.both:
            was, now = self.required_before[driver_before.key], self.required[driver.key]
            changed = tuple(self.requirements(was, now))
            if changed or was.verdict is not now.verdict:
                yield Verdicts(driver.key, driver.title, was.verdict, now.verdict, changed)

    def requirements(self, was: Requirements, now: Requirements) -> Iterator[RequirementChange]:
        before, after = _by_subject(was), _by_subject(now)
        for subject in {**after, **before}:
            verdict_before = before[subject].verdict if subject in before else None
            verdict = after[subject].verdict if subject in after else None
            if _is_news(verdict_before, verdict):
                found = after.get(subject) or before[subject]
                yield RequirementChange(
                    kind=found.kind,
                    feature=found.feature,
                    title=self.titles.get(found.feature, ''),
                    group=found.group,
                    before=verdict_before or '',
                    after=verdict or '',
                )

    def edited(self) -> Iterator[Edited | None]:
        old, new = self.old, self.new
        matrix = Named('', new.title)
        yield _edited('matrix', matrix, _matrix_texts(old), _matrix_texts(new))
        for driver_before, driver in self.drivers.both:
            links = {'link': driver_before.link}, {'link': driver.link}
            yield _edited('driver', _named(driver), *links)
        for before, after in self.features.both:
            texts = _feature_texts(before), _feature_texts(after)
            drivers = self.drivers_edited(before, after)
            yield _edited('feature', _named(after), *texts, drivers)
        for kind, was, now in (
            ('category', _category_texts(old), _category_texts(new)),
            ('status', _status_texts(old), _status_texts(new)),
        ):
            for key in {**now, **was}:
                texts = was.get(key, {}), now.get(key, {})
                title = {**texts[0], **texts[1]}['title']
                yield _edited(kind, Named(key, title), *texts)

    def drivers_edited(self, before: Feature, after: Feature) -> _Drivers:
        """Return the drivers with other notes on a feature, and those with another release."""
        notes, releases = [], []
        for driver_before, driver in self.drivers.both:
            was = before.implementations[driver_before.key]
            now = after.implementations[driver.key]
            if _text(was.notes) != _text(now.notes):
                notes.append(_named(driver))
            if was.release != now.release:
                releases.append(_named(driver))
        return tuple(notes), tuple(releases)


def _named(item: Driver | Feature) -> Named:
    return Named(item.key, item.title)


def _rank(matrix: Matrix, cell: Implementation) -> int:
    """Return how much an implementation counts for; more than nothing is support."""
    return {'complete': 2, 'partial': 1}.get(matrix.statuses[cell.status].counts_as, 0)


def _lone_driver(
    matrix: Matrix, driver: Driver, required: Mapping[str, Requirements]
) -> LoneDriver:
    cells = [feature.implementations[driver.key] for feature in matrix.features]
    supported, verdict = _supported(matrix, cells), required[driver.key].verdict
    return LoneDriver(driver.key, driver.title, supported, len(cells), verdict)


def _lone_feature(matrix: Matrix, feature: Feature) -> LoneFeature:
    cells = feature.implementations.values()
    status, supported = _status(feature.status), _supported(matrix, cells)
    return LoneFeature(feature.key, feature.title, status, supported, len(cells))


def _supported(matrix: Matrix, cells: Iterable[Implementation]) -> int:
    return sum(_rank(matrix, cell) > 0 for cell in cells)


def _by_subject(required: Requirements) -> dict[tuple[str, str], Requirement]:
    """Return requirements by what is required, be it mandatory or on a condition."""
    return {(each.feature, each.group): each for each in required.requirements}


def _is_news(before: Verdict | None, after: Verdict | None) -> bool:
    """Tell whether a verdict is worth a word: of what one edition requires, only if open."""
    if before and after:
        return before is not after
    return (before or after) in (Verdict.UNMET, Verdict.UNDETERMINED)


_SPACED = re.compile(r'\s*(==|!=|[()])\s*')
"""Where white space in a feature's status means nothing. Between words, it is one space."""


def _status(status: FeatureStatus) -> str:
    """Return the text of a feature's status with no more white space than it needs."""
    word, bracket, rest = _SPACED.sub(r'\1', ' '.join(status.text.split())).partition('(')
    return word.lower() + bracket + rest


def _text(note: Note | None) -> str:
    return ' '.join(note.text.split()) if note else ''


def _declared(matrix: Matrix) -> dict[str, ImplementationStatus]:
    return {key: status for key, status in matrix.statuses.items() if status.location}


# What can be edited, by the names of the options. White space is as one space everywhere.


def _matrix_texts(matrix: Matrix) -> dict[str, str]:
    return {'title': matrix.title, 'notes': _text(matrix.notes)}


def _feature_texts(feature: Feature) -> dict[str, str]:
    return {
        'notes': _text(feature.notes),
        'cli': ';'.join(sorted(feature.cli)),
        'api': feature.api,
        'api-doc': feature.api_doc,
        'admin-doc': feature.admin_doc,
        'tests': ';'.join(sorted(feature.tests)),
    }


def _category_texts(matrix: Matrix) -> dict[str, dict[str, str]]:
    return {key: {'title': category.title} for key, category in matrix.categories.items()}


def _status_texts(matrix: Matrix) -> dict[str, dict[str, str]]:
    return {
        key: {'title': status.title, 'symbol': status.symbol, 'counts-as': status.counts_as}
        for key, status in _declared(matrix).items()
    }


def _edited(
    kind: str,
    item: Named,
    before: Mapping[str, str],
    after: Mapping[str, str],
    drivers: _Drivers = ((), ()),
) -> Edited | None:
    options = tuple(
        name for name in {**after, **before} if before.get(name, '') != after.get(name, '')
    )
    if not (options or any(drivers)):
        return None
    return Edited(item.key, item.title, kind, options, *drivers)
