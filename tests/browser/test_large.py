"""A page with a thousand features and a hundred drivers. How fast it is, is not tested here."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from browser.conftest import OpenTab, Publish
from browser.reader import Mouse, Summary, open_summary
from browser.sample import Row, ini
from sphinx_feature_matrix.model import STATUSES, ImplementationStatus

Media = Literal['screen', 'print']

FEATURES, DRIVERS = 1000, 100

INDEX = """\
Large
=====

.. support_matrix::
   :parts: summary details
   :orientation: features
   :driver-order: file
   :group-by-category:
"""
MATRIX = ini(
    {f'd{number}': f'Driver {number}' for number in range(DRIVERS)},
    [
        Row(
            f'part{number // 100}.f{number}',
            f'Feature {number} of many',
            'optional',
            'cpmucccmml' * (DRIVERS // 10),
            'driver-notes.d4 = Only in spring.\n' if number == 0 else '',
        )
        for number in range(FEATURES)
    ],
    '[status.planned]\ntitle = planned\nsymbol = …\ncounts-as = missing\n',
)

TURNED = """\
Turned
======

.. support_matrix::
   :parts: summary
   :orientation: drivers
   :driver-order: file
   :group-by-category:
"""
TURNED_MATRIX = ini(
    {f'd{number}': f'Driver {number}' for number in range(90)},
    [
        Row(f'part{number // 20}.f{number}', f'Feature {number}', 'optional', 'cpmu' * 22 + 'cc')
        for number in range(60)
    ],
)


LED = {
    'index.rst': """\
Led
===

.. toctree::

   details
   bare

.. support_matrix::
   :parts: summary
   :orientation: features
   :driver-order: file

.. support_matrix::
   :parts: summary
   :orientation: drivers
   :driver-order: file
""",
    'details.rst': 'Details\n=======\n\n.. support_matrix::\n   :parts: details\n',
    'bare.rst': 'Bare\n====\n\n.. support_matrix:: bare.ini\n   :parts: summary\n',
    'support-matrix.ini': TURNED_MATRIX,
    'bare.ini': TURNED_MATRIX,
}
"""A project with a table in both orientations, and another one that has no details."""


@pytest.fixture(scope='module', params=[{}, {'feature_matrix_symbols.complete': 'Y'}])
def led_site(publish: Publish, request: pytest.FixtureRequest) -> str:
    """The address of a project where a script leads to details, with symbols of two kinds."""
    return publish(LED, **request.param)


@pytest.fixture(scope='module')
def turned_site(publish: Publish) -> str:
    return publish({'index.rst': TURNED, 'support-matrix.ini': TURNED_MATRIX})


@pytest.fixture(scope='module')
def site(publish: Publish) -> str:
    return publish({'index.rst': INDEX, 'support-matrix.ini': MATRIX})


@pytest.fixture(scope='module')
def tab(browser: Browser, site: str) -> Iterator[Page]:
    """A tab that shows the page: loading it takes its time, and so is done once."""
    with browser.new_page(
        viewport={'width': 1280, 'height': 800}, permissions=['clipboard-read', 'clipboard-write']
    ) as tab:
        tab.set_default_timeout(60_000)
        tab.goto(f'{site}/index.html')
        yield tab


@pytest.fixture
def summary(tab: Page) -> Summary:
    """The summary, with nothing asked of it."""
    summary = Summary(tab, 'support-matrix')
    Mouse().press(summary.reset)
    expect(summary.count).to_have_text('1000 of 1000 features, 100 of 100 drivers.')
    return summary


def test_features_are_found_by_words(summary: Summary) -> None:
    summary.filter.fill('part9.f99 many')
    assert summary.rows() == [f'part9.f{number}' for number in range(990, 1000)]
    expect(summary.count).to_have_text('10 of 1000 features, 100 of 100 drivers.')
    assert summary.categories() == ['Part9']


def test_what_is_sorted_already_is_not_sorted_with_each_key(summary: Summary, tab: Page) -> None:
    Mouse().choose(summary.sort, 'support')
    tab.evaluate("""() => {
        window.moved = 0;
        const watcher = new MutationObserver(found => { moved += found.length });
        for (const body of document.querySelectorAll('table.feature-matrix tbody')) {
            watcher.observe(body, {childList: true});
        }
    }""")
    for text in ('9', '99', '999'):
        summary.filter.fill(text)
    assert summary.rows() == ['part9.f999']
    assert tab.evaluate('moved') == 0
    Mouse().choose(summary.sort, 'the given order')
    assert tab.evaluate('moved') > 0


# What is asked for next, at once, finds that most rows are yet to come.
REVEAL = """
    const form = document.querySelector('form.feature-matrix-controls');
    for (const text of ['f999', '']) {
        form.elements.filter.value = text;
        form.elements.filter.dispatchEvent(new Event('input', {bubbles: true}));
    }
    const rows = [...document.querySelectorAll('tr[data-feature]')];
    const hidden = () => rows.filter(row => row.hidden).length;
