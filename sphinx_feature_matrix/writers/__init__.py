"""How builders write the dense nodes: HTML in one pass, text and man as tables that fit.

Every other builder gets ordinary nodes instead, from ``transforms``.
"""

from __future__ import annotations

from typing import Any

from sphinx_feature_matrix.writers import html, html_details, html_table, text

MATRIX_TABLE: dict[str, Any] = {
    'html': (html_table.visit_matrix_table, html_table.depart_matrix_table),
    'text': (text.visit_matrix_table_text, None),
    'man': (text.visit_matrix_table_man, None),
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
