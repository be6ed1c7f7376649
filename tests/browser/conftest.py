"""What the tests in a browser share: Chromium, projects on a server, and tabs that watch."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any, NamedTuple, Protocol

import pytest
from conftest import CONF
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Error,
    Page,
    sync_playwright,
)

from browser.sample import CONF as SAMPLE_CONF
from browser.sample import PROJECT, THEMES

NO_BROWSER = (
    'The tests in a browser need Chromium: there is no "{}". On Debian: apt-get install chromium. '
    'Where it is installed under another name, the environment variable CHROMIUM says which.'
)
NOT_OURS = ('[PST]', 'Got invalid theme mode', '/basic.css ')
"""What pydata-sphinx-theme and sphinx-book-theme say on any page."""
PATIENCE = 10_000
"""How long a page may take for anything, in milliseconds."""
WINDOW: dict[str, Any] = {'viewport': {'width': 1280, 'height': 400}}
"""What tabs are opened with."""


class Publish(Protocol):
    """Builds a project, its files or its folder given, and returns the address of its pages."""

    def __call__(self, project: Mapping[str, str] | Path, **conf: str) -> str: ...


class OpenTab(Protocol):
    """Opens an empty tab in a context of its own, which has *options*."""

    def __call__(self, **options: Any) -> Page: ...


class Served(NamedTuple):
    """A folder, and the address at which what is put into it is served.

    At the address *strict* it is served with a strict Content-Security-Policy.
    """

    folder: Path
    address: str
    strict: str


class _Handler(SimpleHTTPRequestHandler):
    """Serves files, and does not report on it."""

    def log_message(self, *args: object, **kwargs: object) -> None:
        pass


class _StrictHandler(_Handler):
    """Lets nothing run and nothing be shown but what stands in files of its own."""

    def end_headers(self) -> None:
        self.send_header('Content-Security-Policy', "default-src 'self'")
        super().end_headers()


WARNINGS = 'error,ignore:::sphinx_book_theme._transforms'
"""What is an error in a build: nothing of a theme's own, which is for others to mend."""


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


@contextmanager
def _serve(folder: Path, handler: type[_Handler]) -> Iterator[str]:
    """Serve *folder* for as long as the context lasts, and yield its address."""
    with ThreadingHTTPServer(('127.0.0.1', 0), partial(handler, directory=str(folder))) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        yield f'http://127.0.0.1:{server.server_port}'
        server.shutdown()
        thread.join()


@pytest.fixture(scope='session')
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The folder whose content is served."""
    folder = tmp_path_factory.mktemp('served')
    # Chromium asks for it, and reports an error where there is none.
    (folder / 'favicon.ico').touch()
    with _serve(folder, _Handler) as address, _serve(folder, _StrictHandler) as strict:
        yield Served(folder, address, strict)


@pytest.fixture(scope='session')
def publish(served: Served, tmp_path_factory: pytest.TempPathFactory) -> Publish:
    """Return a function that builds a project where it is served.

    Unlike ``build``, it can be used for many tests of the same pages: what is the same is built
    once.
    """
    built: dict[str, str] = {}

    def run(project: Mapping[str, str] | Path, **conf: str) -> str:
        key = repr((project, conf))
        if key not in built:
            work = tmp_path_factory.mktemp('project')
            source = project if isinstance(project, Path) else _lay_out(work / 'source', project)
            command = [sys.executable, '-m', 'sphinx', '--fail-on-warning', '--quiet']
            command += [f'--define={name}={value}' for name, value in conf.items()]
            command += [f'--doctree-dir={work / "doctrees"}']
            command += [str(source), str(served.folder / work.name)]
            subprocess.run(command, check=True, env={**os.environ, 'PYTHONWARNINGS': WARNINGS})
            built[key] = f'{served.address}/{work.name}'
        return built[key]

    return run


def _lay_out(folder: Path, files: Mapping[str, str]) -> Path:
    """Write *files* into *folder*, with a conf.py where they have none, and return it."""
    for name, text in {'conf.py': CONF, **files}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding='utf-8')
    return folder


@pytest.fixture
def watch() -> Iterator[Callable[[Page], Page]]:
    """Return a function that watches tabs. The test fails if anything goes wrong on a page."""
    wrong: list[str] = []

    def note_message(message: ConsoleMessage) -> None:
        said = f'{message.type}: {message.text} at {message.location["url"]} '
        if not any(words in said for words in NOT_OURS):
            wrong.append(said)

    def note_error(error: Error) -> None:
        # In German, Sphinx itself fails to say how many pages it found, once it has shown them.
        if '_finishSearch' not in (error.stack or ''):
            wrong.append(str(error))

    def run(tab: Page) -> Page:
        tab.set_default_timeout(PATIENCE)
        tab.on('console', note_message)
        tab.on('pageerror', note_error)
        return tab

    yield run
    assert wrong == []


@pytest.fixture
def open_tab(browser: Browser, watch: Callable[[Page], Page]) -> Iterator[OpenTab]:
    """Return a function that opens tabs that are watched."""
    with ExitStack() as contexts:

        def run(**options: Any) -> Page:
            context = contexts.enter_context(browser.new_context(**{**WINDOW, **options}))
            return watch(context.new_page())

        yield run


@pytest.fixture(scope='session')
def context(browser: Browser) -> Iterator[BrowserContext]:
    """The context of most tabs: it keeps the files of themes, as the browser of a reader does."""
    with browser.new_context(**WINDOW) as context:
        yield context


@pytest.fixture
def tab(context: BrowserContext, watch: Callable[[Page], Page]) -> Iterator[Page]:
    """An empty tab that is watched."""
    with context.new_page() as tab:
        yield watch(tab)


@pytest.fixture(scope='session')
def site(publish: Publish) -> str:
    """The address of the sample project, in the theme that is plain HTML."""
    return publish(PROJECT, **SAMPLE_CONF)


@pytest.fixture(scope='session')
def sites(publish: Publish) -> Mapping[str, str]:
    """The addresses of the sample project in each of the themes that are widely used."""
    return {theme: publish(PROJECT, html_theme=theme, **SAMPLE_CONF) for theme in THEMES}
