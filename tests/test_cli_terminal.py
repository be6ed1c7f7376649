"""What text looks like on a terminal, and elsewhere."""

from __future__ import annotations

import io
import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import MATRIX

from sphinx_feature_matrix.cli.terminal import Terminal

ESCAPE = re.compile('\x1b\\[[0-9;]*m')


class Screen(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv('NO_COLOR', raising=False)
    monkeypatch.setenv('TERM', 'xterm')
    monkeypatch.setenv('COLUMNS', '60')


def test_a_file_gets_plain_long_lines() -> None:
    terminal = Terminal.of(io.StringIO())
    assert terminal == Terminal(width=0, colour=False)
    assert terminal.style('word', 'red') == 'word'
    assert terminal.wrap('word ' * 40, '- ', '  ') == '- ' + 'word ' * 40


def test_a_terminal_gets_colours_and_lines_that_fit() -> None:
    terminal = Terminal.of(Screen())
    assert terminal == Terminal(width=60, colour=True)
    assert terminal.style('word', 'bold', 'red') == '\x1b[1;31mword\x1b[m'
    lines = terminal.wrap('word ' * 40, '- ', '  ').splitlines()
    assert lines[0].startswith('- word')
    assert all(line.startswith('  word') and len(line) <= 60 for line in lines[1:])


@pytest.mark.parametrize(('name', 'value'), [('NO_COLOR', '1'), ('TERM', 'dumb')])
def test_colours_can_be_turned_off(name: str, value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(name, value)
    assert Terminal.of(Screen()) == Terminal(width=60, colour=False)


def test_a_word_is_not_broken_on_a_narrow_terminal() -> None:
    path = 'a-very-long-' * 10
    assert path in Terminal(width=20).wrap(f'{path}: message')


def on_a_terminal(*arguments: str) -> str:
    """Return what the command shows on a real terminal of 80 columns."""
    leader, follower = pty.openpty()
    environment = {**os.environ, 'COLUMNS': '80', 'TERM': 'xterm'}
    environment.pop('NO_COLOR', None)
    with subprocess.Popen(
        [sys.executable, '-m', 'sphinx_feature_matrix', *arguments],
        stdout=follower,
        stderr=follower,
        stdin=follower,
        env=environment,
    ) as process:
        os.close(follower)
        shown = b''
        while True:
            try:
                data = os.read(leader, 65536)
            except OSError:
                break
            shown += data
        process.wait()
    os.close(leader)
    return shown.decode().replace('\r\n', '\n')


def test_problems_on_a_real_terminal(tmp_path: Path) -> None:
    path = tmp_path / 'm.ini'
    text = MATRIX.replace('driver.beta = partial', 'driver.beta = almost')
    path.write_text(text.replace('driver.beta = unknown\n', ''), encoding='utf-8')
    shown = on_a_terminal('check', str(path))
    assert '\x1b[1;31mFM401\x1b[m' in shown
    lines = ESCAPE.sub('', shown).splitlines()
    assert max(len(line) for line in lines if str(tmp_path) not in line) <= 80
    assert any(line.startswith('    ') for line in lines)


def test_verdicts_on_a_real_terminal(tmp_path: Path) -> None:
    path = tmp_path / 'm.ini'
    path.write_text(MATRIX, encoding='utf-8')
    shown = on_a_terminal('requirements', str(path))
    assert '\x1b[1mAlpha\x1b[m (alpha): \x1b[1;31munmet\x1b[m' in shown
    assert '\x1b[1;33mundetermined\x1b[m' in shown


def test_nothing_but_a_terminal_is_coloured(tmp_path: Path) -> None:
    path = tmp_path / 'm.ini'
    path.write_text(MATRIX + 'wrong\n', encoding='utf-8')
    command = [sys.executable, '-m', 'sphinx_feature_matrix', 'check', str(path)]
    done = subprocess.run(command, capture_output=True, check=False)
    assert b'FM102' in done.stdout
    assert b'\x1b' not in done.stdout + done.stderr
