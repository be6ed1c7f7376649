"""The command in the manual: sessions show what it says, and all of it is described."""

from __future__ import annotations

import difflib
import io
import re
import shlex
import shutil
import subprocess
import textwrap
from collections.abc import Iterator, Mapping
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import NamedTuple

import pytest
from test_manual import EXAMPLES, MANUAL, as_shown, page, relative

from sphinx_feature_matrix import load
from sphinx_feature_matrix.cli import COMMANDS, main

ROOT = MANUAL.parent.parent
MATRIX = 'support-matrix.ini'


class Session(NamedTuple):
    """What a session begins with, and what it does to the matrix.

    *files* are examples by their paths in the folder; ``REV:PATH`` is one that is in git under a
    tag. *diff* is the example that shows what changes in the file *changed*, or nothing.
    """

    files: Mapping[str, str]
    diff: str = ''
    changed: str = MATRIX


CURRENT = {MATRIX: 'ini/current.ini'}
MISTAKE = {MATRIX: 'tutorial/mistakes/compleet.ini'}
ETCD = {
    'common.ini': 'howto/several-files/common.ini',
    'drivers/etcd.ini': 'howto/several-files/mistakes/etcd.ini',
}
NEW_DRIVER = {MATRIX: 'howto/warnings/mistakes/new-driver.ini'}
PAGER = {
    'common.ini': 'howto/several-files/common.ini',
    'drivers/pager.ini': 'howto/several-files/mistakes/pager.ini',
}
PANTRY = {MATRIX: 'pantry.ini'}
SHARED = {name: f'howto/shared-status/{name}' for name in ('conf.py', 'roadmap.ini')}
SPREAD = {
    name: f'howto/several-files/{name}'
    for name in ('common.ini', 'drivers/email.ini', 'drivers/text.ini')
}
SPREAD_EDITIONS = {
    **{f'v1.0:{name}': example for name, example in SPREAD.items() if 'text' not in name},
    **SPREAD,
}
TARGETS = {MATRIX: 'ini/targets.ini'}
TUTORIAL = {MATRIX: 'tutorial/support-matrix.ini'}
TWO_EDITIONS = {f'v1.0:{MATRIX}': 'pantry-1.0.ini', **PANTRY}
TWO_FILES = {'old.ini': 'tutorial/step-3.ini', 'new.ini': 'tutorial/support-matrix.ini'}

SESSIONS = {
    'command/add-check.console': Session(TUTORIAL),
    'command/add-driver.console': Session(TUTORIAL, 'command/add-driver.diff'),
    'command/add-feature.console': Session(TUTORIAL, 'command/add-feature.diff'),
    'command/check.console': Session(MISTAKE),
    'command/check-conf.console': Session(SHARED),
    'command/check-github.console': Session(MISTAKE),
    'command/check-json.console': Session(MISTAKE),
    'command/check-several.console': Session(SPREAD),
    'command/convert.console': Session(TARGETS),
    'command/convert-in-place.console': Session(TARGETS, 'command/convert-in-place.diff'),
    'command/diff.console': Session(TWO_EDITIONS),
    'command/diff-json.console': Session(TWO_FILES),
    'command/diff-rst.console': Session(TWO_EDITIONS),
    'command/diff-several.console': Session(SPREAD_EDITIONS),
    'command/export-csv.console': Session(CURRENT),
    'command/export-json.console': Session(CURRENT),
    'command/export-markdown.console': Session(CURRENT),
    'command/fix.console': Session(NEW_DRIVER, 'command/fix.diff'),
    'command/fix-new-driver.console': Session(
        ETCD, 'command/fix-new-driver.diff', 'drivers/etcd.ini'
    ),
    'command/fix-several.console': Session(PAGER, 'command/fix-several.diff', 'drivers/pager.ini'),
    'command/requirements.console': Session(PANTRY),
    'command/requirements-json.console': Session(CURRENT),
    'tutorial/check.console': Session(MISTAKE),
}
"""The sessions that are shown."""


class Screen(io.TextIOWrapper):
    """A terminal that keeps what is written to it."""

    def __init__(self) -> None:
        super().__init__(io.BytesIO(), encoding='utf-8', write_through=True)

    def isatty(self) -> bool:
        return True

    def text(self) -> str:
        self.seek(0)
        return self.read()


def git(*arguments: str) -> None:
    identity = ['-c', 'user.name=Somebody', '-c', 'user.email=somebody@example.org']
    subprocess.run(['git', *identity, *arguments], check=True, capture_output=True)


