"""One section of what several files say in sections of the same name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

_NO_LINES: Mapping[str, int] = {}


class Section(NamedTuple):
    """A section: its options with those of ``[DEFAULT]``, and the lines of its own options.

    *default_lines* are those of ``[DEFAULT]``.
    """

    name: str
    line: int
    options: Mapping[str, str]
    lines: Mapping[str, int]
    default_lines: Mapping[str, int] = _NO_LINES


class Conflict(NamedTuple):
    """An option of which two files say different things: its section, and the lines of both."""

    section: str
    option: str
    first: int
    again: int


def join(sections: Iterable[Section]) -> tuple[list[Section], list[Conflict]]:
    """Return *sections* with those of the same name as one, in the order of their headers.

    A section says what any file says in it; of an option of which two files say different things,
    the first holds. What a file says in the section itself counts more than what another says in
    ``[DEFAULT]``. The header is that of the file that has the title, which so is where something
    is declared: others only add to it.
    """
    named: dict[str, list[Section]] = {}
    for section in sections:
        named.setdefault(section.name, []).append(section)
    conflicts: list[Conflict] = []
    joined = [same[0] if len(same) == 1 else _joined(same, conflicts) for same in named.values()]
    # What [DEFAULT] says is said in many sections.
    unique = {each[1:]: each for each in reversed(conflicts)}
    return sorted(joined, key=lambda section: section.line), [*reversed(unique.values())]


def _joined(same: Sequence[Section], conflicts: list[Conflict]) -> Section:
    options: dict[str, str] = {}
    lines: dict[str, int] = {}
    defaults: dict[str, int] = {}
    for section in same:
        for option, line in section.lines.items():
            value = section.options[option]
            if options.setdefault(option, value) != value:
                conflicts.append(Conflict(section.name, option, lines[option], line))
            lines.setdefault(option, line)
    for section in same:
        for option, line in section.default_lines.items():
            if option in lines:
                continue
            value = section.options[option]
            if options.setdefault(option, value) != value:
                conflicts.append(Conflict(section.name, option, defaults[option], line))
            defaults.setdefault(option, line)
    declared = next((each for each in same if 'title' in each.lines), same[0])
    return Section(same[0].name, declared.line, options, lines, defaults)
