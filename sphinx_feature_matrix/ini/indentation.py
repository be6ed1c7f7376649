"""Which of the indentation in a note is markup, and which only the layout of the INI file.

configparser strips every line of a value, and with that the indentation that a list item or a
literal block needs in reStructuredText. It can be had from the file's lines; but most of what
published files indent is how somebody liked a paragraph to look, and kept as it is it would be
read as a quote or as an error. So it is kept where a construct was opened, and nowhere else.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

_OPENS = re.compile(
    r"""
    ( [-*+\N{BULLET}]                        # a bullet
    | \w{1,4}[.)] | \(\w{1,4}\) | \#[.)]     # an enumerator
    | \.\.                                   # explicit markup
    | :[^:\s][^:]*:                          # a field
    ) (\s|$)
    """,
    re.VERBOSE,
)


_DIRECTIVE = re.compile(r'\.\. [^\s|]\S*::(\s|$)')


class _Block(NamedTuple):
    """An open construct: lines deeper than *depth* are in it, and lose *shift* columns."""

    depth: int
    shift: int


def relative_indents(rows: Sequence[tuple[int | None, str]]) -> list[int]:
    """Return by how many columns to indent each line of a note.

    :param rows: of each line the index of its first character and its text without white space
        around it. The index is ``None`` for a text on its option's own line, which may be taken
        to stand wherever the rest does.

    What is deeper than a bullet, an enumerator, a field, explicit markup or a line that ends in
    ``::`` belongs to that, and keeps its distance; all else is flush left.
    """
    base = min((index for index, text in rows if text and index is not None), default=0)
    indents: list[int] = []
    blocks: list[_Block] = []
    may_open = True
    for number, (index, text) in enumerate(rows):
        if not text:
            indents.append(0)
            may_open = True
            continue
        depth = base if index is None else index
        while blocks and depth <= blocks[-1].depth:
            may_open |= blocks.pop().depth == depth
        shift = blocks[-1].shift if blocks else depth
        indents.append(depth - shift)
        if index is None and _holds_next(rows[number + 1 :], text, base):
            blocks.append(_Block(base - 1, base - 3))
        elif text.endswith('::') or (may_open and _OPENS.match(text)):
            blocks.append(_Block(depth, shift))
        may_open = False
    return indents


def _holds_next(following: Sequence[tuple[int | None, str]], text: str, base: int) -> bool:
    """Tell whether the option's own line opens a literal block or directive of what follows."""
    if not (text.endswith('::') or _DIRECTIVE.match(text)):
        return False
    index, first = next(((index, text) for index, text in following if text), (None, ''))
    return index == base and not first.startswith('.. ')
