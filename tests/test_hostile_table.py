"""The manual's table of bad and hostile files says what becomes of each, here and elsewhere.

Its cells are computed from whole builds; where one is wrong, the test says what belongs there.
"""

from __future__ import annotations

import csv
import re
import subprocess
import sys
from collections import Counter
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import NamedTuple

import pytest
from bs4 import BeautifulSoup, Tag

TABLE = Path(__file__).parent.parent / 'doc/source/examples/hostile/outcomes.csv'

CONF = """\
extensions = ['{}']
project = 'Sample'
html_theme = 'basic'
"""
DIRECTIVE = '.. support_matrix:: m.ini\n'
GOOD = """\
[driver.alpha]
title = Alpha

[driver.beta]
title = Beta

[operation.first]
title = First
status = optional
driver.alpha = complete
driver.beta = partial

[operation.second]
title = Second
status = mandatory
driver.alpha = missing
driver.beta = unknown
"""
TITLES = ('Alpha', 'Beta', 'First', 'Second')
SCRIPT = '<script>told()</script>'


class Input(NamedTuple):
    """A file, what a reader is to see of it, and what the page shows it with.

    Without *data* there is no file.
    """

    data: bytes | None
    texts: tuple[str, ...] = TITLES
    page: str = DIRECTIVE


def edited(old: str, new: str, *texts: str) -> Input:
    """Return the good file with *new* for *old*, of which *texts* are to be seen as well."""
    assert old in GOOD
    replaced = tuple(title for title in TITLES if f'title = {title}' in GOOD.replace(old, new, 1))
    return Input(GOOD.replace(old, new, 1).encode(), (*replaced, *texts))


def noted(note: str, *texts: str) -> Input:
    """Return the good file with a *note* on a feature."""
    return edited('status = mandatory', f'status = mandatory\nnotes = {note}', *texts)


def large(drivers: int) -> Input:
    """Return a file of so many drivers."""
    heads = ''.join(f'[driver.d{number}]\ntitle = D{number}\n' for number in range(drivers))
    cells = ''.join(f'driver.d{number} = complete\n' for number in range(drivers))
    ini = f'{heads}[operation.first]\ntitle = First\nstatus = optional\n{cells}'
    return Input(ini.encode(), ('First', 'D0', f'D{drivers - 1}'))


NESTED = f'condition({"(" * 10_000}operation.first==complete{")" * 10_000})'

INPUTS = {
    'A file without a mistake': Input(GOOD.encode()),
    # The file.
    'No file': Input(None, ()),
    'An empty file': Input(b'', ()),
    'Latin-1': Input(GOOD.replace('Alpha', 'Älpha').encode('latin-1'), TITLES[1:]),
    'UTF-16': Input(GOOD.encode('utf-16'), ()),
    'UTF-8 with a BOM': Input(GOOD.encode('utf-8-sig')),
    'A NUL byte': edited('Alpha', 'Al\0pha'),
    'A control character': edited('Alpha', 'Al\x08pha'),
    # Its lines.
    'Text before the first section': Input(f'Text.\n{GOOD}'.encode()),
    'A line that is no option': edited('status = mandatory', 'Mandatory.'),
    'An option twice': edited('status = mandatory', 'status = mandatory\nstatus = optional'),
    'A section twice': Input(f'{GOOD}\n[operation.second]\napi = x\n'.encode()),
    'An option that means nothing': edited('status = mandatory', 'colour = red'),
    '``%`` in a title': edited('Alpha', '100 % Alpha', '100 % Alpha'),
    '``%(x)s`` in a title': edited('Alpha', '%(x)s Alpha', '%(x)s Alpha'),
    # Drivers and features.
    'A feature without a title': edited('title = Second\n', ''),
    'A driver without a title': edited('title = Beta\n', ''),
    'A section not ``operation.…``': edited('operation.second', 'storage.second'),
    'A misspelt driver': edited('driver.beta = unknown', 'driver.bta = unknown'),
    'A driver without its line': edited('driver.beta = unknown\n', ''),
    'A feature without a status': edited('status = mandatory\n', ''),
    'An unknown feature status': edited('mandatory', 'required'),
    '``MANDATORY``': edited('mandatory', 'MANDATORY'),
    'An unknown status': edited('= complete', '= compleet'),
    '``COMPLETE``': edited('= complete', '= COMPLETE'),
    'A choice without a group': edited('mandatory', 'choice'),
    # Conditions.
    'A condition that does not parse': edited('mandatory', 'condition(operation.first=complete)'),
    'A condition on no feature': edited('mandatory', 'condition(operation.x==complete)'),
    'A parenthesis not closed': edited('mandatory', 'condition((operation.first==complete)'),
    '10,000 nested parentheses': edited('mandatory', NESTED),
    # Hostile ones.
    'A script as a link': edited('title = Beta', 'title = Beta\nlink = javascript:told()'),
    'A script in a title': edited('Alpha', f'Alpha {SCRIPT}', SCRIPT),
    'A script as a status': edited('= complete', f'= {SCRIPT}'),
    'A script in a key': edited('operation.second', f'operation.{SCRIPT}'),
    'A script in a note': noted(f'Note {SCRIPT}', SCRIPT),
    'A script in a command': edited(
        'status = mandatory', f'status = mandatory\ncli = {SCRIPT}', SCRIPT
    ),
    'LaTeX in a title': edited('Alpha', r'Alpha \input{/etc/passwd}', r'\input{/etc/passwd}'),
    'A note with raw HTML': noted(f'Note\n\n  .. raw:: html\n\n     {SCRIPT}'),
    'A note that includes a file': noted('Note\n\n  .. include:: conf.py'),
    'A note with a link to a script': noted('See `this <javascript:told()>`_.', 'this'),
    'A note with a formula that reads': noted(r'See :math:`\input{/etc/passwd}`.'),
    'A note with markup': noted('A *word* in a note.', 'A word in a note.'),
    'A note with broken markup': noted('A *word in a note.', 'word in a note.'),
    'A note with a heading': noted('Heading\n  =======\n\n  Words.', 'Words.'),
    # Much of it.
    'A note of 1 MB': noted('word ' * 200_000 + 'end', 'word end'),
    '1,000 drivers': large(1_000),
    'The same matrix twice on a page': Input(GOOD.encode(), TITLES, f'{DIRECTIVE}\n{DIRECTIVE}'),
}


