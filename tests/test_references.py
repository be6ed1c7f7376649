"""What a reference speaks of: keys, names of matrices, and what is near to an unknown one."""

from __future__ import annotations

import pytest
from conftest import MATRIX
from hypothesis import given
from hypothesis import strategies as st

from sphinx_feature_matrix.ini import loads
from sphinx_feature_matrix.references import (
    ROLES,
    Known,
    referents,
    why_unknown,
)


def known(*names: str, ini: str = MATRIX) -> Known:
    matrix, _problems = loads(ini, f'{names[0]}.ini')
    return Known(names, matrix)


# Keys and names may hold nearly anything.
ODD = """\
[driver.plain]
title = Plain
[driver.two words]
title = Two
[one]
title = One
driver.plain = complete
driver.two words = missing
[one two]
title = One two
driver.plain = partial
driver.two words = planned
[a/b]
title = Slashed
driver.plain = complete
driver.two words = complete
[status.planned]
title = Planned
counts-as = missing
"""
ALL = [known('main', 'first'), known('odd', ini=ODD), known('a', ini=ODD.replace('a/b', 'b'))]


def targets(role: str, target: str) -> list[str]:
    return [referent.target for referent in referents(role, target, ALL)]


@pytest.mark.parametrize(
    ('role', 'target', 'found'),
    [
        ('feature', 'operation.one', ['main/operation.one']),
        ('feature', 'first/operation.one', ['main/operation.one']),
        ('feature', 'FIRST/operation.one', ['main/operation.one']),
        ('driver', 'BETA', ['main/beta']),
        ('driver', 'Two Words', ['odd/two words', 'a/two words']),
        ('driver', 'odd/two words', ['odd/two words']),
        ('status', 'operation.one Beta', ['main/operation.one beta']),
        ('status', 'one two words', ['odd/one two words', 'a/one two words']),
        ('status', 'odd/one two plain', ['odd/one two plain']),
        ('status', 'odd/one two two words', ['odd/one two two words']),
        ('status', 'odd/one  two\n plain', ['odd/one two plain']),
        ('verdict', 'main/alpha', ['main/alpha']),
        ('count', 'alpha Complete', ['main/alpha complete']),
        ('count', 'odd/two words planned', ['odd/two words planned']),
        # A slash is of a key, or behind the name of a matrix.
        ('feature', 'odd/a/b', ['odd/a/b']),
        ('feature', 'a/b', ['odd/a/b', 'a/b']),
    ],
)
def test_a_target_is_read_in_every_way_that_has_a_sense(
    role: str, target: str, found: list[str]
) -> None:
    assert targets(role, target) == found


def test_a_referent_has_the_parts_that_its_role_takes() -> None:
    (status,) = referents('status', 'operation.one beta', ALL)
    assert (status.feature.title, status.driver.title) == ('First operation', 'Beta')
    (count,) = referents('count', 'odd/plain planned', ALL)
    assert (count.driver.key, count.status.title) == ('plain', 'Planned')


@pytest.mark.parametrize(
    ('role', 'target', 'message'),
    [
        (
            'feature',
            'operation.on',
            'no matrix has the feature "operation.on"; did you mean "operation.one"?',
        ),
        (
            'feature',
            'Operation.One',
            'no matrix has the feature "Operation.One"; did you mean "operation.one"?',
        ),
        ('driver', 'alhpa', 'no matrix has the driver "alhpa"; did you mean "alpha"?'),
        (
            'driver',
            'zzz',
            'no matrix has the driver "zzz"; correct the key, or add the driver to the file',
        ),
        # It is the driver that is wrong here, whichever way the words are parted.
        ('status', 'operation.one gamma', 'no matrix has the driver "gamma"; '),
        ('status', 'one two palin', 'no matrix has the driver "palin"; did you mean "plain"?'),
        (
            'status',
            'storage.tow beta',
            'no matrix has the feature "storage.tow"; did you mean "st',
        ),
        (
            'status',
            'operation.one',
            '"operation.one" lacks a part; write "FEATURE DRIVER", with a space between the two',
        ),
        (
            'count',
            'alpha',
            '"alpha" lacks a part; write "DRIVER STATUS", with a space between the two',
        ),
        (
            'status',
            'one beta',
            'no matrix has both "one" and "beta"; take the two from one file',
        ),
        (
            'count',
            'alpha compleet',
            'no matrix has the implementation status "compleet"; did you mean "complete"?',
        ),
        (
            'count',
            'main/alpha zzz',
            'no matrix has the implementation status "zzz"; there is "complete", "partial", "mis',
        ),
        (
            'feature',
            'mian/operation.one',
            'no page shows a matrix named "mian"; did you mean "main"?',
        ),
        (
            'status',
            'zzz/operation.one beta',
            'no page shows a matrix named "zzz"; there is "main", "first", "odd", "a"',
        ),
        # What belongs elsewhere, and titles in place of keys.
        ('feature', 'beta', 'no matrix has the feature "beta"; it is the key of a driver; write '),
        (
            'status',
            'beta operation.one',
            'no matrix has the feature "beta"; it is the key of a driver; write "FEATURE DRIVER"',
        ),
        (
            'driver',
            'Two',
            'no matrix has the driver "Two"; that is a title, and the key is "two w',
        ),
        (
            'driver',
            'driver.alpha',
            'no matrix has the driver "driver.alpha"; did you mean "alpha"',
        ),
        ('feature', 'main/a/b', 'no matrix has the feature "a/b"; '),
        ('feature', 'main/storage.tow', 'no matrix has the feature "storage.tow"; did you mean'),
    ],
)
def test_what_is_unknown_is_named_with_what_is_near(role: str, target: str, message: str) -> None:
    assert referents(role, target, ALL) == []
    assert why_unknown(role, target, ALL).startswith(message)


def test_where_no_page_shows_a_matrix_that_is_said() -> None:
    unknown = why_unknown('driver', 'alpha', [])
    assert unknown.startswith(
        'no page of the project shows a matrix, and no inventory has "alpha"'
    )
    assert why_unknown('verdict', 'alpha', []) == unknown
    told = why_unknown('status', 'operation.one alpha', [])
    assert told.startswith('nothing can be said of "operation.one alpha", since no page of the')


def test_in_a_file_of_its_own_a_reference_is_to_that() -> None:
    (found,) = referents('feature', 'one', ALL, 'a.ini')
    assert found.target == 'a/one'
    assert [each.target for each in referents('feature', 'one', ALL, 'main.ini')] == [
        'odd/one',
        'a/one',
    ]
    # A name still picks another.
    (found,) = referents('feature', 'odd/one', ALL, 'a.ini')
    assert found.target == 'odd/one'


@given(st.sampled_from(sorted(ROLES)), st.text(max_size=30))
def test_any_target_is_found_or_unknown(role: str, target: str) -> None:
    found = referents(role, target, ALL)
    assert found or why_unknown(role, target, ALL)
    assert all(set(referent.parts) == set(ROLES[role]) for referent in found)


@given(st.sampled_from(ALL), st.data())
def test_the_target_of_a_referent_picks_it_and_nothing_else(
    matrix: Known, data: st.DataObject
) -> None:
    feature = data.draw(st.sampled_from(matrix.keys('feature')))
    driver = data.draw(st.sampled_from(matrix.keys('driver')))
    (first,) = (
        each
        for each in referents('status', f'{matrix.names[0]}/{feature} {driver}', ALL)
        if each.known is matrix
    )
    again = [each for each in referents('status', first.target, ALL) if each.known is matrix]
    assert (again[0].feature.key, again[0].driver.key) == (feature, driver)
