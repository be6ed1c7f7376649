"""What happens to the dense nodes between reading and writing.

At the end of reading, implementations get their ids. Before writing, summaries learn where the
details are, and builders that do not know the dense nodes get ordinary ones.
"""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx.builders import Builder
from sphinx.transforms import SphinxTransform
from sphinx.transforms.post_transforms import SphinxPostTransform

from sphinx_feature_matrix.domain import Details, MatrixDomain
from sphinx_feature_matrix.expansion import expand_implementations, expand_table
from sphinx_feature_matrix.identifiers import free_identifier
from sphinx_feature_matrix.nodes import (
    DetailsLink,
    implementation_id,
    implementation_list,
    matrix_table,
)


class NameImplementations(SphinxTransform):
    """Give each implementation its id, when all other ids of the page are known.

    Only the ids that differ from what the keys give are kept, in the attribute *renamed*. The
    domain is told what has details here.
    """

    default_priority = 950

    def apply(self, **kwargs: Any) -> None:
        """Work on all lists of the document."""
        taken = set(self.document.ids)
        domain = MatrixDomain.of(self.env)
        for node in self.document.findall(implementation_list):
            data, matrix = node.data, node['matrix']
            for number, driver in enumerate(data.drivers):
                wanted = implementation_id(data.feature, driver)
                name = free_identifier(wanted, matrix, taken)
                if name != wanted:
                    node['renamed'][number] = name
                taken.add(name)
            domain.note_details(
                self.env.docname,
                matrix,
                Details(
                    data.feature.key,
                    node['feature_id'],
                    tuple(driver.key for driver in data.drivers),
                    {data.drivers[number].key: name for number, name in node['renamed'].items()},
                ),
            )


class LinkSummaries(SphinxPostTransform):
    """Tell each summary where the details of its matrix are, on this page or on another."""

    default_priority = 5

    def run(self, **kwargs: Any) -> None:
        """Work on all summaries of the document."""
        domain = MatrixDomain.of(self.env)
        for node in self.document.findall(matrix_table):
            here: str = node['docname']
            # Details on the page itself come last, so that they win.
            places = sorted(
                domain.details_of(node['matrix']), key=lambda place: (place[0] == here, place[0])
            )
            for docname, features in places:
                page = '' if docname == here else _address(domain.builder, here, docname)
                for key, feature_id, drivers, renamed in features:
                    node['details'][key] = DetailsLink(
                        docname, page, feature_id, frozenset(drivers), dict(renamed)
                    )


def _address(builder: Builder, here: str, docname: str) -> str:
    """Return the address of *docname* relative to *here*, which in one page is nothing."""
    return '' if builder.name == 'singlehtml' else builder.get_relative_uri(here, docname)


def _headings(document: nodes.document) -> list[nodes.Element]:
    """Return the sections and rubrics that the directive has made."""
    return [
        node
        for node in document.findall(nodes.Element)
        if isinstance(node, nodes.section | nodes.rubric) and 'matrix' in node
    ]


class ExpandDenseNodes(SphinxPostTransform):
    """Turn the dense nodes into ordinary ones for the builders that cannot write them."""

    default_priority = 8

    def run(self, **kwargs: Any) -> None:
        """Work on what the builder does not write itself, unless it extracts messages."""
        builder = MatrixDomain.of(self.env).builder
        if builder.format == 'html' or builder.name == 'gettext':
            return
        for heading in _headings(self.document):
            del heading['matrix'], heading['docname']
            if isinstance(heading, nodes.rubric) and builder.format == 'latex':
                # LaTeX has no anchor at a rubric, which others link to.
                own, heading['ids'] = heading['ids'][:1], heading['ids'][1:]
                heading.parent.insert(heading.parent.index(heading), nodes.target('', '', ids=own))
        for listing in list(self.document.findall(implementation_list)):
            listing.replace_self(expand_implementations(listing))
        if builder.name in ('text', 'man'):
            return
        for table in list(self.document.findall(matrix_table)):
            table.replace_self(expand_table(table, builder.format))
