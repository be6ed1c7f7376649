"""What text looks like where it is read by people: colours and lines that fit."""

from __future__ import annotations

import os
import shutil
import textwrap
from dataclasses import dataclass
from typing import TextIO

_SGR = {'bold': '1', 'red': '31', 'green': '32', 'yellow': '33'}
"""The codes of ECMA-48's control function *select graphic rendition*."""


@dataclass(frozen=True, slots=True)
class Terminal:
    """How to write text: *width* in columns, 0 where lines are not to be broken."""

    width: int = 0
    colour: bool = False

    @classmethod
    def of(cls, stream: TextIO) -> Terminal:
        """Return what suits *stream*: plain long lines, unless it is a terminal.

        ``NO_COLOR`` in the environment turns colours off (https://no-color.org).
        """
        if not stream.isatty():
            return cls()
        plain = os.environ.get('NO_COLOR') or os.environ.get('TERM') == 'dumb'
        return cls(width=shutil.get_terminal_size().columns, colour=not plain)

    def style(self, text: str, *styles: str) -> str:
        """Return *text* in *styles*: ``bold``, and the colours."""
        if not self.colour:
            return text
        return f'\x1b[{";".join(_SGR[style] for style in styles)}m{text}\x1b[m'

    def wrap(self, text: str, first: str = '', rest: str = '') -> str:
        """Return *text* in lines that fit, the first one behind *first*, others behind *rest*.

        What stands in *first* must not have colours, which would count as columns.
        """
        if not self.width:
            return first + text
        return textwrap.fill(
            text,
            max(self.width, 40),
            initial_indent=first,
            subsequent_indent=rest,
            break_long_words=False,
            break_on_hyphens=False,
        )
