"""The command as a whole: how it starts, ends, and what it says when it cannot run."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from conftest import MATRIX

from sphinx_feature_matrix import __version__
from sphinx_feature_matrix.cli import COMMANDS, main

Capture = pytest.CaptureFixture[str]

# Every command with arguments that let it do its work on a file without a mistake.
ARGUMENTS = {
    'check': ['check', 'm.ini'],
    'requirements': ['requirements', 'm.ini'],
    'diff': ['diff', 'm.ini', 'm.ini'],
    'export': ['export', 'm.ini'],
    'add': ['add', 'driver', 'm.ini', 'gamma', '--title', 'Gamma'],
    'convert': ['convert', 'm.ini'],
}


def run(*arguments: str, code: str = '', folder: Path | None = None) -> str:
    start = ['-c', code] if code else ['-m', 'sphinx_feature_matrix']
    done = subprocess.run(
        [sys.executable, '-W', 'error', *start, *arguments],
        capture_output=True,
        check=False,
        cwd=folder,
        encoding='utf-8',
    )
    assert 'Traceback' not in done.stderr
    return done.stdout


@pytest.mark.parametrize('option', ['--version', '-V'])
def test_the_version(option: str, capsys: Capture) -> None:
    assert main([option]) == 0
    assert capsys.readouterr().out == f'feature-matrix {__version__}\n'


def test_the_version_costs_no_import_that_takes_time() -> None:
    code = (
        'import sys\nfrom sphinx_feature_matrix.cli import main\nbefore = {*sys.modules}\n'
        'main(["--version"])\nprint(*{*sys.modules} - before)\n'
        'print(*[name for name in sys.modules if name.startswith("sphinx_feature_matrix")])'
    )
    _, during, ours = run(code=code).splitlines()
    assert during == ''
    assert set(ours.split()) == {
        'sphinx_feature_matrix',
        'sphinx_feature_matrix.cli',
        'sphinx_feature_matrix.version',
    }


@pytest.mark.parametrize('command', COMMANDS)
def test_no_command_imports_sphinx_or_docutils(command: str, tmp_path: Path) -> None:
    (tmp_path / 'm.ini').write_text(MATRIX, encoding='utf-8')
    code = (
        'import sys\nfrom sphinx_feature_matrix.cli import main\n'
        f'code = main({ARGUMENTS[command]!r})\n'
        'print(code, *{"sphinx", "docutils"} & {*sys.modules})'
    )
    assert run(code=code, folder=tmp_path).splitlines()[-1] in {'0', '1'}


def test_there_are_arguments_for_each_command() -> None:
    assert ARGUMENTS.keys() == COMMANDS.keys()


def test_it_can_be_run_as_a_module() -> None:
    assert run('--version') == f'feature-matrix {__version__}\n'


def test_help_lists_the_commands(capsys: Capture) -> None:
    with pytest.raises(SystemExit, match='0'):
        main(['--help'])
    text = capsys.readouterr().out
    for name, what in COMMANDS.items():
        assert name in text
        assert what in ' '.join(text.split())


@pytest.mark.parametrize('command', COMMANDS)
def test_each_command_has_help_that_fits_80_columns(
    command: str, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv('COLUMNS', '80')
    with pytest.raises(SystemExit, match='0'):
        main([command, '--help'])
    text = capsys.readouterr().out
    assert text.startswith(f'usage: feature-matrix {command} ')
    assert f'{COMMANDS[command][1:]}.' in ' '.join(text.split())
    assert max(map(len, text.splitlines())) <= 80


@pytest.mark.parametrize('arguments', [[], ['chek'], ['check', '--fxi'], ['--fix', 'check']])
def test_wrong_arguments_cannot_be_run(arguments: list[str], capsys: Capture) -> None:
    with pytest.raises(SystemExit, match='2'):
        main(arguments)
    assert 'usage: feature-matrix' in capsys.readouterr().err


def test_unknown_options_show_what_the_command_has(capsys: Capture) -> None:
    with pytest.raises(SystemExit, match='2'):
        main(['export', 'm.ini', '--format', 'csv'])
    err = capsys.readouterr().err
    assert err.startswith('usage: feature-matrix export ')
    assert 'unknown arguments: --format csv\n' in err


def test_ctrl_c_ends_it_without_a_traceback(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    def interrupt(_self: Path) -> bytes:
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, 'read_bytes', interrupt)
    assert main(['check', str(tmp_path / 'm.ini')]) == 130
    assert capsys.readouterr().out == ''


def test_a_reader_that_has_read_enough_ends_it_without_a_word(tmp_path: Path) -> None:
    path = tmp_path / 'm.ini'
    path.write_text(MATRIX + 'wrong\n' * 20_000, encoding='utf-8')
    command = [sys.executable, '-m', 'sphinx_feature_matrix', 'check', str(path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() in (b'', b'20000 problems in 1 file.\n')
        assert process.wait() == 2


@pytest.mark.parametrize('command', ['requirements', 'export', 'convert'])
def test_a_file_that_is_not_there_cannot_be_worked_with(
    command: str, tmp_path: Path, capsys: Capture
) -> None:
    assert main([command, str(tmp_path / 'none.ini')]) == 2
    out, err = capsys.readouterr()
    assert out == ''
    assert 'none.ini: there is no such file; check the path' in err


def test_a_matrix_with_problems_is_worked_with_and_that_is_said(
    tmp_path: Path, capsys: Capture
) -> None:
    path = tmp_path / 'm.ini'
    path.write_text(MATRIX + 'wrong\n', encoding='utf-8')
    main(['requirements', str(path)])
    out, err = capsys.readouterr()
    assert 'Alpha (alpha): unmet' in out
    assert err == (
        f'{path} has 1 problem, so that something may be left out; "feature-matrix check" lists '
        'it.\n'
    )


@pytest.mark.parametrize('command', ['requirements', 'export', 'diff'])
@pytest.mark.parametrize(
    ('text', 'message'),
    [
        ('[matrix]\ntitle = A\n', 'the file declares no drivers and no features'),
        ('', 'the file declares no drivers and no features'),
    ],
)
def test_a_file_of_which_nothing_can_be_read_is_no_matrix_to_work_with(
    command: str, text: str, message: str, tmp_path: Path, capsys: Capture
) -> None:
    path = tmp_path / 'm.ini'
    path.write_text(text, encoding='utf-8')
    assert main([command, *[str(path)] * (2 if command == 'diff' else 1)]) == 2
    out, err = capsys.readouterr()
    assert out == ''
    assert message in err
