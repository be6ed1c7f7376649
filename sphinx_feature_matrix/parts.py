"""The parts of a shown matrix as nodes: summary, requirements, details, notes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from docutils import nodes

from sphinx_feature_matrix.catalogue import Catalogue, Message
from sphinx_feature_matrix.grid import Implementations, facts, grid, implementations
from sphinx_feature_matrix.identifiers import free_identifier, identifier
from sphinx_feature_matrix.indexing import index_node
from sphinx_feature_matrix.messages import _
from sphinx_feature_matrix.model import Feature, Matrix
from sphinx_feature_matrix.nodes import (
    feature_details,
    feature_note,
    matrix_table,
    note_node,
    requirement_list,
)
from sphinx_feature_matrix.problems import Problem
from sphinx_feature_matrix.titles import shown_titles, title_messages, title_of
from sphinx_feature_matrix.translated_notes import TranslatedNotes
from sphinx_feature_matrix.verdicts import verdicts
from sphinx_feature_matrix.view import View


class Place(NamedTuple):
    """Where a matrix is shown: its name, the document, and what can stand there.

    *sections* is whether sections can; where not, headings are rubrics. *source* and *line* are
    those of the directive. *taken* are the ids that matrices have on the page, of which the
    document at hand may know only some: MyST parses some parts as documents of their own.
    *catalogue* has the translations for the page. *indexed* is whether features and drivers are in
    the general index. *test_url* is where a test is found, with ``%s`` for its id, or empty.
    """

    name: str
    docname: str
    document: nodes.document
    sections: bool
    source: str
    line: int
    report: Callable[[Problem], None]
    taken: set[str]
    catalogue: Catalogue
    indexed: bool
    test_url: str

    def free(self, wanted: str, reserved: AbstractSet[str] = frozenset()) -> str:
        """Return *wanted*, or an id like it that is neither on the page nor *reserved*."""
        return free_identifier(wanted, self.name, self.document.ids, self.taken, reserved)

    def section(
        self,
        title: nodes.title,
        name: str,
        content: Iterable[nodes.Node],
        classes: Sequence[str] = (),
        part: str = '',
    ) -> list[nodes.Node]:
        """Return a section with the id *name*, or a rubric and *content* where none can be.

        :param classes: for style sheets
        :param part: the part whose heading this is, of which the id may still change
        """
        heading: nodes.Element
        if self.sections:
            heading = nodes.section('', title, *content, ids=[name])
            result: list[nodes.Node] = [heading]
        else:
            heading = nodes.rubric(title.rawsource, '', *title.children, ids=[name])
            heading.attributes['support_smartquotes'] = False
            heading['translatable'] = title.get('translatable', True)
            result = [heading, *content]
        heading['matrix'], heading['docname'] = self.name, self.docname
        heading['classes'] = [*classes]
        heading.source, heading.line = title.source, title.line
        if part:
            # Headings further down the page come first: see the transform YieldIds.
            heading['matrix_part'] = part
        else:
            self.document.note_implicit_target(heading)
        self.taken.add(name)
        return result


class Look(NamedTuple):
    """What the options of a directive ask for, beside what is shown: the *parts*, in order."""

    parts: Sequence[str]
    caption: str
    classes: Sequence[str]


def build(original: Matrix, view: View, look: Look, place: Place) -> list[nodes.Node]:
    """Return the nodes of the parts of *view*, each under a heading if there are several.

    :param original: the matrix of *view* before its titles were translated
    """
    parts = look.parts
    maker = _Maker(original, view, look, place)
    titles = {
        # Translators: the heading over the table of features by drivers.
        'summary': _('Summary'),
        # Translators: the heading over what drivers must support, and whether they do.
        'requirements': _('Requirements'),
        # Translators: the heading over a section for each feature.
        'details': _('Details'),
        # Translators: the heading over the notes of the matrix as a whole.
        'notes': _('Notes'),
    }
    result: list[nodes.Node] = maker.messages()
    for part in parts:
        content = PARTS[part](maker)
        if content and len(parts) > 1:
            content = maker.headed(part, str(titles[part]), content)
        result += content
    return result


class _Maker:
    """Makes the parts of one view at one place."""

    def __init__(self, original: Matrix, view: View, look: Look, place: Place) -> None:
        self.original = original
        self.view = view
        self.look = look
        self.place = place
        self.originals = {feature.key: title_of(feature) for feature in original.features}
        self.note_parser = TranslatedNotes(place.document, place.report, place.catalogue)
        self.implementations = implementations(view)

    def messages(self) -> list[nodes.Node]:
        """Return the titles that are shown as messages for translators."""
        found = shown_titles(self.original, self.view, self.look.parts)
        headed: set[Message] = set()
        if 'details' in self.look.parts:
            headed = {self.originals[feature.key] for feature in self.view.features}
        return [*title_messages(found, self.place.catalogue, headed)]

    def summary(self) -> list[nodes.Node]:
        """Return the summary, if there is anything to sum up."""
        if not (self.view.features and self.view.drivers):
            return []
        attributes = self.shared(grid=grid(self.view, self.implementations))
        title = self.view.matrix.title
        table = matrix_table('', classes=self.look.classes, title=title, **attributes)
        table.source, table.line = self.place.source, self.place.line
        if self.look.caption:
            table += self.title(self.look.caption, self.place.source, self.place.line)
        return [table]

    def requirements(self) -> list[nodes.Node]:
        """Return the verdicts on the drivers, if there are any."""
        found = verdicts(self.view)
        if not found.drivers:
            return []
        listing = requirement_list('', **self.shared(verdicts=found))
        listing.source, listing.line = self.place.source, self.place.line
        return [listing]

    def details(self) -> list[nodes.Node]:
        """Return a section for each feature, and entries for the general index."""
        result: list[nodes.Node] = []
        entries: list[tuple[str, str]] = []
        for feature, data in zip(self.view.features, self.implementations, strict=True):
            name = self.place.free(identifier(feature.key))
            entries.append((feature.title, name))
            content = [self.content(feature, data, name)]
            heading = self.heading(feature)
            result += self.place.section(heading, name, content, ['feature-matrix-details'])
        if self.place.indexed:
            result.insert(0, index_node(entries, spread=True))
        return result

    def notes(self) -> list[nodes.Node]:
        """Return the notes of the matrix itself."""
        note = self.view.matrix.notes
        return self.note_parser.parse(note) if note else []

    def content(self, feature: Feature, data: Implementations, name: str) -> feature_details:
        """Return what stands under the heading of *feature*, which has the id *name*."""
        parser = self.note_parser
        ready, parsed = {}, []
        for number, key in enumerate(data.drivers.keys):
            if not (note := feature.implementations[key].notes):
                continue
            if as_it_is := parser.ready(note):
                ready[number] = as_it_is
            else:
                parsed.append(note_node(number, parser.parse(note)))
        own = feature.notes
        own_ready = parser.ready(own) if own else None
        details = feature_details(
            '',
            feature_id=name,
            renamed={},
            facts=facts(feature, own_ready, ready, self.place.test_url),
            classes=['fm-large'] if self.view.huge else [],
            **self.shared(data=data),
        )
        details.source, details.line = feature.location.file, feature.location.line
        if own and not own_ready:
            details += feature_note('', *parser.parse(own))
        details += parsed
        return details

    def shared(self, **data: object) -> dict[str, object]:
        """Return the attributes that all dense nodes have, and *data*."""
        return {**data, 'matrix': self.place.name, 'docname': self.place.docname}

    def heading(self, feature: Feature) -> nodes.title:
        """Return the heading of a feature's details."""
        original = self.originals[feature.key]
        title = self.title(feature.title, *feature.location[:2])
        # Its message is a node of its own, so that what translates it is not taken for markup.
        title.attributes['translatable'] = False
        if self.place.catalogue and original.line:
            title['translated'] = bool(self.place.catalogue.find(original.text))
        return title

    def headed(self, part: str, title: str, content: list[nodes.Node]) -> list[nodes.Node]:
        """Return *content* under the heading of a part."""
        # Features come first: their ids are what others link to.
        features = {identifier(feature.key) for feature in self.view.features}
        name = self.place.free(part, features)
        heading = nodes.title(title, title, translatable=False)
        return self.place.section(heading, name, content, part=part)

    def title(self, text: str, source: str, line: int) -> nodes.title:
        """Return a title of plain text, which nothing will take for markup."""
        title = nodes.title(text, text, support_smartquotes=False)
        title.source, title.line = source, line
        return title


PARTS: dict[str, Callable[[_Maker], list[nodes.Node]]] = {
    'summary': _Maker.summary,
    'requirements': _Maker.requirements,
    'details': _Maker.details,
    'notes': _Maker.notes,
}
"""What makes each part that the option ``parts`` can name."""
