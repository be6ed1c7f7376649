"""What goes wrong around the command and a build: nothing is lost, and the message is clear."""

from __future__ import annotations

import errno
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import IO

import pytest
from conftest import MATRIX, Build
from sphinx import locale

from sphinx_feature_matrix.cli import main

resource = pytest.importorskip('resource', reason='limits, signals and links are those of POSIX')

COMMAND = [sys.executable, '-m', 'sphinx_feature_matrix']

FULL = Path('/dev/full')

CURRENT = (
    '[driver.a]\ntitle = A\n\n[driver.b]\ntitle = B\n\n[op.x]\ntitle = X\ndriver.a = complete\n'
)
WHOLE = f'{CURRENT}driver.b = partial\n'
TARGETS = (
    '[targets]\ndriver-impl-a=A\n\n[op.x]\ntitle=X\nstatus=optional\ndriver-impl-a=complete\n'
)

WRITERS = {
    'add driver': (['add', 'driver', 'm.ini', 'c', '--title', 'C'], WHOLE),
    'add feature': (['add', 'feature', 'm.ini', 'op.y', '--title', 'Y'], WHOLE),
    'check': (['check', '--fix', 'm.ini'], CURRENT),
    'convert': (['convert', '--in-place', 'm.ini'], TARGETS),
}
"""What changes a file, and a file for it to change."""

PRINTERS = {
    '--version': ['--version'],
    'check': ['check', 'm.ini'],
    'check --fix': ['check', '--fix', '-'],
    'convert': ['convert', 'm.ini'],
    'diff': ['diff', 'm.ini', 'new.ini'],
    'export': ['export', 'm.ini'],
    'help': ['export', '--help'],
    'requirements': ['requirements', 'm.ini'],
}
"""What prints something for the file *m.ini*, which has a problem."""


def run(
    arguments: list[str],
    *,
    stdin: IO[bytes] | None = None,
    stdout: IO[bytes] | int = subprocess.PIPE,
    stderr: IO[bytes] | int = subprocess.PIPE,
) -> subprocess.CompletedProcess[str]:
    """Run a command line to its end."""
    return subprocess.run(
        arguments, stdin=stdin, stdout=stdout, stderr=stderr, check=False, encoding='utf-8'
    )


