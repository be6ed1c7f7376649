"""What load and loads return, in both dialects, with the place of everything."""

from __future__ import annotations

import gc
from collections import Counter
from contextlib import suppress
from pathlib import Path

import pytest

from sphinx_feature_matrix import load
from sphinx_feature_matrix.ini import loads
from sphinx_feature_matrix.ini.source import Source
from sphinx_feature_matrix.model import (
    STATUSES,
    Category,
    Dialect,
    Driver,
    FeatureStatusKind,
    Implementation,
    ImplementationStatus,
    Matrix,
    Note,
)
from sphinx_feature_matrix.problems import Location

FILE = 'matrix.ini'

CURRENT = """\
# What this file is for.

[DEFAULT]
driver.kvm = missing
driver-notes.kvm = As everywhere:
    not yet.
api = servers

[matrix]
title = Support of
    hypervisors
notes = First.

    # a comment within a note
    - an item
      that goes on

    Last.

[driver.kvm]
title = Libvirt KVM (x86)
link = https://kvm.example/?a=b#c

[driver.OVN]
title : OVN

[category.storage]
title = All about
    storage

[status.Planned]
title = Planned for later
symbol = …
counts-as = Missing

[status.odd]
title = Odd
counts-as = partial

[storage.block.iscsi]
title = Block storage
    over iSCSI
status = Condition( storage.block==complete )
notes =

    Begins below its option.
;   another comment

      * item
        of two lines
cli = tool attach <server>  --now; tool
    detach <server> ;
api = os-volumes
driver.kvm = Complete
driver-notes.kvm = Needs 1.2.16.
driver.OVN = planned

[storage.block]
title = Block storage
status = choice( storage )
driver.ovn   =   odd
driver-notes.ovn:Only some,
  since last year.

[plain]
title = Plain
driver.ovn = unknown
"""

TARGETS = """\
[targets]
driver-impl-kvm = Libvirt KVM
driver-impl-XenServer = Xen
    Server

[matrix]
title = Older

[operation.attach]
title = Attach
status = mandatory
driver-impl-kvm = partial
driver-notes-kvm = Since 2012.
driver-impl-xenserver = missing
"""


def place(text: str, marked: str) -> Location:
    """Return where the ^ of *marked* is, which is in *text* once but for the ^."""
    before, found, after = marked.partition('^')
    assert found
    assert text.count(before + after) == 1, marked
    index = text.index(before + after) + len(before)
    line_start = text.rfind('\n', 0, index) + 1
    return Location(FILE, text.count('\n', 0, index) + 1, index - line_start + 1)


def read(text: str) -> Matrix:
    matrix, problems = loads(text, FILE)
    assert problems == []
    return matrix


def test_matrix() -> None:
    matrix = read(CURRENT)
    assert (matrix.file, matrix.dialect) == (FILE, Dialect.CURRENT)
    assert matrix.title == 'Support of hypervisors'
    assert matrix.title_line == place(CURRENT, '^title = Support').line


def test_matrix_notes_keep_the_indentation_of_markup_and_their_lines() -> None:
    note = read(CURRENT).notes
    assert note is not None
    assert note.text == 'First.\n\n- an item\n  that goes on\n\nLast.'
    # Line 14 is a comment.
    assert (note.file, note.lines) == (FILE, (12, 13, 15, 16, 17, 18))
    assert note.columns == (9, 1, 5, 7, 1, 5)
    assert note.location == place(CURRENT, 'notes = ^First.')


def test_drivers() -> None:
    assert read(CURRENT).drivers == (
        Driver(
            'kvm',
            'Libvirt KVM (x86)',
            'driver.kvm',
            place(CURRENT, '^[driver.kvm]'),
            'https://kvm.example/?a=b#c',
            title_line=place(CURRENT, '^title = Libvirt').line,
        ),
        Driver(
            'OVN',
            'OVN',
            'driver.OVN',
            place(CURRENT, '^[driver.OVN]'),
            title_line=place(CURRENT, '^title : OVN').line,
        ),
    )


def test_categories() -> None:
    where = place(CURRENT, '^[category.storage]')
    line = place(CURRENT, '^title = All about').line
    category = Category('storage', 'All about storage', where, line)
    assert read(CURRENT).categories == {'storage': category}


def test_statuses_are_the_built_in_ones_and_those_declared() -> None:
    statuses = read(CURRENT).statuses
    assert list(statuses) == ['complete', 'partial', 'missing', 'unknown', 'planned', 'odd']
    assert all(statuses[key] == status for key, status in STATUSES.items())
    assert statuses['planned'] == ImplementationStatus(
        'planned',
        'Planned for later',
        '…',
        'missing',
        place(CURRENT, '^[status.Planned]'),
        place(CURRENT, '^title = Planned').line,
    )
    assert statuses['odd'] == ImplementationStatus(
        'odd',
        'Odd',
        '\N{BULLET}',
        'partial',
        place(CURRENT, '^[status.odd]'),
        place(CURRENT, '^title = Odd').line,
    )


