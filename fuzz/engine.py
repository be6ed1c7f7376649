"""One target under the fuzzer, in a process of its own: the fuzzer ends the process it is in.

``python -m fuzz.engine TARGET OPTION...``, with the options of libFuzzer.
"""

from __future__ import annotations

import sys
from importlib import import_module

# It has no types, and is there for Linux only.
atheris = import_module('atheris')

with atheris.instrument_imports(include=['sphinx_feature_matrix', 'configparser']):
    from fuzz.targets import TARGETS


def main(target: str, *options: str) -> None:
    """Run *target* until the time in *options* is over or something is found."""
    atheris.Setup([sys.argv[0], *options], TARGETS[target])
    atheris.Fuzz()


if __name__ == '__main__':
    main(*sys.argv[1:])
