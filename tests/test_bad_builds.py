"""Each bad input is one warning at its place, and the rest of the page and the site is built."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from conftest import CONF, MATRIX, Build
from sphinx.cmd.build import build_main

FILES = {
    'conf.py': CONF,
    'index.rst': 'Page\n====\n\n.. toctree::\n\n   other\n\n'
    '.. support_matrix:: support-matrix.ini\n\nAfter\n-----\n\nThe rest of the page.\n',
    'other.rst': 'Other\n=====\n\nThe rest of the site.\n',
}


def edited(old: str, new: str) -> bytes:
    """Return the sample matrix with one thing replaced."""
    assert old in MATRIX
    return MATRIX.replace(old, new).encode()


RANDOM = b''.join(hashlib.sha256(bytes([number])).digest() for number in range(64))

BAD = {
    'not UTF-8': (
        MATRIX.encode().replace(b'Alpha', b'Alph\xe4'),
        '2:13',
        'byte 0xe4 is not UTF-8',
    ),
    'a NUL byte': (MATRIX.encode().replace(b'Alpha', b'Al\0pha'), '2:11', 'holds a NUL byte'),
    'random bytes': (RANDOM, '', 'NUL byte'),
    'an empty file': (b'', '1:1', 'declares no drivers and no features'),
    'text first': (b'Some text.\n' + MATRIX.encode(), '1:1', 'text before the first section'),
    'no option': (edited('status = mandatory', 'Words.'), '15:1', 'this line is no option'),
    'an option twice': (
        edited('status = mandatory', 'status = mandatory\nstatus = optional'),
        '16:1',
        'option "status" is already on line 15',
    ),
    'a section twice': (
        MATRIX.encode() + b'[storage.two]\napi = x\n',
        '18:1',
        'section [storage.two] is already on line 13',
    ),
    'a feature without a title': (edited('title = Second thing\n', ''), '13:1', 'add "title = '),
    'a driver without a title': (edited('title = Alpha\n', ''), '1:1', 'add "title = '),
    'optinal': (edited('mandatory', 'optinal'), '15:10', 'did you mean "optional"?'),
    'required': (edited('mandatory', 'required'), '15:10', 'did you mean "mandatory"?'),
    'conditional': (
        edited('mandatory', 'conditional(operation.one==complete)'),
        '15:10',
        'did you mean "condition(KEY==STATUS)"?',
    ),
    'compleet': (edited('= complete', '= compleet'), '9:16', 'did you mean "complete"?'),
    'no group': (edited('mandatory', 'choice'), '15:10', 'write "choice(GROUP)"'),
    'no condition': (
        edited('mandatory', 'condition(operation.one=complete)'),
        '15:33',
        'does not parse: expected "==" or "!="',
    ),
    'no feature in a condition': (
        edited('mandatory', 'condition(operation.on==complete)'),
        '15:20',
        'did you mean "operation.one"?',
    ),
    'an undeclared driver': (
        edited('status = mandatory', 'driver.gamma = complete'),
        '15:1',
        'there is no driver "gamma"; declare it with a section [driver.gamma]',
    ),
    'notes for no driver': (
        edited('status = mandatory', 'driver-notes.bet = Hm.'),
        '15:1',
        'there is no driver "bet"; did you mean "beta"?',
    ),
    'no such option': (
        edited('status = mandatory', 'drvier.x = complete'),
        '15:1',
        'option "drvier.x" means nothing',
    ),
    'a script as a link': (
        edited('title = Alpha', 'title = Alpha\nlink = javascript:alert(1)'),
        '3:8',
        'an address that begins with https:',
    ),
    'wrong markup': (edited('Only on Sundays.', 'Only *on Sundays.'), '11:21', 'Inline emphasis'),
    'raw markup': (edited('Only on Sundays.', '.. raw:: html'), '11:21', '"raw" directive'),
    'an included file': (edited('Only on Sundays.', '.. include:: /etc/passwd'), '11:21', 'files'),
}


@pytest.mark.parametrize(('data', 'place', 'message'), BAD.values(), ids=BAD)
def test_a_bad_file_is_one_warning_and_takes_nothing_down(
    build: Build, source: Path, data: bytes, place: str, message: str
) -> None:
    (source / 'support-matrix.ini').write_bytes(data)
    built = build(FILES)
    (warning,) = built.warnings
    assert f'{source / "support-matrix.ini"}:{place}' in warning
    assert message in warning
    assert '[feature_matrix.' in warning
    assert 'Traceback' not in warning
    text = built.text('index.html')
    assert 'The rest of the page.' in text
    assert '<script>alert' not in text
    assert 'The rest of the site.' in built.text('other.html')
    if b'title = Second' in data and b'\0' not in data:
        assert 'Second thing' in text


def test_a_folder_is_one_warning(build: Build, source: Path) -> None:
    (source / 'folder').mkdir()
    index = FILES['index.rst'].replace('support-matrix.ini', 'folder')
    (warning,) = build({**FILES, 'index.rst': index}).warnings
    assert f'{source / "index.rst"}:8:1: WARNING: folder: this is a folder; name the' in warning


def test_what_is_sound_is_shown_and_all_problems_are_reported(build: Build, source: Path) -> None:
    bad = MATRIX.replace('= complete', '= compleet').replace('mandatory', 'optinal')
    bad = bad.replace('driver.beta = unknown\n', 'drvier.x = y\n')
    built = build({**FILES, 'support-matrix.ini': bad})
    names = [warning.rpartition('[')[2] for warning in built.warnings]
    assert names == [
        'feature_matrix.implementation-status]',
        'feature_matrix.implementation-missing]',
        'feature_matrix.feature-status]',
        'feature_matrix.unknown-option]',
    ]
    soup = built.soup()
    shown = [
        [cell['class'] for cell in row.select('td[class^=fm-]')] for row in soup.select('tbody tr')
    ]
    assert shown == [
        [['fm-unknown', 'fm-invalid'], ['fm-partial', 'feature-matrix-noted']],
        [['fm-missing'], ['fm-unknown']],
    ]


@pytest.mark.parametrize(('status', 'code'), [('compleet', 1), ('complete', 0)])
def test_the_option_w_fails_the_build_with_a_warning(
    source: Path, tmp_path: Path, status: str, code: int
) -> None:
    for name, text in {**FILES, 'support-matrix.ini': MATRIX}.items():
        (source / name).write_text(text.replace('= complete', f'= {status}'))
    arguments = ['-q', '-W', '--keep-going', '-b', 'html', str(source), str(tmp_path / 'strict')]
    assert build_main(arguments) == code
    assert (tmp_path / 'strict' / 'other.html').is_file()
