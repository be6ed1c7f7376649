"""Reading a matrix takes neither Sphinx nor docutils, so that the command starts at once."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

# What the command reads besides is given by the design; each must do without them.
MODULES = [
    'sphinx_feature_matrix',
    'sphinx_feature_matrix.expressions',
    'sphinx_feature_matrix.identifiers',
    'sphinx_feature_matrix.ini',
    'sphinx_feature_matrix.model',
    'sphinx_feature_matrix.problems',
    'sphinx_feature_matrix.view',
    'sphinx_feature_matrix.grid',
]

# One mistake, so that what only mistakes need is imported too.
TEXT = """\
[driver.kvm]
title = KVM
[op.start]
title = Start
status = condition(op.start==complete)
driver.kvm = compleet
"""


def run(code: str, *arguments: str) -> str:
    result = subprocess.run(
        [sys.executable, '-W', 'error', '-c', code, *arguments],
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.stderr == ''
    return result.stdout


def imported(code: str, *arguments: str) -> tuple[str, set[str]]:
    """Return what *code* prints, and the packages that are imported in the end."""
    printed = run(f'import sys\n{code}\nprint(*sys.modules)', *arguments).splitlines()
    return '\n'.join(printed[:-1]), {name.partition('.')[0] for name in printed[-1].split()}


def test_load(tmp_path: Path) -> None:
    path = tmp_path / 'matrix.ini'
    path.write_text(TEXT, encoding='utf-8')
    printed, packages = imported(
        'import sphinx_feature_matrix as package\n'
        'matrix, problems = package.load(sys.argv[1])\n'
        'print(len(matrix.features), *problems)',
        str(path),
    )
    assert printed.startswith(f'1 {path}:6:14: FM401 ')
    assert 'configparser' in packages
    assert packages.isdisjoint({'sphinx', 'docutils'})


@pytest.mark.parametrize('module', MODULES)
def test_import(module: str) -> None:
    _, packages = imported(f'import {module}')
    assert 'sphinx_feature_matrix' in packages
    assert packages.isdisjoint({'sphinx', 'docutils'})


def test_the_check_itself() -> None:
    _, packages = imported('import sphinx_feature_matrix.directive')
    assert {'sphinx', 'docutils'} <= packages
