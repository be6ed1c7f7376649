"""Builders for other formats than HTML, with a large matrix."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from benchmarks.goals import Results
from benchmarks.measure import alternate
from benchmarks.projects import OURS, THEIRS, lay_out
from benchmarks.report import TIMES, Table, compare
from benchmarks.settings import Settings

_BUILDERS = ('text', 'latex', 'gettext')


def run(settings: Settings, results: Results) -> Iterator[Table]:
    """Build the large matrix with each of the builders."""
    subject = settings.large
    for builder in _BUILDERS:
        builds = {
            way: lay_out(settings.folder / f'{subject.name} {builder}', subject, way)
            for way in (OURS, THEIRS)
        }
        runs = {way: replace(build, builder=builder).fresh for way, build in builds.items()}
        name = f'{subject.name}, {builder}'
        results[name] = alternate(name, runs, settings.patience)
        yield compare(name, results[name], OURS, (*TIMES, 'all kB'))
