"""What was measured with: the machine and the versions."""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

_PACKAGES = ('Sphinx', 'docutils', 'sphinx-feature-matrix', 'sphinx-feature-classification')


def facts() -> Iterator[tuple[str, str]]:
    """Yield the name of each thing that may matter, and what it is here."""
    yield 'Processor', f'{_processor()}, {os.cpu_count()} cores'
    memory = os.sysconf('SC_PAGE_SIZE') * os.sysconf('SC_PHYS_PAGES')
    yield 'Memory', f'{memory / 1e9:.0f} GB'
    yield 'System', _system()
    yield 'Python', platform.python_version()
    for package in _PACKAGES:
        yield package, _version(package)
    yield 'Chromium', _chromium_version()


def chromium() -> str | None:
    """Return where Chromium is, which the environment variable CHROMIUM may name."""
    return shutil.which(os.environ.get('CHROMIUM') or 'chromium')


def _processor() -> str:
    try:
        lines = Path('/proc/cpuinfo').read_text('utf-8').splitlines()
    except OSError:
        lines = []
    names = (line.partition(':')[2].strip() for line in lines if line.startswith('model name'))
    return next(names, platform.processor() or platform.machine())


def _system() -> str:
    try:
        name = platform.freedesktop_os_release()['PRETTY_NAME']
    except OSError:
        name = platform.system()
    return f'{name}, {platform.machine()}'


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return 'not installed'


def _chromium_version() -> str:
    program = chromium()
    if program is None:
        return 'not installed'
    said = subprocess.run(
        [program, '--version'], check=True, capture_output=True, encoding='utf-8'
    )
    return said.stdout.removeprefix('Chromium').strip()
