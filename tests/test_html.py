"""The page's contract: ids, classes, attributes, accessible names; and text that stays text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from bs4 import BeautifulSoup
from conftest import CONF, MATRIX, Build, Built

Page = Callable[..., Built]

TARGETS = """\
[targets]
driver-impl-alpha = Alpha

[operation.one-a]
title = One
driver-impl-alpha = complete
"""


def ids(soup: BeautifulSoup) -> list[str]:
    """Return every id of the page."""
    return [str(tag['id']) for tag in soup.select('[id]')]


def dangling(soup: BeautifulSoup) -> set[str]:
    """Return what links within the page lead nowhere."""
    links = {str(tag['href'])[1:] for tag in soup.select('a[href^="#"]')}
    return links - set(ids(soup)) - {''}


def test_ids_are_the_keys_with_other_characters_as_underscores(page: Page) -> None:
    soup = page().soup()
    assert {
        'operation_one',
        'storage_two',
        'operation_one_driver_alpha',
        'storage_two_driver_beta',
    } <= set(ids(soup))


def test_in_the_older_dialect_the_drivers_key_stands_for_its_section(page: Page) -> None:
    assert {'operation_one_a', 'operation_one_a_alpha'} <= set(ids(page('', TARGETS).soup()))


def test_cells_have_a_class_a_link_to_their_detail_and_a_name_in_words(page: Page) -> None:
    soup = page().soup()
    row = soup.select_one('tr[data-feature="storage.two"]')
    assert row is not None
    cells = row.select('td[class^=fm-]')
    assert [cell['class'] for cell in cells] == [['fm-missing'], ['fm-unknown']]
    links = [cell.a for cell in cells]
    assert [link and link['href'] for link in links] == [
        '#storage_two_driver_alpha',
        '#storage_two_driver_beta',
    ]
    assert [link and link['aria-label'] for link in links] == ['missing', 'unknown']
    assert [link and link.text for link in links] == ['✖', '?']
    head = row.select_one('th[scope=row] a')
    assert head is not None
    assert head['href'] == '#storage_two'
    assert row.select_one('td.feature-status') is not None
    assert dangling(soup) == set()


def test_partial_differs_from_complete_in_its_shape(page: Page) -> None:
    soup = page().soup()
    symbols = {str(cell['class'][0]): cell.text for cell in soup.select('td[class^=fm-]')}
    assert len(set(symbols.values())) == 4
    assert symbols['fm-complete'] != symbols['fm-partial']


def test_the_legend_has_the_statuses_that_occur_and_no_others(page: Page) -> None:
    legend = page(':features: storage.*').soup().select_one('ul.feature-matrix-legend')
    assert legend is not None
    assert [item['class'] for item in legend.select('li')] == [['fm-missing'], ['fm-unknown']]
    assert 'missing: does not work' in legend.text


def test_a_status_of_the_files_own_has_its_class_symbol_and_title(page: Page) -> None:
    ini = MATRIX.replace('= unknown', '= Planned')
    ini += '[status.planned]\ntitle = in <plan>\nsymbol = ◷\ncounts-as = missing\n'
    soup = page('', ini).soup()
    cell = soup.select_one('td.fm-planned')
    assert cell is not None
    assert cell.a is not None
    assert (cell.a.text, cell.a['aria-label']) == ('◷', 'in <plan>')
    assert 'in <plan>' in soup.select('ul.feature-matrix-legend')[0].text
    assert 'Beta: in <plan>' in soup.select('#storage_two_driver_beta')[0].text


def test_a_cell_with_a_bad_value_is_marked_with_what_the_file_says(page: Page) -> None:
    built = page('', MATRIX.replace('= missing', '= <b>mising'))
    assert len(built.warnings) == 1
    soup = built.soup()
    cell = soup.select_one('td.fm-unknown.fm-invalid')
    assert cell is not None
    assert cell.a is not None
    assert (cell.a.text, cell.a['aria-label']) == ('!', 'not a status: <b>mising')
    detail = soup.select_one('#storage_two_driver_alpha')
    assert detail is not None
    assert 'not a status: <b>mising' in detail.text
    assert 'not a status' in soup.select('ul.feature-matrix-legend')[0].text


def test_a_driver_with_a_link_is_linked_and_otherwise_text(page: Page) -> None:
    ini = MATRIX.replace('title = Alpha', 'title = Alpha\nlink = https://example.org/?a=1&b="2')
    built = page('', ini.replace('"', ''))
    heads = built.soup().select('th[data-driver]')
    assert [head.a and head.a['href'] for head in heads] == ['https://example.org/?a=1&b=2', None]


def test_details_show_everything_that_the_file_says_of_a_feature(page: Page) -> None:
    ini = MATRIX.replace(
        'status = mandatory',
        'status = choice(kept)\nnotes = See https://example.org/two.\n'
        'cli = tool do <x> --all; tool undo "y" ;\napi = os-two',
    )
    section = page('', ini).soup().select_one('section#storage_two')
    assert section is not None
    text = section.get_text(' ', strip=True)
    assert 'Status: choice, at least one of the group kept · Key: storage.two' in text
    assert 'API alias: os-two' in text
    assert [code.text for code in section.select('ul.simple li code')] == [
        'tool do <x> --all',
        'tool undo "y"',
    ]
    link = section.select_one('a.external')
    assert link is not None
    assert link['href'] == 'https://example.org/two'
    assert 'https://example.org/two .' in text
    assert section.select_one('a.headerlink[href="#storage_two"]') is not None
    drivers = section.select('ul.feature-matrix-drivers > li')
    assert [item.text.strip() for item in drivers] == ['✖ Alpha: missing', '? Beta: unknown']


def test_a_condition_is_shown_as_it_is_written(page: Page) -> None:
    condition = 'condition(operation.one==complete or not operation.one!=partial)'
    text = page('', MATRIX.replace('mandatory', condition)).soup().text
    assert 'condition, mandatory if operation.one==complete or not operation.one!=partial' in text


def test_notes_stand_with_their_driver_and_every_driver_is_listed(page: Page) -> None:
    drivers = ''.join(f'[driver.d{n}]\ntitle = D{n}\n' for n in range(5))
    cells = ''.join(f'driver.d{n} = complete\n' for n in range(5))
    notes = 'driver-notes.d1 = One.\ndriver-notes.d2 = Two *is*\n\n  in two paragraphs.\n'
    ini = f'{drivers}[a.b]\ntitle = T\n{cells}{notes}driver-notes.d4 = Four.\n'
    items = page(':parts: details', ini).soup().select('ul.feature-matrix-drivers > li')
    assert [item['id'] for item in items] == [f'a_b_driver_d{n}' for n in range(5)]
    assert [[paragraph.text for paragraph in item.select('p')] for item in items] == [
        [],
        ['One.'],
        ['Two is', 'in two paragraphs.'],
        [],
        ['Four.'],
    ]


def test_titles_are_text_and_nothing_of_the_file_is_markup(page: Page) -> None:
    hostile = '<script>alert(1)</script> *a* `b`_ |c| "d" &amp; \\ \'e'
    ini = (
        f'[driver.a"b]\ntitle = {hostile}\n'
        f'[x.y"><script>]\ntitle = {hostile}\nstatus = choice(<b>)\nnotes = <script>2</script>\n'
        'cli = <script>3</script>\napi = <script>4</script>\ndriver.a"b = partial\n'
        'driver-notes.a"b = <script>5</script>\n'
        f'[category.x]\ntitle = {hostile}\n'
    )
    built = page(f':group-by-category:\n:caption: {hostile}', ini)
    assert built.warnings == []
    soup = built.soup()
    assert soup.select('.body script') == []
    assert soup.select('.body b') == []
    shown = {tag.get_text().removesuffix('¶') for tag in soup.select('.body h3, .body th')}
    assert hostile in shown
    assert str(soup.select('tr[data-feature]')[0]['data-feature']) == 'x.y"><script>'
    assert 'x_y___script__driver_a_b' in ids(soup)


def test_no_page_holds_an_id_twice(build: Build) -> None:
    """Several matrices of one file, keys that give the same id, and an id of the page's own."""
    ini = (
        MATRIX + '[operation_one]\ntitle = Clash\ndriver.alpha = missing\ndriver.beta = missing\n'
    )
    ini += '[driver.a-b]\ntitle = A\n[driver.a_b]\ntitle = B\n'
    for key in ('a-b', 'a_b'):
        ini = ini.replace('driver.beta = ', f'driver.{key} = complete\ndriver.beta = ')
    directive = '.. support_matrix:: support-matrix.ini\n'
    index = (
        'Page\n====\n\nSummary\n-------\n\n'
        f'.. py:function:: operation_one_driver_alpha\n\n{directive}\n'
        f'{directive}   :name: second one\n\n{directive}   :name: third\n   :drivers: alpha\n\n'
        '.. py:function:: storage_two_driver_beta\n'
    )
    built = build({'index.rst': index, 'support-matrix.ini': ini})
    assert built.warnings == []
    soup = built.soup()
    assert [name for name, count in Counter(ids(soup)).items() if count > 1] == []
    assert dangling(soup) == set()
    assert {
        'operation_one',
        'second_one_operation_one',
        'third_operation_one',
        'second_one_storage_two_driver_alpha',
        'support_matrix_operation_one_driver_alpha',
    } <= set(ids(soup))


