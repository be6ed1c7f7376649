"""Two processes beside one, with a site of many matrices."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from benchmarks.goals import Results
from benchmarks.matrices import made
from benchmarks.measure import alternate
from benchmarks.projects import OURS, Build, Subject, lay_out
from benchmarks.report import TIMES, Table, compare
from benchmarks.settings import Settings

_PARALLEL = 'parallel'
_EVERY = 0.1
"""How many seconds lie between two looks at the memory."""


def run(settings: Settings, results: Results) -> Iterator[Table]:
    """Build the site with one process and with two."""
    pages, features, drivers = (5, 50, 12) if settings.quick else (20, 200, 25)
    matrix = made(features, drivers)
    subject = Subject(_PARALLEL, {f'page{number}': matrix for number in range(pages)})
    one = lay_out(settings.folder / _PARALLEL, subject, OURS)
    builds = {
        'one process': one,
        'two processes': replace(one, options=('-j', '2'), out=one.out.with_name('out2')),
    }
    runs = {name: build.fresh for name, build in builds.items()}
    samples = results[_PARALLEL] = alternate(_PARALLEL, runs, settings.patience)
    notes = ['The peak memory is that of the largest process.']
    notes += [
        f'{name}: {found / 1e6:.0f} MB at the peak of all processes together, in another run.'
        for name, build in builds.items()
        if samples[name].median and (found := _together(build))
    ]
    title = f'HTML, {pages} pages with {features}x{drivers} each: one process and two'
    yield compare(title, samples, 'one process', TIMES, notes)


def _together(build: Build) -> int:
    """Run *build* anew and return the peak memory of all its processes together, in bytes.

    What several of them share counts once. It is 0 where the system does not tell.
    """
    peak = 0
    with subprocess.Popen(build.command('-E'), cwd=build.out) as process:
        while process.poll() is None:
            peak = max(peak, sum(map(_memory, _family(process.pid))))
            time.sleep(_EVERY)
    return peak


def _family(process: int) -> Iterator[int]:
    """Yield *process* and all that it has started."""
    yield process
    try:
        children = Path(f'/proc/{process}/task/{process}/children').read_text('ascii')
    except OSError:
        return
    for child in children.split():
        yield from _family(int(child))


def _memory(process: int) -> int:
    """Return the memory of *process*, with its share of what it shares, in bytes."""
    try:
        lines = Path(f'/proc/{process}/smaps_rollup').read_text('ascii').splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) * 1024 for line in lines if line.startswith('Pss:'))
