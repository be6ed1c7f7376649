"""How long it takes to import the package and to start the command."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from functools import partial

from benchmarks.goals import Results
from benchmarks.measure import alternate, measure
from benchmarks.projects import EXTENSIONS, THEIRS
from benchmarks.report import Table, compare
from benchmarks.settings import Settings

_PYTHON = 'Python alone'
_COMMANDS = {
    _PYTHON: ('-c', 'pass'),
    'feature-matrix --version': ('-m', 'sphinx_feature_matrix', '--version'),
    'import sphinx_feature_matrix': ('-c', 'import sphinx_feature_matrix'),
    'import sphinx': ('-c', 'import sphinx'),
    'import sphinx.application': ('-c', 'import sphinx.application'),
    'import theirs': ('-c', f'import {EXTENSIONS[THEIRS]}'),
}


def run(settings: Settings, results: Results) -> Iterator[Table]:
    """Start each of the processes."""
    runs = {
        name: partial(measure, sys.executable, *arguments) for name, arguments in _COMMANDS.items()
    }
    samples = results['start'] = alternate('start', runs, settings.short)
    yield compare('Start of a process', samples, _PYTHON)
