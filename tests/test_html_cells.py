"""The cells of large tables: those to whose details a script leads, and those that are links."""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag
from conftest import Build, Built

from sphinx_feature_matrix.view import LARGE

SIDE = math.isqrt(LARGE) + 2
KEYS = [f'd{number:02}' for number in range(SIDE)]
HEADS = ''.join(f'[driver.{key}]\ntitle = {key.upper()}\n' for key in KEYS)
FEATURE = '[a.f{0:02}]\ntitle = F{0}\n' + ''.join(f'driver.{key} = complete\n' for key in KEYS)
LARGE_INI = HEADS + ''.join(FEATURE.format(number) for number in range(SIDE))
NOTE = LARGE_INI.replace('= complete', '= partial\ndriver-notes.d00 = Words.', 1)
INVALID = LARGE_INI.replace('= complete', '= compleet', 1)
PLANNED = LARGE_INI.replace('= complete', '= planned', 1) + (
    '[status.planned]\ntitle = Planned\nsymbol = P\ncounts-as = missing\n'
)
SHOW = 'Page\n====\n\n.. support_matrix:: m.ini\n'

Show = Callable[..., Built]


@pytest.fixture
def show(build: Build) -> Show:
    """Return a function that builds a page with a matrix."""

    def run(
        ini: str, options: str = '', more: str = '', builder: str = 'html', **conf: Any
    ) -> Built:
        index = f'{SHOW}   {options}\n{more}'
        built = build({'index.rst': index, 'm.ini': ini}, builder, **conf)
        assert all('feature_matrix.implementation' in warning for warning in built.warnings)
        return built

    return run


def table(soup: BeautifulSoup) -> Tag:
    found = soup.select_one('table.feature-matrix')
    assert found is not None
    return found


def first(soup: BeautifulSoup) -> Tag:
    """Return the first cell."""
    found = table(soup).select_one('td[class^=fm-]')
    assert found is not None
    return found


def test_a_cell_without_a_note_is_its_status_as_a_word(show: Show) -> None:
    built = show(LARGE_INI)
    cells = table(built.soup()).select('td[class^=fm-]')
    assert {str(cell) for cell in cells} == {'<td class="fm-complete">complete</td>'}
    assert len(cells) == SIDE * SIDE
    assert 'fm-words' in table(built.soup())['class']


@pytest.mark.parametrize('orientation', ['features', 'drivers'])
def test_what_a_script_puts_together_is_where_the_details_are(
    show: Show, orientation: str
) -> None:
    soup = show(LARGE_INI, f':orientation: {orientation}').soup()
    parts = [str(each['data-part']) for each in table(soup).select('[data-part]')]
    of_features = table(soup).select('[data-feature] a')
    derived = [f'{link["href"]}_{part}' for link in of_features for part in parts]
    assert len(set(derived)) == SIDE * SIDE
    ids = {f'#{item["id"]}' for item in soup.select('.feature-matrix-drivers > li')}
    assert set(derived) == ids
    assert all('data-driver' in each.attrs for each in table(soup).select('[data-part]'))


def test_a_cell_with_a_note_is_a_link(show: Show) -> None:
    soup = show(NOTE).soup()
    link = first(soup).a
    assert link is not None
    assert (link['href'], link['aria-label']) == ('#a_f00_driver_d00', 'partial, with a note')
    assert len(table(soup).select('td > a')) == 1


def test_a_value_that_is_no_status_is_a_link(show: Show) -> None:
    link = first(show(INVALID).soup()).a
    assert link is not None
    assert (link['href'], link['aria-label']) == ('#a_f00_driver_d00', 'not a status: compleet')


def test_an_id_out_of_the_ordinary_is_linked(show: Show) -> None:
    # The id of this feature is the one that an implementation would have.
    other = '[a.f00.driver.d00]\ntitle = Other\n'
    soup = show(LARGE_INI + other + 'driver.d00 = complete\n').soup()
    cell = first(soup)
    assert cell['class'] == ['fm-complete', 'feature-matrix-symbol']
    assert cell.a is not None
    assert cell.a['href'] == '#m_a_f00_driver_d00'
    assert soup.select('#m_a_f00_driver_d00')


def test_a_second_matrix_of_the_page_has_its_own_details(show: Show) -> None:
    soup = show(LARGE_INI, more='\n.. support_matrix:: m.ini\n   :name: again\n').soup()
    summary = soup.select('table.feature-matrix')[1]
    link = summary.select_one('tr[data-feature] a')
    part = summary.select_one('[data-part]')
    assert link is not None
    assert part is not None
    assert soup.select(f'{link["href"]}_{part["data-part"]}')
    assert str(link['href']) == '#again_a_f00'


def test_without_details_nothing_leads_anywhere(show: Show) -> None:
    summary = table(show(LARGE_INI, ':parts: summary').soup())
    assert not summary.select('a')
    assert {cell.text for cell in summary.select('td[class^=fm-]')} == {'complete'}


def test_where_details_lack_a_driver_its_cells_say_so_by_being_images(show: Show) -> None:
    details = '\n.. support_matrix:: m.ini\n   :parts: details\n   :drivers: !d01\n'
    summary = table(show(LARGE_INI, ':parts: summary', details).soup())
    images = summary.select('td[class^=fm-] > span[role=img]')
    assert len(images) == SIDE
    found = Counter(
        len(image.parent.find_previous_siblings('td')) for image in images if image.parent
    )
    assert found == {2: SIDE}


def test_a_status_that_the_file_declares_is_a_symbol_with_a_name(show: Show) -> None:
    soup = show(PLANNED).soup()
    cell = '<td aria-label="Planned" class="fm-planned fm-as-missing">P</td>'
    assert str(first(soup)) == cell
    assert 'fm-words' in table(soup)['class']


def test_a_symbol_that_conf_py_sets_is_in_each_cell(show: Show) -> None:
    soup = show(LARGE_INI, feature_matrix_symbols={'complete': '+'}).soup()
    assert str(first(soup)) == '<td aria-label="complete" class="fm-complete">+</td>'
    assert 'fm-words' not in table(soup)['class']


def test_in_books_each_cell_is_a_link(show: Show) -> None:
    soup = show(LARGE_INI, builder='epub').soup('index.xhtml')
    assert len(table(soup).select('td > a')) == SIDE * SIDE
    assert 'fm-words' not in table(soup)['class']
    assert not soup.select('[data-part]')


@pytest.mark.filterwarnings('ignore:.*is deprecated. Check CHANGES')
def test_where_pages_are_handed_on_as_data_each_cell_is_a_link(show: Show) -> None:
    page = json.loads(show(LARGE_INI, builder='json').text('index.fjson'))
    soup = BeautifulSoup(page['body'], 'html.parser')
    assert len(table(soup).select('td > a')) == SIDE * SIDE
    assert not soup.select('.fm-words, [data-part]')
