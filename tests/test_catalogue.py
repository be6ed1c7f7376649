"""The translations of a document's messages."""

from __future__ import annotations

from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from conftest import MATRIX

from sphinx_feature_matrix.catalogue import Catalogue, translated
from sphinx_feature_matrix.ini import loads


def compiled(path: Path, messages: dict[str, str]) -> str:
    catalog = Catalog()
    for message, translation in messages.items():
        catalog.add(message, translation)
    with path.open('wb') as stream:
        write_mo(stream, catalog)
    return str(path)


@pytest.fixture
def catalogue(tmp_path: Path) -> Catalogue:
    first = compiled(tmp_path / 'a.mo', {'Alpha': 'Alef', 'Same': 'Same'})
    second = compiled(tmp_path / 'b.mo', {'Alpha': 'Other', 'Beta': 'Bet'})
    return Catalogue([first, second])


def test_the_first_catalogue_that_has_a_message_translates_it(catalogue: Catalogue) -> None:
    assert (catalogue('Alpha'), catalogue('Beta'), catalogue('Gamma')) == ('Alef', 'Bet', 'Gamma')


def test_a_translation_may_be_the_same_as_the_message(catalogue: Catalogue) -> None:
    assert (catalogue.find('Same'), catalogue.find('Gamma')) == ('Same', '')


def test_the_header_is_no_translation_of_nothing(catalogue: Catalogue) -> None:
    assert catalogue('') == ''


def test_without_files_there_is_no_catalogue(tmp_path: Path) -> None:
    for files in ([], [str(tmp_path / 'absent.mo')]):
        assert not Catalogue(files)
        assert Catalogue(files)('Alpha') == 'Alpha'


@pytest.mark.parametrize('content', [b'', b'no catalogue', b'\xde\x12\x04\x95\0\0'])
def test_a_broken_catalogue_is_none(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / 'broken.mo'
    path.write_bytes(content)
    assert not Catalogue([str(path)])


def test_titles_are_translated_and_keys_in_their_place_are_not(tmp_path: Path) -> None:
    ini = MATRIX.replace('title = Beta\n', '').replace('title = First operation\n', '')
    matrix, _problems = loads(ini, 'm.ini')
    messages = {'Alpha': 'Alef', 'beta': 'Bet', 'operation.one': 'X', 'Second thing': 'Zwei'}
    found = translated(matrix, Catalogue([compiled(tmp_path / 'a.mo', messages)]))
    assert [driver.title for driver in found.drivers] == ['Alef', 'beta']
    assert [feature.title for feature in found.features] == ['operation.one', 'Zwei']
    # The built-in statuses are words of the extension, which has a catalogue of its own.
    assert found.statuses == matrix.statuses
    assert translated(matrix, Catalogue()) is matrix
