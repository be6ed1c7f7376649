"""How builders write the dense nodes: HTML in one pass, text and man as tables that fit.

Every other builder gets ordinary nodes instead, from ``transforms``.
"""

from __future__ import annotations

from typing import Any

from sphinx_feature_matrix.writers import html, html_table, text

MATRIX_TABLE: dict[str, Any] = {
    'html': (html_table.visit_matrix_table, html_table.depart_matrix_table),
    'text': (text.visit_matrix_table_text, None),
    'man': (text.visit_matrix_table_man, None),
}
IMPLEMENTATION_LIST: dict[str, Any] = {
    'html': (html.visit_implementation_list, html.depart_implementation_list),
}
IMPLEMENTATION_NOTE: dict[str, Any] = {
    'html': (html.visit_implementation_note, html.depart_implementation_note),
}
IMPLEMENTATION_NOTES: dict[str, Any] = {
    'html': (html.visit_implementation_notes, html.depart_implementation_notes),
}
STATUS_SYMBOL: dict[str, Any] = {
    'html': (html.visit_status_symbol, None),
}
SUPPORT_BAR: dict[str, Any] = {
    'html': (html.visit_support_bar, None),
}
