"""What Python, docutils and Sphinx are to take away fails a test as long as it is still there."""

from __future__ import annotations

import re
import subprocess
import sys
from configparser import RawConfigParser
from pathlib import Path

import pytest
from conftest import CONF, MATRIX, Build
from sphinx.deprecation import RemovedInNextVersionWarning

ROOT = Path(__file__).parent.parent

CATEGORIES = {
    'DeprecationWarning': 'builtins',
    'PendingDeprecationWarning': 'builtins',
    'FutureWarning': 'builtins',
    'ResourceWarning': 'builtins',
    RemovedInNextVersionWarning.__name__: 'sphinx.deprecation',
}
"""The warnings that matter, and the modules that they are in."""

EVENTS = ['builder-inited', 'source-read', 'doctree-resolved', 'html-page-context']
"""What happens while a build begins, reads, resolves references, and writes."""


def project(event: str, category: str) -> dict[str, str]:
    """Return the files of a project in whose build something warns at *event*."""
    warn = f"lambda *_: warnings.warn('will go', {category}, stacklevel=2)"
    imports = f'import warnings\nfrom {CATEGORIES[category]} import {category}\n'
    setup = f'\n\ndef setup(app):\n    app.connect({event!r}, {warn})\n'
    return {
        'conf.py': imports + CONF + setup,
        'index.rst': 'Page\n====\n\n.. support_matrix:: support-matrix.ini\n',
        'support-matrix.ini': MATRIX,
    }


@pytest.mark.parametrize('event', EVENTS)
@pytest.mark.parametrize('category', CATEGORIES)
def test_a_warning_in_a_build_is_an_error(event: str, category: str, build: Build) -> None:
    with pytest.raises(Exception, match='will go'):
        build(project(event, category))


def test_a_warning_in_a_build_of_several_processes_is_an_error(build: Build) -> None:
    files = project('doctree-read', 'DeprecationWarning')
    pages = {f'page{number}.rst': ':orphan:\n\nText\n' for number in range(9)}
    with pytest.raises(Exception, match='will go'):
        build({**files, **pages}, parallel=2)


@pytest.mark.parametrize('category', CATEGORIES)
def test_a_warning_in_a_build_that_is_a_program_of_its_own_is_an_error(
    category: str, tmp_path: Path
) -> None:
    for name, text in project('doctree-resolved', category).items():
        (tmp_path / name).write_text(text, encoding='utf-8')
    command = [sys.executable, '-m', 'sphinx', '-q', str(tmp_path), str(tmp_path / 'out')]
    done = subprocess.run(command, capture_output=True, check=False, encoding='utf-8')
    assert done.returncode
    assert 'will go' in done.stderr


@pytest.mark.parametrize('category', CATEGORIES)
def test_a_warning_in_a_program_is_an_error(category: str) -> None:
    code = (
        f'import warnings\nfrom {CATEGORIES[category]} import {category}\n'
        f'warnings.warn("will go", {category})'
    )
    done = subprocess.run([sys.executable, '-c', code], capture_output=True, check=False)
    assert done.returncode
    assert f'{category}: will go'.encode() in done.stderr


def test_a_file_that_is_left_open_is_an_error(tmp_path: Path) -> None:
    test = tmp_path / 'test_it.py'
    test.write_text('def test_it():\n    open(__file__)\n', encoding='utf-8')
    options = ['-c', str(ROOT / 'pyproject.toml'), '--rootdir', str(tmp_path)]
    command = [sys.executable, '-m', 'pytest', '-p', 'no:cacheprovider', *options, str(test)]
    done = subprocess.run(command, capture_output=True, check=False, encoding='utf-8')
    assert 'ResourceWarning: unclosed file' in done.stdout
    assert '1 failed' in done.stdout


def test_the_oldest_versions_that_are_tested_are_those_that_are_asked_for() -> None:
    asked_for, tested = RawConfigParser(), RawConfigParser()
    asked_for.read(ROOT / 'setup.cfg', encoding='utf-8')
    tested.read(ROOT / 'tox.ini', encoding='utf-8')
    requirements = asked_for['options']['install_requires']
    bounds = dict(re.findall(r'^(\w+)>=(.+)$', requirements, re.MULTILINE))
    oldest = dict(re.findall(r'^oldest: (\w+)==(.+)$', tested['testenv']['deps'], re.MULTILINE))
    assert {'Sphinx', 'docutils', 'Babel', 'Jinja2'} == bounds.keys()
    for name, bound in bounds.items():
        assert re.fullmatch(rf'{re.escape(bound)}(\.0)*', oldest[name])
