"""The changes in words."""

from __future__ import annotations

import re

import pytest

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
from sphinx_feature_matrix.changes.outline import (
    Entry,
    Literal,
    Part,
    Span,
    Title,
    Words,
    nothing,
    outline,
)
from sphinx_feature_matrix.requirements import Verdict

GAMMA = LoneDriver('c', 'Gamma', 0, 3, Verdict.MET)
BETTER = Changed('op.one', 'First', 'missing', 'complete')
WORSE = Changed('op.two', 'Second', 'complete', 'partial')
OTHER = Changed('op.three', 'Third', 'unknown', 'missing')
CHANGES = Changes(
    drivers_added=(LoneDriver('b', 'Beta', 3, 4, Verdict.UNMET),),
    drivers_removed=(GAMMA,),
    drivers_renamed=(Renamed('a', 'Alpha', 'Aleph'),),
    features_added=(LoneFeature('op.one', 'First', 'choice(g)', 1, 2),),
    features_removed=(LoneFeature('op.old', 'Old', 'mandatory', 2, 3),),
    features_renamed=(Renamed('op.two', 'Second', 'Two'),),
    feature_statuses=(Changed('op.two', 'Second', 'optional', 'condition(op.one==complete)'),),
    implementations=(
        Implementations('a', 'Alpha', gained=(BETTER,), lost=(), other=()),
        Implementations('d', 'Delta', gained=(BETTER,), lost=(WORSE,), other=(OTHER,)),
    ),
    verdicts=(Verdicts('a', 'Alpha', 'met', 'unmet', ()),),
    edited=(Edited('', '', 'matrix', ('title', 'notes')),),
)
ALL = {
    'drivers_added': ('Drivers added', ['Beta (b): supports 3 of 4 features; verdict: unmet']),
    'drivers_removed': ('Drivers removed', ['Gamma (c): supported 0 of 3 features; verdict: met']),
    'drivers_renamed': ('Drivers renamed', ['a: Aleph → Alpha']),
    'features_added': (
        'Features added',
        ['First (op.one): choice(g); supported by 1 of 2 drivers'],
    ),
    'features_removed': (
        'Features removed',
        ['Old (op.old): mandatory; was supported by 2 of 3 drivers'],
    ),
    'features_renamed': ('Features renamed', ['op.two: Two → Second']),
    'feature_statuses': (
        'Feature statuses',
        ['Second: optional → condition(op.one==complete)'],
    ),
    'gained': (
        'What drivers gained',
        ['Alpha', ['First: missing → complete'], 'Delta', ['First: missing → complete']],
    ),
    'lost': ('What drivers lost', ['Delta', ['Second: complete → partial']]),
    'other': ('Neither gained nor lost', ['Delta', ['Third: unknown → missing']]),
    'verdicts': ('Verdicts', ['Alpha: met → unmet']),
    'edited': ('Also edited', ['The matrix itself: title, notes']),
}


def said(entries: tuple[Entry, ...]) -> list[object]:
    """Return the texts of *entries*, each with a list of those below it behind it."""
    result: list[object] = []
    for entry in entries:
        result.append(''.join(span.text for span in entry.spans))
        if entry.entries:
            result.append(said(entry.entries))
    return result


def only(changes: Changes) -> Part:
    (part,) = outline(changes)
    return part


def test_every_kind_of_change_has_its_part() -> None:
    found = {part.name: (part.heading, said(part.entries)) for part in outline(CHANGES)}
    assert found == ALL
    assert list(found) == list(ALL)


def test_what_did_not_change_has_no_part() -> None:
    assert outline(Changes()) == []
    assert nothing() == 'Nothing changed.'
    assert only(Changes(drivers_removed=(GAMMA,))).name == 'drivers_removed'


def test_only_features_of_the_new_edition_lead_somewhere() -> None:
    leading = {
        part.name: {
            (span.text, span.feature)
            for entry in part.entries
            for span in (*entry.spans, *(span for below in entry.entries for span in below.spans))
            if isinstance(span, Title)
        }
        for part in outline(CHANGES)
    }
    assert leading['features_added'] == {('First', 'op.one')}
    assert leading['features_removed'] == {('Old', '')}
    assert leading['features_renamed'] == {('Two', ''), ('Second', 'op.two')}
    assert leading['lost'] == {('Delta', ''), ('Second', 'op.two')}


