"""An edition of a matrix: a file as it is, or as git has it in a revision."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

from sphinx_feature_matrix.ini.document import Document, document, open_document, unreadable
from sphinx_feature_matrix.paths import exists

_REVISION = re.compile(r'(?P<revision>[^-:][^:]*):(?P<path>.+)\Z', re.DOTALL)

_MAYBE_REVISION = re.compile(r'[\w@][^:\\]*\Z(?<!\.ini)', re.IGNORECASE)
"""What somebody may write who leaves out the path."""


def is_revision(name: str, folder: str | os.PathLike[str] = '.') -> bool:
    """Tell whether *name* is ``REV:PATH`` and no file in *folder*."""
    return bool(_REVISION.match(name)) and not exists(Path(folder, name))


def open_edition(name: str, folder: str | os.PathLike[str] = '.') -> Document:
    """Read the edition *name*.

    :param name: a path relative to *folder*; or ``REV:PATH``, where *PATH* is as git takes it:
        from the top of the repository, or from *folder* if it begins with ``./``
    :returns: the document. Where there is none, it is not *readable* and says why.
    """
    if not is_revision(name, folder):
        path = Path(folder, name)
        if _MAYBE_REVISION.match(name) and not exists(path):
            return unreadable(
                name,
                f'there is no such file; if it is a revision of git, write "{name}:PATH", with '
                'the path from the top of the repository',
            )
        return open_document(path if folder != '.' else name)
    command = ['git', 'cat-file', 'blob', name]
    english = {**os.environ, 'LC_ALL': 'C'}
    try:
        done = subprocess.run(command, cwd=folder, capture_output=True, check=False, env=english)
    except OSError as error:
        return unreadable(name, f'git cannot be run: {error.strerror}')
    if done.returncode:
        reason = ' '.join(done.stderr.decode(errors='replace').split())
        reason = reason.removeprefix('fatal: ').rstrip('.')
        advice = (
            '; write REV:PATH with the path from the top of the repository, or with "./" in front'
        )
        return unreadable(
            name, f'git has no such file: {reason}{advice if reason.startswith("path ") else ""}'
        )
    return document(done.stdout, name)
