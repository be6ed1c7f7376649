"""What may be wrong with a matrix that can be read: each check, at its place."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_feature_matrix.ini.document import document
from sphinx_feature_matrix.lint import lint
from sphinx_feature_matrix.lint.checks import CHECKS, _one_apart
from sphinx_feature_matrix.problems import RULES

GOOD = """\
[driver.disk]
title = Disk
link = https://example.org

[driver.cloud]
title = Cloud

[status.beta]
title = Beta
counts-as = partial

[volume.create]
title = Create
status = mandatory
driver.disk = complete
driver.cloud = partial
driver-notes.cloud = Slowly.

[volume.delete]
title = Delete
driver.disk = missing
driver.cloud = complete
"""
TARGETS = """\
[targets]
driver-impl-disk=Disk
driver-impl-cloud=Cloud

[volume.create]
title=Create
driver-impl-disk=complete
driver-impl-cloud=partial
"""
EVERY = {rule.code for rule in RULES.values()}


def found(text: str, *codes: str) -> list[str]:
    """Return what lint finds in *text* of the rules with *codes*, or of all rules."""
    problems = lint(document(text.encode(), 'm.ini'), set(codes) or EVERY)
    return [
        f'{problem.location.line}:{problem.location.column} {problem.code} {problem.message}'
        for problem in problems
    ]


def replaced(*changes: str) -> str:
    text = GOOD
    for before, after in zip(changes[::2], changes[1::2], strict=True):
        assert before in text
        text = text.replace(before, after)
    return text


def test_a_good_matrix_gives_nothing() -> None:
    assert found(GOOD) == []


def test_there_is_a_check_for_each_rule_that_only_the_command_has() -> None:
    own = {name for name, rule in RULES.items() if rule.code.startswith('FM7')}
    assert CHECKS.keys() == own


def test_only_what_needs_asking_for_is_off_by_default() -> None:
    assert [name for name, rule in RULES.items() if not rule.default] == ['requirement']


@pytest.mark.parametrize('check', CHECKS.values(), ids=CHECKS)
def test_a_check_shows_a_line_that_it_finds_and_the_good_one(check: object) -> None:
    summary, _, examples = (check.__doc__ or '').strip().partition('\n\n')
    assert summary.startswith('Find ')
    bad, good = examples.splitlines()
    assert bad.lstrip().startswith('``')
    assert good.lstrip().startswith('``')


def test_problems_are_in_the_order_of_the_lines() -> None:
    text = replaced('https:', 'http:', 'Slowly.', '', 'counts-as = partial\n', '')
    lines = [int(line.partition(':')[0]) for line in found(text)]
    assert lines == sorted(lines)
    assert len(lines) == 4


def test_only_wanted_rules_are_reported() -> None:
    text = replaced('https:', 'http:', 'Slowly.', '')
    assert [line.split()[1] for line in found(text)] == ['FM707', 'FM702', 'FM703']
    assert [line.split()[1] for line in found(text, 'FM703')] == ['FM703']
    assert found(text, 'FM101') == []


def test_what_cannot_be_read_is_all_there_is_to_say() -> None:
    unreadable = document(b'a\0', 'm.ini')
    assert [problem.code for problem in lint(unreadable, EVERY)] == ['FM003']
    assert lint(unreadable, EVERY - {'FM003'}) == []


def test_problems_on_one_line_are_in_the_order_of_their_columns() -> None:
    text = replaced('driver.disk = complete', 'driver.disk = partial').replace(
        '[volume.create]', '[volume.create] x'
    )
    places = [line.split()[0] for line in found(text.replace('title = Disk', 'title = Cloud'))]
    assert places == sorted(places, key=lambda place: [*map(int, place.split(':'))])


def test_what_default_gives_every_section_is_said_once() -> None:
    text = GOOD + '[DEFAULT]\ndriver-notes.disk =\nlink = http://example.org\n'
    text += MORE % 'volume.more' + '[DEFAULT]\ndriver.new = partial\n[driver.new]\ntitle = N\n'
    codes = [line.split()[1] for line in found(text)]
    assert sorted(codes) == ['FM702', 'FM703', 'FM707']


# -- requirement -----------------------------------------------------------------------------


def test_an_unmet_mandatory_feature() -> None:
    text = replaced('driver.cloud = partial\ndriver-notes.cloud = Slowly.', 'driver.cloud=missing')
    (line,) = found(text, 'FM701')
    assert line == (
        '16:14 FM701 driver "cloud" does not support "volume.create", which is mandatory; correct '
        "what the driver implements, or the feature's status"
    )


def test_an_unmet_choice_is_at_its_first_feature() -> None:
    text = replaced('mandatory', 'choice(g)', 'driver.disk = complete', 'driver.disk = missing')
    (line,) = found(text, 'FM701')
    assert line == (
        '15:15 FM701 driver "disk" supports no feature of choice(g): volume.create; correct what '
        "the driver implements, or the feature's status"
    )


def test_an_unmet_condition_says_why_it_holds() -> None:
    text = replaced('mandatory', 'optional', 'title = Delete', 'title = Delete\nstatus = '
                    'condition(volume.create==complete)')  # fmt: skip
    (line,) = found(text, 'FM701')
    assert line == (
        '22:15 FM701 driver "disk" does not support "volume.delete", which is mandatory for it, '
        'since volume.create is complete; correct what the driver implements, or the '
        "feature's status"
    )


def test_what_nobody_knows_is_let_pass() -> None:
    text = replaced('driver.disk = complete', 'driver.disk = unknown')
    assert found(text, 'FM701') == []


# -- partial-without-note, empty-note --------------------------------------------------------


def test_partial_without_a_note() -> None:
    text = replaced('driver-notes.cloud = Slowly.\n', '')
    assert found(text) == [
        '16:16 FM702 "partial" does not say what is lacking; add "driver-notes.cloud = …"'
    ]


def test_a_declared_status_that_counts_as_partial() -> None:
    text = replaced('driver.cloud = complete', 'driver.cloud = beta')
    assert found(text) == [
        '22:16 FM702 "beta" does not say what is lacking; add "driver-notes.cloud = …"'
    ]


def test_the_note_is_named_as_the_dialect_has_it() -> None:
    assert found(TARGETS, 'FM702') == [
        '8:19 FM702 "partial" does not say what is lacking; add "driver-notes-cloud = …"'
    ]


def test_an_empty_note() -> None:
    text = replaced('driver.disk = missing', 'driver.disk = missing\ndriver-notes.DISK =')
    assert found(text) == [
        '22:1 FM703 "driver-notes.disk" says nothing; write the note, or delete the line'
    ]
    dashes = TARGETS.replace('impl-cloud=partial', 'impl-cloud=complete\ndriver-notes-cloud=')
    assert [line.split()[:2] for line in found(dashes)] == [['9:1', 'FM703']]


def test_a_note_of_several_lines_is_not_empty() -> None:
    assert found(replaced('cloud = Slowly.', 'cloud =\n  Slowly.')) == []


# -- unsupported-feature, idle-driver --------------------------------------------------------


def test_a_feature_that_no_driver_supports() -> None:
    assert found(replaced('cloud = complete', 'cloud = missing')) == [
        '19:1 FM704 no driver supports [volume.delete]; correct its drivers, or delete it'
    ]


def test_a_feature_that_some_drivers_may_support_though_none_is_known_to() -> None:
    (line,) = found(replaced('cloud = complete', 'cloud = unknown'))
    assert line == (
        '19:1 FM704 no driver is known to support [volume.delete]; find out about the others'
    )


def test_a_driver_that_supports_nothing() -> None:
    text = replaced('driver.disk = complete', 'driver.disk = unknown')
    assert found(text) == [
        '1:1 FM706 driver "disk" supports no feature; say what it implements, or delete it'
    ]


def test_where_nobody_has_said_anything_yet_there_is_no_doubt() -> None:
    text = replaced('driver.disk = missing', 'driver.disk = unknown')
    assert found(text.replace('driver.cloud = complete', 'driver.cloud = unknown')) == []
    assert found(text.replace('driver.disk = complete', 'driver.disk = unknown')) == []
    text = replaced('driver.disk = missing\ndriver.cloud = complete\n', '')
    assert [line.split()[1] for line in found(text)] == ['FM402']


def test_a_value_that_is_no_status_is_one_problem_and_no_doubt_besides() -> None:
    text = replaced('driver.disk = complete', 'driver.disk = compleet')
    assert [line.split()[1] for line in found(text, 'FM401', 'FM706')] == ['FM401']
    text = replaced('driver.cloud = complete', 'driver.cloud = compleet')
    assert [line.split()[1] for line in found(text, 'FM401', 'FM704')] == ['FM401']


def test_a_driver_that_no_feature_speaks_of() -> None:
    text = replaced('[status.beta]', '[driver.idle]\ntitle = Idle\n[status.beta]')
    assert found(text, 'FM706') == [
        '8:1 FM706 driver "idle" is in no feature; say what it implements, or delete it'
    ]


def test_a_matrix_with_no_drivers_or_no_features_is_said_to_be_empty_and_no_more() -> None:
    assert [line.split()[1] for line in found('[driver.a]\ntitle = A\n')] == ['FM004']
    assert [line.split()[1] for line in found('[op.a]\ntitle = A\n')] == ['FM004']


# -- duplicate-title -------------------------------------------------------------------------


def test_two_features_of_one_title() -> None:
    (line,) = found(replaced('Delete', 'CREATE'))
    assert line == (
        '19:1 FM705 feature "volume.create" on line 12 has the title "Create" too; give one of '
        'the two another'
    )


def test_two_drivers_of_one_title() -> None:
    assert found(replaced('Cloud', 'Disk')) == [
        '5:1 FM705 driver "disk" on line 1 has the title "Disk" too; give one of the two another'
    ]


def test_a_driver_and_a_feature_may_share_a_title() -> None:
    assert found(replaced('Delete', 'Disk')) == []


# -- insecure-link ---------------------------------------------------------------------------


def test_a_link_without_encryption() -> None:
    assert found(replaced('link = https:', 'LINK: HTTP:')) == [
        '3:7 FM707 "HTTP://example.org" is not encrypted; write "https:" if the site has it'
    ]


@pytest.mark.parametrize('option', ['api-doc', 'admin-doc'])
def test_a_document_without_encryption(option: str) -> None:
    (line,) = found(replaced('[volume.create]\n', f'[volume.create]\n{option} = http://a.org\n'))
    assert 'FM707 "http://a.org" is not encrypted' in line


def test_links_of_the_third_dialect() -> None:
    text = '[Target.A]\ntitle=A\nlink=http://a.org\n[x.y]\ntitle=Y\na=complete\n'
    text += 'api_doc_link=http://b.org\nadmin_doc_link=https://c.org\n'
    assert [line.split()[:3] for line in found(text, 'FM707')] == [
        ['3:6', 'FM707', '"http://a.org"'],
        ['7:14', 'FM707', '"http://b.org"'],
    ]


@pytest.mark.parametrize('link', ['mailto:a@example.org', '../drivers/disk.html'])
def test_other_links_are_fine(link: str) -> None:
    assert found(replaced('https://example.org', link)) == []


# -- lone-category ---------------------------------------------------------------------------


MORE = '[%s]\ntitle = More\ndriver.disk = complete\ndriver.cloud = complete\n'


@pytest.mark.parametrize('name', ['volumes', 'volum', 'volune', 'voulme', 'Volume', 'wolume'])
def test_a_category_one_letter_away(name: str) -> None:
    (line,) = found(GOOD + MORE % f'{name}.more')
    assert line == (
        f'23:1 FM708 only this feature is in category "{name}"; did you mean "volume"? If '
        f'not, declare [category.{name}]'
    )


@pytest.mark.parametrize('name', ['volumeXY', 'vol', 'emulov', 'olumev', 'volumeX.a]['])
def test_a_category_further_away(name: str) -> None:
    assert not [
        line for line in found(GOOD + MORE % f'{name}.more', 'FM708') if 'volume.m' in line
    ]


def test_endless_names_are_not_compared() -> None:
    text = GOOD + MORE % f'{"a" * 50_000}.more'
    assert found(text + (MORE % f'{"a" * 50_001}.less').replace('More', 'Less')) == []


def test_a_category_that_is_declared_is_meant() -> None:
    text = GOOD + MORE % 'volumes.more' + '[category.volumes]\ntitle = Volumes\n'
    assert found(text) == []


def test_a_category_that_is_used_twice_is_meant() -> None:
    other = MORE.replace('More', 'Other')
    assert found(GOOD + MORE % 'volumes.more' + other % 'volumes.other') == []


def test_of_two_lone_categories_the_second_is_reported() -> None:
    other = MORE.replace('More', 'Other')
    text = GOOD + MORE % 'images.more' + other % 'image.other'
    assert [line.split()[:2] for line in found(text)] == [['27:1', 'FM708']]


def test_short_words_are_too_often_one_letter_apart() -> None:
    other = MORE.replace('More', 'Other')
    assert found(GOOD + MORE % 'cpu.more' + other % 'gpu.other') == []


def test_a_feature_without_a_category_is_in_none() -> None:
    other = MORE.replace('More', 'Other')
    assert found(GOOD + MORE % 'snapshot' + other % 'snapshots') == []


@given(st.text('abc', max_size=6), st.text('abc', max_size=6))
def test_one_letter_apart(one: str, other: str) -> None:
    around = {one[:n] + one[n + 1 :] for n in range(len(one))}
    around |= {one[:n] + letter + one[n:] for n in range(len(one) + 1) for letter in 'abc'}
    around |= {one[:n] + letter + one[n + 1 :] for n in range(len(one)) for letter in 'abc'}
    around |= {one[:n] + one[n : n + 2][::-1] + one[n + 2 :] for n in range(len(one) - 1)}
    assert _one_apart(one, other) == (other in around - {one})


# -- indented-option -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ('before', 'after', 'expected'),
    [
        ('\nstatus = mandatory', '\n  status = mandatory', '14:3 "status" of "title"'),
        ('\ndriver.cloud = partial', '\n\tDriver.Cloud: partial', ('16:2 "Driver.Cloud" of '
         '"driver.disk"')),
        ('Slowly.', 'Slowly.\n  status = optional', '18:3 "status" of "driver-notes.cloud"'),
        ('\ndriver.cloud = complete', '\n driver.cloud=complete', ('22:2 "driver.cloud" of '
         '"driver.disk"')),
    ],
)  # fmt: skip
def test_an_indented_option_is_part_of_a_value(before: str, after: str, expected: str) -> None:
    place, name, _, above = expected.split()
    (line,) = found(replaced(before, after), 'FM709')
    assert line == (
        f'{place} FM709 {name} is indented, so that it goes on with the value of {above}; take '
        'away the white space in front of it'
    )


@pytest.mark.parametrize(
    ('before', 'after'),
    [
        ('Slowly.', 'Slowly.\n  status: open\n  driver.other = complete'),
        ('title = Create', 'title = Create\n  # status = optional\n  a volume'),
        ('\nstatus = mandatory\ndriver.disk', '\n status = mandatory\n driver.disk'),
    ],
)
def test_other_indented_lines_are_fine(before: str, after: str) -> None:
    text = replaced(before, after)
    if 'open' not in after and 'volume' not in after:
        # All options of a section may be indented.
        text = text.replace('title = Create', ' title = Create').replace(
            '\ndriver.cloud = partial\ndriver-notes', '\n driver.cloud = partial\n driver-notes'
        )
    assert found(text, 'FM709') == []


# -- markup ----------------------------------------------------------------------------------


def test_wrong_markup_is_found_at_its_place() -> None:
    text = replaced('cloud = Slowly.', 'cloud = Fine.\n\n  But *slowly.')
    (line,) = found(text)
    assert line == (
        '19:3 FM501 Inline emphasis start-string without end-string; correct the '
        'reStructuredText of the note'
    )


def test_markup_is_found_in_every_kind_of_note() -> None:
    text = '[matrix]\nnotes = *a\n' + replaced('Create', 'Create\nnotes = *b', 'Slowly', '*c')
    assert [line.split()[0] for line in found(text, 'FM501')] == ['2:9', '16:9', '20:22']


def test_what_a_message_quotes_gives_no_orders_to_the_terminal() -> None:
    text = replaced('cloud = Slowly.', 'cloud =\n  .. image:: a.png\n     :width: q\x1b[31mx')
    markup, control = found(text)
    assert control.startswith('19:15 FM003 the character U+001B is no part of a text')
    assert markup.startswith('18:3 FM501 ')
    assert (control + markup).isprintable()


def test_markup_that_notes_may_not_use() -> None:
    text = replaced('cloud = Slowly.', 'cloud =\n  .. raw:: html\n\n     <b>')
    assert [line.split()[1] for line in found(text)] == ['FM502']


@pytest.mark.parametrize(
    'note',
    [
        'See :ref:`this <there>` and :doc:`that`.',
        '.. versionadded:: 2.0',
        '\n  .. code-block:: python\n     :caption: Shown\n     :emphasize-lines: 1\n\n     pass',
        'See `the manual <https://example.org>`__ and https://example.org/a_b.',
        '|version| of name_',
        '**Bold**, *slanted* and ``literal``; 2 * 3',
    ],
)
def test_what_sphinx_may_know_is_let_pass(note: str) -> None:
    assert found(replaced('cloud = Slowly.', f'cloud = {note}')) == []


# -- interpolation ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ('before', 'after', 'expected'),
    [
        ('Slowly.', '10 %%\n  of 20 %%.', '17:25 FM710 "%%" stays two percent signs; write one'),
        (
            'Slowly.',
            'Slow.\n  Of %(Title)s.',
            '18:6 FM710 "%(Title)s" stays as it is; write what "Title" has',
        ),
    ],
)
def test_what_looks_like_interpolation_is_found(before: str, after: str, expected: str) -> None:
    assert found(replaced(before, after), 'FM710') == [expected]


@pytest.mark.parametrize('note', ['At 10 %.', 'With %(place)s.', '% % %s'])
def test_other_percent_signs_are_fine(note: str) -> None:
    assert found(replaced('Slowly.', note), 'FM710') == []
