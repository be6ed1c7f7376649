"""A page with a thousand features and a hundred drivers. How fast it is, is not tested here."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from browser.conftest import Publish
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


@pytest.fixture(scope='module')
def tab(browser: Browser, publish: Publish) -> Iterator[Page]:
    """A tab that shows the page: loading it takes its time, and so is done once."""
    site = publish({'index.rst': INDEX, 'support-matrix.ini': MATRIX})
    with browser.new_page(viewport={'width': 1280, 'height': 800}) as tab:
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


def test_each_cell_lies_under_its_head(summary: Summary, tab: Page) -> None:
    for row in ('part0.f0', 'part9.f999'):
        line = summary.root.locator(f'tr[data-feature="{row}"]')
        line.scroll_into_view_if_needed()
        for number in (0, 99):
            cell = line.locator('td[class^="fm-"]').nth(number)
            head = summary.root.locator('th[data-driver]').nth(number)
            under, over = cell.bounding_box(), head.bounding_box()
            assert under
            assert over
            assert under['x'] == pytest.approx(over['x'], abs=1)
            assert under['width'] == pytest.approx(over['width'], abs=1)
    assert tab.evaluate('document.documentElement.scrollWidth') <= 1280


def test_a_cell_leads_to_its_place_far_below(summary: Summary, tab: Page) -> None:
    summary.filter.fill('part9.f998')
    Mouse().press(summary.root.locator('tr[data-feature="part9.f998"] td[class^="fm-"] a').last)
    target = tab.locator(':target')
    expect(target).to_have_id('part9_f998_driver_d99')
    expect(target).to_be_in_viewport()
