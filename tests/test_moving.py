"""Moving here: a site that is built by the published extension, and then by this one."""

from __future__ import annotations

import configparser
import posixpath
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import pytest
from bs4 import BeautifulSoup, Tag
from conftest import CONF, ROOTS, Build, Built
from test_manual import EXAMPLES, page

from sphinx_feature_matrix.identifiers import identifier
from sphinx_feature_matrix.lint.checks import CHECKS
from sphinx_feature_matrix.problems import RULES

THEIRS = 'sphinx_feature_classification.support_matrix'
OURS = 'sphinx_feature_matrix'
MOVING = ROOTS / 'moving'

MATRICES = {
    'brokers.html': ['support-matrix.ini'],
    'guide/storage.html': ['guide/storage-matrix.ini'],
    'guide/everything.html': ['support-matrix.ini', 'guide/storage-matrix.ini'],
}
"""Which files the pages of the site show, in order."""


def build_theirs(source: Path, outdir: Path) -> Path:
    """Build the site in *source* by the published extension, which has nothing to complain of.

    It runs in a process of its own, since both extensions have a directive of the same name.
    """
    command = [sys.executable, '-m', 'sphinx', '-q', '-W', '--keep-going', '-b', 'html']
    done = subprocess.run(
        [*command, str(source), str(outdir)], capture_output=True, check=False, text=True
    )
    assert (done.returncode, done.stderr) == (0, '')
    return outdir


