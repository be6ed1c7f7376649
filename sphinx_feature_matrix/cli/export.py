"""``feature-matrix export``: a whole matrix in another format."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from sphinx_feature_matrix.cli import FOUND_NOTHING, conf
from sphinx_feature_matrix.cli.inputs import declare_matrix, open_matrix
from sphinx_feature_matrix.export import FORMATS


def configure(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    declare_matrix(parser)
    conf.configure(parser)
    parser.add_argument(
        '--output-format',
        choices=FORMATS,
        default='json',
        help='json has the schema export-1.json, csv has a row for each feature, markdown has a '
        'table and a section for each feature (default: %(default)s)',
    )


def run(arguments: Namespace) -> int:
    """Print the matrix.

    :raises CannotRunError: if it cannot be read
    """
    matrix = open_matrix(*arguments.files, declared=conf.declared(arguments)).matrix
    print(FORMATS[arguments.output_format](matrix), end='')
    return FOUND_NOTHING
