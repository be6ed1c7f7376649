"""Editions: files as they are, and as git has them in a revision."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from conftest import MATRIX

from sphinx_feature_matrix.editions import is_revision, open_edition

needs_git = pytest.mark.skipif(not shutil.which('git'), reason='git is not installed')

NEWER = MATRIX.replace('driver.alpha = missing', 'driver.alpha = complete')


def git(folder: Path, *arguments: str) -> None:
    identity = ('-c', 'user.name=Somebody', '-c', 'user.email=somebody@example.org')
    subprocess.run(['git', *identity, *arguments], cwd=folder, check=True, capture_output=True)


def commit(folder: Path, tag: str, content: str | bytes, path: str = 'docs/matrix.ini') -> None:
    """Commit a file with *content* to the repository in *folder*, which is made if need be."""
    if not (folder / '.git').exists():
        folder.mkdir(exist_ok=True)
        git(folder, 'init', '--quiet')
    file = folder / path
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    git(folder, 'add', '--all')
    git(folder, 'commit', '--quiet', '--allow-empty', '--message', tag)
    git(folder, 'tag', tag)


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    folder = tmp_path / 'repository'
    commit(folder, 'v1', MATRIX)
    commit(folder, 'v2', NEWER)
    return folder


@needs_git
def test_a_revision_has_the_file_as_it_was(repository: Path) -> None:
    for revision, text in (('v1', MATRIX), ('v2', NEWER), ('HEAD~1', MATRIX), ('HEAD', NEWER)):
        found = open_edition(f'{revision}:docs/matrix.ini', repository)
        assert found.readable
        assert found.data == text.encode()
        assert found.problems == ()
    assert open_edition('docs/matrix.ini', repository).data == NEWER.encode()


@needs_git
def test_a_path_is_from_the_top_or_from_the_folder(repository: Path) -> None:
    docs = repository / 'docs'
    assert open_edition('v1:docs/matrix.ini', docs).readable
    assert open_edition('v1:./matrix.ini', docs).readable
    assert not open_edition('v1:matrix.ini', docs).readable


@needs_git
def test_the_bytes_are_those_of_git(repository: Path) -> None:
    data = b'\xef\xbb\xbf' + MATRIX.replace('Alpha', '\xc4lpha').encode('latin-1')
    data = data.replace(b'\n', b'\r\n')
    commit(repository, 'odd', data)
    commit(repository, 'even', MATRIX)
    found = open_edition('odd:docs/matrix.ini', repository)
    assert found.data == data
    assert [str(problem.location) for problem in found.problems] == ['odd:docs/matrix.ini:2:9']


@needs_git
@pytest.mark.parametrize(
    ('name', 'reason'),
    [
        ('v9:docs/matrix.ini', 'v9'),
        ('v1:docs/other.ini', 'docs/other.ini'),
        ('v1:docs', 'v1:docs'),
    ],
)
def test_what_git_does_not_have_cannot_be_read(repository: Path, name: str, reason: str) -> None:
    found = open_edition(name, repository)
    assert not found.readable
    (problem,) = found.problems
    assert problem.name == 'file'
    assert problem.location.file == name
    assert problem.message.startswith('git has no such file: ')
    assert reason in problem.message
    assert ('write REV:PATH' in problem.message) == ("path '" in problem.message)
    assert '\n' not in problem.message


@needs_git
def test_without_a_repository_there_is_no_revision(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv('GIT_CEILING_DIRECTORIES', str(tmp_path.parent))
    (problem,) = open_edition('v1:docs/matrix.ini', tmp_path).problems
    assert problem.message.startswith('git has no such file: ')


@pytest.mark.parametrize('name', ['v1', 'HEAD~1', 'origin/main', 'v1.0'])
def test_whoever_leaves_out_the_path_is_told_so(name: str, tmp_path: Path) -> None:
    (problem,) = open_edition(name, tmp_path).problems
    assert problem.message == (
        f'there is no such file; if it is a revision of git, write "{name}:PATH", with the path '
        'from the top of the repository'
    )


def test_without_git_there_is_no_revision(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv('PATH', str(tmp_path))
    found = open_edition('v1:docs/matrix.ini', tmp_path)
    assert not found.readable
    assert found.problems[0].message.startswith('git cannot be run: ')


@needs_git
@pytest.mark.parametrize('name', ['--textconv:docs/matrix.ini', '-p:docs/matrix.ini', '--batch:x'])
def test_no_revision_can_be_an_option_of_git(repository: Path, name: str) -> None:
    assert not is_revision(name, repository)
    (problem,) = open_edition(name, repository).problems
    assert problem.message == 'there is no such file; check the path'


@needs_git
def test_a_file_that_is_there_is_a_file_whatever_its_name(repository: Path) -> None:
    (repository / 'v1:docs').mkdir()
    (repository / 'v1:docs' / 'matrix.ini').write_text(NEWER, encoding='utf-8')
    assert not is_revision('v1:docs/matrix.ini', repository)
    assert open_edition('v1:docs/matrix.ini', repository).data == NEWER.encode()


@pytest.mark.parametrize('name', ['matrix.ini', 'v1:', ':matrix.ini', '', ':'])
def test_a_revision_has_two_sides(name: str, tmp_path: Path) -> None:
    assert not is_revision(name, tmp_path)