def test_features() -> None:
    features = read(CURRENT).features
    assert [(feature.key, feature.category) for feature in features] == [
        ('storage.block.iscsi', 'storage'),
        ('storage.block', 'storage'),
        ('plain', 'plain'),
    ]
    iscsi, _, plain = features
    assert iscsi.title == 'Block storage over iSCSI'
    assert iscsi.title_line == place(CURRENT, '[storage.block.iscsi]\n^title').line
    assert iscsi.location == place(CURRENT, '^[storage.block.iscsi]')
    assert iscsi.cli == ('tool attach <server> --now', 'tool detach <server>')
    assert (iscsi.api, plain.api) == ('os-volumes', 'servers')
    assert (plain.cli, plain.notes) == ((), None)


def test_a_note_that_begins_below_its_option() -> None:
    text = 'Begins below its option.\n\n* item\n  of two lines'
    assert read(CURRENT).features[0].notes == Note(
        text, FILE, (46, 48, 49, 50), columns=(5, 1, 7, 9)
    )


def test_feature_statuses() -> None:
    condition, choice, absent = (feature.status for feature in read(CURRENT).features)
    assert condition.kind is FeatureStatusKind.CONDITION
    assert condition.text == 'Condition( storage.block==complete )'
    assert condition.location == place(CURRENT, '^Condition( storage.block==')
    assert condition.condition is not None
    assert (choice.kind, choice.group) == (FeatureStatusKind.CHOICE, 'storage')
    assert choice.location == place(CURRENT, '^choice( storage )')
    assert (absent.kind, absent.text) == (FeatureStatusKind.OPTIONAL, 'optional')
    assert absent.location.line == place(CURRENT, '^[plain]').line


def test_implementations() -> None:
    iscsi, block, _ = read(CURRENT).features
    assert list(iscsi.implementations) == ['kvm', 'OVN']
    kvm = iscsi.implementations['kvm']
    assert (kvm.status, kvm.invalid, kvm.stated) == ('complete', '', True)
    assert kvm.location == place(CURRENT, 'driver.kvm = ^Complete')
    assert kvm.notes is not None
    assert kvm.notes.text == 'Needs 1.2.16.'
    assert kvm.notes.location == place(CURRENT, '= ^Needs')
    planned = iscsi.implementations['OVN']
    assert planned == Implementation('planned', *place(CURRENT, 'driver.OVN = ^planned'))
    odd = block.implementations['OVN']
    assert odd.location == place(CURRENT, 'driver.ovn   =   ^odd')
    assert odd.notes == Note('Only some,\nsince last year.', FILE, (62, 63), (18, 3))


def test_options_of_the_default_section_and_their_places() -> None:
    iscsi, block, plain = read(CURRENT).features
    for feature in (block, plain):
        default = feature.implementations['kvm']
        assert (default.status, default.stated) == ('missing', True)
        assert default.location == place(CURRENT, 'driver.kvm = ^missing')
        assert default.notes == Note('As everywhere:\nnot yet.', FILE, (5, 6), (20, 5))
    assert iscsi.implementations['kvm'].status == 'complete'


def target(key: str, title: str, where: str) -> Driver:
    found = place(TARGETS, where)
    return Driver(key, title, key, found, title_line=found.line)


def test_the_targets_dialect() -> None:
    matrix = read(TARGETS)
    assert (matrix.dialect, matrix.title) == (Dialect.TARGETS, 'Older')
    assert matrix.drivers == (
        target('kvm', 'Libvirt KVM', '^driver-impl-kvm = L'),
        target('xenserver', 'Xen Server', '^driver-impl-XenServer'),
    )
    (feature,) = matrix.features
    assert (feature.key, feature.status.kind) == ('operation.attach', 'mandatory')
    assert feature.implementations == {
        'kvm': Implementation(
            'partial',
            *place(TARGETS, 'driver-impl-kvm = ^partial'),
            Note('Since 2012.', FILE, (13,), (20,)),
        ),
        'xenserver': Implementation('missing', *place(TARGETS, '= ^missing')),
    }


def test_an_absent_driver_line_is_unknown_and_says_so() -> None:
    matrix, problems = loads(TARGETS.replace('driver-impl-kvm = partial\n', ''), FILE)
    implementation = matrix.features[0].implementations['kvm']
    assert (implementation.status, implementation.stated) == ('unknown', False)
    assert implementation.location == matrix.features[0].location
    assert implementation.notes is not None
    (problem,) = problems
    assert (problem.name, problem.location) == ('implementation-missing', Location(FILE, 9, 1))
    assert '"driver-impl-kvm = unknown"' in problem.message
    assert 'xenserver' not in problem.message


