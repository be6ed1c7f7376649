"""What changed between two editions: the hypervisor matrix, small cases, and any files."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import pytest
from conftest import MATRIX
from hypothesis import given, settings
from hypothesis import strategies as st
from test_hypervisors import FILES, table

from sphinx_feature_matrix import load
from sphinx_feature_matrix.changes import Changes, compare
from sphinx_feature_matrix.changes.data import (
    Changed,
    Edited,
    LoneDriver,
    LoneFeature,
    Named,
    Renamed,
    RequirementChange,
    Verdicts,
)
from sphinx_feature_matrix.ini import loads
from sphinx_feature_matrix.requirements import Verdict

TWO = MATRIX.index('[storage.two]')
"""Where the second and last feature begins."""

RANKS = {'complete': 2, 'partial': 1, 'missing': 0, 'unknown': 0}


def changes(*replacements: tuple[str, str], old: str = MATRIX) -> Changes:
    """Return what changed when *replacements* are made in the text *old*."""
    new = old
    for before, after in replacements:
        assert before in new
        new = new.replace(before, after)
    return compare(loads(old)[0], loads(new)[0])


def steps(found: Changes, kind: str) -> dict[tuple[str, str], tuple[str, str]]:
    """Return the statuses before and after, by the keys of the driver and the feature."""
    return {
        (driver.key, change.key): (change.before, change.after)
        for driver in found.implementations
        for change in getattr(driver, kind)
    }


def verdicts(found: Changes) -> dict[tuple[str, str, str], tuple[str, str]]:
    """Return the verdicts before and after, of drivers and of what is required of them."""
    changed = {(each.key, '', ''): (each.before, each.after) for each in found.verdicts}
    for driver in found.verdicts:
        for each in driver.requirements:
            changed[driver.key, each.feature, each.group] = each.before, each.after
    return changed


# -- The hypervisor matrix -------------------------------------------------------------------


@pytest.fixture(scope='module')
def hypervisors() -> Changes:
    return compare(load(FILES['2015'])[0], load(FILES['2016'])[0])


def test_three_features_came_to_the_hypervisor_matrix(hypervisors: Changes) -> None:
    assert hypervisors.features_added == (
        LoneFeature('operation.rebuild', 'Rebuild instance', 'optional', 12, 12),
        LoneFeature('operation.trigger-crash-dump', 'Trigger crash dump', 'optional', 4, 12),
        LoneFeature('operation.uefi-boot', 'uefi boot', 'optional', 3, 12),
    )
    assert hypervisors.features_removed == ()
    assert hypervisors.feature_statuses == ()
    assert {(each.key, each.before, each.title) for each in hypervisors.features_renamed} == {
        ('operation.pause', 'Stop instance CPUs', 'Stop instance CPUs (pause)'),
        ('operation.unpause', 'Resume instance CPUs', 'Resume instance CPUs (unpause)'),
    }


def test_the_hypervisor_drivers_stayed_who_they_were(hypervisors: Changes) -> None:
    assert hypervisors.drivers_added == hypervisors.drivers_removed == ()
    assert hypervisors.drivers_renamed == ()


def test_hypervisors_gained_and_lost_what_the_tables_say(hypervisors: Changes) -> None:
    before = {row['key']: row for row in table('hypervisors-2015')}
    expected: dict[str, dict[tuple[str, str], tuple[str, str]]] = {
        'gained': {},
        'lost': {},
        'other': {},
    }
    for row in table('hypervisors-2016'):
        for driver in (each['key'] for each in table('hypervisors-drivers')):
            was, now = before.get(row['key'], row)[driver], row[driver]
            if was != now:
                difference = RANKS[now] - RANKS[was]
                kind = 'gained' if difference > 0 else 'lost' if difference < 0 else 'other'
                expected[kind][driver, row['key']] = was, now
    assert {kind: steps(hypervisors, kind) for kind in expected} == expected
    assert {kind: len(found) for kind, found in expected.items()} == {
        'gained': 7,
        'lost': 0,
        'other': 1,
    }


def test_of_the_verdicts_on_hypervisors_two_of_ironic_changed(hypervisors: Changes) -> None:
    """In 2016 it could be given a config drive, and its last open console was found missing."""
    assert hypervisors.verdicts == (
        Verdicts(
            'ironic',
            'Ironic',
            before='unmet',
            after='unmet',
            requirements=(
                RequirementChange('choice', '', '', 'guest.setup', 'unmet', 'met'),
                RequirementChange('choice', '', '', 'console', 'undetermined', 'unmet'),
            ),
        ),
    )


def test_edited_driver_notes_of_hypervisors_are_those_of_the_tables(hypervisors: Changes) -> None:
    notes = [
        {(row['key'], row['driver']): row['note'] for row in table(f'{name}-driver-notes')}
        for name in ('hypervisors-2015', 'hypervisors-2016')
    ]
    added = {each.key for each in hypervisors.features_added}
    expected = {
        place
        for place in notes[0].keys() | notes[1].keys()
        if notes[0].get(place) != notes[1].get(place) and place[0] not in added
    }
    found = {(each.key, driver.key) for each in hypervisors.edited for driver in each.drivers}
    assert found == expected != set()


# -- One change at a time --------------------------------------------------------------------


def test_nothing_changed_is_false_and_has_no_parts() -> None:
    found = changes()
    assert not found
    assert found == Changes()


def test_a_new_driver_comes_with_what_it_supports_and_its_verdict() -> None:
    gamma = 'driver.gamma = complete\n'
    found = changes(
        ('[operation.one]\n', f'[driver.gamma]\ntitle = Gamma\n[operation.one]\n{gamma}'),
        ('status = mandatory\n', f'status = mandatory\n{gamma}'),
    )
    gained = LoneDriver('gamma', 'Gamma', supported=2, features=2, verdict=Verdict.MET)
    assert found == Changes(drivers_added=(gained,))


def test_a_driver_is_the_same_whatever_the_case_of_its_key() -> None:
    assert not changes(('driver.alpha]', 'driver.ALPHA]'))


def test_a_driver_that_is_gone_says_what_goes_with_it() -> None:
    found = changes(
        ('[driver.beta]\ntitle = Beta\n', ''),
        ('driver.beta = partial\ndriver-notes.beta = Only on Sundays.\n', ''),
        ('driver.beta = unknown\n', ''),
    )
    lost = LoneDriver('beta', 'Beta', supported=1, features=2, verdict=Verdict.UNDETERMINED)
    assert found == Changes(drivers_removed=(lost,))


def test_a_feature_that_is_gone_says_who_supported_it() -> None:
    start, end = MATRIX.index('[operation.one]'), MATRIX.index('[storage.two]')
    lost = LoneFeature('operation.one', 'First operation', 'optional', supported=2, drivers=2)
    found = changes((MATRIX[start:end], ''))
    assert found == Changes(features_removed=(lost,))


def test_another_title_is_a_new_name() -> None:
    assert changes(('title = Alpha', 'title = Alpha 2')) == Changes(
        drivers_renamed=(Renamed('alpha', 'Alpha 2', before='Alpha'),)
    )
    assert changes(('title = Second thing', 'title = Two')) == Changes(
        features_renamed=(Renamed('storage.two', 'Two', before='Second thing'),)
    )


def test_another_key_is_another_feature() -> None:
    found = changes(('[storage.two]', '[storage.zwei]'))
    lone = LoneFeature('storage.two', 'Second thing', 'mandatory', supported=0, drivers=2)
    assert found.features_removed == (lone,)
    assert found.features_added == (replace(lone, key='storage.zwei'),)
    assert found.implementations == ()


def test_partial_is_support_and_unknown_is_not() -> None:
    third = '[storage.three]\ntitle = Third\ndriver.alpha = partial\ndriver.beta = unknown\n'
    found = changes(('[storage.two]', f'{third}[storage.two]'))
    assert found.features_added == (LoneFeature('storage.three', 'Third', 'optional', 1, 2),)


@pytest.mark.parametrize(
    ('before', 'after'),
    [('missing', 'partial'), ('unknown', 'partial'), ('partial', 'complete')],
)
def test_a_better_implementation_is_gained_and_a_worse_one_is_lost(
    before: str, after: str
) -> None:
    worse = MATRIX.replace('driver.alpha = complete', f'driver.alpha = {before}')
    better = (
        f'driver.alpha = {before}\ndriver.beta = p',
        f'driver.alpha = {after}\ndriver.beta = p',
    )
    found = changes(better, old=worse)
    assert steps(found, 'gained') == {('alpha', 'operation.one'): (before, after)}
    assert steps(found, 'lost') == steps(found, 'other') == {}
    back = changes(better[::-1], old=worse.replace(*better))
    assert steps(back, 'lost') == {('alpha', 'operation.one'): (after, before)}
    assert steps(back, 'gained') == steps(back, 'other') == {}


def test_what_becomes_known_to_be_missing_is_neither_gained_nor_lost() -> None:
    found = changes(('driver.beta = unknown', 'driver.beta = missing'))
    assert steps(found, 'other') == {('beta', 'storage.two'): ('unknown', 'missing')}
    assert steps(found, 'gained') == steps(found, 'lost') == {}


def test_a_declared_status_counts_as_what_it_says_and_keeps_its_title() -> None:
    declared = '[status.soon]\ntitle = Almost there\ncounts-as = partial\n'
    found = changes(('driver.alpha = missing', 'driver.alpha = soon'), old=MATRIX + declared)
    assert steps(found, 'gained') == {('alpha', 'storage.two'): ('missing', 'soon')}
    assert found.declared_statuses == {'soon': 'Almost there'}


def test_a_status_that_is_declared_and_not_used_is_only_edited() -> None:
    assert changes(('[storage', '[status.soon]\ntitle = Soon\ncounts-as = partial\n[storage')) == (
        Changes(edited=(Edited('soon', 'Soon', 'status', ('title', 'symbol', 'counts-as')),))
    )


def test_another_feature_status_may_be_a_new_requirement() -> None:
    found = changes(('title = First operation\n', 'title = First operation\nstatus = mandatory\n'))
    assert found.feature_statuses == (
        Changed('operation.one', 'First operation', 'optional', 'mandatory'),
    )
    # What is new and met is no news.
    assert found.verdicts == ()


def test_a_new_requirement_that_is_open_is_told() -> None:
    old = MATRIX.replace('status = mandatory\n', '')
    found = changes(
        ('title = Second thing\n', 'title = Second thing\nstatus = mandatory\n'), old=old
    )
    change = RequirementChange('mandatory', 'storage.two', 'Second thing', '', '', 'unmet')
    assert found.verdicts == (
        Verdicts('alpha', 'Alpha', 'met', 'unmet', (change,)),
        Verdicts('beta', 'Beta', 'met', 'undetermined', (replace(change, after='undetermined'),)),
    )


def test_an_open_requirement_that_is_gone_is_told_too() -> None:
    change = RequirementChange('mandatory', 'storage.two', 'Second thing', '', 'unmet', '')
    expected = (
        Verdicts('alpha', 'Alpha', 'unmet', 'met', (change,)),
        Verdicts('beta', 'Beta', 'undetermined', 'met', (replace(change, before='undetermined'),)),
    )
    for gone in (('status = mandatory', 'status = optional'), (MATRIX[TWO:], '')):
        assert changes(gone).verdicts == expected


def test_a_choice_group_that_is_gone_is_told_if_it_was_open() -> None:
    old = MATRIX.replace('status = mandatory', 'status = choice(g)')
    found = changes(('status = choice(g)\n', ''), old=old)
    requirements = [each for driver in found.verdicts for each in driver.requirements]
    assert requirements == [
        RequirementChange('choice', '', '', 'g', 'unmet', ''),
        RequirementChange('choice', '', '', 'g', 'undetermined', ''),
    ]


def test_a_requirement_that_was_met_goes_without_a_word() -> None:
    old = MATRIX.replace('title = First operation', 'title = First\nstatus = mandatory')
    assert changes(('title = First\nstatus = mandatory', 'title = First'), old=old).verdicts == ()


def test_what_is_required_on_a_condition_instead_is_the_same_requirement() -> None:
    for condition, expected in (
        ('operation.one==complete', [('beta', 'undetermined', 'not required')]),
        ('operation.one!=unknown', []),
    ):
        found = changes(('status = mandatory', f'status = condition({condition})'))
        assert [
            (driver.key, each.before, each.after)
            for driver in found.verdicts
            for each in driver.requirements
        ] == expected


@pytest.mark.parametrize(
    ('before', 'after'),
    [
        ('', 'status = optional\n'),
        ('status = Mandatory\n', 'status =   mandatory\n'),
        ('status = choice(a b)\n', 'status = choice ( a\n  b )\n'),
        (
            'status = condition(not(storage.two!=complete)and(storage.two==partial))\n',
            'status = condition( not (storage.two != complete) and\n (storage.two == partial) )\n',
        ),
    ],
)
def test_white_space_in_a_feature_status_is_no_change(before: str, after: str) -> None:
    old = MATRIX.replace('status = mandatory\n', before)
    new = MATRIX.replace('status = mandatory\n', after)
    (was, problems), (now, new_problems) = loads(old), loads(new)
    assert problems == new_problems == []
    assert not compare(was, now)


@pytest.mark.parametrize(
    ('change', 'kind', 'options'),
    [
        (('[driver.alpha]\n', '[driver.alpha]\nlink = https://a\n'), 'driver', ('link',)),
        (('[storage.two]\n', '[storage.two]\nnotes = Words.\n'), 'feature', ('notes',)),
        (('[storage.two]\n', '[storage.two]\ncli = a; b\n'), 'feature', ('cli',)),
        (('[storage.two]\n', '[storage.two]\napi = two\n'), 'feature', ('api',)),
        (('[storage.two]\n', '[storage.two]\napi-doc = a\n'), 'feature', ('api-doc',)),
        (('[storage.two]\n', '[storage.two]\nadmin-doc = a\n'), 'feature', ('admin-doc',)),
        (('[storage.two]\n', '[storage.two]\ntests = a;b\n'), 'feature', ('tests',)),
        (('[driver.alpha]\n', '[matrix]\ntitle = T\n[driver.alpha]\n'), 'matrix', ('title',)),
        (('[driver.alpha]\n', '[matrix]\nnotes = N\n[driver.alpha]\n'), 'matrix', ('notes',)),
        (
            ('[driver.alpha]\n', '[category.storage]\ntitle = Kept\n[driver.alpha]\n'),
            'category',
            ('title',),
        ),
    ],
)
def test_what_else_is_edited_is_named(
    change: tuple[str, str], kind: str, options: tuple[str, ...]
) -> None:
    for replacement, old in ((change, MATRIX), (change[::-1], MATRIX.replace(*change))):
        found = changes(replacement, old=old)
        assert found == replace(Changes(), edited=found.edited)
        assert [(each.kind, each.options, each.drivers) for each in found.edited] == [
            (kind, options, ())
        ]


def test_edited_driver_notes_name_their_drivers() -> None:
    found = changes(('Only on Sundays.', 'On Mondays too.'))
    one = Edited('operation.one', 'First operation', 'feature', (), (Named('beta', 'Beta'),))
    assert found == Changes(edited=(one,))


def test_edited_releases_name_their_drivers() -> None:
    with_releases = MATRIX.replace(
        '[storage.two]\n', '[storage.two]\ndriver-release.alpha = 1\ndriver-release.beta = 2\n'
    )
    alpha = (Named('alpha', 'Alpha'),)
    one = Edited('storage.two', 'Second thing', 'feature', (), releases=alpha)
    for before, after in (('alpha = 1', 'alpha = 3'), ('driver-release.alpha = 1\n', '')):
        assert changes((before, after), old=with_releases) == Changes(edited=(one,))


@pytest.mark.parametrize('tests', ['b; a', 'b, a', 'b a'])
def test_the_order_of_tests_is_no_change(tests: str) -> None:
    with_tests = MATRIX.replace('[storage.two]\n', '[storage.two]\ntests = a;b\n')
    assert not changes(('a;b', tests), old=with_tests)


def test_another_maturity_is_a_change_of_its_own() -> None:
    experimental = MATRIX.replace('[storage.two]\n', '[storage.two]\nmaturity = Experimental\n')
    key = 'storage.two', 'Second thing'
    found = changes(('Experimental', 'complete'), old=experimental)
    assert found == Changes(maturities=(Changed(*key, 'experimental', 'complete'),))
    found = changes(('maturity = Experimental\n', ''), old=experimental)
    assert found == Changes(maturities=(Changed(*key, 'experimental', ''),))
    assert not changes(('Experimental', 'experimental'), old=experimental)


def test_a_note_that_is_only_wrapped_differently_is_not_edited() -> None:
    assert not changes(('Only on Sundays.', 'Only\n\n    on\n  Sundays.'))


# -- Any files -------------------------------------------------------------------------------


@dataclass(frozen=True)
class File:
    """A file as sections of options, in whichever layout it is written."""

    sections: dict[str, dict[str, str]]

    def written(self, layout: Layout) -> str:
        return '\n'.join(
            line
            for name in layout.order(list(self.sections))
            for line in (f'[{name}]', *self.options(name, layout), *layout.filling())
        )

    def options(self, name: str, layout: Layout) -> list[str]:
        options = self.sections[name]
        return [
            line
            for option in layout.order(list(options))
            for line in (f'{option}{layout.delimiter()}{layout.value(option, options[option])}',)
            for line in (line, *layout.filling())
        ]

    def cells(self) -> dict[tuple[str, str], str]:
        return {
            (option.removeprefix('driver.'), name): value
            for name, options in self.sections.items()
            for option, value in options.items()
            if option.startswith('driver.')
        }

    def keys(self, kind: str) -> set[str]:
        if kind == 'features':
            return {name for name in self.sections if not re.match('driver|matrix|status', name)}
        return {
            name.removeprefix('driver.') for name in self.sections if name.startswith('driver')
        }


class Layout:
    """Ways to write the same, drawn at random."""

    def __init__(self, draw: Any) -> None:
        self.draw = draw

    def order(self, items: Sequence[str]) -> list[str]:
        order: list[str] = self.draw(st.permutations(items))
        return order

    def delimiter(self) -> str:
        return str(self.draw(st.sampled_from(['=', ' = ', ': ', ' :', '=\t'])))

    def filling(self) -> list[str]:
        filling = st.sampled_from(['', '# comment', '; a = b'])
        lines: list[str] = self.draw(st.lists(filling, max_size=1))
        return lines

    def value(self, option: str, value: str) -> str:
        if option == 'cli':
            return ' ; '.join(self.order(value.split(';')))
        if option == 'status':
            space = self.draw(st.sampled_from(['', ' ', '  ']))
            return re.sub(r'==|[()]', rf'{space}\g<0>{space}', value)
        return value.replace(' ', self.draw(st.sampled_from([' ', '  ', '\n  ', '\n\n  '])))


RANKS_OF_ANY = {**RANKS, 'soon': 1}
WORDS = st.sampled_from(['One', 'Two words', 'Three of them'])
FEATURE = st.fixed_dictionaries(
    {'title': WORDS},
    optional={
        'notes': WORDS,
        'cli': st.sampled_from(['a;b', 'a']),
        'api': WORDS,
        'status': st.sampled_from(
            [
                *('mandatory', 'optional', 'choice(g)', 'choice(g h)'),
                'condition(op.x==complete)',
                'condition(not (op.x==soon) and op.x!=missing)',
            ]
        ),
    },
)


@st.composite
def files(draw: Any) -> File:
    drivers = draw(st.lists(st.sampled_from(['a', 'b-1', 'c']), unique=True, min_size=1))
    features = draw(st.lists(st.sampled_from(['op.y', 'st.z', 'w']), unique=True))
    sections = {f'driver.{key}': {'title': draw(WORDS)} for key in drivers}
    sections['status.soon'] = {'title': 'Soon', 'counts-as': 'partial'}
    for key in ('op.x', *features):
        cells = {f'driver.{driver}': draw(st.sampled_from([*RANKS_OF_ANY])) for driver in drivers}
        noted = draw(st.sampled_from(drivers))
        notes = draw(st.sampled_from([{}, {f'driver-notes.{noted}': 'Some words.'}]))
        sections[key] = {**draw(FEATURE), **cells, **notes}
    return File(sections)


@st.composite
def written(draw: Any) -> tuple[File, str, str]:
    """Return a file, as it is written in two ways."""
    file = draw(files())
    return file, file.written(Layout(draw)), file.written(Layout(draw))


common = settings(max_examples=60, deadline=None, derandomize=True, database=None)


@common
@given(written())
def test_the_layout_of_a_file_is_no_change(file: tuple[File, str, str]) -> None:
    _, one, other = file
    (old, problems), (new, other_problems) = loads(one), loads(other)
    assert problems == other_problems == []
    assert not compare(old, old)
    assert compare(old, new) == Changes()


@common
@given(written(), written())
def test_changes_are_what_the_sections_say(
    before: tuple[File, str, str], after: tuple[File, str, str]
) -> None:
    found = compare(loads(before[1])[0], loads(after[1])[0])
    old, new = before[0], after[0]
    for kind in ('drivers', 'features'):
        added = {each.key for each in getattr(found, f'{kind}_added')}
        removed = {each.key for each in getattr(found, f'{kind}_removed')}
        assert added == new.keys(kind) - old.keys(kind)
        assert removed == old.keys(kind) - new.keys(kind)
    was, now = old.cells(), new.cells()
    both = {place: (was[place], now[place]) for place in was.keys() & now.keys()}
    differences = {
        place: RANKS_OF_ANY[step[1]] - RANKS_OF_ANY[step[0]] for place, step in both.items()
    }
    for kind, wanted in (
        ('gained', {place for place, by in differences.items() if by > 0}),
        ('lost', {place for place, by in differences.items() if by < 0}),
        ('other', {place for place, by in differences.items() if not by}),
    ):
        expected = {place: both[place] for place in wanted if len(set(both[place])) > 1}
        assert steps(found, kind) == expected
    assert bool(found) == (old != new)


@common
@given(written(), written())
def test_the_other_way_round_what_was_added_is_removed_and_what_was_gained_is_lost(
    before: tuple[File, str, str], after: tuple[File, str, str]
) -> None:
    old, new = loads(before[1])[0], loads(after[1])[0]
    there, back = compare(old, new), compare(new, old)
    for kind in ('drivers', 'features'):
        for added, removed in ((there, back), (back, there)):
            assert getattr(added, f'{kind}_added') == getattr(removed, f'{kind}_removed')
        assert {(each.before, each.title) for each in getattr(there, f'{kind}_renamed')} == {
            (each.title, each.before) for each in getattr(back, f'{kind}_renamed')
        }
    for kind, opposite in (('gained', 'lost'), ('lost', 'gained'), ('other', 'other')):
        assert steps(there, kind) == {
            place: step[::-1] for place, step in steps(back, opposite).items()
        }
    assert {(each.key, each.before, each.after) for each in there.feature_statuses} == {
        (each.key, each.after, each.before) for each in back.feature_statuses
    }
    assert verdicts(there) == {place: step[::-1] for place, step in verdicts(back).items()}
    assert {(each.key, *sorted(each.options)) for each in there.edited} == {
        (each.key, *sorted(each.options)) for each in back.edited
    }