"""


def test_rows_that_are_yet_to_come_are_copied(summary: Summary, tab: Page) -> None:
    yet_to_come: int = tab.evaluate(
        f'() => {{ {REVEAL} const number = hidden(); form.elements.csv.click(); return number; }}'
    )
    assert yet_to_come > 0
    expect(summary.count).to_contain_text('Copied')
    assert len(tab.evaluate('navigator.clipboard.readText()').splitlines()) == FEATURES + 1


@pytest.mark.usefixtures('summary')
def test_rows_that_are_yet_to_come_are_printed(tab: Page) -> None:
    before, after = tab.evaluate(
        f"""() => {{
            {REVEAL}
            const before = hidden();
            dispatchEvent(new Event('beforeprint'));
            return [before, hidden()];
        }}"""
    )
    assert before > 0
    assert after == 0


@pytest.mark.parametrize('chosen', [2, 6])
def test_cells_of_a_few_drivers_lie_under_their_heads_too(
    summary: Summary, tab: Page, chosen: int
) -> None:
    summary.root.locator('[name=driver]').evaluate_all(
        """(boxes, number) => {
            for (const box of boxes.slice(0, number)) box.checked = true;
            boxes[0].dispatchEvent(new Event('input', {bubbles: true}));
        }""",
        chosen,
    )
    assert len(summary.columns()) == chosen
    row = summary.root.locator('tr[data-feature="part0.f0"]')
    for number in range(chosen):
        assert_under(row, summary, number)
    heads: list[float] = (
        summary.root.locator('th[data-driver]')
        .filter(visible=True)
        .evaluate_all(
            """heads => heads.map(head => {
                const words = document.createRange();
                words.selectNodeContents(head);
                return words.getClientRects().length;
            })"""
        )
    )
    # Each word is on one line.
    assert max(heads) <= 3


def assert_under(row: Locator, summary: Summary, number: int) -> None:
    """Check that the cell of the driver of this *number* is where the driver's head is."""
    under = row.locator('td[class^="fm-"]').nth(number).bounding_box()
    over = summary.root.locator('th[data-driver]').nth(number).bounding_box()
    assert under
    assert over
    assert under['x'] == pytest.approx(over['x'], abs=1)
    assert under['width'] == pytest.approx(over['width'], abs=1)


def test_each_cell_lies_under_its_head(summary: Summary, tab: Page) -> None:
    for row in ('part0.f0', 'part9.f999'):
        line = summary.root.locator(f'tr[data-feature="{row}"]')
        line.scroll_into_view_if_needed()
        for number in (0, 99):
            assert_under(line, summary, number)
    assert tab.evaluate('document.documentElement.scrollWidth') <= 1280


@pytest.mark.parametrize('driver', [95, 99])
def test_a_cell_leads_to_its_place_far_below(summary: Summary, tab: Page, driver: int) -> None:
    summary.filter.fill('part9.f998')
    Mouse().press(cell(summary, 'part9.f998', driver))
    target = tab.locator(':target')
    expect(target).to_have_id(f'part9_f998_driver_d{driver}')
    expect(target).to_be_in_viewport()


