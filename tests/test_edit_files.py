"""Writing a file: all of it or nothing."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

import pytest

from sphinx_feature_matrix.edit.files import write


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / 'folder' / 'm.ini'
    path.parent.mkdir()
    path.write_bytes(b'old')
    return path


def entries(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_file_holds_what_is_written_and_nothing_is_left_beside_it(file: Path) -> None:
    write(file, b'new\r\n\xe4', before=b'old')
    assert file.read_bytes() == b'new\r\n\xe4'
    assert entries(file.parent) == ['m.ini']


@pytest.mark.skipif(os.name != 'posix', reason='permissions are those of POSIX')
@pytest.mark.parametrize('mode', [0o644, 0o600, 0o755, 0o664])
def test_permissions_stay(file: Path, mode: int) -> None:
    file.chmod(mode)
    write(file, b'new', before=b'old')
    assert stat.S_IMODE(file.stat().st_mode) == mode


@pytest.mark.skipif(os.name != 'posix', reason='only some users of Windows may make links')
def test_a_link_stays_one(file: Path, tmp_path: Path) -> None:
    link = tmp_path / 'link.ini'
    link.symlink_to('folder/m.ini')
    write(str(link), b'new', before=b'old')
    assert link.is_symlink()
    assert file.read_bytes() == b'new'
    assert entries(tmp_path) == ['folder', 'link.ini']


@pytest.mark.parametrize('name', ['fsync', 'replace', 'chown'])
def test_a_failure_leaves_everything_as_it_was(
    file: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, name, fail, raising=False)
    with pytest.raises(OSError, match='No space left on device'):
        write(file, b'new', before=b'old')
    assert file.read_bytes() == b'old'
    assert entries(file.parent) == ['m.ini']


def test_an_interruption_leaves_everything_as_it_was(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(_: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, 'fsync', interrupt)
    with pytest.raises(KeyboardInterrupt):
        write(file, b'new', before=b'old')
    assert file.read_bytes() == b'old'
    assert entries(file.parent) == ['m.ini']


def test_a_file_is_written_though_its_owner_cannot_be_kept(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(os, 'chown', refuse, raising=False)
    write(file, b'new', before=b'old')
    assert file.read_bytes() == b'new'


@pytest.mark.skipif(
    os.name != 'posix' or os.geteuid() == 0, reason='permissions do not bind this user'
)
@pytest.mark.parametrize('protected', ['file', 'folder'])
def test_what_may_not_be_written_is_not(file: Path, protected: str) -> None:
    path, mode = (file, 0o444) if protected == 'file' else (file.parent, 0o555)
    path.chmod(mode)
    try:
        with pytest.raises(PermissionError):
            write(file, b'new', before=b'old')
    finally:
        file.parent.chmod(0o755)
    assert file.read_bytes() == b'old'
    assert entries(file.parent) == ['m.ini']


def test_only_a_file_that_is_there_is_written(file: Path) -> None:
    with pytest.raises(FileNotFoundError):
        write(file.parent / 'other.ini', b'new', before=b'old')
    with pytest.raises(OSError, match='it is no ordinary file'):
        write(file.parent, b'new', before=b'old')
    assert entries(file.parent) == ['m.ini']
