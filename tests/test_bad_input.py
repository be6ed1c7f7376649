"""What is wrong with a file is said at its place, with what to write instead; never raised."""

from __future__ import annotations

import pytest

from sphinx_feature_matrix.ini import loads
from sphinx_feature_matrix.model import STATUSES, FeatureStatusKind, Matrix
from sphinx_feature_matrix.problems import Problem

GOOD = """\
[driver.kvm]
title = KVM
[driver.ovn]
title = OVN
[op.start]
title = Start
status = mandatory
driver.kvm = complete
driver.ovn = missing
[op.stop]
title = Stop
status = optional
driver.kvm = partial
driver.ovn = unknown
"""

TARGETS = """\
[targets]
driver-impl-kvm = KVM
[op.start]
title = Start
driver-impl-kvm = complete
"""

DECLARED = '[status.odd]\ntitle = Odd\ncounts-as = missing\n'

HEADER = 'a section header is "[NAME]" on a line of its own'


def edited(number: int, lines: str, text: str = GOOD) -> str:
    """Return *text* with *lines* in place of the line *number*."""
    result = text.splitlines()
    result[number - 1] = lines
    return '\n'.join(result) + '\n'


def check(problems: list[Problem], expected: str) -> None:
    """Compare *problems* with lines of LINE:COLUMN, the name, and a part of the message."""
    rows = [row.split(' ', 2) for row in expected.splitlines()]
    found = [f'{p.location.line}:{p.location.column} {p.name}' for p in problems]
    assert found == [f'{place} {name}' for place, name, _ in rows]
    for problem, (_, _, part) in zip(problems, rows, strict=True):
        assert part in problem.message
        # A message is one line of the command's output.
        assert problem.message.isprintable()


