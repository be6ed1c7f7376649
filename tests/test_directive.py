"""Each option of the directive, in reStructuredText and in Markdown."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from conftest import CONF, MATRIX, Build, Built
from docutils import nodes

Page = Callable[..., Built]


def features(soup: BeautifulSoup) -> list[str]:
    """Return the keys of the features that are rows of the summary."""
    return [str(row['data-feature']) for row in soup.select('tr[data-feature]')]


def drivers(soup: BeautifulSoup) -> list[str]:
    """Return the keys of the drivers that are columns of the summary."""
    return [str(head['data-driver']) for head in soup.select('th[data-driver]')]


def headings(soup: BeautifulSoup) -> list[tuple[str, str]]:
    """Return the level and the text of each heading."""
    found = soup.select('.body :is(h1, h2, h3, h4, p.rubric)')
    return [(tag.name, tag.get_text().removesuffix('¶')) for tag in found]


def test_by_default_it_shows_the_summary_and_the_details(page: Page) -> None:
    built = page()
    assert built.warnings == []
    soup = built.soup()
    assert features(soup) == ['operation.one', 'storage.two']
    assert drivers(soup) == ['alpha', 'beta']
    assert headings(soup) == [
        ('h1', 'Page'),
        ('h2', 'Summary'),
        ('h2', 'Details'),
        ('h3', 'First operation'),
        ('h3', 'Second thing'),
    ]


def test_markdown_takes_the_same_options(build: Build) -> None:
    page = (
        '# Page\n\n```{support_matrix} support-matrix.ini\n:drivers: beta\n:parts: summary notes\n'
        ':name: marked\n:caption: Marked\n```\n\n## After\n\n{ref}`to the matrix <marked>`\n'
    )
    notes = '[matrix]\nnotes = Some *notes*, <b>in</b> reStructuredText with ``literals``.\n\n'
    built = build({'index.md': page, 'support-matrix.ini': notes + MATRIX})
    assert built.warnings == []
    soup = built.soup()
    assert drivers(soup) == ['beta']
    assert headings(soup) == [
        ('h1', 'Page'),
        ('h2', 'Summary'),
        ('h2', 'Notes'),
        ('h2', 'After'),
    ]
    assert soup.select_one('#notes em') is not None
    assert soup.select_one('#notes code') is not None
    assert '<b>in</b>' in soup.select('#notes p')[0].text
    assert soup.select_one('a[href="#marked"]') is not None
    assert soup.find(id='marked') is not None


def test_feature_matrix_is_another_name_for_the_directive(build: Build) -> None:
    text = 'Page\n====\n\n.. {}:: m.ini\n   :drivers: alpha\n'
    pages = [
        build({'index.rst': text.format(name), 'm.ini': MATRIX})
        for name in ('support_matrix', 'feature_matrix')
    ]
    one, other = (page.doctree().pformat() for page in pages)
    assert [page.warnings for page in pages] == [[], []]
    assert one == other
    assert drivers(pages[1].soup()) == ['alpha']


def test_parts_are_shown_in_the_order_given(page: Page) -> None:
    built = page(':parts: notes summary', '[matrix]\nnotes = Said first.\n' + MATRIX)
    assert headings(built.soup()) == [('h1', 'Page'), ('h2', 'Notes'), ('h2', 'Summary')]


def test_a_single_part_has_no_heading(page: Page) -> None:
    assert headings(page(':parts: summary').soup()) == [('h1', 'Page')]
    assert headings(page(':parts: details').soup()) == [
        ('h1', 'Page'),
        ('h2', 'First operation'),
        ('h2', 'Second thing'),
    ]


@pytest.mark.parametrize('parts', ['summary other', 'summary summary', ''])
def test_wrong_parts_are_refused_with_those_there_are(page: Page, parts: str) -> None:
    warning = '\n'.join(page(f':parts: {parts}').warnings)
    assert 'index.rst:4: ERROR' in warning
    assert 'summary, requirements, details, notes' in warning


def test_patterns_select_drivers_and_features(page: Page) -> None:
    soup = page(':drivers: ALPHA\n:features: * !operation.*').soup()
    assert drivers(soup) == ['alpha']
    assert features(soup) == ['storage.two']
    assert soup.find(id='operation_one') is None
    assert soup.find(id='storage_two_driver_beta') is None


@pytest.mark.parametrize(
    ('options', 'what'),
    [(':drivers: !*', 'drivers'), (':features: operation.* !operation.one', 'features')],
)
def test_options_that_leave_nothing_are_a_warning(page: Page, options: str, what: str) -> None:
    (warning,) = page(f'{options}\n:name: it').warnings
    assert f'index.rst:4:1: WARNING: the option "{what}" leaves no {what}' in warning
    assert '[feature_matrix.pattern]' in warning


def test_a_pattern_that_matches_nothing_is_a_warning_at_the_directive(page: Page) -> None:
    (warning,) = page(':drivers: alpha gamma*\n:features: !none').warnings[:1]
    assert 'index.rst:4:1: WARNING: the pattern "gamma*" matches nothing' in warning
    assert '[feature_matrix.pattern]' in warning
    assert len(page(':features: !none').warnings) == 1


@pytest.mark.parametrize(
    ('option', 'turned'),
    [(':orientation: features', False), (':orientation: drivers', True), ('', False)],
)
def test_orientation_decides_what_the_rows_are(page: Page, option: str, turned: bool) -> None:
    soup = page(option).soup()
    assert len(soup.select('tr[data-driver]')) == (2 if turned else 0)
    assert len(soup.select('th[data-feature]')) == (2 if turned else 0)
    assert len(soup.select('tr[data-feature]')) == (0 if turned else 2)


def test_auto_turns_the_table_where_drivers_outnumber_features(page: Page) -> None:
    soup = page(':features: storage.*\n:orientation: auto').soup()
    assert [row['data-driver'] for row in soup.select('tr[data-driver]')] == ['alpha', 'beta']


def test_drivers_are_in_order_of_title_or_of_the_file(page: Page) -> None:
    ini = '[driver.z]\ntitle = a last\n[driver.a]\ntitle = Z first\n[driver.b]\ntitle = B\n'
    ini += '[operation.one]\ntitle = One\n'
    ini += 'driver.z = complete\ndriver.a = missing\ndriver.b = partial\n'
    assert drivers(page(':orientation: features', ini).soup()) == ['z', 'b', 'a']
    in_file = page(':orientation: features\n:driver-order: file', ini).soup()
    assert drivers(in_file) == ['z', 'a', 'b']
    cells = [cell['class'] for cell in in_file.select('tr[data-feature] td[class^=fm-]')]
    assert cells == [['fm-complete'], ['fm-missing'], ['fm-partial']]


def test_group_by_category_heads_each_category_once(page: Page) -> None:
    ini = (
        MATRIX
        + '[operation.three]\ntitle = Third\ndriver.alpha = missing\ndriver.beta = missing\n'
    )
    ini += '[category.storage]\ntitle = Things kept\n'
    soup = page(':group-by-category:', ini).soup()
    assert features(soup) == ['operation.one', 'operation.three', 'storage.two']
    rows = soup.select('tr.feature-matrix-category th')
    assert [row.text for row in rows] == ['Operation', 'Things kept']
    assert {row['colspan'] for row in rows} == {'4'}
    turned = page(':group-by-category:\n:orientation: drivers', ini).soup()
    heads = turned.select('th[scope=colgroup]')
    assert [(head.text, head['colspan']) for head in heads] == [
        ('Operation', '2'),
        ('Things kept', '1'),
    ]


def test_caption_and_class_are_the_tables(page: Page) -> None:
    soup = page(':caption: Who does <what>\n:class: wide own').soup()
    table = soup.select_one('table.feature-matrix')
    assert table is not None
    assert {'wide', 'own'} <= set(table['class'])
    assert table.caption is not None
    assert table.caption.text.startswith('Who does <what>')


def test_the_name_can_be_referred_to(build: Build) -> None:
    index = (
        'Page\n====\n\n.. toctree::\n\n   other\n\n.. support_matrix:: support-matrix.ini\n'
        '   :name: The Drivers\n   :parts: summary\n   :caption: All drivers\n'
    )
    other = 'Other\n=====\n\nSee :ref:`the drivers`, or :ref:`here <the drivers>`.\n'
    built = build({'index.rst': index, 'other.rst': other})
    assert built.warnings == []
    links = built.soup('other.html').select('a[href="index.html#the-drivers"]')
    assert [link.text for link in links] == ['All drivers', 'here']
    assert built.soup().find(id='the-drivers') is not None


def test_without_an_argument_conf_py_names_the_file(build: Build) -> None:
    index = {'sub/index.rst': 'Page\n====\n\n.. support_matrix::\n'}
    built = build({**index, 'data/own.ini': MATRIX}, root_doc='sub/index')
    assert features(built.soup('sub/index.html')) == ['operation.one', 'storage.two']
    own = MATRIX.replace('operation.one', 'own.one')
    built = build({'data/own.ini': own}, root_doc='sub/index', feature_matrix_file='data/own.ini')
    assert features(built.soup('sub/index.html')) == ['own.one', 'storage.two']


def test_the_file_may_be_named_by_an_option(build: Build) -> None:
    directive = '.. support_matrix::\n   :support-matrix: other.ini\n'
    built = build({'index.rst': f'Page\n====\n\n{directive}', 'other.ini': MATRIX})
    assert built.warnings == []
    assert len(features(built.soup())) == 2


def test_naming_two_files_is_a_warning(page: Page) -> None:
    (warning,) = page(':support-matrix: other.ini').warnings
    assert 'the option names a second file, "other.ini"' in warning
    assert '[feature_matrix.argument]' in warning


@pytest.mark.parametrize('argument', ['matrix.ini', '/sub/matrix.ini'])
def test_paths_are_resolved_as_sphinx_resolves_any(build: Build, argument: str) -> None:
    files = {
        'index.rst': 'Page\n====\n\n.. toctree::\n\n   sub/page\n',
        'sub/page.rst': f'Sub\n===\n\n.. support_matrix:: {argument}\n',
        'sub/matrix.ini': MATRIX,
    }
    built = build(files)
    assert built.warnings == []
    assert len(features(built.soup('sub/page.html'))) == 2


@pytest.mark.parametrize(
    'holder',
    ['.. note::\n\n   {}', '* item\n\n  {}', '.. topic:: T\n\n   {}', 'term\n  {}'],
)
def test_headings_are_rubrics_where_no_section_can_be(build: Build, holder: str) -> None:
    indent = '   ' if '   {}' in holder else '  '
    directive = f'.. support_matrix:: support-matrix.ini\n{indent}   :name: held'
    index = f'Page\n====\n\n{holder.format(directive)}\n\nAfter\n=====\n\nText.\n'
    built = build({'index.rst': index})
    assert built.warnings == []
    soup = built.soup()
    assert headings(soup) == [
        ('h1', 'Page'),
        ('p', 'Summary'),
        ('p', 'Details'),
        ('p', 'First operation'),
        ('p', 'Second thing'),
        ('h1', 'After'),
    ]
    assert soup.select_one('p.rubric#operation_one') is not None


def test_headings_after_the_directive_keep_their_level(build: Build) -> None:
    directive = '.. support_matrix:: support-matrix.ini'
    index = (
        f'Page\n====\n\nPart\n----\n\n{directive}\n\nNext part\n---------\n\nDeep\n~~~~\n\n'
        'Chapter\n=======\n'
    )
    built = build({'index.rst': index})
    assert built.warnings == []
    document = built.doctree()
    levels = {}
    for section in document.findall(nodes.section):
        depth, parent = 0, section.parent
        while not isinstance(parent, nodes.document):
            depth, parent = depth + 1, parent.parent
        levels[section[0].astext()] = depth
    assert levels == {
        'Page': 0,
        'Part': 1,
        'Summary': 2,
        'Details': 2,
        'First operation': 3,
        'Second thing': 3,
        'Next part': 1,
        'Deep': 2,
        'Chapter': 0,
    }


def test_a_change_of_the_file_rebuilds_its_page_and_no_other(build: Build, source: Path) -> None:
    files = {
        'index.rst': 'Page\n====\n\n.. toctree::\n\n   shows\n   other\n',
        'shows.rst': 'Shows\n=====\n\n.. support_matrix:: support-matrix.ini\n',
        'other.rst': 'Other\n=====\n',
    }
    assert build(files).read == {'index', 'shows', 'other'}
    assert build().read == set()
    later = time.time() + 5
    (source / 'support-matrix.ini').write_text(MATRIX.replace('= missing', '= complete'))
    os.utime(source / 'support-matrix.ini', (later, later))
    built = build()
    assert built.read == {'shows'}
    assert (
        built.soup('shows.html').select_one('tr[data-feature="storage.two"] .fm-missing') is None
    )


def test_a_missing_file_is_a_warning_and_the_page_is_read_again_once_it_is_there(
    build: Build, source: Path
) -> None:
    built = build({'index.rst': 'Page\n====\n\n.. support_matrix:: late.ini\n\nThe rest.\n'})
    (warning,) = built.warnings
    assert f'{source / "index.rst"}:4:1: WARNING: late.ini: there is no such file' in warning
    assert 'check the path' in warning
    assert 'The rest.' in built.text('index.html')
    (source / 'late.ini').write_text(MATRIX)
    built = build()
    assert built.warnings == []
    assert len(features(built.soup())) == 2


def test_suppress_warnings_can_name_a_problem(build: Build) -> None:
    ini = MATRIX.replace('= missing', '= mising')
    index = 'Page\n====\n\n.. support_matrix:: support-matrix.ini\n'
    built = build({'index.rst': index, 'support-matrix.ini': ini})
    assert len(built.warnings) == 1
    names = ['feature_matrix.implementation-status']
    assert build(fresh=True, suppress_warnings=names).warnings == []


def test_all_problems_of_a_file_are_warned_of_once_for_all_its_pages(build: Build) -> None:
    ini = MATRIX.replace('= missing', '= mising').replace('status = m', 'status = n')
    directive = '.. support_matrix:: support-matrix.ini\n'
    files = {
        'index.rst': f'Page\n====\n\n.. toctree::\n\n   other\n\n{directive}',
        'other.rst': f'Other\n=====\n\n{directive}\n{directive}   :name: again\n',
        'support-matrix.ini': ini,
    }
    warnings = build(files).warnings
    assert [warning.split('[')[-1] for warning in warnings] == [
        'feature_matrix.feature-status]',
        'feature_matrix.implementation-status]',
    ]
    assert all('support-matrix.ini:1' in warning for warning in warnings)


def test_conf_value_is_part_of_the_environment(build: Build) -> None:
    index = {
        'index.rst': 'Page\n====\n\n.. support_matrix::\n',
        'other.ini': MATRIX,
        'conf.py': CONF,
    }
    build(index)
    assert build(feature_matrix_file='other.ini').read == {'index'}


@pytest.mark.parametrize('above', [True, False])
def test_sections_of_the_page_keep_their_ids_wherever_they_stand(
    above: bool, build: Build
) -> None:
    own = 'Details\n-------\n\n.. _mine:\n\nSummary\n-------\n\nText.\n\n'
    directive = 'Matrix\n------\n\n.. support_matrix:: support-matrix.ini\n\n'
    page = f'Page\n====\n\n{own if above else ""}{directive}{"" if above else own}`Details`_\n'
    built = build({'index.rst': page, 'support-matrix.ini': MATRIX})
    assert built.warnings == []
    soup = built.soup()
    for name in ('Details', 'Summary'):
        (section,) = soup.select(f'#{name.lower()}')
        assert not section.select('.feature-matrix, .feature-matrix-details')
        (ours,) = soup.select(f'#support_matrix_{name.lower()} > h3')
        assert ours.get_text().startswith(name)
    assert soup.select_one('p > a[href="#details"]')
