"""configparser, and on which line it met what.

configparser itself keeps no places and stops at some mistakes. It lets itself be watched,
though, through two documented hooks: ``SECTCRE`` is asked about every line that may be a
header, and ``optionxform`` is called once for each option line. That, and the number of the line
it was handed last, is all that is needed; what a value *is* stays configparser's to say. Two more
things are not as it has them, since they take the square of their input: the pattern of an option,
and, before Python 3.13, what becomes of a line that is none.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Sequence
from configparser import DEFAULTSECT, ParsingError, RawConfigParser
from typing import cast

PREAMBLE = '\0'
"""The section that holds what stands before the first one. No file that is read holds a NUL."""


class _HeaderWatch:
    """Stands in for the pattern ``SECTCRE`` and tells the parser of every header it matches."""

    def __init__(self, parser: WatchedParser) -> None:
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


class WatchedParser(RawConfigParser):
    """configparser, and on which line it met what. It reads *text* at once."""

    # What configparser's own pattern matches, which takes the square of the length of a run of
    # white space. The option's name is stripped by what uses it.
    OPTCRE = re.compile(r'(?P<option>[^=:]*+)(?P<vi>[=:])\s*+(?P<value>.*)\Z', re.DOTALL)

    def __init__(self, text: Sequence[str]) -> None:
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

    def _numbered(self, text: Sequence[str]) -> Iterator[str]:
        yield f'[{PREAMBLE}]'
        for self._number, line in enumerate(text, start=1):
            yield line

    def _handle_error(self, _: None, fpname: str, lineno: int, line: str) -> None:
        """Take note of a line that is no option, in place of an exception that lists them all.

        That is called until Python 3.13, where the message of the exception is made anew for each
        such line, which takes the square of their number.
        """
        self.bad_lines.append(lineno - 1)

    def enter(self, section: str, *, alone: bool) -> None:
        """Take note of a section's header on the current line, and whether it is *alone* there."""
        if not alone:
            self.long_headers.append(self._number)
        if section in self.headers:
            if section != DEFAULTSECT:
                self.repeated_sections.append((section, self.headers[section], self._number))
        elif section != PREAMBLE:
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
