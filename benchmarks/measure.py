"""Runs of whole processes: what one took, and the medians of several that alternate."""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import NamedTuple

_STOPWATCH = Path(__file__).with_name('stopwatch.py')
_LAST_LINES = 3


class Figures(NamedTuple):
    """What a run took and left: seconds, bytes, and a number of pages."""

    wall: float
    """From the start of the process to its end."""
    cpu: float
    """On a processor, for the user and for the system, with that of its own processes."""
    memory: float
    """The peak of what was resident, of the largest of its processes."""
    page: float = 0
    """The size of the pages with a matrix."""
    output: float = 0
    """The size of all that was written."""
    written: float = 0
    """How many pages were written."""


Run = Callable[[], Figures]
"""Does what is to be measured, once."""


class FailedError(Exception):
    """A process has failed; the message is the end of what it said."""


@dataclass(frozen=True)
class Sample:
    """The medians of some runs, or why there are none."""

    median: Figures | None
    runs: int
    failure: str = ''


@dataclass(frozen=True)
class Patience:
    """How often something is run: *most* times, or as often as fits into *seconds*, or once."""

    most: int
    seconds: float

    def runs(self, first: Figures) -> int:
        """Return how often to run what took *first* in its first run."""
        return max(1, min(self.most, int(self.seconds / max(first.wall, 0.001))))


def measure(*command: str) -> Figures:
    """Run *command* in an empty folder and return what it took.

    :raises FailedError: if its exit code is not 0
    """
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder, 'log')
        watched = [sys.executable, '-I', '-S', str(_STOPWATCH), str(log), *command]
        said = subprocess.run(
            watched, cwd=folder, check=True, stdout=subprocess.PIPE, encoding='ascii'
        )
        code, wall, cpu, memory = said.stdout.split()
        if code != '0':
            raise FailedError(_end(log.read_text('utf-8', 'replace')) or f'exit code {code}')
    return Figures(float(wall), float(cpu), float(memory))


def _end(text: str) -> str:
    """Return the last lines of *text*; of paths in them, the last part."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return '\n'.join(re.sub(r'(?<!\S)/\S*/', '', line) for line in lines[-_LAST_LINES:])


def alternate(name: str, runs: Mapping[str, Run], patience: Patience) -> dict[str, Sample]:
    """Run all of *runs* in turn, and again, so that drift of the machine hits all alike.

    :param name: what is measured, for the progress that is reported
    :param runs: what is compared, by its name
    :returns: their medians, by the same names; what has failed once is not run again
    """
    done: dict[str, list[Figures]] = {key: [] for key in runs}
    failures: dict[str, str] = {}
    for turn in range(patience.most):
        for key, run in runs.items():
            earlier = done[key]
            if key in failures or (earlier and turn >= patience.runs(earlier[0])):
                continue
            try:
                earlier.append(run())
            except FailedError as error:
                failures[key] = str(error)
                progress(f'{name}, {key}: fails')
            else:
                progress(f'{name}, {key}: {earlier[-1].wall:.2f} s')
    return {
        key: Sample(None, 0, failures[key])
        if key in failures
        else Sample(medians(figures), len(figures))
        for key, figures in done.items()
    }


def medians(runs: Sequence[Figures]) -> Figures:
    """Return the median of each of the figures of *runs*."""
    return Figures(*map(median, zip(*runs, strict=True)))


def progress(text: str) -> None:
    """Tell who waits what was done."""
    print(text, file=sys.stderr, flush=True)
