"""The command: run the fuzzer on each target for a while, and keep what it finds."""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from fuzz.seeds import FINDS, ROOT, dictionary, finds, seeds
from fuzz.targets import TARGETS

_SECONDS = 150
_LIMITS = ('-max_len=4096', '-timeout=20', '-report_slow_units=20', '-rss_limit_mb=2048')


def main(arguments: Sequence[str]) -> int:
    """Do what the *arguments* of the command line ask for; return 1 if something was found."""
    parser = _parser()
    asked = parser.parse_args(arguments)
    names = [name for name in TARGETS if name in (asked.targets or TARGETS)]
    unknown = {*asked.targets} - {*TARGETS}
    if unknown:
        parser.error(f'there is no target {", ".join(sorted(unknown))}')
    seconds = max(1, asked.seconds // len(names))
    failed = [name for name in names if not _run(name, seconds)]
    if not failed:
        print(f'Nothing was found: {", ".join(names)}.')
    return 1 if failed else 0


def _run(target: str, seconds: int) -> bool:
    """Run *target*, say what it has found, and return whether that is nothing."""
    known = finds(target)
    print(f'{target}: {seconds} seconds', flush=True)
    with tempfile.TemporaryDirectory(prefix='fuzz-') as folder:
        corpus = Path(folder, 'corpus')
        corpus.mkdir()
        for number, seed in enumerate(seeds(target)):
            (corpus / f'{number:04}').write_bytes(seed)
        words = Path(folder, 'dictionary')
        words.write_text(dictionary(), encoding='ascii')
        FINDS.mkdir(parents=True, exist_ok=True)
        options = (
            f'-max_total_time={seconds}',
            f'-dict={words}',
            f'-artifact_prefix={FINDS}/{target}-',
            *_LIMITS,
            '-verbosity=0',
            '-print_final_stats=1',
        )
        command = [sys.executable, '-m', 'fuzz.engine', target, *options, str(corpus)]
        code = subprocess.run(command, cwd=ROOT, check=False).returncode
    if code:
        print(f'{target} has failed with the exit code {code}.', flush=True)
        for name in sorted(finds(target).keys() - known.keys()):
            print(f'Found: {(FINDS / name).relative_to(ROOT)}')
            print(f'Run it again: pytest tests/test_fuzz_finds.py -k {name}', flush=True)
    return code == 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser('python -m fuzz', description=__doc__)
    parser.add_argument(
        'targets', nargs='*', metavar='TARGET', help=f'run only this: {", ".join(TARGETS)}'
    )
    parser.add_argument(
        '--seconds',
        type=int,
        default=_SECONDS,
        metavar='N',
        help='run all targets together for about so long (default: %(default)s)',
    )
    return parser


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))
