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
from sphinx_feature_matrix.model import STATUSES, FeatureStatusKind, Maturity
from sphinx_feature_matrix.standing import maturity_in_words
from sphinx_feature_matrix.wording import (
    Translate,
    comma,
    filled,
    joined,
    name_and_value,
    semicolon,
)


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
        # Translators: heads a list of features: "First: experimental → complete".
        'maturities': _('Maturities'),
        # Translators: heads a list of drivers and their features: "First: missing → complete".
        'gained': _('What drivers gained'),
        # Translators: heads a list of drivers and their features: "First: complete → missing".
        'lost': _('What drivers lost'),
        # Translators: heads a list of drivers and their features: "First: unknown → missing".
        'other': _('Neither gained nor lost'),
        'verdicts': _('Verdicts'),
        # Translators: heads a list of things of which only texts changed: "First: title, notes".
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
        'maturities': map(teller.maturity, changes.maturities),
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
        # Translators: of a driver: "supports 3 of 4 features; verdict: unmet".
        words = _('%(support)s; verdict: %(verdict)s')
        words %= {'support': support % counts, 'verdict': _(driver.verdict)}
        return Entry(self.described(_with_key(driver), [Words(words)]))

    def added_feature(self, feature: LoneFeature) -> Entry:
        support = self.translate('supported by %(supported)d of %(all)d drivers')
        return self.feature(feature, support, feature.key)

    def removed_feature(self, feature: LoneFeature) -> Entry:
        support = self.translate('was supported by %(supported)d of %(all)d drivers')
        return self.feature(feature, support)

    def feature(self, feature: LoneFeature, support: str, target: str = '') -> Entry:
        counts = {'supported': feature.supported, 'all': feature.drivers}
        facts = self.kind(feature.status), Words(support % counts)
        separated = self.joined(semicolon(self.translate), ([fact] for fact in facts))
        return Entry(self.described(_with_key(feature, target), separated))

    def renamed_driver(self, driver: Renamed) -> Entry:
        titles = Title(driver.before), Title(driver.title)
        return Entry(self.described([Literal(driver.key)], _arrow(*titles)))

    def renamed_feature(self, feature: Renamed) -> Entry:
        titles = Title(feature.before), Title(feature.title, feature.key)
        return Entry(self.described([Literal(feature.key)], _arrow(*titles)))

    def feature_status(self, feature: Changed) -> Entry:
        kinds = self.kind(feature.before), self.kind(feature.after)
        title = Title(feature.title, feature.key)
        return Entry(self.described([title], _arrow(*kinds)))

    def maturity(self, feature: Changed) -> Entry:
        maturities = self.matured(feature.before), self.matured(feature.after)
        title = Title(feature.title, feature.key)
        return Entry(self.described([title], _arrow(*maturities)))

    def implementations(
        self, pick: Callable[[Implementations], Sequence[Changed]]
    ) -> Iterator[Entry]:
        """Yield an entry for each driver for which *pick* finds features, with these below."""
        for driver in self.changes.implementations:
            if features := pick(driver):
                yield Entry((Title(driver.title),), tuple(map(self.implementation, features)))

    def implementation(self, feature: Changed) -> Entry:
        statuses = self.status(feature.before), self.status(feature.after)
        title = Title(feature.title, feature.key)
        return Entry(self.described([title], _arrow(*statuses)))

    def verdicts(self, driver: Verdicts) -> Entry:
        _ = self.translate
        # Translators: %s is a verdict that is the same as before.
        verdict: Sequence[Span] = (Words(_('still %s') % _(driver.after)),)
        if driver.before != driver.after:
            verdict = _arrow(Words(_(driver.before)), Words(_(driver.after)))
        return Entry(
            self.described([Title(driver.title)], verdict),
            tuple(map(self.requirement, driver.requirements)),
        )

    def requirement(self, change: RequirementChange) -> Entry:
        _ = self.translate
        target = '' if change.feature in self.gone else change.feature
        subject: tuple[Span, ...] = (Title(change.title, target),)
        if change.kind == FeatureStatusKind.CHOICE:
            # Translators: what is required: "at least one of the group backup: unmet → met".
            choice = _('at least one of the group %(group)s')
            subject = self.filled(choice, group=[Literal(change.group)])
        # Translators: in place of the verdict before: "First: new requirement → met".
        new = _('new requirement')
        # Translators: in place of the verdict after: "First: met → no longer required".
        gone = _('no longer required')
        before = _(change.before) if change.before else new
        after = _(change.after) if change.after else gone
        return Entry(self.described(subject, _arrow(Words(before), Words(after))))

    def edited(self, item: Edited) -> Entry:
        _ = self.translate
        key = [Literal(item.key)]
        subjects: dict[str, tuple[Span, ...]] = {
            # Translators: in place of a title: "The matrix itself: title, notes".
            'matrix': (Words(_('The matrix itself')),),
            'driver': (Title(item.title),),
            'feature': (Title(item.title, item.key),),
            # Translators: in place of a title: "Category storage: title".
            'category': self.filled(_('Category %(key)s'), key=key),
            # Translators: in place of a title: "Status planned: symbol".
            'status': self.filled(_('Status %(key)s'), key=key),
        }
        names = {
            # Translators: what was edited, in a list: a title.
            'title': _('title'),
            # Translators: what was edited, in a list: the link of a driver.
            'link': _('link'),
            # Translators: what was edited, in a list: the notes of a feature or of the matrix.
            'notes': _('notes'),
            # Translators: what was edited, in a list: the commands of a feature.
            'cli': _('commands'),
            # Translators: what was edited, in a list: the name of a feature in an API.
            'api': _('API alias'),
            'api-doc': _('API docs'),
            'admin-doc': _('Admin docs'),
            # Translators: what was edited, in a list: the tests of a feature.
            'tests': _('tests'),
            # Translators: what was edited, in a list: the symbol of a status.
            'symbol': _('symbol'),
            # Translators: what was edited, in a list: as which other status a status counts.
            'counts-as': _('what it counts as'),
        }
        what: list[Iterable[Span]] = [[Words(names[option])] for option in item.options]
        if item.drivers:
            drivers = self.joined(comma(_), ([Title(driver.title)] for driver in item.drivers))
            # Translators: what was edited, in a list: the notes of a feature on drivers.
            what.append(self.filled(_('notes on %(drivers)s'), drivers=drivers))
        if item.releases:
            drivers = self.joined(comma(_), ([Title(driver.title)] for driver in item.releases))
            # Translators: what was edited, in a list: the releases of drivers.
            what.append(self.filled(_('releases of %(drivers)s'), drivers=drivers))
        return Entry(self.described(subjects[item.kind], self.joined(comma(_), what)))

    def described(self, name: Iterable[Span], value: Iterable[Span]) -> tuple[Span, ...]:
        """Return *name* and what is said of it."""
        return self.filled(name_and_value(self.translate), name=name, value=value)

    def filled(self, sentence: str, **parts: Iterable[Span]) -> tuple[Span, ...]:
        """Return a translated *sentence* with *parts* at their places."""
        spans: list[Span] = filled(sentence, Words, **parts)
        return tuple(spans)

    def joined(self, separator: str, items: Iterable[Iterable[Span]]) -> tuple[Span, ...]:
        """Return *items* with *separator* between them."""
        spans: list[Span] = joined(separator, Words, items)
        return tuple(spans)

    # Words such as "complete", "met" and "optional" are in the catalogue already, by messages.py.

    def status(self, key: str) -> Span:
        """Return how an implementation status is called."""
        if key in STATUSES:
            return Words(self.translate(STATUSES[key].title))
        return Title(self.changes.declared_statuses[key])

    def matured(self, maturity: str) -> Span:
        """Return how a maturity is called, or as it is written if it is none."""
        _ = self.translate
        if maturity and maturity not in set(Maturity):
            return Literal(maturity)
        # Translators: in place of a maturity: "First: not stated → experimental".
        return Words(maturity_in_words(maturity, _) if maturity else _('not stated'))

    def kind(self, status: str) -> Span:
        """Return how a feature's status is called, or as it is written if it is not one word."""
        known = status in set(FeatureStatusKind)
        return Words(self.translate(status)) if known else Literal(status)


def _with_key(item: Named, feature: str = '') -> tuple[Span, ...]:
    return Title(item.title, feature), Words(' ('), Literal(item.key), Words(')')


def _arrow(before: Span, after: Span) -> tuple[Span, ...]:
    """Return what something was and what it is."""
    return before, Words(' \N{RIGHTWARDS ARROW} '), after
