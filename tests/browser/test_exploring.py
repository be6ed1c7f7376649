"""The controls over a summary: what each does, by mouse and by keyboard alone."""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from urllib.parse import parse_qs, urlsplit

import pytest
from markdown_it import MarkdownIt
from playwright.sync_api import Browser, Locator, Page, expect

from browser.conftest import OpenTab, Publish, Served
from browser.reader import Mouse, Reader, Summary, by_mouse_and_by_keyboard, open_summary
from browser.sample import DRIVERS, ROWS, STATUSES, Row, ini

ALL = [row.key for row in ROWS]
TITLES = {row.key: row.title for row in ROWS}


def status(row: Row, driver: str) -> str:
    """Return the status that the sample has for a feature and a driver."""
    return STATUSES[row.cells[list(DRIVERS).index(driver)]]


def shown(row: Row, driver: str) -> str:
    """Return the status that is shown: what is none counts as unknown."""
    return 'unknown' if status(row, driver) == 'sometimes' else status(row, driver)


def counted(row: Row, driver: str) -> str:
    """Return what the status counts as that is shown."""
    return 'missing' if status(row, driver) == 'planned' else shown(row, driver)


def address(tab: Page) -> str:
    """Return the address of the page, as it is at this very moment."""
    href: str = tab.evaluate('location.href')
    return href


def settle(tab: Page) -> None:
    """Wait until the page has done what it has put off, and has been drawn since."""
    tab.evaluate('new Promise(done => setTimeout(() => requestAnimationFrame(done), 50))')


def query(tab: Page) -> dict[str, list[str]]:
    """Return what the address of the page asks for."""
    return parse_qs(urlsplit(address(tab)).query)


@by_mouse_and_by_keyboard
def test_features_are_found_by_the_words_in_them(tab: Page, site: str, reader: Reader) -> None:
    summary = open_summary(tab, site)
    assert summary.rows() == ALL
    reader.fill(summary.filter, 'INSTANCE block')
    assert summary.rows() == ['operation.attach-volume']
    assert summary.columns() == list(DRIVERS)
    reader.fill(summary.filter, 'console')
    assert summary.rows() == ['console.serial', 'console.vnc']
    reader.fill(summary.filter, 'nothing has this in it')
    assert summary.rows() == []


@by_mouse_and_by_keyboard
def test_drivers_are_chosen(tab: Page, site: str, reader: Reader) -> None:
    summary = open_summary(tab, site)
    summary.check(reader, 'driver', 'lxc', 'vz-ct', 'powervm')
    assert summary.columns() == ['lxc', 'vz-ct', 'powervm']
    assert summary.rows() == ALL
    assert summary.statuses('operation.evacuate') == ['missing', 'unknown', 'missing']


@by_mouse_and_by_keyboard
def test_what_a_driver_lacks_is_found_by_its_status(tab: Page, site: str, reader: Reader) -> None:
    summary = open_summary(tab, site)
    summary.check(reader, 'driver', 'lxc')
    summary.check(reader, 'status', 'missing')
    assert summary.columns() == ['lxc']
    assert summary.rows() == [row.key for row in ROWS if status(row, 'lxc') == 'missing']


def test_a_status_is_found_in_any_driver_where_none_is_chosen(tab: Page, site: str) -> None:
    summary = open_summary(tab, site)
    summary.check(Mouse(), 'status', 'planned')
    assert summary.rows() == ['operation.live-migrate']
    Mouse().press(summary.box('status', 'unknown'))
    assert summary.rows() == [row.key for row in ROWS if {'u', 'l', '!'} & set(row.cells)]


def test_what_counts_as_a_status_is_found_with_it(tab: Page, site: str) -> None:
    summary = open_summary(tab, site)
    summary.check(Mouse(), 'driver', 'hyperv')
    summary.check(Mouse(), 'status', 'missing')
    assert 'operation.live-migrate' in summary.rows()
    assert 'planned' in summary.statuses('operation.live-migrate')
    assert summary.rows() == [row.key for row in ROWS if counted(row, 'hyperv') == 'missing']


@by_mouse_and_by_keyboard
def test_two_drivers_are_compared_by_what_differs(tab: Page, site: str, reader: Reader) -> None:
    summary = open_summary(tab, site)
    summary.check(reader, 'driver', 'kvm-x86', 'lxc')
    reader.press(summary.differ)
    differing = [row.key for row in ROWS if status(row, 'kvm-x86') != status(row, 'lxc')]
    assert 0 < len(differing) < len(ALL)
    assert summary.rows() == differing
    assert summary.columns() == ['kvm-x86', 'lxc']


