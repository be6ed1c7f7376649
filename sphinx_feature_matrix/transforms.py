"""What happens to the dense nodes between reading and writing.

Before writing, summaries learn where the details are, and builders that do not know the dense
nodes get ordinary ones.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import chain, count
from typing import Any

from docutils import nodes
from sphinx.builders import Builder
from sphinx.errors import NoUri
from sphinx.transforms import SphinxTransform
from sphinx.transforms.post_transforms import SphinxPostTransform

from sphinx_feature_matrix.anchors import Details
from sphinx_feature_matrix.domain import MatrixDomain
from sphinx_feature_matrix.identifiers import free_identifier, identifier
from sphinx_feature_matrix.messages import is_right_to_left
from sphinx_feature_matrix.naming import details_of
from sphinx_feature_matrix.nodes import (
    DetailsLink,
    feature_details,
    item_title,
    matrix_table,
    reference,
    requirement_list,
    title_message,
)
from sphinx_feature_matrix.notes import MARK, forget
from sphinx_feature_matrix.problems import problem
from sphinx_feature_matrix.writers import REPEATED_ITEM


class YieldIds(SphinxTransform):
    """Leave ids such as ``details`` to sections of the page itself, wherever these stand.

    Links to them are older than the matrix, and docutils would number them instead.
    """

    default_priority = 4  # before anything resolves ids

    def apply(self, **kwargs: Any) -> None:
        """Settle the ids of the headings of parts."""
        document = self.document
        taken = MatrixDomain.of(self.env).reading.ids_of(self.env.docname)
        headings = document.findall(nodes.Element) if taken else ()
        for heading in [node for node in headings if 'matrix_part' in node]:
            part = heading.attributes.pop('matrix_part')
            if heading['ids'][0] in document.ids:
                heading['ids'] = [free_identifier(part, heading['matrix'], document.ids, taken)]
                taken.add(heading['ids'][0])
            document.note_implicit_target(heading)


class SettleReferences(SphinxTransform):
    """Report the names in notes that nothing has, which docutils would only say of the page."""

    default_priority = 5  # before docutils' own, of which the first is for substitutions

    def apply(self, **kwargs: Any) -> None:
        """Turn such references into text."""
        document = self.document
        for node in [node for node in document.findall(nodes.TextElement) if MARK in node]:
            location = node.attributes.pop(MARK)
            name = node['refname']
            if isinstance(node, nodes.substitution_reference):
                known = {name, name.lower()} & _substitutions(document)
            else:
                known = {name} & document.nameids.keys()
            if not known:
                MatrixDomain.of(self.env).reading.warn(
                    problem(
                        'markup',
                        f'nothing on the page is called "{name}"; correct the name, or write '
                        f'"{node.rawsource or name}" as a literal, between double backquotes',
                        location,
                    )
                )
                node.parent.replace(node, nodes.Text(node.astext() or node.rawsource))
                forget(document, node)


def _substitutions(document: nodes.document) -> set[str]:
    """Return the names of what can be substituted: the page's own, and what Sphinx has."""
    return {*document.substitution_names, *document.substitution_defs, *_SPHINXS_OWN}


_SPHINXS_OWN = ('version', 'release', 'today', 'translation progress')


class LinkSummaries(SphinxPostTransform):
    """Tell all that leads to details where these are, on this page or on another."""

    default_priority = 60  # behind Sphinx's transform for "only"

    def run(self, **kwargs: Any) -> None:
        """Work on all summaries, lists of requirements and single titles of the document."""
        _tell_apart(list(self.document.findall(matrix_table)))
        of_titles: dict[tuple[str, str], dict[str, list[DetailsLink]]] = {}
        for node in self.document.findall(nodes.Element):
            if isinstance(node, matrix_table | requirement_list):
                node['details'] = self.links(node['matrix'], node['docname'])
            elif isinstance(node, item_title):
                place = node['matrix'], node['docname']
                if place not in of_titles:
                    of_titles[place] = self.links(*place)
                found = of_titles[place].get(node['feature'])
                # Each has its own, as summaries have, since what it leads to may yet be moved.
                node['link'] = replace(found[0]) if found else None

    def links(self, name: str, here: str) -> dict[str, list[DetailsLink]]:
        """Return where on *here* and elsewhere the details of each feature are, best place first.

        It is of the matrix *name*, and as far as the builder has it.
        """
        links: dict[str, list[DetailsLink]] = {}
        pages: dict[str, str | None] = {here: ''}
        for docname, (key, feature_id, drivers, renamed, _only) in self.places(name, here):
            if docname not in pages:
                pages[docname] = _address(MatrixDomain.of(self.env).builder, here, docname)
            page = pages[docname]
            if page is not None:
                links.setdefault(key, []).append(
                    DetailsLink(docname, page, feature_id, frozenset(drivers), dict(renamed))
                )
        return links

    def places(self, name: str, here: str) -> list[tuple[str, Details]]:
        """Return all details of the matrix *name* with their documents, those on *here* first.

        What is on the page is looked for on the page itself, from which ``only`` may have taken
        some of what was read; what is on others is looked up in the domain.
        """
        present = [
            (details['docname'], details_of(details))
            for details in self.document.findall(feature_details)
            if details['matrix'] == name
        ]
        domain = MatrixDomain.of(self.env)
        elsewhere = [
            (docname, details)
            for docname, features in domain.records.details_of(name, domain.holds)
            if docname not in {here, *(found for found, _ in present)}
            for details in features
        ]
        return [*sorted(present, key=lambda place: place[0] != here), *elsewhere]


