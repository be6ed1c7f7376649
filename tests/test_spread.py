"""One matrix in several files: what is read, on which page it is, and what conflicts."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest
from conftest import CONF, Build

from sphinx_feature_matrix import load
from sphinx_feature_matrix.cli import main
from sphinx_feature_matrix.model import Matrix
from sphinx_feature_matrix.problems import Problem

COMMON = """\
[matrix]
title = Stores

[driver.disk]
title = Disk

[operation.store]
title = Store
status = mandatory
driver.disk = complete

[operation.fetch]
title = Fetch
driver.disk = partial
driver-notes.disk = Small things.
"""

TAPE = """\
[driver.tape]
title = Tape

[operation.fetch]
driver.tape = missing
driver-notes.tape = *Wind* first.

[operation.store]
driver.tape = complete
"""

CLOUD = """\
[driver.cloud]
title = Cloud

[operation.store]
driver.cloud = unknown

[operation.fetch]
driver.cloud = complete
"""

FILES = {'common.ini': COMMON, 'drivers/b-tape.ini': TAPE, 'drivers/a-cloud.ini': CLOUD}

ARGUMENT = 'common.ini drivers/*.ini'

PAGE = f'Page\n====\n\n.. support_matrix:: {ARGUMENT}\n   :orientation: features\n'


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the files, which is the current one."""
    for name, text in FILES.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding='utf-8')
    monkeypatch.chdir(tmp_path)
    return tmp_path


def read(folder: Path, **texts: str) -> tuple[Matrix, list[Problem]]:
    """Return the matrix in *texts*, each a file of that name."""
    paths = [folder / f'{name}.ini' for name in texts]
    for path, text in zip(paths, texts.values(), strict=True):
        path.write_text(text, encoding='utf-8')
    return load(*paths)


def places(problems: list[Problem]) -> list[str]:
    return [
        f'{Path(each.location.file).name}:{each.location.line}:{each.location.column} {each.name}'
        for each in problems
    ]


def cells(matrix: Matrix) -> dict[str, dict[str, str]]:
    return {
        feature.key: {key: cell.status for key, cell in feature.implementations.items()}
        for feature in matrix.features
    }


# -- Reading ---------------------------------------------------------------------------------


def test_files_add_to_what_others_declare(tmp_path: Path) -> None:
    matrix, problems = read(tmp_path, common=COMMON, tape=TAPE, cloud=CLOUD)
    assert problems == []
    assert [driver.key for driver in matrix.drivers] == ['disk', 'tape', 'cloud']
    assert cells(matrix) == {
        'operation.store': {'disk': 'complete', 'tape': 'complete', 'cloud': 'unknown'},
        'operation.fetch': {'disk': 'partial', 'tape': 'missing', 'cloud': 'complete'},
    }
    assert [Path(file).name for file in matrix.files] == ['common.ini', 'tape.ini', 'cloud.ini']


def test_everything_knows_its_file_and_its_line_there(tmp_path: Path) -> None:
    matrix, _ = read(tmp_path, common=COMMON, tape=TAPE)
    fetch = matrix.features[1]
    assert fetch.location == (str(tmp_path / 'common.ini'), 12, 1)
    tape = fetch.implementations['tape']
    assert tape.location == (str(tmp_path / 'tape.ini'), 5, 15)
    assert tape.notes
    assert tape.notes.location == (str(tmp_path / 'tape.ini'), 6, 21)
    assert matrix.drivers[1].location == (str(tmp_path / 'tape.ini'), 1, 1)
    assert matrix.drivers[1].title_line == 2


def test_a_note_of_several_lines_ends_with_its_file(tmp_path: Path) -> None:
    first = COMMON + 'notes = One\n  two.'
    matrix, problems = read(tmp_path, common=first, tape='  \n# Own.\n' + TAPE)
    assert problems == []
    note = matrix.features[1].notes
    assert note
    assert (note.text, note.lines) == ('One\ntwo.', (16, 17))


