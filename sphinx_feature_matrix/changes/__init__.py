"""The difference between two editions of a matrix: found, put into words, and written.

Data flows one way here as well: ``comparison`` makes ``data``, which ``outline`` puts into words,
which ``rendering`` writes as text, Markdown or reStructuredText.
"""

from __future__ import annotations

from sphinx_feature_matrix.changes.comparison import compare
from sphinx_feature_matrix.changes.data import Changes

__all__ = ['Changes', 'compare']
