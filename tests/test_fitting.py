"""Tables no wider than a page, with no word broken."""

from __future__ import annotations

import pytest
from docutils.utils import column_width

from sphinx_feature_matrix.writers.fitting import (
    Column,
    balance,
    broken,
    longest_word,
    split,
    tables,
    wrap,
    wrap_anywhere,
)

WIDE = '\N{CJK UNIFIED IDEOGRAPH-4E2D}'
COMBINED = 'e\N{COMBINING ACUTE ACCENT}\N{COMBINING DOT BELOW}'


@pytest.mark.parametrize(
    ('text', 'expected'),
    [('', 0), ('a bcd ef', 3), (f'{WIDE * 2} abc', 4), (COMBINED, 1), ('well-known', 10)],
)
def test_longest_word(text: str, expected: int) -> None:
    assert longest_word(text) == expected


def test_narrowest() -> None:
    assert Column('a bb', ['ccc d', 'e']).narrowest() == 3
    assert Column('head long', ['c']).narrowest() == 4
    assert Column('', ['', '']).narrowest() == 1


@pytest.mark.parametrize(
    ('text', 'width', 'expected'),
    [
        ('', 3, ['']),
        ('ab cd', 5, ['ab cd']),
        ('ab cd', 4, ['ab', 'cd']),
        ('ab cd ef', 5, ['ab cd', 'ef']),
        ('a broken-word b', 6, ['a', 'broken-word', 'b']),
        (f'{WIDE} {WIDE}', 5, [f'{WIDE} {WIDE}']),
        (f'{WIDE} {WIDE}', 4, [WIDE, WIDE]),
        (f'{WIDE * 3} a', 4, [WIDE * 3, 'a']),
        (f'{COMBINED} {COMBINED} {COMBINED}', 3, [f'{COMBINED} {COMBINED}', COMBINED]),
        # As many characters as columns on the whole, but not line by line.
        (f'{WIDE * 2} e {COMBINED}', 5, [WIDE * 2, f'e {COMBINED}']),
    ],
)
def test_wrap(text: str, width: int, expected: list[str]) -> None:
    assert wrap(text, width) == expected


@pytest.mark.parametrize(
    ('limit', 'expected'),
    [
        (100, [[0, 1, 2, 3]]),
        # The first table begins with 10, further ones with 5; each column takes 5.
        (30, [[0, 1, 2, 3]]),
        (29, [[0, 1, 2], [3]]),
        (20, [[0, 1], [2, 3]]),
        (19, [[0], [1, 2], [3]]),
        (1, [[0], [1], [2], [3]]),
    ],
)
def test_split(limit: int, expected: list[list[int]]) -> None:
    assert list(split([5, 5, 5, 5], 10, 5, limit)) == expected


def test_split_of_nothing() -> None:
    assert list(split([], 10, 5, 20)) == []


def test_balanced_tables_are_as_few_and_alike() -> None:
    widths = [5] * 9
    assert [len(shown) for shown in split(widths, 10, 10, 45)] == [7, 2]
    assert balance(widths, 10, 10, 45) == [[0, 1, 2, 3, 4], [5, 6, 7, 8]]


def test_what_fits_in_one_table_is_not_split_to_balance_it() -> None:
    assert balance([5] * 4, 10, 5, 30) == [[0, 1, 2, 3]]


def test_a_column_that_is_too_wide_is_balanced_too() -> None:
    assert balance([50, 5, 5], 10, 10, 30) == [[0], [1, 2]]


@pytest.mark.parametrize(
    ('word', 'expected'),
    [
        ('', ['']),
        ('abc', ['abc']),
        ('abcd', ['abc', 'd']),
        ('abcdefg', ['abc', 'def', 'g']),
        (WIDE * 3, [WIDE, WIDE, WIDE]),
        (f'ab{COMBINED}', [f'ab{COMBINED}']),
    ],
)
def test_words_are_broken_where_they_are_too_long(word: str, expected: list[str]) -> None:
    assert broken(word, 3) == expected


def test_a_word_that_is_too_long_goes_on_in_the_next_line() -> None:
    assert wrap_anywhere('ab abcdefgh c', 5) == ['ab', 'abcde', 'fgh c']
    assert wrap_anywhere('', 5) == ['']


HEADS = [
    Column('Feature', ['Start an instance', 'Stop']),
    Column('Status', ['optional', 'choice']),
]
COLUMNS = [Column('KVM (x86)', ['complete', 'missing']), Column('OVN', ['unknown', 'partial'])]


def test_one_table_where_all_fits() -> None:
    assert list(tables(HEADS, COLUMNS, 80)) == [
        [
            [['Feature'], ['Status'], ['KVM', '(x86)'], ['OVN']],
            [['Start an instance'], ['optional'], ['complete'], ['unknown']],
            [['Stop'], ['choice'], ['missing'], ['partial']],
        ]
    ]


def test_further_tables_repeat_the_first_head_only() -> None:
    first, second = tables(HEADS, COLUMNS, 45)
    assert first[0] == [['Feature'], ['Status'], ['KVM', '(x86)']]
    assert second == [
        [['Feature'], ['OVN']],
        [['Start an instance'], ['unknown']],
        [['Stop'], ['partial']],
    ]


@pytest.mark.parametrize(('limit', 'count'), [(53, 1), (52, 2)])
def test_the_limit_counts_rules_and_the_spaces_beside_them(limit: int, count: int) -> None:
    # "| " and " |" at the sides and " | " between: 17 + 8 + 8 + 7 of words and 4 * 3 + 1.
    assert len(list(tables(HEADS, COLUMNS, limit))) == count


@pytest.mark.parametrize(
    ('limit', 'counts'), [(43, [3, 3, 2]), (42, [3, 3, 2]), (41, [3, 2, 2, 2])]
)
def test_the_limit_of_further_tables(limit: int, counts: list[int]) -> None:
    # 17 + 8 + 7 of words and 3 * 3 + 1 of rules fill 42.
    found = [len(rows[0]) for rows in tables(HEADS, COLUMNS * 2, limit)]
    assert found == counts


def test_heads_are_wrapped_at_24_columns_but_no_word_is_broken() -> None:
    text = 'Attach a block volume to an instance'
    ((_, row),) = tables([Column('Feature', [text])], [Column('KVM', ['x'])], 80)
    assert row[0] == ['Attach a block volume to', 'an instance']
    assert max(map(column_width, row[0])) == 24
    text = 'Attach a block volume now or later'
    ((_, row),) = tables([Column('Feature', [text])], [Column('KVM', ['x'])], 80)
    assert row[0] == ['Attach a block volume', 'now or later']
    ((_, row),) = tables([Column('Feature', ['a ' + 'b' * 30])], [Column('KVM', ['x'])], 80)
    assert row[0] == ['a', 'b' * 30]
