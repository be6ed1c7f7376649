"""The command ``export``."""

from __future__ import annotations

import io
import json
from pathlib import Path
from types import SimpleNamespace

import pytest
from conftest import MATRIX, schema
from jsonschema import Draft202012Validator
from test_editions import NEWER, commit, needs_git

from sphinx_feature_matrix.cli import main
from sphinx_feature_matrix.export import FORMATS
from sphinx_feature_matrix.ini import loads

Capture = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def matrix(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Have a matrix in the working folder."""
    monkeypatch.chdir(tmp_path)
    path = Path('support-matrix.ini')
    path.write_text(MATRIX, encoding='utf-8')
    return path


@pytest.mark.parametrize('name', FORMATS)
def test_every_format_goes_to_standard_output(name: str, capsys: Capture) -> None:
    assert main(['export', 'support-matrix.ini', '--output-format', name]) == 0
    out, err = capsys.readouterr()
    assert out == FORMATS[name](loads(MATRIX)[0])
    assert 'Only on Sundays.' in out
    assert err == ''


def test_without_arguments_it_is_json_of_the_usual_file(capsys: Capture) -> None:
    assert main(['export']) == 0
    data = json.loads(capsys.readouterr().out)
    Draft202012Validator(schema('export-1')).validate(data)
    assert [driver['title'] for driver in data['drivers']] == ['Alpha', 'Beta']


def test_it_is_utf_8_with_line_feeds(
    matrix: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    matrix.write_bytes(MATRIX.replace('Alpha', 'Älpha').replace('\n', '\r\n').encode())
    for name in FORMATS:
        assert main(['export', '--output-format', name]) == 0
        out = capsysbinary.readouterr().out
        if name != 'csv':
            assert 'Älpha'.encode() in out
        assert b'\r' not in out


@needs_git
def test_it_exports_revisions_and_standard_input(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    commit(tmp_path, 'v1', NEWER)
    expected = FORMATS['csv'](loads(NEWER)[0])
    assert main(['export', 'v1:docs/matrix.ini', '--output-format=csv']) == 0
    assert capsys.readouterr().out == expected
    monkeypatch.setattr('sys.stdin', SimpleNamespace(buffer=io.BytesIO(NEWER.encode())))
    assert main(['export', '-', '--output-format=csv']) == 0
    assert capsys.readouterr().out == expected


def test_a_file_with_problems_is_exported_with_a_word_on_them(
    matrix: Path, capsys: Capture
) -> None:
    matrix.write_text(MATRIX.replace('= unknown', '= unknwon'), encoding='utf-8')
    assert main(['export']) == 0
    out, err = capsys.readouterr()
    assert json.loads(out)['features'][1]['implementations']['beta']['status'] == 'unknown'
    assert err.startswith('support-matrix.ini has 1 problem, ')


@pytest.mark.parametrize('content', [None, b'\0'])
def test_a_file_that_cannot_be_read_is_not_exported(
    content: bytes | None, matrix: Path, capsys: Capture
) -> None:
    matrix.unlink() if content is None else matrix.write_bytes(content)
    assert main(['export']) == 2
    out, err = capsys.readouterr()
    assert out == ''
    assert err.startswith('feature-matrix: support-matrix.ini: ')
