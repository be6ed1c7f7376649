"""The symbols that conf.py sets."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from conftest import CONF, MATRIX, Build, Built

from sphinx_feature_matrix.model import STATUSES
from sphinx_feature_matrix.symbols import LONGEST, read_symbols

SYMBOLS = {'complete': '●', 'partial': '★', 'missing': '~', 'planned': '✚'}

PLANNED = '[status.planned]\ntitle = Planned\nsymbol = ✎\ncounts-as = missing\n\n'
ROADMAP = PLANNED + MATRIX.replace('alpha = missing', 'alpha = planned')
INDEX = 'Page\n====\n\n.. support_matrix:: support-matrix.ini\n'

Page = Callable[..., Built]


def cells(soup: BeautifulSoup) -> list[str]:
    """Return what stands in the cells of the summary, row by row."""
    return [cell.get_text() for cell in soup.select('table.feature-matrix td[class^="fm-"]')]


def said(built: Built, source: Path) -> list[str]:
    """Return the warnings, without the folder of the project."""
    return [line.replace(f'{source}/', '') for line in built.warnings]


# -- Where they are shown --------------------------------------------------------------------


def test_the_symbols_of_conf_py_stand_in_the_summary(page: Page) -> None:
    built = page(ini=ROADMAP, feature_matrix_symbols=SYMBOLS)
    assert built.warnings == []
    assert cells(built.soup()) == ['●', '★', '✚', '?']


@pytest.mark.parametrize('part', ['.feature-matrix-legend', '.feature-matrix-drivers'])
def test_the_symbols_of_conf_py_stand_in_the_legend_and_in_the_details(
    part: str, page: Page
) -> None:
    soup = page(ini=ROADMAP, feature_matrix_symbols=SYMBOLS).soup()
    shown = [*SYMBOLS.items(), ('unknown', '?')]
    found = {
        (status, symbol.get_text())
        for status in (*STATUSES, 'planned')
        for symbol in soup.select(f'{part} li.fm-{status} > i')
    }
    # No cell says "missing".
    assert found == {*shown} - {('missing', '~')}


def test_a_role_says_the_symbol_of_conf_py(build: Build) -> None:
    index = f':matrix:status:`storage.two alpha`\n\n{INDEX}'
    files = {'index.rst': index, 'support-matrix.ini': ROADMAP}
    built = build(files, feature_matrix_symbols=SYMBOLS)
    assert built.warnings == []
    assert [tag.get_text() for tag in built.soup().select('.body .matrix')] == ['✚\xa0Planned']


def test_epub_has_the_symbols_of_conf_py(build: Build) -> None:
    files = {'index.rst': INDEX, 'support-matrix.ini': ROADMAP}
    built = build(files, 'epub', feature_matrix_symbols=SYMBOLS)
    assert cells(built.soup('index.xhtml')) == ['●', '★', '✚', '?']


def test_latex_prints_the_symbols_of_conf_py(page: Page) -> None:
    text = page(ini=ROADMAP, builder='latex', feature_matrix_symbols=SYMBOLS).text('sample.tex')
    assert r'\ding{108}' in text  # ●
    assert r'\ding{72}' in text  # ★
    assert r'\ding{58}' in text  # ✚
    assert r'\ding{52}' not in text  # ✔, which they replace
    assert r'\ding{119}' not in text  # ◐


def test_latex_prints_the_title_where_no_font_is_sure_to_have_the_symbol(
    page: Page, build: Build
) -> None:
    def planned(symbol: str) -> int:
        built = build(builder='latex', fresh=True, feature_matrix_symbols={'planned': symbol})
        text = built.text('sample.tex')
        assert '🌱' not in text
        return text.count('Planned')

    page(ini=ROADMAP)
    assert planned('🌱') > planned('✚')


def test_a_symbol_is_never_taken_for_markup(page: Page, build: Build) -> None:
    symbols = {'complete': '<b>&', 'partial': '*a*_'}
    soup = page(feature_matrix_symbols=symbols).soup()
    assert cells(soup)[:2] == ['<b>&', '*a*_']
    assert not soup.select('table.feature-matrix b, table.feature-matrix em')
    symbols = {'complete': r'\x{y}$', 'partial': '#%&_^~'}
    text = build(builder='latex', fresh=True, feature_matrix_symbols=symbols).text('sample.tex')
    assert r'\x{y}' not in text
    assert '#%&' not in text


def test_white_space_in_a_symbol_is_as_it_is_in_a_file(page: Page) -> None:
    built = page(feature_matrix_symbols={'complete': ' o \n\t k '})
    assert cells(built.soup())[0] == 'o k'


def test_the_symbol_of_the_file_stays_where_conf_py_has_none(page: Page) -> None:
    built = page(ini=ROADMAP, feature_matrix_symbols={'complete': '●'})
    assert cells(built.soup()) == ['●', STATUSES['partial'].symbol, '✎', '?']


def test_every_matrix_of_the_project_has_the_symbols_of_conf_py(build: Build) -> None:
    files = {
        'index.rst': f'{INDEX}\n.. support_matrix:: other.ini\n',
        'other.ini': MATRIX,
        'support-matrix.ini': ROADMAP,
    }
    built = build(files, feature_matrix_symbols=SYMBOLS)
    assert built.warnings == []
    assert cells(built.soup()) == ['●', '★', '✚', '?', '●', '★', '~', '?']


def test_other_symbols_in_conf_py_bring_every_page_up_to_date(build: Build, source: Path) -> None:
    first = build({'index.rst': INDEX, 'support-matrix.ini': ROADMAP})
    assert cells(first.soup())[2] == '✎'
    conf = f'{CONF}feature_matrix_symbols = {{"planned": "✚"}}\n'
    (source / 'conf.py').write_text(conf, encoding='utf-8')
    second = build()
    assert second.read == {'index'}
    assert cells(second.soup())[2] == '✚'
    assert build().read == set()


# -- Editions --------------------------------------------------------------------------------


CHANGES = f'{INDEX}   :parts: summary\n\n.. support_matrix_changes:: old.ini support-matrix.ini\n'
CHANGED = 'Status planned: symbol'


@pytest.mark.parametrize(('old', 'changed'), [('✎', False), ('•', True)])
def test_a_symbol_is_changed_where_the_files_differ_and_not_by_conf_py(
    old: str, *, changed: bool, build: Build
) -> None:
    files = {
        'index.rst': CHANGES,
        'old.ini': ROADMAP.replace('✎', old),
        'support-matrix.ini': ROADMAP,
    }
    built = build(files, feature_matrix_symbols=SYMBOLS)
    assert built.warnings == []
    assert cells(built.soup())[2] == '✚'
    assert (CHANGED in ' '.join(built.soup().get_text().split())) is changed


# -- What is wrong ---------------------------------------------------------------------------


SET = 'feature_matrix_symbols'
GIVEN = f'the symbol that {SET} has for "complete"'


@pytest.mark.parametrize(
    ('setting', 'message'),
    [
        (
            '"●"',
            f'{SET} is no dict; write {{"STATUS": "SYMBOL"}}, a symbol for each status',
        ),
        ('None', f'{SET} is no dict; '),
        (
            '{"complet": "●"}',
            f'{SET} has a symbol for "complet", a status of no matrix that is shown; did you',
        ),
        ('{"Complete": "●"}', 'did you mean "complete"?'),
        ('{"yes": "●"}', 'did you mean "complete"?'),
        ('{"planed": "●"}', 'did you mean "planned"?'),
        (
            '{"xyz": "●"}',
            'write complete, partial, missing, unknown or planned, or delete it',
        ),
        ('{7: "●"}', f'{SET} has a symbol for "7", a status of no matrix'),
        ('{"complete": 1}', f'{GIVEN} is no text; write a character in quotation marks'),
        ('{"complete": None}', f'{GIVEN} is no text; '),
        (
            '{"complete": ""}',
            f'{GIVEN} is blank; write a character that can be seen, or delete the entry',
        ),
        ('{"complete": " \\n"}', f'{GIVEN} is blank; '),
        ('{"complete": "\\u200b"}', f'{GIVEN} is blank; '),
        ('{"complete": "\\x1b"}', f'{GIVEN} has a character that cannot be shown; '),
        ('{"complete": "\\ud800"}', f'{GIVEN} has a character that cannot be shown; '),
        ('{"complete": "completely"*2}', f'{GIVEN} has 20 characters; write one, or 10 at most'),
    ],
)
def test_a_wrong_value_is_one_warning_and_changes_no_symbol(
    setting: str, message: str, build: Build, source: Path
) -> None:
    files = {
        'conf.py': f'{CONF}{SET} = {setting}\n',
        'index.rst': INDEX,
        'support-matrix.ini': ROADMAP,
    }
    built = build(files)
    (line,) = said(built, source)
    assert line.startswith(f'conf.py:{CONF.count(chr(10)) + 1}:1: WARNING: ')
    assert message in line
    assert line.endswith(' [feature_matrix.symbol]')
    assert cells(built.soup()) == ['✔', '◐', '✎', '?']


def test_what_is_right_is_taken_from_a_setting_that_is_wrong_elsewhere(page: Page) -> None:
    built = page(feature_matrix_symbols={'complete': '●', 'partial': 2, 'nothing': '-'})
    assert [line.partition('WARNING: ')[2].partition(';')[0] for line in built.warnings] == [
        f'the symbol that {SET} has for "partial" is no text',
        f'{SET} has a symbol for "nothing", a status of no matrix that is shown',
    ]
    assert cells(built.soup())[:2] == ['●', '◐']


def test_a_setting_that_conf_py_does_not_write_is_reported_at_its_start(
    page: Page, source: Path
) -> None:
    (line,) = said(page(feature_matrix_symbols=['●']), source)
    assert line.startswith('conf.py:1:1: WARNING: ')


def test_warnings_of_symbols_can_be_turned_off(page: Page) -> None:
    wrong: dict[str, Any] = {'feature_matrix_symbols': {'complete': 1, 'nothing': '-'}}
    assert page(**wrong, suppress_warnings=['feature_matrix.symbol']).warnings == []


def test_processes_that_read_side_by_side_warn_once(build: Build) -> None:
    files = {f'page{number}.rst': f':orphan:\n\n{INDEX}' for number in range(6)}
    built = build({'index.rst': INDEX, **files}, parallel=2, feature_matrix_symbols=[])
    assert len(built.warnings) == 1


def test_an_emoji_of_several_characters_is_a_symbol() -> None:
    family = '\N{ZERO WIDTH JOINER}'.join('👩🏽❤💋👨🏽')[:LONGEST]
    assert read_symbols({'complete': family}) == ({'complete': family}, [])


@pytest.mark.parametrize(
    'setting', [{'partial': STATUSES['complete'].symbol}, {'missing': 'x', 'planned': ' x'}]
)
def test_two_statuses_with_one_symbol_are_a_mistake(setting: dict[str, str]) -> None:
    symbols, (refusal,) = read_symbols(setting)
    assert list(symbols) == list(setting)
    assert all(f'"{key}"' in refusal for key in [*setting][-2:])
    assert 'the same symbol' in refusal


def test_two_statuses_may_change_their_symbols() -> None:
    setting = {'complete': STATUSES['missing'].symbol, 'missing': STATUSES['complete'].symbol}
    assert read_symbols(setting) == (setting, [])
