"""What holds for any input: reading, conditions, wrapping and ids."""

from __future__ import annotations

import io
from configparser import ParsingError, RawConfigParser
from contextlib import suppress

from docutils.utils import column_width
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from sphinx_feature_matrix.expressions import (
    And,
    Comparison,
    Expression,
    ExpressionError,
    Not,
    Or,
    comparisons,
    parse,
)
from sphinx_feature_matrix.identifiers import free_identifier, identifier
from sphinx_feature_matrix.ini import loads
from sphinx_feature_matrix.ini.source import Source
from sphinx_feature_matrix.writers.fitting import Column, tables, wrap

common = settings(max_examples=200, deadline=None, derandomize=True, database=None)

# Text as files have it, and text as nobody would write it. NUL is no text (FM003).
FRAGMENTS = st.one_of(
    st.sampled_from(
        [
            *('[matrix]', '[driver.a]', '[driver.A]', '[op.x]', '[op.y]', '[DEFAULT]'),
            *('[targets]', '[target.a]', '[status.odd]', '[status.a b]', '[category.op]', '[]'),
            *('title = T', 'notes = n', 'notes =', 'driver.a = complete', 'driver.a: odd'),
            *('driver-notes.a = - n', 'driver-impl-a = missing', 'driver-notes-a = n'),
            *('status = mandatory', 'status = choice(a)', 'status = condition(op.x==missing)'),
            *('status = condition(', 'counts-as = partial', 'link = javascript:', 'cli = a;b'),
            *('and not (op.y != odd))', '= x', ': x', '# c', '; c', '- item', '.. note::', ''),
            *('a = b [c] ] % %(x)s', 'plain text', 'ends in::', '\N{BULLET} item', '1. item'),
        ]
    ),
    st.text(st.characters(exclude_characters='\0\r\n'), max_size=20),
    st.text('[]=:;# \tax.()\N{NO-BREAK SPACE}\N{LINE SEPARATOR}\x0b\x1c\x85%', max_size=12),
)
INDENTS = st.sampled_from(['', '', '', ' ', '    ', '\t'])
LINES = st.tuples(INDENTS, FRAGMENTS, st.sampled_from(['\n', '\n', '\n', '\r\n', '\r'])).map(
    ''.join
)
GOOD = [
    *('[driver.a]\n', 'title = A\n', '[op.x]\n', 'title = X\n', 'notes =\n', '  Note.\n'),
    *('driver.a = missing\n', '[op.y]\n', 'driver.a = complete\n', 'driver-notes.a = n\n'),
]


def spoilt(edits: list[tuple[int, str]]) -> str:
    """Return a file with a line put in at each number."""
    lines = list(GOOD)
    for number, line in edits:
        lines.insert(number, line)
    return ''.join(lines)


TEXTS = st.one_of(
    st.lists(LINES, max_size=30).map(''.join),
    st.lists(st.tuples(st.integers(0, len(GOOD)), LINES), max_size=6).map(spoilt),
)
SECTIONED = TEXTS.map('[first]\n'.__add__)


@common
@given(st.one_of(TEXTS, st.text()))
def test_reading_never_raises_and_every_place_is_in_the_text(text: str) -> None:
    _, problems = loads(text, 'any.ini')
    lines = io.StringIO(text, newline=None).getvalue().split('\n')
    for problem in problems:
        file, line, column = problem.location
        assert file == 'any.ini'
        assert 1 <= line <= len(lines)
        assert 1 <= column <= len(lines[line - 1]) + 1
        assert problem.message.isprintable()
    assert problems == sorted(problems, key=lambda problem: problem.location)


@common
@given(TEXTS)
def test_every_section_with_a_feature_or_driver_is_there(text: str) -> None:
    matrix, problems = loads('[driver.first]\ntitle = F\n' + text)
    assume('dialect' not in {problem.name for problem in problems})
    for feature in matrix.features:
        assert list(feature.implementations) == [driver.key for driver in matrix.drivers]
        for implementation in feature.implementations.values():
            assert implementation.status in matrix.statuses


@common
@given(SECTIONED)
def test_options_are_what_configparser_reads(text: str) -> None:
    parser = RawConfigParser(strict=False, interpolation=None)
    # The lines that are no options are told apart; all others have been read by then.
    with suppress(ParsingError):
        parser.read_file(io.StringIO(text, newline=None))
    expected = {name: dict(parser.items(name)) for name in parser.sections()}
    assert {section.name: section.options for section in Source('', text).sections} == expected


@common
@given(SECTIONED)
def test_a_note_is_its_option_with_the_lines_indented(text: str) -> None:
    source = Source('', text)
    lines = io.StringIO(text, newline=None).getvalue().split('\n')
    for section in source.sections:
        for option, value in section.options.items():
            note = source.note(section, option) if option else None
            assert note or not (value and option)
            if note:
                rows = [row.strip() for row in note.text.split('\n')]
                assert '\n'.join(rows) == value.lstrip('\n')
                for row, line, column in zip(rows, note.lines, note.columns, strict=True):
                    assert lines[line - 1][column - 1 :].strip() == row