def test_one_page_of_all_documents_holds_no_id_of_a_matrix_twice(build: Build) -> None:
    directive = '.. support_matrix:: support-matrix.ini\n'
    files = {
        'index.rst': f'Page\n====\n\n.. toctree::\n\n   other\n\n{directive}',
        'other.rst': f'Other\n=====\n\n{directive}   :name: other one\n\n.. _after:\n\n'
        'Second\n------\n\nText.\n',
    }
    soup = build(files, 'singlehtml').soup()
    assert [name for name, count in Counter(ids(soup)).items() if count > 1] == []
    # What the theme makes of the table of contents is Sphinx's own.
    assert {name for name in dangling(soup) if not name.startswith('document-')} == set()
    # The toctree is replaced by what it names, so that this comes before the rest of the page.
    other, own = soup.select('table.feature-matrix')
    for table, name in ((other, 'storage_two'), (own, 'support_matrix_storage_two')):
        links = [str(link['href']) for link in table.select('tr[data-feature="storage.two"] a')]
        assert links == [f'#{name}', f'#{name}_driver_alpha', f'#{name}_driver_beta']


def test_each_matrix_of_a_page_links_to_its_own_details(build: Build) -> None:
    directive = '.. support_matrix:: support-matrix.ini\n'
    index = f'Page\n====\n\n{directive}\n{directive}   :name: again\n'
    soup = build({'index.rst': index}).soup()
    first, second = soup.select('table.feature-matrix')
    assert first.select_one('a[href="#operation_one_driver_alpha"]') is not None
    assert second.select_one('a[href="#again_operation_one_driver_alpha"]') is not None
    assert second.select_one('a[href="#operation_one_driver_alpha"]') is None


