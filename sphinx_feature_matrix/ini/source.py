"""A file's sections and options as configparser reads them, each with its place.

configparser itself keeps no places and stops at some mistakes. It lets itself be watched,
though, through two documented hooks: ``SECTCRE`` is asked about every line that may be a
header, and ``optionxform`` is called once for each option line. That, and the number of the line
it was handed last, is all that is needed; what a value *is* stays configparser's to say.
"""

from __future__ import annotations

import io
import re
import sys
from bisect import bisect_right
from codecs import BOM_UTF8
from collections.abc import Iterator, Mapping
from configparser import DEFAULTSECT, ParsingError, RawConfigParser
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple, cast

from sphinx_feature_matrix.ini.indentation import relative_indents
from sphinx_feature_matrix.model import Note
from sphinx_feature_matrix.paths import is_folder
from sphinx_feature_matrix.problems import RULES, Location, Problem, problem

_PREAMBLE = '\0'
"""The section that holds what stands before the first one. No file holds a NUL (see below)."""

_NO_LINES: Mapping[str, int] = {}


class Section(NamedTuple):
    """A section: its options with those of ``[DEFAULT]``, and the lines of its own options."""

    name: str
    line: int
    options: Mapping[str, str]
    lines: Mapping[str, int]


class Source:
    """The text of one file, its sections in order, and the problems of its lines."""

    def __init__(self, file: str, text: str) -> None:
        self.file = file
        self.problems: list[Problem] = []
        self._text = io.StringIO(text, newline=None).getvalue().split('\n')
        parser = _WatchedParser(self._text)
        self._starts = parser.starts
        self._bad_lines = set(parser.bad_lines)
        defaults = parser.lines.get(DEFAULTSECT, _NO_LINES)
        self.defaults = Section(
            DEFAULTSECT, parser.headers.get(DEFAULTSECT, 1), parser.defaults(), defaults
        )
        self._report_preamble(parser)
        self._report_lines(parser)
        self.sections = [
            Section(name, parser.headers[name], dict(parser.items(name, raw=True)), lines)
            for name, lines in parser.lines.items()
            if name not in (_PREAMBLE, DEFAULTSECT)
        ]

    def report(self, rule: str, message: str, location: Location) -> None:
        """Take note of a problem of the rule named *rule*."""
        self.problems.append(problem(rule, message, location))

    def at_line(self, line: int) -> Location:
        """Return the place of the first character on *line* that is no white space."""
        text = self._text[line - 1]
        return Location(self.file, line, len(text) - len(text.lstrip()) + 1)

    def at_option(self, section: Section, option: str) -> Location:
        """Return the place of the option's name."""
        return self.at_line(self._line(section, option))

    def at_value(self, section: Section, option: str) -> Location:
        """Return the place of the option's value, or of where it would be if it is empty."""
        return Location(self.file, *self.value_start(section, option))

    def value_start(self, section: Section, option: str) -> tuple[int, int]:
        """Return the line and the column of the option's value, as :meth:`at_value` does."""
        line = self._line(section, option)
        value = section.options.get(option)
        if value and '\n' not in value:
            # So it is with nearly all of what may be a hundred thousand: it ends its line.
            return line, len(self._text[line - 1].rstrip()) - len(value) + 1
        start = self._value_start(line)
        if start == len(self._text[line - 1]) and value:
            rows = self._value_rows(line)
            line, start = next((row, first) for row, first, text in rows if text)
        return line, start + 1

    def line_of(self, section: Section, option: str) -> int:
        """Return the line of an option that has a value, or 0 where there is none."""
        return self._line(section, option) if section.options.get(option) else 0

    def at_offset(self, section: Section, option: str, offset: int) -> Location:
        """Return the place of the character at *offset* of the option's value."""
        place = self.at_value(section, option)
        for number, start, text in self._value_rows(self._line(section, option)):
            place = Location(self.file, number, start + offset + 1)
            if offset <= len(text):
                break
            offset -= len(text) + 1
        return place

    def value_end(self, section: Section, option: str) -> int:
        """Return the number of the last line that the option's value has something on."""
        first = self._line(section, option)
        return max((row for row, _, text in self._value_rows(first) if text), default=first)

    def continuations(self) -> Iterator[tuple[int, int]]:
        """Yield the number of each line that goes on with a value, and of the option's line."""
        # The first start is that of the made-up header, above all lines.
        for first, following in pairwise([*self._starts[1:], len(self._text) + 1]):
            for number in range(first + 1, following):
                if self.text_at(number) and self._is_read(number):
                    yield number, first

    def text_at(self, line: int) -> str:
        """Return what is on *line*, without the white space around it."""
        return self._text[line - 1].strip()

    def note(self, section: Section, option: str) -> Note | None:
        """Return the option's value as a note, or ``None`` where it is empty or absent."""
        value = section.options.get(option)
        if not value:
            return None
        if '\n' not in value:
            line, column = self.value_start(section, option)
            return Note(value, self.file, (line,), (column,))
        first = self._line(section, option)
        rows = list(self._value_rows(first))
        while not rows[-1][2]:
            rows.pop()
        while not rows[0][2]:
            rows.pop(0)
        indents = relative_indents(
            [(None if line == first else index, text) for line, index, text in rows]
        )
        return Note(
            text='\n'.join(
                ' ' * indent + row[2] for indent, row in zip(indents, rows, strict=True)
            ),
            file=self.file,
            lines=tuple(line for line, _, _ in rows),
            columns=tuple(index + 1 for _, index, _ in rows),
        )

    def _line(self, section: Section, option: str) -> int:
        line = section.lines.get(option) or self.defaults.lines.get(option)
        return line or section.line

    def _value_start(self, line: int) -> int:
        """Return the index of the value in its option's line."""
        text = self._text[line - 1]
        found = _DELIMITER.search(text)
        return found.end() if found else len(text)

    def _value_rows(self, line: int) -> Iterator[tuple[int, int, str]]:
        """Yield the number, the index of the first character and the text of each value line."""
        start = self._value_start(line)
        yield line, start, self._text[line - 1][start:].strip()
        following = bisect_right(self._starts, line)
        end = self._starts[following] if following < len(self._starts) else len(self._text) + 1
        for number in range(line + 1, end):
            raw = self._text[number - 1]
            if self._is_read(number):
                yield number, len(raw) - len(raw.lstrip()), raw.strip()

    def _is_read(self, line: int) -> bool:
        """Tell whether *line*, which begins nothing, goes on with a value, be it empty."""
        return line not in self._bad_lines and not self.text_at(line).startswith(('#', ';'))

    def _report_preamble(self, parser: _WatchedParser) -> None:
        first_header = min(parser.headers.values(), default=len(self._text) + 1)
        met = (*parser.starts, *parser.bad_lines)
        stray = [line for line in met if 0 < line < first_header]
        if stray:
            self.report(
                'text-before-section',
                'there is text before the first section; put it below a section header such as '
                '"[driver.KEY]", or make it a comment with "#"',
                self.at_line(min(stray)),
            )

    def _report_lines(self, parser: _WatchedParser) -> None:
        first_header = min(parser.headers.values(), default=len(self._text) + 1)
        for line in parser.bad_lines:
            if line < first_header:
                continue
            text = self._text[line - 1].strip()
            instead = _HEADER if text.startswith('[') else _OPTION
            self.report('not-an-option', f'this line is no option; {instead}', self.at_line(line))
        for line in parser.long_headers:
            message = f'what stands behind the section header is not read; {_HEADER}'
            self.report('not-an-option', message, self.at_line(line))
        for name, first, again in parser.repeated_sections:
            self.report(
                'duplicate-section',
                f'section [{name}] is already on line {first}; merge the two, or rename one',
                self.at_line(again),
            )
        for name, first, again in parser.repeated_options:
            self.report(
                'duplicate-option',
                f'option "{name}" is already on line {first}; delete one of the two',
                self.at_line(again),
            )


