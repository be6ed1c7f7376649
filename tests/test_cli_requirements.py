"""The command ``requirements``."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from conftest import MATRIX, schema
from jsonschema import Draft202012Validator
from test_hypervisors import FILES
from test_requirements import VERDICTS

from sphinx_feature_matrix.cli import main

Capture = pytest.CaptureFixture[str]

MORE = """\
[storage.three]
title = Third thing
status = choice(copy)
driver.alpha = partial
driver.beta = missing

[storage.four]
title = Fourth thing
status = condition(storage.three!=missing)
driver.alpha = complete
driver.beta = missing
"""

TEXT = """\
Alpha (alpha): unmet
  0 of 1 mandatory feature, 1 of 1 choice group, 1 of 1 condition met
  2 complete, 1 partial, 1 missing, 0 unknown
  - unmet: mandatory: storage.two is missing

Beta (beta): unmet
  0 of 1 mandatory feature, 0 of 1 choice group met
  0 complete, 1 partial, 2 missing, 1 unknown
  - unmet: choice(copy): storage.three is missing
  - undetermined: mandatory: storage.two is unknown

2 drivers: 2 unmet
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / 'm.ini'
    path.write_text(MATRIX + MORE, encoding='utf-8')
    return path


def test_text(path: Path, capsys: Capture) -> None:
    assert main(['requirements', str(path)]) == 1
    assert capsys.readouterr() == (TEXT, '')


def test_json(path: Path, capsys: Capture) -> None:
    assert main(['requirements', str(path), '--output-format', 'json']) == 1
    data = json.loads(capsys.readouterr().out)
    Draft202012Validator(schema('requirements-1')).validate(data)
    assert data == {
        'schema': 1,
        'drivers': {
            'alpha': {
                'verdict': 'unmet',
                'requirements': [
                    {'kind': 'mandatory', 'feature': 'storage.two', 'verdict': 'unmet'},
                    {'kind': 'choice', 'group': 'copy', 'verdict': 'met'},
                    {'kind': 'condition', 'feature': 'storage.four', 'verdict': 'met'},
                ],
            },
            'beta': {
                'verdict': 'unmet',
                'requirements': [
                    {'kind': 'mandatory', 'feature': 'storage.two', 'verdict': 'undetermined'},
                    {'kind': 'choice', 'group': 'copy', 'verdict': 'unmet'},
                    {'kind': 'condition', 'feature': 'storage.four', 'verdict': 'not required'},
                ],
            },
        },
    }


@pytest.mark.parametrize('edition', FILES)
def test_the_hypervisors(edition: str, capsys: Capture) -> None:
    assert main(['requirements', str(FILES[edition]), '--output-format', 'json']) == 1
    data = json.loads(capsys.readouterr().out)
    Draft202012Validator(schema('requirements-1')).validate(data)
    rows = [line.split() for line in VERDICTS[edition].strip().splitlines()]
    assert {key: found['verdict'] for key, found in data['drivers'].items()} == {
        row[0]: row[1] for row in rows
    }


@pytest.mark.parametrize(('status', 'code'), [('missing', 1), ('unknown', 0), ('partial', 0)])
def test_only_what_is_unmet_is_found(path: Path, status: str, code: int, capsys: Capture) -> None:
    text = MATRIX.replace('driver.alpha = missing', f'driver.alpha = {status}')
    path.write_text(text, encoding='utf-8')
    assert main(['requirements', str(path)]) == code
    assert capsys.readouterr().err == ''


def test_a_matrix_that_requires_nothing(path: Path, capsys: Capture) -> None:
    path.write_text(MATRIX.replace('mandatory', 'optional'), encoding='utf-8')
    assert main(['requirements', str(path)]) == 0
    assert capsys.readouterr().out == (
        'Alpha (alpha): met\n  1 complete, 0 partial, 1 missing, 0 unknown\n\n'
        'Beta (beta): met\n  0 complete, 1 partial, 0 missing, 1 unknown\n\n'
        '2 drivers: 2 met\n'
    )


def test_nothing_in_a_file_gives_orders_to_the_terminal(path: Path, capsys: Capture) -> None:
    text = (MATRIX + MORE).replace('title = Alpha', 'title = \x1b[31mAl\x9bpha')
    path.write_text(text.replace('storage.two', 'storage.\x1b]0;two\x07'), encoding='utf-8')
    main(['requirements', str(path)])
    out = capsys.readouterr().out
    assert '\N{REPLACEMENT CHARACTER}[31mAl\N{REPLACEMENT CHARACTER}pha (alpha)' in out
    assert 'storage.\N{REPLACEMENT CHARACTER}]0;two' in out
    assert not set('\x1b\x07\x9b') & set(out)
