"""A page of hostile texts in a real browser: nothing of them runs, whatever a reader does."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlencode

import hostile
import pytest
from playwright.sync_api import Dialog, Page, Request, expect

from browser.conftest import OpenTab, Publish, Served
from browser.reader import Mouse, Summary

LISTEN = 'window.heard = []; window.told = (...words) => { window.heard.push(words); };'
THEMES = ['basic', 'alabaster', 'furo']
TEXTS = [*hostile.ALL.values()]
OPTIONS = """\
   :parts: summary requirements details notes
   :driver-order: file
   :orientation: features
   :group-by-category:
"""
FIELDS = ('filter', 'driver', 'status', 'sort', 'differ', 'nothing')


def noted() -> str:
    """Return a matrix whose notes are hostile: of each feature, and of its one driver."""
    features = [
        f'[op.f{number}]\ntitle = F{number}\nnotes = A note.\n\n  {text}\n'
        f'driver.a = partial\ndriver-notes.a = Another.\n\n  {text} and `a link <{text}>`__\n'
        for number, text in enumerate(TEXTS)
    ]
    return '\n'.join(['[driver.a]\ntitle = A\n', *features])


def project() -> dict[str, str]:
    """Return a project with all texts in all places."""
    files = {**hostile.matrices(TEXTS), 'noted.ini': noted()}
    directives = [f'.. support_matrix:: {name}\n{OPTIONS}' for name in files]
    return {**files, 'index.rst': '\n'.join(['Page\n====\n', *directives])}


@pytest.fixture(params=THEMES)
def hostile_site(publish: Publish, request: pytest.FixtureRequest) -> str:
    """The address of the project in one theme, of which all problems are known."""
    conf = {'html_theme': str(request.param), 'suppress_warnings': 'feature_matrix,docutils,ref'}
    return publish(project(), **conf)


@pytest.fixture
def listening(open_tab: OpenTab, served: Served) -> Iterator[Page]:
    """A tab in which nothing may be told, asked, or fetched from elsewhere."""
    tab = open_tab(permissions=['clipboard-read', 'clipboard-write'])
    tab.add_init_script(LISTEN)
    wrong: list[str] = []

    def note_request(request: Request) -> None:
        if not request.url.startswith((served.address, 'data:')):
            wrong.append(request.url)

    def refuse(dialog: Dialog) -> None:
        wrong.append(dialog.message)
        dialog.dismiss()

    tab.on('request', note_request)
    tab.on('dialog', refuse)
    yield tab
    assert tab.evaluate('window.heard') == []
    assert wrong == []


def opened(tab: Page, site: str, query: str = '') -> Summary:
    """Return the first summary of the page, at the address with *query*."""
    tab.goto(f'{site}/index.html{query}')
    summary = Summary(tab, 'm0')
    expect(summary.filter).to_be_visible()
    return summary


def test_what_is_told_is_heard(listening: Page, hostile_site: str) -> None:
    """Otherwise the other tests would show nothing."""
    opened(listening, hostile_site)
    listening.evaluate("""() => {
        const script = document.createElement('script');
        script.textContent = 'told("it")';
        document.body.append(script);
    }""")
    assert listening.evaluate('window.heard.splice(0)') == [['it']]


def test_nothing_runs_when_the_page_is_loaded(listening: Page, hostile_site: str) -> None:
    opened(listening, hostile_site)
    addresses: list[str] = listening.eval_on_selector_all(
        'a[href], form[action], [src]',
        'all => all.map(each => each.href || each.src || each.action)',
    )
    assert len(addresses) > len(TEXTS)
    assert [
        each for each in addresses if not each.startswith(('http:', 'https:', 'mailto:'))
    ] == []


def test_nothing_runs_when_a_reader_types_and_compares(listening: Page, hostile_site: str) -> None:
    summary = opened(listening, hostile_site)
    for text in list(hostile.MARKUP.values())[:4]:
        summary.filter.fill(text)
    summary.filter.fill('')
    Mouse().press(summary.choice('driver'))
    boxes = summary.root.locator('[name=driver]')
    for number in range(2):
        Mouse().press(boxes.nth(number))
    Mouse().press(summary.differ)
    # The sentence on two drivers that are compared holds their titles.
    expect(summary.count).to_contain_text('<script>told("script")</script>')
    assert summary.count.locator('*').count() == 0
    Mouse().press(summary.choice('status'))
    Mouse().press(summary.root.locator('[name=status]').first)
    summary.sort.select_option('title')


@pytest.mark.parametrize('name', ['csv', 'markdown'])
def test_nothing_runs_when_a_table_is_copied(
    listening: Page, hostile_site: str, name: str
) -> None:
    summary = opened(listening, hostile_site)
    Mouse().press(summary.root.locator(f'button[name={name}]'))
    expect(summary.count).to_contain_text('Copied.')
    copied: str = listening.evaluate('navigator.clipboard.readText()')
    assert 'told(' in copied
    if name == 'csv':
        cells = [line[0] for line in copied.splitlines()]
        assert {*cells}.isdisjoint('=+-@\t')


def test_nothing_runs_when_notes_are_opened(listening: Page, hostile_site: str) -> None:
    opened(listening, hostile_site)
    cells = listening.locator('[data-matrix=noted] .feature-matrix-noted a')
    assert cells.count() == len(TEXTS)
    for number in range(0, len(TEXTS), 6):
        cells.nth(number).hover()
        expect(listening.get_by_role('tooltip')).to_contain_text('Another.')


def test_nothing_runs_for_what_stands_in_the_address(listening: Page, hostile_site: str) -> None:
    values = [(f'm0.{field}', text) for field in FIELDS for text in TEXTS]
    summary = opened(listening, hostile_site, f'?{urlencode(values[::3])}#{TEXTS[3]}')
    assert summary.filter.input_value() in TEXTS
    listening.goto(f'{hostile_site}/search.html?{urlencode({"q": TEXTS[0]})}')


def test_nothing_runs_in_what_a_search_finds(listening: Page, hostile_site: str) -> None:
    listening.goto(f'{hostile_site}/search.html?q=told')
    expect(listening.locator('#search-results li').first).to_be_visible()
