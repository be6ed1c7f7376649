"""The roles on pages: what they say, where they lead, and when a page is written again."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag
from conftest import MATRIX, Build

SHOW = '.. support_matrix:: support-matrix.ini\n'
SHOWN = f'Matrix\n======\n\n{SHOW}'
NEW = '[storage.new]\ntitle = N\ndriver.alpha = missing\ndriver.beta = missing\n'
OTHER = MATRIX.replace('First operation', 'Another first').replace('beta', 'gamma')


def index(text: str) -> str:
    return f'Page\n====\n\n.. toctree::\n   :glob:\n\n   *\n\n{text}\n'


def paragraph(soup: BeautifulSoup) -> Tag:
    """Return the last paragraph of the page that is not Sphinx's."""
    return soup.select('div.body p')[-1]


def links(soup: BeautifulSoup) -> list[tuple[str, str]]:
    found = paragraph(soup).select('a')
    return [(link.text.replace('\N{NO-BREAK SPACE}', ' '), str(link['href'])) for link in found]


def said(build: Build, text: str, ini: str = MATRIX, shown: str = SHOWN) -> list[tuple[str, str]]:
    built = build({'index.rst': index(text), 'm.rst': shown, 'support-matrix.ini': ini})
    assert built.warnings == []
    return links(built.soup())


def test_features_and_drivers_are_called_by_their_titles(build: Build) -> None:
    assert said(build, ':matrix:feature:`operation.one` and :matrix:driver:`Alpha`') == [
        ('First operation', 'm.html#operation_one'),
        ('Alpha', 'm.html#driver_alpha'),
    ]


def test_they_can_have_another_title_or_no_link(build: Build) -> None:
    text = (
        ':matrix:feature:`that <storage.two>` :matrix:driver:`!alpha` '
        ':matrix:status:`so\n<storage.two alpha>`'
    )
    assert said(build, text) == [
        ('that', 'm.html#storage_two'),
        ('so', 'm.html#storage_two_driver_alpha'),
    ]
    assert 'alpha so' in paragraph(build().soup()).text


@pytest.mark.parametrize(
    ('driver', 'symbol', 'word'),
    [('alpha', '\N{HEAVY MULTIPLICATION X}', 'missing'), ('beta', '?', 'unknown')],
)
def test_a_status_is_a_symbol_and_words_that_lead_to_its_detail(
    build: Build, driver: str, symbol: str, word: str
) -> None:
    shown = said(build, f':matrix:status:`storage.two {driver}`')
    assert shown == [(f'{symbol} {word}', f'm.html#storage_two_driver_{driver}')]
    (link,) = paragraph(build().soup()).select('a')
    assert link['title'] == f'Second thing \N{EN DASH} {driver.capitalize()}'
    (symbol_node,) = link.select('i[aria-hidden="true"]')
    assert symbol_node.text == symbol
    assert link.select(f'span.feature-matrix-status.fm-{word}')


def test_a_declared_status_and_a_wrong_one_are_shown_as_the_page_shows_them(build: Build) -> None:
    ini = MATRIX.replace('= unknown', '= planned').replace('= missing', '= mising')
    ini += '[status.planned]\ntitle = planned <soon>\nsymbol = …\ncounts-as = missing\n'
    text = ':matrix:status:`storage.two alpha` :matrix:status:`storage.two beta`'
    built = build({'index.rst': index(text), 'm.rst': SHOWN, 'support-matrix.ini': ini})
    assert [text for text, _ in links(built.soup())] == [
        '! not a status: mising',
        '… planned <soon>',
    ]


def test_a_verdict_leads_to_what_decided_it_or_else_to_the_driver(build: Build) -> None:
    text = ':matrix:verdict:`alpha` :matrix:verdict:`beta`'
    assert said(build, text) == [
        ('unmet', 'm.html#driver_alpha'),
        ('undetermined', 'm.html#driver_beta'),
    ]
    shown = f'{SHOWN}   :parts: summary requirements\n'
    assert said(build, text, shown=shown) == [
        ('unmet', 'm.html#requirements_alpha'),
        ('undetermined', 'm.html#requirements_beta'),
    ]
    assert paragraph(build().soup()).select('.feature-matrix-verdict.fm-unmet')


