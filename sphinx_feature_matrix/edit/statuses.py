"""The lines in features that say how far a driver implements them, and where a new one goes."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable
from functools import cached_property
from typing import NamedTuple

from sphinx_feature_matrix.edit.lines import Lines
from sphinx_feature_matrix.edit.places import (
    comments_above,
    comments_below,
    last_option,
    next_line,
    section_end,
)
from sphinx_feature_matrix.edit.style import indent_of, read_option, write_option
from sphinx_feature_matrix.ini.dialects import LAYOUTS, TARGETS, Layout
from sphinx_feature_matrix.ini.document import Document
from sphinx_feature_matrix.ini.source import Section
from sphinx_feature_matrix.model import Driver


class DriverOptions(NamedTuple):
    """A driver's key as the file writes it, and its options in a feature, in lower case."""

    written: str
    status: str
    notes: str


def driver_options(layout: Layout, key: str, written: str) -> DriverOptions:
    """Return the options of the driver *key*, which the file writes as *written*."""
    return DriverOptions(
        written, (layout.status_prefix + key).lower(), (layout.notes_prefix + key).lower()
    )


class _Block(NamedTuple):
    """A driver's lines in a feature: its status, its notes, or both where they are neighbours.

    *first* and *last* are where its options begin. *end* is the last line of their values, with
    the comments that belong to it.
    """

    first: int
    last: int
    end: int


class StatusLines:
    """Puts lines with a status into the features of a document, among those that are there."""

    def __init__(self, document: Document, lines: Lines) -> None:
        self.lines = lines
        self.layout = LAYOUTS[document.matrix.dialect]
        self.source = document.source
        self.drivers = [
            driver_options(self.layout, driver.key, _written(driver, self.layout, lines))
            for driver in document.matrix.drivers
        ]
        sections = {section.name: section for section in self.source.sections}
        self.features = [sections[feature.key] for feature in document.matrix.features]

    def insert(self, section: Section, wanted: Container[str], value: str) -> int:
        """Put a line with *value* into *section* for each driver whose option is *wanted*.

        It goes behind the driver declared before it, or in front of the first one that is there.

        :param section: a feature; in the dialect *targets* the section of that name as well
        :param wanted: names of options, of which *section* has none
        :returns: how many lines were put there
        """
        count = 0
        for index, driver in enumerate(self.drivers):
            if driver.status in wanted:
                insert, where, near = self._place(section, index)
                indent = indent_of(self.lines.text(near))
                insert(where, self.written(section, near, driver, value, indent))
                count += 1
        return count

    def stated(self, section: Section) -> dict[str, int]:
        """Return the lines with a status that *section* has, by option, from top to bottom."""
        found = {
            driver.status: section.lines[driver.status]
            for driver in self.drivers
            if driver.status in section.lines
        }
        return dict(sorted(found.items(), key=lambda item: item[1]))

    def written(
        self, section: Section, near: int, driver: DriverOptions, value: str, indent: str
    ) -> str:
        """Return a line with *value* for *driver*, to stand near line *near* of *section*.

        It is written like the nearest one in *section*, or else like those of another feature.
        """
        numbers = sorted(
            self.stated(section).values() or self._elsewhere, key=lambda line: abs(line - near)
        )
        models = [read_option(self.lines.text(number)) for number in numbers]
        prefix = self.layout.status_prefix
        if models:
            prefix = models[0].name[: len(prefix)]
        elif option := last_option(section):
            models = [read_option(self.lines.text(section.lines[option]))]
        return write_option(indent, prefix + driver.written, value, models)

    @cached_property
    def _elsewhere(self) -> list[int]:
        """The lines with a status in the first feature that has any."""
        found = (self.stated(section).values() for section in self.features)
        return list(next(filter(None, found), ()))

    def _first_block(self, section: Section, drivers: Iterable[DriverOptions]) -> _Block | None:
        return next(filter(None, (self._block(section, driver) for driver in drivers)), None)

    def _block(self, section: Section, driver: DriverOptions) -> _Block | None:
        numbers = {
            section.lines[option]: option
            for option in (driver.status, driver.notes)
            if option in section.lines
        }
        if not numbers:
            return None
        first, last = min(numbers), max(numbers)
        end = self.source.value_end(section, numbers[first])
        if last > first and next_line(self.lines, end) == last:
            end = self.source.value_end(section, numbers[last])
        elif last > first:
            first = last = section.lines[driver.status]
            end = self.source.value_end(section, driver.status)
        return _Block(first, last, comments_below(self.lines, end))

    def _place(self, section: Section, index: int) -> tuple[Callable[[int, str], None], int, int]:
        """Return how and where a line for the driver at *index* goes, and by which line.

        It is to be indented like the option in front of it, or else like what follows: so it is
        not taken for more of a value, nor what follows for more of its own.
        """
        if own := self._block(section, self.drivers[index]):
            # Only its notes are there.
            return self.lines.insert_above, own.first, own.first
        if previous := self._first_block(section, reversed(self.drivers[:index])):
            return self.lines.insert_below, previous.end, previous.last
        if following := self._first_block(section, self.drivers[index + 1 :]):
            above = comments_above(self.lines, following.first)
            return self.lines.insert_above, above, following.first
        option = last_option(section)
        end = section_end(self.source, self.lines, section)
        near = section.lines[option] if option else next_line(self.lines, end)
        return self.lines.insert_below, end, near


def _written(driver: Driver, layout: Layout, lines: Lines) -> str:
    """Return the key of *driver* as it stands where it is declared, byte for byte."""
    text = lines.text(driver.location.line)
    if layout is TARGETS:
        return read_option(text).name[len(layout.status_prefix) :]
    return text.partition('.')[2].rpartition(']')[0]
