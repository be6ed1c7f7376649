"""Ids where all documents become one page, as the builder *singlehtml* makes it.

Each document has seen to its own ids; here those of several meet. An id of a matrix that another
document has for a section of its own, or an earlier one for a matrix, gets the matrix's name in
front, as on any page, and what refers to it follows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain
from typing import Any

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from sphinx_feature_matrix.anchors import Heads
from sphinx_feature_matrix.identifiers import free_identifier
from sphinx_feature_matrix.nodes import (
    DetailsLink,
    feature_details,
    headed,
    item_title,
    matrix_table,
    requirement_list,
)

_ACROSS = re.compile(r'#document-(?P<docname>.+)#(?P<id>[^#]+)\Z')
"""How Sphinx refers to an id of another document until the page is complete."""


class UniqueIds(SphinxPostTransform):
    """Give each id of a matrix once on the page that holds all documents."""

    builders = ('singlehtml',)
    default_priority = 800

    def run(self, **kwargs: Any) -> None:
        """Work on the whole page."""
        moved: dict[tuple[str, str], str] = {}
        # Those of the documents' own sections do not yield.
        elements = list(self.document.findall(nodes.Element))
        taken = {name for node in elements if 'matrix' not in node for name in node['ids']}
        for node in elements:
            if isinstance(node, feature_details):
                _move_implementations(node, taken, moved)
            elif isinstance(node, headed):
                _move_heads(node, taken, moved)
            if 'matrix' in node:
                _move(node, taken, moved)
                taken.update(node['ids'])
        if not moved:
            return
        for table in self.document.findall(matrix_table):
            _follow(table, moved)
        for link in _links(self.document):
            _follow_feature(link, moved)
        for reference in self.document.findall(nodes.reference):
            _follow_reference(reference, moved)


def _follow_reference(reference: nodes.reference, moved: dict[tuple[str, str], str]) -> None:
    """Have a reference lead to where what it leads to is now."""
    if new := moved.get((reference.get('matrix_docname', ''), reference.get('refid', ''))):
        reference['refid'] = new
    found = _ACROSS.match(reference.get('refuri', ''))
    if found and (new := moved.get((found['docname'], found['id']))):
        reference['refuri'] = f'#document-{found["docname"]}#{new}'


def _move(node: nodes.Element, taken: set[str], moved: dict[tuple[str, str], str]) -> None:
    """Give the heading *node* ids that are not *taken*."""
    for number, old in enumerate(node['ids']):
        new = free_identifier(old, node['matrix'], taken)
        if new != old:
            node['ids'][number] = moved[node['docname'], old] = new


def _move_implementations(
    node: feature_details, taken: set[str], moved: dict[tuple[str, str], str]
) -> None:
    for number, old in enumerate(node.implementation_ids()):
        new = free_identifier(old, node['matrix'], taken)
        if new != old:
            node['renamed'][number] = moved[node['docname'], old] = new
        taken.add(new)


def _move_heads(node: headed, taken: set[str], moved: dict[tuple[str, str], str]) -> None:
    features, drivers, verdicts, only = node.heads
    kinds = dict(features), dict(drivers), dict(verdicts)
    for ids in kinds:
        for key, old in ids.items():
            ids[key] = new = free_identifier(old, node['matrix'], taken)
            if new != old:
                moved[node['docname'], old] = new
            taken.add(new)
    node['heads'] = Heads(*kinds, only)


def _follow(table: matrix_table, moved: dict[tuple[str, str], str]) -> None:
    """Have a summary lead to where the details are now."""
    for feature in table.grid.features():
        for details in table.details.get(feature.key, ()):
            _follow_feature(details, moved)
            for driver in table.grid.drivers():
                old = details.implementation_id(feature, driver)
                if new := moved.get((details.docname, old)):
                    details.renamed[driver.key] = new


def _links(document: nodes.document) -> Iterator[DetailsLink]:
    """Yield what leads from requirements and from single titles to features."""
    for listing in document.findall(requirement_list):
        yield from chain.from_iterable(listing.details.values())
    for title in document.findall(item_title):
        if title['link']:
            yield title['link']


def _follow_feature(details: DetailsLink, moved: dict[tuple[str, str], str]) -> None:
    details.feature_id = moved.get((details.docname, details.feature_id), details.feature_id)
