"""What the fuzzer has found, and inputs like it: each has to hold ever after."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

# At the end, so that it is the installed package that is tested and not the one beside this.
sys.path.append(str(Path(__file__).parents[1]))

from fuzz.seeds import FINDS, dictionary, finds, seeds
from fuzz.targets import TARGETS, BrokenError, added

CASES = [(target, name) for target in TARGETS for name in finds(target)]


@pytest.mark.parametrize(('target', 'name'), CASES, ids=[name for _, name in CASES])
def test_what_was_found_holds(target: str, name: str) -> None:
    TARGETS[target](finds(target)[name])


def test_every_find_is_of_a_target() -> None:
    assert sorted(path.name for path in FINDS.iterdir()) == sorted(name for _, name in CASES)


@pytest.mark.parametrize('target', TARGETS)
def test_what_the_fuzzer_begins_with_holds(target: str) -> None:
    begun = list(seeds(target))
    assert len(begun) >= 3
    for data in begun:
        TARGETS[target](data)


def test_the_words_are_written_as_the_fuzzer_reads_them() -> None:
    assert dictionary(['[a]', '"\\\n', '\N{BULLET}']) == (
        '"[a]"\n"\\x22\\x5c\\x0a"\n"\\xe2\\x80\\xa2"\n'
    )


@pytest.mark.parametrize(
    ('old', 'new'),
    [
        (b'a\r\nb', b'a\nb'),
        (b'a\nb', b'b\na'),
        (b'a\nb', b'a\n'),
        (b'a\nb', b'a\nb\nc\n'),
        (b'a ', b'a'),
    ],
)
def test_a_lost_byte_is_seen(old: bytes, new: bytes) -> None:
    with pytest.raises(BrokenError):
        added(old, new)


def test_added_lines_are_told_from_those_that_were_there() -> None:
    assert added(b'a\nb', b'n\na\nb\nc') == [b'n\n', b'c']
