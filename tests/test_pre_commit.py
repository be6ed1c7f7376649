"""The hook for pre-commit, run by pre-commit itself in a repository of its own."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from conftest import MATRIX

ROOT = Path(__file__).parent.parent
GOOD = MATRIX.replace('driver.beta = unknown', 'driver.beta = partial').replace(
    'status = mandatory', 'driver-notes.beta = Only on Mondays.'
)

pytestmark = pytest.mark.skipif(
    not (shutil.which('pre-commit') and shutil.which('git')),
    reason='pre-commit and git are not both installed',
)


def git(folder: Path, *arguments: str) -> str:
    identity = ['-c', 'user.name=Somebody', '-c', 'user.email=somebody@example.org']
    done = subprocess.run(
        ['git', *identity, *arguments],
        cwd=folder,
        capture_output=True,
        check=True,
        encoding='utf-8',
    )
    return done.stdout.strip()


def repository(folder: Path) -> str:
    """Make a repository of what is in *folder*, and return its revision."""
    git(folder, 'init', '--quiet')
    git(folder, 'add', '--all')
    git(folder, 'commit', '--quiet', '--message', 'All of it')
    return git(folder, 'rev-parse', 'HEAD')


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A repository that uses the hook of another one, which holds this package."""
    hooks = tmp_path / 'hooks'
    shutil.copytree(
        ROOT / 'sphinx_feature_matrix',
        hooks / 'sphinx_feature_matrix',
        ignore=shutil.ignore_patterns('__pycache__'),
    )
    for name in ('.pre-commit-hooks.yaml', 'setup.cfg', 'pyproject.toml', 'README.rst', 'LICENSE'):
        shutil.copy(ROOT / name, hooks)
    revision = repository(hooks)
    folder = tmp_path / 'project'
    folder.mkdir()
    (folder / '.pre-commit-config.yaml').write_text(
        f'repos:\n  - repo: {hooks}\n    rev: {revision}\n'
        '    hooks:\n      - id: feature-matrix-check\n',
        encoding='utf-8',
    )
    (folder / 'support-matrix.ini').write_text(GOOD, encoding='utf-8')
    (folder / 'tox.ini').write_text('this is no matrix\n', encoding='utf-8')
    repository(folder)
    return folder


def run(folder: Path, home: Path) -> tuple[int, str]:
    done = subprocess.run(
        ['pre-commit', 'run', '--all-files', '--color=never'],
        cwd=folder,
        capture_output=True,
        check=False,
        encoding='utf-8',
        # What pip and its like warn of is theirs to mend.
        env={**os.environ, 'PRE_COMMIT_HOME': str(home), 'PYTHONWARNINGS': 'default'},
    )
    return done.returncode, done.stdout + done.stderr


def test_the_hook_lets_good_matrices_pass_and_stops_bad_ones(
    project: Path, tmp_path: Path
) -> None:
    home = tmp_path / 'home'
    code, output = run(project, home)
    assert code == 0, output
    assert 'feature-matrix check' in output
    assert 'Passed' in output
    for name in ('support-matrix.ini', 'doc/other-support-matrix.ini'):
        (project / name).parent.mkdir(exist_ok=True)
        (project / name).write_text(GOOD.replace('partial', 'partail'), encoding='utf-8')
    git(project, 'add', '--all')
    code, output = run(project, home)
    assert code == 1, output
    assert 'support-matrix.ini:10:15: FM401 "partail" is no implementation status' in output
    assert 'doc/other-support-matrix.ini:10:15: FM401' in output
    assert 'tox.ini' not in output
