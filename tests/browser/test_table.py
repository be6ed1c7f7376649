"""The table in its box, the notes of its cells, and the way from them to the details."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from browser.conftest import OpenTab, Publish
from browser.reader import Mouse, open_summary
from browser.sample import DRIVERS, Row, ini

MANY = {
    f'd{number}': f'{maker} {kind} {number} (iSCSI)'
    for number, (maker, kind) in enumerate(
        (maker, kind)
        for maker in ('Aspen', 'Birch', 'Cedar', 'Elm', 'Fir')
        for kind in ('disk', 'flash', 'family of clustered storage', 'gateway')
    )
}
LAST_NOTE = 'Only where the moon is full.'
LARGE_PROJECT = {
    'index.rst': """\
Large
=====

.. support_matrix::
   :parts: summary details
   :orientation: features
   :driver-order: file
""",
    'support-matrix.ini': ini(
        MANY,
        [
            *(
                Row(f'volume.f{number}', f'Feature {number} of volumes', 'optional', 'cpmu' * 5)
                for number in range(29)
            ),
            Row(
                'volume.f29',
                'Feature 29 of volumes',
                'optional',
                'cpmu' * 5,
                f'driver-notes.d19 = {LAST_NOTE}\n',
            ),
        ],
    ),
}
PICTURED = {
    'index.rst': """\
Start
=====

.. toctree::

   deep/below/details
   deep/below/start

.. support_matrix::
   :parts: summary
""",
    'deep/below/details.rst': """\
Details
=======

.. support_matrix:: /support-matrix.ini
   :parts: details

.. |plan| image:: /plan.svg
   :alt: A plan
""",
    'deep/below/start.rst': 'The start\n=========\n',
    'support-matrix.ini': ini(
        {'one': 'One'},
        [
            Row(
                'a.b',
                'Feature',
                'optional',
                'p',
                'driver-notes.one = See `the start <start.html>`_: |plan|\n',
            )
        ],
    ),
    'plan.svg': '<svg xmlns="http://www.w3.org/2000/svg" width="20" height="20"/>',
}
"""A project where the details are on a page in another folder, with a picture in a note."""
ANY_NAMES = [
    'list',
    'noted',
    'large',
    'many',
    'met',
    'unmet',
    'undetermined',
    'legend',
    'controls',
]
NAMED_PROJECT = {
    'index.rst': """\
Names
=====

.. support_matrix::
   :parts: summary details
   :orientation: features
