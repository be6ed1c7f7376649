"""The parts of a shown matrix as nodes: summary, requirements, details, notes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from docutils import nodes

from sphinx_feature_matrix.grid import Implementations, grid, implementations
from sphinx_feature_matrix.identifiers import free_identifier, identifier
from sphinx_feature_matrix.messages import _, feature_status
from sphinx_feature_matrix.model import Feature, FeatureStatus, FeatureStatusKind
from sphinx_feature_matrix.nodes import (
    implementation_list,
    matrix_table,
    note_node,
    requirement_list,
)
from sphinx_feature_matrix.notes import NoteParser
from sphinx_feature_matrix.problems import Problem
from sphinx_feature_matrix.verdicts import verdicts
from sphinx_feature_matrix.view import View


@dataclass(frozen=True, slots=True)
class Place:
    """Where a matrix is shown: its name, the document, and what can stand there.

    *sections* is whether sections can; where not, headings are rubrics. *source* and *line* are
    those of the directive. *taken* are the ids that matrices have on the page, of which the
    document at hand may know only some: MyST parses some parts as documents of their own.
    """

    name: str
    docname: str
    document: nodes.document
    sections: bool
    source: str
    line: int
    report: Callable[[Problem], None]
    taken: set[str]

    def free(self, wanted: str, reserved: AbstractSet[str] = frozenset()) -> str:
        """Return *wanted*, or an id like it that is neither on the page nor *reserved*."""
        return free_identifier(wanted, self.name, self.document.ids, self.taken, reserved)

    def section(
        self, title: nodes.title, name: str, content: Iterable[nodes.Node]
    ) -> list[nodes.Node]:
        """Return a section with the id *name*, or a rubric and *content* where none can be."""
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
        heading.source, heading.line = title.source, title.line
        self.document.note_implicit_target(heading)
        self.taken.add(name)
        return result


def build(
    view: View, parts: Sequence[str], place: Place, *, caption: str, classes: list[str]
) -> list[nodes.Node]:
    """Return the nodes of *parts*, each under a heading if there are several."""
    maker = _Maker(view, place, caption, classes)
    titles = {
        'summary': _('Summary'),
        'requirements': _('Requirements'),
        'details': _('Details'),
        'notes': _('Notes'),
    }
    result: list[nodes.Node] = []
    for part in parts:
        content = PARTS[part](maker)
        if content and len(parts) > 1:
            content = maker.headed(part, str(titles[part]), content)
        result += content
    return result


class _Maker:
    """Makes the parts of one view at one place."""

    def __init__(self, view: View, place: Place, caption: str, classes: list[str]) -> None:
        self.view = view
        self.place = place
        self.caption = caption
        self.classes = classes
        self.titles = _titles(view)
        self.owned = False
        self.parse = NoteParser(place.document, place.report).parse

    def summary(self) -> list[nodes.Node]:
        """Return the summary, if there is anything to sum up."""
        if not (self.view.features and self.view.drivers):
            return []
        attributes = self.shared(grid=grid(self.view))
        table = matrix_table(
            '', classes=self.classes, details={}, title=self.view.matrix.title, **attributes
        )
        table.source, table.line = self.place.source, self.place.line
        if self.caption:
            table += self.title(self.caption, self.place.source, self.place.line)
        return [table]

    def requirements(self) -> list[nodes.Node]:
        """Return the verdicts on the drivers, if there are any."""
        found = verdicts(self.view)
        if not found.drivers:
            return []
        # Requirements may be about features that are not shown.
        for feature in found.features.values():
            self.titles.setdefault(feature.title, feature.title)
        listing = requirement_list('', details={}, **self.shared(verdicts=found))
        listing.source, listing.line = self.place.source, self.place.line
        return [listing]

    def details(self) -> list[nodes.Node]:
        """Return a section for each feature."""
        result: list[nodes.Node] = []
        for feature, data in zip(self.view.features, implementations(self.view), strict=True):
            result += self.feature(feature, data)
        return result

    def notes(self) -> list[nodes.Node]:
        """Return the notes of the matrix itself."""
        note = self.view.matrix.notes
        return self.parse(note) if note else []

    def feature(self, feature: Feature, data: Implementations) -> list[nodes.Node]:
        file, line, _column = feature.location
        content: list[nodes.Node] = [_facts(feature)]
        if feature.notes:
            content += self.parse(feature.notes)
        if feature.cli:
            commands = nodes.bullet_list(bullet='*')
            for command in feature.cli:
                literal = nodes.literal(command, command)
                commands += nodes.list_item('', nodes.paragraph('', '', literal))
            content += [_own_words(_('CLI commands:')), commands]
        name = self.place.free(identifier(feature.key))
        listing = implementation_list('', feature_id=name, renamed={}, **self.shared(data=data))
        listing.source, listing.line = file, line
        for number, driver in enumerate(data.drivers):
            if note := feature.implementations[driver.key].notes:
                listing += note_node(number, self.parse(note))
        if data.drivers:
            content += [_own_words(_('Drivers:')), listing]
        return self.place.section(self.title(feature.title, file, line), name, content)

    def shared(self, **data: object) -> dict[str, object]:
        """Return the attributes that all dense nodes have, and *data*."""
        owns, self.owned = not self.owned, True
        return {
            **data,
            'matrix': self.place.name,
            'docname': self.place.docname,
            'titles': self.titles,
            'owns': owns,
        }

    def headed(self, part: str, title: str, content: list[nodes.Node]) -> list[nodes.Node]:
        """Return *content* under the heading of a part."""
        # Features come first: their ids are what others link to.
        features = {identifier(feature.key) for feature in self.view.features}
        name = self.place.free(part, features)
        return self.place.section(nodes.title(title, title, translatable=False), name, content)

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


def _titles(view: View) -> dict[str, str]:
    """Return every title in the dense nodes, as yet untranslated."""
    titles = [
        *(driver.title for driver in view.drivers),
        *(feature.title for feature in view.features),
        *(status.title for status in view.matrix.statuses.values() if status.location),
    ]
    if view.grouped:
        titles += [view.category_title(feature.category) for feature in view.features]
    return {title: title for title in titles}


def _facts(feature: Feature) -> nodes.paragraph:
    """Return what the file says of a feature in one word each."""
    facts = _own_words(f'{_("Status")}: ')
    facts += _status(feature.status)
    facts += _fact(str(_('Key')), feature.key)
    if feature.api:
        facts += _fact(str(_('API alias')), feature.api)
    return facts


def _own_words(text: str) -> nodes.paragraph:
    """Return a paragraph of the extension's own words, which are in a catalogue of its own."""
    return nodes.paragraph('', str(text), translatable=False)


def _fact(name: str, value: str) -> list[nodes.Node]:
    return [nodes.Text(f' \N{MIDDLE DOT} {name}: '), nodes.literal(value, value)]


def _status(status: FeatureStatus) -> list[nodes.Node]:
    word = feature_status(status.word)
    if status.kind is FeatureStatusKind.CHOICE and status.group:
        group = nodes.literal(status.group, status.group)
        return [nodes.Text(f'{word}, {_("at least one of the group")} '), group]
    if status.kind is FeatureStatusKind.CONDITION:
        condition = nodes.literal(status.argument, status.argument)
        return [nodes.Text(f'{word}, {_("mandatory if")} '), condition]
    return [nodes.Text(word)]
