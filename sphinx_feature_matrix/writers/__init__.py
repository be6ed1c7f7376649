"""How builders write the dense nodes: HTML in one pass, text and man as tables that fit.

Some write the ordinary nodes for a feature, or for a summary, only when they come to it. Every
other builder gets ordinary nodes before, from ``transforms``.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

from docutils import nodes

from sphinx_feature_matrix.writers import html, html_details, html_table


def _later(module: str, function: str) -> tuple[Any, None]:
    """Return what visits a node by a function of a module that HTML does not have to wait for."""

    def visit(translator: nodes.NodeVisitor, node: nodes.Element) -> None:
        getattr(import_module(f'sphinx_feature_matrix.{module}'), function)(translator, node)

    return visit, None


MATRIX_TABLE: dict[str, Any] = {
    'html': (html_table.visit_matrix_table, html_table.depart_matrix_table),
    'text': _later('writers.text', 'visit_matrix_table_text'),
    'man': _later('writers.text', 'visit_matrix_table_man'),
    'texinfo': _later('expansion', 'visit_matrix_table'),
}
FEATURE_DETAILS: dict[str, Any] = {
    'html': (html_details.visit_feature_details, html_details.depart_feature_details),
    **dict.fromkeys(
        ('text', 'latex', 'man', 'texinfo'), _later('expansion', 'visit_feature_details')
    ),
}
FEATURE_NOTE: dict[str, Any] = {
    'html': (html_details.visit_feature_note, html_details.depart_feature_note),
}
IMPLEMENTATION_NOTE: dict[str, Any] = {
    'html': (html_details.visit_implementation_note, html_details.depart_implementation_note),
}
IMPLEMENTATION_NOTES: dict[str, Any] = {
    'html': (html_details.visit_implementation_notes, html_details.depart_implementation_notes),
}
PLAIN_ITEMS: dict[str, Any] = {
    'text': _later('writers.text', 'visit_plain_items'),
    'latex': _later('writers.latex', 'visit_plain_items'),
    'man': _later('expansion', 'visit_plain_items'),
    'texinfo': _later('expansion', 'visit_plain_items'),
}
REPEATED_ITEM: dict[str, Any] = dict.fromkeys(
    ('html', 'text', 'latex', 'man', 'texinfo', 'xml'),
    _later('requirement_nodes', 'visit_repeated_item'),
)
SEARCH_WORDS: dict[str, Any] = {
    'html': (html_details.visit_search_words, None),
}
STATUS_SYMBOL: dict[str, Any] = {
    'html': (html.visit_status_symbol, None),
}
SUPPORT_BAR: dict[str, Any] = {
    'html': (html.visit_support_bar, None),
}
