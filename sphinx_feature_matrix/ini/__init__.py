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
    """Read the support matrix in the file at *path*, or in several, as the package's own does."""
    read = open_documents([path, *others], statuses)
    return read.matrix, list(read.problems)


def loads(text: str, file: str = '<string>') -> tuple[Matrix, list[Problem]]:
    """Read the support matrix in *text*, as :func:`load` does; *file* is named in places."""
    read = parse([Text(file, text)])
    return read.matrix, list(read.problems)
