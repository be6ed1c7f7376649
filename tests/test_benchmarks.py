"""What the benchmarks measure with. No test holds a time."""

from __future__ import annotations

import sys
import zlib
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import pytest

from sphinx_feature_matrix.ini import loads

# At the end, so that it is the installed package that is tested and not the one beside this.
sys.path.append(str(Path(__file__).parents[1]))

from benchmarks import __main__ as command
from benchmarks import goals, parts, prose
from benchmarks.goals import Goal, Results
from benchmarks.matrices import as_csv, as_list_table, made
from benchmarks.measure import (
    FailedError,
    Figures,
    Patience,
    Run,
    Sample,
    alternate,
    measure,
    medians,
)
from benchmarks.projects import EMPTY, FLOOR, LEGEND, OURS, THEIRS, Subject, lay_out, one_page
from benchmarks.report import COLUMNS, WIDTH, Table, compare, number
from benchmarks.settings import Settings, small_pages

SMALL = """\
[driver.a]
title = A, the *first*

[driver.b]
title = B

[operation.x]
title = Do it
driver.b = partial
driver.a = complete
"""


def sample(wall: float, cpu: float = 1, *, runs: int = 1) -> Sample:
    """Return the medians of some runs."""
    return Sample(Figures(wall, cpu, 1, 1), runs)


def test_a_made_matrix_is_the_same_everywhere() -> None:
    assert zlib.crc32(made(20, 9).encode()) == 516959233


def test_a_made_matrix_is_read_without_a_problem() -> None:
    matrix, problems = loads(made(60, 40))
    assert problems == []
    assert (len(matrix.features), len(matrix.drivers)) == (60, 40)
    assert all(feature.notes and len(feature.cli) == 2 for feature in matrix.features)


def test_a_made_matrix_has_statuses_as_published_ones_have() -> None:
    matrix, _ = loads(made(60, 40))
    cells = [cell for feature in matrix.features for cell in feature.implementations.values()]
    shares = {key: count / len(cells) for key, count in Counter(c.status for c in cells).items()}
    wanted = {'complete': 6 / 11, 'missing': 3 / 11, 'partial': 1 / 11, 'unknown': 1 / 11}
    assert shares == pytest.approx(wanted, abs=0.02)
    assert all((cell.status == 'partial') == (cell.notes is not None) for cell in cells)


def test_small_pages_have_matrices_of_several_sizes() -> None:
    sizes = [
        (len(matrix.features), len(matrix.drivers))
        for matrix, _ in map(loads, small_pages().matrices.values())
    ]
    assert all(10 <= features <= 20 and 3 <= drivers <= 6 for features, drivers in sizes)
    assert len(set(sizes)) > 3


def test_an_ordinary_page_has_the_length_of_one() -> None:
    text = prose.page(1, 200)
    assert 600 <= len(text.split()) <= 1000
    assert text != prose.page(2, 200)


def test_the_summary_as_csv_has_a_column_for_each_driver() -> None:
    matrix, _ = loads(SMALL)
    assert as_csv(matrix) == 'Feature,"A, the \\*first\\*",B\nDo it,complete,partial\n'


def test_the_summary_as_a_list_table_has_the_same_cells() -> None:
    matrix, _ = loads(SMALL)
    assert as_list_table(matrix).splitlines()[3:] == [
        '   * - Feature',
        '     - A, the \\*first\\*',
        '     - B',
        '   * - Do it',
        '     - complete',
        '     - partial',
    ]


def test_memory_is_that_of_the_process_alone() -> None:
    # However much this process has, its children do not start with it.
    held = b'x' * 300_000_000
    little = measure(sys.executable, '-c', 'pass').memory
    much = measure(sys.executable, '-c', 'print(len(bytes(range(100)) * 1_000_000))').memory
    assert little < 100_000_000 < much < len(held)


def test_times_are_those_of_the_process() -> None:
    idle = measure(sys.executable, '-c', 'import time; time.sleep(0.3)')
    assert idle.wall >= 0.3
    assert idle.cpu < idle.wall
    busy = measure(sys.executable, '-c', 'import time\nwhile time.process_time() < 0.3: pass')
    assert busy.cpu >= 0.3


def test_what_fails_says_so_in_its_last_lines_without_folders() -> None:
    script = 'print("begun"); print("no /some/where/file"); raise SystemExit("Lost.\\nOr not.")'
    with pytest.raises(FailedError) as failure:
        measure(sys.executable, '-u', '-c', script)
    assert str(failure.value) == 'no file\nLost.\nOr not.'


def test_what_fails_without_a_word_says_its_exit_code() -> None:
    with pytest.raises(FailedError, match=r'\Aexit code 3\Z'):
        measure(sys.executable, '-c', 'raise SystemExit(3)')


class Recorder:
    """Stands in for runs, and notes in which order they come."""

    def __init__(self) -> None:
        self.order: list[str] = []

    def run(self, name: str, *walls: float) -> Run:
        """Return a run that takes each of *walls* in turn, and then fails."""
        left = [*walls]

        def run() -> Figures:
            self.order.append(name)
            if not left:
                raise FailedError('It is lost.')
            return Figures(left.pop(0), 1, 1, 1)

        return run