def lay_out(files: Mapping[str, str], folder: Path) -> None:
    """Put examples into *folder*, and those that belong to a revision into git."""
    for name, example in files.items():
        revision, _, path = name.rpartition(':')
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(EXAMPLES / example, folder / path)
        if revision:
            git('init', '--quiet')
            git('add', path)
            git('commit', '--quiet', '--message', revision)
            git('tag', '--force', revision)


def replay(commands: list[str]) -> Iterator[str]:
    """Yield each of *commands* and what it says on a terminal of 80 columns."""
    code = 0
    for line in commands:
        yield f'$ {line}\n'
        if line == 'echo $?':
            yield f'{code}\n'
            continue
        program, *arguments = shlex.split(line)
        assert program == 'feature-matrix'
        with Screen() as screen:
            with redirect_stdout(screen), redirect_stderr(screen):
                code = main(arguments)
            yield screen.text()


@pytest.fixture
def terminal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder in which commands run, on a terminal without colours."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv('COLUMNS', '80')
    monkeypatch.setenv('NO_COLOR', '1')
    return tmp_path


def difference(before: str, after: str) -> str:
    """Return what changed from one text to the other, each change between two lines."""
    lines = difflib.unified_diff(before.splitlines(), after.splitlines(), n=1, lineterm='')
    return ''.join(f'{line.rstrip()}\n' for line in list(lines)[2:])


def test_every_session_is_known() -> None:
    assert sorted(SESSIONS) == sorted(map(relative, EXAMPLES.rglob('*.console')))


@pytest.mark.parametrize('name', SESSIONS)
def test_sessions_say_what_they_show(name: str, terminal: Path) -> None:
    lay_out(SESSIONS[name].files, terminal)
    shown = (EXAMPLES / name).read_text('utf-8')
    commands = re.findall(r'^\$ (.*)$', shown, re.MULTILINE)
    assert commands
    assert ''.join(replay(commands)) == shown


@pytest.mark.parametrize('name', [name for name, session in SESSIONS.items() if session.diff])
def test_sessions_do_to_the_matrix_what_they_show(name: str, terminal: Path) -> None:
    session = SESSIONS[name]
    lay_out(session.files, terminal)
    before = Path(session.changed).read_text('utf-8')
    list(replay(re.findall(r'^\$ (.*)$', (EXAMPLES / name).read_text('utf-8'), re.MULTILINE)))
    shown = (EXAMPLES / session.diff).read_text('utf-8')
    assert difference(before, Path(session.changed).read_text('utf-8')) == shown != ''


def test_the_readme_shows_what_its_example_gives_with_a_mistake(terminal: Path) -> None:
    readme = (ROOT / 'README.rst').read_text('utf-8')
    matrix, session = (
        textwrap.dedent(block).strip('\n') + '\n'
        for block in re.findall(
            r'^\.\. code-block:: (?:ini|console)\n\n((?:    .*\n|\n)+)', readme, re.MULTILINE
        )
    )
    assert 'driver.disk = complete\n' in matrix
    wrong = matrix.replace('driver.disk = complete', 'driver.disk = compleet')
    for text, expected in ((matrix, 'No problems in 1 file.\n'), (wrong, '')):
        (terminal / 'support-matrix.ini').write_text(text, encoding='utf-8')
        shown = ''.join(replay(['feature-matrix check']))
        assert shown == (f'$ feature-matrix check\n{expected}' if expected else session)
    (problem,) = load('support-matrix.ini')[1]
    assert as_shown(problem) in ' '.join(readme.split())


def lines_in_the_manual() -> list[str]:
    """Return what pages have readers type, apart from the sessions."""
    return sorted(
        {
            line
            for path in MANUAL.rglob('*.rst')
            for line in re.findall(
                r'^ +\$ (feature-matrix .*)$', path.read_text('utf-8'), re.MULTILINE
            )
        }
    )


@pytest.mark.parametrize('line', lines_in_the_manual())
def test_what_the_manual_has_readers_type_can_be_run(line: str, terminal: Path) -> None:
    lay_out(TUTORIAL, terminal)
    *_, code = replay([line, 'echo $?'])
    assert code == '0\n'


# -- Where it is run -------------------------------------------------------------------------


@pytest.mark.parametrize('name', ['github.yaml', 'sarif.yaml', 'tox.txt'])
def test_what_other_tools_run_can_be_run(name: str, terminal: Path) -> None:
    lay_out(TUTORIAL, terminal)
    text = page(f'examples/command/{name}')
    (command,) = re.findall(r'(?:run: |commands = )(feature-matrix .*)$', text, re.MULTILINE)
    command, _, file = command.partition(' > ')
    *_, code = replay([command, 'echo $?'])
    assert code == '0\n'
    assert not file or f'sarif_file: {file}\n' in text


