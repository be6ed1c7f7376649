"""One or more files' sections and options as configparser reads them, each with its place.

Within a source, the lines of all its files are numbered on from file to file, so that one number
tells where something is. What leaves it, such as a location or a note, has the file and the line
in that file.
"""

from __future__ import annotations

import io
import re
from bisect import bisect_right
from collections import ChainMap
from collections.abc import Callable, Iterator, Mapping
from configparser import DEFAULTSECT
from itertools import accumulate, pairwise
from typing import NamedTuple, cast

from sphinx_feature_matrix.ini.indentation import relative_indents
from sphinx_feature_matrix.ini.joining import Section, join
from sphinx_feature_matrix.ini.watching import PREAMBLE, WatchedParser
from sphinx_feature_matrix.model import Note
from sphinx_feature_matrix.problems import Location, Problem, problem

_NO_LINES: Mapping[str, int] = {}


class Text(NamedTuple):
    """What a file holds."""

    file: str
    text: str


class Source:
    """The texts of a matrix's files, their sections in order, and the problems of their lines.

    *defaults* are the sections ``[DEFAULT]``, one for each file.
    """

    def __init__(self, file: str, text: str, *others: Text) -> None:
        self.file = file
        self.files = (file, *(other.file for other in others))
        self._others = bool(others)
        self.problems: list[Problem] = []
        lines = [_lines(each) for each in (text, *(other.text for other in others))]
        # How many lines stand in front of each file's.
        self._shifts = [0, *accumulate(map(len, lines))][:-1]
        self._text = [line for of_file in lines for line in of_file]
        self._starts: list[int] = []
        self._bad_lines: set[int] = set()
        self.defaults: list[Section] = []
        sections: list[Section] = []
        for shift, of_file in zip(self._shifts, lines, strict=True):
            sections += self._sections(WatchedParser(of_file), shift, len(of_file))
        self.sections = sections
        if others:
            self.sections, conflicts = join(sections)
            for section, option, first, again in conflicts:
                where = self.mention(self.at_line(first), self.at_line(again))
                self.report(
                    'conflict',
                    f'[{section}] has another "{option}" {where}; delete one of the two',
                    self.at_line(again),
                )

    def report(self, rule: str, message: str, location: Location) -> None:
        """Take note of a problem of the rule named *rule*."""
        self.problems.append(problem(rule, message, location))

    def mention(self, place: Location, here: Location) -> str:
        """Return how a message about what is *here* tells of another *place*."""
        if place.file == here.file:
            return f'on line {place.line}'
        return f'at {place.file}:{place.line}'

    def order(self, place: Location) -> tuple[int, int, int]:
        """Return what sorts by files and then by places in these; other files come first."""
        number = self.files.index(place.file) if place.file in self.files else -1
        return number, place.line, place.column

    def at_line(self, line: int) -> Location:
        """Return the place of the first character on *line* that is no white space."""
        text = self._text[line - 1]
        return Location(*self._place(line, len(text) - len(text.lstrip()) + 1))

    def at_option(self, section: Section, option: str) -> Location:
        """Return the place of the option's name."""
        return self.at_line(self._line(section, option))

    def at_value(self, section: Section, option: str) -> Location:
        """Return the place of the option's value, or of where it would be if it is empty."""
        return Location(*self.value_place(section, option))

    def value_place(self, section: Section, option: str) -> tuple[str, int, int]:
        """Return the file, the line and the column of the value, as :meth:`at_value` does."""
        line = self._line(section, option)
        value = section.options.get(option)
        if value and '\n' not in value:
            # So it is with nearly all of what may be a hundred thousand: it ends its line.
            column = len(self._text[line - 1].rstrip()) - len(value) + 1
            return self._place(line, column) if self._others else (self.file, line, column)
        start = self._value_start(line)
        if start == len(self._text[line - 1]) and value:
            rows = self._value_rows(line)
            line, start = next((row, first) for row, first, text in rows if text)
        return self._place(line, start + 1)

    def line_of(self, section: Section, option: str) -> int:
        """Return the line, in its file, of an option that has a value; 0 where there is none."""
        if not section.options.get(option):
            return 0
        return self._place(self._line(section, option), 1)[1]

    def at_offsets(self, section: Section, option: str) -> Callable[[int], Location]:
        """Return what returns the place of the character at an offset of the option's value."""
        rows = list(self._value_rows(self._line(section, option)))
        # How far into the value each row begins: behind a line end for each row above it.
        offsets = [0, *accumulate(len(text) + 1 for _, _, text in rows[:-1])]

        def place(offset: int) -> Location:
            row = bisect_right(offsets, offset) - 1
            number, start, _ = rows[row]
            return Location(*self._place(number, start + offset - offsets[row] + 1))

        return place

    def value_end(self, section: Section, option: str) -> int:
        """Return the number of the last line that the option's value has something on."""
        first = self._line(section, option)
        return max((row for row, _, text in self._value_rows(first) if text), default=first)

    def continuations(self) -> Iterator[tuple[int, int]]:
        """Yield the number of each line that goes on with a value, and of the option's line."""
        for first, following in pairwise([*self._starts, len(self._text) + 1]):
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
            file, line, column = self.value_place(section, option)
            return Note(value, file, (line,), (column,))
        first = self._line(section, option)
        rows = list(self._value_rows(first))
        filled = [index for index, row in enumerate(rows) if row[2]]
        rows = rows[filled[0] : filled[-1] + 1]
        indents = relative_indents(
            [(None if line == first else index, text) for line, index, text in rows]
        )
        places = [self._place(line, index + 1) for line, index, _ in rows]
        return Note(
            text='\n'.join(
                ' ' * indent + row[2] for indent, row in zip(indents, rows, strict=True)
            ),
            file=places[0][0],
            lines=tuple(line for _, line, _ in places),
            columns=tuple(column for _, _, column in places),
        )

    def _place(self, line: int, column: int) -> tuple[str, int, int]:
        """Return the file, and the place in it, of a column of *line*."""
        if not self._others:
            return self.file, line, column
        number = bisect_right(self._shifts, line - 1) - 1
        return self.files[number], line - self._shifts[number], column

    def _line(self, section: Section, option: str) -> int:
        line = section.lines.get(option) or section.default_lines.get(option)
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

    def _sections(self, parser: WatchedParser, shift: int, count: int) -> list[Section]:
        """Return the sections of the file of *count* lines behind the first *shift* lines.

        What *parser* says of its lines is reported.
        """
        # No value reaches from one file into the next.
        self._starts += [shift + max(1, line) for line in parser.starts]
        self._bad_lines.update(shift + line for line in parser.bad_lines)
        first_header = min(parser.headers.values(), default=count + 1)
        self._report_preamble(parser, shift, first_header)
        self._report_lines(parser, shift, first_header)
        lines = parser.lines
        if shift:
            lines = {
                name: {option: shift + line for option, line in of_section.items()}
                for name, of_section in parser.lines.items()
            }
        defaults = lines.get(DEFAULTSECT, _NO_LINES)
        # Each section would have a copy of them otherwise.
        shared = cast('dict[str, str]', parser.defaults())
        values = dict(shared)
        shared.clear()
        header = shift + parser.headers.get(DEFAULTSECT, 1)
        self.defaults.append(Section(DEFAULTSECT, header, values, defaults))
        return [
            Section(
                name,
                shift + parser.headers[name],
                _with_defaults(dict(parser.items(name, raw=True)), values),
                of_section,
                defaults,
            )
            for name, of_section in lines.items()
            if name not in (PREAMBLE, DEFAULTSECT)
        ]

    def _report_preamble(self, parser: WatchedParser, shift: int, first_header: int) -> None:
        met = (*parser.starts, *parser.bad_lines)
        stray = [line for line in met if 0 < line < first_header]
        if stray:
            self.report(
                'text-before-section',
                'there is text before the first section; put it below a section header such as '
                '"[driver.KEY]", or make it a comment with "#"',
                self.at_line(shift + min(stray)),
            )

    def _report_lines(self, parser: WatchedParser, shift: int, first_header: int) -> None:
        for line in parser.bad_lines:
            if line < first_header:
                continue
            place = self.at_line(shift + line)
            instead = _HEADER if self.text_at(shift + line).startswith('[') else _OPTION
            self.report('not-an-option', f'this line is no option; {instead}', place)
        for line in parser.long_headers:
            message = f'what stands behind the section header is not read; {_HEADER}'
            self.report('not-an-option', message, self.at_line(shift + line))
        for name, first, again in parser.repeated_sections:
            self.report(
                'duplicate-section',
                f'section [{name}] is already on line {first}; merge the two, or rename one',
                self.at_line(shift + again),
            )
        for name, first, again in parser.repeated_options:
            self.report(
                'duplicate-option',
                f'option "{name}" is already on line {first}; delete one of the two',
                self.at_line(shift + again),
            )


_HEADER = 'a section header is "[NAME]" on a line of its own'
_OPTION = 'write "OPTION = VALUE", or indent the line if it goes on with the value above'
_DELIMITER = re.compile(r'[=:]\s*')


def _with_defaults(own: dict[str, str], defaults: dict[str, str]) -> Mapping[str, str]:
    return ChainMap(own, defaults) if defaults else own


def _lines(text: str) -> list[str]:
    return io.StringIO(text, newline=None).getvalue().split('\n')


def one_line(text: str) -> str:
    """Return *text* with single spaces for all its white space: the value of most options."""
    return ' '.join(text.split())
