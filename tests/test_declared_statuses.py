"""The implementation statuses that conf.py declares for all matrices of a project."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from conftest import CONF, MATRIX, Build, Built
from test_translation import extracted, translate

from sphinx_feature_matrix.declared_statuses import SETTING, read_statuses
from sphinx_feature_matrix.ini.reader import MAX_STATUSES
from sphinx_feature_matrix.model import STATUSES, ImplementationStatus
from sphinx_feature_matrix.problems import Location

PLANNED = {'title': 'In the plan', 'symbol': '✎', 'counts-as': 'missing'}
STATUS = {'planned': PLANNED}
DECLARED: dict[str, Any] = {SETTING: STATUS}
WORDS = f'{SETTING} = {STATUS!r}\n'
ROADMAP = MATRIX.replace('alpha = missing', 'alpha = planned')
INDEX = 'Page\n====\n\n.. support_matrix:: support-matrix.ini\n'
FILES = {'index.rst': INDEX, 'support-matrix.ini': ROADMAP}
WHERE = Location('conf.py', 7, 1)

Page = Callable[..., Built]


def cells(soup: BeautifulSoup) -> list[str]:
    """Return what stands in the cells of the summary, row by row."""
    return [cell.get_text() for cell in soup.select('table.feature-matrix td[class^="fm-"]')]


def messages(built: Built) -> list[str]:
    """Return the warnings without their places."""
    return [line.partition('WARNING: ')[2] for line in built.warnings]


# -- What the setting says -------------------------------------------------------------------


def test_a_status_has_what_the_setting_says_and_where() -> None:
    planned = ImplementationStatus('planned', 'In the plan', '✎', 'missing', WHERE, 7)
    assert read_statuses(STATUS, WHERE) == ({'planned': planned}, [])


def test_white_space_and_case_are_as_they_are_in_a_file() -> None:
    setting = {'Planned': {'title': ' In\n  the plan', 'symbol': ' ✎ ', 'counts-as': ' Missing\n'}}
    assert read_statuses(setting, WHERE) == read_statuses(STATUS, WHERE)


def test_a_status_without_a_symbol_has_a_bullet() -> None:
    statuses, refusals = read_statuses({'a': {'title': 'A', 'counts-as': 'partial'}}, WHERE)
    assert (statuses['a'].symbol, refusals) == ('\N{BULLET}', [])


GIVEN = f'the status "planned" in {SETTING} '
ADD_TITLE = 'has no title; add "title": "…", what readers are to see'
KEY = 'is no name for a status; choose one of letters, digits, "-" and "_", other than "invalid"'


@pytest.mark.parametrize(
    ('setting', 'message'),
    [
        (
            [],
            f'{SETTING} is no dict; write {{"KEY": {{"title": "TITLE", "counts-as": "missing"}}}}',
        ),
        (None, f'{SETTING} is no dict; '),
        (
            {'planned': 'Planned'},
            f'{GIVEN}is no dict; write {{"title": "TITLE", "counts-as": "missing"}}',
        ),
        ({7: PLANNED}, f'the status "7" in {SETTING} {KEY}'),
        ({'': PLANNED}, f'the status "" in {SETTING} {KEY}'),
        ({'2nd': PLANNED}, f'the status "2nd" in {SETTING} {KEY}'),
        ({'Invalid': PLANNED}, f'the status "Invalid" in {SETTING} {KEY}'),
        ({'partial': PLANNED}, f'the status "partial" in {SETTING} is built in; choose another'),
    ],
)
def test_what_can_be_no_status_is_said_and_is_none(setting: object, message: str) -> None:
    statuses, (refusal,) = read_statuses(setting, WHERE)
    assert statuses == {}
    assert refusal.startswith(message)


@pytest.mark.parametrize(
    ('option', 'value', 'message', 'instead'),
    [
        ('title', None, ADD_TITLE, 'planned'),
        ('title', ' \n', ADD_TITLE, 'planned'),
        ('title', 7, 'has a title that is no text; write it in quotation marks', 'planned'),
        ('title', '\ud800', 'has a title with a character that cannot be shown; ', 'planned'),
        ('symbol', None, 'has a symbol that is no text; write a character in', '\N{BULLET}'),
        ('symbol', '', 'has a symbol that is blank; write a character that', '\N{BULLET}'),
        ('symbol', '\x1b', 'has a symbol that has a character that cannot be', '\N{BULLET}'),
        ('symbol', 'x' * 11, 'has a symbol that has 11 characters; write one, or', '\N{BULLET}'),
        ('counts-as', 'no', 'counts as "no"; write complete, partial, missing or', 'unknown'),
        ('counts-as', None, 'counts as "none"; write complete, partial, missing', 'unknown'),
        ('counts-as', 'planned', 'counts as "planned"; write complete, ', 'unknown'),
    ],
)
def test_a_mistake_is_said_and_the_status_is_there_all_the_same(
    option: str, value: object, message: str, instead: str
) -> None:
    statuses, (refusal,) = read_statuses({'planned': {**PLANNED, option: value}}, WHERE)
    assert refusal.startswith(GIVEN + message)
    found = statuses['planned']
    given = {'title': found.title, 'symbol': found.symbol, 'counts-as': found.counts_as}
    assert given == {**PLANNED, option: instead}


@pytest.mark.parametrize(
    ('left_out', 'message'),
    [
        ('title', ADD_TITLE),
        ('counts-as', 'does not say what it counts as; add "counts-as": "unknown"'),
    ],
)
def test_what_a_status_needs_is_said_where_it_is_left_out(left_out: str, message: str) -> None:
    options = {key: value for key, value in PLANNED.items() if key != left_out}
    statuses, (refusal,) = read_statuses({'planned': options}, WHERE)
    assert refusal == GIVEN + message
    assert [*statuses] == ['planned']


def test_translators_are_not_given_a_key_for_a_title() -> None:
    statuses, _ = read_statuses({'planned': {'counts-as': 'missing'}}, WHERE)
    assert statuses['planned'].title_line == 0


@pytest.mark.parametrize(
    ('name', 'hint'),
    [
        ('counts_as', 'did you mean "counts-as"?'),
        ('Title', 'did you mean "title"?'),
        (7, 'known here: title, symbol, counts-as'),
    ],
)
def test_an_unknown_option_is_named_with_a_guess(name: object, hint: str) -> None:
    _, (refusal,) = read_statuses({'planned': {**PLANNED, name: '-'}}, WHERE)
    assert refusal == f'{GIVEN}has an option "{name}" that means nothing; {hint}'


def test_all_that_is_wrong_with_a_status_is_said() -> None:
    _, refusals = read_statuses({'planned': {'symbol': '', 'colour': 'red'}}, WHERE)
    assert len(refusals) == 4


def test_keys_that_differ_in_case_alone_are_one_status() -> None:
    second = {**PLANNED, 'title': 'Second'}
    statuses, refusals = read_statuses({'planned': PLANNED, 'PLANNED': second}, WHERE)
    assert [status.title for status in statuses.values()] == ['In the plan']
    (refusal,) = refusals
    assert refusal.startswith(f'the status "PLANNED" in {SETTING} is there twice, since case does')


def test_there_are_as_many_as_a_matrix_can_have() -> None:
    room = MAX_STATUSES - len(STATUSES)
    statuses, refusals = read_statuses({f's{n}': PLANNED for n in range(room + 1)}, WHERE)
    assert len(statuses) == room
    (refusal,) = refusals
    assert refusal.startswith(
        f'the status "s{room}" in {SETTING} is one too many; a matrix has at'
    )


# -- Where it is shown -----------------------------------------------------------------------


def test_the_status_is_in_cells_in_the_legend_and_in_the_details(page: Page) -> None:
    built = page(ini=ROADMAP, **DECLARED)
    assert built.warnings == []
    soup = built.soup()
    (cell,) = soup.select('td.fm-planned')
    assert cell['class'] == ['fm-planned', 'fm-as-missing']
    assert cell.a is not None
    assert (cell.a.text, cell.a['aria-label']) == ('✎', 'In the plan')
    (item,) = soup.select('.feature-matrix-legend .fm-planned')
    assert item.text == '✎ In the plan'
    assert '✎ Alpha: In the plan' in soup.select('#storage_two')[0].text


def test_requirements_take_the_status_for_what_it_counts_as(page: Page) -> None:
    def verdict(counts_as: str) -> str:
        statuses = {'planned': {**PLANNED, 'counts-as': counts_as}}
        soup = page(':parts: requirements', ROADMAP, feature_matrix_statuses=statuses).soup()
        return soup.select('.feature-matrix-verdict')[0].text

    assert [verdict('missing'), verdict('unknown')] == ['unmet', 'undetermined']


def test_a_role_says_the_status(build: Build) -> None:
    index = f':matrix:status:`storage.two alpha`\n\n{INDEX}'
    built = build({**FILES, 'index.rst': index}, **DECLARED)
    assert built.warnings == []
    (said,) = built.soup().select('.feature-matrix-status')
    assert said.text == '✎\N{NO-BREAK SPACE}In the plan'
    assert said['class'][-2:] == ['fm-planned', 'fm-as-missing']


def test_a_role_counts_the_status(build: Build) -> None:
    index = f':matrix:count:`alpha planned`\n\n{INDEX}'
    built = build({**FILES, 'index.rst': index}, **DECLARED)
    assert built.warnings == []
    assert built.soup().select('.body p')[0].text == '1'


@pytest.mark.parametrize(
    ('builder', 'name', 'shown'),
    [
        ('latex', 'sample.tex', [r'\ding{46}', 'In the plan']),
        ('text', 'index.txt', ['Alpha: In the plan']),
        ('man', 'sample.1', ['Alpha: In the plan']),
        ('texinfo', 'sample.texi', ['Alpha: In the plan']),
        ('epub', 'index.xhtml', ['class="fm-planned fm-as-missing"', '>✎<', 'In the plan']),
        ('xml', 'index.xml', ['In the plan']),
    ],
)
def test_every_builder_shows_the_status(
    builder: str, name: str, shown: list[str], page: Page
) -> None:
    man_pages: list[Any] = [('index', 'sample', '', [], 1)]
    built = page(ini=ROADMAP, builder=builder, man_pages=man_pages, **DECLARED)
    assert built.warnings == []
    text = built.text(name)
    assert [each for each in shown if each not in text] == []


def test_a_pdf_has_the_title_where_no_font_is_sure_to_have_the_symbol(page: Page) -> None:
    def titles(symbol: str) -> int:
        conf = {SETTING: {'planned': {**PLANNED, 'symbol': symbol}}}
        text = page(':parts: summary', ROADMAP, builder='latex', **conf).text('sample.tex')
        assert '🌱' not in text
        return text.count('In the plan')

    assert titles('🌱') > titles('✎') > 0


# -- Beside what files and other settings say ------------------------------------------------


def test_a_file_that_declares_the_same_status_has_its_own(build: Build) -> None:
    own = f'[status.planned]\ntitle = Mine\nsymbol = +\ncounts-as = partial\n\n{ROADMAP}'
    index = f'{INDEX}   :parts: summary\n\n.. support_matrix:: own.ini\n   :parts: summary\n'
    built = build({**FILES, 'index.rst': index, 'own.ini': own}, **DECLARED)
    assert built.warnings == []
    found = built.soup().select('td.fm-planned')
    assert [(cell.text, cell['class'][1]) for cell in found] == [
        ('✎', 'fm-as-missing'),
        ('+', 'fm-as-partial'),
    ]
    legends = [item.text for item in built.soup().select('.feature-matrix-legend .fm-planned')]
    assert legends == ['✎ In the plan', '+ Mine']


def test_the_setting_for_symbols_wins(page: Page) -> None:
    built = page(ini=ROADMAP, **DECLARED, feature_matrix_symbols={'planned': '✚'})
    assert built.warnings == []
    assert cells(built.soup())[2] == '✚'


def test_the_legend_leaves_out_a_status_that_no_cell_has(page: Page) -> None:
    soup = page(':parts: summary', MATRIX, **DECLARED).soup()
    assert soup.select('.feature-matrix-legend')
    assert 'In the plan' not in soup.text


def test_a_value_that_no_status_has_is_compared_with_the_declared_ones_too(page: Page) -> None:
    (message,) = messages(page(ini=ROADMAP.replace('planned', 'planed'), **DECLARED))
    assert 'did you mean "planned"?' in message


# -- Editions --------------------------------------------------------------------------------


CHANGES = 'Page\n====\n\n.. support_matrix_changes:: {} support-matrix.ini\n'


def test_changes_speak_of_the_status_by_its_title(build: Build) -> None:
    files = {**FILES, 'index.rst': CHANGES.format('old.ini'), 'old.ini': MATRIX}
    built = build(files, **DECLARED)
    assert built.warnings == []
    assert 'In the plan' in built.soup().select('.body')[0].text


def test_a_status_that_moved_to_conf_py_is_no_change(build: Build) -> None:
    old = f'[status.planned]\ntitle = In the plan\nsymbol = ✎\ncounts-as = missing\n\n{ROADMAP}'
    files = {**FILES, 'index.rst': CHANGES.format('old.ini'), 'old.ini': old}
    built = build(files, **DECLARED)
    assert built.warnings == []
    assert 'planned' not in built.soup().select('.body')[0].text.lower()
    assert not built.soup().select('.body li')


def test_an_edition_in_git_has_the_status_too(build: Build, source: Path) -> None:
    (source / 'support-matrix.ini').write_text(ROADMAP, encoding='utf-8')
    who = ['-c', 'user.name=Somebody', '-c', 'user.email=somebody@example.org']
    for command in (['init', '-q'], ['add', '.'], [*who, 'commit', '-qm', '1'], ['tag', 'v1']):
        subprocess.run(['git', *command], cwd=source, check=True)
    now = ROADMAP.replace('beta = unknown', 'beta = complete')
    index = CHANGES.format('v1:support-matrix.ini')
    built = build({'index.rst': index, 'support-matrix.ini': now}, **DECLARED)
    assert built.warnings == []
    text = built.soup().select('.body')[0].text
    assert 'Beta' in text
    # Without the status, Alpha's would have been unknown in the edition before.
    assert 'Alpha' not in text


# -- Builds ----------------------------------------------------------------------------------


def test_a_change_of_the_setting_brings_pages_up_to_date(build: Build, source: Path) -> None:
    conf = source / 'conf.py'
    assert len(build({**FILES, 'conf.py': CONF}).warnings) == 1
    conf.write_text(CONF + WORDS, encoding='utf-8')
    built = build()
    assert (built.warnings, cells(built.soup())[2]) == ([], '✎')
    conf.write_text(CONF + WORDS.replace('✎', '✚'), encoding='utf-8')
    again = build()
    assert (again.read, cells(again.soup())[2]) == ({'index'}, '✚')
    assert build().read == set()


def test_a_mistake_is_one_warning_at_the_line_of_conf_py(build: Build, source: Path) -> None:
    setting = "feature_matrix_statuses = {'planned': {'title': 'Planned'}}\n"
    pages = {f'page{number}.rst': f':orphan:\n\n{INDEX}' for number in range(6)}
    built = build({**FILES, **pages, 'conf.py': CONF + setting}, parallel=2)
    (line,) = built.warnings
    where = f'{source / "conf.py"}:{CONF.count(chr(10)) + 1}:1: WARNING: '
    message = 'does not say what it counts as; add "counts-as": "unknown"'
    assert line == f'{where}{GIVEN}{message} [feature_matrix.status-setting]'
    assert [cells(built.soup(f'{name}.html'))[2] for name in ('index', 'page5')] == ['•', '•']


def test_warnings_of_the_setting_can_be_turned_off(page: Page) -> None:
    wrong: dict[str, Any] = {SETTING: {'planned': 7}}
    assert page(**wrong, suppress_warnings=['feature_matrix.status-setting']).warnings == []


def test_processes_that_read_side_by_side_know_the_status(build: Build) -> None:
    pages = {f'page{number}.rst': f':orphan:\n\n{INDEX}' for number in range(6)}
    built = build({**FILES, **pages}, parallel=2, **DECLARED)
    assert built.warnings == []
    assert {cells(built.soup(f'page{number}.html'))[2] for number in range(6)} == {'✎'}


# -- Translation -----------------------------------------------------------------------------


PARTS = '   :parts: summary requirements details\n'


def test_the_title_is_extracted_from_conf_py_and_shown_translated(
    build: Build, source: Path
) -> None:
    index = f':matrix:status:`storage.two alpha`\n\n{INDEX}{PARTS}'
    files = {**FILES, 'index.rst': index, 'conf.py': CONF + WORDS}
    catalogue = extracted(build, files)
    ((file, line),) = catalogue['In the plan'].locations
    assert (Path(file).name, line) == ('conf.py', CONF.count('\n') + 1)
    translate(source, catalogue, {'In the plan': 'Im Plan'})
    built = build(fresh=True, language='de', locale_dirs=['locale'])
    assert built.warnings == []
    soup = built.soup()
    assert 'In the plan' not in soup.text
    assert '✎ Im Plan' in soup.select('.feature-matrix-legend')[0].text
    assert soup.select('td.fm-planned a')[0]['aria-label'] == 'Im Plan'
    assert 'Alpha: Im Plan' in soup.select('#storage_two')[0].text
    assert soup.select('.feature-matrix-status')[0].text.endswith('Im Plan')
    assert 'Im Plan' in soup.select('.feature-matrix-requirements')[0].text
