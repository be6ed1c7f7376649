"""The style sheets and the scripts, on the pages that show a matrix and on no others."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders import Builder

from sphinx_feature_matrix.nodes import feature_details, matrix_table, support_bar

STYLE_SHEET = 'feature-matrix-common.css'
BROWSER_STYLE_SHEET = 'feature-matrix-browser.css'
SCRIPTS = ('feature-matrix.js', 'feature-matrix-cells.js')

_STYLED = (matrix_table, feature_details, support_bar)
_STYLED_CLASSES = {'feature-matrix-status', 'feature-matrix-verdict'}

_STATIC = Path(__file__).parent / 'static'


def is_book(builder: Builder) -> bool:
    """Tell whether *builder* makes books or help files, whose readers run no scripts."""
    return bool(getattr(builder, 'embedded', False))


def has_scripts(builder: Builder) -> bool:
    """Tell whether the pages of *builder* have the scripts, and all style sheets, when shown.

    Those that hand pages on as data, such as JSON, leave it to others what these are shown with.
    """
    return not is_book(builder) and not hasattr(builder, 'globalcontext_filename')


def add_static_path(app: Sphinx) -> None:
    """Have the HTML builders copy the package's static files."""
    if app.builder.format != 'html':
        return
    folders = ['common'] if is_book(app.builder) else ['common', 'browser']
    # First, so that a project may have a file of the same name in its place.
    app.config.html_static_path[:0] = [str(_STATIC / folder) for folder in folders]


def add_assets(
    app: Sphinx,
    pagename: str,
    templatename: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """Link the style sheets from a page that needs them, and the scripts from a summary's."""
    if doctree is None or not doctree.next_node(_is_styled):
        return
    app.add_css_file(STYLE_SHEET)
    if is_book(app.builder):
        return
    app.add_css_file(BROWSER_STYLE_SHEET)
    for script in SCRIPTS if doctree.next_node(matrix_table) else ():
        app.add_js_file(script, type='module')
        # No browser loads a module from a file: address, which is where one looks at what one
        # has just built. Where the module has run, the script finds nothing left to do.
        app.add_js_file(script, loading_method='defer')


def _is_styled(node: nodes.Node) -> bool:
    if isinstance(node, nodes.inline):
        return not _STYLED_CLASSES.isdisjoint(node['classes'])
    return isinstance(node, _STYLED)
