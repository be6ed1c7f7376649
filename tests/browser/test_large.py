"""A page with a thousand features and a hundred drivers. How fast it is, is not tested here."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from browser.conftest import OpenTab, Publish
from browser.reader import Mouse, Summary
from browser.sample import Row, ini

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
            'cpmucccmmc' * (DRIVERS // 10),
        )
        for number in range(FEATURES)
    ],
)


TURNED = """\
Turned
======

.. support_matrix::
   :parts: summary details
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


@pytest.fixture(scope='module')
def turned_site(publish: Publish) -> str:
    return publish({'index.rst': TURNED, 'support-matrix.ini': TURNED_MATRIX})


@pytest.fixture(scope='module')
def tab(browser: Browser, publish: Publish) -> Iterator[Page]:
    """A tab that shows the page: loading it takes its time, and so is done once."""
    site = publish({'index.rst': INDEX, 'support-matrix.ini': MATRIX})
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


@pytest.mark.parametrize('chosen', [2, 3, 6])
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


def test_a_cell_leads_to_its_place_far_below(summary: Summary, tab: Page) -> None:
    summary.filter.fill('part9.f998')
    Mouse().press(summary.root.locator('tr[data-feature="part9.f998"] td[class^="fm-"] a').last)
    target = tab.locator(':target')
    expect(target).to_have_id('part9_f998_driver_d99')
    expect(target).to_be_in_viewport()


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


@pytest.mark.parametrize('target', ['part0_f19', 'part2_f59', 'part2_f58_driver_d89'])
def test_an_address_leads_to_its_place_far_below(
    open_tab: OpenTab, turned_site: str, target: str
) -> None:
    tab = open_tab(viewport={'width': 1280, 'height': 800})
    tab.goto(f'{turned_site}/index.html#{target}')
    found = tab.locator(':target')
    expect(found).to_have_id(target)
    heading = found.locator('xpath=self::li | self::section/*[self::h2 or self::h3]')
    expect(heading).to_be_in_viewport()
