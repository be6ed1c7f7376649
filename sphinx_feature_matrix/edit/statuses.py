"""The lines in features that say how far a driver implements them, and where a new one goes."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Container, Sequence
from functools import cache, cached_property, partial
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
from sphinx_feature_matrix.ini.joining import Section
from sphinx_feature_matrix.model import Driver

_MODELS = 100
"""How many lines with a status, the nearest ones, tell how one more is written."""


class DriverOptions(NamedTuple):
    """A driver's key as the file writes it, and its options in a feature, in lower case."""

    written: str
    status: str
    notes: str
    release: str


def driver_options(layout: Layout, key: str, written: str) -> DriverOptions:
    """Return the options of the driver *key*, which the file writes as *written*."""
    return DriverOptions(written, *layout.options_of(key))


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
        self._stated: dict[str, dict[str, int]] = {}
        self._numbers: dict[str, list[int]] = {}
        sections = {section.name: section for section in self.source.sections}
        self.features = [sections[feature.key] for feature in document.matrix.features]

    def insert(self, section: Section, wanted: Container[str], value: str) -> int:
        """Put a line with *value* into *section* for each driver whose option is *wanted*.

        It goes behind the driver declared before it, or in front of the first one that is there.

        :param section: a feature; in the dialect *targets* the section of that name as well
        :param wanted: names of options, of which *section* has none
        :returns: how many lines were put there
        """
        present = [
            index
            for index, driver in enumerate(self.drivers)
            if driver.status in section.lines or driver.notes in section.lines
        ]
        # Many lines may go beside the same one.
        beside = cache(partial(self._beside, section))
        count = 0
        for index, driver in enumerate(self.drivers):
            if driver.status in wanted:
                insert, where, near = beside(*_neighbour(present, index))
                indent = indent_of(self.lines.text(near))
                insert(where, self.written(section, near, driver, value, indent))
                count += 1
        return count

    def stated(self, section: Section) -> dict[str, int]:
        """Return the lines with a status that *section* has, by option, from top to bottom."""
        if section.name not in self._stated:
            found = {
                driver.status: section.lines[driver.status]
                for driver in self.drivers
                if driver.status in section.lines
            }
            self._stated[section.name] = dict(sorted(found.items(), key=lambda item: item[1]))
        return self._stated[section.name]

    def written(
        self, section: Section, near: int, driver: DriverOptions, value: str, indent: str
    ) -> str:
        """Return a line with *value* for *driver*, to stand near line *near* of *section*.

        It is written like the nearest one in *section*, or else like those of another feature.
        """
        numbers = _nearest(self._lines(section) or self._elsewhere, near)
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

    def _lines(self, section: Section) -> list[int]:
        if section.name not in self._numbers:
            self._numbers[section.name] = [*self.stated(section).values()]
        return self._numbers[section.name]

    def _block(self, section: Section, driver: DriverOptions) -> _Block:
        numbers = {
            section.lines[option]: option
            for option in (driver.status, driver.notes)
            if option in section.lines
        }
        first, last = min(numbers), max(numbers)
        end = self.source.value_end(section, numbers[first])
        if last > first and next_line(self.lines, end) == last:
            end = self.source.value_end(section, numbers[last])
        elif last > first:
            first = last = section.lines[driver.status]
            end = self.source.value_end(section, driver.status)
        return _Block(first, last, comments_below(self.lines, end))

    def _beside(
        self, section: Section, neighbour: int | None, side: int
    ) -> tuple[Callable[[int, str], None], int, int]:
        """Return how and where a line goes, and by which line.

        It is to be indented like the option in front of it, or else like what follows: so it is
        not taken for more of a value, nor what follows for more of its own.

        :param neighbour: the index of the driver that it goes beside, if there is any
        :param side: 1 if that is declared before it, -1 if behind it, and 0 if it is the same,
            of which only the notes are there
        """
        if neighbour is None:
            option = last_option(section)
            end = section_end(self.source, self.lines, section)
            near = section.lines[option] if option else next_line(self.lines, end)
            return self.lines.insert_below, end, near
        block = self._block(section, self.drivers[neighbour])
        if side > 0:
            return self.lines.insert_below, block.end, block.last
        above = comments_above(self.lines, block.first) if side else block.first
        return self.lines.insert_above, above, block.first


def _neighbour(present: Sequence[int], index: int) -> tuple[int | None, int]:
    """Return which of *present* a line for the driver at *index* goes beside, and the side."""
    place = bisect_left(present, index)
    if place < len(present) and present[place] == index:
        return index, 0
    if place:
        return present[place - 1], 1
    return (present[0], -1) if present else (None, 0)


def _nearest(numbers: Sequence[int], near: int) -> list[int]:
    """Return those of *numbers*, which are in order, that tell how to write line *near*."""
    place = bisect_left(numbers, near)
    window = numbers[max(place - _MODELS, 0) : place + _MODELS]
    return sorted(window, key=lambda line: abs(line - near))[:_MODELS]


def _written(driver: Driver, layout: Layout, lines: Lines) -> str:
    """Return the key of *driver* as it stands where it is declared, byte for byte."""
    text = lines.text(driver.location.line)
    if layout is TARGETS:
        return read_option(text).name[len(layout.status_prefix) :]
    return text.partition('.')[2].rpartition(']')[0]
