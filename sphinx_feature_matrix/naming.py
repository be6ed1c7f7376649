"""The ids that references lead to, and what the general index and the search have of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.transforms import SphinxTransform
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.nodes import traverse_parent

from sphinx_feature_matrix.anchors import Details, Heads
from sphinx_feature_matrix.domain import MatrixDomain
from sphinx_feature_matrix.grid import Head
from sphinx_feature_matrix.identifiers import free_identifier, identifier
from sphinx_feature_matrix.indexing import index_node, search_terms, searched_words
from sphinx_feature_matrix.nodes import feature_details, headed, matrix_table, search_words

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
        for node in self.document.findall(feature_details):
            self.name_implementations(node)
            self.named.add((node['matrix'], 'features', node.data.feature.key))
            domain.records.note_details(docname, node['matrix'], details_of(node))
        # A driver is sought at the head of its column rather than among the verdicts.
        for dense in sorted(self.document.findall(headed), key=_is_no_table):
            ids = {kind: self.ids(dense['matrix'], kind, heads) for kind, heads in dense.shown()}
            dense['heads'] = Heads(**ids, only=only_around(dense))
            domain.records.note_heads(docname, dense['matrix'], dense.heads)
            if self.config.feature_matrix_index:
                entries = ((title, name) for title, _, name in _heads(dense))
                _insert_before(dense, index_node(entries))
        domain.records.note_terms(docname, list(_terms(self.document)))

    def name_implementations(self, node: feature_details) -> None:
        """Give the implementations of a feature ids that nothing else has."""
        ids = node.data.identifiers()
        distinct = set(ids)
        if len(distinct) == len(ids) and self.taken.isdisjoint(distinct):
            self.taken |= distinct
            return
        for number, wanted in enumerate(ids):
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


def details_of(node: feature_details) -> Details:
    """Return what the domain keeps of the details of a feature."""
    data = node.data
    return Details(
        data.feature.key,
        node['feature_id'],
        data.drivers.keys,
        {data.drivers.keys[number]: name for number, name in node['renamed'].items()},
        only_around(node),
    )


def only_around(node: nodes.Element) -> tuple[str, ...]:
    """Return the expressions of the directives ``only`` that *node* stands in."""
    return tuple(each['expr'] for each in traverse_parent(node, addnodes.only))


class IndexForSearch(SphinxPostTransform):
    """Have the search of a built site find keys, commands and drivers, and lead to where they are.

    What stands in the text leads to the top of the page only; the words that dense nodes hold are
    found there by means of a node that is never written. The search takes entries of the general
    index that come as late as this, and the general index does not.
    """

    default_priority = 65

    def run(self, **kwargs: Any) -> None:
        """Work on all headings of features, all tables and all details of the document."""
        if not getattr(MatrixDomain.of(self.env).builder, 'search', False):
            return
        terms = list(_terms(self.document))
        if terms:
            details = self.document.findall(feature_details)
            words = chain.from_iterable(searched_words(each.data, each.facts) for each in details)
            self.document += [
                index_node(terms, main='main'),
                search_words('', nodes.Text('\n'.join(words))),
            ]


def restore_terms(app: Sphinx) -> list[tuple[str, dict[str, Any], str]]:
    """Have the search find also what is on pages that the build has not written again.

    Sphinx forgets the entries of these, and has no other way to add any.

    :returns: the pages to add to the site, which are none
    """
    indexer = getattr(app.builder, 'indexer', None)
    titles, entries = getattr(indexer, '_titles', {}), getattr(indexer, '_index_entries', {})
    for docname, terms in MatrixDomain.of(app.env).records.terms().items():
        if docname in titles and docname not in entries:
            entries[docname] = [(term, name, 'main') for term, name in terms]
    return []


class IndexForPrint(SphinxPostTransform):
    """Leave out of the index what its maker cannot sort: it breaks the first letter in two."""

    default_priority = 75  # behind what spreads the entries over the document
    formats = ('latex',)

    def run(self, **kwargs: Any) -> None:
        """Work on all entries of ours, unless xindy makes the index."""
        if self.config.latex_use_xindy:
            return
        for index in self.document.findall(addnodes.index):
            if 'of_matrix' in index:
                entries = [each for each in index['entries'] if each[1][:1].isascii()]
                index['entries'] = entries


def _terms(document: nodes.document) -> Iterator[tuple[str, str]]:
    """Yield each term that the search is to find in *document*, and the id of what it is for."""
    for node in document.findall(nodes.Element):
        if isinstance(node, headed):
            for *terms, name in _heads(node):
                yield from ((term, name) for term in terms)
        elif isinstance(node, feature_details):
            terms = search_terms(node.data.feature.key, node.facts.cli)
            yield from ((term, node['feature_id']) for term in terms)


def _heads(node: headed) -> Iterator[tuple[str, str, str]]:
    """Yield the title, the key and the id of each feature and driver that *node* has an id for."""
    ids = {'features': node.heads.features, 'drivers': node.heads.drivers, 'verdicts': {}}
    for kind, heads in node.shown():
        for head in heads:
            if name := ids[kind].get(head.key):
                yield head.title, head.key, name


def _is_no_table(node: headed) -> bool:
    return not isinstance(node, matrix_table)


def _insert_before(node: nodes.Element, index: addnodes.index) -> None:
    """Insert *index* before *node*, if it has entries, and before the targets that lead to it."""
    if index['entries']:
        position = node.parent.index(node)
        while position and isinstance(node.parent[position - 1], nodes.target):
            position -= 1
        node.parent.insert(position, index)
