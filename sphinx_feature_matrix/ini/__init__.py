"""From an INI file to a :class:`~sphinx_feature_matrix.model.Matrix` and its problems."""

from __future__ import annotations

import os

from sphinx_feature_matrix.ini.reader import read
from sphinx_feature_matrix.ini.source import Source, read_text
from sphinx_feature_matrix.model import Matrix
from sphinx_feature_matrix.problems import Problem


def load(path: str | os.PathLike[str]) -> tuple[Matrix, list[Problem]]:
    """Read the support matrix in the file at *path*.

    :param path: an INI file in one of the dialects *current* and *targets*, in UTF-8
    :returns: all that is sound in the file, and all its problems in the order of its lines. A
        file that cannot be read gives an empty matrix and the problem that says why.

    Nothing that is wrong with the file raises an exception.
    """
    file = os.fspath(path)
    text, problems = read_text(file)
    if not text and problems:
        return Matrix(file), problems
    matrix, more = loads(text, file)
    return matrix, sorted([*problems, *more], key=_place)


def loads(text: str, file: str = '<string>') -> tuple[Matrix, list[Problem]]:
    """Read the support matrix in *text*, as :func:`load` does; *file* is named in places."""
    source = Source(file, text)
    matrix = read(source)
    return matrix, sorted(source.problems, key=_place)


def _place(problem: Problem) -> tuple[int, int]:
    return problem.location.line, problem.location.column
