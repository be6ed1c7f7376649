"""The directive ``support_matrix``: from its options to nodes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePath
from typing import Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives

from sphinx_feature_matrix.anchors import Shown
from sphinx_feature_matrix.catalogue import translated
from sphinx_feature_matrix.directive_base import MatrixDirective
from sphinx_feature_matrix.domain import MatrixDomain
from sphinx_feature_matrix.parts import PARTS, Look, build
from sphinx_feature_matrix.paths import Named
from sphinx_feature_matrix.view import DriverOrder, Orientation, Selection, View, view

DEFAULT_PARTS = ('summary', 'details', 'notes')


def _words(argument: str | None) -> tuple[str, ...]:
    return tuple((argument or '').split())


def _parts(argument: str | None) -> tuple[str, ...]:
    words = _words(argument)
    unknown = [word for word in words if word not in PARTS]
    if unknown or not words or len(set(words)) != len(words):
        raise ValueError(f'give each of {", ".join(PARTS)} at most once, and at least one of them')
    return words


def _member(values: type[Orientation | DriverOrder]) -> Callable[[str], str]:
    def convert(argument: str) -> str:
        return directives.choice(argument, [value.value for value in values])

    return convert


class SupportMatrix(MatrixDirective):
    """Show a support matrix: its summary, the details of each feature, and its notes."""

    optional_arguments = 1
    final_argument_whitespace = True
    option_spec: ClassVar[dict[str, Callable[[str], Any]]] = {
        'support-matrix': directives.unchanged_required,
        'name': directives.unchanged_required,
        'parts': _parts,
        'drivers': _words,
        'features': _words,
        'orientation': _member(Orientation),
        'driver-order': _member(DriverOrder),
        'group-by-category': directives.flag,
        'caption': directives.unchanged_required,
        'class': directives.class_option,
    }

    def run(self) -> list[nodes.Node]:
        """Return the nodes of the parts that the options ask for."""
        if self.is_in_note():
            return []
        named = self.named()
        if not named.files:
            return []
        domain = MatrixDomain.of(self.env)
        self.load(named)
        matrix = domain.reading.shown(*named.files)
        place = self.place(PurePath(named.files[0]))
        shown = view(translated(matrix, place.catalogue), self.selection())
        self.check_selection(shown)
        look = Look(
            parts=self.options.get('parts', DEFAULT_PARTS),
            caption=self.options.get('caption', ''),
            classes=self.options.get('class', []),
        )
        result = build(matrix, shown, look, place)
        target = self.target(labels=bool(look.caption) and 'summary' in look.parts)
        domain.records.note_shown(
            self.env.docname,
            Shown(
                place.name,
                named.files,
                place.line,
                identifier=target[0]['ids'][0] if target else '',
                title=place.catalogue(look.caption) or shown.matrix.title or place.name,
                details='details' in look.parts,
            ),
        )
        return [*target, *result]

    def check_selection(self, shown: View) -> None:
        """Report patterns that match nothing, or that leave nothing of a file that has some."""
        for pattern in shown.unmatched:
            self.report(
                'pattern', f'the pattern "{pattern}" matches nothing; correct or delete it'
            )
        matrix = shown.matrix
        for option, all_items, items in (
            ('drivers', matrix.drivers, shown.drivers),
            ('features', matrix.features, shown.features),
        ):
            if all_items and not items and not shown.unmatched:
                self.report('pattern', f'the option "{option}" leaves no {option}; take less away')

    def selection(self) -> Selection:
        """Return what the options select."""
        return Selection(
            drivers=self.options.get('drivers', ()),
            features=self.options.get('features', ()),
            orientation=Orientation(self.options.get('orientation', 'auto')),
            driver_order=DriverOrder(self.options.get('driver-order', 'title')),
            group_by_category='group-by-category' in self.options,
        )

    def named(self) -> Named:
        """Return the files that the argument or conf.py names; the page depends on them."""
        given = [*self.arguments, *filter(None, [self.options.get('support-matrix')])]
        if len(given) > 1:
            self.report(
                'argument', f'the option names a second file, "{given[1]}"; delete one of the two'
            )
        if given:
            return self.files(given[0], lambda path: self.env.relfn2path(path)[1])
        domain = MatrixDomain.of(self.env)
        return self.files(self.config.feature_matrix_file, domain.beside_conf)

    def target(self, *, labels: bool) -> list[nodes.target]:
        """Return a target for the option ``name``, if it is given.

        Sphinx takes it for a label only if it *labels* a table with a caption, which then has a
        number too: one matrix may be shown in several documents, but a label is to be unique.
        Otherwise the domain resolves references to it.
        """
        if 'name' not in self.options:
            return []
        name = nodes.fully_normalize_name(self.options['name'])
        document = self.state.document
        target = nodes.target('', '', names=[name])
        if labels and not document.nametypes.get(name):
            document.note_explicit_target(target)
        else:
            document.note_implicit_target(target)
        return [target]
