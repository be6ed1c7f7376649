"""An edition of a matrix: files as they are, or as git has them in a revision."""

from __future__ import annotations

import os
import posixpath
import re
import subprocess
from collections.abc import Iterable
from pathlib import Path

from sphinx_feature_matrix.ini.document import Document, Read, Statuses, of_files, read_file
from sphinx_feature_matrix.ini.reader import NONE
from sphinx_feature_matrix.paths import exists, is_match, is_pattern, matching, words
from sphinx_feature_matrix.problems import Location, problem

_REVISION = re.compile(r'(?P<revision>[^-:][^:]*):(?P<path>.+)\Z', re.DOTALL)

_MAYBE_REVISION = re.compile(r'[\w@][^:\\]*\Z(?<!\.ini)', re.IGNORECASE)
"""What somebody may write who leaves out the path."""


def is_revision(name: str, folder: str | os.PathLike[str] = '.') -> bool:
    """Tell whether *name* is ``REV:PATH`` and no file in *folder*."""
    return bool(_REVISION.match(name)) and not exists(Path(folder, name))


def open_edition(
    argument: str, folder: str | os.PathLike[str] = '.', declared: Statuses = NONE
) -> Document:
    """Read the edition that *argument* names.

    :param argument: one or more words, as :func:`read_words` takes them
    :param declared: the implementation statuses that the project declares for all its files
    :returns: the document. Where there is none, it is not *readable* and says why.
    """
    return of_files(read_words(edition_words(argument, folder), folder), declared)


def edition_words(argument: str, folder: str | os.PathLike[str] = '.') -> list[str]:
    """Return the words of *argument*; it is one, spaces and all, if it names what there is."""
    found = words(argument)
    if len(found) > 1 and not exists(Path(folder, argument)):
        whole = is_revision(argument, folder) and not _git(folder, 'cat-file', '-e', argument)[1]
        return [argument] if whole else found
    return [argument]


def read_words(given: Iterable[str], folder: str | os.PathLike[str] = '.') -> list[Read]:
    """Read the files that words name.

    :param given: paths relative to *folder*; or ``REV:PATH``, where *PATH* is as git takes it:
        from the top of the repository, or from *folder* if it begins with ``./``. A path may be a
        pattern.
    """
    found: dict[str, Read] = {}
    for word in given:
        read = _read_revision if is_revision(word, folder) else _read_path
        for each in read(word, folder):
            found.setdefault(os.path.normpath(each.file), each)
    return list(found.values())


def _read_path(word: str, folder: str | os.PathLike[str]) -> list[Read]:
    path = Path(folder, word) if folder != '.' else word
    if is_pattern(path):
        return [read_file(file) for file in matching(path)] or [_no_match(word)]
    if _MAYBE_REVISION.match(word) and not exists(path):
        return [
            _unreadable(
                word,
                f'there is no such file; if it is a revision of git, write "{word}:PATH", with '
                'the path from the top of the repository',
            )
        ]
    return [read_file(path)]


def _read_revision(word: str, folder: str | os.PathLike[str]) -> list[Read]:
    data, reason = _git(folder, 'cat-file', 'blob', word)
    revision, _, path = word.partition(':')
    if reason and is_pattern(path):
        names = _matching_in(revision, path, folder)
        return [each for name in names for each in _read_revision(name, folder)] or [
            _no_match(word)
        ]
    if not reason:
        return [Read(word, data)]
    advice = '; write REV:PATH with the path from the top of the repository, or with "./" in front'
    return [_unreadable(word, f'{reason}{advice if ": path " in reason else ""}')]


def _matching_in(revision: str, pattern: str, folder: str | os.PathLike[str]) -> list[str]:
    """Return ``REV:PATH`` for the files of *revision* that match *pattern*, by their names."""
    if pattern.startswith(('./', '../')):
        prefix, _ = _git(folder, 'rev-parse', '--show-prefix')
        pattern = prefix.decode(errors='surrogateescape').rstrip('\n') + pattern
    pattern = posixpath.normpath(pattern)
    listed, _ = _git(folder, 'ls-tree', '-r', '-z', '--full-tree', '--name-only', revision)
    names = listed.decode(errors='surrogateescape').split('\0')
    return [f'{revision}:{name}' for name in sorted(names) if name and is_match(name, pattern)]


def _git(folder: str | os.PathLike[str], *arguments: str) -> tuple[bytes, str]:
    """Return what git prints, and if it cannot do what is asked, why."""
    english = {**os.environ, 'LC_ALL': 'C'}
    command = ['git', *arguments]
    try:
        done = subprocess.run(command, cwd=folder, capture_output=True, check=False, env=english)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        return b'', f'git cannot be run: {reason}'
    if done.returncode:
        reason = ' '.join(done.stderr.decode(errors='replace').split())
        return b'', f'git has no such file: {reason.removeprefix("fatal: ").rstrip(".")}'
    return done.stdout, ''


def _no_match(word: str) -> Read:
    return _unreadable(word, 'no file matches this pattern; correct or delete it')


def _unreadable(word: str, message: str) -> Read:
    return Read(word, b'', problem('file', message, Location(word, 1, 1)))