def build(folder: Path, extension: str, given: Input) -> tuple[int, str, Tag | None]:
    """Return a build's exit code, its messages, and what is on the page."""
    folder.mkdir()
    (folder / 'conf.py').write_text(CONF.format(extension), encoding='utf-8')
    page = f'Page\n====\n\n{given.page}\nAfter\n-----\n\nThe rest.\n'
    (folder / 'index.rst').write_text(page, encoding='utf-8')
    if given.data is not None:
        (folder / 'm.ini').write_bytes(given.data)
    command = [sys.executable, '-m', 'sphinx', '-q', '-b', 'html', '.', 'out']
    done = subprocess.run(command, cwd=folder, check=False, capture_output=True, text=True)
    path = folder / 'out' / 'index.html'
    if done.returncode or not path.exists():
        return done.returncode, done.stderr, None
    soup = BeautifulSoup(path.read_text(encoding='utf-8'), 'html.parser')
    return 0, done.stderr, soup.select_one('div.body')


def outcome(folder: Path, extension: str, given: Input) -> str:
    """Return in words what becomes of a file."""
    code, messages, body = build(folder, extension, given)
    if body is None:
        errors = re.findall(r'\b(?:\w+\.)*(\w*(?:Error|Exception))\b(?=:|\))', messages)
        if 'Encoding error' in messages:
            # So older versions of Sphinx call it.
            errors.append('UnicodeDecodeError')
        return f'the build ends: {errors[-1]}' if errors else f'the build ends with code {code}'
    return '; '.join([said(messages), *done(body), shown(body, given)])


def said(messages: str) -> str:
    """Return in words what a build says."""
    lines = re.findall('^.*(?:WARNING|ERROR): .*', messages, re.MULTILINE)
    if not lines:
        return 'no message'
    placed = sum(bool(re.search(r'm\.ini:\d+', line)) for line in lines)
    number = 'a message' if len(lines) == 1 else f'{len(lines)} messages'
    return f'{number} with the line' if placed == len(lines) else number


def done(body: Tag) -> list[str]:
    """Return in words what is wrong with a page."""
    wrong = []
    if body.select('script, [href^="javascript:"], [onerror]'):
        wrong.append('a script runs')
    if max(Counter(str(tag['id']) for tag in body.select('[id]')).values()) > 1:
        wrong.append('ids are there twice')
    return wrong


def shown(body: Tag, given: Input) -> str:
    """Return in words what a reader sees of a file."""
    text = ' '.join(body.get_text().split())
    missing = [each for each in given.texts if each not in text]
    if 'The rest.' not in text:
        return 'the page is cut off'
    if not given.texts:
        return 'the rest of the page is shown'
    if not missing:
        return 'all is shown'
    return (
        f'not shown: {", ".join(missing)}'
        if len(missing) < len(given.texts)
        else 'nothing is shown'
    )


def rows() -> dict[str, tuple[str, str]]:
    """Return the cells of the table, by the names of the inputs."""
    with TABLE.open(encoding='utf-8', newline='') as file:
        return {row[0]: (row[1], row[2]) for row in csv.reader(file)}


def test_the_table_has_each_input_in_its_order() -> None:
    assert [*rows()] == ['Input', *INPUTS]


@pytest.mark.parametrize('name', INPUTS)
def test_what_becomes_of_a_file_is_what_the_table_says(tmp_path: Path, name: str) -> None:
    assert rows()[name][1] == outcome(tmp_path / 'a', 'sphinx_feature_matrix', INPUTS[name])


def published() -> str:
    """Return the version of the published extension, if it is installed."""
    try:
        return version('sphinx-feature-classification')
    except PackageNotFoundError:
        return ''


@pytest.mark.skipif(
    published() != '2.1.0', reason='not installed: sphinx-feature-classification 2.1.0'
)
@pytest.mark.parametrize('name', INPUTS)
def test_what_the_published_extension_does_is_what_the_table_says(
    tmp_path: Path, name: str
) -> None:
    extension = 'sphinx_feature_classification.support_matrix'
    assert rows()[name][0] == outcome(tmp_path / 'a', extension, INPUTS[name])