def test_a_count_is_a_number(build: Build) -> None:
    text = 'It has :matrix:count:`alpha complete`, :matrix:count:`alpha partial` and no more'
    assert said(build, text) == []
    assert paragraph(build().soup()).text == 'It has 1, 0 and no more'


def test_the_style_sheet_is_on_pages_that_need_it(build: Build) -> None:
    for text, styled in [
        (':matrix:status:`storage.two beta`', True),
        (':matrix:verdict:`beta`', True),
        (':matrix:feature:`storage.two`', False),
        (':matrix:count:`alpha complete`', False),
    ]:
        said(build, text)
        assert ('feature-matrix-common.css' in build().text('index.html')) is styled


@pytest.mark.parametrize('parallel', [1, 4])
def test_references_work_from_pages_before_and_behind_the_matrix(
    build: Build, parallel: int
) -> None:
    text = 'Text\n====\n\n:matrix:status:`operation.one beta` :matrix:driver:`beta`\n'
    files = dict.fromkeys(('a.rst', 'b.rst', 'y.rst', 'z.rst'), text)
    files |= {'index.rst': index('Text.'), 'm.rst': SHOWN}
    built = build(files, fresh=True, parallel=parallel)
    assert built.warnings == []
    for name in files:
        if name not in ('index.rst', 'm.rst'):
            assert [href for _, href in links(built.soup(name.replace('.rst', '.html')))] == [
                'm.html#operation_one_driver_beta',
                'm.html#driver_beta',
            ]


def test_the_place_with_details_is_the_one_that_is_led_to(build: Build) -> None:
    files = {
        'index.rst': index(
            ':matrix:feature:`storage.two` :matrix:status:`storage.two beta` '
            ':matrix:driver:`beta` :matrix:feature:`operation.one`'
        ),
        'a.rst': f'A\n=\n\n{SHOW}   :parts: summary\n',
        'b.rst': f'B\n=\n\n{SHOW}   :parts: summary details\n   :features: storage.*\n',
        'c.rst': f'C\n=\n\n{SHOW}   :parts: summary\n',
    }
    built = build(files)
    assert built.warnings == []
    assert [href for _, href in links(built.soup())] == [
        'b.html#storage_two',
        'b.html#storage_two_driver_beta',
        'b.html#driver_beta',
        'a.html#operation_one',
    ]


def test_where_there_are_only_details_a_driver_is_the_page(build: Build) -> None:
    shown = f'{SHOWN}   :parts: details\n'
    assert said(build, ':matrix:driver:`beta`', shown=shown) == [('Beta', 'm.html')]


def test_what_no_page_shows_is_text(build: Build) -> None:
    text = ':matrix:feature:`storage.two` :matrix:status:`storage.two beta` :matrix:driver:`beta`'
    shown = f'{SHOWN}   :features: operation.*\n   :drivers: alpha\n'
    assert said(build, text, shown=shown) == []
    words = paragraph(build().soup()).text.replace('\N{NO-BREAK SPACE}', ' ')
    assert words == 'Second thing ? unknown Beta'


def test_an_ambiguous_reference_names_the_candidates(build: Build, source: Path) -> None:
    files = {
        'index.rst': index('Text\n:matrix:feature:`operation.one` :matrix:driver:`gamma`'),
        'm.rst': f'{SHOWN}   :name: mine\n\n.. support_matrix:: other.ini\n',
        'other.ini': OTHER,
    }
    (warning,) = build(files).warnings
    assert warning == (
        f'{source / "index.rst"}:9:1: WARNING: "operation.one" is in several matrices; write one '
        'of "mine/operation.one", "other/operation.one" [feature_matrix.ambiguous-reference]'
    )
    # The matrix that conf.py names comes first.
    assert links(build().soup())[0] == ('First operation', 'm.html#operation_one')
    for name, title in [('MINE', 'First operation'), ('other', 'Another first')]:
        files['index.rst'] = index(f':matrix:feature:`{name}/operation.one`')
        built = build(files)
        assert built.warnings == []
        assert links(built.soup())[0][0] == title


