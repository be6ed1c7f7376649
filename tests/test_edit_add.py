"""What becomes of a file that a driver or a feature is added to."""

from __future__ import annotations

from codecs import BOM_UTF8
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_edit_missing import added_lines, matrices
from test_properties import TEXTS

from sphinx_feature_matrix.edit import EditError
from sphinx_feature_matrix.edit.add import add_driver, add_feature
from sphinx_feature_matrix.edit.content import content
from sphinx_feature_matrix.ini.document import document
from sphinx_feature_matrix.model import Dialect, Matrix

common = settings(max_examples=200, deadline=None, derandomize=True, database=None)

FILE = """\
# What this file is for.

[matrix]
title: Matrix

[driver.a]
title = A
[driver.Bee]
Title = B
# About B.

# Features.
[op.x]
title=X
status=mandatory
driver.bee=partial
driver-notes.bee=n
driver.a=missing

[storage.y]
title    = Y
status   = optional
driver.a = complete
DRIVER.BEE = missing
"""


def with_driver(text: str, key: str = 'new', title: str = 'New', **options: str) -> str:
    data = text.encode(errors='surrogateescape')
    return add_driver(document(data, 'm.ini'), key, title, **options).decode(
        errors='surrogateescape'
    )


def with_feature(text: str, key: str = 'op.new', title: str = 'New', **options: str) -> str:
    data = text.encode(errors='surrogateescape')
    return add_feature(document(data, 'm.ini'), key, title, **options).decode(
        errors='surrogateescape'
    )


def refusal(add: Any, text: str, *arguments: str, **options: str) -> str:
    with pytest.raises(EditError) as caught:
        add(text, *arguments, **options)
    return str(caught.value)


def without_driver(matrix: Matrix, key: str) -> object:
    """Return the content of *matrix* as if there were no driver *key*."""
    drivers = [content(driver) for driver in matrix.drivers if driver.key != key]
    features = [
        (
            content(feature, {'implementations'}),
            [content(item) for item in feature.implementations.items() if item[0] != key],
        )
        for feature in matrix.features
    ]
    return drivers, features, content(matrix, {'drivers', 'features'})


@common
@given(matrices(complete=True), st.sampled_from(['unknown', 'complete']))
def test_a_driver_is_all_that_is_added(data: bytes, status: str) -> None:
    before = document(data, 'm.ini')
    edited = add_driver(before, 'n3w', 'New', status=status)
    after = document(edited, 'm.ini').matrix
    assert without_driver(after, 'n3w') == without_driver(before.matrix, 'n3w')
    assert (after.drivers[-1].key, after.drivers[-1].title) == ('n3w', 'New')
    implementations = [feature.implementations['n3w'] for feature in after.features]
    assert {each.status for each in implementations} == {status}
    added = [line for line in added_lines(data, edited) if line.strip()]
    declared = 1 if after.dialect is Dialect.TARGETS else 2
    assert len(added) == declared + len(implementations)
    assert all('n3w' in line or 'New' in line for line in added)


@common
@given(matrices(complete=True), st.sampled_from(['op.n3w', 'n3w', 'other.n3w']))
def test_a_feature_is_all_that_is_added(data: bytes, key: str) -> None:
    before = document(data, 'm.ini').matrix
    edited = add_feature(document(data, 'm.ini'), key, 'New', status='mandatory')
    after = document(edited, 'm.ini').matrix
    *others, new = after.features
    assert content(tuple(others)) == content(before.features)
    assert content(after, {'features'}) == content(before, {'features'})
    assert (new.key, new.title, new.status.text) == (key, 'New', 'mandatory')
    assert {(each.status, each.stated) for each in new.implementations.values()} == {
        ('unknown', True)
    }
    added = [line for line in added_lines(data, edited) if line.strip()]
    assert len(added) == 3 + len(before.drivers)


@common
@given(TEXTS, st.booleans())
def test_any_file_is_added_to_or_left(text: str, driver: bool) -> None:
    data = text.encode(errors='surrogatepass')
    before = document(data, 'm.ini')
    try:
        edited = add_driver(before, 'n3w', 'New') if driver else add_feature(before, 'n3w', 'New')
    except EditError:
        # Where there is nothing wrong, nothing is in the way.
        assert {problem.name for problem in before.problems} - {'empty', 'category'}
    else:
        assert added_lines(data, edited)
        after = document(edited, 'm.ini').matrix
        assert len(after.drivers) == len(before.matrix.drivers) + driver
        assert len(after.features) == len(before.matrix.features) + (not driver)


def test_a_driver_goes_behind_the_last_one_and_into_every_feature() -> None:
    assert with_driver(FILE, link='https://new.example', status='Missing') == FILE.replace(
        '# About B.\n',
        '# About B.\n[driver.new]\nTitle = New\nlink = https://new.example\n',
    ).replace('driver-notes.bee=n\n', 'driver-notes.bee=n\ndriver.new=missing\n').replace(
        'DRIVER.BEE = missing\n', 'DRIVER.BEE = missing\nDRIVER.new = missing\n'
    )


