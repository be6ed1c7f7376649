"""The lines of a file, changed without a change to any other byte."""

from __future__ import annotations

import io
from codecs import BOM_UTF8

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sphinx_feature_matrix.edit.lines import Lines

common = settings(max_examples=200, deadline=None, derandomize=True, database=None)

# Characters that end a line, that look as if they did, and bytes that are no UTF-8.
PIECES = st.sampled_from(
    [
        *(b'a', b' = ', b'#', b'\r', b'\n', b'\r\n', b'\n', b'\x0b', b'\x0c', b'\x1c', b'\xff'),
        *('\x85'.encode(), '\u2028'.encode(), b'\xe4', b'\xed\xa0\x80', BOM_UTF8),
    ]
)
FILES = st.lists(PIECES, max_size=30).map(b''.join)


def changed(data: bytes, *, above: int = -1, below: int = -1, text: str = 'new') -> bytes:
    lines = Lines(data)
    if above >= 0:
        lines.insert_above(above, text)
    if below >= 0:
        lines.insert_below(below, text)
    return bytes(lines)


@common
@given(FILES)
def test_unchanged_lines_are_the_same_bytes(data: bytes) -> None:
    assert bytes(Lines(data)) == data


@common
@given(FILES)
def test_lines_are_numbered_as_universal_newlines_number_them(data: bytes) -> None:
    text = data.removeprefix(BOM_UTF8).decode(errors='surrogateescape')
    expected = io.StringIO(text, newline=None).getvalue().split('\n')
    lines = Lines(data)
    # Behind a last line end, there is no line.
    assert len(lines) == len(expected) - (not expected[-1])
    assert [lines.text(number) for number in range(1, len(expected) + 1)] == expected


@common
@given(FILES, st.data())
def test_without_what_was_put_in_the_file_is_what_it_was(data: bytes, draw: st.DataObject) -> None:
    lines = Lines(data)
    numbers = draw.draw(st.lists(st.integers(0, len(lines)), max_size=5))
    for number in numbers:
        lines.insert_below(number, '<NEW>')
    edited = bytes(lines)
    assert edited.count(b'<NEW>') == len(numbers)
    for ending in (b'\r\n', b'\r', b'\n'):
        # At the end of a file without a last line end, the one in front goes too.
        edited = edited.replace(b'<NEW>' + ending, b'')
    while edited.endswith(b'<NEW>'):
        edited = edited.removesuffix(b'<NEW>')
        edited = edited[: -2 if edited.endswith(b'\r\n') else -1]
    assert edited == data


@pytest.mark.parametrize('ending', [b'\n', b'\r\n', b'\r'])
def test_a_new_line_ends_like_the_line_in_front_of_it(ending: bytes) -> None:
    other = b'\n' if ending == b'\r\n' else b'\r\n'
    data = b'a' + other + b'b' + ending + b'c' + other
    assert changed(data, below=2) == b'a' + other + b'b' + ending + b'new' + ending + b'c' + other
    assert changed(data, above=3) == changed(data, below=2)


def test_a_new_first_line_ends_like_the_first_one() -> None:
    assert changed(b'a\r\nb\n', below=0) == b'new\r\na\r\nb\n'
    assert changed(b'a\r\nb\n', above=1) == b'new\r\na\r\nb\n'


def test_a_file_without_a_last_line_end_has_none_afterwards() -> None:
    assert changed(b'a\r\nb', below=2) == b'a\r\nb\r\nnew'
    assert changed(b'a\r\nb', above=2) == b'a\r\nnew\r\nb'
    assert changed(b'a', below=1) == b'a\nnew'


def test_a_byte_order_mark_stays_in_front() -> None:
    assert changed(BOM_UTF8 + b'a\n', below=0) == BOM_UTF8 + b'new\na\n'
    assert Lines(BOM_UTF8 + b'a').text(1) == 'a'


def test_an_empty_file_gets_whole_lines() -> None:
    assert changed(b'', below=0) == b'new\n'
    assert len(Lines(b'')) == 0
    assert len(Lines(BOM_UTF8)) == 0


def test_lines_at_one_place_stay_in_order_and_belong_to_their_neighbours() -> None:
    lines = Lines(b'a\nb\n')
    lines.insert_above(2, '3')
    lines.insert_below(1, '1', '2')
    lines.insert_above(2, '4')
    assert bytes(lines) == b'a\n1\n2\n3\n4\nb\n'


def test_a_line_is_replaced_or_deleted_by_the_number_it_had() -> None:
    lines = Lines(b'a\r\nb\nc\xe4\rd')
    lines.insert_below(1, 'new')
    lines.replace(3, lines.text(3) + '!')
    lines.delete(2)
    assert bytes(lines) == b'a\r\nnew\r\nc\xe4!\rd'


def test_the_last_line_can_be_deleted_too() -> None:
    lines = Lines(b'a\r\nb')
    lines.delete(2)
    assert bytes(lines) == b'a'


def test_where_there_is_no_line_there_is_no_text() -> None:
    lines = Lines(b'a\n')
    assert (lines.text(0), lines.text(1), lines.text(2)) == ('', 'a', '')
