"""From ``sphinx-build -b gettext`` through a translator's catalogue to a page."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po
from bs4 import BeautifulSoup
from conftest import Build, Built

INI = """\
[matrix]
title = What they do
notes = About *all* of it.

[category.storage]
title = Things kept

[status.planned]
title = planned
counts-as = missing

[driver.alpha]
title = Alpha

[driver.beta]
title = Beta
link = https://example.org

[driver.bare]

[operation.one]
title = First
    operation
status = mandatory
notes = Needs *emphasis*, ``code`` and a `link <https://example.org/notes>`__.

    * An item::

          literal

    * :matrix:feature:`storage.two` comes next.
cli = tool one
api = os-one
driver.alpha = complete
driver.beta = partial
driver-notes.beta = Only on Sundays.
driver.bare = planned

[storage.two]
title = Second thing
driver.alpha = missing
driver.beta = unknown
driver-notes.beta = Nobody [#]_ has `said`_ so.

    .. _said: https://example.org/said

    .. [#] At least not here.
driver.bare = complete
"""

GERMAN = {
    'What they do': 'Was sie können',
    'About *all* of it.': 'Über *alles*.',
    'Things kept': 'Aufbewahrtes',
    'planned': 'geplant',
    'Alpha': 'Zuletzt *Alpha*',
    'Beta': 'Beta_ & `Söhne`',
    'First operation': 'Erster |Vorgang|',
    'Needs *emphasis*, ``code`` and a `link <https://example.org/notes>`__.': (
        'Braucht einen `Verweis <https://example.org/notes>`__, *Betonung* und ``Code``.'
    ),
    'An item::': 'Ein Punkt::',
    ':matrix:feature:`storage.two` comes next.': 'Es folgt :matrix:feature:`storage.two`.',
    'Only on Sundays.': 'Nur **sonntags**.',
    'Second thing': 'Zweites',
    'Nobody [#]_ has `said`_ so.': 'Niemand [#]_ hat es `gesagt <said_>`_.',
    'At least not here.': 'Hier jedenfalls nicht.',
}

REST = 'Page\n====\n\n.. support_matrix:: support-matrix.ini\n'
OPTIONS = (
    '   :parts: summary requirements details notes\n   :group-by-category:\n'
    '   :orientation: features\n'
)
PAGES = {
    'index.rst': REST + OPTIONS,
    'index.md': (
        '# Page\n\n```{support_matrix} support-matrix.ini\n---\n'
        'parts: summary requirements details notes\ngroup-by-category:\n'
        'orientation: features\n---\n```\n'
    ),
}
# The driver without a title, whose key stands in for it.
QUIET: dict[str, Any] = {'suppress_warnings': ['feature_matrix.driver-title']}
LOCALE: dict[str, Any] = {'language': 'de', 'locale_dirs': ['locale'], **QUIET}


def extracted(build: Build, files: dict[str, str], name: str = 'index') -> Catalog:
    built = build(files, 'gettext', fresh=True, **QUIET)
    assert built.warnings == []
    with (built.outdir / f'{name}.pot').open('rb') as stream:
        return read_po(stream)


def translate(
    source: Path, catalogue: Catalog, messages: dict[str, str], name: str = 'index'
) -> None:
    """Fill in the *messages*, and put the catalogue where Sphinx looks for German."""
    for message in catalogue:
        if isinstance(message.id, str) and message.id:
            message.string = messages.get(message.id, '')
    path = source / 'locale' / 'de' / 'LC_MESSAGES' / f'{name}.po'
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open('wb') as stream:
        write_po(stream, catalogue)


@pytest.fixture(params=PAGES)
def german(request: pytest.FixtureRequest, build: Build, source: Path, tmp_path: Path) -> Built:
    """A page in reStructuredText or Markdown, in German."""
    files = {request.param: PAGES[request.param], 'support-matrix.ini': INI}
    translate(source, extracted(build, files), {'Page': 'Seite', **GERMAN})
    return _again(build, **LOCALE)


def _again(build: Build, **conf: Any) -> Built:
    # The doctrees of gettext are of no use to other builders.
    return build(fresh=True, **conf)


@pytest.mark.parametrize('page', PAGES)
def test_what_readers_see_of_a_file_is_extracted_with_its_line(build: Build, page: str) -> None:
    catalogue = extracted(build, {page: PAGES[page], 'support-matrix.ini': INI})
    lines = INI.splitlines()
    found = {}
    for message in catalogue:
        for file, line in message.locations:
            if file.endswith('support-matrix.ini'):
                found[message.id] = lines[line - 1]
    assert found.keys() == GERMAN.keys()
    assert found['What they do'] == 'title = What they do'
    assert found['About *all* of it.'] == 'notes = About *all* of it.'
    assert found['Things kept'] == 'title = Things kept'
    assert found['planned'] == 'title = planned'
    assert found['Alpha'] == 'title = Alpha'
    assert found['First operation'] == 'title = First'
    assert found['Second thing'] == 'title = Second thing'
    assert found['Only on Sundays.'] == 'driver-notes.beta = Only on Sundays.'
    assert found['An item::'] == '    * An item::'
    assert found['At least not here.'] == '    .. [#] At least not here.'
    # Nothing else is: no key, no command, no alias, no word of ours.
    others = {message.id for message in catalogue if message.id} - found.keys()
    assert others == {'Page'}


def test_only_what_a_page_shows_is_extracted(build: Build) -> None:
    shown = '   :parts: summary\n   :drivers: alpha\n   :features: storage.*\n'
    catalogue = extracted(build, {'index.rst': REST + shown, 'support-matrix.ini': INI})
    assert {message.id for message in catalogue if message.id} == {
        'Page',
        'What they do',
        'planned',
        'Alpha',
        'Second thing',
    }


def test_the_summary_is_shown_translated(german: Built) -> None:
    assert german.warnings == []
    soup = german.soup()
    heads = [head.text for head in soup.select('th[data-driver]')]
    # In the order of the translated titles; a driver without a title keeps its key.
    assert heads == ['bare', 'Beta_ & `Söhne`', 'Zuletzt *Alpha*']
    rows = [head.text for head in soup.select('tbody th')]
    assert rows == ['Operation', 'Erster |Vorgang|', 'Aufbewahrtes', 'Zweites']
    assert soup.select('.feature-matrix-box')[0]['aria-label'] == 'Was sie können'
    assert 'geplant' in soup.select('.feature-matrix-legend')[0].text


def test_headings_and_lists_are_shown_translated(german: Built) -> None:
    soup = german.soup()
    section = soup.select('section#operation_one')[0]
    heading = section.select('h3')[0]
    assert heading.text.rstrip('¶') == 'Erster |Vorgang|'
    assert heading.select('em, code, a:not(.headerlink)') == []
    items = [item.text.strip() for item in section.select('.feature-matrix-drivers > li')]
    assert items[0].endswith('bare: geplant')
    assert items[1].startswith('\N{CIRCLE WITH LEFT HALF BLACK} Beta_ & `Söhne`: teilweise')
    (verdict,) = (term for term in soup.select('dt') if 'Alpha' in term.text)
    assert 'Zuletzt *Alpha*' in verdict.text


def test_notes_are_shown_translated_with_their_markup(german: Built) -> None:
    soup = german.soup()
    section = soup.select('section#operation_one')[0]
    (needs,) = (each for each in section.select('p') if each.text.startswith('Braucht'))
    assert needs.text == 'Braucht einen Verweis, Betonung und Code.'
    assert [each.text for each in needs.select('em, code')] == ['Betonung', 'Code']
    assert needs.select('a[href="https://example.org/notes"]')
    (item,) = (each for each in section.select('li p') if each.text == 'Ein Punkt:')
    assert item.find_next('pre') is not None
    (follows,) = (each for each in section.select('li p') if each.text.startswith('Es folgt'))
    assert follows.text == 'Es folgt Zweites.'
    assert follows.select('a[href="#storage_two"]')
    (sundays,) = (each for each in section.select('strong') if each.text == 'sonntags')
    assert sundays.find_parent('li', id='operation_one_driver_beta') is not None
    assert soup.select('section#notes p em')[0].text == 'alles'


def test_footnotes_and_names_in_a_translation_lead_where_they_should(german: Built) -> None:
    note = german.soup().select('#storage_two_driver_beta')[0]
    assert note.select('p')[0].text.replace('\n', ' ').startswith('Niemand')
    assert note.select('a[href="https://example.org/said"]')[0].text == 'gesagt'
    (reference,) = note.select('a.footnote-reference')
    assert reference.text.strip('[]') == '1'
    (footnote,) = german.soup().select(str(reference['href']))
    assert 'Hier jedenfalls nicht.' in footnote.text


def test_keys_commands_and_aliases_stay(german: Built) -> None:
    codes = {each.text for each in german.soup().select('section#operation_one code')}
    assert codes == {'operation.one', 'os-one', 'tool one', 'Code'}


def test_the_general_index_and_the_inventory_have_the_translation(german: Built) -> None:
    links = {link.text for link in german.soup('genindex.html').select('.genindextable a')}
    assert {'Zweites', 'Zuletzt *Alpha*', 'Erster |Vorgang|', 'bare'} <= links
    titles = german.app.env.domains['matrix'].get_objects()
    assert ('storage.two', 'Zweites') in [(name, title) for name, title, *_ in titles]


@pytest.mark.parametrize('page', PAGES)
def test_the_progress_of_the_translation_counts_titles_and_notes(
    build: Build, source: Path, page: str
) -> None:
    files = {page: PAGES[page], 'support-matrix.ini': INI}
    catalogue = extracted(build, files)
    everything = {'Page': 'Seite', **GERMAN}
    for left_out in ['', 'Alpha', 'Second thing', 'Only on Sundays.', 'Things kept']:
        translate(source, catalogue, {**everything, left_out: ''})
        doctree = _again(build, **LOCALE).doctree()
        assert doctree['translation_progress'] == {
            'total': len(everything),
            'translated': len(everything) - bool(left_out),
        }, left_out


def test_what_is_not_translated_is_shown_as_it_is_and_can_be_marked(
    build: Build, source: Path
) -> None:
    files = {'index.rst': PAGES['index.rst'], 'support-matrix.ini': INI}
    same = {'Alpha': 'Alpha', 'First operation': 'Erster', 'Only on Sundays.': 'Nur sonntags.'}
    translate(source, extracted(build, files), same)
    built = _again(build, **LOCALE, translation_progress_classes=True)
    assert built.warnings == []
    soup = built.soup()
    assert [head.text for head in soup.select('th[data-driver]')] == ['Alpha', 'bare', 'Beta']
    assert [each.text for each in soup.select('p.translated')] == ['Nur sonntags.']
    assert soup.select('section#operation_one > h3.translated')
    assert soup.select('section#storage_two > h3.untranslated')


def test_a_reference_from_another_page_has_the_title_as_its_page_has_it(
    build: Build, source: Path
) -> None:
    files = {
        'index.rst': PAGES['index.rst'] + '\nEnd\n===\n\n.. toctree::\n\n   other\n',
        'other.rst': 'Other\n=====\n\n:matrix:feature:`storage.two` :matrix:status:`operation.one '
        'bare` :ref:`it`\n',
        'support-matrix.ini': INI,
    }
    files['index.rst'] = files['index.rst'].replace('   :parts', '   :name: it\n   :parts')
    translate(source, extracted(build, files), GERMAN)
    built = _again(build, **LOCALE)
    assert built.warnings == []
    links = [
        link.text.replace('\N{NO-BREAK SPACE}', ' ')
        for link in built.soup('other.html').select('div.body p a')
    ]
    assert links == ['Zweites', '\N{BULLET} geplant', 'Was sie können']
    # The translator changes a word: the page that refers is written again.
    again = translated_again(build, source, 'Zweites', 'Das zweite')
    assert again.soup('other.html').select('div.body p a')[0].text == 'Das zweite'


def translated_again(build: Build, source: Path, before: str, after: str) -> Built:
    path = source / 'locale' / 'de' / 'LC_MESSAGES' / 'index.po'
    text = path.read_text('utf-8')
    assert before in text
    path.write_text(text.replace(before, after), encoding='utf-8')
    return build(**LOCALE)


def test_mistakes_in_a_translation_are_said_with_the_place_of_the_original(
    build: Build, source: Path
) -> None:
    files = {'index.rst': PAGES['index.rst'], 'support-matrix.ini': INI}
    wrong = {
        'Only on Sundays.': 'Nur *sonntags.',
        'About *all* of it.': '* Eine Liste',
        'At least not here.': '.. raw:: html\n\n   <script>',
    }
    translate(source, extracted(build, files), wrong)
    built = _again(build, **LOCALE)
    line = INI.splitlines().index('driver-notes.beta = Only on Sundays.') + 1
    assert len(built.warnings) == 4
    assert any(
        re.search(rf'support-matrix.ini:{line}:\d+: WARNING: .*Inline emphasis', warning)
        for warning in built.warnings
    )
    assert any('translation of this note: it is not one par' in text for text in built.warnings)
    assert any('forbidden-markup' in warning for warning in built.warnings)
    soup = built.soup()
    assert soup.select('section#notes p')[0].text == 'About all of it.'
    assert '<script>' not in str(soup.select('section#storage_two')[0])


def test_a_translation_of_several_paragraphs_is_said_and_not_shown(
    build: Build, source: Path
) -> None:
    files = {'index.rst': PAGES['index.rst'], 'support-matrix.ini': INI}
    translate(source, extracted(build, files), {'Only on Sundays.': 'Nur\n\nsonntags.'})
    built = _again(build, **LOCALE)
    (warning,) = built.warnings
    assert 'it is not one paragraph' in warning
    assert 'Only on Sundays.' in built.soup().text


@pytest.mark.parametrize('page', PAGES)
def test_names_in_a_translation_take_the_place_of_those_in_the_note(
    build: Build, source: Path, page: str
) -> None:
    note = """An _`anchor` and `docs <https://e.org/en>`_.

    Again docs_, anchor_ [#]_ and [#]_.

    Or [#]_.

    .. [#] First.
    .. [#] Second.
    .. [#] Third."""
    ini = INI.replace('Only on Sundays.', note)
    files = {page: PAGES[page], 'support-matrix.ini': ini}
    messages = {
        'An _`anchor` and `docs <https://e.org/en>`_.': '`docs <https://e.org/de>`_, _`anchor`.',
        'Again docs_, anchor_ [#]_ and [#]_.': 'Noch anchor_ [#]_, docs_ und [#]_.',
    }
    translate(source, extracted(build, files), messages)
    built = _again(build, **LOCALE)
    assert built.warnings == []
    item = built.soup().select('#operation_one_driver_beta')[0]
    again = item.select('p')[1].select('a.reference:not(.footnote-reference)')
    links = [(link.text, link['href']) for link in again]
    assert links == [('anchor', '#note-anchor'), ('docs', 'https://e.org/de')]
    assert len(built.soup().select('#note-anchor')) == 1
    # Footnotes keep their order, although only some paragraphs are translated.
    numbers = [each.text.strip('[]') for each in item.select('a.footnote-reference')]
    assert numbers == ['1', '2', '3']


@pytest.mark.parametrize('page', PAGES)
def test_a_formula_is_no_paragraph(build: Build, source: Path, page: str) -> None:
    ini = INI.replace('Only on Sundays.', '.. math:: a_n * b')
    files = {page: PAGES[page], 'support-matrix.ini': ini}
    translate(source, extracted(build, files), {'a_n * b\n\n': 'x_n * y'})
    built = _again(build, **LOCALE)
    assert built.warnings == []
    assert 'x_n * y' in built.soup().select('#operation_one_driver_beta .math')[0].text


def test_a_title_is_one_line_whatever_its_translation_is(build: Build, source: Path) -> None:
    files = {'index.rst': PAGES['index.rst'], 'support-matrix.ini': INI}
    messages = {'Second thing': 'Zweite\n  Sache', 'Alpha': 'Alef\nTreiber'}
    translate(source, extracted(build, files), messages)
    built = _again(build, **LOCALE)
    titles = {title for _, title, *_ in built.app.env.domains['matrix'].get_objects()}
    assert {'Zweite Sache', 'Alef Treiber'} <= titles
    heads = [head.text for head in built.soup().select('th[data-driver]')]
    assert 'Alef Treiber' in heads


def test_messages_are_extracted_again_once_they_have_been_translated(
    build: Build, source: Path
) -> None:
    files = {'index.rst': PAGES['index.rst'], 'support-matrix.ini': INI}
    catalogue = extracted(build, files)
    first = {message.id for message in catalogue}
    translate(source, catalogue, GERMAN)
    # Now Sphinx has a catalogue to translate with when it is to extract.
    _again(build, **LOCALE)
    built = build({}, 'gettext', fresh=True, **LOCALE)
    with (built.outdir / 'index.pot').open('rb') as stream:
        assert {message.id for message in read_po(stream)} == first


def test_what_only_requirements_say_is_extracted_too(build: Build) -> None:
    shown = '   :parts: requirements\n   :features: storage.*\n'
    ini = INI.replace('driver.alpha = complete', 'driver.alpha = missing')
    catalogue = extracted(build, {'index.rst': REST + shown, 'support-matrix.ini': ini})
    assert 'First operation' in {message.id for message in catalogue}


def test_other_builders_show_the_translation_too(build: Build, source: Path) -> None:
    files = {'index.rst': PAGES['index.rst'], 'support-matrix.ini': INI}
    translate(source, extracted(build, files), GERMAN)
    for builder, file in [('text', 'index.txt'), ('latex', 'sample.tex'), ('xml', 'index.xml')]:
        built = build({}, builder, fresh=True, **LOCALE)
        assert built.warnings == []
        text = built.text(file)
        for word in ('Zweites', 'Aufbewahrtes', 'sonntags', 'geplant', 'vollständig'):
            assert word in text
        for word in ('Second thing', 'Only on', 'Things kept'):
            assert word not in text


def test_what_changed_is_shown_translated(build: Build, source: Path) -> None:
    files = {
        'index.rst': 'Page\n====\n\n.. support_matrix_changes:: old.ini new.ini\n',
        'old.ini': INI,
        'new.ini': INI.replace('driver.alpha = missing', 'driver.alpha = complete'),
    }
    catalogue = extracted(build, files)
    assert {message.id for message in catalogue if message.id} == {'Page', 'Alpha', 'Second thing'}
    assert {Path(message.locations[0][0]).name for message in catalogue if message.id} == {
        'index.rst',
        'new.ini',
    }
    translate(source, catalogue, GERMAN)
    built = _again(build, **LOCALE)
    assert built.warnings == []
    text = re.sub(r'\s+', ' ', built.soup().select('section#changes_gained')[0].text)
    assert 'Zuletzt *Alpha* Zweites: fehlt → vollständig' in text
    assert built.doctree()['translation_progress'] == {'total': 3, 'translated': 2}


def test_a_language_without_a_catalogue_is_no_problem(build: Build) -> None:
    files = {'index.rst': PAGES['index.rst'], 'support-matrix.ini': INI}
    built = build(files, language='he', **QUIET)
    assert built.warnings == []
    assert isinstance(built.soup(), BeautifulSoup)
    assert [head.text for head in built.soup().select('th[data-driver]')] == [
        'Alpha',
        'bare',
        'Beta',
    ]