def cell(summary: Summary, row: str, column: int) -> Locator:
    """Return the cell of the feature or the driver *row* in the column of this number."""
    line = summary.root.locator(f'tr:is([data-feature="{row}"], [data-driver="{row}"])')
    return line.locator('td[class^="fm-"]').nth(column)


TABLES = {
    'support-matrix': ('part2.f50', 84, 'part2_f50_driver_d84'),
    'support-matrix-2': ('d84', 50, 'part2_f50_driver_d84'),
}
"""Two tables in the project above: a row, the number of a column, and where their cell leads."""


@pytest.mark.parametrize('name', TABLES)
def test_a_cell_without_a_note_leads_to_its_details(
    open_tab: OpenTab, led_site: str, name: str
) -> None:
    tab = open_tab()
    row, column, target = TABLES[name]
    led = cell(open_summary(tab, led_site, name=name), row, column)
    expect(led.locator('a')).to_have_count(0)
    led.hover()
    # A reader may open it elsewhere, or copy its address.
    expect(led.locator('a')).to_have_attribute('href', f'details.html#{target}')
    expect(tab.locator('.feature-matrix-column')).to_be_visible()
    led.click()
    expect(tab).to_have_url(f'{led_site}/details.html#{target}')


@pytest.mark.parametrize('name', TABLES)
def test_a_cell_without_a_note_leads_to_its_details_by_a_tap(
    open_tab: OpenTab, led_site: str, name: str
) -> None:
    tab = open_tab(viewport={'width': 390, 'height': 800}, has_touch=True, is_mobile=True)
    row, column, target = TABLES[name]
    cell(open_summary(tab, led_site, name=name), row, column).tap()
    expect(tab).to_have_url(f'{led_site}/details.html#{target}')


def test_cells_share_a_link_that_moves_nothing_and_is_no_stop_for_the_keyboard(
    open_tab: OpenTab, led_site: str
) -> None:
    summary = open_summary(open_tab(), led_site, name='support-matrix')
    cells = [cell(summary, 'part0.f1', column) for column in (0, 3)]
    below = cell(summary, 'part0.f2', 0)
    below.hover()  # What is out of sight is not laid out yet.
    before = below.bounding_box()
    link = summary.root.locator('td a')
    for each, word in zip(cells, ('complete', 'unknown'), strict=True):
        each.hover()
        expect(link).to_have_count(1)
        expect(each).to_have_accessible_name(word)
        expect(link).to_have_attribute('aria-hidden', 'true')
        expect(link).to_have_attribute('tabindex', '-1')
        covering, covered = link.bounding_box(), each.bounding_box()
        assert covering
        assert covered
        # But for the lines between cells.
        assert [*covering.values()] == pytest.approx([*covered.values()], abs=1)
    assert below.bounding_box() == before


def test_a_cell_leads_nowhere_where_there_are_no_details(open_tab: OpenTab, led_site: str) -> None:
    tab = open_tab()
    summary = open_summary(tab, led_site, 'bare.html', 'bare')
    cell(summary, 'd84', 50).hover()
    expect(tab.locator('.feature-matrix-column')).to_be_visible()
    expect(summary.root.locator('td a')).to_have_count(0)


def test_a_cell_with_a_link_of_its_own_has_no_other(summary: Summary) -> None:
    noted = cell(summary, 'part0.f0', 4)
    noted.hover()
    expect(noted.get_by_role('link')).to_have_count(1)
    expect(noted).to_have_accessible_name('complete, with a note')


def test_what_is_copied_is_the_same_with_the_pointer_over_a_cell(
    summary: Summary, tab: Page
) -> None:
    summary.filter.fill('f0')
    cell(summary, 'part0.f0', 0).hover()
    summary.root.locator('button[name=csv]').evaluate('button => button.click()')
    expect(summary.count).to_contain_text('Copied')
    head, *rows = tab.evaluate('navigator.clipboard.readText()').splitlines()
    assert head == ','.join(['Feature', 'Status', *(f'Driver {each}' for each in range(DRIVERS))])
    words = 'complete,partial,missing,unknown,complete,complete,complete,missing,missing,planned'
    assert rows == [f'Feature 0 of many,optional,{",".join([words] * 10)}']