_HEADER = 'a section header is "[NAME]" on a line of its own'
_OPTION = 'write "OPTION = VALUE", or indent the line if it goes on with the value above'
_DELIMITER = re.compile(r'[=:]\s*')


class _HeaderWatch:
    """Stands in for the pattern ``SECTCRE`` and tells the parser of every header it matches."""

    def __init__(self, parser: _WatchedParser) -> None:
        self.pattern = RawConfigParser.SECTCRE
        self.parser = parser

    def match(self, text: str) -> re.Match[str] | None:
        found = self.pattern.match(text)
        if found:
            rest = text[found.end() :].lstrip()
            # The pattern takes all up to the last bracket of the line.
            alone = (not rest or rest[0] in '#;') and ']' not in found['header']
            self.parser.enter(found['header'], alone=alone)
        return found


class _WatchedParser(RawConfigParser):
    """configparser, and on which line it met what. It reads *text* at once."""

    def __init__(self, text: list[str]) -> None:
        super().__init__(strict=False, interpolation=None)
        self.headers: dict[str, int] = {}
        self.lines: dict[str, dict[str, int]] = {}
        self.starts: list[int] = []
        self.bad_lines: list[int] = []
        self.long_headers: list[int] = []
        self.repeated_sections: list[tuple[str, int, int]] = []
        self.repeated_options: list[tuple[str, int, int]] = []
        self._number = 0
        self._current: dict[str, int] = {}
        self.SECTCRE = cast('re.Pattern[str]', _HeaderWatch(self))
        try:
            self.read_file(self._numbered(text))
        except ParsingError as error:
            # All other lines have been read; the line of the made-up header counts in these.
            self.bad_lines = [number - 1 for number, _ in error.errors]

    def _numbered(self, text: list[str]) -> Iterator[str]:
        yield f'[{_PREAMBLE}]'
        for self._number, line in enumerate(text, start=1):
            yield line

    def enter(self, section: str, *, alone: bool) -> None:
        """Take note of a section's header on the current line, and whether it is *alone* there."""
        if not alone:
            self.long_headers.append(self._number)
        if section in self.headers:
            if section != DEFAULTSECT:
                self.repeated_sections.append((section, self.headers[section], self._number))
        elif section != _PREAMBLE:
            self.headers[section] = self._number
        self.starts.append(self._number)
        self._current = self.lines.setdefault(section, {})

    def optionxform(self, optionstr: str) -> str:
        """Take note of an option's line, and return its name in lower case."""
        # Each feature has the same names: one string serves them all.
        name = sys.intern(optionstr.lower())
        if name in self._current:
            self.repeated_options.append((name, self._current[name], self._number))
        if name:
            self._current[name] = self._number
        self.starts.append(self._number)
        return name