@by_mouse_and_by_keyboard
def test_features_are_sorted_within_their_category(tab: Page, site: str, reader: Reader) -> None:
    summary = open_summary(tab, site)
    reader.choose(summary.sort, 'title')
    assert summary.categories() == ['Operations', 'Consoles', 'Storage']
    assert [TITLES[key] for key in summary.rows()] == [
        'Attach block volume to instance',
        'Evacuate instances from a host',
        'Live migration of instances',
        'Serial console',
        'VNC console',
        'Block storage over iSCSI',
        'Boot from an image',
        'Snapshots of instances',
    ]
    reader.choose(summary.sort, 'support')
    assert summary.rows() == [
        'operation.attach-volume',
        'operation.live-migrate',
        'operation.evacuate',
        'console.vnc',
        'console.serial',
        'storage.image',
        'storage.block.iscsi',
        'storage.snapshot',
    ]
    reader.choose(summary.sort, 'the given order')
    assert summary.rows() == ALL


def test_support_is_that_of_the_drivers_that_are_shown(tab: Page, site: str) -> None:
    summary = open_summary(tab, site)
    summary.check(Mouse(), 'driver', 'ironic')
    Mouse().choose(summary.sort, 'support')
    assert summary.rows()[:3] == [
        'operation.attach-volume',
        'operation.evacuate',
        'operation.live-migrate',
    ]
    Mouse().press(summary.box('driver', 'ironic'))
    assert summary.rows()[:3] == [ALL[0], ALL[2], ALL[1]]


@by_mouse_and_by_keyboard
def test_a_count_is_announced(tab: Page, site: str, reader: Reader) -> None:
    summary = open_summary(tab, site)
    expect(summary.count).to_have_text('8 of 8 features, 12 of 12 drivers.')
    reader.fill(summary.filter, 'console')
    expect(summary.count).to_have_text('2 of 8 features, 12 of 12 drivers.')
    summary.check(reader, 'driver', 'lxc', 'xen')
    expect(summary.count).to_contain_text('2 of 8 features, 2 of 12 drivers.')


@pytest.mark.parametrize(
    ('one', 'other'), [('kvm-x86', 'lxc'), ('kvm-s390x', 'powervm'), ('vz-vm', 'vmware')]
)
def test_of_two_drivers_it_is_said_in_what_they_differ(
    tab: Page, site: str, one: str, other: str
) -> None:
    summary = open_summary(tab, site)
    summary.check(Mouse(), 'driver', one, other)
    pairs = [(counted(row, one), counted(row, other)) for row in ROWS]
    works = {'complete', 'partial'}
    alone = sum(a in works and b == 'missing' for a, b in pairs)
    alone_too = sum(b in works and a == 'missing' for a, b in pairs)
    differing = sum(shown(row, one) != shown(row, other) for row in ROWS)
    said = (
        f'8 of 8 features, 2 of 12 drivers. '
        f'{DRIVERS[one]} supports {alone} that {DRIVERS[other]} lacks. '
        f'{DRIVERS[other]} supports {alone_too} that {DRIVERS[one]} lacks. '
        f'Otherwise different: {differing - alone - alone_too}.'
    )
    expect(summary.count).to_have_text(said)
    # What is said adds up to what is left, of which it says the same.
    Mouse().press(summary.differ)
    assert len(summary.rows()) == differing
    expect(summary.count).to_have_text(said.replace('8 of 8', f'{differing} of 8'))


@by_mouse_and_by_keyboard
def test_all_is_shown_again_after_a_reset(tab: Page, site: str, reader: Reader) -> None:
    summary = open_summary(tab, site)
    reader.fill(summary.filter, 'o')
    summary.check(reader, 'driver', 'lxc')
    summary.check(reader, 'status', 'missing')
    reader.choose(summary.sort, 'title')
    assert (summary.rows(), summary.columns()) != (ALL, list(DRIVERS))
    reader.press(summary.reset)
    expect(summary.count).to_have_text('8 of 8 features, 12 of 12 drivers.')
    assert (summary.rows(), summary.columns()) == (ALL, list(DRIVERS))
    expect(summary.filter).to_have_value('')
    expect(summary.box('driver', 'lxc')).not_to_be_checked()
    assert query(tab) == {}


