"""What notes give a name: it is theirs alone, and the page's names stay the page's."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from docutils import nodes


@contextmanager
def own_names(document: nodes.document) -> Iterator[None]:
    """Have what is parsed into *document* find none of its names, and leave none there."""
    before = {name: getattr(document, name) for name in _NAMES if hasattr(document, name)}
    for name in before:
        setattr(document, name, {})
    try:
        yield
    finally:
        vars(document).update(before)


_NAMES = ('names', 'nameids', 'nametypes', 'substitution_defs', 'substitution_names')
"""What a document knows by name. Which of these there are depends on the version of docutils."""


def _target(reference: nodes.Element, named: dict[str, nodes.Element]) -> nodes.Element | None:
    """Return the one of the *named* targets that *reference* leads to in the end."""
    found = named.get(reference.get('refname', ''))
    for _step in named:
        further = named.get(found.get('refname', '')) if found else None
        found = further or found
    return found


def settle_names(document: nodes.document, container: nodes.Element) -> None:
    """Have what a note, all that is in *container*, gives a name be found by the note alone.

    Otherwise a note could take over what the page, or another note, calls by the same name.
    """
    named: dict[str, nodes.Element] = {}
    for node in list(container.findall(nodes.Element)):
        if isinstance(node, nodes.footnote | nodes.citation):
            # These are numbered for the whole page.
            for name in node['names']:
                document.nameids.setdefault(name, node['ids'][0])
                document.nametypes.setdefault(name, True)
            continue
        named.update(dict.fromkeys(node['names'], node))
        node['names'] = []
        if node in document.indirect_targets:
            document.indirect_targets.remove(node)
            node.parent.remove(node)
    for reference in container.findall(nodes.reference):
        if target := _target(reference, named):
            document.refnames[reference.attributes.pop('refname')].remove(reference)
            if 'refname' in target:
                reference['refname'] = target['refname']
                document.note_refname(reference)
                continue
            if 'refuri' in target:
                reference['refuri'] = target['refuri']
            else:
                reference['refid'] = target['ids'][0]
            reference.resolved = True