def test_a_requirement_leads_to_its_feature_unless_that_is_gone() -> None:
    for key, target in (('op.one', 'op.one'), ('op.old', '')):
        change = RequirementChange('mandatory', key, 'Thing', '', 'unmet', '')
        verdicts = (Verdicts('a', 'Alpha', 'unmet', 'met', (change,)),)
        (part,) = outline(Changes(verdicts=verdicts, features_removed=CHANGES.features_removed))[
            1:
        ]
        assert part.entries[0].entries[0].spans[0] == Title('Thing', target)


def test_titles_and_keys_are_told_from_words() -> None:
    (entry,) = only(Changes(features_added=CHANGES.features_added)).entries
    assert entry.spans == (
        Title('First', 'op.one'),
        Words(' ('),
        Literal('op.one'),
        Words(')'),
        Words(': '),
        Literal('choice(g)'),
        Words('; '),
        Words('supported by 1 of 2 drivers'),
    )


def test_a_declared_status_is_called_by_its_title() -> None:
    soon = Changed('op.one', 'First', 'missing', 'soon')
    changes = Changes(
        implementations=(Implementations('a', 'Alpha', (soon,), (), ()),),
        declared_statuses={'soon': 'Almost *there*'},
    )
    (entry,) = only(changes).entries
    assert entry.entries[0].spans[2:] == (
        Words('missing'),
        Words(' → '),
        Title('Almost *there*'),
    )


@pytest.mark.parametrize(
    ('before', 'after', 'spans'),
    [
        ('experimental', 'complete', [Words('experimental'), Words('complete')]),
        ('', 'deprecated', [Words('not stated'), Words('deprecated')]),
        ('fancy', '', [Literal('fancy'), Words('not stated')]),
    ],
)
def test_a_maturity_is_a_word_unless_it_is_none(
    before: str, after: str, spans: list[Words | Literal]
) -> None:
    part = only(Changes(maturities=(Changed('op.one', 'First', before, after),)))
    assert part.heading == 'Maturities'
    (entry,) = part.entries
    assert [span for span in entry.spans[2:] if span != Words(' → ')] == spans


def test_a_maturity_is_not_called_as_an_implementation_is() -> None:
    def translate(message: str) -> str:
        return {'complete': 'works', 'maturity: complete': 'done'}.get(message, message)

    changes = Changes(maturities=(Changed('op.one', 'First', '', 'complete'),))
    ((part,),) = [outline(changes, translate)]
    assert part.entries[0].spans[-1] == Words('done')


def test_releases_name_their_drivers() -> None:
    drivers = Named('a', 'Alpha'), Named('b', 'Beta')
    edited = Edited('op.one', 'First', 'feature', ('tests',), releases=drivers)
    (entry,) = only(Changes(edited=(edited,))).entries
    assert ''.join(span.text for span in entry.spans) == 'First: tests, releases of Alpha, Beta'


@pytest.mark.parametrize(
    ('requirement', 'text'),
    [
        (
            RequirementChange('mandatory', 'op.one', 'First', '', 'met', 'unmet'),
            'First: met → unmet',
        ),
        (
            RequirementChange('condition', 'op.one', 'First', '', 'not required', 'met'),
            'First: not required → met',
        ),
        (
            RequirementChange('choice', '', '', 'g', 'unmet', 'met'),
            'at least one of the group g: unmet → met',
        ),
        (
            RequirementChange('mandatory', 'op.one', 'First', '', '', 'undetermined'),
            'First: new requirement → undetermined',
        ),
        (
            RequirementChange('choice', '', '', 'g', 'unmet', ''),
            'at least one of the group g: unmet → no longer required',
        ),
    ],
)
def test_a_requirement_stands_below_its_driver(requirement: RequirementChange, text: str) -> None:
    changes = Changes(verdicts=(Verdicts('a', 'Alpha', 'unmet', 'unmet', (requirement,)),))
    assert said(only(changes).entries) == ['Alpha: still unmet', [text]]


