"""Sentences with places, and that each language may put what is in these where it wants it."""

from __future__ import annotations

from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from conftest import Build

from sphinx_feature_matrix import messages
from sphinx_feature_matrix.wording import comma, filled, joined, name_and_value, semicolon

INI = """\
[driver.alpha]
title = Alpha

[driver.beta]
title = Beta

[a.one]
title = One
status = mandatory
driver.alpha = missing
driver.beta = complete

[a.two]
title = Two
status = choice(pair)
driver.alpha = missing
driver.beta = partial

[a.three]
title = Three
status = condition(a.one==missing)
driver.alpha = missing
driver.beta = completed
"""
INDEX = """\
Page
====

.. support_matrix::
   :parts: summary requirements details
   :orientation: features
"""
TURNED = {
    # What is in angle brackets would be lost as a tag if a translation were taken for HTML.
    '%(name)s: %(value)s': '%(value)s <of> %(name)s',
    ', ': ' + ',
    '; ': ' | ',
    'not a status': 'no <status>',
    'Legend: %(statuses)s.': '[ %(statuses)s ] explained',
    'choice, at least one of the group %(group)s': 'of %(group)s at least one',
    'condition, mandatory if %(condition)s': 'if %(condition)s mandatory',
    'choice %(group)s': 'a %(group)s choice',
    '%(feature)s; condition: %(features)s': '%(features)s, hence %(feature)s',
    '%(number)d %(status)s': '%(status)s is %(number)d',
}
"""The sentences, with what is at their places turned round."""


@pytest.fixture
def turned(build: Build, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Build:
    """Return what builds a project in a language that turns sentences round."""
    catalogue = Catalog(locale='de')
    for message, translation in TURNED.items():
        catalogue.add(message, translation)
    path = tmp_path / 'words' / 'de' / 'LC_MESSAGES' / f'{messages.CATALOGUE}.mo'
    path.parent.mkdir(parents=True)
    with path.open('wb') as file:
        write_mo(file, catalogue)
    monkeypatch.setattr(messages, 'FOLDER', tmp_path / 'words')
    return build


def words(text: str) -> str:
    """Return *text* with single spaces."""
    return ' '.join(text.split())


def test_parts_stand_at_their_places() -> None:
    parts = {'number': [1], 'list': [2, 3]}
    assert filled('a %(number)s b %(list)s c', len, **parts) == [2, 1, 3, 2, 3, 2]
    assert filled('%(list)s%(number)s', len, **parts) == [2, 3, 1]


def test_a_sentence_without_places_is_one_piece() -> None:
    assert filled('100 % of %s', str) == ['100 % of %s']


def test_items_are_separated_however_many_pieces_each_has() -> None:
    assert joined('+', str, [['a', 'b'], [], ['c']]) == ['a', 'b', '+', '+', 'c']
    assert joined('+', str, []) == []


def test_sentences_and_separators_are_translated() -> None:
    for sentence in (name_and_value, comma, semicolon):
        assert sentence(str.upper) == sentence(str).upper()
        assert sentence(lambda _: 'other') == 'other'


def test_html_follows_a_translation(turned: Build) -> None:
    built = turned({'index.rst': INDEX, 'support-matrix.ini': INI}, language='de')
    assert len(built.warnings) == 1
    soup = built.soup()

    def shown(selector: str) -> list[str]:
        return [words(tag.get_text()) for tag in soup.select(selector)]

    assert shown('ul.feature-matrix-drivers > li') == [
        '✖ missing <of> Alpha',
        '✔ complete <of> Beta',
        '✖ missing <of> Alpha',
        '◐ partial <of> Beta',
        '✖ missing <of> Alpha',
        '! not a status: completed <of> Beta',
    ]
    legend = shown('ul.feature-matrix-legend li')
    assert '✖ does not work <of> missing' in legend
    assert '! no <status>' in legend
    assert [shown(f'#{key} > p')[0] for key in ('a_one', 'a_two', 'a_three')] == [
        'mandatory <of> Status · a.one <of> Key',
        'of pair at least one <of> Status · a.two <of> Key',
        'if a.one==missing mandatory <of> Status · a.three <of> Key',
    ]


def test_requirements_follow_a_translation(turned: Build) -> None:
    soup = turned({'index.rst': INDEX, 'support-matrix.ini': INI}, language='de').soup()
    listing = soup.select('dl.feature-matrix-requirements')[0]
    assert words(listing.select('dt')[0].get_text()) == 'unmet <of> Alpha'
    alpha = listing.select('dd')[0]
    figures = 'complete is 0 + partial is 0 + missing is 3 + unknown is 0'
    assert words(alpha.select('p')[1].get_text()) == figures
    assert [words(item.get_text()) for item in alpha.select('li')] == [
        'One (missing) <of> mandatory <of> unmet',
        'Two (missing) <of> a pair choice <of> unmet',
        'One (missing), hence Three (missing) <of> condition <of> unmet',
    ]
    assert [link['href'] for link in alpha.select('li')[2].select('a')] == ['#a_one', '#a_three']


def test_text_follows_a_translation(turned: Build) -> None:
    built = turned({'index.rst': INDEX, 'support-matrix.ini': INI}, 'text', language='de')
    text = words(built.text('index.txt'))
    assert '[ works <of> complete | works, with caveats <of> partial | does not' in text
    assert '| no <status> ] explained' in text
    assert 'if "a.one==missing" mandatory <of> Status · "a.three" <of> Key' in text
    assert '* missing <of> Alpha' in text
    assert '* not a status: completed <of> Beta' in text


def test_latex_follows_a_translation(turned: Build) -> None:
    built = turned({'index.rst': INDEX, 'support-matrix.ini': INI}, 'latex', language='de')
    tex = built.text('sample.tex').replace(r'\textless{}', '<').replace(r'\textgreater{}', '>')
    text = words(tex)
    assert r'{[} \ding{52} works <of> complete | ' in text
    assert ' | ! no <status> {]} explained' in text
    assert 'missing <of> Alpha' in text
