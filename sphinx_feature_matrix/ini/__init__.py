"""From an INI file to a :class:`~sphinx_feature_matrix.model.Matrix` and its problems."""

from __future__ import annotations

import os

from sphinx_feature_matrix.ini.document import open_document, parse
from sphinx_feature_matrix.model import Matrix
from sphinx_feature_matrix.problems import Problem


def load(path: str | os.PathLike[str]) -> tuple[Matrix, list[Problem]]:
    """Read the support matrix in the file at *path*.

    :param path: an INI file in one of the dialects *current* and *targets*, in UTF-8
    :returns: all that is sound in the file, and all its problems in the order of its lines. A
        file that cannot be read gives an empty matrix and the problem that says why.

    Nothing that is wrong with the file raises an exception.
    """
    read = open_document(path)
    return read.matrix, list(read.problems)


def loads(text: str, file: str = '<string>') -> tuple[Matrix, list[Problem]]:
    """Read the support matrix in *text*, as :func:`load` does; *file* is named in places."""
    read = parse(text, file)
    return read.matrix, list(read.problems)
