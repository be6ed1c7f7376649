"""The option ``--conf``: the conf.py whose implementation statuses hold for a matrix."""

from __future__ import annotations

import ast
import os
import warnings
from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import NamedTuple

from sphinx_feature_matrix.cli import NAME
from sphinx_feature_matrix.cli.running import CannotRunError, counted, say
from sphinx_feature_matrix.declared_statuses import SETTING, read_statuses
from sphinx_feature_matrix.ini.decoding import read_bytes
from sphinx_feature_matrix.ini.document import Statuses
from sphinx_feature_matrix.ini.reader import NONE
from sphinx_feature_matrix.paths import is_folder
from sphinx_feature_matrix.problems import Location, Problem, problem


class Conf(NamedTuple):
    """What a conf.py says of implementation statuses: those that are sound, and the problems."""

    file: str = ''
    statuses: Statuses = NONE
    problems: tuple[Problem, ...] = ()


def configure(parser: ArgumentParser) -> None:
    """Add the option to *parser*."""
    parser.add_argument(
        '--conf',
        metavar='PATH',
        help=f'the conf.py, or its folder, whose {SETTING} count; it is read and not run',
    )


def declared(arguments: Namespace) -> Statuses:
    """Return the statuses that the conf.py in *arguments* declares; say if it has problems.

    :raises CannotRunError: as :func:`read_conf` does
    """
    found = read_conf(arguments)
    if count := len(found.problems):
        say(
            f'{found.file} has {counted(count, "problem")}; "{NAME} check --conf" lists '
            f'{"them" if count > 1 else "it"}.'
        )
    return found.statuses


def read_conf(arguments: Namespace) -> Conf:
    """Return what the conf.py in *arguments* says, if there is one in them.

    :raises CannotRunError: if it cannot be read, or says something that would have to be run
    """
    if arguments.conf is None:
        return Conf()
    path = Path(arguments.conf, 'conf.py') if is_folder(arguments.conf) else arguments.conf
    file = os.fspath(path)
    data, unreadable = read_bytes(file)
    if unreadable:
        raise CannotRunError(f'{file}: {unreadable.message}')
    found = _assigned(data, file)
    if not found:
        say(f'{file} does not set {SETTING}.')
        return Conf(file)
    setting, line = found
    place = Location(file, line, 1)
    statuses, refusals = read_statuses(setting, place)
    problems = tuple(problem('status-setting', each, place) for each in refusals)
    return Conf(file, statuses, problems)


def _assigned(data: bytes, file: str) -> tuple[object, int] | None:
    """Return what the Python in *data* sets, and on which line, or ``None`` if nothing is set.

    :raises CannotRunError: if it is no Python, or no literal is set
    """
    try:
        with warnings.catch_warnings():
            # They are for whoever runs it.
            warnings.simplefilter('ignore')
            tree = ast.parse(data)
    except SyntaxError as error:
        where = f'{file}:{error.lineno or 1}'
        raise CannotRunError(f'{where}: this is no Python: {error.msg}') from error
    except (ValueError, RecursionError, MemoryError) as error:
        raise CannotRunError(f'{file}: this is no Python: {error}') from error
    targets = [node for node in ast.walk(tree) if isinstance(node, ast.expr) and _is_set(node)]
    if not targets:
        return None
    # What is set last counts, whatever came before.
    last = max(targets, key=lambda node: (node.lineno, node.col_offset))
    try:
        return ast.literal_eval(_values(tree)[last]), last.lineno
    except (KeyError, ValueError, TypeError, RecursionError, MemoryError):
        raise CannotRunError(
            f'{file}:{last.lineno}: {SETTING} is set to no literal here, and this is read and not '
            'run; write the dict itself, or sections [status.KEY] in the INI file'
        ) from None


def _is_set(node: ast.expr) -> bool:
    """Tell whether *node* stands where the setting is set, or something in it."""
    if not isinstance(node, ast.Name | ast.Subscript) or isinstance(node.ctx, ast.Load):
        return False
    name: ast.expr = node
    while isinstance(name, ast.Subscript):
        name = name.value
    return isinstance(name, ast.Name) and name.id == SETTING


def _values(tree: ast.Module) -> dict[ast.expr, ast.expr]:
    """Return what names are set to in any case: by assignments that are in nothing else."""
    values: dict[ast.expr, ast.expr] = {}
    for statement in tree.body:
        if isinstance(statement, ast.Assign):
            values |= dict.fromkeys(statement.targets, statement.value)
        elif isinstance(statement, ast.AnnAssign) and statement.value:
            values[statement.target] = statement.value
    return {target: value for target, value in values.items() if isinstance(target, ast.Name)}
