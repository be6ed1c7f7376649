"""Which drivers and features a directive shows, in which order and turn."""

from __future__ import annotations

import pytest

from sphinx_feature_matrix.ini import loads
from sphinx_feature_matrix.model import Matrix
from sphinx_feature_matrix.view import DriverOrder, Orientation, Selection, View, view

DRIVERS = {'xen': 'b Xen', 'libvirt-kvm': 'Libvirt KVM', 'libvirt-LXC': 'a LXC', 'lxd': 'b Xen'}
FEATURES = ['op.start', 'storage.block', 'op.stop', 'Storage.file', 'long-name']


def matrix() -> Matrix:
    lines = ['[category.storage]', 'title = Where data is']
    for key, title in DRIVERS.items():
        lines += [f'[driver.{key}]', f'title = {title}']
    for key in FEATURES:
        lines += [f'[{key}]', 'title = T', *(f'driver.{driver} = complete' for driver in DRIVERS)]
    result, problems = loads('\n'.join(lines))
    assert problems == []
    return result


def drivers(shown: View) -> list[str]:
    return [driver.key for driver in shown.drivers]


def features(shown: View) -> list[str]:
    return [feature.key for feature in shown.features]


def test_everything_by_default() -> None:
    shown = view(matrix(), Selection())
    assert features(shown) == FEATURES
    # By title without regard to case; those of one title by key.
    assert drivers(shown) == ['libvirt-LXC', 'lxd', 'xen', 'libvirt-kvm']
    assert (shown.turned, shown.grouped, shown.unmatched) == (False, False, ())
    assert shown.matrix == matrix()


def test_drivers_in_the_order_of_the_file() -> None:
    assert drivers(view(matrix(), Selection(driver_order=DriverOrder('file')))) == list(DRIVERS)
    by_title = Selection(driver_order=DriverOrder('title'))
    assert view(matrix(), by_title) == view(matrix(), Selection())


@pytest.mark.parametrize(
    ('patterns', 'expected', 'unmatched'),
    [
        ('xen', ['xen'], ()),
        ('lxd xen', ['xen', 'lxd'], ()),
        ('libvirt-*', ['libvirt-kvm', 'libvirt-LXC'], ()),
        ('libvirt-* !libvirt-lxc', ['libvirt-kvm'], ()),
        ('LIBVIRT-?XC', ['libvirt-LXC'], ()),
        ('!xen', ['libvirt-kvm', 'libvirt-LXC', 'lxd'], ()),
        ('!* lxd', ['lxd'], ()),
        # A later pattern brings back what an earlier one takes away.
        ('* !l* lxd', ['xen', 'lxd'], ()),
        ('[lx]?[!d]', ['xen'], ()),
        ('xen qemu', ['xen'], ('qemu',)),
        ('qemu', [], ('qemu',)),
        ('!qemu', list(DRIVERS), ('!qemu',)),
    ],
)
def test_patterns(patterns: str, expected: list[str], unmatched: tuple[str, ...]) -> None:
    selection = Selection(drivers=tuple(patterns.split()), driver_order=DriverOrder.FILE)
    shown = view(matrix(), selection)
    assert drivers(shown) == expected
    assert shown.unmatched == unmatched


def test_patterns_for_features() -> None:
    shown = view(matrix(), Selection(features=('op.*', 'storage.*', '!*.stop', 'none')))
    assert features(shown) == ['op.start', 'storage.block', 'Storage.file']
    assert len(drivers(shown)) == len(DRIVERS)


def test_all_unmatched_patterns_are_named() -> None:
    shown = view(matrix(), Selection(drivers=('a', 'xen'), features=('!b', 'c')))
    assert shown.unmatched == ('a', '!b', 'c')


def test_grouping_keeps_the_order_in_which_categories_and_features_come() -> None:
    shown = view(matrix(), Selection(group_by_category=True))
    assert shown.grouped
    assert features(shown) == ['op.start', 'op.stop', 'storage.block', 'Storage.file', 'long-name']


def test_category_titles_are_those_declared_or_the_key_made_readable() -> None:
    shown = view(matrix(), Selection())
    assert shown.category_title('storage') == 'Where data is'
    assert shown.category_title('long-name') == 'Long name'
    assert shown.category_title('') == ''


@pytest.mark.parametrize(
    ('orientation', 'wanted', 'turned'),
    [
        ('auto', '*', False),
        ('auto', 'op.*', True),
        ('features', 'op.*', False),
        ('drivers', '*', True),
        # As many drivers as features.
        ('auto', '!long-name', False),
    ],
)
def test_orientation(orientation: str, wanted: str, *, turned: bool) -> None:
    selection = Selection(features=(wanted,), orientation=Orientation(orientation))
    shown = view(matrix(), selection)
    assert shown.turned is turned