def test_a_feature_stands_where_it_has_its_title_whichever_file_comes_first(
    tmp_path: Path,
) -> None:
    matrix, problems = read(tmp_path, tape=TAPE, common=COMMON)
    assert problems == []
    assert [feature.key for feature in matrix.features] == ['operation.store', 'operation.fetch']
    assert matrix.features[0].location == (str(tmp_path / 'common.ini'), 7, 1)
    assert [driver.key for driver in matrix.drivers] == ['tape', 'disk']


def test_what_two_files_say_alike_is_no_conflict(tmp_path: Path) -> None:
    tape = TAPE.replace('[operation.store]', '[operation.store]\ntitle = Store')
    assert read(tmp_path, common=COMMON, tape=tape)[1] == []


@pytest.mark.parametrize(
    ('old', 'new', 'place', 'first'),
    [
        ('[operation.store]', '[operation.store]\ntitle = Keep', '9:1', 8),
        ('[operation.store]', '[operation.store]\nstatus = optional', '9:1', 9),
        ('driver.tape = complete', 'driver.disk = missing', '9:1', 10),
        ('[driver.tape]\ntitle = Tape', '[driver.disk]\ntitle = Disc', '2:1', 5),
        ('[driver.tape]', '[matrix]\ntitle = Shops\n[driver.tape]', '2:1', 2),
    ],
)
def test_a_conflict_names_both_places_and_the_first_holds(
    old: str, new: str, place: str, first: int, tmp_path: Path
) -> None:
    before, _ = read(tmp_path, common=COMMON)
    matrix, problems = read(tmp_path, common=COMMON, tape=TAPE.replace(old, new, 1))
    (conflict,) = [each for each in problems if each.name == 'conflict']
    assert places([conflict]) == [f'tape.ini:{place} conflict']
    assert f' at {tmp_path / "common.ini"}:{first}; delete one of the two' in conflict.message
    assert matrix.title == 'Stores'
    assert matrix.drivers[0] == before.drivers[0]
    for one, other in zip(matrix.features, before.features, strict=True):
        assert (one.title, one.status) == (other.title, other.status)
        assert one.implementations['disk'] == other.implementations['disk']


def test_drivers_that_differ_by_case_only_are_a_problem_in_two_files_too(tmp_path: Path) -> None:
    _, problems = read(tmp_path, common=COMMON, more='[driver.Disk]\ntitle = Disk\n')
    (problem,) = problems
    assert places(problems) == ['more.ini:1:1 duplicate-section']
    assert f'already at {tmp_path / "common.ini"}:4, since case does not' in problem.message


def test_defaults_are_those_of_their_file_and_say_less_than_a_section(tmp_path: Path) -> None:
    defaults = '[DEFAULT]\nstatus = optional\ndriver.tape = complete\nx = 1\n'
    tape = defaults + TAPE.replace('driver.tape = complete\n', '').replace('missing', 'partial')
    matrix, problems = read(tmp_path, common=COMMON, tape=tape)
    assert places(problems) == ['tape.ini:4:1 unknown-option']
    store, fetch = matrix.features
    assert store.status.text == 'mandatory'
    assert fetch.status.location == (str(tmp_path / 'tape.ini'), 2, 10)
    assert store.implementations['tape'].location == (str(tmp_path / 'tape.ini'), 3, 15)
    assert fetch.implementations['tape'].status == 'partial'


def test_two_defaults_that_differ_are_one_conflict(tmp_path: Path) -> None:
    one, other = (
        f'[DEFAULT]\nstatus = {status}\n' + text
        for status, text in (('optional', COMMON.replace('status = m', '# ')), ('mature', TAPE))
    )
    matrix, problems = read(tmp_path, common=one, tape=other)
    assert places(problems) == ['tape.ini:2:1 conflict']
    assert {feature.status.text for feature in matrix.features} == {'optional'}


