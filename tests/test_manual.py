"""The manual: what it shows is run, and what there is to describe is described."""

from __future__ import annotations

import dataclasses
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest
from bs4 import BeautifulSoup
from conftest import Build, Built
from docutils import nodes
from sphinx.application import Sphinx

import sphinx_feature_matrix
from sphinx_feature_matrix import expressions, load, model, problems
from sphinx_feature_matrix.directive import SupportMatrix
from sphinx_feature_matrix.problems import RULES, Problem

MANUAL = Path(__file__).parent.parent / 'doc' / 'source'
EXAMPLES = MANUAL / 'examples'
PROBLEMS = EXAMPLES / 'problems'

MISTAKES = {
    'howto/warnings/mistakes/new-driver.ini': ['FM402 12:1'],
    'problems/mistakes/FM002.ini': ['FM002 6:26'],
    'problems/mistakes/FM003.ini': ['FM003 1:4'],
    'problems/mistakes/FM004.ini': ['FM004 1:1'],
    'problems/mistakes/FM005.ini': ['FM005 1:1'],
    'problems/mistakes/FM101.ini': ['FM101 1:1'],
    'problems/mistakes/FM102.ini': ['FM102 7:1'],
    'problems/mistakes/FM103.ini': ['FM103 7:1'],
    'problems/mistakes/FM104.ini': ['FM104 8:1'],
    'problems/mistakes/FM105.ini': ['FM105 6:1'],
    'problems/mistakes/FM201.ini': ['FM201 1:1'],
    'problems/mistakes/FM202.ini': ['FM202 3:8'],
    'problems/mistakes/FM203.ini': ['FM203 4:1'],
    'problems/mistakes/FM204.ini': ['FM204 4:17'],
    'problems/mistakes/FM301.ini': ['FM301 4:1'],
    'problems/mistakes/FM302.ini': ['FM302 6:10'],
    'problems/mistakes/FM303.ini': ['FM303 6:10'],
    'problems/mistakes/FM304.ini': ['FM304 10:35'],
    'problems/mistakes/FM305.ini': ['FM305 10:20'],
    'problems/mistakes/FM306.ini': ['FM306 10:37'],
    'problems/mistakes/FM401.ini': ['FM401 6:17'],
    'problems/mistakes/FM402.ini': ['FM402 7:1'],
    'problems/mistakes/FM403.ini': ['FM403 7:1'],
    'problems/mistakes/FM404.ini': ['FM404 7:1'],
    # The markup of notes is read by the directive, and not with the file.
    'problems/mistakes/FM501.ini': [],
    'problems/mistakes/FM502.ini': [],
    'tutorial/mistakes/compleet.ini': ['FM401 23:17'],
}
"""What is wrong with each of the examples that are wrong on purpose."""

SHOWN = re.compile(r'^\.\. (?:literalinclude|include):: \.\./(\S+)$', re.MULTILINE)
ALSO = {
    'tutorial-markdown': [EXAMPLES / 'tutorial' / 'support-matrix.ini'],
    'style': [EXAMPLES / 'howto' / 'own-status' / 'roadmap.ini'],
    'two-pages': [EXAMPLES / 'pantry.ini'],
    'many-drivers': [EXAMPLES / 'pantry.ini'],
    'categories': [EXAMPLES / 'pantry.ini'],
    'markdown': [EXAMPLES / 'pantry.ini'],
}
"""Which files an example's project takes from another one."""

CONF = "extensions = ['sphinx_feature_matrix', 'myst_parser']\n"


def page(name: str) -> str:
    return (MANUAL / name).read_text(encoding='utf-8')


def relative(path: Path) -> str:
    return path.relative_to(EXAMPLES).as_posix()


def named(folder: Path, pattern: str = '*') -> list[str]:
    return sorted(path.name for path in folder.glob(pattern))


def as_shown(problem: Problem) -> str:
    """Return *problem* as the manual shows it: as Sphinx prints it, without the folder."""
    where = problem.location._replace(file='support-matrix.ini')
    return f'{where}: WARNING: {problem.message} [feature_matrix.{problem.name}]'


def warnings(built: Built, source: Path) -> list[str]:
    """Return the warnings, without the folder of the project."""
    return [line.replace(f'{source}/', '') for line in built.warnings]


