"""From the sections of a file to the model."""

from __future__ import annotations

import re
from collections.abc import Mapping

from sphinx_feature_matrix.ini.checks import check
from sphinx_feature_matrix.ini.dialects import (
    CLASSIFICATION,
    CURRENT,
    TARGETS,
    TARGETS_SECTION,
    kind_of,
    layout_of,
)
from sphinx_feature_matrix.ini.features import FeatureReader
from sphinx_feature_matrix.ini.hints import Known, did_you_mean, one_of
from sphinx_feature_matrix.ini.joining import Section
from sphinx_feature_matrix.ini.links import read_link
from sphinx_feature_matrix.ini.source import Source, one_line
from sphinx_feature_matrix.model import (
    STATUSES,
    Category,
    Driver,
    ImplementationStatus,
    Matrix,
)
from sphinx_feature_matrix.problems import Location

_DRIVER_KEY = re.compile(r'[^\s=:]([^=:]*[^\s=:])?\Z')
_STATUS_KEY = re.compile(r'[a-z][a-z0-9_-]*\Z')

NONE: Mapping[str, ImplementationStatus] = {}

MAX_STATUSES = 256
"""How many implementation statuses a file can tell apart: a cell is kept as one byte."""


def read(source: Source, declared: Mapping[str, ImplementationStatus] = NONE) -> Matrix:
    """Return the matrix in *source*, and report to it what is wrong.

    :param declared: the implementation statuses that the project declares for all its files; a
        file may declare the same one for itself
    """
    return _Reader(source, declared).read()


