"""How builders write the dense nodes: HTML in one pass, text and man as tables that fit.

Every other builder gets ordinary nodes instead, from ``transforms``.
"""

from __future__ import annotations

from typing import Any

from sphinx.writers.manpage import ManualPageTranslator
from sphinx.writers.text import TextTranslator

from sphinx_feature_matrix.nodes import matrix_table
from sphinx_feature_matrix.writers import html, html_details, html_table


def _visit_matrix_table_text(translator: TextTranslator, node: matrix_table) -> None:
    from sphinx_feature_matrix.writers import text

    text.visit_matrix_table_text(translator, node)


def _visit_matrix_table_man(translator: ManualPageTranslator, node: matrix_table) -> None:
    from sphinx_feature_matrix.writers import text

    text.visit_matrix_table_man(translator, node)


MATRIX_TABLE: dict[str, Any] = {
    'html': (html_table.visit_matrix_table, html_table.depart_matrix_table),
    'text': (_visit_matrix_table_text, None),
    'man': (_visit_matrix_table_man, None),
}
FEATURE_DETAILS: dict[str, Any] = {
    'html': (html_details.visit_feature_details, html_details.depart_feature_details),
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
SEARCH_WORDS: dict[str, Any] = {
    'html': (html_details.visit_search_words, None),
}
STATUS_SYMBOL: dict[str, Any] = {
    'html': (html.visit_status_symbol, None),
}
SUPPORT_BAR: dict[str, Any] = {
    'html': (html.visit_support_bar, None),
}
