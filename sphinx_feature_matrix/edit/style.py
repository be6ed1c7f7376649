"""How options are written in a file, and how to write one more like them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

_DELIMITER = re.compile('[=:]')


class OptionLine(NamedTuple):
    """The line of an option in parts, which put together are that line."""

    indent: str
    name: str
    before: str
    sign: str
    after: str
    value: str

    def __str__(self) -> str:
        return ''.join(self)


PLAIN = OptionLine('', 'option', ' ', '=', ' ', 'value')
"""What an option looks like where there is none to go by."""


def indent_of(text: str) -> str:
    """Return the white space that the line *text* begins with."""
    return text[: len(text) - len(text.lstrip())]


def read_option(text: str) -> OptionLine:
    """Return the parts of *text*, a line with an option."""
    # White space is split off by itself: a pattern for it would take the square of its length.
    head, behind = _DELIMITER.split(text, maxsplit=1)
    sign = text[len(head)]
    indent, after = indent_of(head), indent_of(behind)
    name = head.strip()
    before = head[len(indent) + len(name) :]
    return OptionLine(indent, name, before, sign, after, behind[len(after) :])


def write_option(indent: str, name: str, value: str, like: Sequence[OptionLine]) -> str:
    """Return the line of an option, its delimiter written as in the lines *like*, nearest first.

    Where delimiters or values stand in one column there, the new one does too.
    """
    # A delimiter with nothing behind it lacks its space.
    models = [line for line in like if line.value] or [PLAIN]
    line = models[0]._replace(indent=indent, name=name, value=value)
    before = _aligned(line, models, _BEFORE)
    if before is not None:
        return str(line._replace(before=before))
    after = _aligned(line, models, _AFTER)
    return str(line if after is None else line._replace(after=after))


_BEFORE, _AFTER = map(OptionLine._fields.index, ('before', 'after'))


def _aligned(line: OptionLine, models: Sequence[OptionLine], part: int) -> str | None:
    """Return the spaces that *line* needs as its *part* to keep a column of *models*.

    :returns: ``None`` where *models* are not aligned behind this part, or by tabs
    """
    spaces = [model[part] for model in models]
    starts = [_start(model, part) for model in models]
    ends = {start + len(space) for start, space in zip(starts, spaces, strict=True)}
    on_purpose = len(set(starts)) > 1 or len(min(spaces, key=len)) > 1
    if len(ends) > 1 or not on_purpose or set(''.join(spaces)) != {' '}:
        return None
    # A name too long for the column goes without it.
    return ' ' * max(ends.pop() - _start(line, part), 1 if all(spaces) else 0)


def _start(line: OptionLine, part: int) -> int:
    """Return the column in which *part* of *line* begins, from 0."""
    return len(''.join(line[:part]))