def test_the_hook_in_the_guide_is_the_one_there_is() -> None:
    hooks = (ROOT / '.pre-commit-hooks.yaml').read_text('utf-8')
    config = page('examples/command/pre-commit-config.yaml')
    (shown,) = re.findall(r'- id: (.+)$', config, re.MULTILINE)
    assert f'- id: {shown}\n' in hooks


def test_the_hook_for_several_files_is_given_all_of_them(
    terminal: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lay_out({f'doc/{name}': example for name, example in SPREAD.items()}, terminal)
    text = page('howto/several-files.rst')
    (pattern,) = re.findall(r'^   files: (.+)$', text, re.MULTILINE)
    (argument,) = re.findall(r"^   args: \['(.+)'\]$", text, re.MULTILINE)
    assert all(re.search(pattern, f'doc/{name}') for name in SPREAD)
    assert main(['check', argument]) == 0
    assert capsys.readouterr().err == 'No problems in 3 files.\n'


# -- The reference ---------------------------------------------------------------------------


def programs() -> dict[str, list[str]]:
    """Return the options that the manual describes, by the commands."""
    program = ''
    described: dict[str, list[str]] = {}
    marks = re.findall(
        r'^\.\. (program|option):: (.+)$', page('reference/command.rst'), re.MULTILINE
    )
    for kind, text in marks:
        if kind == 'program':
            program = text.removeprefix('feature-matrix').strip()
            described[program] = []
        else:
            described[program].append(text)
    return described


def help_of(command: str, capsys: pytest.CaptureFixture[str]) -> str:
    """Return the help of *command*, each argument on a line of its own."""
    with pytest.raises(SystemExit, match='0'):
        main([*command.split(), '--help'])
    return capsys.readouterr().out


@pytest.mark.parametrize('command', programs())
def test_every_option_of_a_command_is_described(
    command: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv('COLUMNS', '300')
    found = re.findall(r'^  (-.*?|[A-Z]+)(?:  .*)?$', help_of(command, capsys), re.MULTILINE)
    own = {option for option in found if option not in ('COMMAND', 'WHAT')}
    described = programs()[command]
    # The help itself is described once, for all.
    assert sorted({*described, '-h, --help'}) == sorted(own)
    assert len(set(described)) == len(described)


def test_every_command_is_described(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv('COLUMNS', '300')
    found = ['']
    for name in COMMANDS:
        below = re.findall(r'^    (\w+)  ', help_of(name, capsys), re.MULTILINE)
        found += [name, *(f'{name} {what}' for what in below)]
    assert [*programs()] == found


def test_the_table_says_what_each_command_does() -> None:
    rows = re.findall(
        r'^   \* - :ref:`(\w+) <command-\1>`\n     - (.+)$',
        page('reference/command.rst'),
        re.MULTILINE,
    )
    assert len(rows) == len(COMMANDS)
    for name, what in rows:
        # The manual says "finds", and the help "find".
        assert re.sub(r'^(\w+)s ', r'\1 ', what).replace('and mends', 'and mend') == COMMANDS[name]


def test_the_reference_names_every_schema() -> None:
    schemas = ROOT / 'sphinx_feature_matrix' / 'schemas'
    named = re.findall(r'``schemas/(.+)``', page('reference/command.rst'))
    assert sorted(named) == sorted(path.name for path in schemas.iterdir())


def test_every_output_format_is_described() -> None:
    text = page('reference/command.rst')
    found = re.findall(
        r'^\.\. option:: --output-format \{(.*)\}\n((?:   .*\n|\n)+)', text, re.MULTILINE
    )
    assert len(found) == 4
    for formats, description in found:
        terms = re.findall(r'^   (``\w+``(?:, ``\w+``)*)$', description, re.MULTILINE)
        assert re.findall(r'\w+', ' '.join(terms)) == formats.split(',')


def test_folders_are_searched_as_the_reference_says(
    terminal: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = page('reference/command.rst').split('are skipped:')[1].split('and all whose')[0]
    skipped = [*re.findall(r'``(\w+)``', text), '.tox']
    assert len(skipped) > 5
    for folder in [*skipped, 'doc']:
        lay_out({f'{folder}/my-support-matrix-2.ini': 'problems/mistakes/FM401.ini'}, terminal)
    assert main(['check', '--select', 'FM401', '.']) == 1
    (line,) = capsys.readouterr().out.splitlines()
    assert line.startswith('doc/my-support-matrix-2.ini:6:17: FM401 ')
