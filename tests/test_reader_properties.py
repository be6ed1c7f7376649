"""What holds for any bytes that are read, and for any condition."""

from __future__ import annotations

import sys
from codecs import BOM_UTF8
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_properties import TEXTS, TOKENS

# At the end, so that it is the installed package that is tested and not the one beside this.
sys.path.append(str(Path(__file__).parents[1]))

from fuzz.targets import BrokenError, expressions, reader
from sphinx_feature_matrix.ini import loads
from sphinx_feature_matrix.ini.document import document
from sphinx_feature_matrix.requirements import evaluate

common = settings(max_examples=200, deadline=None, derandomize=True, database=None)

# What decoding has to tell apart, between texts that are sound.
PIECES = st.one_of(
    TEXTS.map(str.encode),
    st.binary(max_size=8),
    st.sampled_from([BOM_UTF8, b'\xff', b'\xe2\x80', b'\xed\xa0\x80', b'\r', b'\n', b'\0']),
)
BYTES = st.lists(PIECES, max_size=4).map(b''.join)
CLASSIFICATION = b'[target.a]\ntitle=A\n[op.x]\ntitle=X\na=complete:rocky\n'


@common
@given(BYTES)
def test_of_any_bytes_come_problems_with_places_in_the_file(data: bytes) -> None:
    reader(data)


@common
@given(BYTES, st.integers(0, len(CLASSIFICATION)))
def test_so_it_is_in_the_dialect_that_names_drivers_alone(data: bytes, place: int) -> None:
    reader(CLASSIFICATION[:place] + data + CLASSIFICATION[place:])


@common
@given(st.one_of(st.text(), st.lists(TOKENS, max_size=12).map(' '.join), st.text('()! ')))
def test_any_condition_is_read_and_judged(text: str) -> None:
    expressions(text.encode(errors='replace'))


def test_a_place_outside_the_file_would_be_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    found = document(b'[op.x]\n', 'other.ini')
    monkeypatch.setattr('fuzz.targets.document', lambda *_: found)
    with pytest.raises(BrokenError, match='is in the file'):
        reader(b'')


@pytest.mark.parametrize(
    'condition',
    [
        pytest.param('(' * 10_000 + 'op.x==complete' + ')' * 10_000, id='parentheses'),
        pytest.param('not ' * 10_000 + 'op.x==complete', id='not'),
        pytest.param('(' * 10_000, id='open'),
        pytest.param('op.x==complete' + ')' * 10_000, id='closed'),
    ],
)
def test_what_is_nested_very_deep_is_a_problem(condition: str) -> None:
    _, problems = loads(
        '[driver.a]\ntitle = A\n[op.x]\ntitle = X\ndriver.a = complete\n'
        f'status = condition({condition})\n'
    )
    assert [problem.name for problem in problems] == ['condition']


@pytest.mark.parametrize('word', ['and', 'or'])
def test_a_condition_may_be_very_long(word: str) -> None:
    comparisons = f' {word} '.join(['op.x==complete'] * 100_000)
    matrix, problems = loads(
        '[driver.a]\ntitle = A\n[op.x]\ntitle = X\ndriver.a = complete\n'
        f'status = condition({comparisons})\n'
    )
    assert not problems
    assert evaluate(matrix)['a'].verdict == 'met'


LARGE = 1_000_000


@pytest.mark.parametrize(
    'lines',
    [
        pytest.param('notes = ' + 'word ' * (LARGE // 5), id='note'),
        pytest.param('notes =' + '\n  - item' * (LARGE // 9), id='list'),
        pytest.param('notes = a' + ' ' * LARGE + 'b', id='spaces'),
        pytest.param('notes = ' + '[' * LARGE, id='brackets'),
        pytest.param('# ' + 'word ' * (LARGE // 5), id='comment'),
        pytest.param('cli = ' + 'a;' * (LARGE // 2), id='commands'),
        pytest.param(
            f'[category.{"x" * LARGE}]\ntitle = X\n[{"x" * LARGE}.y]\ntitle = Y', id='key'
        ),
    ],
)
def test_a_megabyte_of_anything_is_read(lines: str) -> None:
    _, problems = loads(f'[driver.a]\ntitle = A\n[op.x]\ntitle = X\ndriver.a = missing\n{lines}\n')
    assert {problem.name for problem in problems} <= {'implementation-missing'}


def test_ten_thousand_drivers_are_read() -> None:
    declared = ''.join(f'[driver.d{number}]\ntitle = D\n' for number in range(10_000))
    stated = ''.join(f'driver.d{number} = missing\n' for number in range(10_000))
    matrix, problems = loads(f'{declared}[op.x]\ntitle = X\n{stated}[op.y]\ntitle = Y\n')
    assert [problem.name for problem in problems] == ['implementation-missing']
    assert [len(feature.implementations) for feature in matrix.features] == [10_000] * 2