def test_one_file_under_two_names_is_not_ambiguous(build: Build) -> None:
    shown = (
        f'{SHOWN}   :name: one\n   :parts: summary\n\n{SHOW}   :name: two\n   :parts: details\n'
    )
    text = (
        ':matrix:feature:`operation.one` :matrix:feature:`one/operation.one` '
        ':matrix:driver:`two/beta`'
    )
    assert said(build, text, shown=shown) == [
        ('First operation', 'm.html#operation_one'),
        ('First operation', 'm.html#operation_one'),
        ('Beta', 'm.html#driver_beta'),
    ]


@pytest.mark.parametrize(
    ('page', 'text', 'line'),
    [
        ('page.rst', 'Page\n====\n\nText.\n\n:matrix:feature:`storage.tow`\n', 6),
        ('page.md', '# Page\n\nText.\n\n{matrix:feature}`storage.tow`\n', 5),
    ],
)
def test_an_unknown_reference_is_a_warning_at_its_place(
    build: Build, source: Path, page: str, text: str, line: int
) -> None:
    files = {'index.rst': index('Text'), 'm.rst': SHOWN, page: text}
    (warning,) = build(files).warnings
    assert warning == (
        f'{source / page}:{line}:1: WARNING: no matrix has the feature "storage.tow"; did you '
        'mean "storage.two"? [feature_matrix.reference]'
    )
    assert paragraph(build().soup('page.html')).text == 'storage.tow'
    assert build(fresh=True, suppress_warnings=['feature_matrix.reference']).warnings == []
    ignored = build(fresh=True, nitpicky=True, nitpick_ignore=[('matrix:feature', 'storage.tow')])
    assert ignored.warnings == []


def test_without_any_matrix_every_reference_is_unknown(build: Build) -> None:
    (warning,) = build({'index.rst': 'Page\n====\n\n:matrix:verdict:`alpha`\n'}).warnings
    assert 'no page of the project shows a matrix' in warning


def test_the_role_any_finds_features_and_drivers(build: Build) -> None:
    assert said(build, ':any:`storage.two` :any:`beta`') == [
        ('Second thing', 'm.html#storage_two'),
        ('Beta', 'm.html#driver_beta'),
    ]


def test_notes_can_refer_too(build: Build) -> None:
    ini = MATRIX.replace('Only on Sundays.', 'See :matrix:feature:`storage.two`.')
    built = build({'index.rst': f'Page\n====\n\n{SHOW}', 'support-matrix.ini': ini})
    assert built.warnings == []
    note = built.soup().select_one('#operation_one_driver_beta p a')
    assert note is not None
    assert (note.text, note['href']) == ('Second thing', '#storage_two')


MARKDOWN = """\
# Page

Text on {matrix:feature}`operation.one` and {matrix:driver}`the second <beta>`,
{matrix:status}`support-matrix/operation.one beta`, {matrix:verdict}`alpha`,
{matrix:count}`alpha missing`.
"""


def test_everything_works_from_markdown(build: Build) -> None:
    built = build({'index.rst': index('Text'), 'm.rst': SHOWN, 'page.md': MARKDOWN})
    assert built.warnings == []
    assert links(built.soup('page.html')) == [
        ('First operation', 'm.html#operation_one'),
        ('the second', 'm.html#driver_beta'),
        ('\N{CIRCLE WITH LEFT HALF BLACK} partial', 'm.html#operation_one_driver_beta'),
        ('unmet', 'm.html#driver_alpha'),
    ]
    assert paragraph(built.soup('page.html')).text.endswith('\n1.')


