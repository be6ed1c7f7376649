"""Pages that are served with a strict Content-Security-Policy: it breaks nothing."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from playwright.sync_api import Browser, Page, expect

from browser.conftest import OpenTab, Publish, Served
from browser.reader import Mouse, open_summary
from browser.sample import CONF, DRIVERS, PROJECT, THEMES

LISTEN = """
    window.violations = [];
    document.addEventListener('securitypolicyviolation', ({target, sourceFile, sample}) => {
        violations.push(`${sourceFile} ${sample} ${target.cloneNode().outerHTML}`);
    });
"""
BARE = {'html_theme': 'alabaster', 'html_theme_options.nosidebar': '1'}
"""A theme that has no script and no style within the page, as long as it has no side bar."""


@pytest.fixture(scope='module')
def strict_site(publish: Publish, served: Served) -> str:
    """The address of the sample where nothing runs but what stands in files."""
    return publish(PROJECT, **CONF, **BARE).replace(served.address, served.strict)


@pytest.fixture
def strict_tab(open_tab: OpenTab) -> Page:
    """A tab that may read what was copied. Chromium reports each violation on its console."""
    return open_tab(permissions=['clipboard-read', 'clipboard-write'])


def test_every_control_works(strict_tab: Page, strict_site: str) -> None:
    summary = open_summary(strict_tab, strict_site)
    summary.check(Mouse(), 'driver', 'lxc', 'kvm-x86')
    assert summary.columns() == ['kvm-x86', 'lxc']
    Mouse().press(summary.differ)
    assert len(summary.rows()) == 5
    summary.check(Mouse(), 'status', 'partial')
    assert summary.rows() == ['console.serial']
    expect(summary.count).to_contain_text('1 of 8 features')
    Mouse().press(summary.reset)
    expect(summary.count).to_contain_text('8 of 8 features')
    assert summary.columns() == list(DRIVERS)
    Mouse().fill(summary.filter, 'console')
    Mouse().choose(summary.sort, 'support')
    assert summary.rows() == ['console.vnc', 'console.serial']
    Mouse().press(summary.root.locator('button[name=csv]'))
    expect(summary.count).to_contain_text('Copied')
    assert 'VNC console' in strict_tab.evaluate('navigator.clipboard.readText()')


def test_notes_are_shown_where_their_cells_are(strict_tab: Page, strict_site: str) -> None:
    open_summary(strict_tab, strict_site)
    link = strict_tab.locator('[data-feature="operation.attach-volume"] .feature-matrix-noted a')
    link.hover()
    note = strict_tab.get_by_role('tooltip')
    expect(note).to_contain_text('Needs Xen 4.5 or newer')
    expect(strict_tab.locator('.feature-matrix-column')).to_be_visible()
    shown, of = note.bounding_box(), link.bounding_box()
    assert shown
    assert of
    assert shown['x'] < of['x'] + of['width']
    assert shown['x'] + shown['width'] > of['x']


def test_notes_are_fetched_from_the_page_of_the_details(
    strict_tab: Page, strict_site: str
) -> None:
    open_summary(strict_tab, strict_site, 'apart.html', 'networks')
    strict_tab.locator('[data-matrix=networks] .feature-matrix-noted a').hover()
    expect(strict_tab.get_by_role('tooltip')).to_contain_text('Needs a trunk.')


def test_the_matrix_looks_as_it_does_without_the_policy(
    strict_tab: Page, strict_site: str, served: Served
) -> None:
    looks = []
    for site in (strict_site, strict_site.replace(served.strict, served.address)):
        open_summary(strict_tab, site)
        parts = strict_tab.locator('.feature-matrix-summary, .feature-matrix-summary *')
        looks.append(
            parts.evaluate_all("""parts => parts.map(part => {
                const {background, color, position} = getComputedStyle(part);
                const {width, height} = part.getBoundingClientRect();
                return [background, color, position, width, height];
            })""")
        )
    assert len(looks[0]) > len(DRIVERS)
    assert looks[0] == looks[1]


@pytest.mark.parametrize('theme', THEMES)
def test_what_a_theme_itself_violates_is_not_of_the_matrix(
    browser: Browser, sites: Mapping[str, str], served: Served, theme: str
) -> None:
    with browser.new_page() as tab:
        tab.add_init_script(LISTEN)
        tab.goto(f'{sites[theme].replace(served.address, served.strict)}/index.html')
        link = tab.locator('[data-feature="operation.attach-volume"] .feature-matrix-noted a')
        link.focus()
        expect(tab.get_by_role('tooltip')).to_be_visible()
        violations: list[str] = tab.evaluate('violations')
    # Where none is noted at all, nobody has listened.
    assert violations
    assert [each for each in violations if 'feature-matrix' in each] == []
