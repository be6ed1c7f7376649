"""A new section among those that there are: where it goes, and how it is written."""

from __future__ import annotations

from collections.abc import Iterable

from sphinx_feature_matrix.edit.lines import Lines
from sphinx_feature_matrix.edit.places import (
    blank_lines_between,
    comments_above,
    file_end,
    last_option,
    section_end,
)
from sphinx_feature_matrix.edit.style import indent_of, read_option, write_option
from sphinx_feature_matrix.ini.dialects import kind_of
from sphinx_feature_matrix.ini.joining import Section
from sphinx_feature_matrix.ini.source import Source


class Spot:
    """The place for a new section: behind another, in front of another, or at the file's end.

    *indent* is the white space in front of its options.
    """

    def __init__(
        self,
        source: Source,
        lines: Lines,
        behind: Section | None = None,
        before: Section | None = None,
    ) -> None:
        self.source = source
        self.lines = lines
        self.behind = behind
        self.before = before
        self.indent = self._header_indent = ''
        if near := behind or before:
            self.indent = self._header_indent = indent_of(lines.text(near.line))
        if behind and (option := last_option(behind)):
            # Of the options of a section none is indented less than the last one. So nothing that
            # follows is taken for more of its value.
            self.indent = indent_of(lines.text(behind.lines[option]))
            self._header_indent = min(self._header_indent, self.indent, key=len)

    def insert(self, header: str, rows: Iterable[str]) -> None:
        """Put the section there, as far from others as the sections of the file stand apart."""
        section = [f'{self._header_indent}[{header}]', *rows]
        kind = kind_of(Section(header, 0, {}, {}))
        gap = [''] * blank_lines_between(self.source, self.lines, kind)
        if self.behind:
            end = section_end(self.source, self.lines, self.behind)
            self.lines.insert_below(end, *gap, *section)
        elif self.before:
            start = comments_above(self.lines, self.before.line)
            self.lines.insert_above(start, *section, *gap)
        else:
            end = file_end(self.lines)
            self.lines.insert_below(end, *(gap if end else []), *section)


def write_like(like: Section | None, lines: Lines, option: str, value: str, indent: str) -> str:
    """Return a line that gives *option* the *value*, written as in the section *like*."""
    if like is None or not like.lines:
        return write_option(indent, option, value, [])
    own = like.lines.get(option)
    model = read_option(lines.text(own or like.lines[last_option(like)]))
    return write_option(indent, model.name if own else option, value, [model])
