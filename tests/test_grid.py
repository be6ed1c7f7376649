"""The summary and the lists of implementations as compact data."""

from __future__ import annotations

import pickle

import pytest

from sphinx_feature_matrix.grid import Grid, Head, ReadyNote, facts, grid, implementations
from sphinx_feature_matrix.ini import loads
from sphinx_feature_matrix.view import DriverOrder, Orientation, Selection, View, view

TEXT = """\
[category.op]
title = Operations
[status.planned]
title = Planned
counts-as = missing
[driver.kvm-x86]
title = KVM
link = kvm.html
[driver.ovn]
title = OVN
[driver.none]
title = None
[op.live-start]
title = Start
status = Choice (storage)
driver.kvm-x86 = complete
driver.ovn = planned
driver.none = compleet
driver-notes.ovn = Next year.
[op.stop]
title = Stop
driver.kvm-x86 = missing
driver.ovn =
driver.none = missing
"""

FEATURES = (
    Head('op.live-start', 'Start', 'op_live_start', status='choice'),
    Head('op.stop', 'Stop', 'op_stop', status='optional'),
)
DRIVERS = (
    Head('kvm-x86', 'KVM', 'driver_kvm_x86', 'kvm.html'),
    Head('ovn', 'OVN', 'driver_ovn'),
    Head('none', 'None', 'driver_none'),
)


def shown(
    orientation: Orientation = Orientation.FEATURES,
    features: tuple[str, ...] = (),
    drivers: tuple[str, ...] = (),
    *,
    grouped: bool = False,
) -> View:
    matrix, _ = loads(TEXT)
    order = DriverOrder.FILE
    return view(matrix, Selection(drivers, features, orientation, order, grouped))


def summary_of(selected: View) -> Grid:
    return grid(selected, implementations(selected))


def words(summary: Grid) -> list[list[str]]:
    return [[summary.statuses[cell].key for cell in row] for row in summary.cells]


def test_grid_with_features_as_rows() -> None:
    summary = summary_of(shown())
    assert (summary.rows, summary.columns) == (FEATURES, DRIVERS)
    assert words(summary) == [
        ['complete', 'planned', 'unknown'],
        ['missing', 'unknown', 'missing'],
    ]
    assert summary.invalid == {(0, 2): 'compleet', (1, 1): '?'}
    assert (summary.turned, summary.grouped) == (False, False)
    assert (summary.features(), summary.drivers()) == (FEATURES, DRIVERS)
    assert str(summary) == '2 rows x 3 columns'


def test_grid_with_drivers_as_rows() -> None:
    summary = summary_of(shown(Orientation.DRIVERS))
    assert (summary.rows, summary.columns) == (DRIVERS, FEATURES)
    assert words(summary) == [
        ['complete', 'missing'],
        ['planned', 'unknown'],
        ['unknown', 'missing'],
    ]
    assert summary.invalid == {(2, 0): 'compleet', (1, 1): '?'}
    assert summary.turned
    assert (summary.features(), summary.drivers()) == (FEATURES, DRIVERS)
    assert str(summary) == '3 rows x 2 columns'


@pytest.mark.parametrize('orientation', [Orientation.FEATURES, Orientation.DRIVERS])
def test_support_of_each_driver(orientation: Orientation) -> None:
    assert summary_of(shown(orientation)).support() == [
        {'complete': 1, 'partial': 0, 'missing': 1, 'unknown': 0},
        {'complete': 0, 'partial': 0, 'missing': 1, 'unknown': 1},
        {'complete': 0, 'partial': 0, 'missing': 1, 'unknown': 1},
    ]


def test_implementations_with_a_note() -> None:
    assert summary_of(shown()).noted == (b'\0\1\0', b'\0\0\0')
    assert summary_of(shown(Orientation.DRIVERS)).noted == (b'\0\0', b'\1\0', b'\0\0')


def test_statuses_that_occur() -> None:
    summary = summary_of(shown())
    assert [status.key for status in summary.occurring()] == [
        'complete',
        'missing',
        'unknown',
        'planned',
    ]
    only = summary_of(shown(features=('op.stop',), drivers=('kvm-x86',)))
    assert [status.key for status in only.occurring()] == ['missing']


def test_indexes_are_those_of_what_is_shown() -> None:
    summary = summary_of(shown(features=('op.stop',), drivers=('!kvm-x86',)))
    assert words(summary) == [['unknown', 'missing']]
    assert summary.invalid == {(0, 0): '?'}


def test_categories_of_a_grouped_view() -> None:
    assert [head.category for head in summary_of(shown()).rows] == ['', '']
    summary = summary_of(shown(grouped=True))
    assert summary.grouped
    assert [head.category for head in summary.rows] == ['Operations', 'Operations']


@pytest.mark.parametrize('orientation', [Orientation.FEATURES, Orientation.DRIVERS])
def test_nothing_to_show(orientation: Orientation) -> None:
    for selected in (
        shown(orientation, features=('none',)),
        shown(orientation, drivers=('nobody',)),
    ):
        summary = summary_of(selected)
        assert [len(row) for row in summary.cells] == [len(summary.columns)] * len(summary.rows)
        assert summary.occurring() == []


def test_implementations() -> None:
    start, stop = implementations(shown())
    assert (start.feature, stop.feature) == FEATURES
    assert start.drivers.heads == DRIVERS
    assert start.drivers.keys == ('kvm-x86', 'ovn', 'none')
    assert start.identifiers() == [f'op_live_start_{part}' for part in start.drivers.id_parts]
    assert start.drivers.id_parts == ('driver_kvm_x86', 'driver_ovn', 'driver_none')
    assert [start.statuses[cell].key for cell in start.cells] == ['complete', 'planned', 'unknown']
    assert (start.invalid, stop.invalid) == ({2: 'compleet'}, {1: '?'})
    assert str(start) == 'op.live-start in 3 drivers'


def test_facts() -> None:
    features = shown().features
    words, more = ReadyNote('Words.', 1), ReadyNote('More.', 2)
    chosen = facts(features[0], words, {1: more})
    assert (chosen.group, chosen.condition) == ('storage', '')
    assert (chosen.note, chosen.notes, str(chosen)) == (words, {1: more}, '1 notes')
    plain = facts(features[1], None, {})
    assert (plain.group, plain.condition, plain.api, plain.cli) == ('', '', '', ())


def test_what_features_share_is_pickled_once() -> None:
    both = implementations(shown())
    copies = pickle.loads(pickle.dumps(both))
    assert copies == both
    for one, other in (both, copies):
        assert one.drivers is other.drivers
        assert one.statuses is other.statuses
    assert pickle.loads(pickle.dumps(summary_of(shown()))) == summary_of(shown())
