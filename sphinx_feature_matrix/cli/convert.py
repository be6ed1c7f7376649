"""``feature-matrix convert``: bring a matrix of an older dialect to the current one."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace

from sphinx_feature_matrix.cli import FOUND_NOTHING, conf
from sphinx_feature_matrix.cli.inputs import (
    DEFAULT_FILE,
    STANDARD_INPUT,
    declare_matrix,
    open_input,
)
from sphinx_feature_matrix.cli.running import CannotRunError, say
from sphinx_feature_matrix.edit import EditError
from sphinx_feature_matrix.edit.convert import convert, convert_each
from sphinx_feature_matrix.edit.files import write
from sphinx_feature_matrix.editions import is_revision
from sphinx_feature_matrix.identifiers import identifier
from sphinx_feature_matrix.ini.document import Document
from sphinx_feature_matrix.model import Matrix


def configure(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    declare_matrix(parser)
    conf.configure(parser)
    parser.add_argument(
        '-i', '--in-place', action='store_true', help='change the file instead of printing it'
    )


def run(arguments: Namespace) -> int:
    """Print the file in the current dialect, or write it or several back."""
    names, in_place = arguments.files or [DEFAULT_FILE], arguments.in_place
    if in_place and (STANDARD_INPUT in names or any(map(is_revision, names))):
        raise CannotRunError(
            f'{" ".join(names)}: only a file can be changed in place; leave out --in-place'
        )
    found = open_input(*names, declared=conf.declared(arguments))
    name = found.file
    if not found.readable:
        raise CannotRunError(f'{name}: {found.problems[0].message}')
    if len(found.source.files) > 1 and not in_place:
        raise CannotRunError(f'{name}: several files are converted in place; add --in-place')
    try:
        edits = _converted(found)
    except EditError as error:
        raise CannotRunError(f'{name} cannot be converted: {error}') from error
    for part, data in edits:
        _put(part, data, in_place=in_place)
    if all(data == part.data for part, data in edits):
        say(f'{name} is in the current dialect already.')
        return FOUND_NOTHING
    if in_place:
        say(f'{name} is now in the current dialect.')
    if found.matrix.features and found.matrix.drivers:
        say(_ids(found.matrix))
    return FOUND_NOTHING


def _converted(found: Document) -> list[tuple[Document, bytes]]:
    """Return the files, and what each is to hold.

    :raises EditError: if that cannot be
    """
    return convert_each(found) if len(found.source.files) > 1 else [(found, convert(found))]


def _put(part: Document, data: bytes, *, in_place: bool) -> None:
    """Print *data*, or write it back if it is something else than before."""
    if not in_place:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        return
    try:
        if data != part.data:
            write(part.file, data, before=part.data)
    except OSError as error:
        raise CannotRunError(f'{part.file} cannot be written: {error.strerror}') from error


def _ids(matrix: Matrix) -> str:
    """Return what becomes of the ids of implementations, with one of the file as an example."""
    feature, driver = matrix.features[0].key, matrix.drivers[0].key
    before, after = identifier(f'{feature}_{driver}'), identifier(f'{feature}_driver_{driver}')
    return f'On its page ids of implementations change, such as "{before}" to "{after}".'
