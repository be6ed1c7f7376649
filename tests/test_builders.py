"""Each builder writes a project with matrices in every form, without a warning."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from conftest import MATRIX, Build

from sphinx_feature_matrix import load

ROOT = Path(__file__).parent / 'roots' / 'full'

BUILDERS = {
    'html': 'markdown.html',
    'dirhtml': 'markdown/index.html',
    'singlehtml': 'index.html',
    'epub': 'markdown.xhtml',
    'latex': 'full.tex',
    'text': 'markdown.txt',
    'man': 'full.1',
    'texinfo': 'full.texi',
    'gettext': 'markdown.pot',
    'xml': 'markdown.xml',
    'pseudoxml': 'markdown.pseudoxml',
}


@pytest.mark.parametrize('builder', BUILDERS)
def test_every_builder_writes_every_feature_without_a_warning(build: Build, builder: str) -> None:
    built = build('full', builder)
    assert built.warnings == []
    text = built.text(BUILDERS[builder])
    matrix, _ = load(ROOT / 'support-matrix.ini')
    words = re.sub(r'\W+', ' ', text)
    for feature in matrix.features[1:]:
        assert feature.title in words
    if builder != 'gettext':
        assert 'attach_things' in text.replace(r'\_', '_').replace(r'\sphinxhyphen{}', '-')


def test_linkcheck_looks_at_the_links_of_drivers_and_notes(build: Build) -> None:
    ini = MATRIX.replace('title = Alpha', 'title = Alpha\nlink = http://localhost:9/driver')
    ini = ini.replace('Only on Sundays.', 'See http://localhost:9/note.')
    index = 'Page\n====\n\n.. support_matrix:: support-matrix.ini\n'
    files = {'index.rst': index, 'support-matrix.ini': ini}
    built = build(
        files,
        'linkcheck',
        linkcheck_ignore=['http://localhost:9/.*'],
        # Sphinx 7 warns that the default will be another.
        linkcheck_report_timeouts_as_broken=False,
    )
    assert built.warnings == []
    checked = built.text('output.txt') + built.text('output.json')
    assert 'http://localhost:9/driver' in checked
    assert 'http://localhost:9/note"' in checked


def test_xml_has_ordinary_nodes_only(build: Build) -> None:
    built = build('full', 'xml')
    tags = set(re.findall(r'<(\w+)', built.text('index.xml')))
    assert {'table', 'bullet_list', 'section'} <= tags
    assert not {tag for tag in tags if tag.startswith(('matrix', 'implementation'))}


def test_two_builds_are_the_same_byte_for_byte_and_so_is_a_parallel_one(
    build: Build, tmp_path: Path
) -> None:
    def contents() -> dict[str, bytes]:
        out = tmp_path / 'out' / 'html'
        return {str(path.relative_to(out)): path.read_bytes() for path in out.rglob('*.html')}

    build('full', fresh=True)
    first = contents()
    build(fresh=True)
    assert contents() == first
    built = build(fresh=True, parallel=4)
    assert built.warnings == []
    assert contents() == first


@pytest.mark.parametrize('builder', ['text', 'man'])
def test_no_word_of_a_table_is_broken_and_every_table_fits(build: Build, builder: str) -> None:
    built = build('full', builder)
    name = 'parts.txt' if builder == 'text' else 'full.1'
    text = built.text(name)
    rows = [line for line in text.splitlines() if line.startswith('|') or '\t' in line]
    words = set(' '.join(rows).replace('\\-', '-').replace('\\&', '').split())
    matrix, _ = load(ROOT / 'many.ini')
    for title in [*(d.title for d in matrix.drivers), *(f.title for f in matrix.features)]:
        assert set(title.split()) <= words
    if builder == 'text':
        assert max(map(len, rows)) <= 70


def test_text_repeats_the_feature_column_in_each_table(build: Build) -> None:
    drivers = ''.join(f'[driver.d{n}]\ntitle = Driver-{n}\n' for n in range(20))
    cells = ''.join(f'driver.d{n} = missing\n' for n in range(20))
    ini = f'{drivers}\n[operation.x]\ntitle = Feature\n{cells}'
    index = 'Page\n====\n\n.. support_matrix:: support-matrix.ini\n   :orientation: features\n'
    text = build({'index.rst': index, 'support-matrix.ini': ini}, 'text').text('index.txt')
    heads = [line for line in text.splitlines() if line.startswith('| Feature | ')]
    # Each table has a line of heads and a row; only the first shows the feature's status.
    assert len(heads) == 2 * len([line for line in text.splitlines() if line.startswith('+==')])
    assert len(heads) > 4
    assert [line for line in heads if 'optional' in line] == [heads[1]]
    assert all(f'Driver-{number} ' in text for number in range(20))


def test_gettext_extracts_what_readers_see_with_its_place(build: Build) -> None:
    pot = build('full', 'gettext').text('index.pot')
    for place, message in [
        ('support-matrix.ini:25', 'OVN'),
        ('support-matrix.ini:13', 'planned & <promised>'),
        ('support-matrix.ini:10', 'Things kept'),
        ('support-matrix.ini:50', 'File storage'),
        ('support-matrix.ini:52', 'Plain words.'),
        ('support-matrix.ini:37', 'A second paragraph.'),
        ('support-matrix.ini:5', 'A list item over two lines'),
    ]:
        entry = next(entry for entry in pot.split('\n\n') if f'msgid "{message}"' in entry)
        assert re.search(rf'{re.escape(place)}\b', entry)
    assert 'tool attach' not in pot
    assert pot.count('msgid "OVN"') == 1


def test_titles_and_notes_are_shown_translated(build: Build, source: Path) -> None:
    build({'index.rst': 'Page\n====\n\n.. support_matrix:: support-matrix.ini\n'})
    catalogue = source / 'locale' / 'de' / 'LC_MESSAGES' / 'index.po'
    catalogue.parent.mkdir(parents=True)
    catalogue.write_text(
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
        'msgid "First operation"\nmsgstr "Erster Vorgang"\n\n'
        'msgid "Beta"\nmsgstr "Zweiter Treiber"\n\n'
        'msgid "Only on Sundays."\nmsgstr "Nur *sonntags*."\n',
        encoding='utf-8',
    )
    built = build(fresh=True, language='de', locale_dirs=['locale'])
    soup = built.soup()
    row = soup.select_one('tr[data-feature="operation.one"]')
    assert row is not None
    assert 'Erster Vorgang' in row.text
    assert [head.text for head in soup.select('th[data-driver]')] == ['Alpha', 'Zweiter Treiber']
    item = soup.find(id='operation_one_driver_beta')
    assert item is not None
    assert 'Zweiter Treiber' in item.text
    assert 'sonntags' in [emphasis.text for emphasis in item.select('em')]


@pytest.mark.parametrize(
    ('language', 'isolated'), [('he', True), ('fa', True), ('de', False), ('xx', False)]
)
def test_what_runs_from_left_to_right_is_isolated_on_pages_that_do_not(
    build: Build, language: str, *, isolated: bool
) -> None:
    ini = MATRIX.replace('[storage.two]', '[storage.two]\ncli = tool keep <thing>')
    ini = ini.replace('Only on', 'Only ``on a <b>``')
    index = (
        'Page\n====\n\n.. support_matrix:: support-matrix.ini\n   :parts: requirements details\n'
    )
    other = ':orphan:\n\n``x`` :matrix:status:`storage.two beta` :matrix:verdict:`beta`\n'
    files = {'index.rst': index, 'other.rst': other, 'support-matrix.ini': ini}
    built = build(files, language=language)
    verdicts = built.soup().select('dt bdi > strong.feature-matrix-verdict')
    assert len(verdicts) == 2 * isolated
    found = [code.text for code in built.soup().select('bdi[dir="ltr"] > code')]
    assert found == (
        ['operation.one', 'on a <b>', 'storage.two', 'tool keep <thing>'] if isolated else []
    )
    words = [each.text for each in built.soup('other.html').select('a bdi')]
    assert [each.replace('\N{NO-BREAK SPACE}', ' ') for each in words] == (
        ['? unknown', 'undetermined'] if isolated else []
    )
    assert len(built.soup('other.html').select('bdi')) == 2 * isolated
