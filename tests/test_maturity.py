"""Maturities, releases, links to documents and tests: what pages show of them."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import CONF, Build, Built

from sphinx_feature_matrix.grid import Grid, grid, implementations
from sphinx_feature_matrix.ini import loads
from sphinx_feature_matrix.nodes import matrix_table
from sphinx_feature_matrix.view import Orientation, Selection, view

BOTH = """\
[driver.alpha]
title = Alpha
[driver.beta]
title = Beta
[op.one]
title = First
status = mandatory
maturity = Experimental
api-doc = https://example.org/api?a=1&b=2#one
admin-doc = docs/one.html
tests = 9a438d88-10c6;a/b & <c>
driver.alpha = complete
driver-release.alpha = 2025.1
driver.beta = partial
driver-release.beta = <2.2>
driver-notes.beta = Only on Sundays.
[op.two]
title = Second
maturity = complete
driver.alpha = missing
driver.beta = unknown
"""
ONLY_MATURITY = BOTH.replace('status = mandatory\n', '').replace('maturity = complete\n', '')
NEITHER = '\n'.join(
    line for line in BOTH.splitlines() if not line.startswith(('maturity', 'driver-release'))
)
SHOW = 'Page\n====\n\n.. support_matrix:: m.ini\n'
TURNED = f'{SHOW}   :orientation: drivers\n'

CLASSIFICATION = """\
[target.alpha]
title = Alpha
[op.one]
title = First
maturity = experimental
api_doc_link = https://example.org/api
admin_doc_link = docs/one.html
tempest_test_uuids = 9a438d88
alpha = complete:2025.1
"""


def shown(build: Build, ini: str = BOTH, builder: str = 'html', show: str = SHOW) -> Built:
    """Build a page that shows *ini*."""
    files = {'index.rst': show, 'm.ini': ini, 'conf.py': CONF}
    built = build(files, builder)
    assert built.warnings == []
    return built


def summary(ini: str, orientation: Orientation = Orientation.FEATURES) -> Grid:
    """Return the summary of *ini* as data."""
    selected = view(loads(ini)[0], Selection(orientation=orientation))
    return grid(selected, implementations(selected))


def second_column(built: Built) -> list[str]:
    """Return the texts of the second column, its head first."""
    column = built.soup().select('th.feature-status, td.feature-status')
    return [tag.get_text() for tag in column]


def facts(built: Built) -> list[str]:
    """Return what stands first in the details of each feature."""
    sections = built.soup().select('section.feature-matrix-details')
    return [section.p.get_text() for section in sections if section.p]


# -- The second column -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ('ini', 'column'),
    [
        (NEITHER, ['Status', 'mandatory', 'optional']),
        (ONLY_MATURITY, ['Maturity', 'experimental', '']),
        (BOTH, ['Status, maturity', 'mandatory · experimental', 'complete']),
    ],
    ids=['neither', 'only maturity', 'both'],
)
def test_the_second_column_has_what_the_file_states(
    build: Build, ini: str, column: list[str]
) -> None:
    assert second_column(shown(build, ini)) == column


def test_a_feature_without_either_is_optional_where_others_state_a_status(build: Build) -> None:
    ini = BOTH.replace('maturity = complete\n', '')
    assert second_column(shown(build, ini))[2] == 'optional'


def test_a_head_has_both_where_drivers_are_the_rows(build: Build) -> None:
    spans = shown(build, BOTH, show=TURNED).soup().select('th span.feature-status')
    assert [span.get_text() for span in spans] == ['mandatory · experimental', 'complete']


def test_a_head_has_nothing_where_there_is_nothing_to_say(build: Build) -> None:
    spans = shown(build, ONLY_MATURITY, show=TURNED).soup().select('th span.feature-status')
    assert [span.get_text() for span in spans] == ['experimental']
    text = shown(build, ONLY_MATURITY, 'text', TURNED).text('index.txt')
    assert '| Driver' in text
    assert '()' not in text


def test_an_invalid_maturity_is_shown_as_it_is_written(build: Build) -> None:
    ini = BOTH.replace('Experimental', 'Very <b>')
    built = build({'index.rst': SHOW, 'm.ini': ini})
    assert len(built.warnings) == 1
    assert second_column(built)[1] == 'mandatory · Very <b>'
    assert 'Maturity: Very <b> · ' in facts(built)[0]


@pytest.mark.parametrize(
    ('builder', 'name'), [('text', 'index.txt'), ('man', 'sample.1'), ('texinfo', 'sample.texi')]
)
def test_tables_of_words_have_the_same_column(build: Build, builder: str, name: str) -> None:
    text = ' '.join(shown(build, BOTH, builder).text(name).split())
    for words in ('Status,', 'mandatory ·', 'experimental'):
        assert words in text
    text = ' '.join(shown(build, ONLY_MATURITY, builder).text(name).split())
    assert 'Maturity' in text
    assert 'Status' not in text


def test_latex_has_the_same_column(build: Build) -> None:
    assert 'Status, maturity' in shown(build, BOTH, 'latex').text('sample.tex')
    tex = shown(build, ONLY_MATURITY, 'latex').text('sample.tex')
    assert 'Maturity' in tex
    assert 'Status' not in tex


@pytest.mark.parametrize(
    ('language', 'words'),
    [('de', ['Reifegrad', 'vollständig']), ('ja', ['成熟度', '完成']), ('fr', ['Maturité'])],
)
def test_maturities_are_translated(build: Build, language: str, words: list[str]) -> None:
    ini = BOTH.replace('status = mandatory\n', '')
    built = build({'index.rst': SHOW, 'm.ini': ini}, language=language)
    column = second_column(built)
    assert [column[0], column[2]][: len(words)] == words


# -- Releases --------------------------------------------------------------------------------


def test_few_cells_have_a_release_so_that_only_these_are_kept() -> None:
    assert summary(NEITHER).releases == {}
    assert summary(BOTH).releases == {(0, 0): '2025.1', (0, 1): '<2.2>'}
    assert summary(BOTH, Orientation.DRIVERS).releases == {(0, 0): '2025.1', (1, 0): '<2.2>'}


def test_a_value_that_is_no_status_has_no_release() -> None:
    found = summary(BOTH.replace('= partial', '= partiel'))
    assert found.releases == {(0, 0): '2025.1'}
    assert found.invalid == {(0, 1): 'partiel'}


@pytest.mark.parametrize('show', [SHOW, TURNED], ids=['features', 'drivers'])
def test_a_cell_shows_its_release_beside_the_symbol_and_says_both(build: Build, show: str) -> None:
    soup = shown(build, show=show).soup()
    links = soup.select('td[class^=fm-] > a:has(small)')
    assert [link['aria-label'] for link in links] == [
        'complete since 2025.1',
        'partial since <2.2>, with a note',
    ]
    assert [link.get_text() for link in links] == ['✔ 2025.1', '◐ <2.2>']
    assert [link.small['title'] for link in links if link.small] == [
        'complete since 2025.1',
        'partial since <2.2>',
    ]
    assert [link['href'] for link in links] == ['#op_one_driver_alpha', '#op_one_driver_beta']
    assert [link.get_text() for link in soup.select('td.fm-missing > a')] == ['✖']


def test_the_details_say_the_release(build: Build) -> None:
    items = shown(build).soup().select('#op-one li, #op_one li')
    words = [' '.join(item.get_text(' ').split()) for item in items]
    assert words == [
        '✔ Alpha: complete since 2025.1',
        '◐ Beta: partial since <2.2> Only on Sundays.',
    ]
    assert items[0]['class'] == ['fm-complete']


def test_a_note_that_was_parsed_stands_below_the_release(build: Build) -> None:
    ini = BOTH.replace('Only on Sundays.', 'Only on *Sundays*.')
    item = shown(build, ini).soup().select_one('#op_one_driver_beta')
    assert item
    assert ' '.join(item.get_text(' ').split()) == '◐ Beta: partial since <2.2> Only on Sundays .'


def test_a_large_table_has_a_cell_with_a_release_in_full(build: Build) -> None:
    drivers = '\n'.join(f'[driver.d{n}]\ntitle = {n}' for n in range(100))
    cells = '\n'.join(f'driver.d{n} = complete' for n in range(100))
    features = '\n'.join(f'[op.f{n}]\ntitle = F{n}\n{cells}' for n in range(60))
    soup = shown(build, f'{drivers}\n{features}\ndriver-release.d7 = 2.1\n').soup()
    assert soup.select('table.fm-words')
    (link,) = soup.select('td > a')
    assert link['aria-label'] == 'complete since 2.1'
    assert link.parent
    # Another class keeps the style sheet from drawing the symbol once more.
    assert link.parent['class'] == ['fm-complete', 'feature-matrix-symbol']
    assert len(soup.select('td.fm-complete:not(:has(*))')) == 60 * 100 - 1
    (item,) = (each for each in soup.select('li.fm-complete') if 'since' in each.get_text())
    assert item['id'] == 'op_f59_driver_d7'


@pytest.mark.parametrize(
    ('builder', 'name'),
    [('text', 'index.txt'), ('man', 'sample.1'), ('texinfo', 'sample.texi'), ('xml', 'index.xml')],
)
def test_words_have_the_release_in_the_table_and_in_the_details(
    build: Build, builder: str, name: str
) -> None:
    text = ' '.join(shown(build, builder=builder).text(name).split())
    assert 'Alpha: complete since 2025.1' in text
    # In a narrow table, the words stand below one another.
    assert text.count('since') == 4
    assert text.count('2025.1') == 2


def test_latex_prints_the_release_behind_the_symbol(build: Build) -> None:
    tex = shown(build, builder='latex').text('sample.tex')
    assert r'\ding{52} \footnotesize 2025.1}' in tex
    assert r'\ding{54}}' in tex
    assert 'Alpha: complete since 2025.1' in tex


def test_a_role_says_the_release_in_its_tip(build: Build) -> None:
    show = f'{SHOW}\n:matrix:status:`op.one alpha` :matrix:status:`op.two alpha`\n'
    links = shown(build, show=show).soup().select('a.feature-matrix-status-link')
    assert [link['title'] for link in links] == [
        'First \N{EN DASH} Alpha: complete since 2025.1',
        'Second \N{EN DASH} Alpha',
    ]
    assert [link.get_text().split() for link in links] == [['✔', 'complete'], ['✖', 'missing']]


# -- What is said of a feature ---------------------------------------------------------------


def test_the_details_say_the_maturity_and_a_status_only_if_it_is_stated(build: Build) -> None:
    first, second = facts(shown(build))
    assert first == (
        'Status: mandatory · Maturity: experimental · Key: op.one · API docs · Admin docs'
    )
    assert second == 'Maturity: complete · Key: op.two'
    first, second = facts(shown(build, NEITHER))
    assert first.startswith('Status: mandatory · Key: op.one')
    assert second == 'Status: optional · Key: op.two'


def test_documents_are_linked(build: Build) -> None:
    links = shown(build).soup().select('.feature-matrix-details > p > a:not(:has(code))')
    assert [(link.get_text(), link['href'], link['class']) for link in links] == [
        ('API docs', 'https://example.org/api?a=1&b=2#one', ['reference', 'external']),
        ('Admin docs', 'docs/one.html', ['reference', 'internal']),
    ]


def test_tests_are_linked_by_their_ids(build: Build) -> None:
    soup = shown(build).soup()
    links = soup.select('.feature-matrix-details > p > a:has(code)')
    start = 'https://github.com/search?type=code&q=repo%3Aopenstack%2Ftempest+'
    assert [(link.get_text(), link['href']) for link in links] == [
        ('9a438d88-10c6', f'{start}9a438d88-10c6'),
        ('a/b', f'{start}a%2Fb'),
        ('&', f'{start}%26'),
        ('<c>', f'{start}%3Cc%3E'),
    ]
    assert links[0].parent
    assert links[0].parent.get_text() == 'Tests: 9a438d88-10c6, a/b, &, <c>'


def test_without_an_address_tests_have_no_links(build: Build) -> None:
    built = build({'index.rst': SHOW, 'm.ini': BOTH}, feature_matrix_test_url='')
    assert built.warnings == []
    soup = built.soup()
    assert not soup.select('a:has(code)')
    assert 'Tests: 9a438d88-10c6, a/b, &, <c>' in soup.get_text()


def test_another_address_is_on_the_page_at_once(build: Build) -> None:
    files = {'index.rst': SHOW, 'm.ini': BOTH}
    build(files)
    built = build(files, feature_matrix_test_url='https://example.org/100%/%s')
    links = built.soup().select('a:has(code)')
    assert links[0]['href'] == 'https://example.org/100%/9a438d88-10c6'


@pytest.mark.parametrize(('builder', 'name'), [('text', 'index.txt'), ('man', 'sample.1')])
def test_where_nothing_can_be_followed_the_address_of_a_document_is_shown(
    build: Build, builder: str, name: str
) -> None:
    text = shown(build, builder=builder).text(name).replace('\\', '')
    words = ' '.join(text.split())
    assert 'API docs: https://example.org/api?a=1&b=2#one · Admin docs: docs/one.html' in words
    assert 'github' not in words


@pytest.mark.parametrize('builder', ['latex', 'texinfo'])
def test_other_builders_link_documents_and_tests(build: Build, builder: str) -> None:
    name = {'latex': 'sample.tex', 'texinfo': 'sample.texi'}[builder]
    text = shown(build, builder=builder).text(name)
    assert 'https://example.org/api' in text
    assert 'tempest+9a438d88' in text.replace('\\sphinxhyphen{}', '-').replace('\\', '')


def test_xml_has_ordinary_references(build: Build) -> None:
    xml = shown(build, builder='xml').text('index.xml')
    assert 'refuri="docs/one.html"' in xml
    assert '>Admin docs</reference>' in xml


def test_a_book_has_the_same_cells(build: Build) -> None:
    page = shown(build, builder='epub').text('index.xhtml')
    assert '<small title="complete since 2025.1">2025.1</small>' in page
    assert '<small title="partial since &lt;2.2&gt;">&lt;2.2&gt;</small>' in page


def test_the_search_finds_maturities_and_tests(build: Build) -> None:
    index = shown(build).text('searchindex.js')
    assert 'experiment' in index
    assert '9a438d88' in index


def test_the_third_dialect_is_shown_as_the_current_one_is(build: Build) -> None:
    built = shown(build, CLASSIFICATION, show=SHOW.replace('support_matrix', 'feature_matrix'))
    assert second_column(built) == ['Maturity', 'experimental']
    assert facts(built) == ['Maturity: experimental · Key: op.one · API docs · Admin docs']
    assert built.soup().select('td > a[aria-label="complete since 2025.1"]')
    assert len(list(built.doctree().findall(matrix_table))) == 1


# -- The setting -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ('setting', 'wrong'),
    [
        ("'https://example.org/'", 'is the same for each test, "https://example.org/"'),
        ("'javascript:%s'", 'is no address of tests, but "javascript:%s"'),
        ("'mailto:a@example.org?subject=%s'", 'is no address of tests'),
        ("'tests/%s.html'", 'is no address of tests'),
        ('None', 'is no text but None'),
        ('3', 'is no text but 3'),
    ],
)
def test_what_is_no_address_is_one_warning_at_the_line_of_conf_py(
    build: Build, source: Path, setting: str, wrong: str
) -> None:
    conf = f'{CONF}\nfeature_matrix_test_url = {setting}\n'
    built = build({'index.rst': SHOW, 'm.ini': BOTH, 'conf.py': conf})
    (warning,) = built.warnings
    line = len(conf.splitlines())
    assert warning.startswith(f'{source / "conf.py"}:{line}:1: WARNING: feature_matrix_test_url')
    assert wrong in warning
    assert warning.endswith('[feature_matrix.test-url]')
    assert not built.soup().select('a:has(code)')
    built = build(suppress_warnings=['feature_matrix.test-url'])
    assert built.warnings == []