@pytest.fixture(scope='module')
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the site as it is published today."""
    return build_theirs(MOVING, tmp_path_factory.mktemp('published') / 'html')


@pytest.fixture
def moved(source: Path, build: Build) -> Built:
    """The same site, of which one line of conf.py has changed."""
    shutil.copytree(MOVING, source, dirs_exist_ok=True)
    conf = source / 'conf.py'
    before = conf.read_text('utf-8')
    conf.write_text(before.replace(THEIRS, OURS), 'utf-8')
    assert before.count(THEIRS) == 1
    return build(show_warning_types=True)


def soup_of(path: Path) -> BeautifulSoup:
    return BeautifulSoup(path.read_text('utf-8'), 'html.parser')


def pages_of(folder: Path) -> Iterator[tuple[str, BeautifulSoup]]:
    """Yield the pages of a built site by their names."""
    for path in sorted(folder.rglob('*.html')):
        yield path.relative_to(folder).as_posix(), soup_of(path)


def ids(soup: Tag) -> Counter[str]:
    return Counter(str(tag['id']) for tag in soup.select('[id]'))


# -- Ids and links ---------------------------------------------------------------------------


def test_every_id_is_there_once_on_the_page_where_it_was(published: Path, moved: Built) -> None:
    of_matrices = set()
    for name, theirs in pages_of(published):
        wanted, found = ids(theirs), ids(moved.soup(name))
        assert {each: found[each] for each in wanted} == dict.fromkeys(wanted, 1), name
        of_matrices |= {(name, each) for each in wanted if each.startswith('operation_')}
    assert {name for name, _id in of_matrices} == {*MATRICES}
    assert len(of_matrices) == 2 * (9 * 5 + 2 * 3) - 1


def place_of(folder: Path, name: str, address: str) -> tuple[str, Tag | None]:
    """Return the page that the link *address* on the page *name* leads to, and what is there."""
    path, _, fragment = address.partition('#')
    target = posixpath.normpath(posixpath.join(posixpath.dirname(name), path)) if path else name
    return target, soup_of(folder / target).select_one(f'[id="{fragment}"]')


def test_links_from_other_pages_lead_where_they_led(published: Path, moved: Built) -> None:
    links = {
        link.get_text(): str(link['href'])
        for link in moved.soup('choosing.html').select('.body p a')
    }
    before = soup_of(published / 'choosing.html').select('.body p a')
    assert links == {link.get_text(): str(link['href']) for link in before}
    assert len(links) == 5
    del links['The matrix']
    for address in links.values():
        target, there = place_of(published, 'choosing.html', address)
        again, here = place_of(moved.outdir, 'choosing.html', address)
        assert target == again
        assert there is not None
        assert here is not None
        # Their id is that of a word, and ours that of all that is said below it.
        assert there.get_text() in here.get_text()


def test_a_label_in_front_of_the_matrix_leads_to_it(moved: Built) -> None:
    (link,) = moved.soup('choosing.html').select('a:-soup-contains("The matrix")')
    _page, here = place_of(moved.outdir, 'choosing.html', str(link['href']))
    assert here is not None
    following = here.find_next('table')
    assert isinstance(following, Tag)
    assert 'feature-matrix' in following['class']


def test_every_link_within_a_page_leads_somewhere(moved: Built) -> None:
    for name in MATRICES:
        soup = moved.soup(name)
        links = [str(link['href']) for link in soup.select('.body a[href^="#"]')]
        assert len(links) > 10
        assert {link.removeprefix('#') for link in links} <= {*ids(soup)}


# -- Texts -----------------------------------------------------------------------------------


ADDRESS = re.compile(r'https?://[\w./?=&#%-]*[\w/]|mailto:\S+|[\w/]+\.html')


def words(text: str) -> str:
    """Return the words of *text*, without the signs between them, some of which are markup."""
    return ' '.join(['', *re.findall(r'[^\W_]+', text), ''])


class Shown:
    """What readers see of a piece of a page: its words, and where its links lead."""

    def __init__(self, *tags: Tag) -> None:
        self.words = words(' '.join(tag.get_text(' ') for tag in tags))
        links = [link for tag in tags for link in tag.select('a[href]')]
        # For ordinary links, docutils hides the @ of addresses from those who collect these.
        self.links = {unquote(str(link['href'])) for link in links}

    def lacks(self, text: str) -> list[str]:
        """Return the pieces of *text* that are not there: runs of words, and addresses."""
        runs = [words(run) for run in ADDRESS.split(text)]
        addresses = ADDRESS.findall(text)
        return [run for run in runs if run not in self.words and run.strip()] + [
            address for address in addresses if address not in self.links
        ]


def read(path: Path) -> configparser.ConfigParser:
    """Read a file as the published extension does."""
    parser = configparser.ConfigParser()
    parser.read(path, encoding='utf-8')
    return parser


def texts_of_drivers(parser: configparser.ConfigParser) -> Iterator[str]:
    for name in parser.sections():
        if name.startswith('driver.'):
            yield from (parser[name]['title'], parser[name].get('link', ''))


def texts_of_feature(parser: configparser.ConfigParser, name: str) -> Iterator[str]:
    """Yield every text that the published extension shows of a feature."""
    section = parser[name]
    # A group or a condition is told in other words than by parentheses.
    yield from re.split('[()]', section.get('status', 'optional'))
    yield from (section['title'], section.get('api', ''))
    yield from section.get('cli', '').split(';')
    yield section.get('notes', '')
    for option, value in section.items():
        if option.startswith('driver.'):
            title = parser[option]['title']
            notes = section.get(option.replace('driver.', 'driver-notes.', 1), '')
            yield f'{title}: {value}'
            yield notes


SHOWN_AT = [
    (page_name, number, file)
    for page_name, files in MATRICES.items()
    for number, file in enumerate(files)
]


@pytest.mark.parametrize(('name', 'number', 'file'), SHOWN_AT)
def test_every_text_of_the_drivers_is_shown(
    name: str, number: int, file: str, moved: Built
) -> None:
    shown = Shown(moved.soup(name).select('table.feature-matrix')[number])
    texts = [*texts_of_drivers(read(MOVING / file))]
    assert {text: shown.lacks(text) for text in texts} == {text: [] for text in texts}


@pytest.mark.parametrize(('name', 'number', 'file'), SHOWN_AT)
def test_every_text_of_the_features_is_shown(
    name: str, number: int, file: str, moved: Built
) -> None:
    soup = moved.soup(name)
    parser = read(MOVING / file)
    features = [each for each in parser.sections() if each.startswith('operation.')]
    assert features
    for feature in features:
        sections = soup.select(f'[id$="{identifier(feature)}"].feature-matrix-details')
        # Where both matrices of a page have a feature, the second stands behind the first.
        shown = Shown(sections[min(number, len(sections) - 1)])
        texts = [*texts_of_feature(parser, feature)]
        assert {text: shown.lacks(text) for text in texts} == {text: [] for text in texts}


@pytest.mark.parametrize(('name', 'number', 'file'), SHOWN_AT)
def test_the_texts_are_those_that_the_published_page_shows(
    name: str, number: int, file: str, published: Path
) -> None:
    """Without this, the tests above might hold what no page has ever shown."""
    soup = soup_of(published / name)
    parser = read(MOVING / file)
    drivers = Shown(soup.select('table.sp_feature_cells')[number])
    assert [text for text in texts_of_drivers(parser) if drivers.lacks(text)] == []
    for feature in parser.sections():
        items = soup.select(f'li:has(> strong[id="{identifier(feature)}"])')
        assert bool(items) == feature.startswith('operation.')
        if items:
            shown = Shown(items[min(number, len(items) - 1)])
            # What is an address there may end in what follows it.
            texts = [ADDRESS.sub('', text) for text in texts_of_feature(parser, feature)]
            assert [text for text in texts if [*filter(str.isalnum, shown.lacks(text))]] == []


# -- What the guide says ---------------------------------------------------------------------


INDEX = 'Page\n====\n\n.. support_matrix:: support-matrix.ini\n'


def sample(extra: str = '', **options: str) -> str:
    """Return a file with a driver and a feature, of which *options* change what they say.

    :param extra: what stands behind them
    """
    defaults = {'title': 'Alpha', 'link': '', 'status': 'optional', 'notes': '', 'more': ''}
    said = {**defaults, **options}
    driver = f'[driver.alpha]\ntitle = {said["title"]}\nlink = {said["link"]}\n\n'
    feature = f'title = First\nstatus = {said["status"]}\nnotes = {said["notes"]}\n'
    cell = f'driver.alpha = complete\n{said["more"]}\n\n'
    return f'{driver}[operation.one]\n{feature}{cell}{extra}'


WARNINGS = {
    'implementation-missing': sample('[storage.two]\ntitle = Second\n'),
    'implementation-status': sample('[storage.two]\ntitle = Second\ndriver.alpha = yes\n'),
    'unknown-driver': sample(
        '[storage.two]\ntitle = Second\ndriver.alpha = complete\ndriver.beta = complete\n'
    ),
    'feature-title': sample('[storage.two]\ndriver.alpha = complete\n'),
    'unknown-option': sample(more='since = 3.1'),
    'unknown-driver-notes': sample(more='driver-notes.alfa = Typed in a hurry.'),
    'driver-title': sample(title=''),
    'link': sample(link='ftp://example.org/alpha'),
    'markup': sample(notes='The files *.log and *.txt are kept.'),
    'forbidden-markup': sample(notes='As follows:\n\n  .. include:: other.txt'),
    'choice': sample(status='choice'),
    'condition': sample(status='condition(the broker has a disk)'),
    'condition-feature': sample(status='condition(operation.two==complete)'),
    'condition-status': sample(status='condition(operation.one==compleet)'),
    'feature-status': sample(status='optional(rarely used)'),
    'maturity': sample(more='maturity = grown-up'),
    'duplicate-name': sample(),
    'not-an-option': sample().replace('[operation.one]', '[operation.one] which comes first'),
    'duplicate-section': sample('[matrix]\n[Matrix]\n'),
    'dialect': sample('[targets]\ndriver-impl-alpha = Alpha\n'),
    'category': sample('[category.network]\ntitle = Networking\n'),
    'status-section': sample('[status.planned]\ntitle = Planned\n'),
    'empty': '[driver.alpha]\ntitle = Alpha\n',
    'not-text': sample(notes='Copied\b from elsewhere.'),
}
"""Files that the published extension takes, by the warning that each gives here."""

NOT_BY_MOVING = {
    # It cannot be read there either.
    *('file', 'encoding'),
    # There, these end the build.
    *('text-before-section', 'duplicate-option'),
    # There is nothing like it there: options, roles, settings, a matrix in several files.
    *('pattern', 'argument', 'reference', 'ambiguous-reference'),
    *('symbol', 'status-setting', 'test-url', 'conflict'),
}
"""The warnings that no file gives that the published extension takes."""


def site(name: str) -> dict[str, str]:
    """Return a site that shows the file of a warning, and the same file name in two folders."""
    files = {'index.rst': INDEX, 'support-matrix.ini': WARNINGS[name]}
    if name == 'duplicate-name':
        files |= {f'other/{file}': text for file, text in files.items()}
        files['index.rst'] += '\n.. toctree::\n\n   other/index\n'
    return files


def rows() -> dict[str, str]:
    """Return what the guide says of each warning, by the warning's name."""
    row = r'^ {3}\* - :ref:`([\w-]+) <(FM\d+)>` \(\2\)\n {5}- (.+(?:\n {7}.+)*)$'
    found = re.findall(row, page('howto/move/warnings.rst'), re.MULTILINE)
    assert [(name, RULES[name].code) for name, _code, _text in found] == [
        (name, code) for name, code, _text in found
    ]
    return {name: text for name, _code, text in found}


