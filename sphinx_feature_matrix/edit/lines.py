"""The lines of a file, to be changed without a change to any other byte."""

from __future__ import annotations

import re
from codecs import BOM_UTF8
from collections.abc import Iterator
from typing import NamedTuple

# The line ends that reading knows. str.splitlines takes other characters for line ends as well.
_LINE = re.compile(r'([^\r\n]*)(\r\n|\r|\n|\Z)')


class _Line(NamedTuple):
    text: str
    ending: str


class Lines:
    """The lines in *data*, by the numbers they had there, whatever is changed.

    Bytes that are not UTF-8 come through, in texts as surrogates.
    """

    def __init__(self, data: bytes) -> None:
        self._mark = BOM_UTF8 if data.startswith(BOM_UTF8) else b''
        text = data.removeprefix(BOM_UTF8).decode(errors='surrogateescape')
        self._lines = [_Line(*found.groups()) for found in _LINE.finditer(text) if found[0]]
        self._changed: dict[int, str | None] = {}
        self._above: dict[int, list[str]] = {}
        self._below: dict[int, list[str]] = {}

    def __len__(self) -> int:
        return len(self._lines)

    def __bytes__(self) -> bytes:
        return self._mark + ''.join(self._pieces()).encode(errors='surrogateescape')

    def text(self, number: int) -> str:
        """Return what line *number* held, and nothing where there is no such line."""
        return self._lines[number - 1].text if 0 < number <= len(self._lines) else ''

    def insert_above(self, number: int, *texts: str) -> None:
        """Put lines directly in front of line *number*, behind others put there earlier."""
        self._above.setdefault(number, []).extend(texts)

    def insert_below(self, number: int, *texts: str) -> None:
        """Put lines directly behind line *number*, or first with 0, behind others put there."""
        self._below.setdefault(number, []).extend(texts)

    def replace(self, number: int, text: str) -> None:
        """Put *text* in the place of what line *number* held; its ending stays."""
        self._changed[number] = text

    def delete(self, number: int) -> None:
        """Take line *number* away, with its ending."""
        self._changed[number] = None

    def _pieces(self) -> list[str]:
        """Return the lines as they are now. A new one ends like the line in front of it."""
        ending = next((line.ending for line in self._lines if line.ending), '\n')
        pieces = []
        for text, own in self._rows():
            ending = own or ending
            pieces.append(text + ending)
        if pieces and self._lines and not self._lines[-1].ending:
            pieces[-1] = pieces[-1].removesuffix(ending)
        return pieces

    def _rows(self) -> Iterator[tuple[str, str]]:
        """Yield the text and the ending of every line; a new one has no ending yet."""
        yield from ((text, '') for text in self._below.get(0, ()))
        for number, line in enumerate(self._lines, start=1):
            yield from ((text, '') for text in self._above.get(number, ()))
            text = self._changed.get(number, line.text)
            if text is not None:
                yield text, line.ending
            yield from ((text, '') for text in self._below.get(number, ()))
