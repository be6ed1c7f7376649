"""The command ``feature-matrix``: what there is to do with a matrix outside of a page.

Each command is a module of the same name with two functions: ``configure(parser)`` declares its
arguments, and ``run(arguments)`` does the work and returns the exit code. Only the module of the
command that is asked for is imported.
"""

from __future__ import annotations

import sys

from sphinx_feature_matrix.version import __version__

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import ArgumentParser
    from collections.abc import Sequence

NAME = 'feature-matrix'

COMMANDS = {
    'check': 'find mistakes in matrices, and mend what is safe',
    'requirements': 'say which drivers do what is required',
    'diff': 'say what changed between two editions of a matrix',
    'export': 'write a matrix as JSON, CSV or Markdown',
    'add': 'add a driver or a feature to a matrix',
    'convert': 'bring a matrix of an older dialect to the current one',
}

FOUND_NOTHING, FOUND, CANNOT_RUN = 0, 1, 2
"""The exit codes."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command with the arguments *argv*, or those of the process; return the exit code.

    :raises SystemExit: if the arguments are wrong, or ask for help or the version
    """
    arguments = list(sys.argv[1:] if argv is None else argv)
    if arguments in (['--version'], ['-V']):
        # argparse alone takes as long to import as Python takes to start.
        try:
            print(NAME, __version__, flush=True)
        except OSError as error:
            from sphinx_feature_matrix.cli.running import without_output

            return without_output(error)
        return FOUND_NOTHING
    # Imported here for the same reason.
    from sphinx_feature_matrix.cli.running import run

    return run(_parser(arguments), arguments)


def _parser(arguments: list[str]) -> ArgumentParser:
    """Return the parser, complete for the command that *arguments* begin with."""
    from argparse import ArgumentParser
    from importlib import import_module

    parser = ArgumentParser(
        NAME,
        usage=f'{NAME} [-h] [-V] COMMAND ...',
        description='Check, compare and edit support matrices.',
        epilog='Exit codes: 0 nothing found, 1 something found, 2 it could not run.',
    )
    parser.add_argument('-V', '--version', action='version', version=f'{NAME} {__version__}')
    # The metavar is as long as it takes for the names to stand beside what they are for.
    commands = parser.add_subparsers(prog=NAME, metavar='COMMAND [ARG ...]', required=True)
    for name, what in COMMANDS.items():
        command = commands.add_parser(name, help=what, description=f'{what[0].upper()}{what[1:]}.')
        if name in arguments[:1]:
            module = import_module(f'{__name__}.{name}')
            module.configure(command)
            command.set_defaults(run=module.run, parser=command)
    return parser
