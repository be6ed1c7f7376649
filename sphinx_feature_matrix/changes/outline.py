"""The changes in words, as headed lists: what every format says, whatever it looks like there."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

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
from sphinx_feature_matrix.model import STATUSES, FeatureStatusKind


@dataclass(frozen=True, slots=True)
class Words:
    """Words of our own, in the reader's language."""

    text: str


@dataclass(frozen=True, slots=True)
class Title:
    """A title that the file gives: plain text, whatever it looks like.

    *feature* is the key of the feature whose title it is, if that is in the new edition.
    """

    text: str
    feature: str = ''


@dataclass(frozen=True, slots=True)
class Literal:
    """Something as it is written in the file: a key, a group, a feature's status."""

    text: str


Span = Words | Title | Literal


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of a list, and the entries of the list below it."""

    spans: tuple[Span, ...]
    entries: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """A heading and the list under it; *name* is the same in every language."""

    name: str
    heading: str
    entries: tuple[Entry, ...]


Translate = Callable[[str], str]


def nothing(_: Translate = str) -> str:
    """Return what is said in place of an outline without parts."""
    return _('Nothing changed.')


def outline(changes: Changes, _: Translate = str) -> list[Part]:
    """Return *changes* as an outline, without the parts that would be empty.

    :param _: what translates our own words; by default, they stay English
    """
    headings = {
        'drivers_added': _('Drivers added'),
        'drivers_removed': _('Drivers removed'),
        'drivers_renamed': _('Drivers renamed'),
        'features_added': _('Features added'),
        'features_removed': _('Features removed'),
        'features_renamed': _('Features renamed'),
        'feature_statuses': _('Feature statuses'),
        'gained': _('What drivers gained'),
        'lost': _('What drivers lost'),
        'other': _('Neither gained nor lost'),
        'verdicts': _('Verdicts'),
        'edited': _('Also edited'),
    }
    teller = _Teller(changes, _)
    lists: dict[str, Iterable[Entry]] = {
        'drivers_added': map(teller.added_driver, changes.drivers_added),
        'drivers_removed': map(teller.removed_driver, changes.drivers_removed),
        'drivers_renamed': map(teller.renamed_driver, changes.drivers_renamed),
        'features_added': map(teller.added_feature, changes.features_added),
        'features_removed': map(teller.removed_feature, changes.features_removed),
        'features_renamed': map(teller.renamed_feature, changes.features_renamed),
        'feature_statuses': map(teller.feature_status, changes.feature_statuses),
        'gained': teller.implementations(lambda driver: driver.gained),
        'lost': teller.implementations(lambda driver: driver.lost),
        'other': teller.implementations(lambda driver: driver.other),
        'verdicts': map(teller.verdicts, changes.verdicts),
        'edited': map(teller.edited, changes.edited),
    }
    parts = [Part(name, headings[name], tuple(entries)) for name, entries in lists.items()]
    return [part for part in parts if part.entries]


class _Teller:
    """Puts each change into words."""

    def __init__(self, changes: Changes, translate: Translate) -> None:
        self.changes = changes
        self.translate = translate
        self.gone = {feature.key for feature in changes.features_removed}

    def added_driver(self, driver: LoneDriver) -> Entry:
        return self.driver(driver, self.translate('supports %(supported)d of %(all)d features'))

    def removed_driver(self, driver: LoneDriver) -> Entry:
        return self.driver(driver, self.translate('supported %(supported)d of %(all)d features'))

    def driver(self, driver: LoneDriver, support: str) -> Entry:
        _ = self.translate
        counts = {'supported': driver.supported, 'all': driver.features}
        words = f': {support % counts}; {_("verdict")}: {_(driver.verdict)}'
        return Entry((*_with_key(driver), Words(words)))

    def added_feature(self, feature: LoneFeature) -> Entry:
        support = self.translate('supported by %(supported)d of %(all)d drivers')
        return self.feature(feature, support, feature.key)

    def removed_feature(self, feature: LoneFeature) -> Entry:
        support = self.translate('was supported by %(supported)d of %(all)d drivers')
        return self.feature(feature, support)

    def feature(self, feature: LoneFeature, support: str, target: str = '') -> Entry:
        counts = {'supported': feature.supported, 'all': feature.drivers}
        return Entry(
            (
                *_with_key(feature, target),
                Words(': '),
                self.kind(feature.status),
                Words(f'; {support % counts}'),
            )
        )

    def renamed_driver(self, driver: Renamed) -> Entry:
        titles = Title(driver.before), Title(driver.title)
        return Entry((Literal(driver.key), Words(': '), *_arrow(*titles)))

    def renamed_feature(self, feature: Renamed) -> Entry:
        titles = Title(feature.before), Title(feature.title, feature.key)
        return Entry((Literal(feature.key), Words(': '), *_arrow(*titles)))

    def feature_status(self, feature: Changed) -> Entry:
        kinds = self.kind(feature.before), self.kind(feature.after)
        return Entry((Title(feature.title, feature.key), Words(': '), *_arrow(*kinds)))

    def implementations(
        self, pick: Callable[[Implementations], Sequence[Changed]]
    ) -> Iterator[Entry]:
        """Yield an entry for each driver for which *pick* finds features, with these below."""
        for driver in self.changes.implementations:
            if features := pick(driver):
                yield Entry((Title(driver.title),), tuple(map(self.implementation, features)))

    def implementation(self, feature: Changed) -> Entry:
        statuses = self.status(feature.before), self.status(feature.after)
        return Entry((Title(feature.title, feature.key), Words(': '), *_arrow(*statuses)))

    def verdicts(self, driver: Verdicts) -> Entry:
        _ = self.translate
        verdict: Sequence[Span] = (Words(_('still %s') % _(driver.after)),)
        if driver.before != driver.after:
            verdict = _arrow(Words(_(driver.before)), Words(_(driver.after)))
        return Entry(
            (Title(driver.title), Words(': '), *verdict),
            tuple(map(self.requirement, driver.requirements)),
        )

    def requirement(self, change: RequirementChange) -> Entry:
        _ = self.translate
        target = '' if change.feature in self.gone else change.feature
        subject: tuple[Span, ...] = (Title(change.title, target),)
        if change.kind == FeatureStatusKind.CHOICE:
            subject = (Words(f'{_("at least one of the group")} '), Literal(change.group))
        before = _(change.before) if change.before else _('new requirement')
        after = _(change.after) if change.after else _('no longer required')
        return Entry((*subject, Words(': '), *_arrow(Words(before), Words(after))))

    def edited(self, item: Edited) -> Entry:
        _ = self.translate
        subjects: dict[str, tuple[Span, ...]] = {
            'matrix': (Words(_('The matrix itself')),),
            'driver': (Title(item.title),),
            'feature': (Title(item.title, item.key),),
            'category': (Words(f'{_("Category")} '), Literal(item.key)),
            'status': (Words(f'{_("Status")} '), Literal(item.key)),
        }
        names = {
            'title': _('title'),
            'link': _('link'),
            'notes': _('notes'),
            'cli': _('commands'),
            'api': _('API alias'),
            'symbol': _('symbol'),
            'counts-as': _('what it counts as'),
        }
        what: list[Span] = [Words(', '.join(names[option] for option in item.options))]
        for number, driver in enumerate(item.drivers):
            first = f'{", " if item.options else ""}{_("notes on")} '
            what += [Words(', ' if number else first), Title(driver.title)]
        return Entry((*subjects[item.kind], Words(': '), *what))

    # Words such as "complete", "met" and "optional" are in the catalogue already, by messages.py.

    def status(self, key: str) -> Span:
        """Return how an implementation status is called."""
        if key in STATUSES:
            return Words(self.translate(STATUSES[key].title))
        return Title(self.changes.declared_statuses[key])

    def kind(self, status: str) -> Span:
        """Return how a feature's status is called, or as it is written if it is not one word."""
        known = status in set(FeatureStatusKind)
        return Words(self.translate(status)) if known else Literal(status)


def _with_key(item: Named, feature: str = '') -> tuple[Span, ...]:
    return Title(item.title, feature), Words(' ('), Literal(item.key), Words(')')


def _arrow(before: Span, after: Span) -> tuple[Span, ...]:
    """Return what something was and what it is."""
    return before, Words(' \N{RIGHTWARDS ARROW} '), after
