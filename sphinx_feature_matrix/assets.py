"""The style sheet, on the pages that show a matrix and on no others."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

from sphinx_feature_matrix.nodes import implementation_list, matrix_table, support_bar

STYLE_SHEET = 'feature-matrix.css'

_STYLED = (matrix_table, implementation_list, support_bar)
_STYLED_CLASSES = {'feature-matrix-status', 'feature-matrix-verdict'}

_STATIC = Path(__file__).parent / 'static'


def add_static_path(app: Sphinx) -> None:
    """Have the HTML builders copy the package's static files."""
    if app.builder.format == 'html':
        # First, so that a project may have a style sheet of the same name in its place.
        app.config.html_static_path.insert(0, str(_STATIC))


def add_assets(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Link the style sheet from a page that needs it."""
    if doctree is not None and doctree.next_node(_is_styled):
        app.add_css_file(STYLE_SHEET)


def _is_styled(node: nodes.Node) -> bool:
    if isinstance(node, nodes.inline):
        return not _STYLED_CLASSES.isdisjoint(node['classes'])
    return isinstance(node, _STYLED)