@pytest.mark.parametrize('status', STATUSES.values(), ids=STATUSES)
def test_symbols_are_drawn_and_only_the_words_are_read_aloud(
    tab: Page, status: ImplementationStatus
) -> None:
    drawn = tab.locator(f':is(td, .feature-matrix-drivers > li)[class="fm-{status.key}"]')
    box = drawn.filter(has_not=tab.get_by_role('link')).first
    item = drawn.and_(tab.get_by_role('listitem')).first
    for each in (box, item):
        content: str = each.evaluate("each => getComputedStyle(each, '::before').content")
        assert content == f'"{status.symbol}" / ""'
    assert box.aria_snapshot() == f'- cell "{status.key}"'
    assert re.fullmatch(rf'- listitem: "Driver \d: {status.key}"', item.aria_snapshot())


def test_the_symbol_of_a_status_that_the_file_declares_is_drawn_once(
    summary: Summary, tab: Page
) -> None:
    declared = cell(summary, 'part0.f0', 9)
    expect(declared).to_have_text('…')
    expect(declared).to_have_accessible_name('planned')
    item = tab.locator('.feature-matrix-drivers > .fm-planned').first
    expect(item).to_have_text('… Driver 9: planned')
    for each in (declared, item):
        assert each.evaluate("each => getComputedStyle(each, '::before').content") == 'none'


@pytest.mark.parametrize('direction', ['ltr', 'rtl'])
@pytest.mark.parametrize('media', ['screen', 'print'])
def test_the_words_of_cells_are_heard_and_not_seen(
    open_tab: OpenTab, publish: Publish, direction: str, media: Media
) -> None:
    tab = open_tab()
    summary = open_summary(tab, publish(LED), name='support-matrix')
    tab.emulate_media(media=media)
    tab.evaluate('direction => { document.documentElement.dir = direction }', direction)
    hidden = cell(summary, 'part0.f1', 0)
    hidden.scroll_into_view_if_needed()
    expect(hidden).to_have_text('complete')
    expect(hidden).to_have_accessible_name('complete')
    words, clipped = hidden.evaluate("""cell => {
        const words = document.createRange();
        words.selectNodeContents(cell);
        const clips = each => getComputedStyle(each).overflowX === 'clip';
        const edges = ({left, right}) => [left, right];
        return [
            edges(words.getClientRects()[0]),
            edges([cell, cell.parentElement].find(clips).getBoundingClientRect()),
        ];
    }""")
    assert words[0] >= clipped[1] or words[1] <= clipped[0]


def test_a_heading_of_a_category_lies_over_the_features_in_it(
    open_tab: OpenTab, turned_site: str
) -> None:
    tab = open_tab()
    tab.goto(f'{turned_site}/index.html')
    edges: list[list[float]] = tab.locator('table.feature-matrix thead').evaluate("""head => {
        const edges = ({left, right}) => [left, right].map(Math.round);
        const [groups, columns] = [...head.rows].map(row => [...row.cells].slice(2)
            .map(cell => cell.getBoundingClientRect()));
        return groups.flatMap((group, number) => {
            const [first, last] = [columns[20 * number], columns[20 * number + 19]];
            return [edges(group), edges({left: first.left, right: last.right})];
        });
    }""")
    assert len(edges) == 6
    assert edges[::2] == edges[1::2]


def test_an_address_leads_to_its_place_far_below(open_tab: OpenTab, site: str) -> None:
    tab = open_tab()
    tab.set_default_timeout(60_000)
    for target in ('part8_f850', 'part9_f998_driver_d99'):
        tab.goto(f'{site}/index.html#{target}')
        found = tab.locator(':target')
        expect(found).to_have_id(target)
        place = found.locator('xpath=self::li | self::section/*[self::h2 or self::h3]')
        expect(place).to_be_in_viewport()
