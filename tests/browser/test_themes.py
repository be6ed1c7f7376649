"""The matrix in the themes that are widely used, light and dark, on wide screens and on phones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from browser.conftest import Publish
from browser.sample import CONF, PROJECT, THEMES

AXE = (files('axe_playwright_python') / 'axe.min.js').read_text(encoding='utf-8')
SUMMARY = '.feature-matrix-summary'
OURS = [
    SUMMARY,
    '.feature-matrix-details',
    '.feature-matrix-requirements',
    '.feature-matrix-status',
    '.feature-matrix-verdict',
]
WIDTHS = [320, 390, 768, 1280, 1920]
FILTERED = '?hypervisors.filter=console&hypervisors.status=missing'
COMPARING = '?hypervisors.driver=kvm-x86&hypervisors.driver=lxc&hypervisors.differ=1'
STATES = {
    'loaded': ('index.html', OURS),
    'several': ('apart.html', OURS),
    # All else is as it was when it was loaded.
    'filtered': (f'index.html{FILTERED}', [SUMMARY]),
    'comparing': (f'index.html{COMPARING}', [SUMMARY]),
    'note': ('index.html', [SUMMARY]),
}
"""What is looked at in each theme: a page, and what of it."""
WINDOW = ViewportSize(width=1280, height=900)
PICTURED = ['loaded', 'comparing', 'note']
PICTURES = [(1280, 900), (390, 844)]
Scheme = Literal['light', 'dark']
SWITCHES = {
    'furo': 'document.body',
    'pydata_sphinx_theme': 'document.documentElement',
    'sphinx_book_theme': 'document.documentElement',
}
"""The element that has the attribute ``data-theme``, in the themes that can be dark."""


@pytest.fixture(scope='module')
def album(pytestconfig: pytest.Config) -> Path:
    """A folder for pictures that a person looks at."""
    folder = pytestconfig.rootpath / 'build' / 'screenshots'
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def settle(tab: Page) -> None:
    """Wait until what moves or fades on the page has come to its end, such as a side bar."""
    tab.evaluate('Promise.all(document.getAnimations().map(each => each.finished))')


def resize(tab: Page, width: int, height: int) -> None:
    """Give the window another size, and wait until the theme has made use of it."""
    tab.set_viewport_size({'width': width, 'height': height})
    settle(tab)


def open_note(tab: Page) -> None:
    """Show a long note, with a link in it."""
    link = tab.locator('[data-feature="operation.attach-volume"] .feature-matrix-noted a').last
    link.blur()
    link.focus()
    tab.get_by_role('tooltip').wait_for()


def violations(tab: Page, scope: Sequence[str]) -> list[str]:
    """Return what axe-core finds wrong with what is in *scope*, and with which elements."""
    tab.evaluate(AXE)
    found: dict[str, Any] = tab.evaluate(
        """scope => axe.run(
            {include: scope.filter(each => document.querySelector(each))},
            {resultTypes: ['violations'], preload: false},
        )""",
        scope,
    )
    return [
        f'{rule["id"]}: {node["target"]} {node["failureSummary"]}'
        for rule in found['violations']
        for node in rule['nodes']
    ]


def photograph(tab: Page, path: Path) -> None:
    """Take pictures of the first summary, in a wide window and on a phone."""
    for width, height in PICTURES:
        resize(tab, width, height)
        tab.locator(SUMMARY).first.evaluate('each => each.scrollIntoView()')
        if tab.get_by_role('tooltip').is_visible():
            open_note(tab)
        tab.screenshot(path=path.with_name(f'{path.name}-{width}.png'))
    resize(tab, **WINDOW)


# For the other themes, see below: they look the same.
@pytest.mark.parametrize(
    ('theme', 'system'),
    [*((theme, 'light') for theme in THEMES), *((theme, 'dark') for theme in SWITCHES)],
)
def test_axe_finds_no_violation(
    tab: Page, sites: Mapping[str, str], album: Path, theme: str, system: Scheme
) -> None:
    tab.set_viewport_size(WINDOW)
    tab.emulate_media(color_scheme=system)
    wrong = {}
    for state, (page, scope) in STATES.items():
        tab.goto(f'{sites[theme]}/{page}')
        if state == 'note':
            open_note(tab)
        wrong[state] = violations(tab, scope)
        if state in PICTURED:
            photograph(tab, album / f'{theme}-{system}-{state}')
    assert {state: found for state, found in wrong.items() if found} == {}


@pytest.mark.parametrize('theme', SWITCHES)
@pytest.mark.parametrize(('system', 'switched'), [('light', 'dark'), ('dark', 'light')])
def test_axe_finds_no_violation_where_the_reader_has_switched(
    tab: Page, sites: Mapping[str, str], theme: str, system: Scheme, switched: Scheme
) -> None:
    tab.set_viewport_size(WINDOW)
    tab.emulate_media(color_scheme=system)
    tab.goto(f'{sites[theme]}/index.html')
    tab.evaluate(f'name => {{ {SWITCHES[theme]}.dataset.theme = name }}', switched)
    open_note(tab)
    settle(tab)
    assert violations(tab, OURS) == []


@pytest.mark.parametrize('theme', THEMES)
def test_nothing_is_wider_than_the_window(tab: Page, sites: Mapping[str, str], theme: str) -> None:
    tab.set_viewport_size({'width': WIDTHS[0], 'height': 800})
    wrong = {}
    for state in ('several', 'comparing', 'note'):
        tab.goto(f'{sites[theme]}/{STATES[state][0]}')
        tab.locator('.feature-matrix-controls details').evaluate_all(
            'all => { for (const each of all) each.open = true }'
        )
        for width in WIDTHS:
            resize(tab, width, 800)
            if state == 'note':
                open_note(tab)
            wrong[state, width] = sticking_out(tab)
            if tab.evaluate('document.documentElement.scrollWidth') > width:
                wrong[state, width].append('the page')
    assert {where: found for where, found in wrong.items() if found} == {}


def sticking_out(tab: Page) -> list[str]:
    """Return what of ours is not between the edges of the window, but for what can be scrolled."""
    found: list[str] = tab.evaluate(
        """ours => [...document.querySelectorAll(ours.map(each => `${each}, ${each} *`))]
            .filter(each => !each.parentElement.closest('.feature-matrix-box, fieldset'))
            .filter(each => each.checkVisibility({visibilityProperty: true}))
            .filter(each => {
                const {left, right} = each.getBoundingClientRect();
                return left < -1 || right > innerWidth + 1;
            })
            .map(each => each.outerHTML.slice(0, 200))""",
        OURS,
    )
    return found


@pytest.mark.parametrize('theme', THEMES)
def test_what_stays_in_sight_hides_what_goes_by_under_it(
    tab: Page, sites: Mapping[str, str], theme: str
) -> None:
    for page in ('index.html', 'apart.html'):
        tab.goto(f'{sites[theme]}/{page}')
        staying = tab.locator('.feature-matrix tr:not(.feature-matrix-category) > :first-child')
        grounds: list[str] = staying.evaluate_all(
            'all => all.map(each => getComputedStyle(each).backgroundColor)'
        )
        assert grounds
        assert [each for each in grounds if each.startswith('rgba(') or '/' in each] == []


@pytest.mark.parametrize('theme', THEMES)
def test_a_symbol_does_not_look_like_a_link(
    tab: Page, sites: Mapping[str, str], theme: str
) -> None:
    tab.goto(f'{sites[theme]}/index.html')
    symbol = tab.locator('td.fm-complete a').first
    expect(symbol).to_have_css('text-decoration-line', 'none')
    cell = symbol.locator('..')
    colour: str = cell.evaluate('cell => getComputedStyle(cell).color')
    expect(symbol).to_have_css('color', colour)


@pytest.mark.parametrize('theme', sorted({*THEMES} - {*SWITCHES}))
def test_a_system_that_is_dark_makes_no_difference_in_a_theme_that_is_not(
    tab: Page, sites: Mapping[str, str], theme: str
) -> None:
    looks = []
    tab.set_viewport_size(WINDOW)
    schemes: tuple[Scheme, ...] = ('light', 'dark')
    for system in schemes:
        tab.emulate_media(color_scheme=system)
        tab.goto(f'{sites[theme]}/index.html')
        open_note(tab)
        looks.append(
            tab.locator('body').evaluate(
                """(body, ours) => ours.flatMap(each =>
                    [...body.querySelectorAll(`${each}, ${each} *`)].map(one => {
                        const {color, backgroundColor, backgroundImage, borderColor, colorScheme} =
                            getComputedStyle(one);
                        return [color, backgroundColor, backgroundImage, borderColor, colorScheme];
                    }))""",
                OURS,
            )
        )
    assert len(looks[0]) > 1000
    assert looks[0] == looks[1]


def test_heads_are_legible_in_a_theme_that_has_light_ones_on_dark_ground(
    browser: Browser, publish: Publish
) -> None:
    site = publish(PROJECT, html_theme='bizstyle', **CONF)
    # No tab that watches: the theme's own script fails.
    with browser.new_page(viewport=WINDOW) as tab:
        tab.goto(f'{site}/index.html')
        box = tab.locator('.feature-matrix-box')
        colour: str = box.evaluate('box => getComputedStyle(box).color')
        colours: list[str] = box.locator('th').evaluate_all(
            'heads => heads.map(head => getComputedStyle(head).color)'
        )
        assert {*colours} == {colour}
        assert violations(tab, ['table.feature-matrix']) == []
