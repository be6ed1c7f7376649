"""Pages in a browser that runs no script: all that there is to know can be read."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from browser.conftest import OpenTab
from browser.sample import DRIVERS, ROWS

widths = pytest.mark.parametrize('width', [390, 1280])


@pytest.fixture
def still(open_tab: OpenTab, width: int) -> Page:
    """A tab of the *width* that the test is about, in which no script runs."""
    return open_tab(java_script_enabled=False, viewport={'width': width, 'height': 800})


@widths
@pytest.mark.parametrize('query', ['', '?hypervisors.filter=console&hypervisors.driver=lxc'])
def test_every_row_and_every_cell_is_shown(still: Page, site: str, query: str) -> None:
    still.goto(f'{site}/index.html{query}')
    rows = still.locator('tr[data-feature]').filter(visible=True)
    expect(rows).to_have_count(len(ROWS))
    expect(rows.locator('td[class^="fm-"]').filter(visible=True)).to_have_count(
        len(ROWS) * len(DRIVERS)
    )
    heads = still.locator('th[data-driver]').filter(visible=True)
    assert [title.strip() for title in heads.all_inner_texts()] == list(DRIVERS.values())


@widths
def test_no_control_is_shown_that_would_do_nothing(still: Page, site: str) -> None:
    still.goto(f'{site}/index.html')
    summary = still.locator('.feature-matrix-summary')
    expect(summary).to_be_visible()
    controls = summary.locator('input, button, select, details, output, [role=tooltip]')
    expect(controls.filter(visible=True)).to_have_count(0)


@widths
def test_symbols_are_explained(still: Page, site: str) -> None:
    still.goto(f'{site}/index.html')
    legend = still.get_by_role('list', name='Legend')
    for status in ('complete', 'partial', 'missing', 'unknown', 'planned', 'not a status'):
        expect(legend.get_by_role('listitem').filter(has_text=status).first).to_be_visible()


@widths
def test_a_cell_leads_to_its_note(still: Page, site: str, width: int) -> None:
    still.goto(f'{site}/index.html')
    still.locator('[data-feature="operation.attach-volume"] .feature-matrix-noted a').click()
    target = still.locator(':target')
    expect(target).to_contain_text('Needs Xen 4.5 or newer')
    expect(target).to_be_in_viewport()


@widths
def test_the_page_is_no_wider_than_the_window(still: Page, site: str, width: int) -> None:
    still.goto(f'{site}/index.html')
    for box in still.locator('.feature-matrix-box, .feature-matrix-legend, p, code').all():
        place = box.bounding_box()
        assert place is None or place['x'] + place['width'] <= width + 1
