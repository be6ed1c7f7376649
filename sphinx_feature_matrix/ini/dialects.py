"""The INI layouts in use: which sections and options they have, and how to tell them apart."""

from __future__ import annotations

from typing import NamedTuple

from sphinx_feature_matrix.ini.source import Section, Source
from sphinx_feature_matrix.model import Dialect

FEATURE_OPTIONS = frozenset({'title', 'status', 'notes', 'cli', 'api'})
"""The options of a feature, other than those for its drivers."""


class Layout(NamedTuple):
    """How a dialect writes what concerns drivers; all else is the same in each."""

    dialect: Dialect
    status_prefix: str
    notes_prefix: str


CURRENT = Layout(Dialect.CURRENT, 'driver.', 'driver-notes.')
TARGETS = Layout(Dialect.TARGETS, 'driver-impl-', 'driver-notes-')
LAYOUTS = {layout.dialect: layout for layout in (CURRENT, TARGETS)}

TARGETS_SECTION = 'targets'


def kind_of(section: Section) -> str:
    """Return what *section* declares: ``driver``, ``category``, ``feature`` or another."""
    name = section.name.lower()
    if name in ('matrix', TARGETS_SECTION):
        return name
    prefix, dot, _ = name.partition('.')
    return prefix if dot and prefix in ('driver', 'category', 'status', 'target') else 'feature'


def layout_of(source: Source) -> Layout:
    """Return the dialect that *source* is written in, and report a mixture of two."""
    kinds = {kind_of(section): section for section in reversed(source.sections)}
    if 'target' in kinds:
        source.report(
            'dialect',
            'sections [target.KEY] belong to the dialect "feature classification", which is not '
            'read; write [driver.KEY], and "driver.KEY = STATUS" in each feature',
            source.at_line(kinds['target'].line),
        )
    if 'targets' in kinds and 'driver' in kinds:
        source.report(
            'dialect',
            'the file has [driver.KEY] sections, so [targets] is not read; declare each driver '
            'in a section [driver.KEY]',
            source.at_line(kinds['targets'].line),
        )
    return TARGETS if 'targets' in kinds and 'driver' not in kinds else CURRENT