def test_a_reset_of_what_is_reset_already_is_no_step(tab: Page, site: str) -> None:
    summary = open_summary(tab, site)
    Mouse().fill(summary.filter, 'console')
    Mouse().press(summary.reset)
    expect(summary.filter).to_have_value('')
    steps = tab.evaluate('history.length')
    for _press in range(3):
        Mouse().press(summary.reset)
    settle(tab)
    assert tab.evaluate('history.length') == steps


def test_a_link_shows_what_its_sender_saw(tab: Page, open_tab: OpenTab, site: str) -> None:
    sent = open_summary(tab, f'{site}', 'index.html#summary')
    reader = Mouse()
    reader.fill(sent.filter, 'o')
    sent.check(reader, 'driver', 'lxc', 'kvm-x86')
    sent.check(reader, 'status', 'missing')
    reader.press(sent.differ)
    reader.choose(sent.sort, 'title')
    assert query(tab) == {
        'hypervisors.filter': ['o'],
        'hypervisors.driver': ['kvm-x86', 'lxc'],
        'hypervisors.status': ['missing'],
        'hypervisors.differ': ['1'],
        'hypervisors.sort': ['title'],
    }
    other = open_tab()
    other.goto(address(tab))
    received = Summary(other)
    expect(received.filter).to_have_value('o')
    expect(received.differ).to_be_checked()
    expect(received.sort).to_have_value('title')
    expect(received.box('driver', 'lxc')).to_be_checked()
    expect(received.box('driver', 'xen')).not_to_be_checked()
    assert received.rows() == sent.rows()
    assert received.columns() == sent.columns() == ['kvm-x86', 'lxc']
    assert received.count.inner_text() == sent.count.inner_text()


@pytest.mark.parametrize('name', ['backends', 'backends-2', 'networks'])
def test_a_link_opens_at_the_table_that_it_is_about(
    tab: Page, open_tab: OpenTab, site: str, name: str
) -> None:
    sent = open_summary(tab, site, 'apart.html#backends', name)
    sent.filter.scroll_into_view_if_needed()
    before: float = tab.evaluate('scrollY')
    sent.filter.fill('o')
    assert tab.evaluate('scrollY') == pytest.approx(before, abs=1)
    assert urlsplit(address(tab)).fragment == sent.root.get_attribute('id')
    other = open_tab(viewport={'width': 600, 'height': 300})
    other.goto(address(tab))
    received = Summary(other, name)
    expect(received.filter).to_have_value('o')
    expect(received.filter).to_be_in_viewport()
    top: float = received.root.evaluate('each => each.getBoundingClientRect().top')
    assert top == pytest.approx(0, abs=1)


def test_what_else_an_address_asks_for_stays_in_it(tab: Page, site: str) -> None:
    summary = open_summary(tab, site, 'index.html?version=2&other.filter=x')
    Mouse().fill(summary.filter, 'a&b=c#d é')
    assert query(tab) == {
        'version': ['2'],
        'other.filter': ['x'],
        'hypervisors.filter': ['a&b=c#d é'],
    }


def test_back_and_forward_go_through_what_was_shown(tab: Page, site: str) -> None:
    summary = open_summary(tab, site)
    summary.check(Mouse(), 'driver', 'lxc', 'xen')
    Mouse().fill(summary.filter, 'console')
    tab.go_back()
    expect(summary.filter).to_have_value('')
    assert (summary.rows(), summary.columns()) == (ALL, ['lxc', 'xen'])
    tab.go_back()
    expect(summary.box('driver', 'xen')).not_to_be_checked()
    assert summary.columns() == ['lxc']
    tab.go_forward()
    tab.go_forward()
    expect(summary.filter).to_have_value('console')
    assert summary.rows() == ['console.serial', 'console.vnc']
    assert summary.columns() == ['lxc', 'xen']


def test_what_was_gone_back_to_is_not_lost_by_typing(tab: Page, site: str) -> None:
    summary = open_summary(tab, site)
    Mouse().fill(summary.filter, 'console')
    tab.go_back()
    expect(summary.filter).to_have_value('')
    Mouse().fill(summary.filter, 'volume')
    tab.go_back()
    expect(summary.filter).to_have_value('')
    assert summary.rows() == ALL


def test_going_back_undoes_what_was_typed_last_in_one_of_two_matrices(
    tab: Page, site: str
) -> None:
    first = open_summary(tab, site, 'apart.html', 'backends')
    second = Summary(tab, 'backends-2')
    Mouse().fill(first.filter, 'extend')
    Mouse().fill(second.filter, 'quality')
    Mouse().fill(first.filter, 'create')
    for values in (('extend', 'quality'), ('extend', ''), ('', '')):
        tab.go_back()
        expect(first.filter).to_have_value(values[0])
        expect(second.filter).to_have_value(values[1])


