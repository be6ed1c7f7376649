"""How every command is run: what it writes where, and how it ends when something goes wrong."""

from __future__ import annotations

import gc
import os
import sys
from argparse import ArgumentParser
from collections.abc import Sequence
from io import BytesIO, TextIOWrapper

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
    arguments, unknown = parser.parse_known_args(argv)
    if unknown:
        # The usage to show is that of the command, if there is one; argparse shows its own.
        getattr(arguments, 'parser', parser).error(f'unknown arguments: {" ".join(unknown)}')
    # All that is read is needed to the end, and to search a large matrix for garbage again and
    # again takes a fifth of the time.
    gc.disable()
    try:
        code: int = arguments.run(arguments)
        sys.stdout.flush()
    except CannotRunError as error:
        say(f'{NAME}: {error}')
        return CANNOT_RUN
    except BrokenPipeError:
        # Whoever reads has read enough.
        _drop_output()
        return CANNOT_RUN
    except OSError as error:
        # What goes wrong with files is said where it does, so this is the output: no room for it.
        _drop_output()
        say(f'{NAME}: standard output cannot be written: {error.strerror}')
        return CANNOT_RUN
    except KeyboardInterrupt:
        return INTERRUPTED
    finally:
        gc.enable()
    return code


def _drop_output() -> None:
    """Send what is still in the buffer nowhere, since it would be tried again at the end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def counted(number: int, what: str) -> str:
    """Return *number* and *what* there are so many of, with an "s" unless it is one."""
    return f'{number} {what}{"" if number == 1 else "s"}'


def say(message: str) -> None:
    """Tell *message* to who runs the command, apart from what the command puts out."""
    print(Terminal.of(sys.stderr).wrap(message, rest='    '), file=sys.stderr)
