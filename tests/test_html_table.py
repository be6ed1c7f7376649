"""The summary as HTML: support, notes, many columns, and the controls that the script shows."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup, Tag
from conftest import MATRIX, Build, Built

Page = Callable[..., Built]


def drivers(number: int, features: int = 1) -> str:
    """Return a file of so many drivers and features, which are all complete."""
    keys = [f'd{each}' for each in range(number)]
    heads = ''.join(f'[driver.{key}]\ntitle = {key.upper()}\n' for key in keys)
    cells = ''.join(f'driver.{key} = complete\n' for key in keys)
    return heads + ''.join(f'[a.f{each}]\ntitle = F{each}\n{cells}' for each in range(features))


def table(soup: BeautifulSoup) -> Tag:
    """Return the only table."""
    (found,) = soup.select('table.feature-matrix')
    return found


def form(soup: BeautifulSoup) -> Tag:
    """Return the only form, which nobody sees without the script."""
    (template,) = soup.select('.feature-matrix-summary > template')
    found = template.find('form')
    assert isinstance(found, Tag)
    return found


@pytest.mark.parametrize('orientation', ['features', 'drivers'])
def test_each_driver_has_a_bar_and_says_in_words_what_it_shows(
    page: Page, orientation: str
) -> None:
    ini = MATRIX.replace('= missing', '= planned') + '[status.planned]\ncounts-as = partial\n'
    summary = table(page(f':orientation: {orientation}', ini).soup())
    place = 'tr' if orientation == 'features' else 'td'
    cells = summary.select(f'{place}.feature-matrix-support span[role=img]')
    assert [str(cell['aria-label']).replace('\N{NO-BREAK SPACE}', ' ') for cell in cells] == [
        '1 complete, 1 partial, 0 missing, 0 unknown',
        '0 complete, 1 partial, 0 missing, 1 unknown',
    ]
    pieces = [[str(piece['class'][0]) for piece in cell.select('i')] for cell in cells]
    assert pieces == [
        ['fm-complete'] * 10 + ['fm-partial'] * 10,
        ['fm-partial'] * 10 + ['fm-unknown'] * 10,
    ]
    numbers = [cell.find_next_sibling('span') for cell in cells]
    assert [number and number.text for number in numbers] == ['2', '1']


def test_support_is_that_of_the_features_that_are_shown(page: Page) -> None:
    summary = table(page(':features: operation.*').soup())
    numbers = summary.select('.feature-matrix-support span[aria-hidden]')
    assert [number.text for number in numbers] == ['1', '1']


def test_a_cell_with_a_note_says_so_and_the_legend_says_what_its_mark_is(page: Page) -> None:
    soup = page().soup()
    (noted,) = table(soup).select('td.feature-matrix-noted')
    assert noted['class'] == ['fm-partial', 'feature-matrix-noted']
    assert noted.a is not None
    assert noted.a['aria-label'] == 'partial, with a note'
    (entry,) = soup.select('.feature-matrix-legend > li.feature-matrix-noted')
    assert entry.text == '* with a note, in the details'


def test_a_note_without_details_is_not_spoken_of(page: Page) -> None:
    soup = page(':parts: summary').soup()
    assert soup.select('.feature-matrix-noted') == []
    assert soup.select('[aria-label*="note"]') == []


@pytest.mark.parametrize(('number', 'many'), [(5, False), (6, True)])
def test_many_heads_are_marked_so_that_they_are_written_upwards(
    page: Page, number: int, many: bool
) -> None:
    summary = table(page(':orientation: features', drivers(number)).soup())
    assert ('fm-many' in summary['class']) is many


@pytest.mark.parametrize(
    ('features', 'large', 'huge'),
    [(10, False, False), (11, True, False), (100, True, False), (101, True, True)],
)
def test_what_browsers_take_long_for_is_marked(
    page: Page, features: int, large: bool, huge: bool
) -> None:
    soup = page('', drivers(500, features)).soup()
    assert ('fm-large' in table(soup)['class']) is large
    lists = soup.select('ul.feature-matrix-drivers')
    assert len(lists) == features
    assert all(('fm-large' in each['class']) is huge for each in lists)


def test_a_large_table_with_groups_of_columns_is_laid_out_as_any_other(page: Page) -> None:
    soup = page(':group-by-category:', drivers(200, 26)).soup()
    assert soup.select('th[scope=colgroup]') != []
    assert 'fm-large' not in table(soup)['class']


def test_controls_have_a_field_for_each_part_of_the_state(page: Page) -> None:
    controls = form(page().soup())
    fields = [(tag.name, tag.get('name'), tag.get('value')) for tag in controls.select('[name]')]
    assert fields == [
        ('input', 'filter', None),
        ('input', 'driver', 'alpha'),
        ('input', 'driver', 'beta'),
        ('input', 'differ', '1'),
        ('input', 'status', 'complete'),
        ('input', 'status', 'partial'),
        ('input', 'status', 'missing'),
        ('input', 'status', 'unknown'),
        ('select', 'sort', None),
        ('button', 'csv', None),
        ('button', 'markdown', None),
    ]
    assert [option['value'] for option in controls.select('option')] == ['', 'title', 'support']
    assert all(tag.find_parent('label') for tag in controls.select('input, select'))


def test_a_status_of_ones_own_can_be_chosen_and_counts_as_the_file_says(page: Page) -> None:
    ini = MATRIX.replace('= missing', '= planned')
    ini += '[status.planned]\ntitle = On "our" list\nsymbol = ◷\ncounts-as = unknown\n'
    (box,) = form(page('', ini).soup()).select('input[value=planned]')
    assert (box['data-title'], box['data-counts-as']) == ('On "our" list', 'unknown')
    assert box.parent is not None
    assert ' '.join(box.parent.find_all(string=True)).split() == ['◷', 'On', '"our"', 'list']


def test_titles_and_keys_are_text_in_the_controls(page: Page) -> None:
    hostile = '<img src=x onerror=alert(1)>"\'&'
    ini = MATRIX.replace('title = Alpha', f'title = {hostile}').replace(
        'driver.alpha', 'driver.a&b'
    )
    soup = page('', ini).soup()
    assert soup.select('img') == []
    (box,) = form(soup).select('input[value="a&b"]')
    assert box.parent is not None
    assert ''.join(box.parent.find_all(string=True)).strip() == hostile


def test_each_summary_on_a_page_has_a_name_and_a_label_of_its_own(build: Build) -> None:
    directive = '.. support_matrix::\n   :parts: summary\n'
    index = f'Page\n====\n\n{directive}   :name: one\n\n{directive}\n{directive}\n{directive}'
    soup = build({'index.rst': index}).soup()
    summaries = soup.select('.feature-matrix-summary')
    assert [each['data-matrix'] for each in summaries] == [
        'one',
        'support-matrix',
        'support-matrix-2',
        'support-matrix-3',
    ]
    regions = [str(each['aria-label']) for each in soup.select('.feature-matrix-box')]
    assert regions[:2] == ['Support matrix: one', 'Support matrix: support-matrix']
    forms = [
        str(each['aria-label'])
        for each in soup.find_all('form', {'class': 'feature-matrix-controls'})
    ]
    assert len({*regions, *forms}) == 2 * len(summaries)


def test_a_matrix_may_be_called_what_the_second_summary_of_another_would_be(
    build: Build,
) -> None:
    one, other = (f'.. support_matrix:: {name}.ini\n   :parts: summary\n' for name in ('m', 'm-2'))
    built = build(
        {
            'index.rst': f'Page\n====\n\n{one}\n{one}\n{other}',
            'other.rst': f':orphan:\n\nPage\n====\n\n{other}\n{other}\n{one}\n{one}',
            'm.ini': MATRIX,
            'm-2.ini': MATRIX,
        }
    )
    names = {
        page: [str(each['data-matrix']) for each in built.soup(page).select('[data-matrix]')]
        for page in ('index.html', 'other.html')
    }
    assert names == {
        'index.html': ['m', 'm-3', 'm-2'],
        'other.html': ['m-2', 'm-2-2', 'm', 'm-3'],
    }


def test_the_id_of_a_summary_is_made_of_its_name_and_is_once_on_the_page(build: Build) -> None:
    directive = '.. support_matrix::\n   :parts: summary\n'
    index = f'Page\n====\n\n{directive}   :name: o.n/e\n\n{directive}\n{directive}'
    soup = build({'index.rst': index}).soup()
    ids = [str(each['id']) for each in soup.select('.feature-matrix-summary')]
    assert ids == [
        'feature-matrix.o_n_e',
        'feature-matrix.support_matrix',
        'feature-matrix.support_matrix_2',
    ]
    links = [str(each['href']) for each in soup.select('a.feature-matrix-skip')]
    assert links == [f'#{each}-end' for each in ids]
    every = [str(each['id']) for each in soup.select('[id]')]
    assert {link.removeprefix('#') for link in links} <= {*every}
    assert len(every) == len({*every})


@pytest.mark.parametrize('key', ['noted', 'list', 'large', 'many'])
def test_a_status_of_any_name_has_no_class_of_our_own(page: Page, key: str) -> None:
    ini = MATRIX.replace('= missing', f'= {key}')
    ini += f'[status.{key}]\ntitle = Own\nsymbol = x\ncounts-as = missing\n'
    soup = page(':parts: summary details', ini).soup()
    of_status = soup.select(f'.fm-{key}')
    assert {(tag.name, *tag['class']) for tag in of_status} == {
        ('td', f'fm-{key}', 'fm-as-missing'),
        ('li', f'fm-{key}'),
    }
    names = {name for tag in soup.select('table, ul, td') for name in tag.get('class') or []}
    assert {'feature-matrix', 'feature-matrix-noted', 'feature-matrix-list'} <= names


def test_details_are_marked(page: Page) -> None:
    sections = page().soup().select('section.feature-matrix-details')
    assert [section['id'] for section in sections] == ['operation_one', 'storage_two']
