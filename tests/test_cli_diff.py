"""The command ``diff``."""

from __future__ import annotations

import io
import json
from pathlib import Path
from types import SimpleNamespace

import pytest
from conftest import MATRIX, schema
from hypothesis import given
from jsonschema import Draft202012Validator
from test_changes import File, common, written
from test_editions import NEWER, commit, needs_git
from test_hypervisors import FILES

from sphinx_feature_matrix.changes import compare
from sphinx_feature_matrix.changes.data import Changes, as_data
from sphinx_feature_matrix.cli import main
from sphinx_feature_matrix.cli.diff import FORMATS
from sphinx_feature_matrix.ini import loads

Capture = pytest.CaptureFixture[str]

TEXT = """\
What drivers gained
  - Alpha
    - Second thing: missing → complete

Verdicts
  - Alpha: unmet → met
    - Second thing: unmet → met
"""


@pytest.fixture(autouse=True)
def editions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have two editions in the working folder."""
    monkeypatch.chdir(tmp_path)
    Path('old.ini').write_text(MATRIX, encoding='utf-8')
    Path('new.ini').write_text(NEWER, encoding='utf-8')


def test_text_is_what_it_prints_and_1_is_that_something_changed(capsys: Capture) -> None:
    assert main(['diff', 'old.ini', 'new.ini']) == 1
    assert capsys.readouterr() == (TEXT, '')


@pytest.mark.parametrize(
    ('name', 'first'),
    [
        ('text', 'Nothing changed.'),
        ('markdown', 'Nothing changed.'),
        ('rst', 'Nothing changed.'),
        ('json', '{'),
    ],
)
def test_0_is_that_nothing_changed(name: str, first: str, capsys: Capture) -> None:
    assert main(['diff', 'old.ini', 'old.ini', '--output-format', name]) == 0
    assert capsys.readouterr().out.splitlines()[0] == first


def test_json_has_every_key_and_follows_its_schema(capsys: Capture) -> None:
    assert main(['diff', 'old.ini', 'new.ini', '--output-format', 'json']) == 1
    data = json.loads(capsys.readouterr().out)
    Draft202012Validator(schema('diff-1')).validate(data)
    change = {'key': 'storage.two', 'title': 'Second thing'}
    assert {key: value for key, value in data.items() if value} == {
        'schema': 1,
        'implementations': [
            {
                'key': 'alpha',
                'title': 'Alpha',
                'gained': [{**change, 'before': 'missing', 'after': 'complete'}],
                'lost': [],
                'other': [],
            }
        ],
        'verdicts': [
            {
                'key': 'alpha',
                'title': 'Alpha',
                'before': 'unmet',
                'after': 'met',
                'requirements': [
                    {
                        'kind': 'mandatory',
                        'feature': 'storage.two',
                        'title': 'Second thing',
                        'group': '',
                        'before': 'unmet',
                        'after': 'met',
                    }
                ],
            }
        ],
    }


@common
@given(written(), written())
def test_any_changes_follow_the_schema(
    before: tuple[File, str, str], after: tuple[File, str, str]
) -> None:
    changes = compare(loads(before[1])[0], loads(after[1])[0])
    data = json.loads(json.dumps(as_data(changes)))
    Draft202012Validator(schema('diff-1')).validate(data)


def test_the_schema_asks_for_every_field_of_changes() -> None:
    expected = {'schema', *as_data(Changes())}
    found = schema('diff-1')
    assert set(found['required']) == set(found['properties']) == expected
    assert not found['additionalProperties']


def test_the_hypervisors_in_every_format(capsys: Capture) -> None:
    for name in FORMATS:
        arguments = [str(FILES['2015']), str(FILES['2016']), '--output-format', name]
        assert main(['diff', *arguments]) == 1
        out, err = capsys.readouterr()
        assert err == ''
        for title in ('Trigger crash dump', 'Config drive support', 'Ironic'):
            assert title in out
        if name == 'text':
            assert max(map(len, out.splitlines())) <= 80
        if name == 'json':
            Draft202012Validator(schema('diff-1')).validate(json.loads(out))


@needs_git
def test_editions_may_be_revisions(tmp_path: Path, capsys: Capture) -> None:
    commit(tmp_path, 'v1', MATRIX)
    commit(tmp_path, 'v2', NEWER)
    assert main(['diff', 'v1:docs/matrix.ini', 'v2:docs/matrix.ini']) == 1
    assert capsys.readouterr() == (TEXT, '')
    assert main(['diff', 'HEAD:./docs/matrix.ini', 'docs/matrix.ini']) == 0
    assert main(['diff', 'old.ini', 'v1:docs/matrix.ini']) == 0


@needs_git
@pytest.mark.parametrize(
    ('name', 'message'),
    [
        ('v9:docs/matrix.ini', 'v9:docs/matrix.ini: git has no such file: '),
        ('v1:matrix.ini', 'v1:matrix.ini: git has no such file: '),
        ('--textconv:docs/matrix.ini', 'there is no such file; check the path'),
        ('nothing.ini', 'nothing.ini: there is no such file; check the path'),
        ('.', '.: this is a folder; name the INI file in it'),
    ],
)
def test_2_is_that_an_edition_cannot_be_read(
    name: str, message: str, tmp_path: Path, capsys: Capture
) -> None:
    commit(tmp_path, 'v1', MATRIX)
    for arguments in (['--', name, 'new.ini'], ['--', 'new.ini', name]):
        assert main(['diff', *arguments]) == 2
        out, err = capsys.readouterr()
        assert out == ''
        assert err.startswith('feature-matrix: ')
        assert message in err


def test_one_edition_may_be_standard_input(
    monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    stdin = SimpleNamespace(buffer=io.BytesIO(MATRIX.encode()))
    monkeypatch.setattr('sys.stdin', stdin)
    assert main(['diff', '-', 'new.ini']) == 1
    assert capsys.readouterr().out == TEXT
    assert main(['diff', '-', '-']) == 2
    assert 'only one edition can be standard input; name a file' in capsys.readouterr().err


def test_a_file_with_problems_is_compared_with_a_word_on_them(capsys: Capture) -> None:
    Path('new.ini').write_text(NEWER.replace('driver.beta = unknown\n', ''), encoding='utf-8')
    assert main(['diff', 'old.ini', 'new.ini']) == 1
    out, err = capsys.readouterr()
    assert out == TEXT
    assert err.startswith('new.ini has 1 problem, ')


@pytest.mark.parametrize('character', ['\x1b', '\u202e', '\u2067'])
def test_texts_of_the_file_do_not_reach_the_terminal_as_commands(
    character: str, capsys: Capture
) -> None:
    title = f'{character}[31mRed'
    Path('new.ini').write_text(MATRIX.replace('= Alpha', f'= {title}'), encoding='utf-8')
    assert main(['diff', 'old.ini', 'new.ini']) == 1
    assert character not in capsys.readouterr().out


def test_what_is_gone_is_in_the_text_and_the_json(capsys: Capture) -> None:
    gone = MATRIX[: MATRIX.index('[storage.two]')]
    Path('new.ini').write_text(gone, encoding='utf-8')
    assert main(['diff', 'old.ini', 'new.ini']) == 1
    out = capsys.readouterr().out
    assert '  - Second thing (storage.two): mandatory; was supported by 0 of 2 drivers\n' in out
    assert '    - Second thing: unmet → no longer required\n' in out
    assert main(['diff', 'old.ini', 'new.ini', '--output-format', 'json']) == 1
    data = json.loads(capsys.readouterr().out)
    Draft202012Validator(schema('diff-1')).validate(data)
    assert [each['requirements'][0]['after'] for each in data['verdicts']] == ['', '']
