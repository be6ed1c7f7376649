"""From the sections of a file to the model."""

from __future__ import annotations

import re

from sphinx_feature_matrix.ini.checks import check
from sphinx_feature_matrix.ini.dialects import (
    TARGETS,
    TARGETS_SECTION,
    kind_of,
    layout_of,
)
from sphinx_feature_matrix.ini.features import FeatureReader
from sphinx_feature_matrix.ini.hints import did_you_mean, one_of
from sphinx_feature_matrix.ini.source import Section, Source, one_line
from sphinx_feature_matrix.model import (
    STATUSES,
    Category,
    Driver,
    ImplementationStatus,
    Matrix,
)
from sphinx_feature_matrix.problems import Location

_LINK = re.compile(r'(https?://|mailto:)[^\s<>"\x00-\x20\x7f]+\Z', re.IGNORECASE)
_PATH = re.compile(r'(?!//)[^\s<>"\\:?#\x00-\x20\x7f]*([?#][^\s<>"\\\x00-\x20\x7f]*)?\Z')
_DRIVER_KEY = re.compile(r'[^\s=:]([^=:]*[^\s=:])?\Z')
_STATUS_KEY = re.compile(r'[a-z][a-z0-9_-]*\Z')

MAX_STATUSES = 256
"""How many implementation statuses a file can tell apart: a cell is kept as one byte."""


def read(source: Source) -> Matrix:
    """Return the matrix in *source*, and report to it what is wrong."""
    return _Reader(source).read()


class _Reader:
    def __init__(self, source: Source) -> None:
        self.source = source
        self.layout = layout_of(source)
        self.by_kind: dict[str, list[Section]] = {}
        for section in source.sections:
            self.by_kind.setdefault(kind_of(section), []).append(section)

    def read(self) -> Matrix:
        if 'target' in self.by_kind and 'driver' not in self.by_kind:
            return Matrix(self.source.file)
        statuses = self.statuses()
        categories = self.categories()
        drivers = self.drivers()
        reader = FeatureReader(self.source, self.layout, drivers, statuses)
        features = tuple(reader.feature(section) for section in self.by_kind.get('feature', []))
        reader.check_defaults()
        header = next(iter(self.by_kind.get('matrix', [])), None)
        if header:
            self.check_options(header, {'title', 'notes'})
        matrix = Matrix(
            file=self.source.file,
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
        statuses = dict(STATUSES)
        for section in self.by_kind.get('status', []):
            self.check_options(section, {'title', 'symbol', 'counts-as'})
            key = _key(section).lower()
            place = self.source.at_line(section.line)
            if refusal := _refuse_status(key, len(statuses)):
                self.source.report('status-section', refusal, place)
                continue
            if (twin := statuses.get(key)) and twin.location:
                self.report_twin('status', key, twin.location, place)
                continue
            statuses[key] = ImplementationStatus(
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
        categories = {}
        for section in self.by_kind.get('category', []):
            self.check_options(section, {'title'})
            key = _key(section)
            title = self.title(section, key, 'category')
            place, line = self.source.at_line(section.line), self.source.line_of(section, 'title')
            categories[key] = Category(key, title, place, line)
        return categories

    def drivers(self) -> tuple[Driver, ...]:
        if self.layout is TARGETS:
            return self.targets()
        drivers: dict[str, Driver] = {}
        for section in self.by_kind.get('driver', []):
            self.check_options(section, {'title', 'link'})
            key = _key(section)
            place = self.source.at_line(section.line)
            if not _DRIVER_KEY.match(key):
                self.source.report(
                    'unknown-driver',
                    f'[{section.name}] names no driver that an option can speak of; write '
                    '[driver.KEY], with a key without "=", ":" and spaces around it',
                    place,
                )
                continue
            if twin := drivers.get(key.lower()):
                self.report_twin('driver', key, twin.location, place)
                continue
            drivers[key.lower()] = Driver(
                key,
                self.title(section, key, 'driver-title'),
                section.name,
                place,
                self.link(section),
                self.source.line_of(section, 'title'),
            )
        return tuple(drivers.values())

    def report_twin(self, kind: str, key: str, first: Location, place: Location) -> None:
        self.source.report(
            'duplicate-section',
            f'{kind} "{key}" is already on line {first.line}, since case does not count here; '
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
        link = section.options.get('link', '').strip()
        if _LINK.match(link) or _PATH.match(link):
            return link
        self.source.report(
            'link',
            f'"{link}" is no link to show; write an address that begins with https:, http: or '
            'mailto:, or a path relative to the page',
            self.source.at_value(section, 'link'),
        )
        return ''

    def check_options(self, section: Section, known: set[str]) -> None:
        for name in section.lines:
            if name not in known:
                hint = did_you_mean(
                    name, known, f'known here: {", ".join(sorted(known)) or "none"}'
                )
                self.source.report(
                    'unknown-option',
                    f'option "{name}" means nothing in [{section.name}]; {hint}',
                    self.source.at_option(section, name),
                )


def _refuse_status(key: str, count: int) -> str:
    """Return why there can be no declared status *key*, or an empty string."""
    if key in STATUSES:
        return f'"{key}" is built in; choose another name'
    if key == 'invalid' or not _STATUS_KEY.match(key):
        return (
            f'"{key}" is no name for a status; choose one of letters, digits, "-" and "_", other '
            'than "invalid"'
        )
    if count >= MAX_STATUSES:
        return f'a file has at most {MAX_STATUSES} statuses; delete this one'
    return ''


def _key(section: Section) -> str:
    return section.name.partition('.')[2]