def test_only_what_is_new_is_announced(tab: Page, site: str) -> None:
    summary = open_summary(tab, site)
    summary.count.evaluate("""output => {
        window.announced = 0;
        const watcher = new MutationObserver(found => { announced += found.length });
        watcher.observe(output, {childList: true, characterData: true, subtree: true});
    }""")
    tab.locator('p a[href="#driver_lxc"]').click()
    tab.locator('tr[data-feature="storage.image"] th a').click()
    expect(tab).to_have_url(re.compile('#storage_image$'))
    tab.go_back()
    expect(tab).to_have_url(re.compile('#driver_lxc$'))
    settle(tab)
    assert tab.evaluate('announced') == 0
    Mouse().fill(summary.filter, 'v')
    assert tab.evaluate('announced') > 0


def test_a_reader_who_comes_back_from_another_page_finds_what_was_shown(
    tab: Page, site: str
) -> None:
    summary = open_summary(tab, site)
    Mouse().fill(summary.filter, 'console')
    tab.goto(f'{site}/networks.html')
    tab.go_back()
    expect(summary.filter).to_have_value('console')
    assert summary.rows() == ['console.serial', 'console.vnc']


def test_matrices_on_a_page_are_explored_one_by_one(tab: Page, site: str) -> None:
    first = open_summary(tab, site, 'apart.html', 'backends')
    second, third = Summary(tab, 'backends-2'), Summary(tab, 'networks')
    before = [(each.rows(), each.columns()) for each in (first, second, third)]
    Mouse().fill(second.filter, 'quality')
    assert second.rows() == ['volume.qos']
    Mouse().fill(third.filter, 'vlan')
    assert third.rows() == ['network.vlan']
    assert (first.rows(), first.columns()) == before[0]
    assert query(tab) == {'backends-2.filter': ['quality'], 'networks.filter': ['vlan']}
    tab.reload()
    expect(third.filter).to_have_value('vlan')
    assert second.rows() == ['volume.qos']
    assert third.rows() == ['network.vlan']
    Mouse().press(second.reset)
    expect(second.count).to_contain_text('3 of 3 features')
    assert [(each.rows(), each.columns()) for each in (first, second)] == before[:2]
    assert third.rows() == ['network.vlan']


@by_mouse_and_by_keyboard
def test_in_a_turned_table_features_are_columns(tab: Page, site: str, reader: Reader) -> None:
    summary = open_summary(tab, site, 'apart.html', 'backends')
    assert len(summary.rows()) == 6
    reader.fill(summary.filter, 'extend')
    assert summary.columns() == ['volume.extend']
    assert summary.statuses('vendor-4') == ['partial']
    reader.fill(summary.filter, ' ')
    summary.check(reader, 'driver', 'vendor-4', 'vendor-5')
    assert summary.rows() == ['vendor-4', 'vendor-5']
    reader.press(summary.differ)
    assert summary.columns() == ['volume.extend', 'volume.qos']
    expect(summary.count).to_contain_text('2 of 3 features, 2 of 6 drivers.')


def test_in_a_turned_table_a_feature_is_found_by_what_stands_in_its_head(
    tab: Page, site: str
) -> None:
    summary = open_summary(tab, site, 'apart.html', 'backends')
    summary.filter.fill('mandatory')
    assert summary.columns() == ['volume.create']
    summary.filter.fill('undefined')
    assert summary.columns() == []
    expect(summary.count).to_have_text('0 of 3 features, 6 of 6 drivers.')


def test_drivers_of_a_turned_table_are_sorted(tab: Page, site: str) -> None:
    summary = open_summary(tab, site, 'apart.html', 'backends')
    Mouse().choose(summary.sort, 'support')
    # What has no caveats decides between those that support as many.
    assert summary.rows() == [f'vendor-{number}' for number in (6, 7, 3, 5, 8, 4)]
    Mouse().choose(summary.sort, 'title')
    assert summary.rows() == [f'vendor-{number}' for number in range(3, 9)]


def test_a_category_without_a_row_has_no_heading(tab: Page, site: str) -> None:
    summary = open_summary(tab, site)
    assert summary.categories() == ['Operations', 'Consoles', 'Storage']
    Mouse().fill(summary.filter, 'console')
    assert summary.categories() == ['Consoles']