@pytest.mark.parametrize('parallel', [1, 4])
def test_a_page_that_refers_is_written_again_when_the_file_says_otherwise(
    build: Build, source: Path, parallel: int
) -> None:
    roles = [
        ':matrix:feature:`storage.two`',
        ':matrix:driver:`beta`',
        ':matrix:status:`operation.one beta`',
        ':matrix:verdict:`alpha`',
        ':matrix:count:`alpha missing`',
        ':matrix:feature:`storage.new`',
        ':any:`beta`',
    ]
    pages = {f'p{number}.rst': f'P\n=\n\n{role}\n' for number, role in enumerate(roles)}
    files = {'index.rst': index('Text'), 'm.rst': SHOWN, **pages}
    first = build(files, parallel=parallel)
    assert len(first.warnings) == 1

    def stamps() -> dict[str, int]:
        html = {name: first.outdir / name.replace('.rst', '.html') for name in pages}
        return {name: path.stat().st_mtime_ns for name, path in html.items()}

    texts = {}
    for number, (before, after) in enumerate(
        [
            ('Second thing', 'Second matter'),
            ('title = Beta', 'title = Bet'),
            ('driver.beta = partial', 'driver.beta = complete'),
            ('status = mandatory', 'status = optional'),
            ('driver.alpha = missing', 'driver.alpha = partial'),
            ('[storage.two]', f'{NEW}[storage.two]'),
        ]
    ):
        ini = (source / 'support-matrix.ini').read_text('utf-8').replace(before, after)
        before_build = stamps()
        built = build({'support-matrix.ini': ini}, parallel=parallel)
        assert parallel > 1 or built.read == {'m'}
        texts[number] = paragraph(built.soup(f'p{number}.html')).text
        written = {name for name, stamp in stamps().items() if stamp != before_build[name]}
        assert f'p{number}.rst' in written
        if number < 3:
            # The others say what they said; a status says more when one points at it.
            assert written == {f'p{number}.rst', *(['p2.rst', 'p6.rst'] if number == 1 else [])}
    assert [text.replace('\N{NO-BREAK SPACE}', ' ') for text in texts.values()] == [
        'Second matter',
        'Bet',
        '\N{HEAVY CHECK MARK} complete',
        'met',
        '0',
        'N',
    ]
    assert build(parallel=parallel).warnings == []


def test_text_has_the_symbol_and_the_words_and_no_asterisks(build: Build) -> None:
    text = ':matrix:status:`storage.two alpha` :matrix:driver:`!beta` :matrix:verdict:`alpha`'
    built = build({'index.rst': index(text), 'm.rst': SHOWN}, 'text')
    last = built.text('index.txt').splitlines()[-1].replace('\N{NO-BREAK SPACE}', ' ')
    assert last == '\N{HEAVY MULTIPLICATION X} missing beta unmet'


def test_a_manual_page_has_the_words_and_no_addresses(build: Build) -> None:
    text = ':matrix:status:`storage.two alpha` :matrix:driver:`beta` :matrix:verdict:`alpha`'
    pages = [('index', 'sample', 'Sample', ['The authors'], 1)]
    built = build({'index.rst': index(text), 'm.rst': SHOWN}, 'man', man_pages=pages)
    assert '\nmissing Beta unmet\n' in built.text('sample.1')


def test_a_note_speaks_of_its_own_matrix(build: Build) -> None:
    old = MATRIX.replace('Only on Sundays.', 'It is :matrix:status:`operation.one alpha`.')
    old = old.replace('driver.alpha = complete', 'driver.alpha = unknown')
    files = {
        'index.rst': index(''),
        'm.rst': SHOWN,
        'o.rst': 'Old\n===\n\n.. support_matrix:: old.ini\n',
        'old.ini': old,
    }
    built = build(files)
    assert built.warnings == []
    (link,) = built.soup('o.html').select('#operation_one_driver_beta p a')
    assert link.text.endswith('unknown')
    assert link['href'] == '#operation_one_driver_alpha'


def test_an_unknown_reference_in_a_note_is_a_warning_once_a_build(
    build: Build, source: Path
) -> None:
    ini = MATRIX.replace('Only on Sundays.', 'See :matrix:feature:`storage.tow`.')
    shown = f'M\n=\n\n{SHOW}'
    files = {'index.rst': index(''), 'a.rst': shown, 'b.rst': shown, 'support-matrix.ini': ini}
    (warning,) = build(files).warnings
    assert warning.startswith(f'{source / "support-matrix.ini"}:11:1: WARNING: no matrix has the')