def test_a_feature_goes_behind_the_last_one_of_its_category_and_is_written_like_it() -> None:
    assert with_feature(FILE) == FILE.replace(
        'driver.a=missing\n',
        'driver.a=missing\n\n[op.new]\ntitle=New\nstatus=optional\ndriver.Bee=unknown\n'
        'driver.a=unknown\n',
    )


def test_a_feature_of_a_new_category_goes_behind_the_last_one() -> None:
    assert with_feature(FILE, 'guest.new', status='choice(disk)') == FILE + (
        '\n[guest.new]\ntitle    = New\nstatus   = choice(disk)\ndriver.a = unknown\n'
        'DRIVER.Bee = unknown\n'
    )


def test_a_status_is_written_only_where_all_others_are() -> None:
    some = FILE.replace('status=mandatory\n', '')
    assert 'status' not in with_feature(some).partition('[op.new]')[2].partition('[')[0]


def test_a_driver_of_targets_is_a_line_in_lower_case() -> None:
    text = '[targets]\ndriver-impl-a   : A\n# About A.\n\n[op.x]\ntitle: X\ndriver-impl-a: missing'
    assert with_driver(text, 'NewOne') == (
        '[targets]\ndriver-impl-a   : A\n# About A.\ndriver-impl-newone : New\n\n'
        '[op.x]\ntitle: X\ndriver-impl-a: missing\ndriver-impl-newone: unknown'
    )


def test_a_feature_of_targets_has_its_options() -> None:
    text = '[targets]\ndriver-impl-a=A\n'
    assert with_feature(text) == text + '\n[op.new]\ntitle=New\ndriver-impl-a=unknown\n'


GAPS = [
    ('[driver.a]\ntitle = A\n', '\n'),
    ('[driver.a]\ntitle = A\n[op.x]\ntitle = X\ndriver.a = missing\n', ''),
    ('[driver.a]\ntitle = A\n\n\n[op.x]\ntitle = X\ndriver.a = missing\n', '\n\n'),
    ('[driver.a]\ntitle = A\n[driver.b]\ntitle = B\n\n[matrix]\ntitle = M\n', ''),
    ('[driver.a]\ntitle = A\n\n# B.\n[driver.b]\ntitle = B\n[matrix]\n\n\n[category.x]\n', '\n'),
]


@pytest.mark.parametrize(('text', 'gap'), GAPS)
def test_sections_stand_as_far_apart_as_the_others(text: str, gap: str) -> None:
    before, _, _ = with_driver(text).partition('[driver.new]')
    assert before == before.rstrip() + '\n' + gap


def test_a_file_can_begin_with_nothing() -> None:
    assert with_driver('') == '[driver.new]\ntitle = New\n'
    assert with_feature('', status='mandatory') == '[op.new]\ntitle = New\nstatus = mandatory\n'
    mark = BOM_UTF8.decode()
    text = with_feature(with_driver(mark + '# Licence.\r\n'))
    assert text == mark + (
        '# Licence.\r\n\r\n[driver.new]\r\ntitle = New\r\n\r\n'
        '[op.new]\r\ntitle = New\r\ndriver.new = unknown\r\n'
    )


def test_a_first_driver_goes_in_front_of_the_features() -> None:
    text = '# Licence.\n\n# Features.\n[op.x]\n  title: X\n\n[op.y]\n  title: Y\n'
    assert with_driver(text) == (
        '# Licence.\n\n[driver.new]\ntitle = New\n\n# Features.\n'
        '[op.x]\n  title: X\n  driver.new: unknown\n\n[op.y]\n  title: Y\n  driver.new: unknown\n'
    )


def test_comments_that_begin_the_file_stay_there() -> None:
    text = '# Licence.\n[op.x]\ntitle = X\n'
    assert with_driver(text).startswith('# Licence.\n[driver.new]\ntitle = New\n\n[op.x]\n')


def test_a_first_feature_goes_to_the_end_in_the_style_of_the_drivers() -> None:
    text = '[driver.a]\ntitle=A\n\n# The features:\n\n'
    assert with_feature(text) == (
        '[driver.a]\ntitle=A\n\n# The features:\n\n[op.new]\ntitle=New\ndriver.a=unknown\n\n'
    )


def test_blank_lines_in_front_of_the_drivers_are_kept_up() -> None:
    text = '[driver.a]\ntitle = A\n[op.x]\ntitle = X\n\ndriver.a = missing\n'
    assert with_feature(text).endswith('[op.new]\ntitle = New\n\ndriver.a = unknown\n')


