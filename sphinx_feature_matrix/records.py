"""What documents have of matrices: where these are shown, led to and spoken of."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from hashlib import sha256
from typing import Any

from docutils import nodes

from sphinx_feature_matrix.anchors import Details, Heads, Shown
from sphinx_feature_matrix.references import Reference

Holds = Callable[[Iterable[str]], bool]
"""Whether the builder takes in what stands in the directives ``only`` with some expressions."""

Files = tuple[str, ...]
"""The files of a matrix."""

Object = tuple[str, str, str, str, str, int]
"""An object of the domain, as Sphinx wants it."""

_PARTS = ('shown', 'details', 'heads', 'terms', 'linking', 'references', 'patterns')


def no_records() -> dict[str, Any]:
    """Return the data of records before anything is read."""
    return {part: {} for part in (*_PARTS, 'linked', 'objects')}


class Records:
    """What is kept of each document from build to build, in *data*.

    Its parts map each document to what it shows, the details it has, the ids at the heads of its
    tables, what the search is to find on it, the matrices that it leads to, its references, and
    the patterns that name its files with those that matched; so a document can be forgotten, and
    those of other processes merged. The part ``linked`` is what they were written with, and
    ``objects`` what follows from all of them.
    """

    def __init__(self, data: dict[str, Any]) -> None:
        self.data = data

    def note_shown(self, docname: str, shown: Shown) -> None:
        """Take note that *docname* shows a matrix."""
        self.data['objects'].clear()
        self.data['shown'].setdefault(docname, []).append(shown)

    def place_of(self, name: str) -> tuple[str, Shown] | None:
        """Return the document and the place that a reference to *name* is to lead to.

        A matrix may be shown in several places: one with details is the first choice, and then
        the first document by name, whichever was read first.
        """
        places = [
            (not shown.details, docname, number, shown)
            for docname, all_shown in self.data['shown'].items()
            for number, shown in enumerate(all_shown)
            if shown.identifier and nodes.fully_normalize_name(shown.name) == name
        ]
        if not places:
            return None
        _, docname, _, shown = min(places, key=lambda place: place[:3])
        return docname, shown

    def note_details(self, docname: str, name: str, details: Details) -> None:
        """Take note that *docname* has the details of a feature of the matrix *name*."""
        self.data['details'].setdefault(docname, {}).setdefault(name, []).append(details)

    def details_of(self, name: str, holds: Holds) -> list[tuple[str, list[Details]]]:
        """Return the documents that have details of the matrix *name*, with these, in order."""
        result = []
        for docname, by_name in sorted(self.data['details'].items()):
            found = [details for details in by_name.get(name, ()) if holds(details.only)]
            if found:
                result.append((docname, found))
        return result

    def note_heads(self, docname: str, name: str, heads: Heads) -> None:
        """Take note of the ids that *docname* has for features and drivers of a matrix."""
        self.data['heads'].setdefault(docname, {}).setdefault(name, []).append(heads)

    def note_reference(self, docname: str, reference: Reference) -> None:
        """Take note that *docname* says what *reference* gives."""
        self.data['references'].setdefault(docname, set()).add(reference)

    def note_linking(self, docname: str, name: str) -> None:
        """Take note that *docname* leads to details of the matrix *name* without showing it."""
        self.data['linking'].setdefault(docname, set()).add(name)

    def note_terms(self, docname: str, terms: list[tuple[str, str]]) -> None:
        """Take note of what the search is to find on *docname*: terms with the ids of places."""
        if terms:
            self.data['terms'][docname] = terms

    def terms(self) -> Mapping[str, list[tuple[str, str]]]:
        """Return what the search is to find, by document: terms with the ids of places."""
        terms: dict[str, list[tuple[str, str]]] = self.data['terms']
        return terms

    def references(self) -> set[Reference]:
        """Return the references of all documents."""
        return set().union(*self.data['references'].values())

    def note_pattern(self, docname: str, pattern: str, found: Sequence[str]) -> None:
        """Take note that *docname* shows the files *found*, which *pattern* matches."""
        self.data['patterns'].setdefault(docname, {})[pattern] = tuple(found)

    def out_of_date(self, match: Callable[[str], Sequence[str]]) -> list[str]:
        """Return the documents that have a pattern which matches other files now.

        :param match: returns the files that match a pattern
        """
        now: dict[str, tuple[str, ...]] = {}
        result = []
        for docname, patterns in self.data['patterns'].items():
            for pattern in patterns:
                if pattern not in now:
                    now[pattern] = tuple(match(pattern))
            if any(now[pattern] != found for pattern, found in patterns.items()):
                result.append(docname)
        return result

    def files(self, main: Files) -> dict[Files, tuple[str, ...]]:
        """Return the files of each matrix that is shown, with its names.

        That in *main* comes first; then those with details, by their documents.
        """
        places = sorted(
            (shown.files != main, not shown.details, docname, number, shown)
            for docname, all_shown in self.data['shown'].items()
            for number, shown in enumerate(all_shown)
        )
        names: dict[Files, dict[str, None]] = {}
        for *_place, shown in places:
            names.setdefault(shown.files, {})[shown.name] = None
        return {files: tuple(each) for files, each in names.items()}

    def outdated(self, said: Callable[[Reference], str], holds: Holds) -> list[str]:
        """Return the documents whose links and references would be written otherwise now.

        Details come, go and move with a document that the one with the link knows nothing of, and
        what a reference says changes with the file. So what each document was written with is
        kept, as a digest.

        :param said: returns what differs whenever a reference would be written otherwise
        """
        places: dict[str, list[tuple[str, list[Details]]]] = {}
        references = self.data['references']
        linked = {}
        for docname in self.data['shown'] | self.data['linking'] | references:
            shown = {shown.name for shown in self.data['shown'].get(docname, ())}
            names = sorted(shown | self.data['linking'].get(docname, set()))
            for name in names:
                places.setdefault(name, self.details_of(name, holds))
            words = [said(each) for each in sorted(references.get(docname, ()))]
            text = repr([words, *(places[name] for name in names)])
            linked[docname] = sha256(text.encode()).hexdigest()
        before = self.data['linked']
        self.data['linked'] = linked
        return [name for name, digest in linked.items() if before.get(name, digest) != digest]

    def objects(self, tags: tuple[str, ...], find: Callable[[], list[Object]]) -> list[Object]:
        """Return the objects of the domain, as far as a build with these *tags* has them.

        They are kept for as long as no document that shows a matrix has changed: without that,
        each build would have to read each file.

        :param find: finds them, where they are not known
        """
        known: dict[tuple[str, ...], list[Object]] = self.data['objects']
        if tags not in known:
            known[tags] = find()
        return known[tags]

    def forget(self, docname: str) -> None:
        """Forget *docname*."""
        if docname in self.data['shown']:
            self.data['objects'].clear()
        for part in _PARTS:
            self.data[part].pop(docname, None)

    def merge(self, docnames: AbstractSet[str], other: Mapping[str, Any]) -> None:
        """Take over what another process has read of *docnames*."""
        if docnames & other['shown'].keys():
            self.data['objects'].clear()
        for part in _PARTS:
            for docname in docnames & other[part].keys():
                self.data[part][docname] = other[part][docname]

    def name_clashes(self) -> Iterator[tuple[str, Shown, str, Shown]]:
        """Yield each place whose name stands for another file before, with that place first."""
        first: dict[str, tuple[str, Shown]] = {}
        for docname in sorted(self.data['shown']):
            for shown in self.data['shown'][docname]:
                other, before = first.setdefault(shown.name, (docname, shown))
                if before.files != shown.files:
                    yield other, before, docname, shown
