"""``feature-matrix diff``: what changed between two editions of a matrix."""

from __future__ import annotations

import json
from argparse import ArgumentParser, Namespace, RawDescriptionHelpFormatter
from collections.abc import Callable

from sphinx_feature_matrix.changes import Changes, compare, rendering
from sphinx_feature_matrix.changes.data import as_data
from sphinx_feature_matrix.changes.outline import outline
from sphinx_feature_matrix.cli import FOUND, FOUND_NOTHING, conf
from sphinx_feature_matrix.cli.inputs import STANDARD_INPUT, open_matrix
from sphinx_feature_matrix.cli.running import CannotRunError

FORMATS: dict[str, Callable[[Changes], str]] = {
    'text': lambda changes: rendering.text(outline(changes)),
    'json': lambda changes: f'{json.dumps(as_data(changes), indent=2, ensure_ascii=False)}\n',
    'markdown': lambda changes: rendering.markdown(outline(changes)),
    'rst': lambda changes: rendering.restructuredtext(outline(changes)),
}
"""What writes the changes, by the name of the format."""

_EPILOG = """\
OLD and NEW are files, or REV:PATH for a file as git has it in a revision: the
path is from the top of the repository, or from here if it begins with "./".
"-" is standard input. A matrix that is spread over several files is one word:
"common.ini drivers/*.ini", or "v1.0:common.ini v1.0:drivers/*.ini".

  feature-matrix diff v1.0:support-matrix.ini support-matrix.ini

Exit codes: 0 nothing changed, 1 something changed, 2 it could not run.
"""


def configure(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    parser.formatter_class = RawDescriptionHelpFormatter
    parser.epilog = _EPILOG
    parser.add_argument('old', metavar='OLD', help='the edition before')
    parser.add_argument('new', metavar='NEW', help='the edition after')
    conf.configure(parser)
    parser.add_argument(
        '--output-format',
        choices=FORMATS,
        default='text',
        help='how to write the changes (default: %(default)s)',
    )


def run(arguments: Namespace) -> int:
    """Print what changed; the exit code says whether anything did.

    :raises CannotRunError: if one of the editions cannot be read
    """
    if arguments.old == arguments.new == STANDARD_INPUT:
        raise CannotRunError('only one edition can be standard input; name a file for the other')
    declared = conf.declared(arguments)
    old = open_matrix(arguments.old, declared=declared)
    new = open_matrix(arguments.new, declared=declared)
    changes = compare(old.matrix, new.matrix)
    print(FORMATS[arguments.output_format](changes), end='')
    return FOUND if changes else FOUND_NOTHING
