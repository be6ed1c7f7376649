"""The Sphinx projects that are built: the same matrices in each way there is to show them."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from benchmarks.matrices import as_csv, as_list_table
from benchmarks.measure import FailedError, Figures, measure
from sphinx_feature_matrix import ini

OURS = 'ours'
THEIRS = 'theirs'
FLOOR = 'raw HTML'
CSV = 'csv-table'
LIST = 'list-table'
EMPTY = 'empty'

LEGEND = {
    OURS: 'this extension, with the parts that are its default: summary, details and notes',
    THEIRS: 'sphinx-feature-classification, which shows the same three',
    FLOOR: 'the HTML that this extension makes of the matrix, by the directive `raw`',
    CSV: 'the summary alone, with words in its cells, by `csv-table` from a file',
    LIST: 'the summary alone, with words in its cells, as a `list-table`',
    EMPTY: 'a project with a title and nothing else',
}

EXTENSIONS = {
    OURS: 'sphinx_feature_matrix',
    THEIRS: 'sphinx_feature_classification.support_matrix',
}

_BEGIN = b'<div class="feature-matrix-summary'
_END = b'</section>'
"""Between these, a page of the default theme has the matrix: it has no sections of its own."""


@dataclass(frozen=True)
class Subject:
    """Something to build: the INI files of matrices, by the names of their pages."""

    name: str
    matrices: Mapping[str, str]

    @property
    def pages(self) -> tuple[str, ...]:
        """The names of the pages with a matrix."""
        return (*self.matrices,)


def one_page(name: str, matrix: str) -> Subject:
    """Return what has this one *matrix* on its only page."""
    return Subject(name, {'index': matrix})


@dataclass(frozen=True)
class Build:
    """A build of the project in *source* into *out*; *pages* are those with a matrix."""

    source: Path
    out: Path
    pages: tuple[str, ...] = ()
    builder: str = 'html'
    options: tuple[str, ...] = ()

    def fresh(self) -> Figures:
        """Build with nothing left of an earlier build."""
        shutil.rmtree(self.out, ignore_errors=True)
        shutil.rmtree(self._read, ignore_errors=True)
        return self._sized(measure(*self.command('-E')))

    def again(self) -> Figures:
        """Build what has changed since the last build."""
        return self._sized(measure(*self.command()))

    def command(self, *more: str) -> list[str]:
        """Return the command that builds, with *more* options."""
        sphinx = [sys.executable, '-m', 'sphinx', '-q', '-b', self.builder]
        return [*sphinx, *self.options, *more, '-d', self._read, str(self.source), str(self.out)]

    def written(self) -> dict[str, int]:
        """Return when each page of HTML was written last, by the name of its document."""
        documents = {path.stem for path in self.source.glob('*.rst')}
        pages = self.out.glob('*.html')
        return {page.stem: page.stat().st_mtime_ns for page in pages if page.stem in documents}

    @property
    def _read(self) -> str:
        return f'{self.out}-read'

    def _sized(self, figures: Figures) -> Figures:
        files = [path for path in self.out.rglob('*') if path.is_file()]
        pages = {self.out / f'{page}.html' for page in self.pages}
        return figures._replace(
            page=sum(path.stat().st_size for path in files if path in pages),
            output=sum(path.stat().st_size for path in files),
        )


def output(folder: Path, way: str) -> Path:
    """Return where a project that is laid out in *folder* is built to as HTML."""
    return folder / way / 'out'


def build(folder: Path, subject: Subject, way: str) -> Figures:
    """Lay out *subject* in *folder*, and build it as HTML.

    :raises FailedError: if that fails
    """
    return lay_out(folder, subject, way).fresh()


def lay_out(folder: Path, subject: Subject, way: str) -> Build:
    """Write the project that shows *subject* in this *way* into *folder*.

    :returns: how it is built
    :raises FailedError: for the floor, if ours has not been built in the same folder, of which
        it is made
    """
    source = folder / way / 'source'
    source.mkdir(parents=True, exist_ok=True)
    extensions = [EXTENSIONS[way]] if way in EXTENSIONS else []
    conf = f"project = 'Benchmark'\nextensions = {extensions}\n"
    (source / 'conf.py').write_text(conf, encoding='utf-8')
    matrices = {} if way == EMPTY else subject.matrices
    if 'index' not in matrices:
        _write_index(source, matrices)
    for page, text in matrices.items():
        if way == FLOOR:
            _copy_matrix(output(folder, OURS) / f'{page}.html', source / f'{page}.body')
        content = _matrix(source, page, text, way)
        (source / f'{page}.rst').write_text(f'Matrix\n======\n\n{content}', encoding='utf-8')
    return Build(source, output(folder, way), subject.pages)


def _write_index(source: Path, pages: Mapping[str, str]) -> None:
    lines = ['Benchmark', '=========', '']
    if pages:
        lines += ['.. toctree::', '', *(f'   {page}' for page in pages), '']
    (source / 'index.rst').write_text('\n'.join(lines), encoding='utf-8')


def _matrix(source: Path, page: str, text: str, way: str) -> str:
    """Return what shows the matrix in *text* on its page, and put its file beside it."""
    if way in EXTENSIONS:
        (source / f'{page}.ini').write_text(text, encoding='utf-8')
        return f'.. support_matrix:: {page}.ini\n'
    if way == FLOOR:
        return f'.. raw:: html\n   :file: {page}.body\n'
    matrix, _ = ini.loads(text)
    if way == LIST:
        return as_list_table(matrix)
    (source / f'{page}.csv').write_text(as_csv(matrix), encoding='utf-8')
    return f'.. csv-table::\n   :file: {page}.csv\n   :header-rows: 1\n'


def _copy_matrix(page: Path, body: Path) -> None:
    """Copy what this extension has made of a matrix from its *page* to the file *body*."""
    html = page.read_bytes() if page.exists() else b''
    begin = html.find(_BEGIN)
    if begin < 0:
        raise FailedError('There is no page of ours to take it from.')
    body.write_bytes(html[begin : html.rindex(_END)])