@pytest.mark.parametrize(
    ('asked', 'rows', 'columns'),
    [
        ('driver=nobody', ALL, list(DRIVERS)),
        ('driver=nobody&hypervisors.driver=lxc', ALL, ['lxc']),
        ('status=nothing', ALL, list(DRIVERS)),
        ('sort=nonsense', ALL, list(DRIVERS)),
        ('differ=yes', ALL, list(DRIVERS)),
        ('nonsense=1', ALL, list(DRIVERS)),
        ('filter=%00%ff%E0%A4%A', [], list(DRIVERS)),
        ('csv=1&hypervisors.=1&=&%', ALL, list(DRIVERS)),
        ('filter=console&hypervisors.filter=iscsi', ALL[3:5], list(DRIVERS)),
    ],
)
def test_a_link_that_asks_for_what_is_not_there_does_no_harm(
    tab: Page, site: str, asked: str, rows: Sequence[str], columns: Sequence[str]
) -> None:
    summary = open_summary(tab, site, f'index.html?hypervisors.{asked}')
    assert summary.columns() == columns
    assert summary.rows() == rows


HOSTILE = '<img src=x onerror=document.title=1>'
HOSTILE_KEY = '"><b onclick>'
HOSTILE_PROJECT = {
    'index.rst': """\
Hostile
=======

.. support_matrix::
   :parts: summary details
   :orientation: features
   :driver-order: file
""",
    'support-matrix.ini': ini(
        {'sum': '=1+1', 'plus': '+1 "one", or two', HOSTILE_KEY: '@SUM(A1)', 'image': HOSTILE},
        [
            Row('a.minus', '-1 | a pipe', 'mandatory', 'cpmu'),
            Row('a.image', HOSTILE, 'optional', 'mmmm', f'driver-notes.sum = {HOSTILE}\n'),
            Row('a.markup', '*one* `two` [three](four)', 'optional', 'cccc'),
        ],
    ),
}


@pytest.fixture(scope='module')
def hostile_site(publish: Publish) -> str:
    return publish(HOSTILE_PROJECT)


def copy(tab: Page, reader: Reader, button: Locator) -> str:
    """Press a *button* that copies, and return what is on the clipboard then."""
    reader.press(button)
    expect(button.page.get_by_role('status')).to_contain_text('Copied')
    text: str = tab.evaluate('navigator.clipboard.readText()')
    return text


@by_mouse_and_by_keyboard
def test_what_is_shown_is_copied_as_csv(open_tab: OpenTab, site: str, reader: Reader) -> None:
    tab = open_tab(permissions=['clipboard-read', 'clipboard-write'])
    summary = open_summary(tab, site)
    summary.check(reader, 'driver', 'lxc', 'powervm')
    reader.fill(summary.filter, 'serial')
    copied = copy(tab, reader, summary.root.locator('button[name=csv]'))
    head, *rows = csv.reader(copied.splitlines())
    assert head == ['Feature', 'Status', 'Libvirt LXC', 'PowerVM']
    # What is no status counts as unknown.
    assert rows == [['Serial console', 'choice', 'partial', 'unknown']]


MATURING = {
    'index.rst': 'Page\n====\n\n.. support_matrix::\n',
    'support-matrix.ini': """\
[driver.a]
title = A
[driver.b]
title = B
[op.new]
title = New
status = mandatory
maturity = experimental
driver.a = complete
driver-release.a = 2.1
driver.b = partial
driver-release.b = 2.2
driver-notes.b = On Sundays.
[op.old]
title = Old
maturity = deprecated
driver.a = missing
driver.b = complete
""",
}


def test_maturities_and_releases_are_copied_and_found(open_tab: OpenTab, publish: Publish) -> None:
    tab = open_tab(permissions=['clipboard-read', 'clipboard-write'])
    summary = open_summary(tab, publish(MATURING), 'index.html', 'support-matrix')
    copied = copy(tab, Mouse(), summary.root.locator('button[name=csv]'))
    assert list(csv.reader(copied.splitlines())) == [
        ['Feature', 'Status, maturity', 'A', 'B'],
        ['New', 'mandatory · experimental', 'complete since 2.1', 'partial since 2.2'],
        ['Old', 'deprecated', 'missing', 'complete'],
    ]
    Mouse().fill(summary.filter, 'experiment')
    assert summary.rows() == ['op.new']


