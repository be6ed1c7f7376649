"""From the section of a feature to the model: the part that is done for each of many cells."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import chain

from sphinx_feature_matrix.ini.dialects import FEATURE_OPTIONS, TARGETS, Layout
from sphinx_feature_matrix.ini.feature_status import read_status
from sphinx_feature_matrix.ini.hints import did_you_mean, one_of
from sphinx_feature_matrix.ini.source import Section, Source, one_line
from sphinx_feature_matrix.model import Driver, Feature, Implementation, ImplementationStatus
from sphinx_feature_matrix.problems import Location

_OPTIONS_ELSEWHERE = {'link', 'symbol', 'counts-as'}
"""The options that only sections other than features have."""

_COMMENT = re.compile(r'\s[;#]')


class FeatureReader:
    """Reads the features of one file."""

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
        """Return the feature in *section*, and report what is wrong with it."""
        source, options = self.source, section.options
        title = one_line(options.get('title', ''))
        place = source.at_line(section.line)
        if not title:
            source.report(
                'feature-title',
                f'feature [{section.name}] has no title; add "title = …", what readers are to see',
                place,
            )
        for name in section.lines:
            if name not in self.known:
                self.unknown_option(section, name)
        return Feature(
            key=section.name,
            title=title or section.name,
            status=read_status(source, section),
            location=place,
            implementations=self.implementations(section, place),
            notes=source.note(section, 'notes'),
            cli=tuple(filter(None, map(one_line, options.get('cli', '').split(';')))),
            api=one_line(options.get('api', '')),
            title_line=source.line_of(section, 'title'),
        )

    def implementations(self, section: Section, place: Location) -> dict[str, Implementation]:
        """Return the feature's implementation in each driver, by the drivers' keys."""
        source, file = self.source, self.source.file
        options, statuses = section.options, self.statuses
        implementations = {}
        absent = []
        for key, status_option, notes_option in self.options:
            notes = source.note(section, notes_option) if notes_option in options else None
            value = options.get(status_option)
            if value is None:
                absent.append(status_option)
                implementations[key] = Implementation('unknown', *place, notes, stated=False)
                continue
            line, column = source.value_start(section, status_option)
            status = statuses.get(value) or statuses.get(one_line(value).lower())
            if status is None:
                invalid = one_line(value)
                self.unknown_status(invalid, status_option, Location(file, line, column))
                implementations[key] = Implementation(
                    'unknown', file, line, column, notes, invalid or '?'
                )
                continue
            # The key, as one string serves all, and not the value that was cut out of its line.
            implementations[key] = Implementation(status.key, file, line, column, notes)
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
        """Report a *value* that is no implementation status."""
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
        """Report the option *name*, with a guess at what was meant."""
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