def test_a_feature_that_no_file_declares_is_guessed(tmp_path: Path) -> None:
    tape = TAPE.replace('operation.store', 'operation.stor')
    matrix, problems = read(tmp_path, common=COMMON, tape=tape)
    assert places(problems) == [
        'common.ini:7:1 implementation-missing',
        'tape.ini:8:1 feature-title',
    ]
    assert problems[1].message == (
        'feature [operation.stor] has no title; none of the files declares it; did you mean '
        '[operation.store]?'
    )
    assert problems[0].message.endswith(f'"driver.tape = unknown" in {tmp_path / "tape.ini"}')
    assert len(matrix.features) == 3


def test_a_part_by_itself_is_said_to_be_one(tmp_path: Path) -> None:
    matrix, problems = read(tmp_path, tape=TAPE)
    (problem,) = problems
    assert places(problems) == ['tape.ini:4:1 feature-title']
    assert 'name all its files together, as in "common.ini drivers/*.ini"' in problem.message
    assert len(matrix.features) == 2


def test_dialects_are_not_mixed(tmp_path: Path) -> None:
    older = '[target.tape]\ntitle = Tape\n[operation.store]\ntape = complete\n'
    _, problems = read(tmp_path, common=COMMON, tape=older)
    (problem, *_) = problems
    assert places([problem]) == ['tape.ini:1:1 dialect']
    assert f'since [driver.disk] at {tmp_path / "common.ini"}:4 is in another' in problem.message


def test_an_older_dialect_can_be_spread_too(tmp_path: Path) -> None:
    matrix, problems = read(
        tmp_path,
        common='[operation.store]\ntitle = Store\n',
        tape='[target.tape]\ntitle = Tape\n[operation.store]\ntape = complete:v2\n',
        disk='[target.disk]\ntitle = Disk\n[operation.store]\ndisk = missing\n',
    )
    assert problems == []
    assert cells(matrix) == {'operation.store': {'tape': 'complete', 'disk': 'missing'}}


def test_a_file_that_cannot_be_read_takes_nothing_else_down(tmp_path: Path) -> None:
    (tmp_path / 'common.ini').write_text(COMMON, encoding='utf-8')
    (tmp_path / 'nul.ini').write_bytes(b'[driver.x]\0')
    matrix, problems = load(tmp_path / 'none.ini', tmp_path / 'nul.ini', tmp_path / 'common.ini')
    assert places(problems) == ['none.ini:1:1 file', 'nul.ini:1:11 not-text']
    assert [driver.key for driver in matrix.drivers] == ['disk']


# -- On a page -------------------------------------------------------------------------------


def test_the_page_shows_it_in_the_order_of_the_names(build: Build, source: Path) -> None:
    built = build({'index.rst': PAGE.rstrip() + '\n   :driver-order: file\n', **FILES})
    assert built.warnings == []
    soup = built.soup()
    heads = [tag['data-driver'] for tag in soup.select('thead th[data-driver]')]
    assert heads == ['disk', 'cloud', 'tape']
    assert soup.select_one('#operation_fetch_driver_tape em')
    dependencies = {source / name for name in built.app.env.dependencies['index']}
    assert {source / name for name in FILES} <= dependencies
    assert soup.select_one('[data-matrix=common]')


@pytest.mark.parametrize('name', FILES)
def test_a_change_of_any_file_builds_the_page_again(name: str, build: Build) -> None:
    files = {'index.rst': PAGE, 'other.rst': ':orphan:\n\nOther\n=====\n', **FILES}
    build(files)
    assert build().read == set()
    built = build({name: FILES[name].replace('= complete', '= missing')})
    assert built.read == {'index'}
    assert len(built.soup().select('td.fm-complete')) == 2


def test_a_new_file_that_the_pattern_matches_is_noticed(build: Build, source: Path) -> None:
    files = {'index.rst': PAGE, 'other.rst': ':orphan:\n\nOther\n=====\n', **FILES}
    build(files)
    assert build({'drivers/notes.txt': 'Not a matrix.'}).read == set()
    new = TAPE.replace('tape', 'drum').replace('Tape', 'Drum')
    built = build({'drivers/drum.ini': new})
    assert built.read == {'index'}
    assert built.soup().select_one('th[data-driver=drum]')
    (source / 'drivers/drum.ini').unlink()
    built = build()
    assert built.read == {'index'}
    assert (built.warnings, built.soup().select('th[data-driver=drum]')) == ([], [])


