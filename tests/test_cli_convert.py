"""``feature-matrix convert``: to standard output, or in place."""

from __future__ import annotations

import errno
import io
import os
import subprocess
import sys
from pathlib import Path

import pytest

from sphinx_feature_matrix.cli import main

OLDER = (
    b'[targets]\r\ndriver-impl-a = A \xe2\x80\xa6\r\n[op.x]\r\ntitle = X\r\ndriver-impl-a: missing'
)
CURRENT = b'[driver.a]\r\ntitle = A \xe2\x80\xa6\r\n[op.x]\r\ntitle = X\r\ndriver.a: missing'
IDS = b'On its page ids of implementations change, such as "op_x_a" to "op_x_driver_a".\n'


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file m.ini in the current folder."""
    monkeypatch.chdir(tmp_path)
    path = tmp_path / 'm.ini'
    path.write_bytes(OLDER)
    return path


def test_the_result_is_printed_byte_for_byte(
    file: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert main(['convert', 'm.ini']) == 0
    assert capsysbinary.readouterr() == (CURRENT, IDS)
    assert file.read_bytes() == OLDER


def test_standard_input_is_converted(
    monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    monkeypatch.setattr(sys, 'stdin', io.TextIOWrapper(io.BytesIO(OLDER)))
    assert main(['convert', '-']) == 0
    assert capsysbinary.readouterr() == (CURRENT, IDS)


@pytest.mark.parametrize('option', ['-i', '--in-place'])
def test_in_place_the_file_is_changed(
    option: str, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(['convert', option, 'm.ini']) == 0
    assert file.read_bytes() == CURRENT
    assert capsys.readouterr() == (
        '',
        f'm.ini is now in the current dialect.\n{IDS.decode()}',
    )


def test_a_current_file_is_printed_as_it_is(
    file: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    file.write_bytes(CURRENT)
    assert main(['convert', 'm.ini']) == 0
    message = b'm.ini is in the current dialect already.\n'
    assert capsysbinary.readouterr() == (CURRENT, message)


def test_a_current_file_is_not_written_again(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file.write_bytes(CURRENT)
    before = file.stat()
    assert main(['convert', '-i', 'm.ini']) == 0
    assert capsys.readouterr() == ('', 'm.ini is in the current dialect already.\n')
    assert file.stat().st_ino == before.st_ino


def test_what_cannot_be_converted_is_left(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file.write_bytes(b'[targets]\nx = 1\n')
    assert main(['convert', '-i', 'm.ini']) == 2
    out, err = capsys.readouterr()
    assert not out
    assert err.startswith(
        'feature-matrix: m.ini cannot be converted: line 2: option "x" in [targets] has no'
    )
    assert file.read_bytes() == b'[targets]\nx = 1\n'


@pytest.mark.parametrize('name', ['-', 'HEAD:m.ini'])
def test_only_a_file_is_changed_in_place(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(['convert', '--in-place', name]) == 2
    message = (
        f'feature-matrix: {name}: only a file can be changed in place; leave out --in-place\n'
    )
    assert capsys.readouterr() == ('', message)


def test_a_file_that_is_not_there_is_not_converted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    name = str(tmp_path / 'other.ini')
    assert main(['convert', name]) == 2
    message = f'feature-matrix: {name}: there is no such file; check the path\n'
    assert capsys.readouterr() == ('', message)


def test_a_full_disk_leaves_the_file_as_it_was(
    file: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(_: int) -> None:
        raise OSError(errno.ENOSPC, 'No space left on device')

    monkeypatch.setattr(os, 'fsync', fail)
    assert main(['convert', '-i', 'm.ini']) == 2
    message = 'feature-matrix: m.ini cannot be written: No space left on device\n'
    assert capsys.readouterr() == ('', message)
    assert file.read_bytes() == OLDER


@pytest.mark.skipif(not Path('/dev/full').exists(), reason='only Linux has a disk always full')
def test_an_output_without_room_is_said_in_one_line(file: Path) -> None:
    command = [sys.executable, '-m', 'sphinx_feature_matrix', 'convert', str(file)]
    with Path('/dev/full').open('wb') as full:
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, check=False)
    assert done.returncode == 2
    message = b'feature-matrix: standard output cannot be written: No space left on device\n'
    assert done.stderr.replace(b'\r\n', b'\n') == message
