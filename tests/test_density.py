"""What a matrix costs, in counts that do not depend on the machine: the guard of its speed.

A page is as slow as the nodes it has, since Sphinx goes through all of them dozens of times.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import MATRIX, Build, Built
from docutils import nodes
from docutils.parsers.rst import states

from sphinx_feature_matrix import reading
from sphinx_feature_matrix.ini import load
from sphinx_feature_matrix.model import Matrix
from sphinx_feature_matrix.nodes import feature_details, matrix_table, requirement_list
from sphinx_feature_matrix.problems import Problem

SHOW = 'Page\n====\n\n.. support_matrix:: m.ini\n'
STATUSES = ['complete'] * 6 + ['missing'] * 3 + ['partial', 'unknown']


def made(features: int, drivers: int, notes: str = '', own: str = 'See https://a.org/%d.') -> str:
    """Return a file in which every eleventh implementation is partial, with a note."""
    return '\n'.join(_lines(features, drivers, notes or 'Only with firmware %d or later', own))


def _lines(features: int, drivers: int, notes: str, own: str) -> Iterator[str]:
    for driver in range(drivers):
        yield f'[driver.d{driver}]\ntitle = Driver {driver}\n'
    for feature in range(features):
        yield f'[operation.f{feature}]\ntitle = Feature number {feature}'
        yield f'notes = {own % feature}\ncli = tool do-{feature} <x>;tool undo-{feature} <x>'
        for driver in range(drivers):
            status = STATUSES[(feature * 7 + driver) % len(STATUSES)]
            yield f'driver.d{driver} = {status}'
            if status == 'partial':
                yield f'driver-notes.d{driver} = {notes % driver}'
        yield ''


def shown(build: Build, ini: str, *, show: str = SHOW, builder: str = 'html') -> Built:
    """Build a page that shows *ini*."""
    built = build({'index.rst': show, 'm.ini': ini}, builder, fresh=True)
    assert built.warnings == []
    return built


def more(build: Build, count: Callable[[Built], int], *inis: str, show: str = SHOW) -> int:
    """Return by how much *count* grows from the page of the first file to that of the second."""
    first, second = (count(shown(build, ini, show=show)) for ini in inis)
    return second - first


def number_of_nodes(built: Built) -> int:
    return sum(1 for _node in built.doctree().findall())


def size_of_doctree(built: Built) -> int:
    return Path(built.app.doctreedir, 'index.doctree').stat().st_size


def size_of_page(built: Built) -> int:
    return (built.outdir / 'index.html').stat().st_size


def test_a_feature_is_four_nodes_however_many_drivers_and_notes_it_has(build: Build) -> None:
    # A section, its title with a text, and what stands below.
    assert more(build, number_of_nodes, made(10, 5), made(30, 5)) == 20 * 4
    assert more(build, number_of_nodes, made(10, 5), made(10, 50)) == 0


def test_a_note_with_markup_is_as_many_nodes_as_it_needs(build: Build) -> None:
    # One for the note, and for the emphasis, the words around it and those in it, one each.
    few, many = made(11, 5, notes='*Only* with %d'), made(22, 5, notes='*Only* with %d')
    assert more(build, number_of_nodes, few, many) == 11 * 4 + 5 * 4


def test_a_summary_is_one_node(build: Build) -> None:
    show = f'{SHOW}   :parts: summary\n'
    assert more(build, number_of_nodes, made(5, 5), made(40, 50), show=show) == 0
    built = shown(build, made(40, 50), show=show)
    assert len(list(built.doctree().findall(matrix_table))) == 1


def test_requirements_are_one_node(build: Build) -> None:
    show = f'{SHOW}   :parts: requirements\n'
    assert more(build, number_of_nodes, made(5, 5), made(40, 50), show=show) == 0
    built = shown(build, made(40, 50), show=show)
    assert len(list(built.doctree().findall(requirement_list))) == 1


def test_a_cell_is_three_bytes_of_the_doctree(build: Build) -> None:
    def growth(features: int) -> int:
        inis = [made(features, drivers).replace('partial', 'missing') for drivers in (100, 300)]
        inis = [re.sub('driver-notes.*', '', ini) for ini in inis]
        return more(build, size_of_doctree, *inis)

    # In the summary its status and whether it has a note, and in the details its status once more;
    # what its driver takes, it takes with any number of features.
    assert growth(60) - growth(20) <= 40 * 200 * 3.1


def test_a_feature_is_few_bytes_of_the_doctree(build: Build) -> None:
    assert more(build, size_of_doctree, made(20, 5), made(120, 5)) <= 100 * 900


def test_a_cell_of_a_very_large_matrix_is_few_bytes_of_the_page(build: Build) -> None:
    features, drivers = 510, 100
    size = size_of_page(shown(build, made(features, drivers)))
    assert size <= 140 * features * drivers


@pytest.fixture
def parses(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is parsed as a note while a test runs."""
    parsed: list[str] = []
    run = states.NestedStateMachine.run

    def counting(self: states.NestedStateMachine, lines: Any, *args: Any, **named: Any) -> Any:
        if 'INI' in str(lines):
            parsed.append(str(lines))
        return run(self, lines, *args, **named)

    monkeypatch.setattr(states.NestedStateMachine, 'run', counting)
    return parsed


def test_notes_without_markup_are_not_parsed(build: Build, parses: list[str]) -> None:
    shown(build, made(11, 5, notes='As of INI %d.', own='INI https://example.org/%d.'))
    assert parses == []


def test_a_note_with_markup_is_parsed_once(build: Build, parses: list[str]) -> None:
    shown(build, made(11, 5, notes='*Only* as of INI %d', own='INI **%d**'))
    assert len(parses) == 11 + 5


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files that are read while a test runs."""
    files: list[str] = []

    def counting(path: str, **named: Any) -> tuple[Matrix, list[Problem]]:
        files.append(path)
        return load(path, **named)

    monkeypatch.setattr(reading, 'load', counting)
    return files


PAGES = {
    'index.rst': 'Page\n====\n\n.. toctree::\n   :glob:\n\n   *\n',
    'one.rst': 'One\n===\n\n.. support_matrix:: m.ini\n   :name: one\n',
    'two.rst': 'Two\n===\n\n.. support_matrix:: m.ini\n   :name: two\n',
    'other.rst': 'Other\n=====\n\nWords.\n',
    'm.ini': MATRIX,
}


def test_a_file_is_read_once_however_many_pages_show_it(build: Build, reads: list[str]) -> None:
    build(PAGES)
    assert len(reads) == 1


def test_where_no_matrix_changes_no_file_is_read(build: Build, reads: list[str]) -> None:
    first = (build(PAGES).outdir / 'objects.inv').read_bytes()
    reads.clear()
    built = build({'other.rst': 'Other\n=====\n\nOther words.\n'})
    assert (built.read, reads) == ({'other'}, [])
    assert (built.outdir / 'objects.inv').read_bytes() == first


def test_the_inventory_follows_a_matrix_that_changes(build: Build) -> None:
    first = (build(PAGES).outdir / 'objects.inv').read_bytes()
    built = build({'m.ini': MATRIX.replace('First operation', 'Another operation')})
    assert built.read == {'one', 'two'}
    assert (built.outdir / 'objects.inv').read_bytes() != first


def test_details_are_one_node_whatever_the_feature_has(build: Build) -> None:
    built = shown(build, made(2, 5))
    details = list(built.doctree().findall(feature_details))
    assert [len(each) for each in details] == [0, 0]
    assert [type(each.parent) for each in details] == [nodes.section] * 2
