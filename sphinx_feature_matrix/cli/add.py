"""``feature-matrix add``: add a driver or a feature to a matrix."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from sphinx_feature_matrix.cli import FOUND, FOUND_NOTHING, NAME, conf
from sphinx_feature_matrix.cli.inputs import STANDARD_INPUT, is_file
from sphinx_feature_matrix.cli.running import CannotRunError, counted, say
from sphinx_feature_matrix.edit import EditError
from sphinx_feature_matrix.edit.add import add_driver, add_feature
from sphinx_feature_matrix.edit.files import write
from sphinx_feature_matrix.ini.document import Document, Statuses, open_document
from sphinx_feature_matrix.problems import Problem


def configure(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    kinds = parser.add_subparsers(metavar='WHAT', dest='what', required=True)
    driver = kinds.add_parser(
        'driver',
        help='a driver: its section, and its line in every feature',
        description='Add a driver: its section, and its line in every feature.',
    )
    feature = kinds.add_parser(
        'feature',
        help='a feature: its section, with a line for every driver',
        description='Add a feature: its section, with a line for every driver.',
    )
    for kind in (driver, feature):
        kind.add_argument('file', metavar='FILE', help='the INI file to change')
        kind.add_argument('key', metavar='KEY', help=f'the key of the {kind.prog.split()[-1]}')
        kind.add_argument('--title', required=True, help='what readers are to see')
        conf.configure(kind)
    driver.add_argument('--link', default='', help='where the title leads to')
    driver.add_argument(
        '--status', default='unknown', help='its status in every feature (default: %(default)s)'
    )
    feature.add_argument(
        '--status',
        default='',
        help='mandatory, optional (the default), choice(GROUP), condition(KEY==STATUS), mature or '
        'immature',
    )


def run(arguments: Namespace) -> int:
    """Change the file, unless it has problems; then print them."""
    found = _open(arguments.file, conf.declared(arguments))
    problems = [problem for problem in found.problems if not _is_on_the_way(problem, found)]
    if problems:
        for problem in problems:
            print(problem)
        mended = all(problem.name == 'implementation-missing' for problem in problems)
        how = f', with "{NAME} check --fix"' if mended else ''
        say(f'{found.file} was left as it was; mend these first{how}.')
        return FOUND
    try:
        data, done = (
            _driver(found, arguments) if arguments.what == 'driver' else _feature(found, arguments)
        )
        write(found.file, data, before=found.data)
    except EditError as error:
        raise CannotRunError(f'{found.file}: {error}') from error
    except OSError as error:
        raise CannotRunError(f'{found.file} cannot be written: {error.strerror}') from error
    say(f'{found.file}: {done}')
    return FOUND_NOTHING


def _is_on_the_way(problem: Problem, found: Document) -> bool:
    """Tell whether a file has *problem* only until it has its first driver and feature."""
    matrix = found.matrix
    begun = bool(matrix.drivers and matrix.features)
    # A file that only adds to the features of others gives none of them a title.
    part = problem.name == 'feature-title' and not any(each.title_line for each in matrix.features)
    return part or problem.name == 'empty' or (problem.name == 'category' and not begun)


def _open(name: str, declared: Statuses) -> Document:
    """Read the file to change.

    :raises CannotRunError: if it is none, or cannot be read
    """
    if name == STANDARD_INPUT:
        raise CannotRunError('standard input cannot be changed; name an INI file')
    if not is_file(name):
        raise CannotRunError(f'{name}: only a file can be changed; name one, and that itself')
    found = open_document(name, declared)
    if not found.readable:
        raise CannotRunError(f'{name}: {found.problems[0].message}')
    return found


def _driver(found: Document, arguments: Namespace) -> tuple[bytes, str]:
    """Return what the file is to hold, and what was done."""
    data = add_driver(
        found, arguments.key, arguments.title, link=arguments.link, status=arguments.status
    )
    where = counted(len(found.matrix.features), 'feature')
    status = arguments.status.strip().lower()
    return data, f'added driver "{arguments.key}", "{status}" in {where}.'


def _feature(found: Document, arguments: Namespace) -> tuple[bytes, str]:
    """Return what the file is to hold, and what was done."""
    data = add_feature(found, arguments.key, arguments.title, status=arguments.status)
    where = counted(len(found.matrix.drivers), 'driver')
    return data, f'added feature "{arguments.key}", "unknown" for {where}.'