def test_a_summary_links_to_details_on_another_page(build: Build) -> None:
    files = {
        'index.rst': 'Page\n====\n\n.. toctree::\n\n   sub/details\n\n'
        '.. support_matrix:: support-matrix.ini\n   :parts: summary\n',
        'sub/details.rst': 'Details\n=======\n\n.. support_matrix:: /support-matrix.ini\n'
        '   :parts: details\n   :drivers: alpha\n',
    }
    for parallel in (1, 4):
        built = build(files, fresh=True, parallel=parallel)
        assert built.warnings == []
        row = built.soup().select_one('tr[data-feature="operation.one"]')
        assert row is not None
        links = [str(link['href']) for link in row.select('a')]
        page = 'sub/details.html'
        assert links == [f'{page}#operation_one', f'{page}#operation_one_driver_alpha']
        # Beta has no details anywhere, so its cell is no link but still has a name.
        span = row.select_one('td.fm-partial > span[role=img]')
        assert span is not None
        assert span['aria-label'] == 'partial'


def test_a_caption_is_numbered_as_any_table_is(build: Build) -> None:
    index = 'Page\n====\n\n.. support_matrix:: support-matrix.ini\n   :name: it\n   :caption: It\n'
    built = build({'index.rst': index + '   :parts: summary\n\n:numref:`it`\n'}, numfig=True)
    assert built.warnings == []
    assert 'Table 1' in built.soup().select('table caption')[0].text


