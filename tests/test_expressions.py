"""Conditions: their trees, and where one that is wrong is wrong."""

from __future__ import annotations

import pytest

from sphinx_feature_matrix.expressions import (
    MAX_DEPTH,
    And,
    Comparison,
    Expression,
    ExpressionError,
    Not,
    Or,
    comparisons,
    parse,
)


def shape(expression: Expression) -> str:
    """Return *expression* with every operation in brackets."""
    match expression:
        case Comparison(feature, status, equal):
            return f'{feature}{"=" if equal else "#"}{status}'
        case Not(operand):
            return f'[not {shape(operand)}]'
        case And(operands):
            return f'[and {" ".join(map(shape, operands))}]'
        case Or(operands):
            return f'[or {" ".join(map(shape, operands))}]'


@pytest.mark.parametrize(
    ('text', 'expected'),
    [
        ('a==x', 'a=x'),
        ('a!=x', 'a#x'),
        (' a.b-c\t==\n X ', 'a.b-c=x'),
        ('a==x and b==y and c==z', '[and a=x b=y c=z]'),
        ('a==x or b==y or c==z', '[or a=x b=y c=z]'),
        ('a==x or b==y and c==z or d==v', '[or a=x [and b=y c=z] d=v]'),
        ('(a==x or b==y) and c==z', '[and [or a=x b=y] c=z]'),
        ('not a==x and not b!=y', '[and [not a=x] [not b#y]]'),
        ('not (a==x or b==y)', '[not [or a=x b=y]]'),
        ('not not a==x', '[not [not a=x]]'),
        ('((a==x))', 'a=x'),
        ('nothing==orderly', 'nothing=orderly'),
    ],
)
def test_parse(text: str, expected: str) -> None:
    assert shape(parse(text)) == expected


def test_offsets_count_from_the_start_of_the_text() -> None:
    tree = parse('  a==x and  b  !=  y')
    assert tree == And(
        (
            Comparison('a', 'x', equal=True, offset=2, status_offset=5),
            Comparison('b', 'y', equal=False, offset=12, status_offset=19),
        )
    )


def test_comparisons_are_all_of_them_from_left_to_right() -> None:
    tree = parse('a==x or not (b==x and c!=x) or d==x')
    assert [comparison.feature for comparison in comparisons(tree)] == ['a', 'b', 'c', 'd']


@pytest.mark.parametrize(
    ('text', 'offset', 'message'),
    [
        ('', 0, "expected a feature's key at the end"),
        ('   ', 0, "expected a feature's key at the end"),
        ('a', 1, 'expected "==" or "!=" after "a"'),
        ('a =', 2, 'expected "==" or "!=" after "a"'),
        ('a=x', 1, 'expected "==" or "!=" after "a"'),
        ('a!x', 1, 'expected "==" or "!=" after "a"'),
        ('a==  ', 3, 'expected an implementation status at the end'),
        ('a==)', 3, 'expected an implementation status, not ")"'),
        ('a===x', 3, 'expected an implementation status, not "="'),
        ('a==or', 3, 'expected an implementation status, not "or"'),
        ('==x', 0, 'expected a feature\'s key, not "=="'),
        ('a==not', 3, 'expected an implementation status, not "not"'),
        ('a==!=', 3, 'expected an implementation status, not "!="'),
        ('a==(', 3, 'expected an implementation status, not "("'),
        ('!a', 0, 'expected a feature\'s key, not "!"'),
        ('a==x b==y', 5, 'expected "and" or "or" before "b"'),
        ('a==x AND b==y', 5, 'expected "and" or "or" before "AND"'),
        ('a==x and', 8, "expected a feature's key at the end"),
        ('and a==x', 0, 'expected a feature\'s key, not "and"'),
        ('not', 3, "expected a feature's key at the end"),
        ('(a==x', 5, '")" is missing'),
        ('(a==x b==y)', 6, '")" is missing'),
        ('a==x)', 4, '")" closes nothing'),
        ('()', 1, 'expected a feature\'s key, not ")"'),
    ],
)
def test_error(text: str, offset: int, message: str) -> None:
    with pytest.raises(ExpressionError) as caught:
        parse(text)
    assert (str(caught.value), caught.value.offset) == (message, offset)


@pytest.mark.parametrize(('opening', 'closing'), [('(', ')'), ('not ', '')])
def test_depth(opening: str, closing: str) -> None:
    assert list(comparisons(parse(f'{opening * MAX_DEPTH}a==x{closing * MAX_DEPTH}')))
    for depth in (MAX_DEPTH + 1, 100_000):
        with pytest.raises(ExpressionError, match='nested more than 100 deep') as caught:
            parse(opening * depth + 'a==x' + closing * depth)
        assert caught.value.offset == MAX_DEPTH * len(opening)


def test_depth_counts_what_is_open() -> None:
    before = '(not a==x) and ' * 3
    assert list(comparisons(parse(before + '(' * MAX_DEPTH + 'a==x' + ')' * MAX_DEPTH)))
    with pytest.raises(ExpressionError, match='nested more than 100 deep') as caught:
        parse(before + '(' * 101 + 'a==x' + ')' * 101)
    assert caught.value.offset == len(before) + MAX_DEPTH


def test_what_stands_side_by_side_is_not_deep() -> None:
    text = ' and '.join(['not (a==x)'] * 1000)
    assert len(list(comparisons(parse(text)))) == 1000
