"""What the tests share: building whole small Sphinx projects."""

from __future__ import annotations

import io
import json
import re
import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import pytest
from bs4 import BeautifulSoup
from docutils import nodes
from jsonschema import Draft202012Validator
from sphinx import locale
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils

import sphinx_feature_matrix

ROOTS = Path(__file__).parent / 'roots'

_COLOURS = re.compile('\x1b\\[[0-9;]*m')

CONF = """\
extensions = ['sphinx_feature_matrix', 'myst_parser']
project = 'Sample'
author = copyright = 'The authors'
version = release = '1'
html_theme = 'basic'
show_warning_types = True
"""

MATRIX = """\
[driver.alpha]
title = Alpha

[driver.beta]
title = Beta

[operation.one]
title = First operation
driver.alpha = complete
driver.beta = partial
driver-notes.beta = Only on Sundays.

[storage.two]
title = Second thing
status = mandatory
driver.alpha = missing
driver.beta = unknown
"""
"""A small matrix without a mistake, for tests in which it does not matter what it says."""


def schema(name: str) -> dict[str, Any]:
    """Return a JSON Schema of the package."""
    path = Path(sphinx_feature_matrix.__file__).parent / 'schemas' / f'{name}.json'
    data: dict[str, Any] = json.loads(path.read_text(encoding='utf-8'))
    Draft202012Validator.check_schema(data)
    return data


@dataclass
class Built:
    """A project that was built: where, by what, and with which warnings."""

    app: Sphinx
    outdir: Path
    warnings: list[str]
    read: set[str]

    def text(self, name: str) -> str:
        """Return the text of an output file."""
        return (self.outdir / name).read_text(encoding='utf-8')

    def soup(self, name: str = 'index.html') -> BeautifulSoup:
        """Return an output file as a tree of HTML."""
        return BeautifulSoup(self.text(name), 'html.parser')

    def doctree(self, docname: str = 'index') -> nodes.document:
        """Return what was read of a document."""
        return self.app.env.get_doctree(docname)


class Build(Protocol):
    """Builds a project in a folder of the test, from files or from a folder of ``roots``."""

    def __call__(
        self,
        files: Mapping[str, str] | str = ...,
        builder: str = ...,
        *,
        fresh: bool = ...,
        parallel: int = ...,
        **conf: Any,
    ) -> Built: ...


@pytest.fixture(autouse=True, scope='session')
def warnings_are_errors_in_processes() -> Iterator[None]:
    """Have warnings be errors in Python programs that tests start, as they are in the tests."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv('PYTHONWARNINGS', 'error')
        yield


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """The source folder of the project that ``build`` builds."""
    folder = tmp_path / 'source'
    folder.mkdir()
    return folder


@pytest.fixture
def build(source: Path, tmp_path: Path) -> Build:
    """Return a function that builds a project."""

    def run(
        files: Mapping[str, str] | str = '',
        builder: str = 'html',
        *,
        fresh: bool = False,
        parallel: int = 1,
        **conf: Any,
    ) -> Built:
        _lay_out(source, files)
        outdir = tmp_path / 'out' / builder
        warnings = io.StringIO()
        read: set[str] = set()
        with patch_docutils(source), docutils_namespace():
            app = Sphinx(
                source,
                source,
                outdir,
                tmp_path / 'doctrees',
                builder,
                confoverrides=conf,
                status=None,
                warning=warnings,
                freshenv=fresh,
                parallel=parallel,
            )
            app.connect('source-read', lambda _app, docname, _content: read.add(docname))
            app.build()
        # Sphinx keeps the catalogues of a build for as long as the process lives.
        locale.translators.clear()
        lines = _COLOURS.sub('', warnings.getvalue()).splitlines()
        return Built(app, outdir, [line for line in lines if line], read)

    return run


def _lay_out(folder: Path, files: Mapping[str, str] | str) -> None:
    """Write *files*, with a conf.py and a matrix where they have none, or copy a root."""
    if isinstance(files, str):
        if files:
            shutil.copytree(ROOTS / files, folder, dirs_exist_ok=True)
        return
    defaults = {'conf.py': CONF, 'support-matrix.ini': MATRIX}
    for name, text in {**defaults, **files}.items():
        path = folder / name
        if name in defaults and name not in files and path.exists():
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding='utf-8')


@pytest.fixture
def page(build: Build) -> Callable[..., Built]:
    """Return a function that builds a page with one directive, given its options."""

    def run(options: str = '', ini: str = MATRIX, **conf: Any) -> Built:
        lines = ''.join(f'   {line}\n' for line in options.splitlines())
        index = f'Page\n====\n\n.. support_matrix:: support-matrix.ini\n{lines}'
        return build({'index.rst': index, 'support-matrix.ini': ini}, **conf)

    return run
