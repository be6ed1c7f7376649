"""From the section of a feature to the model: the part that is done for each of many cells."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import chain

from sphinx_feature_matrix.ini.dialects import CLASSIFICATION, TARGETS, Layout
from sphinx_feature_matrix.ini.feature_status import read_status
from sphinx_feature_matrix.ini.hints import Known, did_you_mean, one_of
from sphinx_feature_matrix.ini.joining import Section
from sphinx_feature_matrix.ini.links import read_link
from sphinx_feature_matrix.ini.source import Source, one_line
from sphinx_feature_matrix.model import (
    Driver,
    Feature,
    Implementation,
    ImplementationStatus,
    Maturity,
)
from sphinx_feature_matrix.problems import Location

_OPTIONS_ELSEWHERE = {'link', 'symbol', 'counts-as'}
"""The options that only sections other than features have."""

_COMMENT = re.compile(r'\s[;#]')
_BETWEEN_TESTS = re.compile(r'[;,\s]+')


def _split_release(value: str) -> tuple[str, str]:
    """Return the status and the release in *value*, of the dialect *feature classification*."""
    status, _, release = value.partition(':')
    return one_line(status), one_line(release)


class FeatureReader:
    """Reads the features of one matrix."""

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
        self.options = [(driver.key, *layout.options_of(driver.key)) for driver in drivers]
        self.known = layout.options.union(
            filter(None, chain(*(names for _, *names in self.options)))
        )
        self.files = {
            options[1]: driver.location.file
            for options, driver in zip(self.options, drivers, strict=True)
            if len(source.files) > 1
        }
        # What is guessed from where something is wrong.
        self.known_options = Known(self.known)
        self.known_drivers = Known(driver.key for driver in drivers)
        self.known_statuses = Known(statuses)
        self.write_status = f'write {one_of(statuses)}'

    def feature(self, section: Section) -> Feature:
        """Return the feature in *section*, and report what is wrong with it."""
        source, layout, options = self.source, self.layout, section.options
        title = one_line(options.get('title', ''))
        place = source.at_line(section.line)
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
            maturity=self.maturity(section),
            api_doc=read_link(source, section, layout.api_doc),
            admin_doc=read_link(source, section, layout.admin_doc),
            tests=tuple(filter(None, _BETWEEN_TESTS.split(options.get(layout.tests, '')))),
        )

    def check_titles(self, sections: Sequence[Section]) -> None:
        """Report which of *sections*, those of all features, have no title."""
        source = self.source
        without = [each for each in sections if not one_line(each.options.get('title', ''))]
        spread = len(source.files) > 1
        if len(without) == len(sections) > 1 and self.options and not spread:
            source.report(
                'feature-title',
                'no feature of this file has a title; if it is a part of a matrix, name all its '
                'files together, as in "common.ini drivers/*.ini"; or else add "title = …" to '
                'each',
                source.at_line(without[0].line),
            )
            return
        declared = Known(each.name for each in sections if 'title' in each.options)
        for section in without:
            message = f'feature [{section.name}] has no title; '
            if spread and (meant := declared.nearest(section.name)):
                message += f'none of the files declares it; did you mean [{meant}]?'
            else:
                message += 'add "title = …", what readers are to see'
            source.report('feature-title', message, source.at_line(section.line))

    def maturity(self, section: Section) -> str:
        """Return the maturity that *section* states, and report one that is unknown."""
        value = one_line(section.options.get('maturity', ''))
        if value and value.lower() not in set(Maturity):
            hint = did_you_mean(value, set(Maturity), f'write {one_of(Maturity)}')
            message = f'"{value}" is no maturity; {hint}'
            self.source.report('maturity', message, self.source.at_value(section, 'maturity'))
            return value
        return value.lower()

    def implementations(self, section: Section, place: Location) -> dict[str, Implementation]:
        """Return the feature's implementation in each driver, by the drivers' keys."""
        source, options, statuses = self.source, section.options, self.statuses
        behind = self.layout is CLASSIFICATION
        implementations = {}
        absent = []
        for key, status_option, notes_option, release_option in self.options:
            notes = source.note(section, notes_option) if notes_option in options else None
            release = one_line(options[release_option]) if release_option in options else ''
            value = options.get(status_option)
            if value is None:
                absent.append(status_option)
                implementations[key] = Implementation(
                    'unknown', *place, notes, stated=False, release=release
                )
                continue
            where = source.value_place(section, status_option)
            if behind and ':' in value:
                value, release = _split_release(value)
            status = statuses.get(value) or statuses.get(one_line(value).lower())
            if status is None:
                invalid = one_line(value)
                self.unknown_status(invalid, status_option, Location(*where))
                implementations[key] = Implementation(
                    'unknown', *where, notes, invalid or '?', release=release
                )
                continue
            # The key, as one string serves all, and not the value that was cut out of its line.
            implementations[key] = Implementation(status.key, *where, notes, release=release)
        # Where it is a typing error, the drivers of other files need no line.
        if absent and (len(source.files) == 1 or options.get('title')):
            self.report_absent(section, absent, place)
        return implementations

    def report_absent(self, section: Section, absent: list[str], place: Location) -> None:
        """Report the options *absent* of drivers."""
        self.source.report(
            'implementation-missing',
            f'[{section.name}] lacks {len(absent)} of its drivers, shown as unknown; add '
            + ', '.join(f'"{name} = unknown"{self.elsewhere(name, place)}' for name in absent),
            place,
        )

    def elsewhere(self, option: str, place: Location) -> str:
        """Return in which other file than that of *place* a driver has its *option*."""
        file = self.files.get(option, place.file)
        return f' in {file}' if file != place.file else ''

    def check_defaults(self) -> None:
        """Report the options of ``[DEFAULT]`` that mean nothing in any section."""
        for defaults in self.source.defaults:
            for name in defaults.lines:
                if name not in self.known and name not in _OPTIONS_ELSEWHERE:
                    self.unknown_option(defaults, name)

    def unknown_status(self, value: str, option: str, where: Location) -> None:
        """Report a *value* that is no implementation status."""
        if _COMMENT.search(value):
            message = f'"{value}" is no implementation status; put a comment on a line of its own'
        elif value:
            message = f'"{value}" is no implementation status; '
            message += did_you_mean(value, self.known_statuses, self.write_status)
        else:
            message = f'"{option}" is empty; {self.write_status}'
        self.source.report('implementation-status', message, where)

    def unknown_option(self, section: Section, name: str) -> None:
        """Report the option *name*, with a guess at what was meant."""
        layout, place = self.layout, self.source.at_option(section, name)
        for prefix, rule in (
            (layout.notes_prefix, 'unknown-driver-notes'),
            (layout.release_prefix, 'unknown-driver'),
            (layout.status_prefix, 'unknown-driver'),
        ):
            if prefix and name.startswith(prefix):
                key = name.removeprefix(prefix)
                message = self.unknown_driver(key)
                self.source.report(rule, message, place)
                return
        value = section.options.get(name, '').partition(':')[0].strip().lower()
        if layout is CLASSIFICATION and value in self.statuses:
            self.source.report('unknown-driver', self.unknown_driver(name), place)
            return
        prefixes = (layout.status_prefix, layout.notes_prefix, layout.release_prefix)
        for_drivers = dict.fromkeys(f'{prefix}KEY' for prefix in prefixes)
        shown = [*sorted(layout.options), *for_drivers]
        hint = did_you_mean(name, self.known_options, f'known in a feature: {", ".join(shown)}')
        self.source.report(
            'unknown-option', f'option "{name}" means nothing in a feature; {hint}', place
        )

    def unknown_driver(self, key: str) -> str:
        """Return what is wrong where an option speaks of the driver *key*."""
        layout = self.layout
        declare = f'declare it with a section [{layout.section}.{key}]'
        if layout is TARGETS:
            declare = f'declare it in [targets] with "{layout.status_prefix}{key} = TITLE"'
        hint = did_you_mean(key, self.known_drivers, declare)
        return f'there is no driver "{key}"; {hint}'