def headings(soup: BeautifulSoup) -> set[str]:
    return {tag.get_text().removesuffix('¶') for tag in soup.select('h1, h2, h3, h4')}


# -- The examples that stand alone -----------------------------------------------------------


ALL_FILES = sorted(EXAMPLES.rglob('*.ini'))


@pytest.mark.parametrize(
    'path', [path for path in ALL_FILES if 'mistakes' not in path.parts], ids=relative
)
def test_examples_have_no_problem(path: Path) -> None:
    matrix, found = load(path)
    assert found == []
    assert matrix.drivers
    assert matrix.features


def test_the_table_of_mistakes_is_complete() -> None:
    wrong = [relative(path) for path in ALL_FILES if 'mistakes' in path.parts]
    assert wrong == sorted(MISTAKES)


@pytest.mark.parametrize('name', MISTAKES)
def test_mistakes_give_the_problems_that_they_are_to_show(name: str) -> None:
    path = EXAMPLES / name
    _matrix, found = load(path)
    places = [
        f'{problem.code} {problem.location.line}:{problem.location.column}' for problem in found
    ]
    assert places == MISTAKES[name]
    text = path.with_suffix('.txt')
    if found:
        assert text.read_text(encoding='utf-8').splitlines() == [*map(as_shown, found)]


def test_every_example_is_shown_somewhere() -> None:
    pages = [path for path in MANUAL.rglob('*') if path.suffix in ('.rst', '.md')]
    text = '\n'.join(path.read_text('utf-8') for path in pages if EXAMPLES not in path.parents)
    shown = set(re.findall(r'examples/([\w./-]+\.\w+)', text))
    for path in EXAMPLES.rglob('*'):
        # What only makes a whole project of an example need not be shown.
        if path.is_file() and path.name not in ('index.rst', 'conf.py', 'support-matrix.ini'):
            assert relative(path) in shown


# -- The tutorial ----------------------------------------------------------------------------


def tutorial(source: Path, matrix: str = 'support-matrix.ini') -> None:
    """Lay out the project of the tutorial as it is when the file is as *matrix* has it."""
    for name in ('conf.py', 'index.rst'):
        shutil.copy(EXAMPLES / 'tutorial' / name, source / name)
    shutil.copy(EXAMPLES / 'tutorial' / matrix, source / 'support-matrix.ini')


@pytest.mark.parametrize(
    ('matrix', 'features', 'drivers'),
    [
        ('step-1.ini', 1, 1),
        ('step-2.ini', 1, 3),
        ('step-3.ini', 4, 3),
        ('support-matrix.ini', 4, 3),
    ],
)
def test_every_step_of_the_tutorial_builds(
    matrix: str, features: int, drivers: int, source: Path, build: Build
) -> None:
    tutorial(source, matrix)
    built = build()
    assert built.warnings == []
    soup = built.soup()
    turned = soup.select('tr[data-driver]')
    if turned:
        assert (len(turned), len(soup.select('th[data-feature]'))) == (drivers, features)
    else:
        assert len(soup.select('tr[data-feature]')) == features
        assert len(soup.select('th[data-driver]')) == drivers
    assert len(soup.select('table.feature-matrix td[class^="fm-"] > a')) == features * drivers


def test_the_tutorial_ends_with_the_page_it_promises(source: Path, build: Build) -> None:
    tutorial(source)
    built = build()
    assert built.warnings == []
    soup = built.soup()
    matrix, _ = load(source / 'support-matrix.ini')
    heads = [tag.get_text() for tag in soup.select('th[data-driver]')]
    assert heads == ['In memory', 'PostgreSQL', 'SQLite']
    assert headings(soup) >= {
        'Summary',
        'Details',
        *(feature.title for feature in matrix.features),
    }
    text = ' '.join(soup.get_text().split())
    for words in ('pantry get <name>', 'pantry clean', 'every driver must have it'):
        assert words in text


def test_the_mistake_of_the_tutorial_is_one_warning(source: Path, build: Build) -> None:
    tutorial(source, 'mistakes/compleet.ini')
    built = build(show_warning_types=True)
    shown = (EXAMPLES / 'tutorial' / 'mistakes' / 'compleet.txt').read_text('utf-8')
    assert warnings(built, source) == shown.splitlines()
    (cell,) = built.soup().select('td.fm-invalid')
    assert cell.get_text() == '!'
    assert 'compleet' in built.soup().get_text()


