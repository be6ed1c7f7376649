"""``feature-matrix convert``: bring a matrix of an older dialect to the current one."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace

from sphinx_feature_matrix.cli import FOUND_NOTHING
from sphinx_feature_matrix.cli.inputs import is_file, open_input
from sphinx_feature_matrix.cli.running import CannotRunError, say
from sphinx_feature_matrix.edit import EditError
from sphinx_feature_matrix.edit.convert import convert
from sphinx_feature_matrix.edit.files import write

_IDS = (
    'On its page ids of implementations change, such as "attach_disk", which becomes '
    '"attach_driver_disk".'
)


def configure(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument(
        'file',
        metavar='FILE',
        help='an INI file, REV:PATH for one in git, or - for standard input',
    )
    parser.add_argument(
        '-i', '--in-place', action='store_true', help='change the file instead of printing it'
    )


def run(arguments: Namespace) -> int:
    """Print the file in the current dialect, or write it back."""
    name, in_place = arguments.file, arguments.in_place
    if in_place and not is_file(name):
        raise CannotRunError(f'{name}: only a file can be changed in place; leave out --in-place')
    found = open_input(name)
    if not found.readable:
        raise CannotRunError(f'{name}: {found.problems[0].message}')
    try:
        data = convert(found)
    except EditError as error:
        raise CannotRunError(f'{name} cannot be converted: {error}') from error
    if not in_place:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    if data == found.data:
        say(f'{name} is in the current dialect already.')
        return FOUND_NOTHING
    if in_place:
        try:
            write(name, data)
        except OSError as error:
            raise CannotRunError(f'{name} cannot be written: {error.strerror}') from error
        say(f'{name} is now in the current dialect.')
    say(_IDS)
    return FOUND_NOTHING
