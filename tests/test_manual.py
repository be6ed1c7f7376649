"""The manual: what it shows is run, and what there is to describe is described."""

from __future__ import annotations

import ast
import dataclasses
import inspect
import math
import posixpath
import re
import runpy
import shutil
import subprocess
import sys
import textwrap
from argparse import Namespace
from collections import Counter
from collections.abc import Callable
from html import unescape
from pathlib import Path
from types import ModuleType
from urllib.parse import parse_qsl

import pytest
from bs4 import BeautifulSoup
from conftest import Build, Built
from docutils import nodes
from sphinx.application import Sphinx

import sphinx_feature_matrix
from sphinx_feature_matrix import expressions, ini, load, model, problems, requirements
from sphinx_feature_matrix.changes import compare
from sphinx_feature_matrix.changes.outline import outline
from sphinx_feature_matrix.changes_directive import SupportMatrixChanges
from sphinx_feature_matrix.cli import main
from sphinx_feature_matrix.cli.conf import declared
from sphinx_feature_matrix.declared_statuses import SETTING
from sphinx_feature_matrix.directive import SupportMatrix
from sphinx_feature_matrix.directive_base import MatrixDirective
from sphinx_feature_matrix.lint.checks import CHECKS
from sphinx_feature_matrix.parts import PARTS
from sphinx_feature_matrix.problems import RULES, Problem
from sphinx_feature_matrix.references import ROLES
from sphinx_feature_matrix.view import HUGE, LARGE

MANUAL = Path(__file__).parent.parent / 'doc' / 'source'
STATIC = Path(sphinx_feature_matrix.__file__).parent / 'static'
EXAMPLES = MANUAL / 'examples'
PROBLEMS = EXAMPLES / 'problems'

SPREAD = {
    'howto/several-files/common.ini': [
        'howto/several-files/drivers/email.ini',
        'howto/several-files/drivers/text.ini',
    ],
    'howto/several-files/mistakes/etcd.ini': ['howto/several-files/common.ini'],
    'howto/several-files/mistakes/pager.ini': ['howto/several-files/common.ini'],
    'problems/good/FM006.ini': ['problems/common.ini'],
    'problems/mistakes/FM006.ini': ['problems/common.ini'],
}
"""The examples that are one matrix together with others."""

MISTAKES = {
    'howto/several-files/mistakes/etcd.ini': ['FM402 6:1', 'FM402 11:1', 'FM402 16:1'],
    'howto/several-files/mistakes/pager.ini': ['FM402 11:1'],
    'howto/warnings/mistakes/new-driver.ini': ['FM402 12:1'],
    'problems/mistakes/FM002.ini': ['FM002 6:26'],
    'problems/mistakes/FM003.ini': ['FM003 1:4'],
    'problems/mistakes/FM004.ini': ['FM004 1:1'],
    'problems/mistakes/FM005.ini': ['FM005 4:1'],
    'problems/mistakes/FM006.ini': ['FM006 5:1'],
    'problems/mistakes/FM101.ini': ['FM101 1:1'],
    'problems/mistakes/FM102.ini': ['FM102 7:1'],
    'problems/mistakes/FM103.ini': ['FM103 7:1'],
    'problems/mistakes/FM104.ini': ['FM104 8:1'],
    'problems/mistakes/FM105.ini': ['FM105 6:1'],
    'problems/mistakes/FM201.ini': ['FM201 1:1'],
    'problems/mistakes/FM202.ini': ['FM202 3:8'],
    'problems/mistakes/FM203.ini': ['FM203 4:1'],
    'problems/mistakes/FM204.ini': ['FM204 4:16'],
    'problems/mistakes/FM301.ini': ['FM301 4:1'],
    'problems/mistakes/FM302.ini': ['FM302 6:10'],
    'problems/mistakes/FM303.ini': ['FM303 6:10'],
    'problems/mistakes/FM304.ini': ['FM304 10:35'],
    'problems/mistakes/FM305.ini': ['FM305 10:20'],
    'problems/mistakes/FM306.ini': ['FM306 10:37'],
    'problems/mistakes/FM307.ini': ['FM307 6:12'],
    'problems/mistakes/FM401.ini': ['FM401 6:17'],
    'problems/mistakes/FM402.ini': ['FM402 7:1'],
    'problems/mistakes/FM403.ini': ['FM403 7:1'],
    'problems/mistakes/FM404.ini': ['FM404 7:1'],
    # The markup of notes is read by the directive, and not with the file.
    'problems/mistakes/FM501.ini': [],
    'problems/mistakes/FM502.ini': [],
    # Doubts are for the command to find.
    **{f'problems/mistakes/FM7{number:02}.ini': [] for number in range(1, 11)},
    'tutorial/mistakes/compleet.ini': ['FM401 23:17'],
}
"""What is wrong with each of the examples that are wrong on purpose."""

PROBLEM_PAGES = MANUAL / 'reference' / 'problems'
SHOWN = re.compile(
    r'^\.\. (?:literalinclude|include):: (\S+)\n((?: {3}:.*(?:\n|\Z))*)', re.MULTILINE
)
"""A file that a page shows, and the options of its being shown."""

