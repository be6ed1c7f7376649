"""The command ``check``."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import MATRIX, schema
from jsonschema import Draft202012Validator

from sphinx_feature_matrix.cli import main
from sphinx_feature_matrix.problems import RULES

Capture = pytest.CaptureFixture[str]

GOOD = MATRIX.replace('driver.alpha = missing', 'driver.alpha = complete').replace(
    'driver.beta = unknown', 'driver.beta = missing'
)
BAD = GOOD.replace('driver-notes.beta = Only on Sundays.\n', '').replace(
    'complete\ndriver.beta = partial', 'compleet\ndriver.beta = partial'
)
"""An error and a doubt, and a requirement that is not met."""

LINES = [
    '9:16: FM401 "compleet" is no implementation status; did you mean "complete"?',
    '10:15: FM702 "partial" does not say what is lacking; add "driver-notes.beta = …"',
]
LACKING = GOOD.replace('driver.beta = missing\n', '')


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in a folder with a good matrix and a bad one."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / 'support-matrix.ini').write_text(GOOD, encoding='utf-8')
    (tmp_path / 'bad.ini').write_text(BAD, encoding='utf-8')
    return tmp_path


def stdin(monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    monkeypatch.setattr('sys.stdin', io.TextIOWrapper(io.BytesIO(data)))


def test_a_good_file(capsys: Capture) -> None:
    assert main(['check', 'support-matrix.ini']) == 0
    assert capsys.readouterr() == ('', 'No problems in 1 file.\n')


def test_a_good_file_costs_no_import_that_it_has_no_use_for() -> None:
    code = (
        'import sys\nbefore = {*sys.modules}\nfrom sphinx_feature_matrix.cli import main\n'
        'assert main(["check"]) == 0\nprint(*{*sys.modules} - before)'
    )
    command = [sys.executable, '-W', 'error', '-c', code]
    done = subprocess.run(command, capture_output=True, check=True, encoding='utf-8')
    modules = set(done.stdout.split())
    assert 'sphinx_feature_matrix.lint.checks' in modules
    assert modules.isdisjoint({'difflib', 'json', 'sphinx_feature_matrix.requirements'})


def test_each_problem_is_a_line(capsys: Capture) -> None:
    assert main(['check', 'bad.ini']) == 1
    out, err = capsys.readouterr()
    assert out.splitlines() == [f'bad.ini:{line}' for line in LINES]
    assert err == '2 problems in 1 file.\n'


def test_without_a_file_it_is_the_usual_one(folder: Path, capsys: Capture) -> None:
    assert main(['check']) == 0
    (folder / 'support-matrix.ini').unlink()
    capsys.readouterr()
    assert main(['check']) == 2
    out, err = capsys.readouterr()
    assert out == ''
    assert err == (
        'feature-matrix: there is no support-matrix.ini in this folder; name a file, or "." for '
        'all matrices below this folder\n'
    )


def test_several_files(folder: Path, capsys: Capture) -> None:
    (folder / 'worse.ini').write_text(BAD, encoding='utf-8')
    assert main(['check', 'worse.ini', 'support-matrix.ini', 'bad.ini', 'bad.ini']) == 1
    out, err = capsys.readouterr()
    assert [line.partition(':')[0] for line in out.splitlines()] == ['worse.ini'] * 2 + [
        'bad.ini'
    ] * 2
    assert err == '4 problems in 3 files.\n'


def test_a_folder_stands_for_the_matrices_in_it_and_below(folder: Path, capsys: Capture) -> None:
    (folder / 'tox.ini').write_text('[tox]\n', encoding='utf-8')
    for name in ('a/b', '.tox', 'build', 'node_modules'):
        (folder / name).mkdir(parents=True)
        (folder / name / 'support-matrix.ini').write_text(BAD, encoding='utf-8')
    (folder / 'a' / 'feature-matrix-gp.ini').write_text('', encoding='utf-8')
    (folder / 'a' / 'other.ini').write_text('[targets]\n', encoding='utf-8')
    assert main(['check', '.']) == 1
    out, err = capsys.readouterr()
    assert list(dict.fromkeys(line.partition(':')[0] for line in out.splitlines())) == [
        'a/b/support-matrix.ini',
        'a/feature-matrix-gp.ini',
        'a/other.ini',
        'bad.ini',
    ]
    assert err.splitlines()[0].endswith(' in 5 files.')


def test_a_folder_without_a_matrix(folder: Path, capsys: Capture) -> None:
    (folder / 'empty').mkdir()
    # To open it would be to wait for whoever writes to it.
    os.mkfifo(folder / 'empty' / 'support-matrix.ini')
    assert main(['check', 'empty']) == 2
    assert capsys.readouterr().err == (
        'feature-matrix: empty: no matrix is in this folder; name an INI file\n'
    )


def test_a_file_that_is_not_there_does_not_hide_what_others_hold(capsys: Capture) -> None:
    assert main(['check', 'none.ini', 'bad.ini', '--ignore', 'FM001']) == 2
    out = capsys.readouterr().out.splitlines()
    assert out[0] == 'none.ini:1:1: FM001 there is no such file; check the path'
    assert len(out) == 3


def test_standard_input(monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    stdin(monkeypatch, BAD.encode())
    assert main(['check', '-']) == 1
    assert capsys.readouterr().out.splitlines() == [f'-:{line}' for line in LINES]


# -- Selecting -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ('options', 'codes'),
    [
        ([], ['FM401', 'FM702']),
        (['--select', 'FM401'], ['FM401']),
        (['--select', 'fm4'], ['FM401']),
        (['--select', 'FM1,FM7'], ['FM701', 'FM702']),
        (['--select', 'FM1', '--select', 'FM702'], ['FM702']),
        (['--select', 'ALL'], ['FM702', 'FM701', 'FM401']),
        (['--extend-select', 'FM701'], ['FM702', 'FM701', 'FM401']),
        (['--ignore', 'FM702'], ['FM401']),
        (['--ignore', 'FM4,FM702'], []),
        (['--ignore', 'ALL'], []),
        # What is named more precisely counts.
        (['--select', 'FM702', '--ignore', 'FM7'], ['FM702']),
        (['--ignore', 'ALL', '--extend-select', 'FM401'], ['FM401']),
        (['--select', 'FM7', '--ignore', 'FM702'], ['FM701']),
        (['--select', 'FM702', '--ignore', 'FM702'], []),
    ],
)
def test_codes_select(options: list[str], codes: list[str], capsys: Capture) -> None:
    code = main(['check', 'bad.ini', *options])
    found = [line.split()[1] for line in capsys.readouterr().out.splitlines()]
    assert sorted(found) == sorted(codes)
    assert code == (1 if codes else 0)


@pytest.mark.parametrize('option', ['--select', '--ignore', '--extend-select'])
def test_an_unknown_code_is_refused(option: str, capsys: Capture) -> None:
    with pytest.raises(SystemExit, match='2'):
        main(['check', option, 'FM40,FM999'])
    assert 'no code begins with "FM999"; ' in ' '.join(capsys.readouterr().err.split())


# -- Formats ---------------------------------------------------------------------------------


@pytest.mark.parametrize('name', ['support-matrix.ini', 'bad.ini'])
def test_json(name: str, capsys: Capture) -> None:
    code = main(['check', name, '--output-format', 'json'])
    data = json.loads(capsys.readouterr().out)
    Draft202012Validator(schema('check-1')).validate(data)
    assert len(data['problems']) == (2 if code else 0)
    if code:
        assert data['problems'][0] == {
            'code': 'FM401',
            'name': 'implementation-status',
            'severity': 'error',
            'message': '"compleet" is no implementation status; did you mean "complete"?',
            'file': 'bad.ini',
            'line': 9,
            'column': 16,
        }


def test_github(folder: Path, capsys: Capture) -> None:
    (folder / 'a,b:%.ini').write_text(BAD.replace('compleet', '50%'), encoding='utf-8')
    assert main(['check', 'a,b:%.ini', '--output-format', 'github']) == 1
    first, second = capsys.readouterr().out.splitlines()
    assert first.startswith(
        '::error file=a%2Cb%3A%25.ini,line=9,col=16,title=FM401 implementation-status::'
        'a,b:%25.ini:9:16: FM401 "50%25" is no implementation status'
    )
    assert second.startswith(
        '::warning file=a%2Cb%3A%25.ini,line=10,col=15,title=FM702 partial-without-note::'
    )


def test_github_looks_for_files_from_the_top_of_the_checkout(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    monkeypatch.setenv('GITHUB_WORKSPACE', str(folder.parent))
    assert main(['check', 'bad.ini', '--output-format', 'github']) == 1
    assert f'file={folder.name}/bad.ini,line=9' in capsys.readouterr().out
    monkeypatch.setenv('GITHUB_WORKSPACE', str(folder / 'elsewhere'))
    assert main(['check', 'bad.ini', '--output-format', 'github']) == 1
    assert 'file=bad.ini,line=9' in capsys.readouterr().out


def test_nothing_is_printed_for_github_where_nothing_is_found(capsys: Capture) -> None:
    assert main(['check', '--output-format', 'github']) == 0
    assert capsys.readouterr().out == ''


def test_sarif(folder: Path, capsys: Capture) -> None:
    (folder / 'ü b.ini').write_text(BAD, encoding='utf-8')
    assert main(['check', 'ü b.ini', '--output-format', 'sarif']) == 1
    log = json.loads(capsys.readouterr().out)
    assert log['version'] == '2.1.0'
    (run,) = log['runs']
    rules = run['tool']['driver']['rules']
    assert [rule['id'] for rule in rules] == [rule.code for rule in RULES.values()]
    assert [rule['id'] for rule in rules if not rule['defaultConfiguration']['enabled']] == [
        'FM701'
    ]
    result = run['results'][0]
    assert rules[result['ruleIndex']]['id'] == result['ruleId'] == 'FM401'
    assert result['level'] == 'error'
    (place,) = result['locations']
    assert place['physicalLocation'] == {
        'artifactLocation': {'uri': '%C3%BC%20b.ini'},
        'region': {'startLine': 9, 'startColumn': 16},
    }
    assert run['columnKind'] == 'unicodeCodePoints'


def test_sarif_has_whole_paths_as_addresses(folder: Path, capsys: Capture) -> None:
    assert main(['check', str(folder / 'bad.ini'), '--output-format', 'sarif']) == 1
    assert f'"uri": "{(folder / "bad.ini").as_uri()}"' in capsys.readouterr().out


# -- Mending ---------------------------------------------------------------------------------


def test_what_can_be_mended_is_said(folder: Path, capsys: Capture) -> None:
    (folder / 'bad.ini').write_text(LACKING, encoding='utf-8')
    assert main(['check', 'bad.ini']) == 1
    assert capsys.readouterr().err == '1 problem in 1 file.\nIt can be mended with --fix.\n'
    assert (folder / 'bad.ini').read_text(encoding='utf-8') == LACKING


@pytest.mark.parametrize(
    ('text', 'message'),
    [
        (LACKING.replace('driver.beta = partial\n', ''), 'They can be mended with --fix.'),
        (LACKING.replace('title = Beta', 'title ='), '1 of them can be mended with --fix.'),
    ],
)
def test_how_many_can_be_mended_is_said(
    folder: Path, text: str, message: str, capsys: Capture
) -> None:
    (folder / 'bad.ini').write_text(text, encoding='utf-8')
    assert main(['check', 'bad.ini', '--ignore', 'FM706']) == 1
    assert capsys.readouterr().err.splitlines() == ['2 problems in 1 file.', message]


def test_a_revision_is_checked_but_not_mended(folder: Path, capsys: Capture) -> None:
    git = ['git', '-c', 'user.name=Somebody', '-c', 'user.email=somebody@example.org']
    for command in (['init', '-q'], ['add', '.'], ['commit', '-q', '-m', 'All']):
        subprocess.run([*git, *command], cwd=folder, check=True)
    (folder / 'bad.ini').unlink()
    assert main(['check', 'HEAD:bad.ini']) == 1
    assert capsys.readouterr().out.splitlines() == [f'HEAD:bad.ini:{line}' for line in LINES]
    assert main(['check', '--fix', 'HEAD:bad.ini']) == 2
    assert capsys.readouterr() == (
        '',
        'feature-matrix: HEAD:bad.ini: a revision cannot be mended; leave out --fix\n',
    )


def test_fix_adds_what_is_missing_and_reports_the_rest(folder: Path, capsys: Capture) -> None:
    lacking = LACKING.replace('status = mandatory', 'status = mandatry')
    (folder / 'bad.ini').write_bytes(lacking.encode())
    assert main(['check', 'bad.ini', '--fix']) == 1
    out, err = capsys.readouterr()
    assert (folder / 'bad.ini').read_bytes() == (lacking + 'driver.beta = unknown\n').encode()
    assert [line.split()[1] for line in out.splitlines()] == ['FM302']
    assert err == 'bad.ini: added 1 line.\n1 problem in 1 file.\n'


def test_fix_leaves_a_file_alone_that_lacks_nothing(folder: Path, capsys: Capture) -> None:
    path = folder / 'support-matrix.ini'
    path.chmod(0o444)
    before = path.stat()
    assert main(['check', '--fix']) == 0
    assert path.stat().st_mtime_ns == before.st_mtime_ns
    assert path.stat().st_ino == before.st_ino


def test_fix_does_nothing_that_is_not_selected(folder: Path) -> None:
    (folder / 'bad.ini').write_text(LACKING, encoding='utf-8')
    assert main(['check', 'bad.ini', '--fix', '--ignore', 'FM402']) == 0
    assert (folder / 'bad.ini').read_text(encoding='utf-8') == LACKING


def test_fix_writes_standard_input_to_standard_output(
    monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    stdin(monkeypatch, LACKING.replace('title = Beta', 'title =').encode())
    assert main(['check', '-', '--fix']) == 1
    out, err = capsys.readouterr()
    assert out == LACKING.replace('title = Beta', 'title =') + 'driver.beta = unknown\n'
    assert '-:4:1: FM201' in err


def test_fix_says_so_where_a_file_cannot_be_written(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    (folder / 'bad.ini').write_text(LACKING, encoding='utf-8')

    def refuse(*_arguments: object) -> None:
        raise OSError(28, 'No space left on device')

    monkeypatch.setattr('os.replace', refuse)
    monkeypatch.setattr(Path, 'replace', refuse)
    assert main(['check', 'bad.ini', '--fix']) == 2
    assert capsys.readouterr().err == (
        'feature-matrix: bad.ini cannot be written: No space left on device\n'
    )
    assert (folder / 'bad.ini').read_text(encoding='utf-8') == LACKING
    assert sorted(path.name for path in folder.iterdir()) == ['bad.ini', 'support-matrix.ini']


def test_fix_says_so_where_it_would_change_more_than_it_should(
    folder: Path, capsys: Capture
) -> None:
    # To configparser the last line goes on with driver.a, and so would any line behind it.
    text = '[driver.a]\ntitle = A\n[driver.b]\ntitle = B\n[op.x]\n'
    text += '  driver.a = missing\nstray\n driver.b = missing\n'
    (folder / 'bad.ini').write_text(text, encoding='utf-8')
    assert main(['check', 'bad.ini', '--fix', '--select', 'FM1,FM402']) == 1
    out, err = capsys.readouterr()
    assert (folder / 'bad.ini').read_text(encoding='utf-8') == text
    assert [line.split()[1] for line in out.splitlines()] == ['FM402', 'FM102']
    assert err.startswith('bad.ini: lines that are no options stand in the way')


@pytest.mark.parametrize('options', [['--ignore', 'FM402'], ['--select', 'FM1'], []])
@pytest.mark.parametrize('data', [LACKING.encode(), b'a\0b', GOOD.encode('utf-16'), b''])
def test_whatever_becomes_of_it_standard_input_comes_out_with_fix(
    options: list[str], data: bytes, monkeypatch: pytest.MonkeyPatch,
    capsysbinary: pytest.CaptureFixture[bytes],
) -> None:  # fmt: skip
    stdin(monkeypatch, data)
    main(['check', '-', '--fix', *options])
    expected = data
    if data == LACKING.encode() and not options:
        expected += b'driver.beta = unknown\n'
    assert capsysbinary.readouterr().out == expected


def test_standard_input_that_cannot_be_mended_comes_out_as_it_is(
    monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    data = b'[driver.a]\ntitle = A\n[op.x]\n  driver.b = missing\nstray\n driver.a = missing\n'
    stdin(monkeypatch, data)
    assert main(['check', '-', '--fix']) == 1
    assert capsysbinary.readouterr().out == data


@pytest.mark.parametrize('codes', ['', ',', ' '])
def test_a_selection_of_nothing_is_refused(codes: str, capsys: Capture) -> None:
    with pytest.raises(SystemExit, match='2'):
        main(['check', '--select', codes])
    assert 'this names no code' in capsys.readouterr().err


def test_a_name_too_long_for_a_file_is_that_of_no_file(capsys: Capture) -> None:
    assert main(['check', 'x' * 300 + '.ini']) == 2
    assert 'FM001 the file cannot be read: File name too long' in capsys.readouterr().out
    assert main(['check', '']) == 2


def test_a_path_that_may_not_be_looked_at_cannot_be_read(
    monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    def refuse(_path: Path, *_arguments: object, **_options: object) -> None:
        raise PermissionError(13, 'Permission denied')

    for method in ('stat', 'read_bytes', 'is_dir', 'exists'):
        monkeypatch.setattr(Path, method, refuse)
    for command in ('check', 'requirements', 'export', 'convert'):
        assert main([command, 'secret/m.ini']) == 2
        assert 'the file cannot be read: Permission denied' in ''.join(capsys.readouterr())


def test_a_folder_that_may_not_be_looked_at_is_not_passed_over(
    monkeypatch: pytest.MonkeyPatch, folder: Path, capsys: Capture
) -> None:
    def refuse(path: str) -> None:
        raise PermissionError(13, 'Permission denied', path)

    (folder / 'secret').mkdir()
    monkeypatch.setattr('os.scandir', refuse)
    assert main(['check', 'secret']) == 2
    assert capsys.readouterr().err == (
        'feature-matrix: secret cannot be read: Permission denied\n'
    )


@pytest.mark.parametrize(
    ('name', 'text'),
    [('a.ini', '[Driver.x]\n'), ('b.ini', '\ufeff[driver.x]\n'), ('Support-Matrix.INI', '')],
)
def test_folders_are_searched_for_whatever_the_reader_takes(
    name: str, text: str, folder: Path, capsys: Capture
) -> None:
    (folder / 'more').mkdir()
    (folder / 'more' / name).write_text(text, encoding='utf-8')
    assert main(['check', 'more']) == 1
    assert capsys.readouterr().out.startswith(f'more/{name}:1:1: FM')


@pytest.mark.parametrize('command', ['check', 'requirements'])
def test_names_that_are_not_utf_8_can_be_printed(command: str) -> None:
    # It need not exist, which not every file system would let it.
    name = os.fsdecode(b'b\xe4d.ini')
    arguments = [sys.executable, '-m', 'sphinx_feature_matrix', command, name]
    done = subprocess.run(arguments, capture_output=True, check=False)
    assert done.returncode == 2
    assert b'b?d.ini:' in done.stdout + done.stderr
    assert b'Traceback' not in done.stderr


def test_a_process_without_standard_streams_still_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    for stream in ('stdin', 'stdout', 'stderr'):
        monkeypatch.setattr(sys, stream, None)
    assert main(['check', 'bad.ini']) == 1
    assert main(['check', '-']) == 2
