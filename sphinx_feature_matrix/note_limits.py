"""What the markup of notes may not do: read files, run code, or reach beyond the note.

Directives are told apart before they run, and by their names: those of other extensions could do
anything. What roles and links come to is told apart by the nodes.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from mimetypes import guess_type
from pathlib import Path
from types import ModuleType
from typing import NamedTuple

from docutils import nodes
from docutils.parsers.rst import Directive
from sphinx.util.docutils import CustomReSTDispatcher

from sphinx_feature_matrix.note_formulas import is_formula

DIRECTIVES = frozenset(
    [
        # Admonitions.
        *('admonition', 'attention', 'caution', 'danger', 'error', 'hint', 'important', 'note'),
        *('seealso', 'tip', 'warning'),
        *('deprecated', 'versionadded', 'versionchanged', 'versionremoved'),
        # Text.
        *('centered', 'code', 'code-block', 'compound', 'container', 'epigraph', 'highlights'),
        *('hlist', 'math', 'parsed-literal', 'pull-quote', 'rubric', 'sidebar', 'sourcecode'),
        'topic',
        # Tables and images.
        *('csv-table', 'figure', 'image', 'list-table', 'table'),
        # These find out by themselves that they are in a note.
        *('feature_matrix', 'support_matrix', 'support_matrix_changes'),
        *('include', 'literalinclude', 'raw'),
        # These stand in substitutions only, of which forbidden() speaks.
        *('date', 'replace', 'unicode'),
    ]
)
"""The directives of notes: they show what is written in them, and that is all they do."""

REFUSED = 'directive disabled in notes'
"""What is said of any other directive."""


class DirectivesOfNotes(CustomReSTDispatcher):
    """Finds no other directives than those of notes, for as long as the context lasts.

    *allowed* are the names of those that the project lets notes have beside them.
    """

    def __init__(self, allowed: Collection[str] = ()) -> None:
        super().__init__()
        self.allowed = DIRECTIVES.union(map(str.lower, allowed))

    def directive(
        self, directive_name: str, language_module: ModuleType, document: nodes.document
    ) -> tuple[type[Directive] | None, list[nodes.system_message]]:
        """Return the directive called *directive_name* in the language of the document."""
        found, messages = super().directive(directive_name, language_module, document)
        name = directive_name.lower()
        names: dict[str, str] = getattr(language_module, 'directives', {})
        if found and names.get(name, name) not in self.allowed:
            return _Refused, messages
        return found, messages


class _Refused(Directive):
    """Stands in the place of a directive that is not for notes, and says so."""

    has_content = True

    def run(self) -> list[nodes.Node]:
        raise self.warning(f'"{self.name}" {REFUSED}')


class Forbidden(NamedTuple):
    """A *rule* that a node breaks, and what is to be there *instead*.

    Where nothing is lost, there is no *message*.
    """

    rule: str
    message: str
    instead: list[nodes.Node]


def forbidden(node: nodes.Element, document: nodes.document) -> Forbidden | None:
    """Return why *node* may not be in a note, or ``None`` if it may."""
    text: list[nodes.Node] = [nodes.Text(node.astext())]
    if isinstance(node, nodes.math | nodes.math_block) and not is_formula(node.astext()):
        message = 'a formula of a note holds letters, figures and a few commands only'
        kind = nodes.literal if isinstance(node, nodes.math) else nodes.literal_block
        instead = kind(node.astext(), '', *text)
        return Forbidden('forbidden-markup', f'{message}; write it as text', [instead])
    if isinstance(node, nodes.substitution_definition):
        message = 'a substitution is for the whole page; define it there, or write what it means'
        return Forbidden('forbidden-markup', message, [])
    if isinstance(node, nodes.image):
        # It would become part of the page, scripts and all.
        node.attributes.pop('loading', None)
        if not _is_image(node['uri'], document):
            message = f'"{node["uri"]}" is no image of this project, or with https: or http:'
            words = nodes.inline('', node.get('alt', ''))
            return Forbidden('forbidden-markup', f'{message}; correct it', [words])
    if node.tagname == 'download_reference':
        message = f'the file "{node["reftarget"]}" would be published; link to it where it is'
        return Forbidden('forbidden-markup', message, text)
    address = node.get('refuri', '')
    if address and not _ADDRESS.match(address):
        message = f'"{address}" is no link to show; begin it with https:, http: or mailto:'
        # What happens to look like an address was meant as text.
        return Forbidden('link', '' if node.astext() == address else message, node.children)
    return None


_ADDRESS = re.compile(r'(https?|mailto|ftp):|[^:]*([/?#]|\Z)', re.IGNORECASE)
"""What an address may begin with: nothing that a browser would run, or take for another one."""


def _is_image(address: str, document: nodes.document) -> bool:
    """Tell whether *address* is an image of the web, or one within the folder of the sources."""
    if re.match('https?://', address, re.IGNORECASE):
        return True
    kind = guess_type(address)[0] or ''
    if ':' in address or not (kind.startswith('image/') or address.endswith('.*')):
        return False
    env = getattr(document.settings, 'env', None)
    if env is None:
        return True
    path = Path(env.relfn2path(address)[1]).resolve()
    return path.is_relative_to(Path(env.srcdir).resolve())


def unnamed_pairs(
    container: nodes.Element,
) -> Iterator[tuple[list[nodes.Element], list[nodes.Element]]]:
    """Yield the references in *container* that have no name, and their targets, by their kinds."""
    elements = [*container.findall(nodes.Element)]
    for reference, target, key, value in (
        (nodes.reference, nodes.target, 'anonymous', 1),
        (nodes.footnote_reference, nodes.footnote, 'auto', 1),
        (nodes.footnote_reference, nodes.footnote, 'auto', '*'),
    ):
        yield (
            [
                each
                for each in elements
                if isinstance(each, reference) and each.get(key) == value and 'refname' not in each
            ],
            [
                each
                for each in elements
                if isinstance(each, target) and each.get(key) == value and not each['names']
            ],
        )


def without_own_classes(classes: Iterable[str]) -> list[str]:
    """Return *classes* but for those by which scripts and style sheets know a matrix."""
    return [each for each in classes if not each.startswith(('feature-matrix', 'fm-'))]