@pytest.mark.parametrize(
    ('edited', 'text'),
    [
        (Edited('a', 'Alpha', 'driver', ('link',)), 'Alpha: link'),
        (Edited('op.one', 'First', 'feature', ('cli', 'api')), 'First: commands, API alias'),
        (
            Edited('op.one', 'First', 'feature', ('notes',), (Named('a', 'A'), Named('b', 'B'))),
            'First: notes, notes on A, B',
        ),
        (Edited('op.one', 'First', 'feature', (), (Named('a', 'A'),)), 'First: notes on A'),
        (Edited('op', 'Operations', 'category', ('title',)), 'Category op: title'),
        (
            Edited('soon', 'Soon', 'status', ('symbol', 'counts-as')),
            'Status soon: symbol, what it counts as',
        ),
    ],
)
def test_edits_are_named(edited: Edited, text: str) -> None:
    assert said(only(Changes(edited=(edited,))).entries) == [text]


def test_all_words_of_our_own_are_translated_and_nothing_else() -> None:
    def translate(message: str) -> str:
        return re.sub(r'%(?:\(\w+\))?[a-z]|(\w+)', lambda m: (m[1] or '').upper() or m[0], message)

    def spans(parts: list[Part]) -> list[Span]:
        entries = [entry for part in parts for entry in part.entries]
        return [
            span
            for entry in entries
            for span in (*entry.spans, *(span for below in entry.entries for span in below.spans))
        ]

    assert nothing(translate) == 'NOTHING CHANGED.'
    translated = outline(CHANGES, translate)
    assert [part.heading for part in translated] == [head.upper() for head, _ in ALL.values()]
    assert spans(translated) == [
        Words(span.text.upper()) if isinstance(span, Words) else span
        for span in spans(outline(CHANGES))
    ]


TURNED = {
    '%(name)s: %(value)s': '%(value)s <- %(name)s',
    ', ': ' + ',
    '; ': ' | ',
    '%(support)s; verdict: %(verdict)s': '%(verdict)s, since it %(support)s',
    'at least one of the group %(group)s': 'of %(group)s at least one',
    'Category %(key)s': 'the %(key)s category',
    'Status %(key)s': 'the %(key)s status',
    'notes on %(drivers)s': "%(drivers)s's notes",
}
"""A language in which what is at the places of a sentence is turned round."""


@pytest.mark.parametrize(
    ('changes', 'expected'),
    [
        (
            Changes(drivers_added=CHANGES.drivers_added),
            ['unmet, since it supports 3 of 4 features <- Beta (b)'],
        ),
        (Changes(drivers_renamed=CHANGES.drivers_renamed), ['Aleph → Alpha <- a']),
        (
            Changes(features_added=CHANGES.features_added),
            ['choice(g) | supported by 1 of 2 drivers <- First (op.one)'],
        ),
        (Changes(features_renamed=CHANGES.features_renamed), ['Two → Second <- op.two']),
        (
            Changes(feature_statuses=CHANGES.feature_statuses),
            ['optional → condition(op.one==complete) <- Second'],
        ),
        (
            Changes(implementations=CHANGES.implementations[:1]),
            ['Alpha', ['missing → complete <- First']],
        ),
        (
            Changes(
                verdicts=(
                    Verdicts(
                        'a',
                        'Alpha',
                        'met',
                        'unmet',
                        (RequirementChange('choice', '', '', 'g', 'met', 'unmet'),),
                    ),
                )
            ),
            ['met → unmet <- Alpha', ['met → unmet <- of g at least one']],
        ),
        (
            Changes(
                edited=(
                    Edited('op', 'Operations', 'category', ('title', 'notes')),
                    Edited('soon', 'Soon', 'status', ('symbol',)),
                    Edited('x', 'X', 'feature', ('cli',), (Named('a', 'A'), Named('b', 'B'))),
                )
            ),
            [
                'title + notes <- the op category',
                'symbol <- the soon status',
                "commands + A + B's notes <- X",
            ],
        ),
    ],
)
def test_a_language_puts_what_is_in_a_sentence_where_it_wants(
    changes: Changes, expected: list[object]
) -> None:
    (part,) = outline(changes, lambda message: TURNED.get(message, message))
    assert said(part.entries) == expected
