"""From INI files to a :class:`~sphinx_feature_matrix.model.Matrix` and its problems."""

from __future__ import annotations

import os
from collections.abc import Mapping

from sphinx_feature_matrix.ini.document import open_documents, parse
from sphinx_feature_matrix.ini.reader import NONE
from sphinx_feature_matrix.ini.source import Text
from sphinx_feature_matrix.model import ImplementationStatus, Matrix
from sphinx_feature_matrix.problems import Problem


def load(
    path: str | os.PathLike[str],
    *others: str | os.PathLike[str],
    statuses: Mapping[str, ImplementationStatus] = NONE,
) -> tuple[Matrix, list[Problem]]:
    """Read the support matrix in the file at *path*, or in several files.

    :param path: an INI file in one of the three dialects, in UTF-8
    :param others: further files that the matrix is spread over
    :param statuses: implementation statuses, by their keys, that hold beside the built-in ones and
        those that the files declare
    :returns: all that is sound in the files, and all their problems in the order of the files and
        of their lines. Files that cannot be read give an empty matrix, and the problems that say
        why.

    Nothing that is wrong with a file raises an exception.
    """
    read = open_documents([path, *others], statuses)
    return read.matrix, list(read.problems)


def loads(text: str, file: str = '<string>') -> tuple[Matrix, list[Problem]]:
    """Read the support matrix in *text*, as :func:`load` does; *file* is named in places."""
    read = parse([Text(file, text)])
    return read.matrix, list(read.problems)
