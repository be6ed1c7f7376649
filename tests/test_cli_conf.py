"""The option ``--conf``, with which the commands know the statuses of a project."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import MATRIX, schema
from jsonschema import Draft202012Validator

from sphinx_feature_matrix.cli import main
from sphinx_feature_matrix.declared_statuses import SETTING

Capture = pytest.CaptureFixture[str]

ROADMAP = MATRIX.replace('alpha = missing\n', 'alpha = planned\ndriver-notes.alpha = In a year.\n')
PLANNED = "{'planned': {'title': 'In the plan', 'symbol': '+', 'counts-as': 'partial'}}"
TARGETS = """\
[targets]
driver-impl-alpha = Alpha

[operation.one]
title = First operation
driver-impl-alpha = planned
driver-notes-alpha = In a year.
"""
FILE = 'support-matrix.ini'


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder in which commands run; it has a matrix and a conf.py."""
    monkeypatch.chdir(tmp_path)
    Path(FILE).write_text(ROADMAP, encoding='utf-8')
    write(f'{SETTING} = {PLANNED}\n')
    return tmp_path


def write(text: str, name: str = 'conf.py') -> None:
    Path(name).write_text(text, encoding='utf-8')


# -- What the commands do with it ------------------------------------------------------------


@pytest.mark.parametrize('path', ['conf.py', '.', './conf.py'])
def test_check_knows_the_statuses_of_the_project(path: str, capsys: Capture) -> None:
    assert main(['check']) == 1
    assert ' FM401 "planned" is no implementation status; ' in capsys.readouterr().out
    assert main(['check', '--conf', path]) == 0
    assert capsys.readouterr() == ('', 'No problems in 1 file.\n')


def test_check_looks_in_the_folder_that_is_named(capsys: Capture) -> None:
    Path('doc').mkdir()
    Path('conf.py').rename('doc/conf.py')
    assert main(['check', '--conf', 'doc']) == 0
    assert main(['check', '--conf', '.']) == 2
    assert 'there is no such file' in capsys.readouterr().err


def test_check_compares_what_is_unknown_with_the_statuses_of_the_project(capsys: Capture) -> None:
    write(ROADMAP.replace('planned', 'planed'), FILE)
    assert main(['check', '--conf', '.']) == 1
    assert '"planed" is no implementation status; did you mean "planned"?' in (
        capsys.readouterr().out
    )


def test_a_file_that_declares_the_same_status_has_its_own(capsys: Capture) -> None:
    write(f'[status.planned]\ntitle = Mine\ncounts-as = missing\n\n{ROADMAP}', FILE)
    assert main(['requirements', '--conf', '.']) == 1
    assert 'Alpha (alpha): unmet' in capsys.readouterr().out


def test_requirements_take_a_status_for_what_it_counts_as(capsys: Capture) -> None:
    assert main(['requirements', '--conf', '.']) == 0
    out, err = capsys.readouterr()
    assert 'Alpha (alpha): met\n  1 of 1 mandatory feature met\n  1 complete, 1 partial' in out
    assert err == ''


def test_export_says_the_status(capsys: Capture) -> None:
    assert main(['export', '--conf', '.']) == 0
    out, err = capsys.readouterr()
    data = json.loads(out)
    assert data['features'][1]['implementations']['alpha']['status'] == 'planned'
    status = {'key': 'planned', 'title': 'In the plan', 'symbol': '+', 'counts_as': 'partial'}
    assert data['statuses'] == [status]
    Draft202012Validator(schema('export-1')).validate(data)
    assert err == ''


@pytest.mark.parametrize('form', ['csv', 'markdown'])
def test_export_writes_the_status_in_every_format(form: str, capsys: Capture) -> None:
    assert main(['export', '--conf', '.', '--output-format', form]) == 0
    out, err = capsys.readouterr()
    assert ('In the plan' if form == 'markdown' else ',planned,') in out
    assert err == ''


def test_diff_knows_the_statuses_in_both_editions(capsys: Capture) -> None:
    write(MATRIX, 'old.ini')
    assert main(['diff', '--conf', '.', 'old.ini', FILE]) == 1
    out, err = capsys.readouterr()
    assert 'In the plan' in out
    assert err == ''
    assert main(['diff', '--conf', '.', FILE, FILE]) == 0