def test_runs_alternate_and_their_medians_are_kept() -> None:
    recorder = Recorder()
    compared = {'a': recorder.run('a', 1, 9, 2), 'b': recorder.run('b', 3, 3, 3)}
    samples = alternate('test', compared, Patience(3, 60))
    assert recorder.order == ['a', 'b', 'a', 'b', 'a', 'b']
    assert samples == {'a': sample(2, runs=3), 'b': sample(3, runs=3)}


def test_what_takes_long_is_run_less_often() -> None:
    recorder = Recorder()
    walls = {'slow': [61], 'middling': [25, 25], 'fast': [1, 1, 1]}
    compared = {name: recorder.run(name, *taken) for name, taken in walls.items()}
    alternate('test', compared, Patience(3, 60))
    assert Counter(recorder.order) == {'slow': 1, 'middling': 2, 'fast': 3}


def test_what_fails_is_not_run_again_and_the_rest_goes_on() -> None:
    recorder = Recorder()
    compared = {'bad': recorder.run('bad'), 'good': recorder.run('good', 1, 1)}
    samples = alternate('test', compared, Patience(2, 60))
    assert recorder.order == ['bad', 'good', 'good']
    assert samples['bad'] == Sample(None, 0, 'It is lost.')
    assert samples['good'].runs == 2


def test_each_figure_has_a_median_of_its_own() -> None:
    figures = [Figures(1, 30, 500), Figures(2, 10, 700), Figures(9, 20, 600)]
    assert medians(figures) == Figures(2, 20, 600)


def test_ratios_are_those_to_one_row() -> None:
    table = compare('T', {'a': sample(2, 4), 'b': sample(5, 3)}, 'a', ('wall x', 'CPU x'))
    assert table.rows == (('a', '1.00', '1.00', '1'), ('b', '2.50', '0.750', '1'))


def test_what_fails_has_a_row_and_says_why() -> None:
    failed = Sample(None, 0, 'It is lost.')
    table = compare('T', {'a': failed, 'b': sample(5)}, 'a', ('wall s', 'wall x'))
    assert table.rows == (('a', 'fails', '', ''), ('b', '5.00', '-', '1'))
    assert table.notes == ('a fails: It is lost.',)


def test_a_table_of_large_figures_fits_a_terminal() -> None:
    large = Sample(Figures(113.21, 112.98, 2_300_000_000, 45_000_000, 46_000_000), 5)
    columns = [name for name in COLUMNS if name != 'written']
    text = compare('T', dict.fromkeys(LEGEND, large), OURS, columns).as_text()
    assert max(map(len, text.splitlines())) <= WIDTH


def test_a_table_is_text_and_markdown() -> None:
    table = Table('Title', ('', 'wall s'), (('ours', '1.50'), ('theirs', '12.0')), ('A note.',))
    assert table.as_text() == (
        'Title\n\n        wall s\n------  ------\nours      1.50\ntheirs    12.0\n\nA note.\n'
    )
    assert table.as_markdown() == (
        '## Title\n\n|  | wall s |\n| :-- | --: |\n| ours | 1.50 |\n| theirs | 12.0 |\n\nA note.\n'
    )


@pytest.mark.parametrize(
    ('value', 'text'),
    [
        (1234.5, '1234'),
        (113.2, '113'),
        (22.13, '22.1'),
        (1.5, '1.50'),
        (0.0123, '0.012'),
        (0, '0.00'),
        (-1.5, '-1.50'),
    ],
)
def test_a_number_has_three_digits(value: float, text: str) -> None:
    assert number(value) == text


def test_a_goal_is_a_least_or_a_most() -> None:
    results: Results = {'x': {OURS: sample(2), THEIRS: sample(5)}}
    least = Goal('G', lambda of: of('x', THEIRS) / of('x', OURS), 3, least=True, figures=('wall',))
    most = Goal('G', lambda of: of('x', OURS) / of('x', THEIRS), 0.5, figures=('wall',))
    assert least.row(results) == ('G', '2.50', '', '≥ 3.00', 'no')
    assert most.row(results) == ('G', '0.400', '', '≤ 0.500', 'yes')


def test_a_goal_has_to_hold_for_each_figure() -> None:
    goal = Goal('G', lambda of: of('x', THEIRS) / of('x', OURS), 3, least=True)
    results: Results = {'x': {OURS: sample(1, 1), THEIRS: sample(9, 2)}}
    assert goal.row(results) == ('G', '9.00', '2.00', '≥ 3.00', 'no')


def test_a_goal_about_what_has_failed_is_not_measured() -> None:
    goal = Goal('G', lambda of: of('x', THEIRS) / of('x', OURS), 3)
    results: Results = {'x': {OURS: sample(1), THEIRS: Sample(None, 0, 'It is lost.')}}
    assert goal.row(results)[-1] == goal.row({})[-1] == 'not measured'


