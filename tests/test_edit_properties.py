"""What holds for every edit of any file, in each of the dialects."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_edit_missing import NOTES, FileWriter
from test_properties import LINES

# At the end, so that it is the installed package that is tested and not the one beside this.
sys.path.append(str(Path(__file__).parents[1]))

from fuzz.targets import TARGETS, BrokenError, added
from sphinx_feature_matrix.edit.add import add_driver, add_feature
from sphinx_feature_matrix.edit.convert import convert
from sphinx_feature_matrix.edit.lines import Lines
from sphinx_feature_matrix.edit.missing import add_missing
from sphinx_feature_matrix.ini.document import Document, document
from sphinx_feature_matrix.model import Dialect

common = settings(max_examples=100, deadline=None, derandomize=True, database=None)

EDITS = ('fix', 'add', 'convert')
KEYS = ['a', 'kvm-x86', 'OVN', 'a-rather-long-key', 'b.c', 'zz top']


class Written(NamedTuple):
    """How a dialect writes the options of drivers, and some others that it may have."""

    status: str
    notes: str
    releases: tuple[str, ...]
    others: tuple[tuple[str, str], ...]


LINK = 'https://example.org'
DIALECTS = {
    Dialect.CURRENT: Written(
        'driver.', 'driver-notes.', ('',), (('api-doc', LINK), ('tests', '1-2;3-4'))
    ),
    Dialect.TARGETS: Written('driver-impl-', 'driver-notes-', ('',), (('api', 'os-x'),)),
    Dialect.CLASSIFICATION: Written(
        '',
        'driver-notes-',
        ('', ':rocky', ' : Zed'),
        (('api_doc_link', LINK), ('tempest_test_uuids', '1-2;3-4'), ('maturity', 'complete')),
    ),
}


@st.composite
def sound(draw: st.DrawFn) -> bytes:
    """Return a file with nothing wrong but drivers that features lack, and bytes of no text."""
    dialect = draw(st.sampled_from(sorted(DIALECTS)))
    status, notes, releases, others = DIALECTS[dialect]
    keys = draw(st.lists(st.sampled_from(KEYS), unique=True, min_size=1))
    values = st.tuples(
        st.sampled_from(['complete', 'Partial', 'missing', 'unknown']), st.sampled_from(releases)
    ).map(''.join)
    writer = FileWriter(draw)
    if dialect == Dialect.TARGETS:
        writer.section('targets', [(status + key, key.upper()) for key in keys])
    else:
        section = 'driver' if dialect == Dialect.CURRENT else 'target'
        for key in keys:
            writer.section(f'{section}.{key}', [('title', key.upper()), ('link', LINK)])
    for number in range(draw(st.integers(1, 3))):
        stated = draw(st.lists(st.sampled_from(keys), unique=True))
        noted = draw(st.lists(st.sampled_from(keys), unique=True))
        options = [
            ('title', f'Feature {number}'),
            ('notes', draw(NOTES)),
            *draw(st.lists(st.sampled_from(others), unique=True)),
            *((status + key, draw(values)) for key in stated),
            *((notes + key, draw(NOTES)) for key in noted),
        ]
        writer.section(f'op.f{number}', draw(st.permutations(options)))
    return writer.data()


@st.composite
def spoilt(draw: st.DrawFn) -> bytes:
    """Return such a file with something put in, taken away or done twice."""
    data = draw(sound())
    for _ in range(draw(st.integers(1, 3))):
        begin, end = sorted(draw(st.tuples(*[st.integers(0, len(data))] * 2)))
        piece = draw(st.one_of(LINES.map(str.encode), st.binary(max_size=4)))
        cut = draw(st.sampled_from([b'', data[begin:end], data[begin:end] * 2]))
        data = data[:begin] + piece + cut + data[end:]
    return data


@common
@given(st.sampled_from(EDITS), sound())
def test_an_edit_changes_what_it_should_and_nothing_else(edit: str, data: bytes) -> None:
    TARGETS[edit](data)


@settings(common, max_examples=300)
@given(st.sampled_from(EDITS), spoilt())
def test_an_edit_of_a_broken_file_is_right_or_refused(edit: str, data: bytes) -> None:
    TARGETS[edit](data)


ARGUMENTS = st.one_of(st.text(max_size=8), st.sampled_from(['new', 'a', 'op.n', 'Missing', LINK]))


@common
@given(st.lists(ARGUMENTS, min_size=4, max_size=4), sound())
def test_whatever_is_to_be_added_is_there_or_refused(arguments: list[str], data: bytes) -> None:
    given_first = ''.join(f'{each.replace(chr(0), "")}\0' for each in arguments)
    TARGETS['add'](given_first.encode() + data)


MADE: dict[str, Callable[[Document], bytes]] = {
    'fix': lambda found: add_missing(found)[0],
    'driver': lambda found: add_driver(found, 'n3w', 'New'),
    'feature': lambda found: add_feature(found, 'op.n3w', 'New'),
    'convert': convert,
}


@common
@given(st.sampled_from(sorted(MADE)), sound())
def test_no_edit_of_a_sound_file_is_refused(edit: str, data: bytes) -> None:
    found = document(data, 'm.ini')
    assert {each.name for each in found.problems} <= {'implementation-missing', 'encoding'}
    made = document(MADE[edit](found), 'm.ini')
    assert {each.name for each in made.problems} <= {each.name for each in found.problems}


@common
@given(st.binary(max_size=60), st.lists(st.integers(0, 12), max_size=4))
def test_lines_put_in_are_all_that_changes(data: bytes, numbers: list[int]) -> None:
    lines = Lines(data)
    places = [number for number in numbers if number <= len(lines)]
    for number in places:
        lines.insert_below(number, 'new')
    assert bytes(Lines(data)) == data
    assert len(added(data, bytes(lines))) == len(places)


@pytest.mark.parametrize(
    ('edit', 'name', 'lost'),
    [('fix', 'add_missing', (b'', 0)), ('add', 'add_driver', b''), ('convert', 'convert', b'')],
)
def test_an_edit_that_loses_something_would_be_seen(
    edit: str, name: str, lost: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(f'fuzz.targets.{name}', lambda *_: lost)
    with pytest.raises((BrokenError, ValueError)):
        TARGETS[edit](b'# c\n[driver.a]\ntitle = A\n[op.x]\ntitle = X\n')