def test_the_guide_speaks_of_each_warning_that_moving_may_give() -> None:
    assert sorted(rows()) == sorted(WARNINGS)
    assert not {*WARNINGS} & NOT_BY_MOVING
    assert {*RULES} - {*CHECKS} - {*WARNINGS} <= NOT_BY_MOVING


def test_the_published_extension_takes_what_is_warned_of_here(tmp_path: Path) -> None:
    """Each file is a page of one site, since a process for each would take long."""
    pages = []
    for name in WARNINGS:
        for file, text in site(name).items():
            path = tmp_path / name / file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, 'utf-8')
        pages.append(f'   {name}/index\n')
    toctree = f'Start\n=====\n\n.. toctree::\n\n{"".join(pages)}'
    (tmp_path / 'index.rst').write_text(toctree, 'utf-8')
    (tmp_path / 'conf.py').write_text(f"extensions = ['{THEIRS}']\n", 'utf-8')
    assert len([*pages_of(build_theirs(tmp_path, tmp_path / 'html'))]) > len(WARNINGS)


@pytest.mark.parametrize('name', WARNINGS)
def test_what_moving_may_give_is_the_warning_that_the_guide_names(name: str, build: Build) -> None:
    built = build(site(name), 'dummy')
    kinds = {line.rpartition('[')[2].rstrip(']') for line in built.warnings}
    assert kinds == {f'feature_matrix.{name}'}