# A line of GOOD, what stands there instead, and the problem.
BAD_LINES = [
    (2, '', '1:1 driver-title [driver.kvm] has no title; add "title = …"'),
    (2, 'title = KVM\nlink = javascript:a()', '3:8 link begins with https:, http: or mailto:'),
    (2, 'title = KVM\nlink = java\tscript:a()', '3:8 link is no link to show; write an addr'),
    (2, 'title = KVM\nlink = data:text/html,a', '3:8 link or a path relative to the page'),
    (2, 'title = KVM\nlink = //host/page', '3:8 link "//host/page" is no link'),
    (2, 'title = KVM\nlink = a.html\n  b.html', '3:8 link a path relative to the page'),
    (2, 'title = KVM\nlnik = a.html', '3:1 unknown-option [driver.kvm]; did you mean "link"?'),
    (5, '[op.start] api = servers', f'5:1 not-an-option {HEADER}'),
    (6, '', '5:1 feature-title feature [op.start] has no title; add "title = …"'),
    (6, 'title =', '5:1 feature-title what readers are to see'),
    (7, 'mandatory', '7:1 not-an-option write "OPTION = VALUE", or indent the line if it goes on'),
    (7, '= mandatory', '7:1 not-an-option write "OPTION = VALUE"'),
    (7, '[op.more', f'7:1 not-an-option {HEADER}'),
    (7, 'notes =\nno option\n  Goes on.', '8:1 not-an-option indent the line if it goes on with'),
    (7, 'Title = Go', '7:1 duplicate-option "title" is already on line 6; delete one of the two'),
    (7, 'status = optinal', '7:10 feature-status no feature status; did you mean "optional"?'),
    (7, 'status = required', '7:10 feature-status did you mean "mandatory"?'),
    (7, 'status = conditional(x==y)', '7:10 feature-status mean "condition(KEY==STATUS)"?'),
    (7, 'status = mandatory(x)', '7:10 feature-status takes nothing in parentheses; write "mand'),
    (7, 'status = red', '7:10 feature-status write mandatory, optional, choice(GROUP), cond'),
    (7, 'status =', '7:9 feature-status the status is empty; write mandatory, optional, choice'),
    (7, 'status =   a\n  b', '7:12 feature-status "a b" is no feature status'),
    (7, 'status = choice', '7:10 choice a choice needs a group'),
    (7, 'status = choice()', '7:10 choice the name that the features to choose from share'),
    (7, 'status = choice( )', '7:10 choice write "choice(GROUP)"'),
    (7, 'status = condition', "7:10 condition expected a feature's key at the end"),
    (7, 'status = condition()', '7:10 condition write "condition(KEY==STATUS)"'),
    (7, 'status = condition(op.stop)', '7:27 condition expected "==" or "!=" after "op.stop"'),
    (7, 'status = condition(op.stop=no)', '7:27 condition expected "==" or "!=" after "op.stop"'),
    (7, 'status = condition(and==no)', '7:20 condition expected a feature\'s key, not "and"'),
    (7, 'status = condition(op.stop==)', '7:29 condition an implementation status at the end'),
    (7, 'status = condition(a==b c==d)', '7:25 condition expected "and" or "or" before "c"'),
    (7, 'status = condition((a==b)', '7:25 condition ")" is missing'),
    (7, 'status = condition(a==b))', '7:24 condition ")" closes nothing'),
    (7, 'status = condition(a==b', '7:10 feature-status did you mean "condition(KEY==STATUS)"?'),
    (7, 'status = condition(a==b  and  or)', '7:31 condition feature\'s key, not "or"'),
    (7, 'status = condition(a==b\n  and or)', '8:7 condition expected a feature\'s key, not "or"'),
    (7, 'status = condition(op.strat==missing)', '7:20 condition-feature mean "op.start"?'),
    (7, 'status = condition(op.stop==mising)', '7:29 condition-status did you mean "missing"?'),
    (7, 'status = condition(op.stop  !=  no)', '7:33 condition-status unknown status: "no"'),
    (
        7,
        'status = condition(not op.stop==missing\n    and zone==xx)',
        '8:9 condition-feature write a feature\'s key\n8:15 condition-status "xx"; write complete',
    ),
    (7, 'drvier.kvm = partial', '7:1 unknown-option a feature; did you mean "driver.kvm"?'),
    (7, 'x = 1', '7:1 unknown-option known in a feature: admin-doc, api, api-doc, cli, matur'),
    (7, 'driver-impl-kvm = partial', '7:1 unknown-option "driver-impl-kvm" means nothing'),
    (7, 'driver.qemu = partial', '7:1 unknown-driver declare it with a section [driver.qemu]'),
    (7, 'driver.ovm = partial', '7:1 unknown-driver no driver "ovm"; did you mean "ovn"?'),
    (7, 'driver-notes.qemu = A.', '7:1 unknown-driver-notes with a section [driver.qemu]'),
    (7, 'driver-notes.ovm = A.', '7:1 unknown-driver-notes no driver "ovm"; did you mean "ovn"?'),
    (8, '', '5:1 implementation-missing [op.start] lacks 1 of its drivers, shown as unknown; add'),
    (8, 'driver.kvm = compleet', '8:14 implementation-status did you mean "complete"?'),
    (8, 'driver.kvm =', '8:13 implementation-status "driver.kvm" is empty; write complete, parti'),
    (
        8,
        'driver.kvm = \x1b[31m',
        '8:14 implementation-status "\N{REPLACEMENT CHARACTER}[31m" is no',
    ),
    (8, 'driver.kvm = complete # so', '8:14 implementation-status comment on a line of its own'),
    (8, 'driver.kvm = complete ; so', '8:14 implementation-status comment on a line of its own'),
    (8, 'driver.kvm = complete#', '8:14 implementation-status did you mean "complete"?'),
    (8, 'driver.kvm =\n  compleet', '9:3 implementation-status did you mean "complete"?'),
    (8, 'driver.kvm = yes', '8:14 implementation-status did you mean "complete"?'),
    (
        8,
        'driver.kvm = 7',
        '8:14 implementation-status write complete, partial, missing or unknown',
    ),
    (8, 'driver.kvm = missing\n  so far', '8:14 implementation-status "missing so far" is no'),
    (10, '[op.start]\n[op.stop]', '10:1 duplicate-section [op.start] is already on line 5; merge'),
]

