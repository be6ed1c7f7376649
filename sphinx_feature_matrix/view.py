"""What of a matrix one directive shows: which drivers and features, in which order and turn."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from fnmatch import fnmatchcase
from typing import NamedTuple, TypeVar

from sphinx_feature_matrix.model import Driver, Feature, Matrix

LARGE = 5_000
"""How many implementations a summary may have before browsers take a tenth of a second for it."""

HUGE = 50_000
"""How many implementations a page's details may have before browsers take seconds for them."""

T = TypeVar('T', Driver, Feature)


class Orientation(StrEnum):
    """What the rows of the summary are; ``AUTO`` takes whichever there are more of."""

    FEATURES = 'features'
    DRIVERS = 'drivers'
    AUTO = 'auto'


class DriverOrder(StrEnum):
    """By what drivers are sorted."""

    TITLE = 'title'
    FILE = 'file'


class Selection(NamedTuple):
    """What the options of a directive ask for. Empty patterns select everything."""

    drivers: tuple[str, ...] = ()
    features: tuple[str, ...] = ()
    orientation: Orientation = Orientation.AUTO
    driver_order: DriverOrder = DriverOrder.TITLE
    group_by_category: bool = False


class View(NamedTuple):
    """The drivers and features to show, in order.

    *turned* is whether drivers are the rows. *unmatched* are the patterns that match nothing.
    """

    matrix: Matrix
    drivers: tuple[Driver, ...]
    features: tuple[Feature, ...]
    turned: bool
    grouped: bool
    unmatched: tuple[str, ...]

    @property
    def large(self) -> bool:
        """Whether browsers are to lay out the summary row by row, as far as it is in sight."""
        return len(self.drivers) * len(self.features) > LARGE

    @property
    def huge(self) -> bool:
        """Whether they are to do so with the details too, and to guess where each of them is."""
        return len(self.drivers) * len(self.features) > HUGE

    def category_title(self, key: str) -> str:
        """Return how the category *key* is headed."""
        category = self.matrix.categories.get(key)
        return category.title if category else key[:1].upper() + key[1:].replace('-', ' ')


def view(matrix: Matrix, selection: Selection) -> View:
    """Return what *selection* takes of *matrix*."""
    drivers, no_drivers = _select(matrix.drivers, selection.drivers)
    features, no_features = _select(matrix.features, selection.features)
    if selection.driver_order is DriverOrder.TITLE:
        drivers = sorted(drivers, key=lambda driver: (driver.title.casefold(), driver.key))
    if selection.group_by_category:
        first_seen = dict.fromkeys(feature.category for feature in features)
        ranks = {category: rank for rank, category in enumerate(first_seen)}
        features = sorted(features, key=lambda feature: ranks[feature.category])
    turned = selection.orientation is Orientation.DRIVERS or (
        selection.orientation is Orientation.AUTO and len(drivers) > len(features)
    )
    return View(
        matrix,
        tuple(drivers),
        tuple(features),
        turned,
        selection.group_by_category,
        (*no_drivers, *no_features),
    )


def _select(items: Sequence[T], patterns: Sequence[str]) -> tuple[list[T], list[str]]:
    """Return the *items* that *patterns* leave, and the patterns that match none.

    Patterns work one after the other; ``!`` takes away. Where the first takes away, it takes
    from all. Case does not count, as it does not in the file's driver options.
    """
    taken = [not patterns or patterns[0].startswith('!')] * len(items)
    unmatched = []
    for pattern in patterns:
        bare = pattern.removeprefix('!').lower()
        hits = [n for n, item in enumerate(items) if fnmatchcase(item.key.lower(), bare)]
        for number in hits:
            taken[number] = bare == pattern.lower()
        if not hits:
            unmatched.append(pattern)
    return [item for item, keep in zip(items, taken, strict=True) if keep], unmatched