@pytest.mark.parametrize('name', WARNINGS)
def test_each_of_the_warnings_can_be_turned_off(name: str, build: Build) -> None:
    assert 'examples/howto/warnings/conf.py' in page('howto/move/warnings.rst')
    assert build(site(name), 'dummy', suppress_warnings=[f'feature_matrix.{name}']).warnings == []


def test_a_whole_site_gives_no_other_warnings(moved: Built) -> None:
    kinds = {line.rpartition('[feature_matrix.')[2].rstrip(']') for line in moved.warnings}
    assert len(kinds) > 3
    assert kinds <= {*rows()}


UNSAID = {
    '``100%%``': ('100%% of it', '100%% of it'),
    '``%(site)s/disk``': ('See %(site)s/disk for it.', 'See %(site)s/disk for it.'),
    r'``C:\temp`` in a note': (r'It is in C:\temp then.', 'It is in C:temp then.'),
    'a line of a note that begins with ``..`` and a space': ('.. nobody reads it', ''),
}
"""Notes that mean something else than before: as they are written, and as they are shown."""


def test_the_guide_speaks_of_what_no_warning_tells() -> None:
    text = page('howto/move/warnings.rst').split('.. _move-unsaid:')[1]
    assert re.findall(r'^ {3}\* - (.+)$', text, re.MULTILINE) == ['In the file', *UNSAID]


@pytest.mark.parametrize('what', UNSAID)
def test_no_warning_tells_of_what_the_guide_says_is_to_be_looked_for(
    what: str, build: Build
) -> None:
    written, shown = UNSAID[what]
    extra = '[DEFAULT]\nsite = https://example.org\n' if 'site' in written else ''
    built = build(
        {'index.rst': INDEX, 'support-matrix.ini': sample(extra, notes=written)},
        suppress_warnings=['feature_matrix.unknown-option'],
    )
    assert built.warnings == []
    section = built.soup().select_one('#operation_one')
    assert section is not None
    # Between what is said of the feature as a whole and of its drivers.
    assert [tag.get_text() for tag in section.select('p')[1:-1]] == ([shown] if shown else [])


def test_headings_of_two_pages_are_told_apart_where_sections_are_labels(build: Build) -> None:
    extensions = f"extensions = ['{OURS}', 'sphinx.ext.autosectionlabel']\n"
    conf = f"{extensions}suppress_warnings = ['feature_matrix']\nshow_warning_types = True\n"
    other = INDEX.replace('Page\n====', 'Other\n=====')
    files = {**site('duplicate-name'), 'other/index.rst': other, 'conf.py': conf}
    built = build(files, 'dummy')
    kinds = {line.rpartition(' ')[2] for line in built.warnings}
    assert kinds == {'[autosectionlabel.other/index]'}
    (setting,) = re.findall(r'``(autosectionlabel_\w+ = True)``', page('howto/move/warnings.rst'))
    again = build({'conf.py': f'{conf}{setting}\n'}, 'dummy', fresh=True)
    assert again.warnings == []