BAD_TEXTS = {
    'text before the first section': (
        '\n  stray\n' + GOOD,
        '2:3 text-before-section put it below a section header such as "[driver.KEY]"',
    ),
    'options before the first section': (
        'title = KVM\ntitle = OVN\n' + GOOD,
        '1:1 text-before-section make it a comment with "#"\n2:1 duplicate-option line 1',
    ),
    'drivers that differ by case only': (
        edited(3, '[driver.KVM]\ntitle = Again\n[driver.ovn]'),
        '3:1 duplicate-section driver "KVM" is already on line 1, since case does not count',
    ),
    'statuses that differ by case only': (
        DECLARED + DECLARED.replace('odd', 'Odd') + GOOD,
        '4:1 duplicate-section line 1',
    ),
    'a driver without a title in [targets]': (
        edited(2, 'driver-impl-kvm =', TARGETS),
        '2:1 driver-title driver "kvm" has no title; write "driver-impl-kvm = TITLE"',
    ),
    'a driver that [targets] does not declare': (
        TARGETS + 'driver-impl-zen = complete\ndriver-notes-kwm = A.',
        (
            '6:1 unknown-driver declare it in [targets] with "driver-impl-zen = TITLE"\n'
            '7:1 unknown-driver-notes no driver "kwm"; did you mean "kvm"?'
        ),
    ),
    'an option of [targets] that means nothing': (
        edited(2, 'driver-impl-kvm = KVM\nimpl-kvm = KVM', TARGETS),
        '3:1 unknown-option means nothing in [targets]; did you mean "driver-impl-kvm"?',
    ),
    'options of other sections that mean nothing': (
        '[matrix]\nnote = A.\n[category.op]\ntitle = O\nsymbol = x\n'
        + DECLARED
        + 'colour = red\n'
        + GOOD,
        (
            '2:1 unknown-option in [matrix]; did you mean "notes"?\n'
            '5:1 unknown-option in [category.op]; known here: title\n'
            '9:1 unknown-option in [status.odd]; known here: counts-as, symbol, title'
        ),
    ),
    'options of [DEFAULT] that mean nothing': (
        '[DEFAULT]\ndrvier.kvm = complete\ndriver.qemu = complete\n' + GOOD,
        '2:1 unknown-option drvier.kvm\n3:1 unknown-driver qemu',
    ),
    'options of [targets] none of which is a driver': (
        '[targets]\nkvm = KVM\n[op.start]\ntitle = Start\n',
        (
            '1:1 empty the file declares no drivers\n'
            '2:1 unknown-option nothing in [targets]; known here: none'
        ),
    ),
    'a feature without any driver': (
        GOOD + '[op.more]\ntitle = More\n',
        '15:1 implementation-missing add "driver.kvm = unknown", "driver.ovn = unknown"',
    ),
    'a driver without a key': (
        '[driver.]\ntitle = A\n' + GOOD,
        '1:1 unknown-driver [driver.] names no driver that an option can speak of',
    ),
    'a category without a title': (
        '[category.op]\n' + GOOD,
        '1:1 category [category.op] has no title; add "title = …"',
    ),
    'a status that does not say what it counts as': (
        '[status.odd]\ntitle = Odd\n' + GOOD,
        '1:13 status-section add "counts-as = unknown" to [status.odd]',
    ),
    'a status that counts as none': (
        '[status.odd]\ncounts-as = all\n  or none\n' + GOOD,
        (
            '1:1 status-section [status.odd] has no title; add "title = …"\n'
            '2:13 status-section complete, partial, missing or unknown, not "all or none"'
        ),
    ),
    'a built-in status': (
        DECLARED.replace('odd', 'Complete') + GOOD,
        '1:1 status-section "complete" is built in; choose another name',
    ),
    'statuses with bad names': (
        ''.join(DECLARED.replace('odd', name) for name in ('a b', '1st', 'invalid')) + GOOD,
        (
            '1:1 status-section choose one of letters, digits, "-" and "_"\n'
            '4:1 status-section "1st" is no name for a status\n'
            '7:1 status-section other than "invalid"'
        ),
    ),
    'more statuses than a byte tells apart': (
        ''.join(DECLARED.replace('odd', f's{number}') for number in range(253)) + GOOD,
        '757:1 status-section at most 256 statuses; delete this one',
    ),
    'categories no feature is in': (
        '[category.ops]\ntitle = Operations\n[category.storage]\ntitle = Storage\n' + GOOD,
        (
            '1:1 category no feature is in category "ops"; did you mean "op"?\n'
            '3:1 category delete the section, or correct its name'
        ),
    ),
    'two dialects at once': (
        '[targets]\ndriver-impl-kvm = KVM\n' + GOOD,
        '1:1 dialect [targets] is not read; declare each driver in a section [driver.KEY]',
    ),
    'two other dialects at once': (
        '[targets]\n[target.kvm]\ntitle = KVM\n[op.start]\ntitle = Start\nkvm = complete:juno\n',
        '1:1 dialect [targets] is not read; declare each driver in a section [target.KEY]',
    ),
    'a section of another dialect': (
        GOOD + '[target.vmware]\ntitle = VMware\n',
        '15:1 dialect since [driver.kvm] on line 1 is in another dialect, [target.vmware] is not',
    ),
    'nothing': (
        '',
        '1:1 empty no drivers and no features; begin with a section [driver.KEY] that',
    ),
    'only a comment': ('# To do.', '1:1 empty the file declares no drivers and no features'),
    'only drivers': (
        '[driver.kvm]\ntitle = KVM\n',
        '1:1 empty declares no features; begin with a section [CATEGORY.NAME]',
    ),
    'only features': (
        '[op.start]\ntitle = Start\n',
        '1:1 empty declares no drivers; begin with a section [driver.KEY]',
    ),
}