def test_the_mistake_of_the_tutorial_fails_the_build_with_w(source: Path, tmp_path: Path) -> None:
    tutorial(source, 'mistakes/compleet.ini')
    command = [sys.executable, '-m', 'sphinx', '-W', '--keep-going', '-q', '-b', 'dummy']
    done = subprocess.run(
        [*command, str(source), str(tmp_path / 'out')], capture_output=True, check=False
    )
    assert done.returncode == 1


# -- Problems --------------------------------------------------------------------------------


def problem_sections() -> Iterator[tuple[str, str, str]]:
    """Yield the code, the name and the text of each section on the page about problems."""
    found = re.split(r'^(FM\d{3}) (\S+)\n~+\n', page('reference/problems.rst'), flags=re.MULTILINE)
    return zip(found[1::3], found[2::3], found[3::3], strict=True)


def test_every_rule_is_described() -> None:
    described = [(code, name) for code, name, _text in problem_sections()]
    assert described == [(rule.code, rule.name) for rule in RULES.values()]
    labels = re.findall(r'^\.\. _(FM\d{3}):$', page('reference/problems.rst'), re.MULTILINE)
    assert labels == [rule.code for rule in RULES.values()]


def test_every_rule_has_its_examples_and_no_other() -> None:
    for code, _name, text in problem_sections():
        shown = [name.removeprefix('examples/problems/') for name in SHOWN.findall(text)]
        bad, message, good = shown
        assert re.fullmatch(rf'mistakes/{code}\.(ini|rst)', bad)
        assert message == f'mistakes/{code}.txt'
        assert good == bad.replace('mistakes/', 'good/')
    codes = {rule.code for rule in RULES.values()}
    assert {path.stem for path in PROBLEMS.rglob('*.*')} == codes


def lay_out_problem(source: Path, kind: str, code: str) -> None:
    """Write a project that shows the example of a kind for *code*."""
    sound = (PROBLEMS / 'good' / 'FM401.ini').read_bytes()
    for folder in ('.', 'server', 'client'):
        (source / folder).mkdir(exist_ok=True)
        (source / folder / 'support-matrix.ini').write_bytes(sound)
    (source / 'old-matrix.ini').write_bytes(sound)
    (source / 'conf.py').write_text(CONF, 'utf-8')
    directive = '.. support_matrix:: support-matrix.ini\n'
    if (example := PROBLEMS / kind / f'{code}.rst').exists():
        directive = example.read_text('utf-8')
    else:
        shutil.copy(PROBLEMS / kind / f'{code}.ini', source / 'support-matrix.ini')
    (source / 'index.rst').write_text(f'Drivers\n=======\n\n{directive}', 'utf-8')


@pytest.mark.parametrize('rule', RULES.values(), ids=lambda rule: rule.code)
def test_the_bad_example_gives_the_warning_that_is_shown(
    rule: problems.Rule, source: Path, build: Build
) -> None:
    lay_out_problem(source, 'mistakes', rule.code)
    built = build(builder='dummy', show_warning_types=True)
    shown = (PROBLEMS / 'mistakes' / f'{rule.code}.txt').read_text('utf-8')
    assert warnings(built, source) == shown.splitlines()
    assert f'[feature_matrix.{rule.name}]' in shown


@pytest.mark.parametrize('rule', RULES.values(), ids=lambda rule: rule.code)
def test_the_good_example_gives_no_warning(
    rule: problems.Rule, source: Path, build: Build
) -> None:
    lay_out_problem(source, 'good', rule.code)
    assert build(builder='dummy').warnings == []


# -- The reference ---------------------------------------------------------------------------


def test_every_option_of_the_directive_is_described() -> None:
    text = page('reference/directive.rst')
    described = re.findall(r'^``:([\w-]+):``\n~+$', text, re.MULTILINE)
    assert sorted(described) == sorted(SupportMatrix.option_spec)
    for option in described:
        assert f'../examples/directive/{option}.rst' in text
        assert f':{option}:' in page(f'examples/directive/{option}.rst')


