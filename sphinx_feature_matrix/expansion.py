"""How builders that do not know the dense nodes get ordinary ones.

Some get them only while they write: most of the time that nodes take is spent on carrying all of
them through the transforms.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from typing import NoReturn

from docutils import nodes
from sphinx import addnodes
from sphinx.builders import Builder
from sphinx.util.docutils import SphinxTranslator

from sphinx_feature_matrix.details_nodes import expand_details, ordinary_item
from sphinx_feature_matrix.nodes import feature_details, matrix_table, plain_items
from sphinx_feature_matrix.table_nodes import expand_table
from sphinx_feature_matrix.writers import FEATURE_DETAILS, MATRIX_TABLE
from sphinx_feature_matrix.writers.latex import Source
from sphinx_feature_matrix.writers.latex_table import latex_tables


class Expansion:
    """The expansion of one document for one builder."""

    def __init__(
        self, document: nodes.document, builder: Builder, led_to: Callable[[str], set[str]]
    ) -> None:
        """Prepare the expansion.

        :param led_to: returns the ids in a document that references lead to
        """
        self.document = document
        self.builder = builder
        self.led_to = led_to
        self.entries = self.take_entries()

    def run(self) -> None:
        """Replace the nodes that the builder does not write itself."""
        builder = self.builder
        for heading in _headings(self.document):
            self.expand_heading(heading)
        for details in list(self.document.findall(feature_details)):
            self.tell(details)
            late = builder.name in FEATURE_DETAILS
            content = [details] if late else expand_details(details)
            waiting = self.entries[details['feature_id']]
            details.replace_self([*waiting[:1], *content])
            # LaTeX has several documents here, and the next one may have the same id.
            del waiting[:1]
        if builder.name in MATRIX_TABLE:
            return
        for table in list(self.document.findall(matrix_table)):
            if builder.format == 'latex':
                table.replace_self(latex_tables(table, builder.config))
            else:
                table.replace_self(expand_table(table, builder.format))

    def take_entries(self) -> defaultdict[str, list[nodes.Node]]:
        """Take out the index of the details, and return the entries for each id in their order."""
        result = defaultdict[str, list[nodes.Node]](list)
        indexes = [each for each in self.document.findall(addnodes.index) if each.get('spread')]
        for index in indexes:
            for entry in index['entries']:
                result[entry[2]].append(addnodes.index(of_matrix=True, entries=[entry]))
            index.parent.remove(index)
        return result

    def expand_heading(self, heading: nodes.Element) -> None:
        """Leave of a heading what is docutils' own."""
        for name in ('matrix', 'docname'):
            heading.attributes.pop(name, None)
        if isinstance(heading, nodes.rubric) and self.builder.format == 'latex':
            # LaTeX has no anchor at a rubric, which others link to.
            own, heading['ids'] = heading['ids'][:1], heading['ids'][1:]
            heading.parent.insert(heading.parent.index(heading), nodes.target('', '', ids=own))

    def tell(self, details: feature_details) -> None:
        """Tell the details of a feature what their expansion has to know."""
        if self.builder.format in ('latex', 'texinfo'):
            details['led_to'] = self.led_to(details['docname'])
        if self.builder.format == 'latex':
            details['source'] = Source(details['docname'], self.builder.config.latex_engine)


def _headings(document: nodes.document) -> list[nodes.Element]:
    """Return the sections and rubrics that the directive has made."""
    return [
        node
        for node in document.findall(nodes.Element)
        if isinstance(node, nodes.section | nodes.rubric) and 'matrix' in node
    ]


def visit_feature_details(translator: SphinxTranslator, node: feature_details) -> None:
    """Have *translator* write ordinary nodes for one feature, which are gone behind it.

    So no transform, and no copy of the document, has to do with the many nodes of all features.
    """
    links = translator.builder.format not in ('text', 'man')
    _write(translator, node, expand_details(node, dense=True, links=links))


def visit_plain_items(translator: nodes.NodeVisitor, node: plain_items) -> None:
    """Have *translator* write items as ordinary nodes."""
    for item in node.items:
        ordinary_item(item).walkabout(translator)
    raise nodes.SkipNode


def visit_matrix_table(translator: nodes.NodeVisitor, node: matrix_table) -> None:
    """Have *translator* write ordinary nodes for a summary."""
    _write(translator, node, expand_table(node, 'texinfo'))


def _write(
    translator: nodes.NodeVisitor, node: nodes.Element, content: list[nodes.Node]
) -> NoReturn:
    """Have *translator* write *content* in the place of *node*."""
    parent = node.parent
    place = parent.index(node)
    # How some nodes are written depends on what stands around them.
    node.replace_self(content)
    for each in content:
        each.walkabout(translator)
    parent[place : place + len(content)] = [node]
    raise nodes.SkipNode