# -- What looks different --------------------------------------------------------------------


EXAMPLE = EXAMPLES / 'howto' / 'move'


@pytest.mark.parametrize('name', ['conf.diff', 'in-tree.diff'])
def test_the_change_that_the_guide_shows_leads_to_the_example(name: str) -> None:
    lines = (EXAMPLE / name).read_text('utf-8').splitlines()
    after = [line[1:] for line in lines if not line.startswith('-')]
    assert after == (EXAMPLE / 'conf.py').read_text('utf-8').splitlines()
    assert [line.strip("+ ',") for line in lines if line.startswith('+')] == [OURS]


def test_the_published_extension_is_the_one_that_the_guide_takes_out() -> None:
    removed = re.findall("^- +'(.+)',$", page('examples/howto/move/conf.diff'), re.MULTILINE)
    assert removed == [THEIRS]
    assert THEIRS in page('howto/move.rst')


def test_sections_that_were_dropped_appear(published: Path, moved: Built) -> None:
    assert 'Delete all messages' not in soup_of(published / 'brokers.html').get_text()
    assert moved.soup('brokers.html').select('tr[data-feature="admin.purge"]')
    assert moved.soup('brokers.html').select('section#admin_purge')


def test_the_options_in_the_guide_leave_the_table_as_it_was(
    source: Path, build: Build, published: Path
) -> None:
    directive = page('examples/howto/move/index.rst').split('\n\n')[1]
    shutil.copy(MOVING / 'support-matrix.ini', source)
    soup = build({'index.rst': f'Page\n====\n\n{directive}\n'}).soup()
    table = soup.select_one('table.feature-matrix')
    before = soup_of(published / 'brokers.html').select_one('table.sp_feature_cells')
    assert table is not None
    assert before is not None
    for theirs, ours in (
        ('thead th:nth-child(n + 3)', 'th[data-driver]'),
        ('tbody td:first-child', 'tr[data-feature] > th'),
    ):
        said = [words(tag.get_text(' ')) for tag in before.select(theirs)]
        assert [words(tag.get_text()) for tag in table.select(ours)] == said != []


def test_more_drivers_than_features_are_rows_unless_the_option_says_otherwise(
    build: Build,
) -> None:
    drivers = ''.join(f'[driver.d{number}]\ntitle = D{number}\n\n' for number in range(3))
    ini = f'{drivers}[operation.one]\ntitle = One\n'
    files = {'index.rst': INDEX, 'support-matrix.ini': ini}
    assert len(build(files).soup().select('tr[data-driver]')) == 3
    (option,) = re.findall(r'``(:orientation: \w+)``', page('howto/move.rst'))
    turned = build({**files, 'index.rst': f'{INDEX}   {option}\n'}).soup()
    assert len(turned.select('th[data-driver]')) == 3


@pytest.mark.parametrize(
    ('directive', 'option'), [('toctree', ':maxdepth: 1'), ('contents', ':depth: 1')]
)
def test_features_are_kept_out_of_tables_of_contents_as_the_guide_says(
    directive: str, option: str, source: Path, build: Build
) -> None:
    assert f'``{option}``' in page('howto/move.rst')
    assert f'``{directive}``' in page('howto/move.rst')
    shutil.copytree(MOVING, source, dirs_exist_ok=True)
    document = {'toctree': 'index', 'contents': 'brokers'}[directive]
    file = source / f'{document}.rst'
    for given in (option, None):
        lead = f'.. {directive}::\n'
        text = (MOVING / file.name).read_text('utf-8').replace('   :maxdepth: 1\n', '')
        file.write_text(text.replace(lead, f'{lead}   {given}\n') if given else text, 'utf-8')
        built = build(extensions=[OURS], suppress_warnings=['feature_matrix'])
        links = built.soup(f'{document}.html').select('.toctree-wrapper a, .contents a')
        assert links
        found = [link for link in links if str(link['href']).endswith('#operation_send')]
        assert bool(found) == (given is None)


def test_a_label_in_front_of_the_matrix_needs_no_title(build: Build) -> None:
    index = 'Page\n====\n\nSee :ref:`the-matrix`.\n\n.. _the-matrix:\n\n.. support_matrix::\n'
    built = build({'index.rst': index})
    assert built.warnings == []
    (link,) = built.soup().select('.body p a')
    assert link.get_text() == 'Summary'


