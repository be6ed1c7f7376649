"""Reading a matrix takes neither Sphinx nor docutils, so that the command starts at once."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import sphinx_feature_matrix

# These modules are about pages; all others have to do without Sphinx and docutils.
OF_PAGES = {
    'answers',
    'assets',
    'catalogue',
    'changes_directive',
    'changes_nodes',
    'details_nodes',
    'directive',
    'directive_base',
    'domain',
    'expansion',
    'indexing',
    'messages',
    'naming',
    'nodes',
    'note_formulas',
    'note_limits',
    'note_names',
    'notes',
    'parts',
    'reading',
    'records',
    'reports',
    'requirement_nodes',
    'singlepage',
    'statements',
    'table_nodes',
    'titles',
    'transforms',
    'unwritten',
    'translated_notes',
}
PACKAGE = Path(sphinx_feature_matrix.__file__).parent
MODULES = sorted(
    '.'.join(path.relative_to(PACKAGE.parent).with_suffix('').parts).removesuffix('.__init__')
    for path in PACKAGE.rglob('*.py')
    if path.name != '__main__.py' and 'writers' not in path.parts
)

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


def test_import() -> None:
    own = [name for name in MODULES if name.partition('.')[2] not in OF_PAGES]
    assert len(own) > len(OF_PAGES)
    _, packages = imported(f'import {", ".join(own)}')
    assert packages.isdisjoint({'sphinx', 'docutils'})


def test_the_modules_about_pages_are_there() -> None:
    assert {f'sphinx_feature_matrix.{name}' for name in OF_PAGES} <= {*MODULES}


def test_the_check_itself() -> None:
    _, packages = imported('import sphinx_feature_matrix.directive')
    assert {'sphinx', 'docutils'} <= packages
