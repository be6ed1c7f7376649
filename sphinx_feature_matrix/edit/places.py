"""Where something belongs in a file: what touches what, and where a section ends."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

from sphinx_feature_matrix.edit.lines import Lines
from sphinx_feature_matrix.ini.dialects import kind_of
from sphinx_feature_matrix.ini.joining import Section
from sphinx_feature_matrix.ini.source import Source


def next_line(lines: Lines, number: int) -> int:
    """Return the number of the first line behind *number* that is no comment and not blank."""
    following = number + 1
    while following <= len(lines) and (
        _is_blank(lines, following) or _is_comment(lines, following)
    ):
        following += 1
    return following


def comments_above(lines: Lines, number: int) -> int:
    """Return the first of the comment lines directly in front of *number*, or *number*.

    Comments that begin the file are about the file.
    """
    first = number
    while _is_comment(lines, first - 1):
        first -= 1
    return first if first > 1 else number


def comments_below(lines: Lines, number: int) -> int:
    """Return the last of the comment lines directly behind *number*, or *number*.

    Comments that touch what follows them belong to that.
    """
    last = number
    while _is_comment(lines, last + 1):
        last += 1
    return last if _is_blank(lines, last + 1) else number


def last_option(section: Section) -> str:
    """Return the option of its own that stands last in *section*, or an empty string."""
    return max(section.lines, key=section.lines.__getitem__, default='')


def section_end(source: Source, lines: Lines, section: Section) -> int:
    """Return the last line of *section*, comments included that belong to its last option."""
    option = last_option(section)
    end = source.value_end(section, option) if option else section.line
    return comments_below(lines, end)


def file_end(lines: Lines) -> int:
    """Return the last line that holds anything, or 0."""
    return next((number for number in range(len(lines), 0, -1) if not _is_blank(lines, number)), 0)


def blank_lines_above(lines: Lines, number: int) -> int:
    """Return how many blank lines stand directly in front of *number*."""
    first = number
    while first > 1 and _is_blank(lines, first - 1):
        first -= 1
    return number - first


def blank_lines_between(source: Source, lines: Lines, kind: str) -> int:
    """Return how many blank lines stand between two sections of *kind*, or else between any."""
    found: dict[bool, Counter[int]] = {True: Counter(), False: Counter()}
    for one, other in pairwise(sorted(source.sections, key=lambda section: section.line)):
        blank = blank_lines_above(lines, comments_above(lines, other.line))
        found[kind_of(one) == kind_of(other) == kind][blank] += 1
    usual = (found[True] or found[False]).most_common(1)
    return usual[0][0] if usual else 1


def _is_blank(lines: Lines, number: int) -> bool:
    return not lines.text(number).strip()


def _is_comment(lines: Lines, number: int) -> bool:
    return lines.text(number).lstrip().startswith(('#', ';'))
