"""A whole matrix in the formats of others: JSON, CSV and Markdown."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from sphinx_feature_matrix.export.markdown import as_markdown
from sphinx_feature_matrix.export.records import as_json
from sphinx_feature_matrix.export.spreadsheet import as_csv
from sphinx_feature_matrix.model import Matrix

FORMATS: Mapping[str, Callable[[Matrix], str]] = MappingProxyType(
    {'json': as_json, 'csv': as_csv, 'markdown': as_markdown}
)
"""What writes a matrix, by the name of the format. Lines end in a line feed."""