def one_line(text: str) -> str:
    """Return *text* with single spaces for all its white space: the value of most options."""
    return ' '.join(text.split())


def read_bytes(file: str) -> tuple[bytes, Problem | None]:
    """Return what the file at *file* holds, and the problem if it cannot be read."""
    try:
        return Path(file).read_bytes(), None
    except (OSError, ValueError) as error:
        return b'', problem('file', _unreadable(file, error), Location(file, 1, 1))


def decode(data: bytes, file: str) -> tuple[str, list[Problem]]:
    """Return the text in *data*, as far as it is text, and what is wrong with it."""
    data = data.removeprefix(BOM_UTF8)
    if b'\0' in data:
        return '', [_not_text(file, data)]
    try:
        return data.decode(), []
    except UnicodeDecodeError as error:
        message = (
            f'byte 0x{data[error.start]:02x} is not UTF-8; save the file with the encoding UTF-8'
        )
        problem = Problem(RULES['encoding'], message, _place(file, data[: error.start]))
        return data.decode(errors='replace'), [problem]


def _unreadable(path: str, error: Exception) -> str:
    if isinstance(error, FileNotFoundError):
        return 'there is no such file; check the path'
    if isinstance(error, IsADirectoryError) or is_folder(path):
        return 'this is a folder; name the INI file in it'
    reason = error.strerror if isinstance(error, OSError) else str(error)
    return f'the file cannot be read: {reason}'


def _not_text(file: str, data: bytes) -> Problem:
    message = 'the file holds a NUL byte, so it is no text; write it as plain text in UTF-8'
    if data.startswith((b'\xff\xfe', b'\xfe\xff')):
        message = 'the file is UTF-16; save it with the encoding UTF-8'
    return Problem(RULES['not-text'], message, _place(file, data[: data.index(b'\0')]))


def _place(file: str, before: bytes) -> Location:
    """Return the place just behind the bytes *before*."""
    lines = re.split(r'\r\n|\r|\n', before.decode(errors='replace'))
    return Location(file, len(lines), len(lines[-1]) + 1)