@pytest.mark.parametrize('name', named(EXAMPLES / 'directive'))
def test_examples_of_the_directive_build(name: str, source: Path, build: Build) -> None:
    (source / 'examples').mkdir()
    shutil.copy(EXAMPLES / 'pantry.ini', source / 'examples')
    (source / 'conf.py').write_text(CONF, 'utf-8')
    example = (EXAMPLES / 'directive' / name).read_text('utf-8')
    (source / 'index.rst').write_text(f'Example\n=======\n\n{example}', 'utf-8')
    built = build()
    assert built.warnings == []
    assert built.soup().select('.feature-matrix, .body li')
    if name == 'rubrics.rst':
        assert [tag.get_text() for tag in built.soup().select('p.rubric')] == ['Summary', 'Notes']


def test_every_setting_is_described(source: Path, build: Build) -> None:
    tutorial(source)
    app: Sphinx = build(builder='dummy').app
    ours = {value.name for value in app.config if value.name.startswith('feature_matrix')}
    described = re.findall(
        r'^\.\. confval:: (\w+)$', page('reference/configuration.rst'), re.MULTILINE
    )
    assert set(described) == ours != set()
    for name in ours:
        assert f':default: ``{app.config.values[name].default!r}``' in page(
            'reference/configuration.rst'
        )


def test_every_status_is_described() -> None:
    text = page('reference/statuses.rst')
    for status in model.STATUSES.values():
        assert f'* - ``{status.key}``\n     - {status.symbol}\n' in text
    for kind in model.FeatureStatusKind:
        assert re.search(rf'^``{kind}(\([A-Z]+\))?``$', text, re.MULTILINE)


def test_the_conditions_in_the_reference_parse() -> None:
    block = (
        page('reference/statuses.rst').split('.. code-block:: ini\n')[1].split('\n\nIn full')[0]
    )
    conditions = ' '.join(block.split()).split('status = ')[1:]
    assert len(conditions) > 3
    for condition in conditions:
        expressions.parse(condition.strip().removeprefix('condition(').removesuffix(')'))


@pytest.mark.parametrize('module', [model, expressions, problems])
def test_every_class_and_every_field_is_described(module: ModuleType) -> None:
    name = module.__name__
    section = page('reference/python.rst').split(f'.. py:module:: {name}\n')[1]
    section = section.split('.. py:module::')[0]
    classes = [
        value
        for value in vars(module).values()
        if isinstance(value, type)
        and value.__module__ == name
        and not value.__name__.startswith('_')
        and not issubclass(value, Exception)
    ]
    assert classes
    for cls in classes:
        found = re.search(
            rf'^\.\. py:class:: {cls.__name__}\n((?:   .*\n|\n)*)', section, re.MULTILINE
        )
        assert found, cls
        fields = (
            [field.name for field in dataclasses.fields(cls)]
            if (dataclasses.is_dataclass(cls))
            else [*getattr(cls, '_fields', [])]
        )
        fields += [key for key, value in vars(cls).items() if isinstance(value, property)]
        described = re.findall(
            r'^   \.\. py:(?:attribute|property):: (\w+)$', found[1], re.MULTILINE
        )
        if fields:
            assert sorted(described) == sorted(fields)


def test_every_public_name_is_described() -> None:
    text = page('reference/python.rst')
    for name in set(sphinx_feature_matrix.__all__) - {'setup'}:
        assert re.search(rf'^\.\. py:\w+:: {name}\b', text, re.MULTILINE)


def test_the_example_in_python_runs(tmp_path: Path) -> None:
    block = (
        page('reference/python.rst').split('.. code-block:: python\n\n')[1].split('\n\nNeither')
    )
    code = '\n'.join(line.removeprefix('   ') for line in block[0].splitlines())
    shutil.copy(EXAMPLES / 'tutorial' / 'support-matrix.ini', tmp_path)
    command = [sys.executable, '-c', code]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, check=True, text=True)
    assert done.stdout.splitlines()[0] == 'Store and read values complete'


def test_the_two_dialects_in_the_reference_say_the_same() -> None:
    current, _ = load(EXAMPLES / 'ini' / 'current.ini')
    targets, _ = load(EXAMPLES / 'ini' / 'targets.ini')
    assert (current.dialect, targets.dialect) == (model.Dialect.CURRENT, model.Dialect.TARGETS)
    for one, other in zip(current.features, targets.features, strict=True):
        for key, cell in one.implementations.items():
            assert cell.status == other.implementations[key].status
            assert (cell.notes and cell.notes.text) == (
                (note := other.implementations[key].notes) and note.text
            )


