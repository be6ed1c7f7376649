"""The style sheets and the scripts: how large they are, and which pages have them."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

import pytest
from bs4 import BeautifulSoup
from conftest import Build

import sphinx_feature_matrix

STATIC = Path(sphinx_feature_matrix.__file__).parent / 'static'
SHEETS = ['feature-matrix-common.css', 'feature-matrix-browser.css']
SCRIPTS = ['feature-matrix.js', 'feature-matrix-cells.js']

PAGES = {
    'summary': ('.. support_matrix::\n   :parts: summary\n', SHEETS, SCRIPTS),
    'details': ('.. support_matrix::\n   :parts: details\n', SHEETS, []),
    'requirements': ('.. support_matrix::\n   :parts: requirements\n', SHEETS, []),
    'status': (':matrix:status:`operation.one alpha`\n', SHEETS, []),
    'verdict': (':matrix:verdict:`alpha`\n', SHEETS, []),
    'title': (':matrix:feature:`operation.one`\n', [], []),
    'prose': ('Nothing of a matrix.\n', [], []),
}
"""What stands on a page, and which style sheets and scripts are linked from it."""


@pytest.fixture
def project() -> dict[str, str]:
    """Return the files of a project with a page for each of ``PAGES``."""
    pages = {
        f'{name}.rst': f':orphan:\n\n{name}\n{"=" * len(name)}\n\n{content}'
        for name, (content, *_files) in PAGES.items()
    }
    return {'index.rst': 'Start\n=====\n', **pages}


def linked(soup: BeautifulSoup, query: str, attribute: str) -> list[tuple[str, str]]:
    """Return the names of our files to which the elements of *query* link, and their queries."""
    addresses = [urlsplit(str(tag[attribute])) for tag in soup.select(f'{query}[{attribute}]')]
    named = [(address.path.rpartition('/')[2], address.query) for address in addresses]
    return [(name, version) for name, version in named if name.startswith('feature-matrix')]


def test_style_sheets_and_scripts_have_at_most_24_kilobytes() -> None:
    files = [path for path in STATIC.rglob('*') if path.is_file()]
    assert sorted(path.name for path in files) == sorted([*SHEETS, *SCRIPTS])
    assert sum(path.stat().st_size for path in files) <= 24 * 1024


def test_each_page_has_what_it_needs_and_no_more(build: Build, project: dict[str, str]) -> None:
    built = build(project)
    assert built.warnings == []
    for name, (_content, sheets, scripts) in PAGES.items():
        soup = built.soup(f'{name}.html')
        found = linked(soup, 'link[rel="stylesheet"]', 'href')
        assert [sheet for sheet, _version in found] == sheets, name
        for kind in ('[type="module"]', '[defer]'):
            found = linked(soup, f'script{kind}', 'src')
            assert [script for script, _version in found] == scripts, name


def test_the_addresses_change_with_the_files(build: Build, project: dict[str, str]) -> None:
    soup = build(project).soup('summary.html')
    links = linked(soup, 'link[rel="stylesheet"]', 'href') + linked(soup, 'script', 'src')
    assert {name for name, _version in links} == {*SHEETS, *SCRIPTS}
    for _name, version in links:
        assert version.startswith('v=')


# Sphinx's own builders of help files make use of what is to go.
@pytest.mark.filterwarnings("ignore:'tags' will become a required keyword argument")
@pytest.mark.parametrize(
    ('builder', 'suffix'),
    [('epub', 'xhtml'), ('htmlhelp', 'html'), ('qthelp', 'html')],
)
def test_a_book_and_a_help_file_have_one_style_sheet_and_no_script(
    build: Build, project: dict[str, str], builder: str, suffix: str
) -> None:
    built = build(project, builder, version='1')
    soup = BeautifulSoup(built.text(f'summary.{suffix}'), 'html.parser')
    assert [name for name, _ in linked(soup, 'link[rel="stylesheet"]', 'href')] == SHEETS[:1]
    (summary,) = soup.select('.feature-matrix-summary')
    assert summary.select('table.feature-matrix')
    assert summary.select('script, template, form, .feature-matrix-skip') == []
    assert linked(soup, 'script', 'src') == []
    shipped = {path.name for path in built.outdir.rglob('feature-matrix*')}
    assert shipped == {'feature-matrix-common.css'}


def test_a_page_holds_no_style_and_no_script_of_its_own(
    build: Build, project: dict[str, str]
) -> None:
    built = build(project)
    for name in PAGES:
        (main,) = built.soup(f'{name}.html').select('[role="main"]')
        elements = main.find_all()
        assert not {'style', 'script'} & {tag.name for tag in elements}
        attributes = {attribute for tag in elements for attribute in tag.attrs}
        assert not {each for each in attributes if each == 'style' or each.startswith('on')}
