"""Pages in Hebrew: as themes make them, from left to right, and as they should be."""

from __future__ import annotations

from typing import Literal

import pytest
from playwright.sync_api import FloatRect, Locator, Page, expect

from browser.conftest import Publish

Direction = Literal['ltr', 'rtl']

COMMAND = 'nova volume-attach <server> <volume>'
TITLE = 'אחסון (iSCSI)'
DRIVERS = [f'מנוע {number} (KVM)' for number in range(40)]

_COMPLETE = ''.join(f'driver.d{number} = complete\n' for number in range(40))
MATRIX = f"""\
[matrix]
title = תמיכה במנועים

[operation.attach-volume]
title = {TITLE}
notes = מתחבר באמצעות ``{COMMAND}`` בלבד (ראו למעלה).
cli = {COMMAND}
driver-notes.d2 = רק בימי ראשון (Sunday).
{_COMPLETE}
[operation.evacuate]
title = פינוי מופעים ממארח
status = mandatory
{_COMPLETE}
"""
MATRIX += ''.join(f'[driver.d{number}]\ntitle = {title}\n' for number, title in enumerate(DRIVERS))
INDEX = """\
תמיכה
=====

.. support_matrix::
   :parts: summary requirements details
   :orientation: features
"""

THEMES = [
    # It is made for others to build on: only without its side bar is it a page by itself.
    {
        'html_theme': 'basic',
        'html_theme_options.nosidebar': '1',
        'html_theme_options.body_min_width': '0',
    },
    {'html_theme': 'alabaster'},
    {'html_theme': 'furo'},
]

in_both_directions = pytest.mark.parametrize('direction', ['ltr', 'rtl'])


@pytest.fixture(scope='module', params=THEMES, ids=lambda conf: conf['html_theme'])
def site(publish: Publish, request: pytest.FixtureRequest) -> str:
    """The address of a project in Hebrew, in one theme after the other."""
    project = {'index.rst': INDEX, 'support-matrix.ini': MATRIX}
    return publish(project, language='he', **request.param)


def open_page(tab: Page, site: str, direction: Direction, width: int = 1280) -> None:
    """Open the page in a window of *width*, and have its lines run in *direction*."""
    tab.set_viewport_size({'width': width, 'height': 600})
    tab.goto(f'{site}/index.html')
    # No theme does so itself.
    tab.evaluate('direction => { document.documentElement.dir = direction }', direction)


def place(element: Locator) -> FloatRect:
    """Return where *element* is in the window."""
    box = element.bounding_box()
    assert box is not None
    return box


def end(element: Locator) -> float:
    """Return where *element* ends on the right."""
    return place(element)['x'] + place(element)['width']


def as_seen(element: Locator) -> str:
    """Return the characters of *element* as they stand in its line, from left to right."""
    text: str = element.evaluate("""element => {
        const seen = [];
        const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
        while (walker.nextNode()) {
            const range = document.createRange();
            for (let n = 0; n < walker.currentNode.length; n++) {
                range.setStart(walker.currentNode, n);
                range.setEnd(walker.currentNode, n + 1);
                seen.push([range.getBoundingClientRect().left, range.toString()]);
            }
        }
        return seen.sort((a, b) => a[0] - b[0]).map(each => each[1]).join('');
    }""")
    return text


@in_both_directions
@pytest.mark.parametrize('width', [320, 768, 1280])
def test_a_wide_table_does_not_make_the_page_wider_than_the_window(
    tab: Page, site: str, direction: Direction, width: int
) -> None:
    open_page(tab, site, direction, width)
    box = tab.locator('.feature-matrix-box')
    assert box.evaluate('box => box.scrollWidth > box.clientWidth')
    assert tab.evaluate('document.scrollingElement.scrollWidth') <= width


@in_both_directions
def test_the_first_column_is_where_lines_begin_and_stays_there(
    tab: Page, site: str, direction: Direction
) -> None:
    open_page(tab, site, direction)
    box = tab.locator('.feature-matrix-box')
    first = box.locator('tbody th').first
    last = box.locator('tbody tr').first.locator('td').last
    box.scroll_into_view_if_needed()
    for way in (0, 1):
        box.evaluate(
            '(box, left) => { box.scrollLeft = left }',
            way * (-10_000 if direction == 'rtl' else 10_000),
        )
        if direction == 'rtl':
            assert end(first) == pytest.approx(end(box), abs=1)
        else:
            assert place(first)['x'] == pytest.approx(place(box)['x'], abs=1)
        in_sight = place(box)['x'] - 1 <= place(last)['x'] and end(last) <= end(box) + 1
        assert in_sight == bool(way)


@in_both_directions
def test_each_cell_lies_under_its_head(tab: Page, site: str, direction: Direction) -> None:
    open_page(tab, site, direction)
    columns: list[list[list[float]]] = tab.locator('table.feature-matrix').evaluate("""table =>
        [...table.rows].map(row => [...row.cells].map(cell => {
            const place = cell.getBoundingClientRect();
            return [place.left, place.right];
        }))
    """)
    head, *rows = columns
    assert len(head) == len(DRIVERS) + 2
    assert head == sorted(head, reverse=direction == 'rtl')
    assert rows == [head] * 3


@in_both_directions
def test_words_begin_where_their_head_begins(tab: Page, site: str, direction: Direction) -> None:
    open_page(tab, site, direction)
    begins: list[float] = tab.locator('table.feature-matrix .feature-status').evaluate_all(
        """(cells, right_to_left) => cells.map(cell => {
            const words = document.createRange();
            words.selectNodeContents(cell);
            const place = words.getBoundingClientRect();
            return right_to_left ? place.right : place.left;
        })""",
        direction == 'rtl',
    )
    assert begins == [pytest.approx(begins[0], abs=1)] * 3


@in_both_directions
def test_a_command_is_read_from_left_to_right(tab: Page, site: str, direction: Direction) -> None:
    open_page(tab, site, direction)
    commands = tab.locator('code', has_text='nova')
    assert [as_seen(command) for command in commands.all()] == [COMMAND, COMMAND]


def test_a_title_is_read_from_right_to_left_and_what_is_latin_in_it_is_not(
    tab: Page, site: str
) -> None:
    open_page(tab, site, 'rtl')
    title = tab.locator('table.feature-matrix tbody th a').first
    hebrew, latin = TITLE.removesuffix(')').split('(')
    assert as_seen(title) == f'){latin}({hebrew[::-1]}'


@in_both_directions
@pytest.mark.parametrize('width', [320, 1280])
def test_a_note_is_shown_at_its_cell(
    tab: Page, site: str, direction: Direction, width: int
) -> None:
    open_page(tab, site, direction, width)
    link = tab.locator('td.feature-matrix-noted a')
    link.focus()
    note = tab.get_by_role('tooltip')
    expect(note).to_contain_text('רק בימי ראשון (Sunday).')
    assert place(note)['x'] >= 0
    assert end(note) <= width
    assert place(note)['x'] <= end(link)
    assert end(note) >= place(link)['x']
    column = tab.locator('.feature-matrix-column')
    assert place(column)['x'] == pytest.approx(place(link.locator('..'))['x'], abs=2)