def test_a_pattern_that_matches_nothing_yet_is_a_warning(build: Build, source: Path) -> None:
    files = {'index.rst': PAGE, 'common.ini': COMMON}
    (warning,) = build(files).warnings
    assert warning == (
        f'{source / "index.rst"}:4:1: WARNING: drivers/*.ini: no file matches this pattern; '
        'correct or delete it [feature_matrix.file]'
    )
    built = build({name: text for name, text in FILES.items() if name != 'common.ini'})
    assert (built.warnings, built.read) == ([], {'index'})
    built = build({'index.rst': 'Page\n====\n\n.. support_matrix:: none/*.ini\n\nText.\n'})
    assert len(built.warnings) == 1
    assert 'Text.' in built.soup().get_text()


def test_a_file_that_is_not_there_is_named_as_it_is_written(build: Build, source: Path) -> None:
    files = {'index.rst': PAGE.replace(' drivers', ' none.ini drivers'), **FILES}
    built = build(files)
    (warning,) = built.warnings
    assert warning.startswith(f'{source / "index.rst"}:4:1: WARNING: none.ini: there is no such')
    assert len(built.soup().select('thead th[data-driver]')) == 3


@pytest.mark.parametrize(
    ('argument', 'name'),
    [
        ('my matrix.ini', 'my matrix.ini'),
        ('"my matrix.ini"', 'my matrix.ini'),
        ('a[1].ini', 'a[1].ini'),
        ('"my folder/*.ini"', 'my folder/m.ini'),
        ('/deep/**/*.ini', 'deep/er/m.ini'),
        ('m.ini ./m.ini ?.ini', 'm.ini'),
    ],
)
def test_names_with_spaces_and_brackets(argument: str, name: str, build: Build) -> None:
    page = f'Page\n====\n\n.. support_matrix:: {argument}\n   :parts: summary\n'
    built = build({'index.rst': page, name: COMMON})
    assert built.warnings == []
    assert built.soup().select_one('th[data-driver=disk]')


def test_hidden_files_do_not_match(build: Build) -> None:
    built = build({'index.rst': PAGE, **FILES, 'drivers/.#b-tape.ini': 'no option'})
    assert built.warnings == []


def test_conf_py_can_name_several(build: Build) -> None:
    page = 'Page\n====\n\n.. support_matrix::\n\n:matrix:status:`operation.fetch tape`\n'
    built = build({'index.rst': page, **FILES}, feature_matrix_file=ARGUMENT)
    assert built.warnings == []
    assert built.soup().select_one('p > a[href="#operation_fetch_driver_tape"]')


def test_two_matrices_may_share_a_file(build: Build) -> None:
    page = (
        'Page\n====\n\n.. support_matrix:: common.ini drivers/a*.ini\n   :name: one\n\n'
        '.. support_matrix:: common.ini drivers/b*.ini\n   :name: two\n\n'
        ':matrix:status:`one/operation.fetch cloud` :matrix:status:`two/operation.fetch tape`\n'
    )
    built = build({'index.rst': page, **FILES})
    assert built.warnings == []
    links = [tag['href'] for tag in built.soup().select('p > a.feature-matrix-status-link')]
    assert links == ['#operation_fetch_driver_cloud', '#operation_fetch_driver_tape']


def test_several_processes_notice_a_new_file_too(build: Build) -> None:
    pages = {f'{n}.rst': f':orphan:\n\nPage {n}\n======\n' for n in range(8)}
    build({'index.rst': PAGE, **pages, **FILES}, parallel=2)
    new = TAPE.replace('tape', 'drum').replace('Tape', 'Drum')
    assert build({'drivers/drum.ini': new}, parallel=2).soup().select('th[data-driver=drum]')


def test_translators_get_the_texts_of_each_file_with_its_lines(build: Build) -> None:
    built = build({'index.rst': PAGE, **FILES}, 'gettext')
    template = built.text('index.pot')
    assert '#: ../../source/drivers/b-tape.ini:6\nmsgid "*Wind* first."' in template
    assert '#: ../../source/common.ini:2\nmsgid "Stores"' in template


