"""The search of a built site, as readers use it: what is typed, what is found, where it leads."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from browser.conftest import Publish

ROOT = Path(__file__).parents[2]

MATRIX = """\
[driver.vz]
title = Virtuozzo (containers)

[driver.hyperv]
title = Hyper-V

[operation.attach-volume]
title = Attach block volume to instance
notes = Gives an instance one more disk.
cli = nova volume-attach <server> <volume>;cinder list
driver.vz = complete
driver.hyperv = partial
driver-notes.hyperv = Not while it sleeps.

[operation.evacuate]
title = Evacuate instances from a host
driver.vz = complete
driver.hyperv = missing

[console.serial]
title = Serial output of an instance
driver.vz = complete
driver.hyperv = complete
"""
PROJECT = {
    'index.rst': """\
Sample
======

.. toctree::

   backends
   prose
""",
    'backends.rst': f"""\
Backends
========

{'A long preface, so that nothing of the matrix is in sight at first. ' * 200}

.. support_matrix::
   :parts: details summary
""",
    # All the words that are searched for are here too, and so are not enough to find the matrix.
    'prose.rst': """\
Prose
=====

Nova and Cinder attach a block volume to an instance of Virtuozzo (containers) or Hyper-V.
""",
    'support-matrix.ini': MATRIX,
}
GERMAN = """\
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"

msgid "Attach block volume to instance"
msgstr "Datenträger an eine Instanz anhängen"

msgid "Hyper-V"
msgstr "Hyper-V von Microsoft"
"""


@pytest.fixture(
    scope='module', params=[{}, {'feature_matrix_index': '0'}], ids=['', 'no general index']
)
def site(publish: Publish, request: pytest.FixtureRequest) -> str:
    """The address of the sample project, with and without a general index."""
    return publish(PROJECT, **request.param)


@pytest.fixture(scope='module', params=['alabaster', 'furo'])
def themed_site(publish: Publish, request: pytest.FixtureRequest) -> str:
    """The address of the sample project, in themes that have search pages of their own."""
    return publish(PROJECT, html_theme=request.param)


@pytest.fixture(scope='module')
def german_site(publish: Publish) -> str:
    catalogue = {'locales/de/LC_MESSAGES/backends.po': GERMAN}
    return publish({**PROJECT, **catalogue}, language='de')


@pytest.fixture(scope='module')
def manual(publish: Publish) -> str:
    return publish(ROOT / 'doc' / 'source')


def search(tab: Page, site: str, query: str) -> None:
    """Type *query* into the box of the search page, press Enter and wait for all results."""
    tab.goto(f'{site}/search.html')
    box = tab.locator('input[name="q"]').filter(visible=True).first
    box.fill(query)
    box.press('Enter')
    tab.wait_for_url('**/search.html?q=*')
    tab.wait_for_function('Search._pulse_status < 0')


def follow(tab: Page, address: str) -> None:
    """Click the result that leads to *address*, which has to be one of the first."""
    links = tab.locator('#search-results ul.search > li > a')
    addresses = [link.get_attribute('href') for link in links.all()[:3]]
    assert address in addresses
    links.nth(addresses.index(address)).click()
    tab.wait_for_url(f'**/{address}')


def assert_in_sight(tab: Page, text: str) -> None:
    """Check that the page is where the address says: at a heading, or a driver's head."""
    target = tab.locator(':target')
    expect(target).to_have_count(1)
    heading = target.locator('xpath=descendant-or-self::*[self::th or self::h2 or self::h3]')
    expect(heading).to_contain_text(text)
    expect(heading).to_be_in_viewport()


@pytest.mark.parametrize(
    'query',
    [
        'Attach block volume to instance',
        'attach block volume',
        'volume attach block',
        'operation.attach-volume',
        'nova volume-attach <server> <volume>',
        'nova volume-attach',
        'cinder list',
    ],
)
def test_a_feature_is_found_by_its_title_its_key_and_its_commands(
    tab: Page, site: str, query: str
) -> None:
    search(tab, site, query)
    follow(tab, 'backends.html#operation_attach_volume')
    assert_in_sight(tab, 'Attach block volume to instance')


@pytest.mark.parametrize('query', ['Virtuozzo (containers)', 'containers Virtuozzo', 'vz'])
def test_a_driver_is_found_by_its_title_and_its_key(tab: Page, site: str, query: str) -> None:
    search(tab, site, query)
    follow(tab, 'backends.html#driver_vz')
    assert_in_sight(tab, 'Virtuozzo (containers)')


# What is found is the same in all themes: Sphinx searches.
@pytest.mark.parametrize(
    ('query', 'identifier', 'title'),
    [
        ('nova volume-attach', 'operation_attach_volume', 'Attach block volume to instance'),
        ('containers Virtuozzo', 'driver_vz', 'Virtuozzo (containers)'),
    ],
)
def test_a_theme_shows_what_is_found(
    tab: Page, themed_site: str, query: str, identifier: str, title: str
) -> None:
    search(tab, themed_site, query)
    follow(tab, f'backends.html#{identifier}')
    assert_in_sight(tab, title)


@pytest.mark.parametrize(
    ('query', 'identifier', 'title'),
    [
        (
            'Datenträger an eine Instanz anhängen',
            'operation_attach_volume',
            'Datenträger an eine Instanz anhängen',
        ),
        (
            'operation.attach-volume',
            'operation_attach_volume',
            'Datenträger an eine Instanz anhängen',
        ),
        ('Hyper-V von Microsoft', 'driver_hyperv', 'Hyper-V von Microsoft'),
        ('hyperv', 'driver_hyperv', 'Hyper-V von Microsoft'),
    ],
)
def test_a_translated_title_is_found_and_so_is_the_key(
    tab: Page, german_site: str, query: str, identifier: str, title: str
) -> None:
    search(tab, german_site, query)
    follow(tab, f'backends.html#{identifier}')
    assert_in_sight(tab, title)


@pytest.mark.parametrize(
    ('query', 'identifier', 'title'),
    [
        ('nova host-evacuate', 'operation_evacuate', 'Evacuate instances from a host'),
        ('nova rebuild <server> <image>', 'operation_rebuild', 'Rebuild instance'),
        ('operation.attach-volume', 'operation_attach_volume', 'Attach block volume to instance'),
        ('VMware vCenter', 'driver_vmware', 'VMware vCenter'),
        ('ironic', 'driver_ironic', 'Ironic'),
        ('Hyper-V', 'driver_hyperv', 'Hyper-V'),
    ],
)
def test_the_search_of_the_manual_leads_into_the_hypervisor_matrix(
    tab: Page, manual: str, query: str, identifier: str, title: str
) -> None:
    search(tab, manual, query)
    follow(tab, f'hypervisors/index.html#{identifier}')
    assert_in_sight(tab, title)
