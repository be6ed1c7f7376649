"""Problems as Sphinx warnings."""

from __future__ import annotations

from sphinx.util import logging

from sphinx_feature_matrix.problems import Problem

TYPE = 'feature_matrix'
"""The type of every warning of the extension; the subtype is the name of the problem's rule."""

_logger = logging.getLogger(__name__)


def warn(problem: Problem) -> None:
    """Warn of *problem* at its place, so that ``-W`` fails the build with it."""
    _logger.warning(
        '%s', problem.message, type=TYPE, subtype=problem.name, location=str(problem.location)
    )