def _tell_apart(tables: list[matrix_table]) -> None:
    """Give each summary on a page a name of its own, which is the matrix's if it can be.

    As ids, these names differ too.
    """
    names = {table['matrix'] for table in tables}
    taken: set[str] = set()
    for table in tables:
        name = table['matrix']
        numbered = (f'{name}-{number}' for number in count(2))
        free = chain([name], (new for new in numbered if new not in names))
        table['shown_as'] = next(new for new in free if identifier(new) not in taken)
        taken.add(identifier(table['shown_as']))


def _address(builder: Builder, here: str, docname: str) -> str | None:
    """Return the address of *docname* relative to *here*, or ``None`` if it is not written."""
    if builder.name == 'singlehtml':
        return ''
    try:
        return builder.get_relative_uri(here, docname)
    except NoUri:
        return None


class DropMessages(SphinxPostTransform):
    """Take out the messages for translators where they are not extracted."""

    default_priority = 5

    def run(self, **kwargs: Any) -> None:
        """Work on all messages of the document."""
        if MatrixDomain.of(self.env).builder.name != 'gettext':
            for message in list(self.document.findall(title_message)):
                message.parent.remove(message)


_WORDS = {'feature-matrix-status', 'feature-matrix-verdict'}
"""The classes of a status and a verdict in running text."""


class IsolateWords(SphinxPostTransform):
    """Keep what runs from left to right together on pages that run from right to left.

    Keys and commands do, and so do a status and a verdict whose words nobody has translated. It
    takes an element to say so: in a style sheet, EPUB forbids it.
    """

    default_priority = 820  # behind the other transforms that make literals
    formats = ('html',)

    def run(self, **kwargs: Any) -> None:
        """Work on a document that shows a matrix, also on literals in notes, or refers to one."""
        if not is_right_to_left(self.config.language):
            return
        shows = self.document.next_node(_is_ours)
        for node in list(self.document.findall(nodes.Element)):
            if shows and isinstance(node, nodes.literal):
                _enclose(node, '<bdi dir="ltr">')
            elif _WORDS.intersection(node['classes']):
                _enclose(node, '<bdi>')


def _enclose(node: nodes.Element, start: str) -> None:
    place = node.parent.index(node)
    node.parent.insert(place + 1, nodes.raw('', '</bdi>', format='html'))
    node.parent.insert(place, nodes.raw('', start, format='html'))


def _is_ours(node: nodes.Node) -> bool:
    return isinstance(node, nodes.Element) and 'matrix' in node


class ExpandRequirements(SphinxPostTransform):
    """Turn verdicts into ordinary nodes, for every builder that does not extract messages."""

    default_priority = 810  # behind what changes ids in singlehtml

    def run(self, **kwargs: Any) -> None:
        """Work on all lists of the document."""
        builder = MatrixDomain.of(self.env).builder
        listings = list(self.document.findall(requirement_list))
        if builder.name == 'gettext' or not listings:
            return
        from sphinx_feature_matrix.requirement_nodes import expand_requirements

        repeats = not REPEATED_ITEM.keys().isdisjoint((builder.name, builder.format))
        for listing in listings:
            expanded = expand_requirements(listing, builder.format, repeats=repeats)
            listing.replace_self(expanded)


class ExpandTitles(SphinxPostTransform):
    """Turn single titles into text, and those of features with details into links."""

    default_priority = 810  # behind what changes ids in singlehtml

    def run(self, **kwargs: Any) -> None:
        """Work on all titles of the document."""
        for title in list(self.document.findall(item_title)):
            text, link = title.astext(), title['link']
            title.replace_self(reference(text, link.address) if link else nodes.Text(text))


class ExpandDenseNodes(SphinxPostTransform):
    """Turn the dense nodes into ordinary ones for the builders that cannot write them."""

    default_priority = 70

    def run(self, **kwargs: Any) -> None:
        """Work on what the builder does not write itself, unless it extracts messages."""
        domain = MatrixDomain.of(self.env)
        builder = domain.builder
        if builder.format == 'html' or builder.name == 'gettext':
            return
        # HTML, which most builds are for, does not have to wait for what the others need.
        from sphinx_feature_matrix.expansion import Expansion

        Expansion(self.document, builder, domain.led_to).run()
