"""What is to be reached: ratios of medians, which differ little from machine to machine."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from benchmarks.measure import Sample
from benchmarks.projects import EMPTY, FLOOR, OURS, THEIRS
from benchmarks.report import Table, number

Results = dict[str, Mapping[str, Sample]]
"""What was measured: for each subject, the samples of all that was compared."""

Of = Callable[[str, str], float]
"""Returns one figure of a subject, for one of those that were compared."""

LARGE = '1000x100'
CHECK = f'check, {LARGE}'
COMMAND, PARSER = 'feature-matrix check', 'configparser alone'
REBUILD = '200 other pages'
ALL, CELL = 'all pages', 'one cell'
TIMES = ('wall', 'cpu')


class NotMeasuredError(Exception):
    """Something was not run, has failed, or cannot be told from nothing."""


@dataclass(frozen=True)
class Goal:
    """A *ratio* and its *limit*: the most that it may be, or the least that it has to be.

    It has to hold for each of *figures*, which are names of fields of a run's figures.
    """

    what: str
    ratio: Callable[[Of], float]
    limit: float
    least: bool = False
    figures: tuple[str, ...] = TIMES

    def reached(self, results: Results) -> list[float]:
        """Return the ratio for each of the figures.

        :raises NotMeasuredError: if *results* lack what it takes
        """
        return [self.ratio(_lookup(results, figure)) for figure in self.figures]

    def holds(self, reached: list[float]) -> bool:
        """Return whether what was *reached* is what is to be."""
        return min(reached) >= self.limit if self.least else max(reached) <= self.limit

    def row(self, results: Results) -> tuple[str, ...]:
        """Return what the table says of the goal."""
        to_reach = f'{"≥" if self.least else "≤"} {number(self.limit)}'
        try:
            reached = self.reached(results)
        except NotMeasuredError:
            return (self.what, '-', '-', to_reach, 'not measured')
        cells = [*map(number, reached), ''][:2]
        return (self.what, *cells, to_reach, 'yes' if self.holds(reached) else 'no')


def _lookup(results: Results, figure: str) -> Of:
    def of(subject: str, name: str) -> float:
        sample = results.get(subject, {}).get(name)
        if sample is None or sample.median is None:
            raise NotMeasuredError
        return float(getattr(sample.median, figure))

    return of


def _share(subject: str, name: str, other: str) -> Callable[[Of], float]:
    return lambda of: of(subject, name) / of(subject, other)


def _net_share(subject: str) -> Callable[[Of], float]:
    """Return the share of ours in theirs, of what comes on top of an empty project."""

    def share(of: Of) -> float:
        return _net(of, subject, OURS) / _net(of, subject, THEIRS)

    return share


def _growth(of: Of) -> float:
    return _net(of, '4000x100', OURS) / _net(of, '1000x50', OURS)


def _net(of: Of, subject: str, name: str) -> float:
    """Return what comes on top of an empty project, if that is not lost in the noise."""
    net = of(subject, name) - of(subject, EMPTY)
    if net <= 0:
        raise NotMeasuredError
    return net


GOALS = (
    Goal(f'{LARGE}: theirs / ours', _share(LARGE, THEIRS, OURS), 20, least=True),
    Goal(f'{LARGE}: ours / raw HTML', _share(LARGE, OURS, FLOOR), 2.5),
    Goal(
        f'{LARGE}, memory: ours / theirs', _share(LARGE, OURS, THEIRS), 1 / 6, figures=('memory',)
    ),
    Goal(f'{LARGE}, page: ours / theirs', _share(LARGE, OURS, THEIRS), 1 / 3, figures=('page',)),
    Goal('ours, net: 4000x100 / 1000x50', _growth, 9),
    *(
        Goal(f'{name}, net: ours / theirs', _net_share(name), 1 / 2)
        for name in ('nova-2026', 'cinder-2026', 'small pages')
    ),
    *(
        Goal(f'{subject}: theirs / ours', _share(subject, THEIRS, OURS), 3, least=True)
        for subject in (f'{LARGE}, text', f'{LARGE}, latex')
    ),
    Goal(
        f'{REBUILD}: one cell / all',
        _share(REBUILD, f'{OURS}, {CELL}', f'{OURS}, {ALL}'),
        1 / 10,
    ),
    Goal(f'{CHECK}: ours / configparser', _share(CHECK, COMMAND, PARSER), 2),
)


def table(results: Results) -> Table:
    """Return what *results* say of each goal."""
    note = (
        'Ratios of medians. Net is what comes on top of an empty project. A ratio of times has '
        'to hold for both, wall time and CPU time.'
    )
    rows = tuple(goal.row(results) for goal in GOALS)
    return Table('Reached and to reach', ('', 'wall', 'CPU', 'to reach', 'reached'), rows, (note,))
