"""The command ``feature-matrix check``, beside what only parses the file."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from functools import partial

from benchmarks.goals import COMMAND, PARSER, Results
from benchmarks.measure import Sample, alternate, measure
from benchmarks.report import Table, compare, number
from benchmarks.settings import Settings

_PARSE = """\
import sys
from configparser import RawConfigParser
with open(sys.argv[1], encoding='utf-8') as file:
    RawConfigParser(interpolation=None).read_file(file)
"""
_PYTHON = 'Python alone'


def run(settings: Settings, results: Results) -> Iterator[Table]:
    """Check the large matrix."""
    subject = settings.large
    file = settings.folder / 'check.ini'
    file.write_text(subject.matrices['index'], encoding='utf-8')
    commands = {
        COMMAND: ('-m', 'sphinx_feature_matrix', 'check', str(file)),
        PARSER: ('-c', _PARSE, str(file)),
        _PYTHON: ('-c', 'pass'),
    }
    runs = {
        name: partial(measure, sys.executable, *arguments) for name, arguments in commands.items()
    }
    name = f'check, {subject.name}'
    samples = results[name] = alternate(name, runs, settings.short)
    yield compare(name, samples, PARSER, notes=_net(samples))


def _net(samples: Mapping[str, Sample]) -> Iterator[str]:
    """Yield what the command takes beside the parser, without the start of Python."""
    ours, parser, python = (samples[name].median for name in (COMMAND, PARSER, _PYTHON))
    if ours and parser and python:
        wall = (ours.wall - python.wall) / (parser.wall - python.wall)
        cpu = (ours.cpu - python.cpu) / (parser.cpu - python.cpu)
        yield (
            f'Without the start of Python, the command takes {number(wall)} times as long as '
            f'configparser, and {number(cpu)} times the CPU time.'
        )