ALSO = {
    'tutorial-markdown': [EXAMPLES / 'tutorial' / 'support-matrix.ini'],
    'style': [EXAMPLES / 'howto' / 'own-status' / 'roadmap.ini'],
    'symbols': [EXAMPLES / 'howto' / 'own-status' / 'roadmap.ini'],
    'two-pages': [EXAMPLES / 'pantry.ini'],
    'many-drivers': [EXAMPLES / 'pantry.ini'],
    'categories': [EXAMPLES / 'pantry.ini'],
    'markdown': [EXAMPLES / 'pantry.ini'],
    'refer': [EXAMPLES / 'pantry.ini'],
    'changes': [EXAMPLES / 'pantry-1.0.ini', EXAMPLES / 'pantry.ini'],
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


def conf_of(path: Path) -> Path | None:
    """Return the conf.py beside an example, if it declares statuses."""
    conf = path.with_name('conf.py')
    return conf if conf.exists() and SETTING in conf.read_text('utf-8') else None


ALL_FILES = sorted(EXAMPLES.rglob('*.ini'))
ADDED = {name for others in SPREAD.values() for name in others if 'common' not in name}
MATRICES = [path for path in ALL_FILES if relative(path) not in ADDED]
EVERY_SOUND_MATRIX = pytest.mark.parametrize(
    'path', [path for path in MATRICES if 'mistakes' not in path.parts], ids=relative
)


def files_of(path: Path) -> list[Path]:
    """Return the files of the matrix that an example is, or is a part of."""
    others = [EXAMPLES / name for name in SPREAD.get(relative(path), [])]
    return sorted([path, *others], key=lambda file: file.name != 'common.ini')


@EVERY_SOUND_MATRIX
def test_examples_have_no_problem(path: Path) -> None:
    statuses = declared(Namespace(conf=conf_of(path)))
    matrix, found = ini.load(*files_of(path), statuses=statuses)
    assert found == []
    assert matrix.drivers
    assert matrix.features


IN_DOUBT = {
    # Its next step gives the note that is lacking, and says who supports the last feature.
    'tutorial/step-3.ini': ['FM702', 'FM704'],
}
"""What the command finds in examples that have no mistake."""


@EVERY_SOUND_MATRIX
def test_examples_pass_the_check_as_well(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    conf = conf_of(path)
    options = ['--extend-select', 'FM701', *(['--conf', str(conf)] if conf else [])]
    main(['check', *options, '--one', *map(str, files_of(path))])
    found = re.findall(r'^\S+:\d+:\d+: (FM\d+) ', capsys.readouterr().out, re.MULTILINE)
    assert found == IN_DOUBT.get(relative(path), [])


def test_the_table_of_mistakes_is_complete() -> None:
    wrong = [relative(path) for path in ALL_FILES if 'mistakes' in path.parts]
    assert wrong == sorted(MISTAKES)


@pytest.mark.parametrize('name', MISTAKES)
def test_mistakes_give_the_problems_that_they_are_to_show(name: str) -> None:
    path = EXAMPLES / name
    files = files_of(path)
    _matrix, found = load(*files)
    places = [
        f'{problem.code} {problem.location.line}:{problem.location.column}' for problem in found
    ]
    assert places == MISTAKES[name]
    text = path.with_suffix('.txt')
    # What is said of several files is held against what Sphinx and the command say, below.
    if found and len(files) == 1:
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


def test_the_tutorial_shows_that_every_driver_does_what_is_required(
    source: Path, build: Build
) -> None:
    tutorial(source)
    shutil.copy(EXAMPLES / 'tutorial' / 'requirements.rst', source / 'index.rst')
    built = build()
    assert built.warnings == []
    soup = built.soup()
    assert [tag.get_text() for tag in soup.select('strong.feature-matrix-verdict')] == ['met'] * 3
    order = [str(tag['id']) for tag in soup.select('#summary, #requirements, #details')]
    assert order == ['summary', 'requirements', 'details']


def test_the_tutorial_puts_features_under_the_headings_that_it_names(
    source: Path, build: Build
) -> None:
    tutorial(source)
    shutil.copy(EXAMPLES / 'tutorial' / 'categories.rst', source / 'index.rst')
    built = build()
    assert built.warnings == []
    rows = built.soup().select('tr.feature-matrix-category')
    headings = [row.get_text().strip() for row in rows]
    assert headings == ['Values', 'Storage', 'Several machines']
    assert 'now *Values*, *Storage* and *Several machines*' in page('tutorial.rst')


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


EVERY_RULE = pytest.mark.parametrize('rule', RULES.values(), ids=lambda rule: rule.code)


def problem_page(rule: problems.Rule) -> str:
    return page(f'reference/problems/{rule.code}.rst')


def problem_groups() -> list[str]:
    """Return what stands below each of the headings in the index of problems."""
    return re.split(r'^.+\n-+\n', page('reference/problems/index.rst'), flags=re.MULTILINE)[1:]


def test_every_rule_has_its_page_and_there_is_no_other() -> None:
    pages = [f'{rule.code}.rst' for rule in RULES.values()]
    assert named(PROBLEM_PAGES) == sorted([*pages, 'index.rst'])


@EVERY_RULE
def test_the_page_of_a_rule_has_its_label_title_and_severity(rule: problems.Rule) -> None:
    title = f'{rule.code} {rule.name}'
    severity = f'Severity: :ref:`{rule.severity} <severities>`'
    head = f'.. _{rule.code}:\n\n{title}\n{"=" * len(title)}\n\n{severity}\n\n'
    text = problem_page(rule)
    assert text.startswith(head)
    assert re.match('[A-Z`]', text.removeprefix(head))
    assert re.findall(r'^\.\. _(.*):$', text, re.MULTILINE) == [rule.code]
    assert '\n.. _severities:\n' in page('reference/problems/index.rst')


@EVERY_RULE
def test_the_page_of_a_rule_shows_its_examples_and_no_other(rule: problems.Rule) -> None:
    shown = SHOWN.findall(problem_page(rule))
    files = [name.removeprefix('../../examples/problems/') for name, _options in shown]
    *common, bad, message, good = files
    assert common in ([], ['common.ini'])
    assert re.fullmatch(rf'mistakes/{rule.code}\.(ini|py|rst)', bad)
    assert message == f'mistakes/{rule.code}.txt'
    assert good == bad.replace('mistakes/', 'good/')
    assert all((PROBLEMS / name).is_file() for name in files)
    captions = [re.findall('^ {3}:caption: (.*)$', options, re.MULTILINE) for _, options in shown]
    assert captions == [*(common and [['common.ini']]), ['Wrong'], [], ['Right']]


def test_there_is_no_example_of_a_problem_that_its_page_does_not_show() -> None:
    files = [f'../../{path.relative_to(MANUAL).as_posix()}' for path in PROBLEMS.rglob('*.*')]
    shown = [
        name for rule in RULES.values() for name, _options in SHOWN.findall(problem_page(rule))
    ]
    assert sorted(files) == sorted(shown)


def test_the_index_of_problems_lists_every_rule() -> None:
    listed = []
    for text in problem_groups():
        row = r'^ {3}\* - (.+)\n {5}- (.+)\n {5}- (.+(?:\n {7}.+)*)$'
        head, *rows = re.findall(row, text, re.MULTILINE)
        assert head == ('Code', 'Name', 'What it finds')
        listed += [(code, name, ' '.join(summary.split())) for code, name, summary in rows]
    assert listed == [
        (f':ref:`{rule.code} <{rule.code}>`', f'``{rule.name}``', rule.summary)
        for rule in RULES.values()
    ]


def test_the_index_of_problems_leads_to_the_pages_of_each_group() -> None:
    for text in problem_groups():
        codes = re.findall(r'^ {3}\* - :ref:`(\w+) ', text, re.MULTILINE)
        toctree = r'^\.\. toctree::\n {3}:hidden:\n {3}:glob:\n\n {3}(FM\d\*)$'
        (pattern,) = re.findall(toctree, text, re.MULTILINE)
        assert named(PROBLEM_PAGES, pattern) == [f'{code}.rst' for code in codes] != []


def lay_out_problem(source: Path, kind: str, code: str) -> None:
    """Write a project that shows the example of a kind for *code*."""
    sound = (PROBLEMS / 'good' / 'FM401.ini').read_bytes()
    for folder in ('.', 'server', 'client'):
        (source / folder).mkdir(exist_ok=True)
        (source / folder / 'support-matrix.ini').write_bytes(sound)
    (source / 'old-matrix.ini').write_bytes(sound)
    shutil.copy(PROBLEMS / 'common.ini', source)
    (source / 'drivers').mkdir(exist_ok=True)
    shutil.copy(PROBLEMS / 'good' / 'FM006.ini', source / 'drivers' / 'disk.ini')
    (source / 'conf.py').write_text(CONF, 'utf-8')
    directive = '.. support_matrix:: support-matrix.ini\n'
    if (example := PROBLEMS / kind / f'{code}.rst').exists():
        directive = example.read_text('utf-8')
    elif (example := example.with_suffix('.py')).exists():
        shutil.copy(example, source / 'conf.py')
    elif f'problems/{kind}/{code}.ini' in SPREAD:
        directive = '.. support_matrix:: common.ini drivers/*.ini\n'
        shutil.copy(PROBLEMS / kind / f'{code}.ini', source / 'drivers' / 'disk.ini')
    else:
        shutil.copy(PROBLEMS / kind / f'{code}.ini', source / 'support-matrix.ini')
    (source / 'index.rst').write_text(f'Drivers\n=======\n\n{directive}', 'utf-8')


Reported = Callable[[problems.Rule, str], list[str]]


@pytest.fixture
def reported(
    source: Path,
    build: Build,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> Reported:
    """Return a function that gives the lines reported for the example of a kind for a rule.

    Sphinx reports them, or the command where Sphinx does not know the rule.
    """

    def run(rule: problems.Rule, kind: str) -> list[str]:
        lay_out_problem(source, kind, rule.code)
        if rule.name not in CHECKS:
            return warnings(build(builder='dummy', show_warning_types=True), source)
        monkeypatch.chdir(source)
        main(['check', '--select', rule.code])
        return capsys.readouterr().out.splitlines()

    return run


def mark(rule: problems.Rule) -> str:
    """Return what each line that is reported for *rule* has in it."""
    return f': {rule.code} ' if rule.name in CHECKS else f'[feature_matrix.{rule.name}]'


@EVERY_RULE
def test_the_bad_example_gives_the_lines_that_are_shown(
    rule: problems.Rule, reported: Reported
) -> None:
    shown = (PROBLEMS / 'mistakes' / f'{rule.code}.txt').read_text('utf-8').splitlines()
    assert reported(rule, 'mistakes') == shown != []
    assert [line for line in shown if mark(rule) not in line] == []


@EVERY_RULE
def test_the_good_example_gives_no_line(rule: problems.Rule, reported: Reported) -> None:
    assert reported(rule, 'good') == []


# -- The reference ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ('name', 'directive', 'prefix'),
    [('directive', SupportMatrix, ''), ('changes-directive', SupportMatrixChanges, 'changes-')],
)
def test_every_option_of_the_directives_is_described(
    name: str, directive: type[MatrixDirective], prefix: str
) -> None:
    text = page(f'reference/{name}.rst')
    described = re.findall(r'^``:([\w-]+):``\n~+$', text, re.MULTILINE)
    assert sorted(described) == sorted(directive.option_spec or ())
    for option in described:
        assert f'../examples/directive/{prefix}{option}.rst' in text
        assert f':{option}:' in page(f'examples/directive/{prefix}{option}.rst')


def test_every_part_is_described() -> None:
    text = page('reference/directive.rst').split('``:drivers:``\n')[0]
    assert re.findall(r'^``(\w+)``$', text, re.MULTILINE) == [*PARTS]


def test_every_heading_of_the_changes_is_described() -> None:
    text = page('reference/changes-directive.rst').split('\nOptions\n')[0]
    terms = re.findall(r'^(\w.*)\n    \w', text, re.MULTILINE)
    described = [heading for term in terms for heading in term.split(', ')]
    headings: list[str] = []

    def note(message: str) -> str:
        headings.append(message)
        return message

    matrix, _problems = load(EXAMPLES / 'pantry.ini')
    assert outline(compare(matrix, matrix), note) == []
    assert described == headings


@pytest.mark.parametrize('name', named(EXAMPLES / 'directive'))
def test_examples_of_the_directive_build(name: str, source: Path, build: Build) -> None:
    (source / 'examples').mkdir()
    for matrix in ('pantry.ini', 'pantry-1.0.ini'):
        shutil.copy(EXAMPLES / matrix, source / 'examples')
    (source / 'conf.py').write_text(CONF, 'utf-8')
    example = (EXAMPLES / 'directive' / name).read_text('utf-8')
    (source / 'index.rst').write_text(f'Example\n=======\n\n{example}', 'utf-8')
    built = build()
    assert built.warnings == []
    assert built.soup().select('.feature-matrix, .body li')
    if name == 'rubrics.rst':
        assert [tag.get_text() for tag in built.soup().select('p.rubric')] == ['Summary', 'Notes']


def test_every_role_is_described() -> None:
    text = page('reference/roles.rst')
    row = r'^ {3}\* - :rst:role:`matrix:(\w+)`\n {5}- ``([A-Z ]+)``$'
    takes = {role: ' '.join(parts).upper() for role, parts in ROLES.items()}
    assert dict(re.findall(row, text, re.MULTILINE)) == takes
    assert re.findall(r'^\.\. rst:role:: matrix:(\w+)$', text, re.MULTILINE) == [*ROLES]


LOCK, SEARCH, SQL = 'index.html#sharing_lock', 'index.html#values_search', '_driver_sql_mariadb'
GIVEN = {
    'any.rst': [
        ('Search names by pattern', SEARCH),
        ('the database', 'index.html#driver_sql_mariadb'),
    ],
    'count.rst': [('3', None), ('2', None)],
    'driver.rst': [('PostgreSQL', 'index.html#driver_sql_postgresql')],
    'feature.rst': [('Lock a value while it changes', LOCK)],
    'markdown.md': [
        ('Lock a value while it changes', LOCK),
        ('the database', 'index.html#driver_sql_mariadb'),
        ('◐ partial', f'{LOCK}{SQL}'),
        ('met', 'index.html#requirements_sql_mariadb'),
        ('1', None),
    ],
    'name.rst': [
        ('Store and read values', 'index.html#values_store'),
        ('✔ complete', 'index.html#values_store_driver_memory'),
        ('2', None),
    ],
    'status.rst': [('◐ partial', f'{LOCK}{SQL}')],
    'title.rst': [
        ('searched by pattern', SEARCH),
        ('only half true', f'{SEARCH}_driver_files'),
        ('values.search', None),
    ],
    'verdict.rst': [('undetermined', 'index.html#requirements_files')],
}
"""What the examples of roles show, and where that leads."""


def given(soup: BeautifulSoup) -> list[tuple[str, str | None]]:
    """Return what stands in the place of each role, and where that leads."""
    found = []
    for role in soup.select('.matrix'):
        link = role.find_parent('a')
        text = role.get_text().replace('\N{NO-BREAK SPACE}', ' ')
        found.append((text, str(link['href']) if link else None))
    return found


@pytest.mark.parametrize('name', named(EXAMPLES / 'roles', '*.[mr]*'))
def test_roles_give_what_the_reference_shows(name: str, source: Path, build: Build) -> None:
    shutil.copy(EXAMPLES / 'pantry.ini', source)
    matrix = '.. support_matrix:: pantry.ini\n   :parts: summary requirements details\n'
    heading = 'Prose\n=====\n\n'
    files = {
        'conf.py': CONF,
        'index.rst': f'Page\n====\n\n.. toctree::\n\n   prose\n\n{matrix}',
        f'prose{Path(name).suffix}': heading + page(f'examples/roles/{name}'),
    }
    built = build(files)
    assert built.warnings == []
    assert given(built.soup('prose.html')) == GIVEN[name]


def test_roles_in_notes_lead_to_what_the_notes_speak_of(source: Path, build: Build) -> None:
    shutil.copy(EXAMPLES / 'roles' / 'notes.ini', source)
    index = 'Page\n====\n\n.. support_matrix:: notes.ini\n'
    built = build({'index.rst': index})
    assert built.warnings == []
    assert given(built.soup()) == [
        ('Write a note', '#notes_write'),
        ('✔ complete', '#notes_write_driver_files'),
    ]


def test_what_the_reference_lets_pass_gives_no_warning(build: Build) -> None:
    (ignored,) = re.findall(r"``\('([\w:]+)', '([\w.]+)'\)``", page('reference/roles.rst'))
    role, key = ignored
    index = f'Page\n====\n\n.. support_matrix::\n\n:{role}:`{key}`\n'
    assert len(build({'index.rst': index}, nitpicky=True).warnings) == 1
    built = build({}, fresh=True, nitpicky=True, nitpick_ignore=[ignored])
    assert built.warnings == []


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


@pytest.mark.parametrize('module', [model, expressions, requirements, problems])
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


def test_what_evaluates_requirements_is_described() -> None:
    text = page('reference/python.rst')
    public = {'': requirements, '   ': requirements.Requirements}
    for indent, owner in public.items():
        described = re.findall(
            rf'^{indent}\.\. py:(?:function|method):: (\w+)', text, re.MULTILINE
        )
        functions = [
            name
            for name, value in vars(owner).items()
            if inspect.isfunction(value)
            and value.__module__ == requirements.__name__
            and not name.startswith('_')
        ]
        assert functions
        assert set(functions) <= set(described)


@pytest.mark.parametrize(
    ('number', 'line'), [(0, 'Store and read values complete'), (1, 'memory met')]
)
def test_the_examples_in_python_run(number: int, line: str, tmp_path: Path) -> None:
    block = re.findall(
        r'^\.\. code-block:: python\n\n((?:   .*\n|\n)+)',
        page('reference/python.rst'),
        re.MULTILINE,
    )[number]
    shutil.copy(EXAMPLES / 'tutorial' / 'support-matrix.ini', tmp_path)
    command = [sys.executable, '-c', textwrap.dedent(block)]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, check=True, text=True)
    assert done.stdout.splitlines()[0] == line


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


def in_a_browser(soup: BeautifulSoup) -> BeautifulSoup:
    """Return *soup* as the script leaves it, with the controls in their places."""
    for template in soup.find_all('template'):
        template.unwrap()
    return soup


def test_the_page_has_what_the_reference_promises(source: Path, build: Build) -> None:
    text = page('reference/page.rst')
    shutil.copy(EXAMPLES / 'pantry.ini', source)
    shutil.copy(EXAMPLES / 'howto' / 'own-status' / 'roadmap.ini', source)
    shutil.copy(EXAMPLES / 'tutorial' / 'mistakes' / 'compleet.ini', source)
    shutil.copy(PROBLEMS / 'mistakes' / 'FM701.ini', source)
    both = '[driver.d{0}]\ntitle = Driver {0}\n\n[a.f{0}]\ntitle = Feature {0}\n\n'
    large = ''.join(map(both.format, range(math.isqrt(LARGE) + 1)))
    (source / 'large.ini').write_text(large, 'utf-8')
    shown = [
        'pantry.ini\n   :group-by-category:\n   :orientation: features\n   :parts: '
        + ' '.join(PARTS),
        'pantry.ini\n   :parts: summary\n   :orientation: drivers',
        'roadmap.ini\n   :parts: summary',
        'compleet.ini\n   :parts: summary',
        'FM701.ini\n   :parts: requirements',
        'large.ini\n   :parts: summary',
    ]
    said = ':matrix:status:`pantry/values.store files` :matrix:verdict:`pantry/sql-sqlite`\n'
    index = f'Page\n====\n\n{said}'
    index += ''.join(f'\n.. support_matrix:: {matrix}\n' for matrix in shown)
    built = build({'index.rst': index}, suppress_warnings=['feature_matrix'])
    soup = in_a_browser(built.soup())
    scripts = ''.join(path.read_text('utf-8') for path in STATIC.rglob('*.js'))
    of_sqlite = ('values_store_driver_sql_sqlite', 'driver_sql_sqlite', 'requirements_sql_sqlite')
    for name in ('values_store', *of_sqlite):
        assert f'- ``{name}``' in text
    for name in ('values_store', *of_sqlite, *PARTS):
        assert len(soup.select(f'#{name}')) == 1
    selectors = re.findall(r'``([a-z]+[.\[][a-z][\w.\[\]-]*)``', text)
    selectors = [each for each in selectors if not each.endswith(('.css', '.js'))]
    assert len(selectors) > 20
    for selector in selectors:
        element, _, kind = selector.partition('.feature-matrix-')
        by_script = f"make('{element}', '{kind}'" in scripts
        assert by_script or soup.select(selector.replace('STATUS', 'complete')), selector
    for cell in soup.select('td[class^="fm-"]'):
        inner = cell.find(recursive=False)
        assert inner['aria-label'] if inner else cell.text in model.STATUSES


def test_the_address_has_the_parameters_that_the_reference_gives(
    source: Path, build: Build
) -> None:
    text = page('reference/page.rst')
    shutil.copy(EXAMPLES / 'pantry.ini', source)
    matrix = '.. support_matrix:: pantry.ini\n   :parts: summary\n\n'
    soup = in_a_browser(build({'index.rst': f'Page\n====\n\n{matrix * 2}'}).soup())
    fields = soup.select('.feature-matrix-controls :is(input, select)')
    described = re.findall(r'^   \* - ``NAME\.(\w+)=\w+``$', text, re.MULTILINE)
    assert {*described} == {str(field['name']) for field in fields}
    names = [str(summary['data-matrix']) for summary in soup.select('[data-matrix]')]
    assert names == ['pantry', 'pantry-2']
    assert 'the second is ``NAME-2``' in text
    places = [str(summary['id']) for summary in soup.select('[data-matrix]')]
    assert places == ['feature-matrix.pantry', 'feature-matrix.pantry_2']
    skips = [str(link['href']) for link in soup.select('a.feature-matrix-skip')]
    assert skips == [f'#{place}-end' for place in places]
    for place in (*places, *(skip.removeprefix('#') for skip in skips)):
        assert len(soup.select(f'[id="{place}"]')) == 1
    assert '``feature-matrix.NAME-end``' in text


def test_the_reference_names_the_style_sheets_and_the_scripts() -> None:
    files = re.findall(
        r'^   \* - ``([\w-]+\.(?:css|js))``$', page('reference/page.rst'), re.MULTILINE
    )
    assert sorted(files) == sorted(path.name for path in STATIC.rglob('*.*'))


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


@of('several-files')
def test_to_add_a_driver_is_to_add_a_file(project: Built, source: Path, build: Build) -> None:
    keys = [str(head['data-driver']) for head in project.soup().select('th[data-driver]')]
    assert keys == ['email', 'text']
    shutil.copy(source / 'mistakes' / 'pager.ini', source / 'drivers')
    built = build()
    assert built.read == {'index'}
    assert built.soup().select('[data-driver=pager]')


@of('two-pages')
def test_the_summary_links_to_details_on_another_page(project: Built) -> None:
    soup, other = project.soup(), project.soup('features.html')
    links = [str(link['href']) for link in soup.select('td[class^="fm-"] > a')]
    assert len(links) == len(soup.select('td[class^="fm-"]')) > 0
    for link in links:
        document, _, name = link.partition('#')
        assert document == 'features.html'
        assert other.select(f'#{name}')


@of('changes')
def test_the_changes_lead_to_the_details(project: Built) -> None:
    soup, other = project.soup('changes.html'), project.soup()
    links = [str(link['href']) for link in soup.select('.body li a')]
    assert len(links) > 5
    for link in links:
        document, _, name = link.partition('#')
        assert document == 'index.html'
        assert other.select(f'#{name}')


@of('refer')
def test_sentences_say_what_the_file_says_today(
    project: Built, source: Path, build: Build
) -> None:
    sentence = 'MariaDB: {}'
    assert sentence.format('◐\xa0partial') in project.soup('choosing.html').get_text()
    file = source / 'pantry.ini'
    cell = 'driver.sql-mariadb = {}\ndriver-notes.sql-mariadb = A lock'
    text = file.read_text('utf-8')
    file.write_text(text.replace(cell.format('partial'), cell.format('missing')), 'utf-8')
    again = build()
    assert 'choosing' not in again.read
    assert sentence.format('✖\xa0missing') in again.soup('choosing.html').get_text()


@of('refer')
def test_another_project_refers_to_the_matrix(project: Built, source: Path, build: Build) -> None:
    inventory = str(shutil.copy(project.outdir / 'objects.inv', source.parent))
    shutil.rmtree(source)
    shutil.copytree(EXAMPLES / 'intersphinx', source)
    settings = runpy.run_path(str(source / 'conf.py'))
    address, _ = settings['intersphinx_mapping']['pantry']
    built = build(intersphinx_mapping={'pantry': (address, inventory)}, fresh=True)
    assert built.warnings == []
    links = built.soup().select('a.external')
    assert [(link.get_text(), str(link['href'])) for link in links[:2]] == [
        ('List all names', f'{address}/index.html#values_list'),
        ('SQLite', f'{address}/index.html#driver_sql_sqlite'),
    ]


@of('translate')
def test_the_catalogue_in_the_guide_has_every_message(
    project: Built, source: Path, build: Build
) -> None:
    template = build(builder='gettext', fresh=True).outdir / 'index.pot'
    catalogue = source / 'locale' / 'de' / 'LC_MESSAGES' / 'index.po'
    entries = [
        re.findall(r'^#: (?:.*/)?(.+)\nmsgid (.+)$', path.read_text('utf-8'), re.MULTILINE)
        for path in (template, catalogue)
    ]
    assert entries[0] == entries[1] != []


@of('translate')
def test_the_catalogue_in_the_guide_translates_the_page(project: Built, build: Build) -> None:
    built = build(language='de', fresh=True)
    assert built.warnings == []
    soup = built.soup()
    assert headings(soup) >= {'Treiber', 'Übersicht', 'Werte ablegen und lesen'}
    drivers = [row.th.get_text() for row in soup.select('tr[data-driver]') if row.th]
    assert drivers == ['Einfache Dateien', 'Im Arbeitsspeicher']
    assert [tag.get_text() for tag in soup.select('.feature-matrix-drivers strong')] == ['weg']
    assert soup.select('#values_store_driver_memory')


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


@of('shared-status')
def test_a_status_of_conf_py_has_the_same_class_and_symbol(project: Built) -> None:
    (cell,) = project.soup().select('td.fm-planned')
    assert cell.get_text() == '✎'


@of('symbols')
def test_conf_py_sets_the_symbols_of_the_statuses_that_it_names(project: Built) -> None:
    cells = project.soup().select('table.feature-matrix td[class^="fm-"]')
    assert [cell.get_text() for cell in cells] == ['●', '●', '●', '✎', '●', '-']


@of('warnings')
def test_the_warning_in_the_guide_is_turned_off(project: Built) -> None:
    assert project.soup().select('td.fm-unknown')


@of('style')
def test_the_style_sheet_names_what_there_is(project: Built) -> None:
    soup = project.soup()
    css = page('examples/howto/style/_static/matrix.css')
    own = ''.join(path.read_text('utf-8') for path in STATIC.rglob('*.css'))
    known = set(re.findall(r'--fm-[a-z]+', own))
    assert set(re.findall(r'--fm-[a-z]+', css)) <= known
    assert (
        set(re.findall(r'^   \* - ``(--fm-[a-z]+)``$', page('howto/style.rst'), re.MULTILINE))
        == known
    )
    for selector in re.findall(r'^([.a-z][^{]*?) \{', css, re.MULTILINE):
        assert soup.select(selector)
    roots = ''.join(re.findall(r':root \{(.*?)\}', own, re.DOTALL))
    defaults = re.findall(r'(--fm-[a-z]+): (.+?);', roots)
    defaults += re.findall(r'var\((--fm-[a-z]+), ([^()]+)\)', own)
    row = r'^   \* - ``(--fm-[a-z]+)``\n     - ``(.+)``$'
    found = re.findall(row, page('howto/style.rst'), re.MULTILINE)
    assert dict(found) == dict(defaults) != {}
    links = [str(link['href']) for link in soup.select('link[rel="stylesheet"]')]
    names = [posixpath.basename(link).partition('?')[0] for link in links]
    # What is set for the root counts because it stands behind what the package sets.
    ours = [name for name in names if 'matrix' in name]
    assert ours == ['feature-matrix-common.css', 'feature-matrix-browser.css', 'matrix.css']


def test_the_manual_itself_shows_what_the_style_sheet_makes_of_a_matrix() -> None:
    declarations = re.compile(r'^  (\S+: .+;)$', re.MULTILINE)
    restyled = ''.join(re.findall(r'(?ms)^\.restyled.*?^\}', page('_static/manual.css')))
    example = declarations.findall(page('examples/howto/style/_static/matrix.css'))
    assert example == declarations.findall(restyled)


# -- The gallery -----------------------------------------------------------------------------


GALLERY = MANUAL / 'gallery'
SHOWN_IN = {
    'hypervisors/index': {'hypervisors': MANUAL.parent.parent / 'support-matrix.ini'},
    'gallery/storage': {'storage': GALLERY / 'storage.ini'},
    'gallery/several': {name: GALLERY / f'{name}.ini' for name in ('networks', 'pictures')},
}
"""The pages that links to comparisons lead to, with the files of their matrices by name."""


@pytest.mark.parametrize('name', named(GALLERY, '*.ini'))
def test_the_matrices_of_the_gallery_have_no_problem(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(['check', '--extend-select', 'FM701', str(GALLERY / name)]) == 0
    assert capsys.readouterr().out == ''


@pytest.mark.parametrize('name', ['storage', 'several'])
def test_examples_of_the_gallery_show_its_matrices(name: str, source: Path, build: Build) -> None:
    for path in GALLERY.glob('*.ini'):
        shutil.copy(path, source)
    example = page(f'examples/gallery/{name}.rst')
    built = build({'conf.py': CONF, 'index.rst': f'Gallery\n=======\n\n{example}'})
    assert built.warnings == []
    shown = [str(summary['data-matrix']) for summary in built.soup().select('[data-matrix]')]
    assert shown == [*SHOWN_IN[f'gallery/{name}']]


def test_the_storage_matrix_has_the_size_that_the_gallery_says() -> None:
    matrix, _problems = load(GALLERY / 'storage.ini')
    size = f'{len(matrix.drivers)} drivers by {len(matrix.features)} features'
    assert size == '75 drivers by 13 features'
    assert size in page('gallery/storage.rst')


def test_the_comparisons_of_the_gallery_are_of_what_there_is() -> None:
    links = re.findall(
        r'<(\S+?)\.html\?(\S*?)#feature-matrix\.(\w+)>`__',
        page('examples/gallery/comparison.rst'),
    )
    assert len(links) == 5
    for address, query, place in links:
        matrices = SHOWN_IN[posixpath.normpath(f'gallery/{address}')]
        assert place in matrices
        for key, value in parse_qsl(query, strict_parsing=True):
            name, _, field = key.partition('.')
            matrix, _problems = load(matrices[name])
            values = {
                'driver': {driver.key for driver in matrix.drivers},
                'status': set(matrix.statuses),
                'differ': {'1'},
                'sort': {'title', 'support'},
            }
            assert value in values[field]


def test_the_comparison_in_the_guide_says_what_is_lost(source: Path, build: Build) -> None:
    (source / 'hypervisors').mkdir()
    shutil.copy(MANUAL.parent.parent / 'support-matrix.ini', source / 'hypervisors')
    shutil.copy(EXAMPLES / 'explore' / 'conf.py', source)
    directive = '.. support_matrix:: support-matrix.ini\n   :name: hypervisors\n'
    files = {
        'index.rst': 'Start\n=====\n\n.. toctree::\n   :glob:\n\n   */*\n',
        'hypervisors/index.rst': f'Hypervisors\n===========\n\n{directive}',
        'howto/one.rst': f'One\n===\n\n{page("examples/explore/moving.rst")}',
        'howto/other.md': f'# Other\n\n{page("examples/explore/moving.md")}',
    }
    built = build(files)
    assert built.warnings == []
    links = [built.soup(f'howto/{name}.html').select('p a.external') for name in ('one', 'other')]
    # MyST before version 5 escapes ampersands twice.
    (address,) = {unescape(str(link['href'])) for found in links for link in found}
    path, _, query = address.partition('?')
    query, _, place = query.partition('#')
    assert built.soup('hypervisors/index.html').select(f'.feature-matrix-summary[id="{place}"]')
    assert posixpath.normpath(f'howto/{path}') == 'hypervisors/index.html'
    asked = parse_qsl(query, strict_parsing=True)
    *drivers, differ = asked
    assert differ == ('hypervisors.differ', '1')
    assert [name for name, _key in drivers] == ['hypervisors.driver'] * 2

    matrix, _problems = load(source / 'hypervisors' / 'support-matrix.ini')
    pairs = [
        [feature.implementations[key].status for _name, key in drivers]
        for feature in matrix.features
    ]
    differing = [pair for pair in pairs if pair[0] != pair[1]]
    lost = [pair for pair in differing if pair[0] in ('complete', 'partial')]
    text = ' '.join(page('howto/explore.rst').split())
    assert f'the {len(differing)} of {len(pairs)} features in which the two differ' in text
    assert Counter(status for _kept, status in lost) == {'missing': 18, 'unknown': 2}
    assert not [pair for pair in differing if pair[0] == 'missing']
    soup = in_a_browser(built.soup('hypervisors/index.html'))
    (output,) = soup.select('output')
    titles = [next(each.title for each in matrix.drivers if each.key == key) for _, key in drivers]
    alone, otherwise = str(output['data-alone']), str(output['data-otherwise'])
    said = [
        alone % {'driver': titles[0], 'number': 18, 'other': titles[1]},
        alone % {'driver': titles[1], 'number': 0, 'other': titles[0]},
        otherwise % {'number': 2},
    ]
    assert f'*{" ".join(said)}*' in text


def test_the_sizes_of_large_tables_and_lists_are_as_explained() -> None:
    text = page('explanation/speed.rst')
    assert f'more than {LARGE:,} cells, a row' in text
    assert f'more than {HUGE:,} cells, the same holds for the lists' in text


def test_the_start_page_shows_a_part_of_the_hypervisor_matrix(source: Path, build: Build) -> None:
    shutil.copy(MANUAL.parent.parent / 'support-matrix.ini', source)
    example = page('examples/hypervisors.rst')
    built = build({'index.rst': f'Page\n====\n\n{example}'})
    assert built.warnings == []
    assert isinstance(built.doctree(), nodes.document)
    assert len(built.soup().select('td[class^="fm-"]')) == 20


def test_the_verdicts_on_hypervisors_are_those_that_the_manual_explains() -> None:
    old, _problems = load(MANUAL / 'hypervisors' / 'support-matrix-2015.ini')
    new, _problems = load(MANUAL.parent.parent / 'support-matrix.ini')
    before, after = requirements.evaluate(old), requirements.evaluate(new)
    verdicts = {key: found.verdict for key, found in after.items()}
    assert verdicts == {key: found.verdict for key, found in before.items()}
    assert Counter(verdicts.values()) == {'met': 8, 'unmet': 3, 'undetermined': 1}

    drive, _consoles = before['ironic'].open()
    assert drive.decided_by == (requirements.Evidence('guest.setup.configdrive', 'missing'),)
    (consoles,) = after['ironic'].open()
    assert (str(consoles), consoles.verdict) == ('choice(console)', 'unmet')
    assert [fact.status for fact in consoles.decided_by] == ['missing'] * 5

    (consoles,) = after['libvirt-lxc'].open()
    assert (str(consoles), consoles.verdict) == ('choice(console)', 'undetermined')
    assert consoles.decided_by == (requirements.Evidence('console.serial.interactive', 'unknown'),)

    assert verdicts['libvirt-vz-vm'] == 'met'
    iscsi = after['libvirt-vz-vm'].requirements[-1]
    assert (iscsi.feature, iscsi.verdict) == ('storage.block.backend.iscsi', 'not required')
    assert iscsi.decided_by == (requirements.Evidence('storage.block', 'partial'),)


def test_the_manual_leads_to_each_of_its_pages() -> None:
    for folder in ('howto', 'reference', 'explanation', 'gallery'):
        listed = re.findall(r'^   ([\w-]+(?:/index)?)$', page(f'{folder}/index.rst'), re.MULTILINE)
        pages = {path.stem for path in (MANUAL / folder).glob('*.[mr]*')} - {'index'}
        pages |= {f'{path.parent.name}/index' for path in (MANUAL / folder).glob('*/index.*')}
        assert sorted(pages) == sorted(listed)


def test_no_module_imports_one_that_the_guide_for_contributors_lists_below_it() -> None:
    text = (MANUAL.parent.parent / 'CONTRIBUTING.rst').read_text('utf-8')
    listed = re.findall(r'^``([\w.]+?)(?:\.py|/)``  ', text, re.MULTILINE)
    package = Path(sphinx_feature_matrix.__file__).parent
    for path in package.rglob('*.py'):
        own = path.relative_to(package).parts[0].removesuffix('.py')
        imported: set[str] = set()
        for node in ast.walk(ast.parse(path.read_bytes())):
            if isinstance(node, ast.ImportFrom) and node.module:
                package_name, *below = node.module.split('.')
                if package_name == package.name:
                    imported |= {*below[:1]} or {alias.name for alias in node.names}
        for name in imported & {*listed}:
            assert listed.index(name) <= listed.index(own), (path, name)


def test_the_guide_for_contributors_lists_every_module_and_environment() -> None:
    root = MANUAL.parent.parent
    text = (root / 'CONTRIBUTING.rst').read_text('utf-8')
    package = Path(sphinx_feature_matrix.__file__).parent
    modules = {path.name for path in package.glob('*.py')} - {'version.py'}
    folders = {f'{path.name}/' for path in package.iterdir() if path.is_dir()} - {'__pycache__/'}
    listed = set(re.findall(r'^``([\w.]+(?:\.py|/))``  ', text, re.MULTILINE))
    assert listed == modules | folders
    environments = re.findall(
        r'^env_list = (.*)$', (root / 'tox.ini').read_text('utf-8'), re.MULTILINE
    )
    for name in environments[0].split(', '):
        assert f'\n``{name}``  ' in text
