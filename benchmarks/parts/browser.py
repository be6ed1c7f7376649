"""The page of a large matrix in Chromium: how soon it is there, and how soon a key shows."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from statistics import median
from threading import Thread

from playwright.sync_api import Browser, Error, Page, sync_playwright

from benchmarks.goals import Results
from benchmarks.machine import chromium
from benchmarks.measure import FailedError, progress
from benchmarks.projects import FLOOR, OURS, THEIRS, build, output
from benchmarks.report import Table
from benchmarks.settings import Settings

_PATIENCE = 120_000
"""How long a page may take, in milliseconds."""
_NARROWING = ('7', '7')
_WIDENING = ('Backspace', 'Backspace')

_LOADED = """() => new Promise(resolve => {
    const look = () => {
        const paint = performance.getEntriesByName('first-contentful-paint')[0];
        const loaded = performance.getEntriesByType('navigation')[0].loadEventEnd;
        if (paint && loaded) resolve([paint.startTime, loaded]);
        else setTimeout(look, 50);
    };
    look();
})"""
# Event Timing: from the key itself to the next paint after all that was to be done about it.
_WATCH = """() => {
    window.slowest = 0;
    const note = entry => { slowest = Math.max(slowest, entry.duration); };
    new PerformanceObserver(list => list.getEntries().forEach(note))
        .observe({type: 'event', durationThreshold: 16});
}"""
# After two frames and a while, all there is to show is shown, and the observer knows of it.
_SETTLED = """() => new Promise(resolve => {
    const later = () => setTimeout(() => { resolve(slowest); window.slowest = 0; }, 1500);
    requestAnimationFrame(() => requestAnimationFrame(later));
})"""

_NOTE = (
    'From a key that narrows or widens what is found, to the next paint: of two keys, the slower '
    'one. What takes less than 16 ms is 0.'
)
_HEADS = ('', 'first paint ms', 'loaded ms', 'key narrows ms', 'key widens ms', 'loads')


def run(settings: Settings, _: Results) -> Iterator[Table]:
    """Load each page several times, each time as if for the first time, and type."""
    subject = settings.large
    title = f'In Chromium, {subject.name}'
    program = chromium()
    if program is None:
        yield Table(title, _HEADS, (), ('Chromium is not installed.',))
        return
    found: dict[str, list[list[float]]] = {OURS: [], THEIRS: [], FLOOR: []}
    failures: dict[str, str] = {}
    folder = settings.folder / subject.name
    with _serve(folder) as address, sync_playwright() as playwright:
        # The user root, as whom CI runs, cannot have a sandbox.
        browser = playwright.chromium.launch(executable_path=program, chromium_sandbox=False)
        for _turn in range(2 if settings.quick else 5):
            for way in [way for way in found if way not in failures]:
                try:
                    # The part "html" may have built it.
                    if not (output(folder, way) / 'index.html').exists():
                        build(folder, subject, way)
                    found[way].append(_look(browser, f'{address}/{way}/out/index.html'))
                except (FailedError, Error) as error:
                    failures[way] = str(error)
                    progress(f'{title}, {way}: fails')
                else:
                    progress(f'{title}, {way}: loaded in {found[way][-1][1]:.0f} ms')
        browser.close()
    rows = tuple(_row(way, [] if way in failures else loads) for way, loads in found.items())
    notes = (f'{way} fails: {text}' for way, text in failures.items())
    yield Table(title, _HEADS, rows, (_NOTE, *notes))


def _row(way: str, loads: list[list[float]]) -> tuple[str, ...]:
    """Return the row of the medians of *loads*, or of none if loading fails."""
    medians = [f'{median(figures):.0f}' for figures in zip(*loads, strict=True)] or ['fails']
    gaps = len(_HEADS) - 2 - len(medians)
    return (way, *medians, *['-'] * gaps, str(len(loads)))


def _look(browser: Browser, address: str) -> list[float]:
    """Return the milliseconds to the first paint, to the end of loading, and of the keys."""
    with browser.new_page(viewport={'width': 1280, 'height': 800}) as tab:
        tab.set_default_timeout(_PATIENCE)
        tab.goto(address)
        figures: list[float] = tab.evaluate(_LOADED)
        if tab.locator('.feature-matrix-summary input[name=filter]').count():
            tab.evaluate(_WATCH)
            tab.locator('input[name=filter]').focus()
            tab.evaluate(_SETTLED)
            figures += [max(_press(tab, key) for key in keys) for keys in (_NARROWING, _WIDENING)]
    return figures


def _press(tab: Page, key: str) -> float:
    """Press *key* and return how long it took until it showed, in milliseconds."""
    tab.keyboard.press(key)
    slowest: float = tab.evaluate(_SETTLED)
    return slowest


class _Handler(SimpleHTTPRequestHandler):
    """Serves files, and does not report on it."""

    def log_message(self, *args: object, **kwargs: object) -> None:
        pass


@contextmanager
def _serve(folder: Path) -> Iterator[str]:
    """Serve *folder* for as long as the context lasts, and yield its address."""
    with ThreadingHTTPServer(('127.0.0.1', 0), partial(_Handler, directory=str(folder))) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f'http://127.0.0.1:{server.server_port}'
        finally:
            server.shutdown()
            thread.join()