def test_what_is_lost_in_the_noise_is_not_measured() -> None:
    goal = next(goal for goal in goals.GOALS if goal.what.startswith('small pages, net'))
    times = {OURS: 2.0, THEIRS: 5.0, EMPTY: 1.0}
    assert goal.row({'small pages': samples_of(times)})[1:3] == ('0.250', '0.250')
    assert goal.row({'small pages': samples_of({**times, OURS: 0.9})})[-1] == 'not measured'


def samples_of(times: dict[str, float]) -> dict[str, Sample]:
    """Return a sample for each of *times*, in which all of it is on a processor."""
    return {name: sample(time, time) for name, time in times.items()}


def stand_in(name: str, compared: Mapping[str, Run], patience: Patience) -> dict[str, Sample]:
    """Return a sample of each without a run, the first of which takes longest."""
    return samples_of({key: len(compared) - place for place, key in enumerate(compared)})


def test_every_goal_is_about_something_that_is_measured(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    measuring = ('html', 'builders', 'rebuild', 'check')
    for name in measuring:
        monkeypatch.setattr(f'benchmarks.parts.{name}.alternate', stand_in)
    monkeypatch.setattr('benchmarks.settings.made', lambda *_: SMALL)
    for name in ('nova-2026', 'cinder-2026'):
        (tmp_path / f'{name}.ini').write_text(SMALL, encoding='utf-8')
    work = tmp_path / 'work'
    work.mkdir()
    results: Results = {}
    for name in measuring:
        assert list(parts.load(name)(Settings(work, tmp_path), results))
    states = {goal.what: goal.row(results)[-1] for goal in goals.GOALS}
    assert [what for what, state in states.items() if state == 'not measured'] == []


def test_a_file_that_is_not_read_is_left_out_and_named(tmp_path: Path) -> None:
    (tmp_path / 'other.ini').write_text('[target.a]\ntitle = A\n', encoding='utf-8')
    (tmp_path / 'small.ini').write_text(SMALL, encoding='utf-8')
    subjects, left_out = Settings(tmp_path, tmp_path).published()
    assert [subject.name for subject in subjects] == ['hypervisors', 'small']
    assert [note.split(':')[0] for note in left_out] == ['other is left out']


def test_the_floor_is_what_our_page_has_of_the_matrix(tmp_path: Path) -> None:
    page = tmp_path / OURS / 'out' / 'index.html'
    page.parent.mkdir(parents=True)
    matrix = '<div class="feature-matrix-summary wide">…<section></section>'
    page.write_text(f'<section><h1>M</h1>{matrix}</section><footer>', encoding='utf-8')
    floor = lay_out(tmp_path, one_page('x', SMALL), FLOOR)
    assert (floor.source / 'index.body').read_text('utf-8') == matrix
    assert ':file: index.body' in (floor.source / 'index.rst').read_text('utf-8')


@pytest.mark.parametrize('page', ['', '<section>Something else</section>'])
def test_there_is_no_floor_without_a_matrix_on_our_page(tmp_path: Path, page: str) -> None:
    if page:
        (tmp_path / OURS / 'out').mkdir(parents=True)
        (tmp_path / OURS / 'out' / 'index.html').write_text(page, encoding='utf-8')
    with pytest.raises(FailedError, match='no page of ours'):
        lay_out(tmp_path, one_page('x', SMALL), FLOOR)


def test_several_matrices_have_a_page_each(tmp_path: Path) -> None:
    source = lay_out(tmp_path, Subject('x', {'one': SMALL, 'two': SMALL}), OURS).source
    assert (source / 'index.rst').read_text('utf-8').split()[-2:] == ['one', 'two']
    assert 'support_matrix:: two.ini' in (source / 'two.rst').read_text('utf-8')


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file that the tables of all parts are kept in, each of which is measured at once."""
    file = tmp_path / 'results.md'
    file.write_text('Earlier', encoding='utf-8')
    table = Table('Title', ('', 'wall s'), (('ours', '1.50'),))
    monkeypatch.setattr(command, '_KEPT', file)
    monkeypatch.setattr('benchmarks.parts.load', lambda _: lambda *_: [table])
    return file


@pytest.mark.parametrize(
    'arguments', [[], ['check', '--corpus', '.'], ['--quick', '--corpus', '.']]
)
def test_less_than_everything_is_kept_only_where_it_is_told_to_be(
    kept: Path, arguments: list[str], tmp_path: Path
) -> None:
    command.main(arguments)
    asked = tmp_path / 'asked.md'
    command.main([*arguments, '--output', str(asked)])
    assert '| ours | 1.50 |' in asked.read_text('utf-8')
    assert kept.read_text('utf-8') == 'Earlier'


def test_everything_is_kept(kept: Path, tmp_path: Path) -> None:
    command.main(['--corpus', str(tmp_path)])
    text = kept.read_text('utf-8')
    assert text.count('| ours | 1.50 |') == len(parts.NAMES)
    assert '| Sphinx |' in text


def test_a_part_that_there_is_not_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match='2'):
        command.main(['html', 'speed'])
    assert 'there is no part speed' in capsys.readouterr().err