def test_a_turned_table_is_copied_as_it_stands(open_tab: OpenTab, site: str) -> None:
    tab = open_tab(permissions=['clipboard-read', 'clipboard-write'])
    summary = open_summary(tab, site, 'apart.html', 'backends')
    Mouse().choose(summary.sort, 'support')
    Mouse().press(summary.root.locator('button[name=csv]'))
    expect(summary.count).to_contain_text('Copied')
    head, *rows = csv.reader(tab.evaluate('navigator.clipboard.readText()').splitlines())
    assert head == [
        'Driver',
        'Create and delete volumes',
        'Extend a volume while it is attached',
        'Quality of service',
    ]
    assert rows[0] == [
        'Elm storage family, generation 6 (iSCSI, FC, NVMe-TCP)',
        *['complete'] * 3,
    ]
    assert len(rows) == 6


def test_no_spreadsheet_takes_a_title_for_a_formula(open_tab: OpenTab, hostile_site: str) -> None:
    tab = open_tab(permissions=['clipboard-read', 'clipboard-write'])
    summary = open_summary(tab, hostile_site, name='support-matrix')
    copied = copy(tab, Mouse(), summary.root.locator('button[name=csv]'))
    assert list(csv.reader(copied.splitlines())) == [
        ['Feature', 'Status', "'=1+1", """'+1 "one", or two""", "'@SUM(A1)", HOSTILE],
        ["'-1 | a pipe", 'mandatory', 'complete', 'partial', 'missing', 'unknown'],
        [HOSTILE, 'optional', *['missing'] * 4],
        ['*one* `two` [three](four)', 'optional', *['complete'] * 4],
    ]


@by_mouse_and_by_keyboard
def test_what_is_shown_is_copied_as_markdown(
    open_tab: OpenTab, hostile_site: str, reader: Reader
) -> None:
    tab = open_tab(permissions=['clipboard-read', 'clipboard-write'])
    summary = open_summary(tab, hostile_site, name='support-matrix')
    copied = copy(tab, reader, summary.root.locator('button[name=markdown]'))
    table = MarkdownIt('commonmark').enable('table').parse(copied)
    assert [token.content for token in table if token.type == 'inline'] != []
    texts = [
        ''.join(child.content for child in token.children or ())
        for token in table
        if token.type == 'inline'
    ]
    assert texts == [
        *('Feature', 'Status', '=1+1', '+1 "one", or two', '@SUM(A1)', HOSTILE),
        *('-1 | a pipe', 'mandatory', 'complete', 'partial', 'missing', 'unknown'),
        *(HOSTILE, 'optional', *['missing'] * 4),
        *('*one* `two` [three](four)', 'optional', *['complete'] * 4),
    ]
    kinds = {child.type for token in table for child in token.children or ()}
    assert kinds <= {'text', 'text_special'}


def test_what_looks_like_html_stays_text(tab: Page, hostile_site: str) -> None:
    tab.goto(f'{hostile_site}/index.html?support-matrix.filter={HOSTILE}&{HOSTILE}={HOSTILE}')
    summary = Summary(tab, 'support-matrix')
    expect(summary.filter).to_have_value(HOSTILE)
    Mouse().fill(summary.filter, '<img')
    assert summary.rows() == ['a.image']
    summary.check(Mouse(), 'driver', 'sum', 'image')
    expect(summary.count).to_contain_text(HOSTILE)
    summary.root.locator('.feature-matrix-noted a').hover()
    expect(summary.root.get_by_role('tooltip')).to_contain_text(HOSTILE)
    assert summary.columns() == ['sum', 'image']
    Mouse().press(summary.root.get_by_role('checkbox', name='@SUM(A1)'))
    assert summary.columns() == ['sum', HOSTILE_KEY, 'image']
    assert query(tab)['support-matrix.driver'] == ['sum', HOSTILE_KEY, 'image']
    expect(tab.locator('body :is(img, b)')).to_have_count(0)
    assert tab.title() != '1'


def test_a_page_that_is_opened_from_the_disk_is_explored_as_well(
    browser: Browser, site: str, served: Served
) -> None:
    folder = served.folder / urlsplit(site).path.strip('/')
    # No tab that watches: Chromium says that it loads no module from there.
    with browser.new_page() as tab:
        summary = open_summary(tab, folder.as_uri())
        Mouse().fill(summary.filter, 'console')
        assert summary.rows() == ['console.serial', 'console.vnc']
        tab.reload()
        expect(summary.filter).to_have_value('console')
        summary.root.locator('[data-feature="console.serial"] .feature-matrix-noted a').hover()
        expect(summary.root.get_by_role('tooltip')).to_contain_text('Output only.')