class _Reader:
    def __init__(self, source: Source, declared: Mapping[str, ImplementationStatus]) -> None:
        self.source = source
        self.declared = declared
        self.layout = layout_of(source)
        self.by_kind: dict[str, list[Section]] = {}
        for section in source.sections:
            self.by_kind.setdefault(kind_of(section), []).append(section)

    def read(self) -> Matrix:
        statuses = self.statuses()
        categories = self.categories()
        drivers = self.drivers()
        reader = FeatureReader(self.source, self.layout, drivers, statuses)
        sections = self.by_kind.get('feature', [])
        reader.check_titles(sections)
        features = tuple(map(reader.feature, sections))
        reader.check_defaults()
        header = next(iter(self.by_kind.get('matrix', [])), None)
        if header:
            self.check_options(header, {'title', 'notes'})
        matrix = Matrix(
            file=self.source.files[0],
            others=self.source.files[1:],
            location=self.source.at_line(header.line) if header else None,
            dialect=self.layout.dialect,
            title=one_line(header.options.get('title', '')) if header else '',
            title_line=self.source.line_of(header, 'title') if header else 0,
            notes=self.source.note(header, 'notes') if header else None,
            drivers=drivers,
            features=features,
            categories=categories,
            statuses=statuses,
        )
        check(self.source, matrix)
        return matrix

    def statuses(self) -> dict[str, ImplementationStatus]:
        statuses = {**STATUSES, **self.declared}
        own: dict[str, ImplementationStatus] = {}
        for section in self.by_kind.get('status', []):
            self.check_options(section, {'title', 'symbol', 'counts-as'})
            key = _key(section).lower()
            place = self.source.at_line(section.line)
            if refusal := refuse_status(key, len({*statuses, key})):
                self.source.report('status-section', refusal, place)
                continue
            if (twin := own.get(key)) and twin.location:
                self.report_twin('status', key, twin.location, place)
                continue
            statuses[key] = own[key] = ImplementationStatus(
                key,
                title=self.title(section, key, 'status-section'),
                symbol=one_line(section.options.get('symbol', '')) or '\N{BULLET}',
                counts_as=self.counts_as(section),
                location=place,
                title_line=self.source.line_of(section, 'title'),
            )
        return statuses

    def counts_as(self, section: Section) -> str:
        value = one_line(section.options.get('counts-as', '')).lower()
        if value in STATUSES:
            return value
        self.source.report(
            'status-section',
            f'"counts-as" must be {one_of(STATUSES)}'
            + (
                f', not "{value}"' if value else f'; add "counts-as = unknown" to [{section.name}]'
            ),
            self.source.at_value(section, 'counts-as'),
        )
        return 'unknown'

    def categories(self) -> dict[str, Category]:
        categories: dict[str, Category] = {}
        for section in self.by_kind.get('category', []):
            self.check_options(section, {'title'})
            key = _key(section)
            title = self.title(section, key, 'category')
            place, line = self.source.at_line(section.line), self.source.line_of(section, 'title')
            if twin := categories.get(key):
                self.report_twin('category', key, twin.location, place)
                continue
            categories[key] = Category(key, title, place, line)
        return categories

    def drivers(self) -> tuple[Driver, ...]:
        if self.layout is TARGETS:
            return self.targets()
        drivers: dict[str, Driver] = {}
        for section in self.by_kind.get(self.layout.section, []):
            self.check_options(section, {'title', 'link'})
            key = _key(section)
            place = self.source.at_line(section.line)
            if refusal := self.refuse_driver(key):
                self.source.report('unknown-driver', f'[{section.name}] {refusal}', place)
                continue
            if twin := drivers.get(key.lower()):
                self.report_twin('driver', key, twin.location, place)
                continue
            drivers[key.lower()] = Driver(
                key,
                self.title(section, key, 'driver-title'),
                section.name if self.layout is CURRENT else key,
                place,
                self.link(section),
                self.source.line_of(section, 'title'),
            )
        return tuple(drivers.values())

    def refuse_driver(self, key: str) -> str:
        """Return why there can be no driver *key*, or an empty string."""
        layout = self.layout
        if not _DRIVER_KEY.match(key):
            return (
                f'names no driver that an option can speak of; write [{layout.section}.KEY], with '
                'a key without "=", ":" and spaces around it'
            )
        name = key.lower()
        if layout is CLASSIFICATION and (
            name in layout.options or name.startswith(layout.notes_prefix)
        ):
            return 'has the name of an option of features; choose another key'
        return ''

    def report_twin(self, kind: str, key: str, first: Location, place: Location) -> None:
        self.source.report(
            'duplicate-section',
            f'{kind} "{key}" is already {self.source.mention(first, place)}, since case does not '
            'count here; '
            'merge the two sections, or rename one',
            place,
        )

    def targets(self) -> tuple[Driver, ...]:
        section = next(iter(self.by_kind[TARGETS_SECTION]))
        prefix = self.layout.status_prefix
        options = [name for name in section.lines if name.startswith(prefix)]
        self.check_options(section, set(options))
        drivers = []
        for name in options:
            key = name.removeprefix(prefix)
            title = one_line(section.options[name])
            if not title:
                self.source.report(
                    'driver-title',
                    f'driver "{key}" has no title; write "{name} = TITLE"',
                    self.source.at_option(section, name),
                )
            place = self.source.at_option(section, name)
            line = self.source.line_of(section, name)
            drivers.append(Driver(key, title or key, key, place, title_line=line))
        return tuple(drivers)

    def title(self, section: Section, key: str, rule: str) -> str:
        """Return the title that *section* gives, or else *key* and a problem."""
        if title := one_line(section.options.get('title', '')):
            return title
        self.source.report(
            rule,
            f'[{section.name}] has no title; add "title = …", what readers are to see',
            self.source.at_line(section.line),
        )
        return key

    def link(self, section: Section) -> str:
        return read_link(self.source, section, 'link')

    def check_options(self, section: Section, known: set[str]) -> None:
        words = Known(known)
        for name in section.lines:
            if name not in known:
                hint = did_you_mean(
                    name, words, f'known here: {", ".join(sorted(known)) or "none"}'
                )
                self.source.report(
                    'unknown-option',
                    f'option "{name}" means nothing in [{section.name}]; {hint}',
                    self.source.at_option(section, name),
                )


def refuse_status(key: str, count: int) -> str:
    """Return why there can be no declared status *key*, or an empty string.

    :param count: how many statuses there would be with it
    """
    if key in STATUSES:
        return f'"{key}" is built in; choose another name'
    # Pages have the classes "fm-invalid" and "fm-as-KEY" for something else.
    if key == 'invalid' or key.startswith('as-') or not _STATUS_KEY.match(key):
        return (
            f'"{key}" is no name for a status; choose one of letters, digits, "-" and "_", other '
            'than "invalid" and without "as-" in front'
        )
    if count > MAX_STATUSES:
        return f'a file has at most {MAX_STATUSES} statuses; delete this one'
    return ''


def _key(section: Section) -> str:
    return section.name.partition('.')[2]