def test_a_value_that_is_no_status_is_kept() -> None:
    matrix, problems = loads(TARGETS.replace('partial', 'Perhaps'), FILE)
    where = place(TARGETS, '= ^partial')
    implementation = matrix.features[0].implementations['kvm']
    assert (implementation.status, implementation.invalid) == ('unknown', 'Perhaps')
    assert (implementation.stated, implementation.location) == (True, where)
    assert [(problem.name, problem.location) for problem in problems] == [
        ('implementation-status', where)
    ]


def test_all_problems_at_once_in_the_order_of_lines_and_what_is_sound() -> None:
    text = """\
stray
[driver.kvm]
titel = KVM
[driver.ovn]
title = OVN
link = javascript:1
[op.one]
status = optinal
driver.kvm = compleet
driver.ovn = complete
no option
[op.two]
title = Two
status = condition(op.zero==complete)
driver.kvm = partial
"""
    matrix, problems = loads(text, FILE)
    assert [(problem.location.line, problem.name) for problem in problems] == [
        (1, 'text-before-section'),
        (2, 'driver-title'),
        (3, 'unknown-option'),
        (6, 'link'),
        (7, 'feature-title'),
        (8, 'feature-status'),
        (9, 'implementation-status'),
        (11, 'not-an-option'),
        (12, 'implementation-missing'),
        (14, 'condition-feature'),
    ]
    assert [(driver.title, driver.link) for driver in matrix.drivers] == [('kvm', ''), ('OVN', '')]
    assert [driver.title_line for driver in matrix.drivers] == [0, 5]
    one, two = matrix.features
    assert (one.title, one.status.kind, one.status.text) == ('op.one', 'optional', 'optinal')
    assert one.implementations['ovn'].status == 'complete'
    assert (two.title, two.implementations['kvm'].status) == ('Two', 'partial')


def large(features: int, drivers: int) -> str:
    """Return a file without a mistake and without a doubt."""
    lines = [f'[driver.d{driver}]\ntitle = Driver {driver}' for driver in range(drivers)]
    for feature in range(features):
        lines.append(f'[op.f{feature}]\ntitle = Feature {feature}\nstatus = optional')
        lines += [f'driver.d{driver} = complete' for driver in range(drivers)]
    return '\n'.join(lines)


def test_implementations_without_a_problem_cost_no_location(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made = Counter[str]()
    new = Location.__new__

    def counted(cls: type[Location], file: str, line: int, column: int) -> Location:
        made[file] += 1
        return new(cls, file, line, column)

    monkeypatch.setattr(Location, '__new__', counted)
    loads(large(40, 2), 'narrow')
    loads(large(40, 20), 'wide')
    # One more for each driver, where its section is.
    assert made['wide'] - made['narrow'] == 18


def test_a_name_and_a_status_are_one_string_however_often_the_file_has_them() -> None:
    text = large(40, 20)
    matrix = read(text)
    cells = [cell for each in matrix.features for cell in each.implementations.values()]
    assert len(cells) == 800
    assert len({id(cell.status) for cell in cells}) == 1
    sections = [each for each in Source(FILE, text).sections if each.name.startswith('op.')]
    # The title, the status, and one for each driver.
    assert len({id(name) for each in sections for name in each.options}) == 22


@pytest.mark.parametrize('enabled', [True, False])
@pytest.mark.parametrize('fails', [True, False])
def test_nobody_looks_for_garbage_while_a_file_is_read(
    enabled: bool, fails: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = []

    def watched(source: Source, declared: object) -> Matrix:
        seen.append(gc.isenabled())
        if fails:
            raise KeyboardInterrupt
        return Matrix(source.file)

    monkeypatch.setattr('sphinx_feature_matrix.ini.document.read', watched)
    before = gc.isenabled()
    try:
        (gc.enable if enabled else gc.disable)()
        with suppress(KeyboardInterrupt):
            loads(CURRENT)
        assert (seen, gc.isenabled()) == ([False], enabled)
    finally:
        (gc.enable if before else gc.disable)()


def test_load_reads_a_file_and_names_it_in_places(tmp_path: Path) -> None:
    path = tmp_path / 'drivers.ini'
    path.write_text(CURRENT, encoding='utf-8')
    matrix, problems = load(path)
    assert problems == []
    assert matrix == loads(CURRENT, str(path))[0]
    assert matrix.drivers[0].location == Location(str(path), 20, 1)
    assert load(str(path)) == (matrix, [])


def test_loads_names_a_text_without_a_file() -> None:
    assert loads(CURRENT)[0].file == '<string>'
