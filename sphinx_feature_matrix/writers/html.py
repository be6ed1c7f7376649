"""HTML for symbols and bars, which words and figures beside them say as well."""

from __future__ import annotations

from html import escape

from docutils import nodes
from sphinx.writers.html5 import HTML5Translator

from sphinx_feature_matrix.nodes import status_symbol, support_bar
from sphinx_feature_matrix.writers.html_table import bar_pieces


def visit_status_symbol(translator: HTML5Translator, node: status_symbol) -> None:
    """Write a symbol, which the words beside it say as well."""
    translator.body.append(f'<i aria-hidden="true">{escape(node.astext())}</i>')
    raise nodes.SkipNode


def visit_support_bar(translator: HTML5Translator, node: support_bar) -> None:
    """Write a bar of pieces, which a style sheet colours; the figures stand beside it as text."""
    pieces = bar_pieces(node['pieces'])
    translator.body.append(f'<span class="feature-matrix-bar" aria-hidden="true">{pieces}</span>')
    raise nodes.SkipNode