def test_two_files_of_one_name_are_told_so(build: Build, source: Path) -> None:
    files = {
        'index.rst': index(':matrix:status:`operation.one alpha`'),
        'a.rst': 'A\n=\n\n.. support_matrix:: a/m.ini\n',
        'b.rst': 'B\n=\n\n.. support_matrix:: b/m.ini\n',
        'a/m.ini': MATRIX,
        'b/m.ini': MATRIX.replace('driver.alpha = complete', 'driver.alpha = missing'),
    }
    built = build(files, feature_matrix_file='b/m.ini')
    (warning,) = (line for line in built.warnings if 'share a name' in line)
    both = ', '.join(str(source / name) for name in ('b/m.ini', 'a/m.ini'))
    assert f'is in {both}, some of which share a name; give each a ":name:"' in warning
    # What is said and where it leads are of one file.
    ((text, href),) = links(built.soup())
    assert text.endswith('missing')
    assert href == 'b.html#operation_one_driver_alpha'


def test_a_page_is_written_again_when_its_reference_becomes_ambiguous(build: Build) -> None:
    page = 'P\n=\n\n:matrix:driver:`alpha`\n'
    assert build({'index.rst': index(''), 'm.rst': SHOWN, 'p.rst': page}).warnings == []
    other = {'other.ini': OTHER, 'o.rst': 'O\n=\n\n.. support_matrix:: other.ini\n'}
    (warning,) = build(other).warnings
    assert 'p.rst:4:1: WARNING: "alpha" is in several matrices' in warning


def test_what_a_document_no_longer_says_does_not_have_it_written_again(
    build: Build, source: Path
) -> None:
    page = 'P\n=\n\n:matrix:status:`operation.one alpha`\n'
    build({'index.rst': index(''), 'm.rst': SHOWN, 'p.rst': page})
    written = build({'p.rst': 'P\n=\n\nNothing.\n'}).outdir / 'p.html'
    stamp = written.stat().st_mtime_ns
    ini = (source / 'support-matrix.ini').read_text('utf-8')
    build({'support-matrix.ini': ini.replace('driver.alpha = complete', 'driver.alpha = partial')})
    assert written.stat().st_mtime_ns == stamp


@pytest.mark.parametrize('expression', ['html and (', '1 +', 'html html', '%'])
def test_a_wrong_expression_for_what_to_build_is_sphinxs_own_warning(
    build: Build, expression: str
) -> None:
    shown = f'M\n=\n\n.. only:: {expression}\n\n   {SHOW}'
    built = build({'index.rst': index(':matrix:driver:`beta`'), 'm.rst': shown})
    assert 'only directive' in built.warnings[0]
    assert 'feature_matrix' not in ''.join(built.warnings)
    assert links(built.soup()) == [('Beta', 'm.html#driver_beta')]


@pytest.mark.parametrize('builder', ['html', 'latex'])
def test_what_the_builder_leaves_out_is_not_led_to(build: Build, builder: str) -> None:
    shown = (
        f'M\n=\n\n.. only:: html\n\n   {SHOW}      :parts: summary\n\n'
        f'.. only:: latex\n\n   {SHOW}      :parts: summary requirements details\n'
    )
    text = ':matrix:feature:`storage.two` :matrix:driver:`beta` :matrix:verdict:`beta`'
    built = build({'index.rst': index(text), 'm.rst': shown}, builder)
    assert built.warnings == []
    if builder == 'latex':
        tex = built.text('sample.tex')
        found = re.findall(r'hyperref\[\\detokenize\{(m:[^}]*)\}', tex)
        assert {'m:storage_two', 'm:requirements_beta'} <= set(found)
        assert all(f'label{{\\detokenize{{{name}}}}}' in tex for name in found)
        return
    assert [href for _, href in links(built.soup())] == ['m.html#driver_beta'] * 2
    inventory = built.app.env.domains['matrix'].get_objects()
    assert all(built.soup('m.html').find(id=anchor) for *_, anchor, _ in inventory)
