"""The command: measure what is asked for, print it as it comes, and keep it all in one file."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from benchmarks import goals, parts
from benchmarks.goals import Results
from benchmarks.machine import facts
from benchmarks.measure import progress
from benchmarks.projects import LEGEND
from benchmarks.report import Table
from benchmarks.settings import Settings

_KEPT = Path(__file__).with_name('results.md')
_INTRODUCTION = """\
# Side by side

`tox -e bench` has measured all of this on {date}.

Each figure is the median of as many runs as stand beside it. Those that are compared take turns,
so that a slow moment of the machine hits all alike. A build is run seven times, or as often as
fits into a minute, but at least once. A run is a whole process, and a build one into an empty
folder. Peak memory is that of its largest process. An "x" is a ratio to one row of the same
table.
"""


def main(arguments: Sequence[str]) -> None:
    """Do what the *arguments* of the command line ask for."""
    parser = _parser()
    asked = parser.parse_args(arguments)
    unknown = {*asked.parts} - {*parts.NAMES}
    if unknown:
        parser.error(f'there is no part {", ".join(sorted(unknown))}')
    names = [name for name in parts.NAMES if name in (asked.parts or parts.NAMES)]
    whole = len(names) == len(parts.NAMES) and asked.corpus and not asked.quick
    results: Results = {}
    tables: list[Table] = []
    with tempfile.TemporaryDirectory(prefix='benchmarks-') as folder:
        settings = Settings(Path(folder), asked.corpus, asked.quick)
        about = _about(settings)
        for name in names:
            for table in parts.load(name)(settings, results):
                print(table.as_text(), flush=True)
                tables.append(table)
    tables[:0] = [goals.table(results), about]
    for table in tables[:2]:
        print(table.as_text())
    output = asked.output or (_KEPT if whole else None)
    if output is None:
        progress('Not everything was measured, so this is not kept; "--output FILE" keeps it.')
    else:
        introduction = _INTRODUCTION.format(date=datetime.now(UTC).date())
        sections = [introduction, *(table.as_markdown() for table in tables)]
        output.write_text('\n'.join(sections), encoding='utf-8')
        progress(f'This is kept in {output}.')


def _about(settings: Settings) -> Table:
    """Return what was measured with, and what the names of rows stand for."""
    legend = tuple(f'{name}: {text}.' for name, text in LEGEND.items())
    _, left_out = settings.published()
    notes = (*legend, *left_out)
    return Table('Measured with', ('', ''), tuple(facts()), notes, figures=False)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser('python -m benchmarks', description=__doc__)
    parser.add_argument(
        'parts',
        nargs='*',
        metavar='PART',
        help=f'measure only this: {", ".join(parts.NAMES)}',
    )
    parser.add_argument(
        '--corpus', type=Path, metavar='FOLDER', help='build each matrix in FOLDER, too'
    )
    parser.add_argument(
        '--quick', action='store_true', help='run little, and nothing that takes long'
    )
    parser.add_argument(
        '--output',
        type=Path,
        metavar='FILE',
        help='keep the tables in FILE; without it, all parts with a corpus are kept in '
        'benchmarks/results.md',
    )
    return parser


if __name__ == '__main__':
    main(sys.argv[1:])
