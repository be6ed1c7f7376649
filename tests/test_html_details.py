"""The details of features as HTML, where notes are shown as they are or parsed, and in books."""

from __future__ import annotations

import json
from html import unescape
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag
from conftest import MATRIX, Build
from docutils import nodes
from docutils.core import publish_doctree
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from sphinx_feature_matrix.plain import addresses_apart, is_ready
from sphinx_feature_matrix.view import HUGE

SHOW = 'Page\n====\n\n.. support_matrix:: support-matrix.ini\n'
INI = MATRIX.replace('[storage.two]\n', '[storage.two]\ncli = tool a;tool b <x>\nnotes = {own}\n')
INI = INI.replace('= unknown', '= unknown\ndriver-notes.alpha = {one}\ndriver-notes.beta = {two}')


def section(soup: BeautifulSoup) -> Tag:
    """Return the details of the second feature."""
    found = soup.select_one('section#storage_two')
    assert found is not None
    return found


def lines(element: Tag) -> list[str]:
    """Return the paragraphs and items that *element* holds, in words."""
    found = element.select('p, ul.feature-matrix-drivers > li')
    return [' '.join(each.get_text(' ').split()) for each in found]


READY = 'See https://a.org/?b&c, or <b>'
PARSED = '*See* https://a.org/?b&c, or <b>'


@pytest.mark.parametrize('own', ['', READY, PARSED])
@pytest.mark.parametrize('one', ['', READY, PARSED])
@pytest.mark.parametrize('two', ['', READY, PARSED])
def test_what_is_said_has_one_order_however_it_came_about(
    build: Build, own: str, one: str, two: str
) -> None:
    ini = INI.format(own=own, one=one, two=two)
    soup = build({'index.rst': SHOW, 'support-matrix.ini': ini}).soup()
    said = 'See https://a.org/?b&c , or <b>'
    expected = [
        'Status: mandatory · Key: storage.two',
        *([said] if own else []),
        'CLI commands:',
        'tool a',
        'tool b <x>',
        'Drivers:',
        *([f'✖ Alpha: missing {said}', said] if one else ['✖ Alpha: missing']),
        *([f'? Beta: unknown {said}', said] if two else ['? Beta: unknown']),
    ]
    assert lines(section(soup)) == expected
    links = [str(link['href']) for link in section(soup).select('p a.external')]
    assert links == ['https://a.org/?b&c'] * len([note for note in (own, one, two) if note])
    assert not soup.select('b')


def test_notes_are_found_by_the_search_though_they_are_no_nodes(build: Build) -> None:
    ini = INI.format(own='Zanzibar.', one='Valparaiso.', two='*Timbuktu.*')
    built = build({'index.rst': SHOW, 'support-matrix.ini': ini})
    found = built.text('searchindex.js')
    for word in ('zanzibar', 'valparaiso', 'timbuktu'):
        assert f'"{word}"' in found
    assert 'Valparaiso.' not in built.doctree().astext()
    assert built.text('index.html').count('Valparaiso') == 1


@pytest.mark.parametrize(
    ('note', 'shown'),
    [
        (
            'Don\'t say "no"',
            'Don\N{RIGHT SINGLE QUOTATION MARK}t say \N{LEFT DOUBLE QUOTATION MARK}no”',
        ),
        ('One -- two --- three', 'One \N{EN DASH} two — three'),
        ('And so on...', 'And so on…'),
        ('Wait . . . for it', 'Wait … for it'),
    ],
)
def test_quotes_and_dashes_are_typeset_as_in_any_text(build: Build, note: str, shown: str) -> None:
    ini = INI.format(own=note, one=note, two='')
    text = section(build({'index.rst': SHOW, 'support-matrix.ini': ini}).soup()).text
    assert text.count(shown) == 2
    assert note not in text


