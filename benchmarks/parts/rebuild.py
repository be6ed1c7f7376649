"""What is built again after a change, in a site of many other pages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from benchmarks import prose
from benchmarks.goals import ALL, CELL, Results
from benchmarks.measure import Figures, Run, alternate
from benchmarks.projects import OURS, THEIRS, Subject, lay_out
from benchmarks.report import TIMES, Table, compare
from benchmarks.settings import OWN, Settings

_MATRIX = 'matrix'
_CELL = re.compile(r'(?<== )(complete|missing)$', re.MULTILINE)
_OTHER = {'complete': 'missing', 'missing': 'complete'}


def run(settings: Settings, results: Results) -> Iterator[Table]:
    """Build everything; then change a cell, a page, or nothing, and build again."""
    pages = 40 if settings.quick else 200
    name = f'{pages} other pages'
    sites = {way: _Site(settings.folder / name, way, pages) for way in (OURS, THEIRS)}
    runs = {f'{way}, {what}': run for way in sites for what, run in sites[way].runs().items()}
    samples = results[name] = alternate(name, runs, settings.patience)
    notes = [
        f'{way}: after {CELL}, what was written is {", ".join(site.after_cell)}.'
        for way, site in sites.items()
    ]
    title = f'The matrix of the manual and {name}: built after a change'
    yield compare(title, samples, f'{OURS}, {ALL}', (*TIMES, 'written'), notes)


class _Site:
    """A site that is built again and again, each change on top of the last one."""

    def __init__(self, folder: Path, way: str, pages: int) -> None:
        """Write the site into *folder*, with so many *pages* beside that of the matrix."""
        subject = Subject('rebuild', {_MATRIX: OWN.read_text('utf-8')})
        self._build = lay_out(folder, subject, way)
        self.after_cell: list[str] = []
        """The names of the pages that were written after a change of a cell."""
        names = [f'page{number}' for number in range(pages)]
        for number, name in enumerate(names):
            self._source(f'{name}.rst').write_text(prose.page(number, pages), 'utf-8')
        with self._source('index.rst').open('a', encoding='utf-8') as index:
            index.writelines(f'   {name}\n' for name in names)

    def runs(self) -> dict[str, Run]:
        """Return what is run, by what has changed, in the order in which it has to be."""
        return {ALL: self._fresh, CELL: self._cell, 'a page': self._page, 'nothing': self._again}

    def _fresh(self) -> Figures:
        figures = self._build.fresh()
        return figures._replace(written=len(self._build.written()))

    def _cell(self) -> Figures:
        file = self._source(f'{_MATRIX}.ini')
        text = file.read_text('utf-8')
        file.write_text(_CELL.sub(lambda found: _OTHER[found[0]], text, count=1), 'utf-8')
        before = self._build.written()
        figures = self._again()
        self.after_cell = sorted(dict(self._build.written().items() - before.items()))
        return figures

    def _page(self) -> Figures:
        with self._source('page1.rst').open('a', encoding='utf-8') as page:
            page.write('\nOne more paragraph.\n')
        return self._again()

    def _again(self) -> Figures:
        before = self._build.written()
        figures = self._build.again()
        after = self._build.written()
        return figures._replace(written=len(after.items() - before.items()))

    def _source(self, name: str) -> Path:
        return self._build.source / name
