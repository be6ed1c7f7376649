"""The ids that references lead to, and what the general index and the search have of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms import SphinxTransform
from sphinx.transforms.post_transforms import SphinxPostTransform

from sphinx_feature_matrix.anchors import Details, Heads
from sphinx_feature_matrix.domain import MatrixDomain
from sphinx_feature_matrix.grid import Head
from sphinx_feature_matrix.identifiers import free_identifier, identifier
from sphinx_feature_matrix.indexing import index_node
from sphinx_feature_matrix.nodes import headed, implementation_list, matrix_table

_WANTED = {'features': '{}', 'drivers': 'driver.{}', 'verdicts': 'requirements.{}'}
"""What becomes the id of each kind of head, unless it is taken, with its key for the braces."""


class NameAnchors(SphinxTransform):
    """Give each thing that references lead to an id, when all other ids of the page are known.

    Of implementations, only the ids that differ from what the keys give are kept, in the attribute
    *renamed*. Features have theirs already where their details are; where these are on no place of
    the page, it is the summary that has an id for them. The domain is told what is here.
    """

    default_priority = 845  # before domains, the general index's too, look at the document

    def apply(self, **kwargs: Any) -> None:
        """Work on all lists and tables of the document."""
        self.taken = set(self.document.ids)
        self.named: set[tuple[str, str, str]] = set()
        domain, docname = MatrixDomain.of(self.env), self.env.docname
        for node in self.document.findall(implementation_list):
            self.name_implementations(node)
            self.named.add((node['matrix'], 'features', node.data.feature.key))
            domain.note_details(docname, node['matrix'], listing_details(node))
        # A driver is sought at the head of its column rather than among the verdicts.
        for dense in sorted(self.document.findall(headed), key=_is_no_table):
            ids = {kind: self.ids(dense['matrix'], kind, heads) for kind, heads in dense.shown()}
            dense['heads'] = Heads(**ids)
            domain.note_heads(docname, dense['matrix'], dense.heads)
            if self.config.feature_matrix_index:
                entries = ((title, name) for title, _, name in _heads(dense))
                _insert_before(dense, index_node(entries))

    def name_implementations(self, node: implementation_list) -> None:
        """Give the implementations of a feature ids that nothing else has."""
        for number, wanted in enumerate(node.implementation_ids()):
            name = wanted
            if wanted in self.taken:
                name = free_identifier(wanted, node['matrix'], self.taken)
                node['renamed'][number] = name
            self.taken.add(name)

    def ids(self, matrix: str, kind: str, heads: Iterable[Head]) -> dict[str, str]:
        """Return an id for each of *heads* that has none on the page yet, by their keys."""
        result = {}
        for head in heads:
            if (matrix, kind, head.key) not in self.named:
                wanted = identifier(_WANTED[kind].format(head.key))
                name = result[head.key] = free_identifier(wanted, matrix, self.taken)
                self.taken.add(name)
                self.named.add((matrix, kind, head.key))
        return result


def listing_details(node: implementation_list) -> Details:
    """Return what the domain keeps of a list of implementations."""
    data = node.data
    return Details(
        data.feature.key,
        node['feature_id'],
        tuple(driver.key for driver in data.drivers),
        {data.drivers[number].key: name for number, name in node['renamed'].items()},
    )


class IndexForSearch(SphinxPostTransform):
    """Have the search of a built site find keys, commands and drivers, and lead to where they are.

    What stands in the text leads to the top of the page only. The search takes entries of the
    general index that come as late as this, and the general index does not.
    """

    default_priority = 65

    def run(self, **kwargs: Any) -> None:
        """Work on all headings of features and all tables of the document."""
        if not getattr(MatrixDomain.of(self.env).builder, 'search', False):
            return
        for heading in list(self.document.findall(nodes.Element)):
            if 'search' in heading:
                entries = ((term, heading['ids'][0]) for term in heading['search'])
                _insert_before(heading, index_node(entries, main='main'))
        for dense in list(self.document.findall(headed)):
            entries = ((term, name) for *terms, name in _heads(dense) for term in terms)
            _insert_before(dense, index_node(entries, main='main'))


def _heads(node: headed) -> Iterator[tuple[str, str, str]]:
    """Yield the title, the key and the id of each feature and driver that *node* has an id for."""
    for kind, heads in node.shown():
        ids = getattr(node.heads, kind) if kind != 'verdicts' else {}
        for head in heads:
            if head.key in ids:
                yield head.title, head.key, ids[head.key]


def _is_no_table(node: headed) -> bool:
    return not isinstance(node, matrix_table)


def _insert_before(node: nodes.Element, index: addnodes.index) -> None:
    """Insert *index* before *node*, if it has entries, and before the targets that lead to it."""
    if index['entries']:
        position = node.parent.index(node)
        while position and isinstance(node.parent[position - 1], nodes.target):
            position -= 1
        node.parent.insert(position, index)
