"""``feature-matrix convert``: bring a matrix of an older dialect to the current one."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace

from sphinx_feature_matrix.cli import FOUND_NOTHING, conf
from sphinx_feature_matrix.cli.inputs import DEFAULT_FILE, is_file, open_input
from sphinx_feature_matrix.cli.running import CannotRunError, say
from sphinx_feature_matrix.edit import EditError
from sphinx_feature_matrix.edit.convert import convert
from sphinx_feature_matrix.edit.files import write
from sphinx_feature_matrix.identifiers import identifier
from sphinx_feature_matrix.model import Matrix


def configure(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument(
        'file',
        nargs='?',
        default=DEFAULT_FILE,
        metavar='FILE',
        help='an INI file, REV:PATH for one in git, or - for standard input '
        '(default: %(default)s)',
    )
    conf.configure(parser)
    parser.add_argument(
        '-i', '--in-place', action='store_true', help='change the file instead of printing it'
    )


def run(arguments: Namespace) -> int:
    """Print the file in the current dialect, or write it back."""
    name, in_place = arguments.file, arguments.in_place
    if in_place and not is_file(name):
        raise CannotRunError(f'{name}: only a file can be changed in place; leave out --in-place')
    found = open_input(name, declared=conf.declared(arguments))
    if not found.readable:
        raise CannotRunError(f'{name}: {found.problems[0].message}')
    if len(found.source.files) > 1:
        raise CannotRunError(f'{name}: one file is converted at a time; name each by itself')
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
            write(name, data, before=found.data)
        except OSError as error:
            raise CannotRunError(f'{name} cannot be written: {error.strerror}') from error
        say(f'{name} is now in the current dialect.')
    if found.matrix.features and found.matrix.drivers:
        say(_ids(found.matrix))
    return FOUND_NOTHING


def _ids(matrix: Matrix) -> str:
    """Return what becomes of the ids of implementations, with one of the file as an example."""
    feature, driver = matrix.features[0].key, matrix.drivers[0].key
    before, after = identifier(f'{feature}_{driver}'), identifier(f'{feature}_driver_{driver}')
    return f'On its page ids of implementations change, such as "{before}" to "{after}".'