def test_the_good_file_has_no_problems() -> None:
    matrix, problems = loads(GOOD)
    assert problems == []
    assert (len(matrix.drivers), len(matrix.features)) == (2, 2)
    assert loads(TARGETS)[1] == []


@pytest.mark.parametrize(
    ('number', 'lines', 'expected'), BAD_LINES, ids=[row[1] for row in BAD_LINES]
)
def test_bad_line(number: int, lines: str, expected: str) -> None:
    check(loads(edited(number, lines))[1], expected)


@pytest.mark.parametrize(('status', 'shown'), [('optinal', 'optinal'), ('', 'optional')])
def test_a_bad_feature_status_counts_as_optional(status: str, shown: str) -> None:
    feature = loads(edited(7, f'status = {status}'))[0].features[0]
    assert (feature.status.kind, feature.status.text) == (FeatureStatusKind.OPTIONAL, shown)


@pytest.mark.parametrize('status', ['choice()', 'condition(', 'condition(a=b)'])
def test_what_a_bad_argument_leaves(status: str) -> None:
    feature = loads(edited(7, f'status = {status}'))[0].features[0]
    assert feature.status.text == status
    assert (feature.status.group, feature.status.condition) == ('', None)


@pytest.mark.parametrize(('text', 'expected'), BAD_TEXTS.values(), ids=BAD_TEXTS)
def test_bad_text(text: str, expected: str) -> None:
    check(loads(text)[1], expected)


def test_what_sections_that_are_wrong_leave() -> None:
    def read(name: str) -> Matrix:
        return loads(BAD_TEXTS[name][0])[0]

    twins = read('drivers that differ by case only')
    assert [driver.title for driver in twins.drivers] == ['KVM', 'OVN']
    for name in ('a built-in status', 'statuses with bad names'):
        assert read(name).statuses == STATUSES
    assert read('a status that counts as none').statuses['odd'].counts_as == 'unknown'
    assert read('statuses that differ by case only').statuses['odd'].location == ('<string>', 1, 1)
    assert len(read('more statuses than a byte tells apart').statuses) == 256
    for name in ('two dialects at once', 'a section of another dialect'):
        assert [feature.key for feature in read(name).features] == ['op.start', 'op.stop']


@pytest.mark.parametrize(
    ('text', 'name', 'first', 'again'),
    [
        ('[matrix]\ntitle = One\n' + GOOD + '[Matrix]\ntitle = Two\n', 'Matrix', 1, -1),
        (TARGETS + '[TARGETS]\ndriver-impl-other = Other\n', 'TARGETS', 1, -1),
    ],
)
def test_a_section_of_which_there_is_one_is_not_dropped_in_silence(
    text: str, name: str, first: int, again: int
) -> None:
    (problem,) = loads(text)[1]
    assert problem.name == 'duplicate-section'
    assert problem.location.line == len(text.splitlines()) + again
    assert problem.message == (
        f'section [{name}] is already on line {first}, since case does not count here; merge the '
        'two'
    )
