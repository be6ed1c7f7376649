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
from sphinx_feature_matrix.editions import is_revision, open_edition
from sphinx_feature_matrix.ini.document import Document, document
from sphinx_feature_matrix.ini.source import read_bytes
from sphinx_feature_matrix.paths import is_folder

STANDARD_INPUT = '-'
DEFAULT_FILE = 'support-matrix.ini'

_SKIPPED = frozenset({'build', '_build', 'dist', 'node_modules', 'site-packages', 'venv'})
"""Folders that hold copies and the work of others; with them go all that begin with a dot."""

_NAME = re.compile(r'(support|feature)-matrix[^/]*\.ini\Z', re.IGNORECASE)
_HEADER = re.compile(
    rb'^(\xef\xbb\xbf)?[ \t]*\[(targets|(driver|target)\.[^\]]+)\]', re.MULTILINE | re.IGNORECASE
)


def declare_matrix(parser: ArgumentParser) -> None:
    """Declare the argument *file*, a matrix for :func:`open_matrix`."""
    parser.add_argument(
        'file',
        nargs='?',
        default=DEFAULT_FILE,
        metavar='FILE',
        help='an INI file, REV:PATH for one in git, or - for standard input '
        '(default: %(default)s)',
    )


def open_input(name: str) -> Document:
    """Read a path, ``REV:PATH``, or standard input where *name* is ``-``.

    :raises CannotRunError: if there is no standard input
    """
    if name == STANDARD_INPUT:
        if sys.stdin is None:
            raise CannotRunError('there is no standard input; name a file')
        return document(sys.stdin.buffer.read(), STANDARD_INPUT)
    return open_edition(name)


def is_file(name: str) -> bool:
    """Tell whether *name* stands for a file, which alone can be changed."""
    return name != STANDARD_INPUT and not is_revision(name)


def open_matrix(name: str) -> Document:
    """Read a matrix to work with: a path, ``REV:PATH`` or ``-``; say if it has problems.

    :raises CannotRunError: if it cannot be read, or holds nothing that could be worked with
    """
    found = open_input(name)
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
            if name.lower().endswith('.ini') and (_NAME.search(name) or _has_drivers(path)):
                yield path


def _refuse(error: OSError) -> None:
    raise CannotRunError(f'{error.filename} cannot be read: {error.strerror}')


def _has_drivers(path: str) -> bool:
    data, _ = read_bytes(path)
    return bool(_HEADER.search(data))
