"""The two editions of the hypervisor matrix say what the tables they were made from say."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from sphinx_feature_matrix import load
from sphinx_feature_matrix.model import Dialect, Matrix

TESTS = Path(__file__).parent
DATA = TESTS / 'data'
FILES = {
    '2016': TESTS.parent / 'support-matrix.ini',
    '2015': TESTS.parent / 'doc' / 'source' / 'hypervisors' / 'support-matrix-2015.ini',
}
FEATURES = {'2016': 43, '2015': 40}


def table(name: str) -> list[dict[str, str]]:
    with (DATA / f'{name}.csv').open(encoding='utf-8', newline='') as file:
        return list(csv.DictReader(file))


@pytest.fixture(params=FILES)
def edition(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def matrix(edition: str) -> Matrix:
    matrix, problems = load(FILES[edition])
    assert problems == []
    return matrix


def test_dialects() -> None:
    dialects = {edition: load(path)[0].dialect for edition, path in FILES.items()}
    assert dialects == {'2016': Dialect.CURRENT, '2015': Dialect.TARGETS}


def test_drivers(matrix: Matrix) -> None:
    rows = [(row['key'], row['title']) for row in table('hypervisors-drivers')]
    assert [(driver.key, driver.title) for driver in matrix.drivers] == rows
    assert len(rows) == 12


def test_features(matrix: Matrix, edition: str) -> None:
    rows = table(f'hypervisors-{edition}')
    assert [
        (feature.key, feature.title, feature.status.text, ';'.join(feature.cli))
        for feature in matrix.features
    ] == [(row['key'], row['title'], row['status'], row['cli']) for row in rows]
    assert len(rows) == FEATURES[edition]


def test_implementations(matrix: Matrix, edition: str) -> None:
    keys = [driver.key for driver in matrix.drivers]
    rows = table(f'hypervisors-{edition}')
    for feature, row in zip(matrix.features, rows, strict=True):
        found = {key: feature.implementations[key].status for key in keys}
        assert found == {key: row[key] for key in keys}, feature.key
        assert all(feature.implementations[key].stated for key in keys), feature.key


def test_driver_notes(matrix: Matrix, edition: str) -> None:
    rows = table(f'hypervisors-{edition}-driver-notes')
    found = {
        (feature.key, key): ' '.join(implementation.notes.text.split())
        for feature in matrix.features
        for key, implementation in feature.implementations.items()
        if implementation.notes
    }
    assert found == {(row['key'], row['driver']): ' '.join(row['note'].split()) for row in rows}
    assert len(found) == len(rows) > 0


def test_every_feature_has_notes(matrix: Matrix) -> None:
    assert [feature.key for feature in matrix.features if not feature.notes] == []


def test_every_category_has_a_title(matrix: Matrix, edition: str) -> None:
    if edition == '2016':
        assert {feature.category for feature in matrix.features} == matrix.categories.keys()


def test_the_notes_of_the_matrix_tell_of_the_older_name(matrix: Matrix) -> None:
    assert matrix.title
    assert matrix.notes is not None
    assert 'Virtuozzo was formerly named Parallels' in ' '.join(matrix.notes.text.split())
