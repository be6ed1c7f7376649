"""What is measured: a module for each part, whose ``run`` does it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import import_module

from benchmarks.goals import Results
from benchmarks.report import Table
from benchmarks.settings import Settings

Part = Callable[[Settings, Results], Iterator[Table]]
"""Measures, adds what it finds to the results, and yields tables of it as they are done."""

NAMES = ('html', 'builders', 'rebuild', 'parallel', 'check', 'start', 'browser', 'linear')
"""The parts, in the order in which they are run."""


def load(name: str) -> Part:
    """Return the part of this *name*; no other needs to be there, nor what it imports."""
    part: Part = import_module(f'{__name__}.{name}').run
    return part