KEYS = st.from_regex(r'[a-z][a-z0-9.-]{0,8}', fullmatch=True).filter(
    lambda key: key not in {'and', 'or', 'not'}
)
COMPARISONS = st.builds(Comparison, KEYS, KEYS, st.booleans(), st.just(0), st.just(0))
TREES: st.SearchStrategy[Expression] = st.recursive(
    COMPARISONS,
    lambda trees: st.one_of(
        st.builds(Not, trees),
        st.lists(trees, min_size=2, max_size=3).map(tuple).map(And),
        st.lists(trees, min_size=2, max_size=3).map(tuple).map(Or),
    ),
    max_leaves=12,
)


def printed(tree: Expression) -> str:
    match tree:
        case Comparison(feature, status, equal):
            return f'{feature} {"==" if equal else "!="}{status}'
        case Not(operand):
            return f'not {grouped(operand)}'
        case And(operands):
            return ' and '.join(map(grouped, operands))
        case Or(operands):
            # "and" binds closer, so only an "or" needs its parentheses here.
            return ' or '.join(
                grouped(operand) if isinstance(operand, Or) else printed(operand)
                for operand in operands
            )


def grouped(tree: Expression) -> str:
    return f'({printed(tree)})' if isinstance(tree, And | Or) else printed(tree)


def without_offsets(tree: Expression) -> Expression:
    match tree:
        case Comparison(feature, status, equal):
            return Comparison(feature, status, equal, 0, 0)
        case Not(operand):
            return Not(without_offsets(operand))
        case And(operands):
            return And(tuple(map(without_offsets, operands)))
        case Or(operands):
            return Or(tuple(map(without_offsets, operands)))


@common
@given(TREES)
def test_a_printed_condition_is_read_as_what_it_was(tree: Expression) -> None:
    text = printed(tree)
    found = parse(text)
    assert without_offsets(found) == tree
    for comparison in comparisons(found):
        assert text.startswith(comparison.feature, comparison.offset)
        assert text.startswith(comparison.status, comparison.status_offset)


def parsed(text: str) -> Expression | ExpressionError:
    try:
        return parse(text)
    except ExpressionError as error:
        return error


TOKENS = st.sampled_from(['a', 'b.c', '==', '==', '!=', '=', '!', '(', ')', 'and', 'or', 'not'])


@common
@given(st.one_of(st.text(), st.lists(TOKENS, max_size=12).map(' '.join)))
def test_any_text_is_a_condition_or_has_a_place_where_it_is_none(text: str) -> None:
    tree = parsed(text)
    if isinstance(tree, ExpressionError):
        assert 0 <= tree.offset <= len(text)
        assert str(tree)
    else:
        assert all(text.startswith(found.feature, found.offset) for found in comparisons(tree))


WORDS = st.text(
    'ab-\N{CJK UNIFIED IDEOGRAPH-4E2D}\N{COMBINING ACUTE ACCENT}', min_size=1, max_size=8
)
PHRASES = st.lists(WORDS, max_size=8).map(' '.join)


@common
@given(PHRASES, st.integers(1, 20))
def test_wrapping_keeps_words_whole_and_lines_narrow(text: str, width: int) -> None:
    lines = wrap(text, width)
    assert ' '.join(lines).split() == text.split()
    assert all(column_width(line) <= width or ' ' not in line for line in lines)


@common
@given(st.data(), st.integers(0, 4), st.integers(1, 5), st.integers(1, 80))
def test_tables_have_every_word_and_fit(
    data: st.DataObject, height: int, count: int, limit: int
) -> None:
    column = st.builds(Column, PHRASES, st.lists(PHRASES, min_size=height, max_size=height))
    heads = data.draw(st.lists(column, min_size=1, max_size=2))
    columns = data.draw(st.lists(column, min_size=count, max_size=count))
    found: list[Column] = []
    for number, rows in enumerate(tables(heads, columns, limit)):
        begin = 1 if number else len(heads)
        shown = [[' '.join(cell) for cell in cells] for cells in zip(*rows, strict=True)]
        whole = [Column(head, cells) for head, *cells in shown]
        assert whole[:begin] == heads[:begin]
        found += whole[begin:]
        widths = [
            max(column_width(line) for cell in cells for line in cell)
            for cells in zip(*rows, strict=True)
        ]
        assert sum(widths) + 3 * len(widths) + 1 <= limit or len(widths) == begin + 1
    assert found == columns


@common
@given(st.text('a_2', max_size=4), st.text('a_-', max_size=2), st.data())
def test_a_free_identifier_is_free(wanted: str, matrix: str, data: st.DataObject) -> None:
    named = f'{identifier(matrix)}_{wanted}'
    variants = [wanted, named, *(f'{named}_{number}' for number in range(2, 6))]
    taken = data.draw(st.sets(st.sampled_from(variants)))
    found = free_identifier(wanted, matrix, taken)
    assert found not in taken
    assert found == wanted or wanted in taken
    assert found.endswith(wanted) or found.startswith(f'{named}_')
