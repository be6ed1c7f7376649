"""What the project knows of its matrices, across documents, processes and builds."""

from __future__ import annotations

from pathlib import Path

from conftest import MATRIX, Build

TWO_FILES = {
    'index.rst': 'Page\n====\n\n.. toctree::\n\n   other\n\n.. support_matrix:: a/m.ini\n',
    'other.rst': 'Other\n=====\n\n.. support_matrix:: b/m.ini\n',
    'a/m.ini': MATRIX,
    'b/m.ini': MATRIX,
}


def test_two_files_of_one_name_are_a_warning_that_names_both_places(
    build: Build, source: Path
) -> None:
    for parallel in (1, 4):
        (warning,) = build(TWO_FILES, fresh=True, parallel=parallel).warnings
        assert f'{source / "other.rst"}:4:1: WARNING: a matrix of another file' in warning
        assert f'named "m", at {source / "index.rst"}:8; give' in warning
        assert '[feature_matrix.duplicate-name]' in warning


def test_another_name_settles_it_and_so_does_its_going_away(build: Build) -> None:
    assert len(build(TWO_FILES).warnings) == 1
    named = TWO_FILES['other.rst'] + '   :name: mine\n'
    assert build({**TWO_FILES, 'other.rst': named}, fresh=True).warnings == []
    assert len(build(TWO_FILES, fresh=True).warnings) == 1
    assert build({'other.rst': 'Other\n=====\n'}).warnings == []


def test_one_file_may_be_shown_several_times_under_one_name(build: Build) -> None:
    files = {**TWO_FILES, 'other.rst': 'Other\n=====\n\n.. support_matrix:: a/m.ini\n'}
    assert build(files).warnings == []


def test_two_directives_may_share_the_details_of_a_page(build: Build) -> None:
    directive = '.. support_matrix:: support-matrix.ini\n'
    index = (
        f'Page\n====\n\n{directive}   :parts: summary\n\nOperations\n----------\n\n'
        f'{directive}   :parts: details\n   :features: operation.*\n\nStorage\n-------\n\n'
        f'{directive}   :parts: details\n   :features: storage.*\n'
    )
    built = build({'index.rst': index})
    assert built.warnings == []
    links = [str(link['href']) for link in built.soup().select('tr[data-feature] th a')]
    assert links == ['#operation_one', '#storage_two']


def test_a_name_on_several_pages_leads_to_the_one_with_details(build: Build) -> None:
    directive = '.. support_matrix:: support-matrix.ini\n   :name: The Drivers\n'
    refs = ':ref:`the  drivers` and :ref:`those <The Drivers>`'
    files = {
        'index.rst': f'Page\n====\n\n.. toctree::\n\n   a\n   b\n\n{refs}\n',
        'a.rst': f'A\n=\n\n{directive}   :parts: summary\n',
        'b.rst': f'B\n=\n\n{directive}   :parts: details\n',
        'support-matrix.ini': '[matrix]\ntitle = What they do\n' + MATRIX,
    }
    for parallel in (1, 4):
        built = build(files, fresh=True, parallel=parallel)
        assert built.warnings == []
        links = built.soup().select('a[href="b.html#the-drivers"]')
        assert [link.text for link in links] == ['What they do', 'those']


def test_an_unknown_name_is_sphinxs_own_warning(build: Build) -> None:
    (warning,) = build({'index.rst': 'Page\n====\n\n:ref:`no-such-name`\n'}).warnings
    assert 'undefined label' in warning


def test_the_problems_of_a_note_are_reported_once_a_build(build: Build) -> None:
    ini = MATRIX.replace('Only on Sundays.', 'Only *on Sundays.')
    directive = '.. support_matrix:: support-matrix.ini\n'
    files = {'index.rst': f'Page\n====\n\n{directive}\n{directive}', 'support-matrix.ini': ini}
    assert len(build(files).warnings) == 1
    assert len(build(fresh=True).warnings) == 1


def test_a_summary_follows_details_that_move_to_another_page(build: Build) -> None:
    """Only the page that had or gets the details is edited; the summary's is written again."""
    directive = '.. support_matrix:: support-matrix.ini\n   :parts: {}\n'
    index = f'Page\n====\n\n.. toctree::\n\n   a\n   b\n\n{directive.format("summary")}'
    with_details = directive.format('details')

    def link() -> str:
        cell = build().soup().select_one('tr[data-feature="operation.one"] td.fm-complete > *')
        assert cell is not None
        return str(cell.get('href', ''))

    build({'index.rst': index, 'a.rst': f'A\n=\n\n{with_details}', 'b.rst': 'B\n=\n'})
    assert link() == 'a.html#operation_one_driver_alpha'
    build({'a.rst': 'A\n=\n\nNothing.\n', 'b.rst': f'B\n=\n\n{with_details}'})
    assert link() == 'b.html#operation_one_driver_alpha'
    build({'b.rst': 'B\n=\n\nNothing either.\n'})
    assert link() == ''