""",
    'support-matrix.ini': '\n'.join(
        [
            '[driver.one]\ntitle = One\n',
            *(
                f'[status.{key}]\ntitle = X\nsymbol = x\ncounts-as = missing\n'
                for key in ['own', *ANY_NAMES]
            ),
            *(f'[a.{key}]\ntitle = X\ndriver.one = {key}\n' for key in ['own', *ANY_NAMES]),
        ]
    ),
}
"""A project with a feature for each of its statuses, which are called what our own classes are."""
XEN = '[data-feature="operation.attach-volume"] .feature-matrix-noted a'
"""The cell with the longest note of the sample."""


@pytest.fixture(scope='module')
def large_site(publish: Publish) -> str:
    return publish(LARGE_PROJECT)


def cell(tab: Page, feature: str, driver: str) -> Locator:
    """Return the link of a cell of the sample."""
    number = list(DRIVERS).index(driver)
    return tab.locator(f'tr[data-feature="{feature}"] td[class^="fm-"] > *').nth(number)


def place(element: Locator) -> tuple[float, float, float, float]:
    """Return the edges of *element* in the window: left, top, right and bottom."""
    box = element.bounding_box()
    assert box is not None
    return box['x'], box['y'], box['x'] + box['width'], box['y'] + box['height']


def covered(element: Locator) -> bool:
    """Tell whether something lies over the middle of *element*, or it is out of sight."""
    found: bool = element.evaluate("""element => {
        const {left, right, top, bottom} = element.getBoundingClientRect();
        const on_top = document.elementsFromPoint((left + right) / 2, (top + bottom) / 2)
            .find(each => getComputedStyle(each).pointerEvents !== 'none');
        return !element.contains(on_top) && on_top !== element.closest('th, td');
    }""")
    return found


def note(tab: Page) -> Locator:
    return tab.get_by_role('tooltip')


def test_heads_and_the_first_column_stay_in_sight(tab: Page, large_site: str) -> None:
    tab.goto(f'{large_site}/index.html')
    box = tab.locator('.feature-matrix-box')
    head, row = tab.locator('th[data-driver]').last, tab.locator('tbody th').last
    corner = tab.locator('.feature-matrix-corner')
    tab.set_viewport_size({'width': 600, 'height': 500})
    assert box.evaluate('box => box.scrollHeight > box.clientHeight')
    box.evaluate('box => box.scrollTo(10_000, 10_000)')
    box.scroll_into_view_if_needed()
    left, top, right, bottom = place(box)
    assert place(head)[1] == pytest.approx(top, abs=2)
    assert place(row)[0] == pytest.approx(left, abs=2)
    assert place(head)[2] <= right + 1
    assert place(row)[3] <= bottom + 1
    assert place(corner)[:2] == pytest.approx((left, top), abs=2)
    # The cells go by under them.
    assert [covered(each) for each in (head, row, corner)] == [False] * 3


def test_a_declared_status_has_the_colour_of_what_it_counts_as(tab: Page, site: str) -> None:
    def colour(status: str) -> str:
        found: str = tab.locator(f'td.fm-{status}').first.evaluate(
            'cell => getComputedStyle(cell).backgroundColor'
        )
        return found

    tab.goto(f'{site}/index.html')
    assert colour('planned') == colour('missing') != colour('complete')
    # A style sheet of the project's own comes later, and counts.
    tab.add_style_tag(content='.fm-planned { --fm-status: var(--fm-complete) }')
    assert colour('planned') == colour('complete')


def test_the_box_is_no_higher_than_the_window(tab: Page, large_site: str) -> None:
    tab.goto(f'{large_site}/index.html')
    _, top, _, bottom = place(tab.locator('.feature-matrix-box'))
    assert bottom - top <= 400


@pytest.mark.parametrize('width', [390, 1280])
def test_heads_of_many_drivers_stand_side_by_side_and_can_be_read(
    tab: Page, large_site: str, width: int
) -> None:
    tab.set_viewport_size({'width': width, 'height': 900})
    tab.goto(f'{large_site}/index.html')
    heads: list[list[float]] = tab.locator('th[data-driver]').evaluate_all("""heads =>
        heads.map(head => {
            const words = document.createRange();
            words.selectNodeContents(head);
            const {left, right, top, bottom} = words.getBoundingClientRect();
            const frame = head.getBoundingClientRect();
            const upright = getComputedStyle(head.querySelector('span')).writingMode;
            return [left - frame.left, frame.right - right, top - frame.top, frame.bottom - bottom,
                upright === 'horizontal-tb' ? 0 : 1, frame.width];
        })
    """)
    assert len(heads) == len(MANY)
    # The words of each lie within it, and are written upwards, so that it is narrow.
    assert min(min(head[:4]) for head in heads) >= -1
    assert {head[4] for head in heads} == {1}
    assert max(head[5] for head in heads) < 100


def test_heads_of_a_few_drivers_are_written_as_any_text(tab: Page, large_site: str) -> None:
    tab.goto(f'{large_site}/index.html?support-matrix.driver=d1&support-matrix.driver=d2')
    head = tab.locator('th[data-driver=d1] > span')
    expect(head).to_have_css('writing-mode', 'horizontal-tb')


@pytest.mark.parametrize('way', ['pointer', 'focus'])
def test_the_row_and_the_column_of_a_cell_stand_out(tab: Page, site: str, way: str) -> None:
    open_summary(tab, site)
    link = cell(tab, 'operation.evacuate', 'xen')
    row = tab.locator('tr[data-feature="operation.evacuate"] > th')
    column = tab.locator('.feature-matrix-column')
    expect(column).to_be_hidden()
    before = row.evaluate('head => getComputedStyle(head).backgroundImage')
    link.hover() if way == 'pointer' else link.focus()
    expect(column).to_be_visible()
    assert row.evaluate('head => getComputedStyle(head).backgroundImage') != before
    left, _, right, _ = place(column)
    assert (left, right) == pytest.approx(place(link.locator('..'))[::2], abs=2)
    other = cell(tab, 'console.serial', 'qemu')
    other.hover() if way == 'pointer' else other.focus()
    assert row.evaluate('head => getComputedStyle(head).backgroundImage') == before
    assert place(column)[0] == pytest.approx(place(other.locator('..'))[0], abs=2)


def test_nothing_stands_out_once_the_pointer_has_gone(tab: Page, site: str) -> None:
    open_summary(tab, site)
    cell(tab, 'operation.evacuate', 'xen').hover()
    expect(tab.locator('.feature-matrix-column')).to_be_visible()
    tab.locator('h1').hover()
    expect(tab.locator('.feature-matrix-column')).to_be_hidden()


@pytest.mark.parametrize('way', ['pointer', 'focus'])
def test_the_note_of_a_cell_is_shown_where_the_reader_is(tab: Page, site: str, way: str) -> None:
    tab.set_viewport_size({'width': 1000, 'height': 800})
    open_summary(tab, site)
    link = tab.locator(XEN)
    link.hover() if way == 'pointer' else link.focus()
    expect(note(tab)).to_contain_text('Needs Xen 4.5 or newer: see the tracker')
    expect(note(tab)).to_contain_text('Libvirt Xen')
    expect(link).to_have_accessible_description(re.compile(r'Needs Xen 4\.5'))
    shown, of = place(note(tab)), place(link)
    assert shown[1] >= of[3] - 2 or shown[3] <= of[1] + 2
    assert min(abs(shown[1] - of[3]), abs(shown[3] - of[1])) < 30
    assert shown[0] < of[2]
    assert shown[2] > of[0]
    assert 0 <= shown[0] < shown[2] <= 1000
    assert shown[2] - shown[0] > 200


def test_a_note_goes_once_the_reader_is_elsewhere(tab: Page, site: str) -> None:
    open_summary(tab, site)
    tab.locator(XEN).hover()
    expect(note(tab)).to_be_visible()
    tab.locator('h1').hover()
    expect(note(tab)).to_be_hidden()
    tab.locator(XEN).focus()
    expect(note(tab)).to_be_visible()
    tab.keyboard.press('Shift+Tab')
    expect(note(tab)).to_be_hidden()


@pytest.mark.parametrize('way', ['pointer', 'focus'])
def test_escape_closes_a_note(tab: Page, site: str, way: str) -> None:
    open_summary(tab, site)
    link = tab.locator(XEN)
    link.hover() if way == 'pointer' else link.focus()
    expect(note(tab)).to_be_visible()
    tab.keyboard.press('Escape')
    expect(note(tab)).to_be_hidden()


def test_the_pointer_may_go_from_a_cell_to_its_note(open_tab: OpenTab, site: str) -> None:
    tab = open_tab()
    tab.set_viewport_size({'width': 1280, 'height': 800})
    open_summary(tab, site)
    tab.clock.install()
    link = tab.locator(XEN)
    link.hover()
    tab.clock.run_for(1000)
    expect(note(tab)).to_be_visible()
    left, top, right, bottom = place(note(tab))
    tab.mouse.move((left + right) / 2, (top + bottom) / 2, steps=5)
    tab.clock.run_for(5000)
    expect(note(tab)).to_be_visible()
    expect(note(tab).get_by_role('link')).to_have_attribute('href', 'https://example.org/bugs/1')


def test_a_link_in_a_note_leads_on(tab: Page, site: str) -> None:
    tab.route('https://example.org/**', lambda route: route.fulfill(body='The tracker'))
    tab.set_viewport_size({'width': 1280, 'height': 800})
    open_summary(tab, site)
    tab.locator(XEN).hover()
    note(tab).get_by_role('link').click()
    expect(tab).to_have_url('https://example.org/bugs/1')


def test_the_words_of_a_note_can_be_selected(tab: Page, site: str) -> None:
    tab.set_viewport_size({'width': 1280, 'height': 800})
    open_summary(tab, site)
    tab.locator(XEN).hover()
    expect(note(tab)).to_be_visible()
    left, top, right, bottom = place(note(tab).locator('p'))
    tab.mouse.move(left + 2, top + 5, steps=5)
    tab.mouse.down()
    tab.mouse.move(right - 2, bottom - 5, steps=5)
    tab.mouse.up()
    expect(note(tab)).to_be_visible()
    assert 'Xen 4.5 or newer' in tab.evaluate('getSelection().toString()')


def test_a_cell_without_a_note_shows_none(open_tab: OpenTab, site: str) -> None:
    tab = open_tab()
    open_summary(tab, site)
    tab.clock.install()
    cell(tab, 'operation.evacuate', 'lxc').hover()
    tab.clock.run_for(1000)
    expect(note(tab)).to_be_hidden()


def test_the_legend_shows_no_note(open_tab: OpenTab, site: str) -> None:
    tab = open_tab()
    open_summary(tab, site)
    tab.clock.install()
    tab.locator('.feature-matrix-legend .feature-matrix-noted > i').hover()
    tab.clock.run_for(1000)
    expect(note(tab)).to_be_hidden()


def test_cells_with_a_note_say_so(tab: Page, site: str) -> None:
    open_summary(tab, site)
    expect(tab.locator(XEN)).to_have_accessible_name('partial, with a note')
    expect(cell(tab, 'operation.evacuate', 'lxc')).to_have_accessible_name('missing')


def test_a_note_is_shown_of_details_on_another_page(tab: Page, site: str) -> None:
    open_summary(tab, site, 'apart.html', 'networks')
    link = tab.locator('[data-matrix=networks] .feature-matrix-noted a')
    link.hover()
    expect(note(tab)).to_contain_text('Needs a trunk.')
    expect(note(tab).get_by_role('link')).to_have_attribute('href', 'https://example.org/trunk')
    link.click()
    expect(tab).to_have_url(re.compile(r'/networks\.html#network_vlan_driver_bridge$'))


def test_pictures_and_links_in_a_note_of_a_page_elsewhere_are_found(
    tab: Page, publish: Publish
) -> None:
    site = publish(PICTURED)
    tab.goto(f'{site}/index.html')
    tab.locator('.feature-matrix-noted a').hover()
    picture = note(tab).get_by_role('img', name='A plan')
    expect(picture).to_have_js_property('naturalWidth', 20)
    note(tab).get_by_role('link', name='the start').click()
    expect(tab).to_have_url(f'{site}/deep/below/start.html')


def test_no_id_is_on_the_page_twice_while_a_note_is_shown(tab: Page, site: str) -> None:
    open_summary(tab, site)
    tab.locator(XEN).hover()
    expect(note(tab)).to_be_visible()
    ids: list[str] = tab.evaluate("[...document.querySelectorAll('[id]')].map(each => each.id)")
    assert len(ids) == len(set(ids))


def test_on_a_phone_the_first_tap_shows_the_note_and_the_next_leads_to_the_details(
    open_tab: OpenTab, site: str
) -> None:
    tab = open_tab(viewport={'width': 390, 'height': 800}, has_touch=True, is_mobile=True)
    open_summary(tab, site)
    link = tab.locator(XEN)
    link.tap()
    expect(note(tab)).to_contain_text('Needs Xen 4.5 or newer')
    left, _, right, _ = place(note(tab))
    assert 0 <= left < right <= 390
    assert right - left > 200
    expect(tab).not_to_have_url(re.compile('#'))
    tab.locator('h1').tap()
    expect(note(tab)).to_be_hidden()
    link.tap()
    expect(note(tab)).to_be_visible()
    link.tap()
    expect(tab).to_have_url(re.compile('#operation_attach_volume_driver_xen$'))


def test_other_links_lead_on_after_a_tap(open_tab: OpenTab, site: str) -> None:
    tab = open_tab(viewport={'width': 390, 'height': 800}, has_touch=True, is_mobile=True)
    open_summary(tab, site)
    tab.locator(XEN).tap()
    expect(note(tab)).to_be_visible()
    cell(tab, 'operation.evacuate', 'kvm-x86').press('Enter')
    expect(tab).to_have_url(re.compile('#operation_evacuate_driver_kvm_x86$'))
    tab.locator('h1').tap()
    tab.locator(XEN).tap()
    expect(note(tab)).to_be_visible()
    # As screen readers do it, without a key or a pointer.
    cell(tab, 'console.vnc', 'kvm-x86').evaluate('link => link.click()')
    expect(tab).to_have_url(re.compile('#console_vnc_driver_kvm_x86$'))


def test_a_key_leads_on_after_a_touch_that_has_scrolled(open_tab: OpenTab, site: str) -> None:
    tab = open_tab(viewport={'width': 390, 'height': 800}, has_touch=True, is_mobile=True)
    open_summary(tab, site)
    # What browsers tell of a finger that begins to scroll.
    for event in ('pointerdown', 'pointercancel'):
        tab.locator(XEN).dispatch_event(event, {'pointerType': 'touch'})
    cell(tab, 'operation.evacuate', 'kvm-x86').press('Enter')
    expect(tab).to_have_url(re.compile('#operation_evacuate_driver_kvm_x86$'))


def test_on_a_phone_a_cell_without_a_note_leads_to_the_details_at_once(
    open_tab: OpenTab, site: str
) -> None:
    tab = open_tab(viewport={'width': 390, 'height': 800}, has_touch=True, is_mobile=True)
    open_summary(tab, site)
    cell(tab, 'operation.evacuate', 'kvm-x86').tap()
    expect(tab).to_have_url(re.compile('#operation_evacuate_driver_kvm_x86$'))


def test_the_bar_of_a_driver_says_its_figures(tab: Page, site: str) -> None:
    open_summary(tab, site)
    bar = tab.locator('thead .feature-matrix-bar').first
    said = '8 complete, 0 partial, 0 missing, 0 unknown'
    expect(bar).to_have_accessible_name(said)
    bar.hover()
    expect(note(tab)).to_have_text(said)


def test_the_cell_with_the_focus_is_never_behind_the_heads(tab: Page, large_site: str) -> None:
    tab.set_viewport_size({'width': 700, 'height': 600})
    tab.goto(f'{large_site}/index.html')
    cells = tab.locator('td[class^="fm-"] a')
    for number in (0, 19, 599, 300, 20, 0):
        cells.nth(number).focus()
        assert not covered(cells.nth(number)), number


def test_arrow_keys_stay_those_of_the_browser(tab: Page, large_site: str) -> None:
    tab.goto(f'{large_site}/index.html')
    tab.evaluate("""() => {
        window.taken = [];
        addEventListener('keydown', event => {
            if (event.defaultPrevented) taken.push(event.key);
        });
    }""")
    link = tab.locator('td[class^="fm-"] a').first
    link.focus()
    box = tab.locator('.feature-matrix-box')
    assert box.evaluate('box => [box.scrollTop, box.scrollLeft]') == [0, 0]
    for key in ('ArrowDown', 'ArrowRight'):
        tab.keyboard.press(key)
    tab.wait_for_function(
        "document.querySelector('.feature-matrix-box').scrollTop > 0 &&"
        "document.querySelector('.feature-matrix-box').scrollLeft > 0"
    )
    expect(link).to_be_focused()
    for key in ('Shift+ArrowDown', 'Control+ArrowRight', 'Home', 'PageDown'):
        tab.keyboard.press(key)
    assert tab.evaluate('taken') == []


@pytest.mark.parametrize(('width', 'height'), [(320, 256), (667, 320)])
def test_in_a_low_window_the_heads_leave_room(
    tab: Page, large_site: str, width: int, height: int
) -> None:
    tab.set_viewport_size({'width': width, 'height': height})
    tab.goto(f'{large_site}/index.html')
    box = tab.locator('.feature-matrix-box')
    box.evaluate('box => box.scrollTo(10_000, 10_000)')
    box.scroll_into_view_if_needed()
    left, top, right, bottom = place(box)
    assert bottom - max(top, place(tab.locator('thead'))[3]) > (bottom - top) / 2
    assert right - place(tab.locator('tbody th').last)[2] > (right - left) / 2


def test_a_status_of_any_name_looks_like_any_other(tab: Page, publish: Publish) -> None:
    tab.goto(f'{publish(NAMED_PROJECT)}/index.html')
    looks: list[list[list[str]]] = tab.locator('body').evaluate(
        """(body, keys) => keys.map(key =>
            [...body.querySelectorAll(`.fm-${key}, .fm-${key} > *`)].flatMap(each =>
                ['', '::before', '::after'].map(part => {
                    const style = getComputedStyle(each, part);
                    return [
                        each.localName, part, style.content, style.display, style.color,
                        style.backgroundColor, style.margin, style.padding, style.border,
                        style.position, style.listStyle, style.fontSize, style.columns,
                    ].join();
                })))""",
        ['own', *ANY_NAMES],
    )
    own, *others = looks
    assert len(own) > 10
    assert [name for name, look in zip(ANY_NAMES, others, strict=True) if look != own] == []
    tab.locator('.fm-noted > a').focus()
    expect(tab.locator('.feature-matrix-column')).to_be_visible()
    expect(note(tab)).to_be_hidden()


def test_the_keyboard_can_skip_the_table(tab: Page, large_site: str) -> None:
    tab.goto(f'{large_site}/index.html')
    link = tab.get_by_role('link', name='Skip the table')
    link.focus()
    expect(link).to_be_in_viewport()
    assert not covered(link)
    tab.keyboard.press('Enter')
    tab.keyboard.press('Tab')
    focused = tab.locator(':focus')
    assert focused.evaluate(
        "element => document.querySelector('.feature-matrix-summary')"
        '.compareDocumentPosition(element) === Node.DOCUMENT_POSITION_FOLLOWING'
    )


def test_a_cell_leads_to_its_place_in_the_details_under_the_heading(
    tab: Page, large_site: str
) -> None:
    tab.set_viewport_size({'width': 1280, 'height': 800})
    tab.goto(f'{large_site}/index.html')
    Mouse().press(tab.locator('tr[data-feature="volume.f29"] td[class^="fm-"] a').last)
    expect(tab.locator(':target')).to_have_id('volume_f29_driver_d19')
    expect(tab.locator(':target')).to_be_in_viewport()
    heading = tab.locator('.feature-matrix-details:has(:target)').get_by_role('heading')
    expect(heading).to_contain_text('Feature 29 of volumes')
    expect(heading).to_be_in_viewport()
    tab.go_back()
    expect(tab.locator('tr[data-feature="volume.f29"]')).to_be_in_viewport()


def test_the_search_of_the_browser_finds_what_is_far_below(tab: Page, large_site: str) -> None:
    tab.goto(f'{large_site}/index.html')
    found = tab.get_by_text(LAST_NOTE)
    expect(found).not_to_be_in_viewport()
    assert tab.evaluate('words => find(words)', LAST_NOTE)
    expect(found).to_be_in_viewport()


def test_statuses_are_told_apart_where_colours_are_forced(open_tab: OpenTab, site: str) -> None:
    tab = open_tab(forced_colors='active')
    open_summary(tab, site)
    cells = [cell(tab, 'storage.block.iscsi', driver) for driver in ('lxc', 'xen', 'vz-ct')]
    cells.append(cell(tab, 'storage.block.iscsi', 'powervm'))
    assert len({each.screenshot() for each in cells}) == 4
    bars = tab.locator('thead .feature-matrix-bar')
    assert bars.nth(0).screenshot() != bars.nth(9).screenshot() != bars.nth(10).screenshot()


def test_what_a_link_leads_to_stands_out_where_colours_are_forced(
    open_tab: OpenTab, site: str
) -> None:
    tab = open_tab(forced_colors='active')
    tab.goto(f'{site}/index.html#operation_evacuate_driver_lxc')
    expect(tab.locator(':target')).not_to_have_css('outline-style', 'none')


def test_nothing_moves_for_readers_who_want_no_motion(open_tab: OpenTab, site: str) -> None:
    tab = open_tab(reduced_motion='reduce')
    open_summary(tab, site)
    tab.locator(XEN).hover()
    expect(note(tab)).to_be_visible()
    moving = tab.locator('.feature-matrix-summary, .feature-matrix-summary *').evaluate_all(
        """all => all.map(each => getComputedStyle(each)).filter(style =>
            style.scrollBehavior !== 'auto' || style.animationName !== 'none' ||
            style.transitionDuration.split(', ').some(each => parseFloat(each))).length"""
    )
    assert moving == 0
