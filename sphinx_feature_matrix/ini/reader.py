"""From the sections of a file to the model."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import chain

from sphinx_feature_matrix.ini.checks import check
from sphinx_feature_matrix.ini.dialects import (
    FEATURE_OPTIONS,
    TARGETS,
    TARGETS_SECTION,
    Layout,
    kind_of,
    layout_of,
)
from sphinx_feature_matrix.ini.features import read_status
from sphinx_feature_matrix.ini.hints import did_you_mean, one_of
from sphinx_feature_matrix.ini.source import Section, Source
from sphinx_feature_matrix.model import (
    STATUSES,
    Category,
    Driver,
    Feature,
    Implementation,
    ImplementationStatus,
    Matrix,
)
from sphinx_feature_matrix.problems import Location

_LINK = re.compile(r'(https?://|mailto:)[^\s<>"\x00-\x20\x7f]+\Z', re.IGNORECASE)
_PATH = re.compile(r'(?!//)[^\s<>"\\:?#\x00-\x20\x7f]*([?#][^\s<>"\\\x00-\x20\x7f]*)?\Z')
_DRIVER_KEY = re.compile(r'[^\s=:]([^=:]*[^\s=:])?\Z')
_OPTIONS_ELSEWHERE = {'link', 'symbol', 'counts-as'}
"""The options that only sections other than features have."""

_COMMENT = re.compile(r'\s[;#]')
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
        reader = _FeatureReader(self.source, self.layout, drivers, statuses)
        features = tuple(reader.feature(section) for section in self.by_kind.get('feature', []))
        reader.check_defaults()
        header = next(iter(self.by_kind.get('matrix', [])), None)
        if header:
            self.check_options(header, {'title', 'notes'})
        matrix = Matrix(
            file=self.source.file,
            dialect=self.layout.dialect,
            title=_one_line(header.options.get('title', '')) if header else '',
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
                symbol=_one_line(section.options.get('symbol', '')) or '\N{BULLET}',
                counts_as=self.counts_as(section),
                location=place,
            )
        return statuses

    def counts_as(self, section: Section) -> str:
        value = _one_line(section.options.get('counts-as', '')).lower()
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
            categories[key] = Category(key, title, self.source.at_line(section.line))
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
            title = self.title(section, key, 'driver-title')
            drivers[key.lower()] = Driver(key, title, section.name, place, self.link(section))
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
            title = _one_line(section.options[name])
            if not title:
                self.source.report(
                    'driver-title',
                    f'driver "{key}" has no title; write "{name} = TITLE"',
                    self.source.at_option(section, name),
                )
            place = self.source.at_option(section, name)
            drivers.append(Driver(key, title or key, key, place))
        return tuple(drivers)

    def title(self, section: Section, key: str, rule: str) -> str:
        """Return the title that *section* gives, or else *key* and a problem."""
        if title := _one_line(section.options.get('title', '')):
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


class _FeatureReader:
    """Reads features: the part that is done for each of many cells."""

    def __init__(
        self,
        source: Source,
        layout: Layout,
        drivers: tuple[Driver, ...],
        statuses: Mapping[str, ImplementationStatus],
    ) -> None:
        self.source = source
        self.layout = layout
        self.statuses = statuses
        self.options = [
            # In lower case as configparser has it, which for some letters depends on the rest.
            (
                driver.key,
                (layout.status_prefix + driver.key).lower(),
                (layout.notes_prefix + driver.key).lower(),
            )
            for driver in drivers
        ]
        self.known = FEATURE_OPTIONS.union(chain(*(names for _, *names in self.options)))

    def feature(self, section: Section) -> Feature:
        source, options = self.source, section.options
        title = _one_line(options.get('title', ''))
        place = source.at_line(section.line)
        if not title:
            source.report(
                'feature-title',
                f'feature [{section.name}] has no title; add "title = …", what readers are to see',
                place,
            )
        for name in section.lines.keys() - self.known:
            self.unknown_option(section, name)
        return Feature(
            key=section.name,
            title=title or section.name,
            status=read_status(source, section),
            location=place,
            implementations=self.implementations(section, place),
            notes=source.note(section, 'notes'),
            cli=tuple(filter(None, map(_one_line, options.get('cli', '').split(';')))),
            api=_one_line(options.get('api', '')),
        )

    def implementations(self, section: Section, place: Location) -> dict[str, Implementation]:
        source, options, statuses = self.source, section.options, self.statuses
        implementations = {}
        absent = []
        for key, status_option, notes_option in self.options:
            notes = source.note(section, notes_option) if notes_option in options else None
            value = options.get(status_option)
            if value is None:
                absent.append(status_option)
                implementations[key] = Implementation('unknown', *place, notes, stated=False)
                continue
            where = source.at_value(section, status_option)
            if value not in statuses and (value := _one_line(value).lower()) not in statuses:
                value = _one_line(options[status_option])
                self.unknown_status(value, status_option, where)
                implementations[key] = Implementation('unknown', *where, notes, value or '?')
                continue
            implementations[key] = Implementation(value, *where, notes)
        if absent:
            source.report(
                'implementation-missing',
                f'[{section.name}] lacks {len(absent)} of its drivers, shown as unknown; add '
                + ', '.join(f'"{name} = unknown"' for name in absent),
                place,
            )
        return implementations

    def check_defaults(self) -> None:
        """Report the options of ``[DEFAULT]`` that mean nothing in any section."""
        for name in self.source.defaults.lines:
            if name not in self.known and name not in _OPTIONS_ELSEWHERE:
                self.unknown_option(self.source.defaults, name)

    def unknown_status(self, value: str, option: str, where: Location) -> None:
        known = f'write {one_of(self.statuses)}'
        if _COMMENT.search(value):
            message = f'"{value}" is no implementation status; put a comment on a line of its own'
        elif value:
            message = f'"{value}" is no implementation status; '
            message += did_you_mean(value, self.statuses, known)
        else:
            message = f'"{option}" is empty; {known}'
        self.source.report('implementation-status', message, where)

    def unknown_option(self, section: Section, name: str) -> None:
        layout, place = self.layout, self.source.at_option(section, name)
        for prefix, rule in (
            (layout.notes_prefix, 'unknown-driver-notes'),
            (layout.status_prefix, 'unknown-driver'),
        ):
            if name.startswith(prefix):
                key = name.removeprefix(prefix)
                declare = f'declare it with a section [driver.{key}]'
                if layout is TARGETS:
                    declare = f'declare it in [targets] with "{layout.status_prefix}{key} = TITLE"'
                drivers = [driver for driver, *_ in self.options]
                hint = did_you_mean(key, drivers, declare)
                self.source.report(rule, f'there is no driver "{key}"; {hint}', place)
                return
        shown = [
            *sorted(FEATURE_OPTIONS),
            f'{layout.status_prefix}KEY',
            f'{layout.notes_prefix}KEY',
        ]
        hint = did_you_mean(name, self.known, f'known in a feature: {", ".join(shown)}')
        self.source.report(
            'unknown-option', f'option "{name}" means nothing in a feature; {hint}', place
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


def _one_line(text: str) -> str:
    return ' '.join(text.split())