def test_a_mistake_in_a_note_is_at_its_place(build: Build, source: Path) -> None:
    files = {**FILES, 'drivers/b-tape.ini': TAPE.replace('*Wind*', '*Wind')}
    (warning,) = build({'index.rst': PAGE, **files}).warnings
    assert warning.startswith(f'{source / "drivers/b-tape.ini"}:6:')


# -- The command -----------------------------------------------------------------------------


def driver_keys(text: str) -> list[str]:
    return [each['key'] for each in json.loads(text)['drivers']]


@pytest.mark.parametrize(
    'words', [[ARGUMENT], ['common.ini', 'drivers/*.ini'], ['common.ini', 'drivers/a-cloud.ini']]
)
def test_export_takes_several_files(
    words: list[str], folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(['export', *words])
    out, err = capsys.readouterr()
    assert set(driver_keys(out)) >= {'disk', 'cloud'}
    assert bool(err) is (words[-1] == 'drivers/a-cloud.ini' and 'tape' in out)


def test_requirements_take_several_files(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(['requirements', 'common.ini', 'drivers/b-tape.ini']) == 0
    assert 'Tape (tape): met' in capsys.readouterr().out


def test_check_takes_them_for_one_matrix_if_told_so(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(['check', ARGUMENT]) == 0
    assert main(['check', '--one', *FILES]) == 0
    capsys.readouterr()
    assert main(['check', *FILES]) == 1
    assert 'drivers/b-tape.ini:4:1: FM301' in capsys.readouterr().out
    (folder / 'drivers/b-tape.ini').write_text(TAPE.replace('= missing', '= mising'), 'utf-8')
    assert main(['check', ARGUMENT]) == 1
    out, err = capsys.readouterr()
    assert out.startswith('drivers/b-tape.ini:5:15: FM401 ')
    assert err.startswith('1 problem in 3 files.')


def test_missing_lines_are_added_to_the_file_of_the_driver(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    tape, cloud = folder / 'drivers/b-tape.ini', folder / 'drivers/a-cloud.ini'
    tape.write_text(TAPE.partition('\n[operation.store]')[0], 'utf-8')
    cloud.write_text('[driver.cloud]\r\ntitle: Cloud\r\n', newline='')
    assert main(['check', '--fix', ARGUMENT, '--ignore', 'FM706']) == 0
    assert capsys.readouterr().err == (
        'drivers/a-cloud.ini: added 2 lines.\ndrivers/b-tape.ini: added 1 line.\n'
        'No problems in 3 files.\n'
    )
    assert (folder / 'common.ini').read_text('utf-8') == COMMON
    assert tape.read_text('utf-8') == TAPE.replace('= complete', '= unknown')
    assert cloud.read_bytes() == (
        b'[driver.cloud]\r\ntitle: Cloud\r\n\r\n[operation.store]\r\n'
        b'driver.cloud: unknown\r\n\r\n[operation.fetch]\r\ndriver.cloud: unknown\r\n'
    )


def test_a_typing_error_is_not_spread_over_the_files_of_others(folder: Path) -> None:
    tape, cloud = folder / 'drivers/b-tape.ini', folder / 'drivers/a-cloud.ini'
    tape.write_text(TAPE.replace('operation.store', 'operation.stor'), 'utf-8')
    assert main(['check', '--fix', ARGUMENT]) == 1
    assert cloud.read_text('utf-8') == CLOUD
    assert (folder / 'common.ini').read_text('utf-8') == COMMON
    assert tape.read_text('utf-8').startswith(TAPE.replace('operation.store', 'operation.stor'))


def test_what_cannot_be_mended_is_left(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    tape = folder / 'drivers/b-tape.ini'
    tape.write_text(TAPE.partition('\n[operation.store]')[0] + 'driver.tape\n', 'utf-8')
    before = tape.read_bytes()
    with (folder / 'common.ini').open(encoding='utf-8') as stream:
        monkeypatch.setattr('sys.stdin', stream)
        assert main(['check', '--fix', '--one', '-', 'drivers/b-tape.ini']) == 2
    assert 'standard input is mended by itself' in capsys.readouterr().err
    assert tape.read_bytes() == before


def git(folder: Path, *arguments: str) -> None:
    names = ['-c', 'user.name=A', '-c', 'user.email=a@e.org', '-c', 'commit.gpgsign=false']
    subprocess.run(['git', *names, *arguments], cwd=folder, check=True, capture_output=True)


def test_editions_in_git_can_be_spread_too(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / 'drivers/.hidden.ini').write_text('no option', 'utf-8')
    git(folder, 'init')
    git(folder, 'add', '.')
    git(folder, 'commit', '-m', 'One')
    tape = folder / 'drivers/b-tape.ini'
    tape.write_text(TAPE.replace('= missing', '= partial'), 'utf-8')
    (folder / 'drivers/a-cloud.ini').unlink()
    (folder / 'drivers/deep').mkdir()
    old = 'HEAD:common.ini HEAD:drivers/*.ini'
    assert main(['diff', '--output-format', 'json', old, ARGUMENT]) == 1
    changes = json.loads(capsys.readouterr().out)
    assert [each['key'] for each in changes['drivers_removed']] == ['cloud']
    assert [each['key'] for each in changes['implementations']] == ['tape']
    main(['export', 'HEAD:./common.ini', 'HEAD:./drivers/*.ini'])
    assert driver_keys(capsys.readouterr().out) == ['disk', 'cloud', 'tape']
    for pattern in ('HEAD:drivers/**', 'HEAD:./drivers//*.ini', 'HEAD:common.ini/../drivers/*'):
        assert main(['diff', f'HEAD:common.ini {pattern}', old]) == 0
    monkeypatch.chdir(folder / 'drivers')
    assert main(['diff', 'HEAD:../common.ini HEAD:../drivers/*.ini', old]) == 0
    capsys.readouterr()
    assert main(['export', 'HEAD:none/*.ini']) == 2
    assert 'no file matches this pattern' in capsys.readouterr().err


OLDER = {
    'common.ini': '[operation.store]\ntitle = Store\napi_doc_link = api.html\ndisk = missing\n',
    'disk.ini': '# Own.\n[target.disk]\ntitle = Disk',
    'tape.ini': '[target.tape]\ntitle = Tape\n[operation.store]\ntape: partial:v2\n',
}


def test_all_files_of_a_matrix_are_converted_together(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    for name, text in OLDER.items():
        (tmp_path / name).write_text(text, encoding='utf-8')
    before = load(*OLDER)[0]
    assert main(['convert', *OLDER]) == 2
    assert 'several files are converted in place' in capsys.readouterr().err
    assert main(['convert', '-i', *OLDER]) == 0
    assert capsys.readouterr().err.startswith(f'{" ".join(OLDER)} is now in the current dialect.')
    assert {name: (tmp_path / name).read_text('utf-8') for name in OLDER} == {
        'common.ini': OLDER['common.ini']
        .replace('api_doc_link', 'api-doc')
        .replace('disk =', 'driver.disk ='),
        'disk.ini': OLDER['disk.ini'].replace('target', 'driver'),
        'tape.ini': (
            '[driver.tape]\ntitle = Tape\n[operation.store]\n'
            'driver.tape: partial\ndriver-release.tape: v2\n'
        ),
    }
    after = load(*OLDER)
    assert after[1] == []
    assert cells(after[0]) == cells(before)
    assert main(['convert', '-i', *OLDER]) == 0
    assert 'is in the current dialect already' in capsys.readouterr().err


def test_drivers_of_several_sections_of_targets_are_converted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    common = '[targets]\ndriver-impl-a = A\n[op.x]\ntitle = X\ndriver-impl-a = missing\n'
    more = '[targets]\ndriver-impl-b = B\n[op.x]\ndriver-impl-b = complete\n'
    matrix, problems = read(tmp_path, common=common, more=more)
    assert problems == []
    assert main(['convert', '-i', 'common.ini more.ini']) == 0
    after, problems = load('common.ini', 'more.ini')
    assert problems == []
    assert cells(after) == cells(matrix)
    assert Path('more.ini').read_text('utf-8').startswith('[driver.b]\ntitle = B\n[op.x]\n')


def test_what_cannot_be_read_of_several_is_not_converted(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / 'older.ini').write_text(OLDER['tape.ini'], 'utf-8')
    (folder / 'nul.ini').write_bytes(b'\0')
    for other in ('none.ini', 'nul.ini', 'common.ini'):
        assert main(['convert', '-i', 'older.ini', other]) == 2
        place = 'older.ini' if other == 'common.ini' else other
        assert f'cannot be converted: {place}:1' in capsys.readouterr().err.replace('\n    ', ' ')
    assert (folder / 'older.ini').read_text('utf-8') == OLDER['tape.ini']


def test_a_driver_can_be_added_to_a_file_of_its_own(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(['add', 'driver', 'drivers/b-tape.ini', 'drum', '--title', 'Drum']) == 0
    matrix, problems = load('common.ini', 'drivers/b-tape.ini')
    assert problems == []
    assert cells(matrix)['operation.store']['drum'] == 'unknown'


def test_a_file_that_two_words_name_is_read_once(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(['check', 'common.ini ./common.ini *.ini drivers/*.ini']) == 0
    assert capsys.readouterr().err == 'No problems in 3 files.\n'


def test_a_file_that_cannot_be_read_is_no_reason_to_mend_others(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    tape = folder / 'drivers/b-tape.ini'
    tape.write_text('[driver.tape]\ntitle = Tape\n', 'utf-8')
    assert main(['check', '--fix', 'common.ini drivers/b-tape.ini none.ini']) == 2
    assert main(['check', '--fix', 'common.ini none.ini']) == 2
    assert 'Traceback' not in capsys.readouterr().err
    assert tape.read_text('utf-8') == '[driver.tape]\ntitle = Tape\n'


def test_lines_go_into_a_section_and_new_sections_behind_it(folder: Path) -> None:
    common = '[driver.d]\ntitle = D\n[op.a]\ntitle = A\ndriver.d = complete\n'
    own = '[driver.t]\ntitle = T\n[op.z]\ntitle = Z\n'
    read(folder, common=common, own=own)
    main(['check', '--fix', 'common.ini own.ini'])
    assert (folder / 'own.ini').read_text('utf-8') == (
        f'{own}driver.t = unknown\n[op.a]\ndriver.t = unknown\n'
    )


def test_problems_are_in_the_order_of_the_files(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / 'common.ini').write_text(COMMON.replace('= partial', '= x'), 'utf-8')
    (folder / 'drivers/b-tape.ini').write_text(TAPE.replace('= missing', '= x'), 'utf-8')
    main(['check', ARGUMENT])
    lines = capsys.readouterr().out.splitlines()
    assert [line.split(':')[0] for line in lines] == ['common.ini', 'drivers/b-tape.ini']


def test_standard_input_can_be_one_of_them(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with (folder / 'common.ini').open(encoding='utf-8') as stream:
        monkeypatch.setattr('sys.stdin', stream)
        main(['export', '-', 'drivers/*.ini'])
    assert driver_keys(capsys.readouterr().out) == ['disk', 'cloud', 'tape']


def test_changes_of_spread_editions_are_shown(build: Build) -> None:
    before = {
        f'old/{name}': text.replace('= missing', '= complete') for name, text in FILES.items()
    }
    page = (
        'Page\n====\n\n.. support_matrix_changes:: "old/common.ini old/drivers/*.ini"\n'
        f'   "{ARGUMENT}"\n'
    )
    built = build({'index.rst': page, **before, **FILES, 'conf.py': CONF})
    assert built.warnings == []
    assert 'complete' in built.soup().get_text()
    (tape,) = [tag for tag in built.soup().select('li') if tag.get_text().startswith('Tape')]
    assert 'Fetch' in tape.get_text()
