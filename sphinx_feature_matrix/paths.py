"""Which files an argument names, and what is at a path.

A matrix is one file, or spread over several, which paths and patterns name in one argument. What
cannot be looked at counts as not being there.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping, Sequence
from fnmatch import fnmatchcase
from glob import iglob
from pathlib import Path
from typing import NamedTuple

_WORD = re.compile(r'"([^"]*)"|(\S+)')
_PATTERN = re.compile(r'[*?\[]')


class Named(NamedTuple):
    """The *files* that an argument names, each once, in its order and then in that of names.

    *written* has for each the word that names it. *patterns* are those among the words, as paths,
    with what matches them, and *unmatched* the words that match nothing.
    """

    files: tuple[str, ...]
    written: Mapping[str, str]
    patterns: Mapping[str, list[str]]
    unmatched: tuple[str, ...]


def named_files(argument: str, resolve: Callable[[str], str]) -> Named:
    """Return the files that *argument* names: one path, spaces and all, or paths and patterns.

    :param resolve: makes a path of what is written
    """
    written: dict[str, str] = {}
    patterns: dict[str, list[str]] = {}
    unmatched = []
    whole = argument.strip()
    for word in [whole] if exists(resolve(whole)) else words(argument):
        path = resolve(word)
        found = [os.path.normpath(path)]
        if is_pattern(path):
            found = patterns[path] = matching(path)
        if not found:
            unmatched.append(word)
        for file in found:
            written.setdefault(file, word)
    return Named(tuple(written), written, patterns, tuple(unmatched))


def words(argument: str) -> list[str]:
    """Return the words of *argument*; double quotation marks keep one with spaces together."""
    return [quoted or word for quoted, word in _WORD.findall(argument)]


def is_pattern(name: str | os.PathLike[str]) -> bool:
    """Tell whether *name* is a shell-style pattern and not the name of a file."""
    return bool(_PATTERN.search(os.fspath(name))) and not exists(name)


def matching(pattern: str | os.PathLike[str]) -> list[str]:
    """Return the files that match *pattern*, where ``**`` takes in folders, by their names."""
    try:
        found = {os.path.normpath(each) for each in iglob(os.fspath(pattern), recursive=True)}
    except ValueError:
        # A path with a NUL in it.
        return []
    return sorted(each for each in found if not is_folder(each))


def is_match(path: str, pattern: str) -> bool:
    """Tell whether *path* matches *pattern* as it would in :func:`matching`, wherever it is."""
    return _match(path.split('/'), pattern.split('/'))


def _match(names: Sequence[str], patterns: Sequence[str]) -> bool:
    if not (names and patterns):
        return not (names or patterns)
    if list(patterns) == ['**']:
        return not any(name.startswith('.') for name in names)
    hidden = names[0].startswith('.') and not patterns[0].startswith('.')
    if patterns[0] == '**':
        return _match(names, patterns[1:]) or (not hidden and _match(names[1:], patterns))
    return not hidden and fnmatchcase(names[0], patterns[0]) and _match(names[1:], patterns[1:])


def exists(path: str | os.PathLike[str]) -> bool:
    """Tell whether something is at *path*."""
    try:
        return Path(path).exists()
    except (OSError, ValueError):
        return False


def is_folder(path: str | os.PathLike[str]) -> bool:
    """Tell whether a folder is at *path*."""
    try:
        return Path(path).is_dir()
    except (OSError, ValueError):
        return False