def test_the_page_has_what_the_reference_promises(source: Path, build: Build) -> None:
    text = page('reference/page.rst')
    shutil.copy(EXAMPLES / 'pantry.ini', source)
    shutil.copy(EXAMPLES / 'howto' / 'own-status' / 'roadmap.ini', source)
    shutil.copy(EXAMPLES / 'tutorial' / 'mistakes' / 'compleet.ini', source)
    shown = [
        'pantry.ini\n   :group-by-category:\n   :orientation: features',
        'pantry.ini\n   :parts: summary\n   :orientation: drivers',
        'roadmap.ini\n   :parts: summary',
        'compleet.ini\n   :parts: summary',
    ]
    index = 'Page\n====\n' + ''.join(f'\n.. support_matrix:: {matrix}\n' for matrix in shown)
    soup = build({'index.rst': index}, suppress_warnings=['feature_matrix']).soup()
    for name in ('values_store', 'values_store_driver_sql_sqlite'):
        assert f'- ``{name}``' in text
    for name in ('values_store', 'values_store_driver_sql_sqlite', 'summary', 'details', 'notes'):
        assert len(soup.select(f'#{name}')) == 1
    selectors = re.findall(r'``((?:div|table|tr|th|td|span|ul)[.\[][^`]*)``', text)
    assert len(selectors) > 10
    for selector in selectors:
        assert soup.select(selector.replace('STATUS', 'complete')), selector
    for cell in soup.select('td[class^="fm-"]'):
        (inner,) = cell.find_all(recursive=False)
        assert inner['aria-label']


# -- How-to guides ---------------------------------------------------------------------------


PROJECTS = sorted(path for path in (EXAMPLES / 'howto').iterdir() if path.is_dir())
PROJECTS.append(EXAMPLES / 'tutorial-markdown')


@pytest.fixture
def project(request: pytest.FixtureRequest, source: Path, build: Build) -> Built:
    """Build the project of an example without a warning."""
    path: Path = request.param
    shutil.copytree(path, source, dirs_exist_ok=True)
    for other in ALSO.get(path.name, []):
        shutil.copy(other, source)
    if not (source / 'conf.py').exists():
        (source / 'conf.py').write_text(CONF, 'utf-8')
    built = build()
    assert built.warnings == []
    return built


@pytest.mark.parametrize('project', PROJECTS, indirect=True, ids=relative)
def test_projects_of_the_guides_build(project: Built) -> None:
    assert project.soup().select('table.feature-matrix')


def of(name: str) -> pytest.MarkDecorator:
    """Return a mark that has a test build the project *name* of the guides."""
    return pytest.mark.parametrize(
        'project', [EXAMPLES / 'howto' / name], indirect=True, ids=[name]
    )


@of('several-matrices')
def test_several_matrices_have_the_ids_that_the_guide_gives(project: Built) -> None:
    soup = project.soup()
    text = page('howto/several-matrices.rst')
    for name in ('requests_parallel', 'client_requests_parallel'):
        assert len(soup.select(f'#{name}')) == 1
        assert f'``{name}``' in text


@of('two-pages')
def test_the_summary_links_to_details_on_another_page(project: Built) -> None:
    soup, other = project.soup(), project.soup('features.html')
    links = [str(link['href']) for link in soup.select('td[class^="fm-"] > a')]
    assert len(links) == len(soup.select('td[class^="fm-"]')) > 0
    for link in links:
        document, _, name = link.partition('#')
        assert document == 'features.html'
        assert other.select(f'#{name}')


@of('many-drivers')
def test_patterns_split_the_drivers(project: Built) -> None:
    first, second = project.soup().select('table.feature-matrix')
    keys = [
        [str(row['data-driver']) for row in table.select('tr[data-driver]')]
        for table in (first, second)
    ]
    assert keys == [['sql-mariadb', 'sql-postgresql', 'sql-sqlite'], ['memory', 'files']]