@pytest.mark.parametrize('name', ['feature-matrix.css', 'support-matrix.css'])
def test_a_style_sheet_that_came_with_another_extension_is_not_in_the_way(
    name: str, build: Build
) -> None:
    conf = f"{CONF}html_static_path = ['_static']\nhtml_css_files = ['{name}']\n"
    theirs = '.fm_impl_complete {}\n'
    built = build({'conf.py': conf, 'index.rst': INDEX, f'_static/{name}': theirs})
    linked = [
        str(tag['href']).split('?')[0] for tag in built.soup().select('link[rel=stylesheet]')
    ]
    ours = [each for each in linked if 'feature-matrix-' in each]
    assert len(ours) == 2
    assert theirs not in [built.text(each) for each in ours]
    assert built.text(f'_static/{name}') == theirs


def test_the_classes_in_the_guide_are_those_of_both(published: Path, moved: Built) -> None:
    text = page('howto/move.rst').split('.. _move-classes:')[1].split('Colours are')[0]
    found = re.findall(r'^ {5}- (``.+``)$', text, re.MULTILINE)
    assert len(found) == 8
    theirs, ours = soup_of(published / 'brokers.html'), moved.soup('brokers.html')
    for before, after in zip(found[::2], found[1::2], strict=True):
        known = before.split('``')[1].replace('feature_STATUS', 'feature_mandatory')
        assert theirs.select(known.replace('STATUS', 'complete')), before
        assert ours.select(after.strip('`').replace('STATUS', 'complete')), after


# -- The two extensions that nova has had in its tree ----------------------------------------


TARGETS = """\
[targets]
driver-impl-queue-x86 = Queue (x86)
driver-impl-log.v2 = Commit log

[operation.send]
title = Send a message
driver-impl-queue-x86 = complete
driver-impl-log.v2 = partial
driver-notes-log.v2 = Not in order.

[guest.clock]
title = A clock
driver-impl-Queue-X86 = missing
driver-impl-log.v2 = unknown
"""


def rule(feature: str, driver: str) -> str:
    """Return the id that both of nova's extensions give a cell."""
    return re.sub('[^a-zA-Z0-9_]', '_', f'{feature}_{driver}')


def test_a_site_with_nova_s_support_matrix_keeps_every_id(build: Build) -> None:
    built = build({'index.rst': INDEX, 'support-matrix.ini': TARGETS})
    assert built.warnings == []
    features, drivers = ('operation.send', 'guest.clock'), ('queue-x86', 'log.v2')
    cells = [rule(feature, driver) for feature in features for driver in drivers]
    found = ids(built.soup())
    assert [found[each] for each in ('operation_send', 'guest_clock', *cells)] == [1] * 6
    text = page('howto/move/from-nova-support-matrix.rst')
    assert '``operation_send_queue_x86``' in text
    assert cells[0] == 'operation_send_queue_x86'


def test_a_site_with_nova_s_feature_matrix_keeps_every_id_and_every_text(
    source: Path, build: Build
) -> None:
    shutil.copytree(EXAMPLE, source, dirs_exist_ok=True)
    built = build()
    assert built.warnings == []
    soup = built.soup('features.html')
    cells = [rule('operation.send', driver) for driver in ('queue-x86', 'log')]
    assert [ids(soup)[each] for each in ('operation_send', *cells)] == [1] * 3
    assert f'``{cells[0]}``' in page('howto/move/from-nova-feature-matrix.rst')
    shown = Shown(*soup.select('.body'))
    parser = read(EXAMPLE / 'features.ini')
    texts = [value for name in parser.sections() for value in parser[name].values()]
    tests = [text.split(';') for text in texts if ';' in text]
    for text in [*(text for text in texts if ';' not in text), *tests[0]]:
        assert shown.lacks(text.removesuffix(':k')) == [], text
    for test in tests[0]:
        assert [link for link in shown.links if link.endswith(test)]


def test_the_order_of_the_drivers_is_that_of_their_titles(build: Build) -> None:
    for name in ('support', 'feature'):
        assert 'in the order of their titles' in page(f'howto/move/from-nova-{name}-matrix.rst')
    soup = build({'index.rst': INDEX, 'support-matrix.ini': TARGETS}).soup()
    heads = [str(tag['data-driver']) for tag in soup.select('th[data-driver]')]
    assert heads == ['log.v2', 'queue-x86']