def test_what_default_gives_every_section_it_gives_the_new_one() -> None:
    text = (
        '[DEFAULT]\nlink = https://all.example\napi = all\nstatus = mature\n'
        '[driver.a]\ntitle = A\n[op.x]\ntitle = X\ndriver.a = missing\n'
    )
    matrix = document(with_feature(with_driver(text)).encode(), 'm.ini').matrix
    assert [driver.link for driver in matrix.drivers] == ['https://all.example'] * 2
    assert [(feature.api, feature.status.text) for feature in matrix.features] == [
        ('all', 'mature')
    ] * 2


def test_indented_headers_are_no_values_afterwards() -> None:
    text = '  [driver.a]\n    title = A\n  [op.x]\n      title = X\n    driver.a = missing\n'
    assert with_feature(with_driver(text)) == (
        '  [driver.a]\n    title = A\n  [driver.new]\n    title = New\n'
        '  [op.x]\n      title = X\n    driver.a = missing\n    driver.new = unknown\n'
        '  [op.new]\n    title = New\n    driver.a = unknown\n    driver.new = unknown\n'
    )


def test_a_header_that_is_indented_more_than_its_options_is_not_copied() -> None:
    text = '  [driver.a]\ntitle = A\n'
    assert with_driver(text) == text + '\n[driver.new]\ntitle = New\n'


def test_a_header_is_written_in_the_case_of_the_one_before_it() -> None:
    assert '\n[Driver.new]\n' in with_driver('[Driver.a]\ntitle = A\n')


def test_titles_become_one_line() -> None:
    assert '\ntitle=New one\n' in with_feature(FILE, title=' New\n one ')


@pytest.mark.parametrize(
    ('key', 'options', 'message'),
    [
        ('bee', {}, 'driver "bee" is already on line 8; choose another key'),
        ('b c', {}, '"b c" cannot be the key of a driver; write letters, digits and "_", with'),
        ('b]\n', {}, '"b]" cannot be the key of a driver'),
        ('', {}, '"" cannot be the key of a driver'),
        ('é', {}, '"é" cannot be the key of a driver'),
        ('c', {'title': ' '}, 'the title is empty; write what readers are to see'),
        ('c', {'link': 'ftp://x'}, '"ftp://x" is no link to show; write an address that begins'),
        ('c', {'link': 'https://x\n[op.z]'}, '"https://x [op.z]" is no link to show; write an'),
        ('c', {'status': 'no'}, '"no" is no implementation status; did you mean "missing"?'),
        ('c', {'status': '?'}, '"?" is no implementation status; write complete, partial, mis'),
    ],
)
def test_a_driver_is_refused(key: str, options: dict[str, str], message: str) -> None:
    assert refusal(with_driver, FILE, key, **options).startswith(message)


@pytest.mark.parametrize(
    ('key', 'options', 'message'),
    [
        ('op.x', {}, 'feature "op.x" is already on line 13; choose another key'),
        ('op x', {}, '"op x" cannot be the key of a feature; write letters, digits and "_", with'),
        ('op.', {}, '"op." cannot be the key of a feature'),
        ('driver.x', {}, '[driver.x] has a meaning of its own and is no feature; write CATEGORY'),
        ('Status.x', {}, '[Status.x] has a meaning of its own'),
        ('target.x', {}, '[target.x] has a meaning of its own'),
        ('category.x', {}, '[category.x] has a meaning of its own'),
        ('matrix', {}, '[matrix] has a meaning of its own'),
        ('targets', {}, '[targets] has a meaning of its own'),
        ('DEFAULT', {}, '[DEFAULT] has a meaning of its own'),
        ('op.z', {'title': ''}, 'the title is empty; write what readers are to see'),
        ('op.z', {'status': 'must'}, '"must" is no feature status; did you mean "mandatory"?'),
        ('op.z', {'status': 'choice'}, 'a choice needs a group, the name that the features to'),
        ('op.z', {'status': 'condition(op.w==missing)'}, 'the condition names no feature of this'),
        ('op.z', {'status': 'condition('}, '"condition(" is no feature status; did you mean "con'),
    ],
)
def test_a_feature_is_refused(key: str, options: dict[str, str], message: str) -> None:
    assert refusal(with_feature, FILE, key, **options).startswith(message)


def test_a_link_in_targets_is_refused() -> None:
    message = refusal(with_driver, '[targets]\n', link='https://x')
    assert message == (
        'in the dialect "targets" a driver has no link; run "feature-matrix convert" first'
    )


def test_an_edit_that_would_change_more_is_refused() -> None:
    # Until now the driver was none, and its note was nobody's.
    text = '[driver.a]\ntitle = A\n[op.x]\ntitle = X\ndriver.a = missing\ndriver-notes.new = n\n'
    assert refusal(with_driver, text).startswith('the edit would change more of the features than')


def test_one_more_problem_of_a_kind_that_there_is_already_is_refused() -> None:
    text = '[driver.a]\ntitle = A\nlink = ftp://a\n'
    assert '" is no link to show' in refusal(with_driver, text, link='ftp://b')
    assert with_driver(text, link='https://b').endswith('link = https://b\n')
