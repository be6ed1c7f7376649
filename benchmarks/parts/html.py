"""Pages of HTML: this extension, the other one, and what Sphinx has for tables."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from benchmarks.goals import Results
from benchmarks.measure import alternate
from benchmarks.projects import (
    CSV,
    EMPTY,
    EXTENSIONS,
    FLOOR,
    LIST,
    OURS,
    THEIRS,
    Subject,
    build,
    output,
)
from benchmarks.report import TIMES, Table, compare
from benchmarks.settings import Settings, sized, small_pages
from sphinx_feature_matrix import ini
from sphinx_feature_matrix.identifiers import identifier

_ALL = (OURS, THEIRS, FLOOR, CSV, LIST, EMPTY)
_FASTEST = (OURS, FLOOR, EMPTY)
"""For what would take the others many minutes."""


def run(settings: Settings, results: Results) -> Iterator[Table]:
    """Build everything there is to build as HTML."""
    published, _ = settings.published()
    for subject in (*published, small_pages(), sized(50, 12), sized(200, 50)):
        yield _compare(settings, results, subject, _ALL)
    if not settings.quick:
        yield _compare(settings, results, sized(1000, 50), _ALL)
        yield _compare(settings, results, settings.large, _ALL)
        yield _compare(settings, results, sized(4000, 100), _FASTEST)


def _compare(settings: Settings, results: Results, subject: Subject, ways: Sequence[str]) -> Table:
    """Build *subject* in all of *ways*, and return the table of it."""
    folder = settings.folder / subject.name
    # Laid out right before it is built: the floor is made of what ours was built to.
    runs = {way: partial(build, folder, subject, way) for way in ways}
    samples = results[subject.name] = alternate(f'html, {subject.name}', runs, settings.patience)
    notes = [note for way in ways if way in EXTENSIONS for note in _lacking(folder, subject, way)]
    # That one is shown in a browser later.
    if subject.name != settings.large.name:
        shutil.rmtree(folder, ignore_errors=True)
    columns = (*TIMES, 'page kB', 'all kB')
    return compare(f'HTML, {subject.name}', samples, OURS, columns, notes)


def _lacking(folder: Path, subject: Subject, way: str) -> Iterator[str]:
    """Yield a note on each page of *subject* that lacks features of its matrix."""
    for name, text in subject.matrices.items():
        page = output(folder, way) / f'{name}.html'
        if page.exists():
            ids = set(re.findall(r'\sid="?([^"\s>]+)', page.read_text('utf-8')))
            features = ini.loads(text)[0].features
            shown = sum(identifier(feature.key) in ids for feature in features)
            if shown < len(features):
                yield f'{way}: of {len(features)} features, {shown} are on the page.'
