"""A file that cannot be read, or is no text, is a problem and never an exception."""

from __future__ import annotations

from pathlib import Path

import pytest
from test_bad_input import GOOD, check, edited

from sphinx_feature_matrix import load
from sphinx_feature_matrix.ini import loads
from sphinx_feature_matrix.model import Matrix

NO_TEXT = {
    'not UTF-8': (
        edited(6, 'title = Stärt').encode('latin-1'),
        '6:11 encoding byte 0xe4 is not UTF-8; save the file with the encoding UTF-8',
    ),
    'not UTF-8, behind a byte-order mark': (
        b'\xef\xbb\xbf' + edited(6, 'title = Stärt').encode('latin-1'),
        '6:11 encoding byte 0xe4 is not UTF-8',
    ),
    'not UTF-8, with the line ends of Windows': (
        edited(6, 'title = Stärt').encode('latin-1').replace(b'\n', b'\r\n'),
        '6:11 encoding byte 0xe4 is not UTF-8',
    ),
    'a NUL byte': (edited(6, 'title = \0').encode(), '6:9 not-text as plain text in UTF-8'),
    'a NUL byte, behind a byte-order mark': (b'\xef\xbb\xbf[\0]', '1:2 not-text as plain text'),
    'UTF-16': (
        b'\xff\xfe' + GOOD.encode('utf-16-le'),
        '1:4 not-text the file is UTF-16; save it with the encoding UTF-8',
    ),
    'UTF-16, the other way round': (
        b'\xfe\xff' + GOOD.encode('utf-16-be'),
        '1:3 not-text the file is UTF-16; save it with the encoding UTF-8',
    ),
    'random bytes': (
        bytes(range(255, 127, -1)),
        '1:1 encoding byte 0xff is not UTF-8\n1:1 text-before-section put it below\n1:1 empty no',
    ),
}


@pytest.mark.parametrize(('data', 'expected'), NO_TEXT.values(), ids=NO_TEXT)
def test_no_text(data: bytes, expected: str, tmp_path: Path) -> None:
    path = tmp_path / 'matrix.ini'
    path.write_bytes(data)
    matrix, problems = load(path)
    check(problems, expected)
    assert matrix.file == str(path)
    assert {problem.location.file for problem in problems} == {str(path)}


def test_what_is_not_utf_8_does_not_hide_the_rest(tmp_path: Path) -> None:
    path = tmp_path / 'matrix.ini'
    path.write_bytes(edited(6, 'titel = St\xe4rt').encode('latin-1'))
    matrix, problems = load(path)
    assert [problem.name for problem in problems] == [
        'feature-title',
        'unknown-option',
        'encoding',
    ]
    assert [feature.title for feature in matrix.features] == ['op.start', 'Stop']


@pytest.mark.parametrize(
    ('name', 'part'),
    [
        ('none.ini', 'there is no such file; check the path'),
        ('', 'this is a folder; name the INI file in it'),
        ('a\0b', 'the file cannot be read: embedded null byte'),
    ],
)
def test_no_file(name: str, part: str, tmp_path: Path) -> None:
    path = str(tmp_path / name)
    matrix, problems = load(path)
    check(problems, f'1:1 file {part}')
    assert problems[0].location.file == path
    assert matrix == Matrix(path)


@pytest.mark.parametrize(
    ('folder', 'part'),
    [(False, 'the file cannot be read: Permission denied'), (True, 'this is a folder')],
)
def test_no_permission(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    part: str,
    *,
    folder: bool,
) -> None:
    def refuse(path: Path) -> bytes:
        raise PermissionError(13, 'Permission denied', str(path))

    # Windows refuses to read a folder with this error too.
    monkeypatch.setattr(Path, 'read_bytes', refuse)
    path = tmp_path if folder else tmp_path / 'matrix.ini'
    check(load(path)[1], f'1:1 file {part}')


@pytest.mark.parametrize('key', ['', 'a=b', 'a:b', ' a', 'a '])
def test_a_driver_that_no_option_can_name_is_refused(key: str) -> None:
    matrix, problems = loads(f'[driver.{key}]\ntitle = Odd\n' + GOOD)
    assert [(problem.name, problem.location.line) for problem in problems] == [
        ('unknown-driver', 1)
    ]
    assert len(matrix.drivers) == 2


def test_what_brackets_behind_a_header_hide_is_said() -> None:
    _, problems = loads(GOOD + '[op.more] # see [1]\ntitle = More\n')
    assert 'not-an-option' in {problem.name for problem in problems}
