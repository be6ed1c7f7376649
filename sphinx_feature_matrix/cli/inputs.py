"""The files that a command is given: paths, folders, revisions, and ``-`` for standard input."""

from __future__ import annotations

import os
import re
import sys
from argparse import ArgumentParser
from collections.abc import Iterable, Iterator
from pathlib import Path

from sphinx_feature_matrix.cli import NAME
from sphinx_feature_matrix.cli.running import CannotRunError, counted, say
from sphinx_feature_matrix.editions import edition_words, is_revision, read_words
from sphinx_feature_matrix.ini.decoding import read_bytes
from sphinx_feature_matrix.ini.document import Document, Read, Statuses, of_files
from sphinx_feature_matrix.ini.reader import NONE
from sphinx_feature_matrix.paths import exists, is_folder, is_pattern, words

STANDARD_INPUT = '-'
DEFAULT_FILE = 'support-matrix.ini'

_SKIPPED = frozenset({'build', '_build', 'dist', 'node_modules', 'site-packages', 'venv'})
"""Folders that hold copies and the work of others; with them go all that begin with a dot."""

_NAME = re.compile(r'(support|feature)-matrix[^/]*\.ini\Z', re.IGNORECASE)
_HEADER = re.compile(
    rb'^(\xef\xbb\xbf)?[ \t]*\[(targets|(driver|target)\.[^\]]+)\]', re.MULTILINE | re.IGNORECASE
)


def declare_matrix(parser: ArgumentParser) -> None:
    """Declare the argument *files*, a matrix for :func:`open_matrix`."""
    parser.add_argument(
        'files',
        nargs='*',
        metavar='FILE',
        help='an INI file, REV:PATH for one in git, or - for standard input; several, or patterns '
        f'such as "drivers/*.ini", for one that is spread over them (default: {DEFAULT_FILE})',
    )


def open_input(*names: str, declared: Statuses = NONE) -> Document:
    """Read the matrix that *names* are together; one name alone may list several files.

    :param names: paths, ``REV:PATH``, patterns, and ``-`` for standard input
    :param declared: the implementation statuses that the project declares for all its files
    :raises CannotRunError: if there is no standard input, or it cannot be read
    """
    words = edition_words(names[0]) if len(names) == 1 else names
    found: dict[str, Read] = {}
    for word in words:
        own = word == STANDARD_INPUT
        for each in [Read(word, _standard_input())] if own else read_words([word]):
            found.setdefault(os.path.normpath(each.file), each)
    return of_files(list(found.values()), declared)


def _standard_input() -> bytes:
    if sys.stdin is None:
        raise CannotRunError('there is no standard input; name a file')
    try:
        return sys.stdin.buffer.read()
    except OSError as error:
        raise CannotRunError(f'standard input cannot be read: {error.strerror}') from error


def is_file(name: str) -> bool:
    """Tell whether *name* stands for one file, which alone can be changed."""
    single = exists(name) or (len(words(name)) == 1 and not is_pattern(name))
    return name != STANDARD_INPUT and single and not is_revision(name)


def open_matrix(*names: str, declared: Statuses = NONE) -> Document:
    """Read a matrix to work with, as :func:`open_input` does; say if it has problems.

    :raises CannotRunError: if it cannot be read, or holds nothing that could be worked with
    """
    found = open_input(*(names or [DEFAULT_FILE]), declared=declared)
    name = found.file
    if not found.readable:
        raise CannotRunError(f'{name}: {found.problems[0].message}')
    if not (found.matrix.drivers or found.matrix.features):
        # Every edition would differ from it, and what is exported be empty.
        reasons = [each for each in found.problems if each.name in ('dialect', 'empty')]
        raise CannotRunError(f'{name}: {reasons[0].message}')
    if found.problems:
        count = len(found.problems)
        say(
            f'{"standard input" if name == STANDARD_INPUT else name} has '
            f'{counted(count, "problem")}, so that something may be left out; '
            f'"{NAME} check" lists {"them" if count > 1 else "it"}.'
        )
    return found


def expand(names: Iterable[str]) -> Iterator[str]:
    """Yield each of *names*, and instead of a folder the matrices in it and below.

    :raises CannotRunError: if a folder has none, or cannot be read
    """
    for name in names:
        if not name:
            raise CannotRunError('a file with no name was asked for; name an INI file')
        if name == STANDARD_INPUT or not is_folder(name):
            yield name
            continue
        found = sorted(_matrices(name))
        if not found:
            raise CannotRunError(f'{name}: no matrix is in this folder; name an INI file')
        yield from found


def _matrices(folder: str) -> Iterator[str]:
    """Yield the INI files in *folder* and below that are named like a matrix, or look like one."""
    for root, folders, files in os.walk(folder, onerror=_refuse):
        folders[:] = [
            name for name in folders if not name.startswith('.') and name not in _SKIPPED
        ]
        for name in files:
            path = os.path.normpath(Path(root, name))
            # To read a pipe would be to wait for whoever writes to it.
            if not (name.lower().endswith('.ini') and Path(path).is_file()):
                continue
            if _NAME.search(name) or _has_drivers(path):
                yield path


def _refuse(error: OSError) -> None:
    raise CannotRunError(f'{error.filename} cannot be read: {error.strerror}')


def _has_drivers(path: str) -> bool:
    data, _ = read_bytes(path)
    return bool(_HEADER.search(data))
