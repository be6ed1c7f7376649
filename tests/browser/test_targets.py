"""What a link leads to: that readers see it."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from browser.conftest import Publish

MATRIX = """\
[operation.attach-volume]
title = Attach block volume to instance
status = mandatory
""" + ''.join(f'driver.d{number} = complete\n' for number in range(20))
MATRIX += ''.join(f'[driver.d{number}]\ntitle = Driver {number}\n' for number in range(20))
INDEX = """\
Sample
======

:matrix:driver:`d0`, :matrix:verdict:`d0`, :matrix:status:`operation.attach-volume d0`

.. support_matrix::
   :parts: summary requirements details
   :orientation: features
   :driver-order: file
"""


@pytest.fixture(scope='module', params=['basic', 'alabaster', 'furo'])
def site(publish: Publish, request: pytest.FixtureRequest) -> str:
    """The address of a page, in one theme after the other."""
    project = {'index.rst': INDEX, 'support-matrix.ini': MATRIX}
    return publish(project, html_theme=request.param)


def looks(element: Locator) -> list[str]:
    """Return what sets *element* apart from others like it."""
    found: list[str] = element.evaluate("""element => {
        const style = getComputedStyle(element);
        return [style.backgroundImage, style.outlineStyle];
    }""")
    return found


@pytest.mark.parametrize(
    ('target', 'other'),
    [
        ('driver_d0', 'driver_d1'),
        ('requirements_d0', 'requirements_d1'),
        (
            'operation_attach_volume_driver_d0',
            'operation_attach_volume_driver_d1',
        ),
    ],
)
def test_what_a_reference_leads_to_stands_out(
    tab: Page, site: str, target: str, other: str
) -> None:
    tab.goto(f'{site}/index.html')
    tab.locator(f'p a[href="#{target}"]').click()
    expect(tab.locator(f'#{target}')).to_be_in_viewport()
    assert 'none' not in looks(tab.locator(f'#{target}'))
    assert looks(tab.locator(f'#{other}')) == ['none', 'none']


def test_a_driver_that_has_scrolled_by_comes_out_from_behind_the_features(
    tab: Page, site: str
) -> None:
    tab.goto(f'{site}/index.html')
    tab.locator('.feature-matrix-box').evaluate('box => { box.scrollLeft = 10_000 }')
    tab.locator('p a[href="#driver_d0"]').click()
    head, column = tab.locator('#driver_d0'), tab.locator('table.feature-matrix tbody th')
    behind = column.bounding_box()
    found = head.bounding_box()
    assert behind
    assert found
    assert found['x'] >= behind['x'] + behind['width'] - 1
