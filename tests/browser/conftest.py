"""What the tests in a browser share: Chromium, projects on a server, and tabs that watch."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Protocol

import pytest
from conftest import CONF
from playwright.sync_api import Browser, ConsoleMessage, Error, Page, sync_playwright

NO_BROWSER = (
    'The tests in a browser need Chromium: there is no "{}". On Debian: apt-get install chromium. '
    'Where it is installed under another name, the environment variable CHROMIUM says which.'
)
PATIENCE = 10_000
"""How long a page may take for anything, in milliseconds."""


class Publish(Protocol):
    """Builds a project, its files or its folder given, and returns the address of its pages."""

    def __call__(self, project: Mapping[str, str] | Path, **conf: str) -> str: ...


class _Handler(SimpleHTTPRequestHandler):
    """Serves files, and does not report on it."""

    def log_message(self, *args: object, **kwargs: object) -> None:
        pass


@pytest.fixture(scope='session')
def browser() -> Iterator[Browser]:
    """Chromium, which has to be installed: none is downloaded."""
    name = os.environ.get('CHROMIUM') or 'chromium'
    chromium = shutil.which(name)
    if chromium is None:
        pytest.exit(NO_BROWSER.format(name), returncode=1)
    with sync_playwright() as playwright:
        # The user root, as whom CI runs, cannot have a sandbox.
        browser = playwright.chromium.launch(executable_path=chromium, chromium_sandbox=False)
        yield browser
        browser.close()


@pytest.fixture(scope='session')
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, str]]:
    """A folder, and the address at which what is put into it is served."""
    folder = tmp_path_factory.mktemp('served')
    # Chromium asks for it, and reports an error where there is none.
    (folder / 'favicon.ico').touch()
    handler = partial(_Handler, directory=str(folder))
    with ThreadingHTTPServer(('127.0.0.1', 0), handler) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        yield folder, f'http://127.0.0.1:{server.server_port}'
        server.shutdown()
        thread.join()


@pytest.fixture(scope='session')
def publish(served: tuple[Path, str], tmp_path_factory: pytest.TempPathFactory) -> Publish:
    """Return a function that builds a project where it is served.

    Unlike ``build``, it can be used for many tests of the same pages.
    """
    folder, address = served

    def run(project: Mapping[str, str] | Path, **conf: str) -> str:
        work = tmp_path_factory.mktemp('project')
        source = project if isinstance(project, Path) else _lay_out(work / 'source', project)
        command = [sys.executable, '-m', 'sphinx', '--fail-on-warning', '--quiet']
        command += [f'--define={name}={value}' for name, value in conf.items()]
        command += [f'--doctree-dir={work / "doctrees"}', str(source), str(folder / work.name)]
        subprocess.run(command, check=True)
        return f'{address}/{work.name}'

    return run


def _lay_out(folder: Path, files: Mapping[str, str]) -> Path:
    """Write *files* into *folder*, with a conf.py where they have none, and return it."""
    for name, text in {'conf.py': CONF, **files}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding='utf-8')
    return folder


@pytest.fixture
def tab(browser: Browser) -> Iterator[Page]:
    """An empty tab. The test fails if anything goes wrong on what it opens."""
    wrong: list[str] = []

    def note_message(message: ConsoleMessage) -> None:
        if message.type == 'error':
            wrong.append(f'{message.text} ({message.location["url"]})')

    def note_error(error: Error) -> None:
        # In German, Sphinx itself fails to say how many pages it found, once it has shown them.
        if '_finishSearch' not in (error.stack or ''):
            wrong.append(str(error))

    with browser.new_context(viewport={'width': 1280, 'height': 400}) as context:
        context.set_default_timeout(PATIENCE)
        tab = context.new_page()
        tab.on('console', note_message)
        tab.on('pageerror', note_error)
        yield tab
    assert wrong == []