def test_diff_knows_them_in_an_edition_that_git_has(capsys: Capture) -> None:
    who = ['-c', 'user.name=Somebody', '-c', 'user.email=somebody@example.org']
    for command in (['init', '-q'], ['add', '.'], [*who, 'commit', '-qm', '1'], ['tag', 'v1']):
        subprocess.run(['git', *command], check=True)
    assert main(['diff', '--conf', '.', f'v1:{FILE}', FILE]) == 0
    assert capsys.readouterr().err == ''


def test_a_status_that_moved_to_conf_py_is_no_change(capsys: Capture) -> None:
    section = '[status.planned]\ntitle = In the plan\nsymbol = +\ncounts-as = partial\n\n'
    write(section + ROADMAP, 'old.ini')
    assert main(['diff', '--conf', '.', 'old.ini', FILE]) == 0
    assert capsys.readouterr() == ('Nothing changed.\n', '')


def test_a_driver_can_be_added_that_has_the_status(capsys: Capture) -> None:
    arguments = ['add', 'driver', FILE, 'gamma', '--title', 'Gamma', '--status', 'planned']
    assert main(arguments) == 1
    assert main([*arguments, '--conf', '.']) == 0
    capsys.readouterr()
    text = Path(FILE).read_text('utf-8')
    assert text.count('driver.gamma = planned\n') == 2
    assert main(['check', '--conf', '.', '--ignore', 'FM702']) == 0


def test_a_feature_can_be_added_beside_the_status(capsys: Capture) -> None:
    arguments = ['add', 'feature', FILE, 'storage.three', '--title', 'Third', '--conf', '.']
    assert main(arguments) == 0
    assert 'added feature "storage.three"' in capsys.readouterr().err
    assert main(['check', '--conf', '.']) == 0


def test_fix_mends_a_file_that_uses_the_status(capsys: Capture) -> None:
    write(ROADMAP.replace('driver.beta = unknown\n', ''), FILE)
    assert main(['check', '--conf', '.', '--fix']) == 0
    assert capsys.readouterr().err.endswith('added 1 line.\nNo problems in 1 file.\n')
    assert 'driver.beta = unknown\n' in Path(FILE).read_text('utf-8')


