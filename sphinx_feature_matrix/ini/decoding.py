"""From a path to text, as far as there is any."""

from __future__ import annotations

import re
from codecs import BOM_UTF8
from pathlib import Path

from sphinx_feature_matrix.paths import is_folder
from sphinx_feature_matrix.problems import RULES, Location, Problem, problem


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
        text, found = data.decode(), []
    except UnicodeDecodeError as error:
        message = (
            f'byte 0x{data[error.start]:02x} is not UTF-8; save the file with the encoding UTF-8'
        )
        place = _place(file, data[: error.start])
        text, found = data.decode(errors='replace'), [Problem(RULES['encoding'], message, place)]
    if control := _CONTROL.search(text):
        message = (
            f'the character U+{ord(control[0]):04X} is no part of a text, and is shown as '
            '"\N{REPLACEMENT CHARACTER}"; delete it'
        )
        place = _place(file, text[: control.start()].encode())
        found.append(Problem(RULES['not-text'], message, place))
        text = _CONTROL.sub('\N{REPLACEMENT CHARACTER}', text)
    return text.translate(_SPACES), found


_CONTROL = re.compile('[\x01-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufdd0-\ufdef\ufffe\uffff]')
"""What some programs take for a command, and XML for no character at all."""

_SPACES = str.maketrans('\v\f', '  ')
"""What XML knows nothing of either, and some editors put between the pages of a text."""


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
