"""``feature-matrix add``: what it says, what it writes, and what it leaves alone."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from sphinx_feature_matrix.cli import main

FILE = """\
[driver.a]
title = A

[op.x]
title = X
driver.a = missing

[op.y]
title = Y
driver.a = missing
"""

pytestmark = pytest.mark.usefixtures('file')


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file m.ini in the current folder."""
    monkeypatch.chdir(tmp_path)
    path = tmp_path / 'm.ini'
    path.write_bytes(FILE.encode())
    return path


def test_a_driver_is_added(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ['--title', 'B', '--link', 'https://b.example', '--status', 'partial']
    assert main(['add', 'driver', 'm.ini', 'b', *arguments]) == 0
    added = 'title = A\n\n[driver.b]\ntitle = B\nlink = https://b.example\n'
    assert file.read_text(encoding='utf-8') == FILE.replace('title = A\n', added).replace(
        'missing\n', 'missing\ndriver.b = partial\n'
    )
    assert capsys.readouterr() == ('', 'm.ini: added driver "b", "partial" in 2 features.\n')


def test_a_driver_is_unknown_unless_somebody_knows(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(['add', 'driver', 'm.ini', 'b', '--title', 'B']) == 0
    assert file.read_text(encoding='utf-8').count('driver.b = unknown\n') == 2
    assert capsys.readouterr().err == 'm.ini: added driver "b", "unknown" in 2 features.\n'


def test_a_feature_is_added(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(['add', 'feature', 'm.ini', 'op.z', '--title', 'Z', '--status', 'mature']) == 0
    assert file.read_text(encoding='utf-8') == FILE + (
        '\n[op.z]\ntitle = Z\nstatus = mature\ndriver.a = unknown\n'
    )
    assert capsys.readouterr() == ('', 'm.ini: added feature "op.z", "unknown" for 1 driver.\n')


def test_a_file_can_be_begun_with_it(file: Path) -> None:
    file.write_bytes(b'[category.op]\ntitle = Operations\n')
    assert main(['add', 'driver', 'm.ini', 'a', '--title', 'A']) == 0
    assert main(['add', 'feature', 'm.ini', 'op.x', '--title', 'X']) == 0
    assert file.read_bytes() == (
        b'[category.op]\ntitle = Operations\n\n[driver.a]\ntitle = A\n\n'
        b'[op.x]\ntitle = X\ndriver.a = unknown\n'
    )


def test_a_file_with_problems_is_left_as_it_was(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = FILE.replace('driver.a = missing', 'driver.a = no', 1).replace('title = Y\n', '')
    file.write_bytes(text.encode())
    assert main(['add', 'driver', 'm.ini', 'b', '--title', 'B']) == 1
    out, err = capsys.readouterr()
    assert [line.split()[:2] for line in out.splitlines()] == [
        ['m.ini:6:12:', 'FM401'],
        ['m.ini:8:1:', 'FM301'],
    ]
    assert err == 'm.ini was left as it was; mend these first.\n'
    assert file.read_bytes() == text.encode()


def test_what_fix_mends_is_said_to_be_mended_by_it(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file.write_bytes(FILE.replace('driver.a = missing\n', '', 1).encode())
    assert main(['add', 'feature', 'm.ini', 'op.z', '--title', 'Z']) == 1
    out, err = capsys.readouterr()
    assert out.startswith('m.ini:4:1: FM402 ')
    assert err == (
        'm.ini was left as it was; mend these first, with "feature-matrix check --fix".\n'
    )


def test_what_cannot_be_added_is_refused(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(['add', 'driver', 'm.ini', 'A', '--title', 'A']) == 2
    assert main(['add', 'feature', 'm.ini', 'op.z', '--title', 'Z', '--status', 'must']) == 2
    assert capsys.readouterr().err.splitlines() == [
        'feature-matrix: m.ini: driver "A" is already on line 1; choose another key',
        'feature-matrix: m.ini: "must" is no feature status; did you mean "mandatory"?',
    ]
    assert file.read_bytes() == FILE.encode()


def test_without_a_title_nothing_is_added(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match='2'):
        main(['add', 'driver', 'm.ini', 'b'])
    assert 'the following arguments are required: --title' in capsys.readouterr().err
    assert file.read_bytes() == FILE.encode()


@pytest.mark.parametrize(
    ('name', 'message'),
    [
        ('-', 'standard input cannot be changed; name an INI file'),
        ('HEAD:m.ini', 'HEAD:m.ini: only a file can be changed; name one, and that itself'),
        ('other.ini', 'other.ini: there is no such file; check the path'),
        ('.', '.: this is a folder; name the INI file in it'),
    ],
)
def test_only_a_file_can_be_changed(
    name: str, message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(['add', 'driver', name, 'b', '--title', 'B']) == 2
    assert capsys.readouterr() == ('', f'feature-matrix: {message}\n')


def test_a_full_disk_leaves_the_file_as_it_was(
    file: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(_: int) -> None:
        raise OSError(errno.ENOSPC, 'No space left on device')

    monkeypatch.setattr(os, 'fsync', fail)
    assert main(['add', 'driver', 'm.ini', 'b', '--title', 'B']) == 2
    message = 'feature-matrix: m.ini cannot be written: No space left on device\n'
    assert capsys.readouterr() == ('', message)
    assert file.read_bytes() == FILE.encode()
    assert [path.name for path in file.parent.iterdir()] == ['m.ini']


@pytest.mark.parametrize('kind', ['driver', 'feature'])
def test_a_file_with_a_category_that_nothing_is_in_is_refused(
    kind: str, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = FILE + '[category.zz]\ntitle = Other\n'
    file.write_text(text, encoding='utf-8')
    assert main(['add', kind, 'm.ini', 'b', '--title', 'B']) == 1
    assert capsys.readouterr().out.startswith('m.ini:11:1: FM203 ')
    assert file.read_text(encoding='utf-8') == text


def test_the_status_is_said_as_it_is_written(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(['add', 'driver', 'm.ini', 'b', '--title', 'B', '--status', ' Partial']) == 0
    assert capsys.readouterr().err == 'm.ini: added driver "b", "partial" in 2 features.\n'
