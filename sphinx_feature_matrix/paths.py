"""What is at a path. What cannot be looked at counts as not being there."""

from __future__ import annotations

import os
from pathlib import Path


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
