"""How every command is run: what it writes where, and how it ends when something goes wrong."""

from __future__ import annotations

import gc
import os
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from io import BytesIO, TextIOWrapper
from typing import TextIO

from sphinx_feature_matrix.cli import CANNOT_RUN, NAME
from sphinx_feature_matrix.cli.terminal import Terminal

INTERRUPTED = 130
"""The exit code after Ctrl-C, as shells have it: 128 and the number of the signal."""


class CannotRunError(Exception):
    """What was asked for cannot be done; the message says why and what to do."""


def run(parser: ArgumentParser, argv: Sequence[str]) -> int:
    """Parse *argv*, run the command in it, and return the exit code."""
    # A process may be started without them.
    sys.stdout = sys.stdout or TextIOWrapper(BytesIO())
    sys.stderr = sys.stderr or TextIOWrapper(BytesIO())
    for stream in (sys.stdout, sys.stderr):
        # A matrix is UTF-8 wherever it goes, with the same line ends, and no message may fail
        # for a character in it.
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding='utf-8', errors='replace', newline='\n')
    # All that is read is needed to the end, and to search a large matrix for garbage again and
    # again takes a fifth of the time.
    gc.disable()
    try:
        arguments = _parse(parser, argv)
        code: int = arguments.run(arguments)
        sys.stdout.flush()
    except CannotRunError as error:
        say(f'{NAME}: {error}')
        return CANNOT_RUN
    except OSError as error:
        # What goes wrong with files is said where it does, so this is the output.
        return without_output(error)
    except KeyboardInterrupt:
        return INTERRUPTED
    finally:
        gc.enable()
    return code


def _parse(parser: ArgumentParser, argv: Sequence[str]) -> Namespace:
    try:
        arguments, unknown = parser.parse_known_args(argv)
        if unknown:
            # The usage to show is that of the command, if there is one; argparse shows its own.
            getattr(arguments, 'parser', parser).error(f'unknown arguments: {" ".join(unknown)}')
    except SystemExit:
        # Help is output like any other, for which there may be no room.
        sys.stdout.flush()
        raise
    return arguments


def without_output(error: OSError) -> int:
    """Give up what is still to be printed, and return the exit code."""
    _drop(sys.stdout)
    if not isinstance(error, BrokenPipeError):
        # Otherwise, whoever reads has read enough.
        say(f'{NAME}: standard output cannot be written: {error.strerror}')
    return CANNOT_RUN


def _drop(stream: TextIO) -> None:
    """Send what is still in the buffer nowhere, since it would be tried again at the end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def counted(number: int, what: str) -> str:
    """Return *number* and *what* there are so many of, with an "s" unless it is one."""
    return f'{number} {what}{"" if number == 1 else "s"}'


def say(message: str) -> None:
    """Tell *message* to who runs the command, apart from what the command puts out."""
    try:
        print(Terminal.of(sys.stderr).wrap(message, rest='    '), file=sys.stderr)
    except OSError:
        # Nobody can be told. What the command does and its exit code are the same.
        _drop(sys.stderr)