def test_convert_leaves_the_status_as_it_is(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    write(TARGETS, FILE)
    assert main(['convert', '--conf', '.', '--in-place']) == 0
    assert b'driver.alpha = planned\n' in Path(FILE).read_bytes()
    assert main(['check', '--conf', '.']) == 0


def test_standard_input_has_the_statuses_too(
    monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    monkeypatch.setattr(sys, 'stdin', io.TextIOWrapper(io.BytesIO(ROADMAP.encode())))
    assert main(['check', '--conf', '.', '-']) == 0
    assert capsys.readouterr().out == ''


# -- What is in conf.py ----------------------------------------------------------------------


@pytest.mark.parametrize(
    'text',
    [
        f'{SETTING}: dict[str, dict[str, str]] = {PLANNED}\n',
        f'{SETTING} = {{}}\n{SETTING} = {PLANNED}\n',
        f'import os\n{SETTING} = os.environ\n{SETTING} = {PLANNED}\n',
        f'if tags.has("x"):\n    {SETTING} = 1\n{SETTING} = {PLANNED}\n',
        f'other = {SETTING} = {PLANNED}\nprint({SETTING})\n',
        f'# -*- coding: latin-1 -*-\n{SETTING} = {PLANNED}\n',
        f'raise SystemExit("this is not run")\n{SETTING} = {PLANNED}\n',
        f'pattern = "\\d"\n{SETTING} = {PLANNED}\n',
        f'{SETTING} = {PLANNED}\n'.replace('\n', '\r\n'),
        f'\ufeff{SETTING} = {PLANNED}\n',
    ],
)
def test_a_literal_is_read_however_it_stands_there(text: str, capsys: Capture) -> None:
    write(text)
    assert main(['check', '--conf', 'conf.py']) == 0
    assert capsys.readouterr() == ('', 'No problems in 1 file.\n')


@pytest.mark.parametrize(
    ('text', 'line'),
    [
        (f'import shared\n{SETTING} = shared.STATUSES\n', 2),
        (f'{SETTING} = dict(planned={{}})\n', 1),
        (f"{SETTING} = {{'a': _('Title')}}\n", 1),
        (f'{SETTING} = {{[]: 1}}\n', 1),
        (f'{SETTING} = {PLANNED}\n\n{SETTING} |= other\n', 3),
        (f"{SETTING} = {{}}\n{SETTING}['planned'] = {{}}\n", 2),
        (f'if tags.has("x"):\n    {SETTING} = {PLANNED}\n', 2),
        (f'first, {SETTING} = 1, {PLANNED}\n', 1),
        (f'def setup(app):\n    global {SETTING}\n    {SETTING} = {PLANNED}\n', 3),
    ],
)
def test_what_would_have_to_be_run_is_said_with_its_line(
    text: str, line: int, capsys: Capture
) -> None:
    write(text)
    for command in (['check'], ['requirements'], ['export'], ['diff', FILE, FILE], ['convert']):
        assert main([*command, '--conf', '.']) == 2
        out, err = capsys.readouterr()
        assert out == ''
        assert err == (
            f'feature-matrix: conf.py:{line}: {SETTING} is set to no literal here, and this is '
            'read and not run; write the dict itself, or sections [status.KEY] in the INI file\n'
        )


@pytest.mark.parametrize(
    ('data', 'message'),
    [
        (b'a = 1\nb = (\n', 'conf.py:2: this is no Python: '),
        (b'a = "\0"\n', 'conf.py'),
        (b'a = "\xff"\n', 'conf.py'),
        (b'(' * 10_000, 'conf.py'),
    ],
)
def test_what_is_no_python_is_said(data: bytes, message: str, capsys: Capture) -> None:
    Path('conf.py').write_bytes(data)
    assert main(['check', '--conf', '.']) == 2
    out, err = capsys.readouterr()
    assert out == ''
    assert err.startswith(f'feature-matrix: {message}')
    assert 'this is no Python: ' in err


def test_a_conf_py_that_is_not_there_is_said(capsys: Capture) -> None:
    assert main(['export', '--conf', 'doc/conf.py']) == 2
    assert capsys.readouterr() == (
        '',
        'feature-matrix: doc/conf.py: there is no such file; check the path\n',
    )


def test_a_conf_py_without_the_setting_is_no_mistake(capsys: Capture) -> None:
    write(f"feature_matrix_file = '{SETTING}'\n")
    write(ROADMAP.replace('planned', 'partial'), FILE)
    assert main(['check', '--conf', '.']) == 0
    said = f'conf.py does not set {SETTING}.\nNo problems in 1 file.\n'
    assert capsys.readouterr() == ('', said)


WRONG = f"\n{SETTING} = {{'planned': {{'title': 'In the plan'}}, 'complete': {{}}}}\n"
MISTAKES = f"""\
conf.py:2:1: FM607 the status "planned" in {SETTING} does not say what it counts as; \
add "counts-as": "unknown"
conf.py:2:1: FM607 the status "complete" in {SETTING} is built in; choose another name
"""


def test_check_lists_the_mistakes_of_conf_py(capsys: Capture) -> None:
    write(WRONG)
    assert main(['check', '--conf', '.']) == 1
    out, err = capsys.readouterr()
    assert out == MISTAKES
    assert err == '2 problems in 1 file.\n'


def test_check_lists_them_in_json_as_well(capsys: Capture) -> None:
    write(WRONG)
    assert main(['check', '--conf', '.', '--output-format', 'json']) == 1
    data = json.loads(capsys.readouterr().out)
    Draft202012Validator(schema('check-1')).validate(data)
    assert [(each['file'], each['code']) for each in data['problems']] == [
        ('conf.py', 'FM607')
    ] * 2


def test_check_does_not_list_them_where_they_are_ignored(capsys: Capture) -> None:
    write(WRONG)
    assert main(['check', '--conf', '.', '--ignore', 'FM607']) == 0
    assert capsys.readouterr().out == ''


def test_other_commands_say_that_there_are_mistakes(capsys: Capture) -> None:
    write(WRONG)
    assert main(['export', '--conf', '.']) == 0
    err = capsys.readouterr().err
    assert err == 'conf.py has 2 problems; "feature-matrix check --conf" lists them.\n'
