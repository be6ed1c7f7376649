"""Pages as they are printed from a browser."""

from __future__ import annotations

import re
import shutil
import subprocess
from itertools import pairwise
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from browser.conftest import Publish
from browser.reader import open_summary
from browser.sample import DRIVERS, ROWS, Row, ini

PAPER = 718
"""How wide the text on a sheet of A4 is, in the pixels of a browser."""

TURNED = [5, 13, 40]
"""How many features the tables have that have drivers as rows."""

PATTERNS = ['cpmuc', 'ccccc', 'mmpuc']


def project(number: int) -> dict[str, str]:
    """Return a project with a matrix of as many drivers, in the usual orientation."""
    drivers = {f'd{each}': f'Storage {each} (iSCSI)' for each in range(number)}
    rows = [
        Row(
            f'volume.f{each}',
            f'Feature {each} of volumes',
            'optional',
            (PATTERNS[each % 3] * number)[:number],
        )
        for each in range(60)
    ]
    index = 'Many\n====\n\n.. support_matrix::\n   :parts: summary\n   :orientation: features\n'
    return {'index.rst': index, 'support-matrix.ini': ini(drivers, rows)}


@pytest.fixture(scope='module')
def turned_site(publish: Publish) -> str:
    """The address of a page with tables whose heads of columns are features, in two groups."""
    directives, files = [], {}
    for number in TURNED:
        drivers = {f'd{each}': f'Storage family {each} (iSCSI)' for each in range(8)}
        rows = [
            Row(f'part{each % 2}.f{each}', f'Feature {each} of volumes', 'optional', 'cpmucpmu')
            for each in range(number)
        ]
        files[f'm{number}.ini'] = ini(drivers, sorted(rows))
        directives.append(
            f'.. support_matrix:: m{number}.ini\n   :parts: summary\n   :orientation: drivers\n'
            '   :group-by-category:\n'
        )
    return publish({'index.rst': '\n'.join(['Turned\n======\n', *directives]), **files})


@pytest.fixture(scope='module', params=[12, 50, 75])
def size(request: pytest.FixtureRequest) -> int:
    """A number of drivers."""
    number: int = request.param
    return number


@pytest.fixture(scope='module')
def many_site(publish: Publish, size: int) -> str:
    return publish(project(size))


@pytest.fixture
def paper(tab: Page) -> Page:
    """A tab that shows its page as on paper."""
    tab.set_viewport_size({'width': PAPER, 'height': 1000})
    tab.emulate_media(media='print')
    return tab


def test_no_control_is_printed(tab: Page, site: str) -> None:
    summary = open_summary(tab, site)
    tab.locator('.feature-matrix-noted a').first.focus()
    expect(tab.get_by_role('tooltip')).to_be_visible()
    tab.emulate_media(media='print')
    for control in ('form > :not(output)', '[role=tooltip]', '.feature-matrix-column'):
        expect(summary.root.locator(control).filter(visible=True)).to_have_count(0)


def test_it_is_printed_how_much_of_the_table_is(tab: Page, site: str) -> None:
    summary = open_summary(tab, site, 'index.html?hypervisors.filter=console')
    tab.emulate_media(media='print')
    expect(summary.count).to_be_visible()
    expect(summary.count).to_have_text('2 of 8 features, 12 of 12 drivers.')


def test_every_row_and_every_cell_is_within_the_sheet(
    paper: Page, many_site: str, size: int
) -> None:
    paper.goto(f'{many_site}/index.html')
    cells = paper.locator('table.feature-matrix td[class^="fm-"]')
    edges: list[list[float]] = cells.evaluate_all("""cells => cells.map(cell => {
        const {left, right, width, height} = cell.getBoundingClientRect();
        return [left, right, width, height];
    })""")
    assert len(edges) == size * 60
    assert min(edge[0] for edge in edges) >= 0
    assert max(edge[1] for edge in edges) <= PAPER + 1
    assert min(min(edge[2:]) for edge in edges) > 0
    # Nothing of it has to be scrolled to.
    assert paper.locator('.feature-matrix-box').evaluate(
        'box => box.scrollHeight <= box.clientHeight + 1 && box.scrollWidth <= box.clientWidth + 1'
    )


@pytest.mark.parametrize('row', ['tr[data-feature="volume.f0"]', 'tr.feature-matrix-support'])
def test_nothing_runs_into_the_next_cell(paper: Page, many_site: str, row: str) -> None:
    paper.goto(f'{many_site}/index.html')
    words: list[list[float]] = paper.locator(f'{row} td').evaluate_all("""cells =>
        cells.filter(cell => cell.textContent.trim()).map(cell => {
            const words = document.createRange();
            words.selectNodeContents(cell);
            const {left, right} = words.getBoundingClientRect();
            return [left, right];
        })
    """)
    assert len(words) > 1
    assert all(one[1] <= other[0] + 0.5 for one, other in pairwise(words))


@pytest.mark.parametrize('number', TURNED)
def test_drivers_that_are_rows_can_be_read(paper: Page, turned_site: str, number: int) -> None:
    paper.goto(f'{turned_site}/index.html')
    table = paper.locator(f'[data-matrix=m{number}] table')
    widths: list[float] = table.locator('tbody th').evaluate_all(
        'heads => heads.map(head => head.getBoundingClientRect().width)'
    )
    assert len(widths) == 8
    assert min(widths) >= 90
    edges: list[float] = table.locator('td, th').evaluate_all(
        'cells => cells.map(cell => cell.getBoundingClientRect().right)'
    )
    assert max(edges) <= PAPER + 1


@pytest.mark.skipif(not shutil.which('pdftotext'), reason='not installed: pdftotext')
def test_heads_and_symbols_are_on_each_page(
    tab: Page, many_site: str, size: int, tmp_path: Path
) -> None:
    tab.goto(f'{many_site}/index.html')
    pages = printed(tab, tmp_path)
    with_rows = [page for page in pages if re.search(r'Feature\s*\d+\s*of\s*volumes', page)]
    assert len(with_rows) > 1
    for page in with_rows:
        assert all(symbol in page for symbol in '✔◐✖?')
        found = {int(number) for number in re.findall(r'Storage\s*(\d+)', page)}
        assert found == set(range(size))


@pytest.mark.skipif(not shutil.which('pdftotext'), reason='not installed: pdftotext')
def test_details_and_notes_are_printed(tab: Page, site: str, tmp_path: Path) -> None:
    open_summary(tab, site)
    text = ' '.join(' '.join(printed(tab, tmp_path)).split())
    for title in (*DRIVERS.values(), *(row.title for row in ROWS)):
        assert title in text
    assert 'Only between hosts of the same generation.' in text
    assert 'Filter features' not in text


def printed(tab: Page, folder: Path) -> list[str]:
    """Return the text of each page on which the browser prints what is in *tab*."""
    path = folder / 'printed.pdf'
    tab.pdf(path=path, format='A4')
    command = ['pdftotext', '-raw', str(path), '-']
    done = subprocess.run(command, check=True, capture_output=True, encoding='utf-8')
    return done.stdout.split('\f')


def test_statuses_are_told_apart_without_colours(paper: Page, site: str) -> None:
    paper.goto(f'{site}/index.html')
    symbols = {
        status: paper.locator(f'td.fm-{status}:not(.feature-matrix-noted)').first.inner_text()
        for status in ('complete', 'partial', 'missing', 'unknown', 'planned')
    }
    assert all(symbols.values())
    assert len(set(symbols.values())) == len(symbols)