def entries(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.fixture
def bound() -> list[str]:
    """What to write before a command so that permissions bind it, whoever runs the tests."""
    if os.geteuid():
        return []
    if not shutil.which('setpriv'):
        # Nothing else lets root run what permissions bind, and not every system has it.
        pytest.skip('permissions do not bind this user, and setpriv is not installed')
    return ['setpriv', '--bounding-set=-dac_override,-dac_read_search']


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file m.ini, alone in the current folder."""
    folder = tmp_path / 'folder'
    folder.mkdir()
    monkeypatch.chdir(folder)
    # Programs that are started write as they do for anybody.
    monkeypatch.delenv('PYTHONUNBUFFERED', raising=False)
    path = folder / 'm.ini'
    path.write_text(WHOLE, encoding='utf-8')
    return path


@pytest.fixture(params=WRITERS)
def arguments(request: pytest.FixtureRequest, file: Path) -> list[str]:
    """Each command that changes m.ini, which holds something for it to change."""
    arguments, text = WRITERS[request.param]
    file.write_text(text, encoding='utf-8')
    return arguments


@pytest.fixture
def printing(file: Path) -> None:
    """Have m.ini hold a problem, and new.ini something else."""
    file.write_text(CURRENT, encoding='utf-8')
    Path('new.ini').write_text(WHOLE, encoding='utf-8')


# Writing a file


@pytest.mark.parametrize(
    ('protected', 'reason'),
    [
        ('m.ini', 'Permission denied'),
        ('.', 'no file can be put beside it: Permission denied'),
    ],
)
def test_what_is_read_only_stays_as_it_is(
    protected: str, reason: str, arguments: list[str], file: Path, bound: list[str]
) -> None:
    before = file.read_bytes()
    mode = Path(protected).stat().st_mode
    Path(protected).chmod(mode & ~0o222)
    done = run([*bound, *COMMAND, *arguments])
    Path(protected).chmod(mode)
    assert (done.returncode, done.stdout) == (2, '')
    assert done.stderr == f'feature-matrix: m.ini cannot be written: {reason}\n'
    assert file.read_bytes() == before
    assert entries(file.parent) == ['m.ini']


def test_a_file_that_finds_no_room_stays_as_it_is(arguments: list[str], file: Path) -> None:
    before = file.read_bytes()
    code = (
        'import resource, sys\nfrom sphinx_feature_matrix.cli import main\n'
        'resource.setrlimit(resource.RLIMIT_FSIZE, (20, 20))\nsys.exit(main())'
    )
    done = run([sys.executable, '-c', code, *arguments])
    assert (done.returncode, done.stdout) == (2, '')
    assert done.stderr == 'feature-matrix: m.ini cannot be written: File too large\n'
    assert file.read_bytes() == before
    assert entries(file.parent) == ['m.ini']


@pytest.mark.parametrize(
    ('error', 'code', 'message'),
    [
        (
            OSError(errno.ENOSPC, 'No space left on device'),
            2,
            'feature-matrix: m.ini cannot be written: No space left on device\n',
        ),
        (KeyboardInterrupt(), 130, ''),
    ],
    ids=['full', 'interrupted'],
)
def test_a_file_that_is_not_written_to_the_end_stays_as_it_is(
    error: BaseException,
    code: int,
    message: str,
    arguments: list[str],
    file: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def fail(_: int) -> None:
        raise error

    before = file.read_bytes()
    monkeypatch.setattr(os, 'fsync', fail)
    assert main(arguments) == code
    assert capsys.readouterr() == ('', message)
    assert file.read_bytes() == before
    assert entries(file.parent) == ['m.ini']


def test_a_kill_while_a_file_is_written_leaves_it_as_it_was(
    arguments: list[str], file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = file.read_bytes()
    code = (
        'import os, signal, sys\nfrom sphinx_feature_matrix.cli import main\n'
        'os.fsync = lambda _: os.kill(os.getpid(), signal.SIGKILL)\nsys.exit(main())'
    )
    assert run([sys.executable, '-c', code, *arguments]).returncode == -signal.SIGKILL
    assert file.read_bytes() == before
    # What it left behind is neither in the way nor taken for a matrix.
    assert main(arguments) == 0
    assert file.read_bytes() != before
    capsys.readouterr()
    main(['check', '.'])
    assert ' in 1 file.\n' in capsys.readouterr().err


def test_what_somebody_else_writes_meanwhile_is_not_lost(
    arguments: list[str],
    file: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(os, 'fsync', lambda _: file.write_bytes(b'of an editor'))
    assert main(arguments) == 2
    changed = 'it has changed since it was read; run the command again'
    message = f'feature-matrix: m.ini cannot be written: {changed}\n'
    assert capsys.readouterr() == ('', message)
    assert file.read_bytes() == b'of an editor'
    assert entries(file.parent) == ['m.ini']


def test_a_command_that_starts_while_another_writes_is_refused(
    arguments: list[str],
    file: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    before = file.read_bytes()
    codes = []

    def another(_: int) -> None:
        monkeypatch.undo()
        monkeypatch.chdir(file.parent)
        codes.append(main(arguments))
        assert file.read_bytes() == before

    monkeypatch.setattr(os, 'fsync', another)
    assert main(arguments) == 0
    assert codes == [2]
    assert 'it has changed since it was read; run the command again\n' in capsys.readouterr().err
    assert file.read_bytes() != before
    assert entries(file.parent) == ['m.ini']


def test_of_commands_at_once_none_undoes_what_another_did(file: Path) -> None:
    keys = ['c', 'd', 'e', 'f']
    started = [
        subprocess.Popen(
            [*COMMAND, 'add', 'driver', 'm.ini', key, '--title', key], stderr=subprocess.PIPE
        )
        for key in keys
    ]
    said = [process.communicate()[1] for process in started]
    codes = [process.returncode for process in started]
    text = file.read_text(encoding='utf-8')
    for key, code, message in zip(keys, codes, said, strict=True):
        assert code == 0 or b'has changed since it was read; run' in message
        assert text.count(f'[driver.{key}]\n') == text.count(f'driver.{key} = ') == (code == 0)
    assert 0 in codes
    assert entries(file.parent) == ['m.ini']


def test_a_file_that_is_named_twice_is_mended_once(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file.write_text(CURRENT, encoding='utf-8')
    assert main(['check', '--fix', 'm.ini', './m.ini']) == 0
    assert file.read_text(encoding='utf-8') == f'{CURRENT}driver.b = unknown\n'
    assert capsys.readouterr().err.endswith('No problems in 2 files.\n')


def test_a_link_leads_to_the_file_that_is_changed(arguments: list[str], file: Path) -> None:
    before = file.read_bytes()
    file.rename('other.ini')
    file.symlink_to('other.ini')
    assert main(arguments) == 0
    assert file.readlink() == Path('other.ini')
    assert file.read_bytes() != before


def test_another_hard_link_keeps_what_the_file_held(arguments: list[str], file: Path) -> None:
    before = file.read_bytes()
    other = file.parent / 'other.ini'
    other.hardlink_to(file)
    assert main(arguments) == 0
    assert other.read_bytes() == before
    assert file.read_bytes() != before


def test_permissions_and_attributes_stay_and_the_time_does_not(
    arguments: list[str], file: Path
) -> None:
    try:
        os.setxattr(file, 'user.origin', b'here')
    except (AttributeError, OSError):
        attributes = {}
    else:
        attributes = {'user.origin': b'here'}
    file.chmod(0o640)
    os.utime(file, (0, 0))
    assert main(arguments) == 0
    assert file.stat().st_mode & 0o777 == 0o640
    assert file.stat().st_mtime > 0
    assert {name: os.getxattr(file, name) for name in attributes} == attributes


def test_what_is_no_ordinary_file_is_not_replaced(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file.unlink()
    os.mkfifo(file)
    command = [*COMMAND, 'add', 'driver', 'm.ini', 'c', '--title', 'C']
    with subprocess.Popen(command, stderr=subprocess.PIPE) as process:
        file.write_text(WHOLE, encoding='utf-8')
        assert process.communicate()[1] == (
            b'feature-matrix: m.ini cannot be written: it is no ordinary file\n'
        )
    assert process.returncode == 2
    assert file.is_fifo()
    assert entries(file.parent) == ['m.ini']


# Printing


@pytest.mark.skipif(not FULL.exists(), reason='no device is always full here')
@pytest.mark.usefixtures('printing')
@pytest.mark.parametrize('command', PRINTERS)
def test_output_that_finds_no_room_is_said_to(command: str, file: Path) -> None:
    with FULL.open('wb') as full, file.open('rb') as matrix:
        done = run([*COMMAND, *PRINTERS[command]], stdin=matrix, stdout=full)
    assert done.returncode == 2
    assert done.stderr.splitlines()[-1] == (
        'feature-matrix: standard output cannot be written: No space left on device'
    )
    assert 'Traceback' not in done.stderr
    assert file.read_text(encoding='utf-8') == CURRENT


@pytest.mark.usefixtures('printing')
@pytest.mark.parametrize('command', PRINTERS)
def test_a_reader_that_is_gone_is_not_spoken_of(command: str, file: Path) -> None:
    with file.open('rb') as matrix:
        usual = run([*COMMAND, *PRINTERS[command]], stdin=matrix)
    read, write = os.pipe()
    os.close(read)
    with os.fdopen(write, 'wb') as closed, file.open('rb') as matrix:
        done = run([*COMMAND, *PRINTERS[command]], stdin=matrix, stdout=closed)
    assert done.returncode == 2
    assert done.stderr in ('', usual.stderr)


@pytest.mark.skipif(not FULL.exists(), reason='no device is always full here')
def test_a_command_does_its_work_though_nobody_can_be_told(
    arguments: list[str], file: Path
) -> None:
    before = file.read_bytes()
    with FULL.open('wb') as full:
        assert run([*COMMAND, *arguments], stderr=full).returncode == 0
    assert file.read_bytes() != before


def test_standard_input_that_cannot_be_read_is_said_to(file: Path) -> None:
    with file.open('ab') as closed:
        done = run([*COMMAND, 'check', '-'], stdin=closed)
    assert done.returncode == 2
    assert done.stderr == 'feature-matrix: standard input cannot be read: Bad file descriptor\n'


@pytest.mark.parametrize('command', ['check', 'convert', 'export', 'requirements'])
def test_ctrl_c_ends_a_command_without_a_word(command: str, file: Path) -> None:
    file.unlink()
    os.mkfifo(file)
    started = [*COMMAND, command, 'm.ini']
    with subprocess.Popen(started, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        with file.open('wb', buffering=0) as stream:
            # More than can be on its way: so the command has begun to read.
            stream.write(b'#' * 300_000)
            process.send_signal(signal.SIGINT)
        assert process.communicate() == (b'', b'')
    assert process.returncode == 130


# Building


PAGES = {
    'index.rst': 'Index\n=====\n\n.. toctree::\n\n   first\n   second\n   third\n',
    'first.rst': 'First\n=====\n\n.. support_matrix:: support-matrix.ini\n   :name: a\n',
    'second.rst': 'Second\n======\n\n.. support_matrix:: other.ini\n   :name: b\n',
    'third.rst': 'Third\n=====\n\n:matrix:feature:`operation.one`\n',
    'other.ini': MATRIX.replace('.one', '.three').replace('.two', '.four'),
}


@contextmanager
def ctrl_c_in(place: str, count: int) -> Iterator[None]:
    """Press Ctrl-C when *count* calls were made to functions in a module of the package."""
    left = count

    def watch(frame: FrameType, event: str, _: object) -> None:
        nonlocal left
        if event == 'call' and frame.f_code.co_filename.endswith(f'sphinx_feature_matrix/{place}'):
            left -= 1
            if not left:
                sys.setprofile(None)
                signal.raise_signal(signal.SIGINT)

    sys.setprofile(watch)
    try:
        with pytest.raises(KeyboardInterrupt):
            yield
    finally:
        sys.setprofile(None)
        locale.translators.clear()
    assert not left


def output(folder: Path) -> dict[str, bytes]:
    """Return what every file of a build holds."""
    return {
        # The search goes on to know words that are nowhere any more.
        path.relative_to(folder).as_posix(): re.sub(rb'"\w+": ?\[\],? ?', b'', path.read_bytes())
        for path in folder.rglob('*')
        if path.is_file()
    }


READING = [('ini/source.py', 5), ('parts.py', 3), ('domain.py', 20), ('transforms.py', 4)]
WRITING = [('writers/html_table.py', 4), ('assets.py', 8)]


@pytest.mark.parametrize(('place', 'count'), [*READING, *WRITING])
@pytest.mark.parametrize('changed', [False, True], ids=['first build', 'after a change'])
def test_a_build_after_ctrl_c_is_like_a_fresh_one(
    place: str, count: int, changed: bool, build: Build, source: Path, tmp_path: Path
) -> None:
    if changed:
        build(PAGES)
        for name in ('support-matrix.ini', 'other.ini'):
            path = source / name
            text = path.read_text(encoding='utf-8')
            text = text.replace('complete', 'missing').replace('operation\n', 'thing to do\n')
            path.write_text(text, encoding='utf-8')
    with ctrl_c_in(place, count):
        build('' if changed else PAGES)
    again = output(build().outdir)
    for folder in ('out', 'doctrees'):
        shutil.rmtree(tmp_path / folder)
    assert again == output(build().outdir)


def test_two_builds_at_once_do_not_see_each_other(source: Path, tmp_path: Path) -> None:
    shutil.copytree(Path(__file__).parent / 'roots' / 'full', source, dirs_exist_ok=True)
    command = [sys.executable, '-m', 'sphinx', '-q', str(source)]
    folders = [tmp_path / name for name in ('one', 'two', 'alone')]
    at_once = [subprocess.Popen([*command, str(folder)]) for folder in folders[:2]]
    assert [process.wait() for process in at_once] == [0, 0]
    assert run([*command, str(folders[2])]).returncode == 0
    shutil.rmtree(tmp_path / 'alone' / '.doctrees')
    for folder in folders[:2]:
        shutil.rmtree(folder / '.doctrees')
        assert output(folder) == output(folders[2])


def snapshot(folder: Path) -> dict[str, tuple[object, ...]]:
    """Return everything that is in *folder*: what it is, since when, and what it holds."""
    return {
        path.relative_to(folder).as_posix(): (
            (status := path.lstat()).st_mode,
            status.st_mtime_ns,
            status.st_ctime_ns,
            path.read_bytes() if path.is_file() else None,
        )
        for path in [folder, *folder.rglob('*')]
    }


@pytest.mark.parametrize('builder', ['html', 'latex', 'text', 'gettext', 'epub'])
def test_a_build_leaves_the_source_folder_as_it_was(
    builder: str, build: Build, source: Path
) -> None:
    shutil.copytree(Path(__file__).parent / 'roots' / 'full', source, dirs_exist_ok=True)
    before = snapshot(source)
    build(builder=builder)
    build(builder=builder)
    assert snapshot(source) == before


def test_a_source_folder_that_is_read_only_can_be_built(tmp_path: Path, bound: list[str]) -> None:
    source = tmp_path / 'source'
    shutil.copytree(Path(__file__).parent / 'roots' / 'full', source)
    folders = [source, *(path for path in source.rglob('*') if path.is_dir())]
    for path in folders:
        path.chmod(0o555)
    build = [*bound, sys.executable, '-m', 'sphinx', '-W', '-q', source, tmp_path / 'out']
    try:
        done = run([*map(str, build), '-d', str(tmp_path / 'doctrees')])
    finally:
        for path in folders:
            path.chmod(0o755)
    assert (done.returncode, done.stderr) == (0, '')
    assert 'feature-matrix' in (tmp_path / 'out' / 'index.html').read_text(encoding='utf-8')