HUGE_INI = ''.join(f'[driver.d{number}]\ntitle = D{number}\n' for number in range(30)) + ''.join(
    f'[a.f{number}]\ntitle = F{number}\n' for number in range(HUGE // 30 + 1)
)
NOTED = 'driver.d3 = partial\ndriver-notes.d3 = Words.\n'


@pytest.mark.parametrize('symbols', [{}, {'complete': '+'}])
def test_in_very_large_details_a_style_sheet_draws_the_usual_symbols(
    build: Build, symbols: dict[str, str]
) -> None:
    files = {'index.rst': f'{SHOW}   :parts: details\n', 'support-matrix.ini': HUGE_INI + NOTED}
    suppressed = ['feature_matrix.implementation-missing']
    built = build(files, suppress_warnings=suppressed, feature_matrix_symbols=symbols)
    assert built.warnings == []
    listing = built.soup().select('ul.feature-matrix-drivers')[-1]
    assert ('fm-words' in listing['class']) == (not symbols)
    item = listing.select('li')[3 + 20]  # by their titles, D3 is behind D29
    assert (item['class'], item['id']) == (['fm-partial'], f'a_f{HUGE // 30}_driver_d3')
    mark = '◐ ' if symbols else ''
    assert item.text == f'{mark}D3: partialWords.'


def test_books_have_the_symbols_themselves(build: Build) -> None:
    files = {'index.rst': f'{SHOW}   :parts: details\n', 'support-matrix.ini': HUGE_INI + NOTED}
    suppressed = ['feature_matrix.implementation-missing']
    soup = build(files, 'epub', suppress_warnings=suppressed).soup('index.xhtml')
    listing = soup.select('ul.feature-matrix-drivers')[-1]
    assert 'fm-words' not in listing['class']
    assert '◐ D3: partialWords.' in [item.text for item in listing.select('li')]


def test_a_target_at_the_end_of_a_note_is_where_it_stands(build: Build) -> None:
    end = '\n\n   .. _end-{0}:\n'
    ini = INI.format(own='See end-own_.' + end.format('own'), one='*x*', two='*y*')
    ini = ini.replace('driver-notes.alpha = *x*', 'driver-notes.alpha = *x*' + end.format('one'))
    soup = section(build({'index.rst': SHOW, 'support-matrix.ini': ini}).soup())
    (own,), (one,) = soup.select('#note-end-own'), soup.select('#note-end-one')
    following = own.find_next('p')
    assert following is not None
    assert following.text == 'CLI commands:'
    assert one.parent is not None
    assert one.parent['id'] == 'storage_two_driver_alpha'


def test_each_view_of_a_page_has_its_own_drivers(build: Build) -> None:
    views = ''.join(
        f'{SHOW[11:]}   :name: {name}\n   :parts: details\n   :drivers: {name}\n\n'
        for name in ('alpha', 'beta')
    )
    soup = build({'index.rst': f'Page\n====\n\n{views}'}).soup()
    lists = [item.text for item in soup.select('.feature-matrix-drivers > li')]
    assert lists == [
        '✔ Alpha: complete',
        '✖ Alpha: missing',
        '◐ Beta: partialOnly on Sundays.',
        '? Beta: unknown',
    ]


def test_the_spaces_of_a_key_are_all_shown(build: Build) -> None:
    ini = MATRIX.replace('[storage.two]', '[storage.two   words]')
    soup = build({'index.rst': SHOW, 'support-matrix.ini': ini}).soup()
    (key,) = soup.select('#storage_two___words > p:first-of-type code')
    assert key.text == 'storage.two\N{NO-BREAK SPACE}\N{NO-BREAK SPACE} words'


@pytest.mark.parametrize('word', ['See', '*See*'])
def test_a_link_in_a_note_is_checked_at_its_line(build: Build, word: str) -> None:
    address = 'https://localhost/x'
    ini = INI.format(own='', one='', two=f'{word} {address}')
    files = {'index.rst': SHOW, 'support-matrix.ini': ini}
    # Sphinx 7.4 warns unless it is told how to report what takes too long.
    conf: dict[str, Any] = {
        'linkcheck_ignore': ['.*'],
        'linkcheck_report_timeouts_as_broken': False,
    }
    found = build(files, 'linkcheck', **conf).text('output.json')
    (line,) = [json.loads(line) for line in found.splitlines()]
    assert line['lineno'] == next(
        number for number, text in enumerate(ini.split('\n'), 1) if address in text
    )


PIECES = ['a', 'b.', 'https://a.org', 'http://b.org/x?y&z', 'http://c.org/#d.', '<i>', '&', '(c)']
TEXTS = st.lists(st.sampled_from(PIECES), min_size=1, max_size=6)


@given(TEXTS, st.sampled_from([' ', '\n']))
@settings(max_examples=300, deadline=None, derandomize=True)
def test_what_is_ready_is_what_docutils_makes_of_it(words: list[str], between: str) -> None:
    text = between.join(words)
    assume(is_ready(text))
    (paragraph,) = publish_doctree(text).findall(nodes.paragraph)
    pieces = addresses_apart(text)
    assert ''.join(pieces) == text
    assert [each.astext() for each in paragraph] == [piece for piece in pieces if piece]
    references = [each['refuri'] for each in paragraph.findall(nodes.reference)]
    assert references == [unescape(each) for each in pieces[1::2]]