@pytest.mark.parametrize(
    ('patterns', 'expected'),
    [
        ('sql-*', 'sql-mariadb sql-postgresql sql-sqlite'),
        ('!sql-*', 'memory files'),
        ('sql-* !sql-sqlite', 'sql-mariadb sql-postgresql'),
        ('* !memory !files', 'sql-mariadb sql-postgresql sql-sqlite'),
    ],
)
def test_the_patterns_in_the_guide_mean_what_it_says(
    patterns: str, expected: str, source: Path, build: Build
) -> None:
    assert f'   * - ``{patterns}``\n' in page('howto/many-drivers.rst')
    shutil.copy(EXAMPLES / 'pantry.ini', source)
    options = f'   :parts: summary\n   :drivers: {patterns}\n   :orientation: features\n'
    index = f'Page\n====\n\n.. support_matrix:: pantry.ini\n{options}'
    soup = build({'index.rst': index}).soup()
    assert [
        str(head['data-driver']) for head in soup.select('th[data-driver]')
    ] == expected.split()


@of('categories')
def test_categories_are_headed_as_the_guide_says(project: Built) -> None:
    rows = project.soup().select('tr.feature-matrix-category, th[scope="colgroup"]')
    assert [row.get_text().strip() for row in rows] == ['Values', 'Storage', 'Sharing']


@of('own-status')
def test_a_declared_status_has_its_class_and_symbol(project: Built) -> None:
    (cell,) = project.soup().select('td.fm-planned')
    assert cell.get_text() == '✎'


@of('warnings')
def test_the_warning_in_the_guide_is_turned_off(project: Built) -> None:
    assert project.soup().select('td.fm-unknown')


@of('style')
def test_the_style_sheet_names_what_there_is(project: Built) -> None:
    soup = project.soup()
    css = page('examples/howto/style/_static/matrix.css')
    own = Path(sphinx_feature_matrix.__file__).parent / 'static' / 'feature-matrix.css'
    known = set(re.findall(r'(--fm-[a-z]+):', own.read_text('utf-8')))
    assert set(re.findall(r'--fm-[a-z]+', css)) <= known
    assert (
        set(re.findall(r'^   \* - ``(--fm-[a-z]+)``$', page('howto/style.rst'), re.MULTILINE))
        == known
    )
    for selector in re.findall(r'^([.a-z][^{]*?) \{', css, re.MULTILINE):
        assert all(
            soup.select(one) or one == '.feature-matrix-drivers' for one in selector.split(',\n')
        )
    sheets = [str(link['href']) for link in soup.select('link[rel="stylesheet"]')]
    assert any('matrix.css' in sheet and 'feature' not in sheet for sheet in sheets)


def test_the_start_page_shows_a_part_of_the_hypervisor_matrix(source: Path, build: Build) -> None:
    shutil.copy(MANUAL.parent.parent / 'support-matrix.ini', source)
    example = page('examples/hypervisors.rst')
    built = build({'index.rst': f'Page\n====\n\n{example}'})
    assert built.warnings == []
    assert isinstance(built.doctree(), nodes.document)
    assert len(built.soup().select('td[class^="fm-"]')) == 20


def test_the_manual_leads_to_each_of_its_pages() -> None:
    for folder in ('howto', 'reference', 'explanation'):
        listed = set(re.findall(r'^   ([\w-]+)$', page(f'{folder}/index.rst'), re.MULTILINE))
        assert {path.stem for path in (MANUAL / folder).glob('*.*')} - {'index'} == listed


def test_the_guide_for_contributors_lists_every_module_and_environment() -> None:
    root = MANUAL.parent.parent
    text = (root / 'CONTRIBUTING.rst').read_text('utf-8')
    package = Path(sphinx_feature_matrix.__file__).parent
    modules = {path.name for path in package.glob('*.py')} - {'version.py'}
    folders = {f'{path.parent.name}/' for path in package.glob('*/*.*') if path.suffix != '.pyc'}
    listed = set(re.findall(r'^``([\w.]+(?:\.py|/))``  ', text, re.MULTILINE))
    assert listed == modules | folders
    environments = re.findall(
        r'^env_list = (.*)$', (root / 'tox.ini').read_text('utf-8'), re.MULTILINE
    )
    for name in environments[0].split(', '):
        assert f'\n``{name}``  ' in text
