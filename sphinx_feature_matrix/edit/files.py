"""Writing a file so that it always holds either what it held or all of what it is to hold."""

from __future__ import annotations

import errno
import os
import shutil
import stat
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

if sys.platform != 'win32':
    import fcntl


def write(path: str | os.PathLike[str], data: bytes, *, before: bytes) -> None:
    """Put *data* in the place of *before*, which is what was read of the file at *path*.

    Its permissions stay, and a symbolic link stays one. A second hard link to the file keeps what
    it held. Should writing fail, the file is as it was and nothing is left behind.

    :raises OSError: if there is no such file, it may not be written, or there is no room for it;
        or if it no longer holds *before*, since what somebody else wrote would be lost
    """
    file = Path(path).resolve(strict=True)
    if not stat.S_ISREG(file.stat().st_mode):
        raise OSError(errno.EINVAL, 'it is no ordinary file', str(file))
    with _locked(file), _new_file_beside(file) as temporary:
        with temporary.open('wb') as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        _copy_permissions(file, temporary)
        # This comes as late as can be: an editor knows nothing of the lock.
        held = file.read_bytes()
        if held not in (before, data):
            raise _changed(file)
        temporary.replace(file)


@contextmanager
def _locked(file: Path) -> Iterator[None]:
    """Keep other processes that run this from writing *file* meanwhile.

    The lock is on what is at this path now, and ends with the process, however that ends. Whoever
    gets it after the file was replaced finds other contents than were read.
    """
    # Any file can be replaced in a folder that can be written, be it read-only or not.
    with file.open('r+b') as stream:
        if sys.platform != 'win32':
            try:
                fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                raise _changed(file) from error
            except OSError:
                # Not every file system has locks. What the file holds is compared all the same.
                pass
            yield
    if sys.platform == 'win32':
        # There, no file can be replaced that is open.
        yield


@contextmanager
def _new_file_beside(file: Path) -> Iterator[Path]:
    """Make an empty file in the folder of *file*, and delete it in the end if it is still there.

    Only within one file system does one file take the place of another in one step.
    """
    try:
        descriptor, name = tempfile.mkstemp(prefix='.feature-matrix-', dir=file.parent)
    except OSError as error:
        reason = f'no file can be put beside it: {error.strerror}'
        raise OSError(error.errno, reason, str(file.parent)) from error
    temporary = Path(name)
    try:
        os.close(descriptor)
        yield temporary
    finally:
        temporary.unlink(missing_ok=True)


def _copy_permissions(file: Path, copy: Path) -> None:
    """Give *copy* the owner and the permissions of *file*, as far as this user may."""
    status = file.stat()
    with suppress(AttributeError, PermissionError):
        # Windows has no such owners, and only some users may give a file to another.
        os.chown(copy, status.st_uid, status.st_gid)
    # Lists of who may do what are among the attributes that this copies; the times are as well.
    shutil.copystat(file, copy)
    os.utime(copy)


def _changed(file: Path) -> OSError:
    reason = 'it has changed since it was read; run the command again'
    return OSError(errno.EBUSY, reason, str(file))
