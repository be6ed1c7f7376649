"""Writing a file so that it always holds either what it held or all of what it is to hold."""

from __future__ import annotations

import errno
import os
import stat
import tempfile
from contextlib import suppress
from pathlib import Path


def write(path: str | os.PathLike[str], data: bytes) -> None:
    """Put *data* in the place of what the file at *path* holds; its permissions stay.

    A symbolic link stays one. Should writing fail, the file is as it was and nothing is left
    behind.

    :raises OSError: if there is no such file, it may not be written, or there is no room for it
    """
    file = Path(path).resolve(strict=True)
    status = file.stat()
    if not stat.S_ISREG(status.st_mode):
        raise OSError(errno.EINVAL, 'it is no ordinary file', str(file))
    # Any file can be replaced in a folder that can be written, be it read-only or not.
    with file.open('r+b'):
        pass
    descriptor, name = tempfile.mkstemp(prefix='.feature-matrix-', dir=file.parent)
    temporary = Path(name)
    try:
        with os.fdopen(descriptor, 'wb') as stream:
            stream.write(data)
            stream.flush()
            os.fsync(descriptor)
        with suppress(AttributeError, PermissionError):
            # Windows has no such owners, and only some users may give a file to another.
            os.chown(temporary, status.st_uid, status.st_gid)
        temporary.chmod(stat.S_IMODE(status.st_mode))
        temporary.replace(file)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