def test_details_of_a_feature_in_several_places_are_all_linked(build: Build) -> None:
    directive = '.. support_matrix:: support-matrix.ini\n   :name: split\n'
    index = (
        f'Page\n====\n\n{directive}   :parts: summary\n\nAlpha\n-----\n\n{directive}'
        f'   :parts: details\n   :drivers: alpha\n\nOthers\n------\n\n{directive}'
        '   :parts: details\n   :drivers: !alpha\n'
    )
    built = build({'index.rst': index})
    assert built.warnings == []
    soup = built.soup()
    row = soup.select('tr[data-feature="operation.one"]')[0]
    assert [link['href'] for link in row.select('a')] == [
        '#operation_one',
        '#operation_one_driver_alpha',
        '#operation_one_driver_beta',
    ]
    assert dangling(soup) == set()


def test_what_only_another_builder_shows_is_not_linked(build: Build) -> None:
    directive = '.. support_matrix:: support-matrix.ini\n'
    nested = '   {}      :name: it\n      :orientation: {}\n\n'
    index = (
        'Page\n====\n\n.. only:: html\n\n'
        + nested.format(directive, 'features')
        + '.. only:: latex\n\n'
        + nested.format(directive, 'drivers')
    )
    built = build({'index.rst': index})
    assert built.warnings == []
    soup = built.soup()
    assert dangling(soup) == set()
    assert 'operation_one_driver_alpha' in ids(soup)
    latex = build(builder='latex')
    assert latex.warnings == []
    assert 'First operation' in latex.text('sample.tex')


def test_ids_are_unique_where_markdown_holds_restructuredtext(build: Build) -> None:
    page = (
        '# Page\n\n```{support_matrix} support-matrix.ini\n```\n\n```{eval-rst}\n'
        '.. support_matrix:: support-matrix.ini\n   :name: inner\n```\n'
    )
    built = build({'index.md': page})
    assert built.warnings == []
    assert [name for name, count in Counter(ids(built.soup())).items() if count > 1] == []


def test_a_feature_has_its_id_even_where_a_part_is_called_the_same(page: Page) -> None:
    ini = MATRIX.replace('[operation.one]', '[summary]').replace('[storage.two]', '[details]')
    soup = page('', ini).soup()
    for key in ('summary', 'details'):
        section = soup.find('section', id=key)
        assert section is not None
        assert key in section.text.split('Key: ')[1]


BOXED = """
from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform


class Box(SphinxPostTransform):
    default_priority = 900

    def run(self):
        for table in list(self.document.findall(nodes.table)):
            box = nodes.container()
            box.update_all_atts(table)
            table.parent.replace(table, box)
            box.append(table)


def setup(app):
    app.add_post_transform(Box)
"""


def test_a_theme_may_put_a_box_with_the_same_ids_around_the_table(build: Build) -> None:
    index = 'Page\n====\n\n.. support_matrix:: support-matrix.ini\n   :name: it\n'
    soup = build({'index.rst': index + '   :parts: summary\n', 'conf.py': CONF + BOXED}).soup()
    (box,) = soup.select('#it')
    assert box.name == 'div'
    assert box.select('table.feature-matrix')


def test_the_words_of_a_row_are_parted_for_those_who_read_only_the_text(page: Page) -> None:
    (row,) = page(':parts: summary').soup().select('tr[data-feature="storage.two"]')
    assert row.text.split()[:3] == ['Second', 'thing', 'mandatory']
