"""The lines of drivers that features lack: what ``check --fix`` adds."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Container, Iterator
from contextlib import contextmanager
from dataclasses import replace

from sphinx_feature_matrix.edit import EditError
from sphinx_feature_matrix.edit.content import checked, compare, read_back
from sphinx_feature_matrix.edit.lines import Lines
from sphinx_feature_matrix.edit.sections import Spot
from sphinx_feature_matrix.edit.statuses import StatusLines
from sphinx_feature_matrix.ini.document import Document, Read, of_files, open_document
from sphinx_feature_matrix.model import UNKNOWN, Matrix


def add_missing(document: Document) -> tuple[bytes, int]:
    """Add a line with the status *unknown* for each driver that a feature says nothing of.

    A driver that a broken line of the feature speaks of is left out: that line is to be mended.

    :returns: what the file is to hold, and how many lines were added
    :raises EditError: if that would change more than it should, as it may where a line that is no
        option stands in the way
    """
    data, added = _add(document, document)
    if not added:
        return document.data, 0
    with _explained(document):
        compare(_stated(document.matrix, added), read_back(document, data))
    return data, len(added)


def add_missing_to_each(document: Document) -> list[tuple[Document, bytes, int]]:
    """Add the lines to the files of a matrix that is spread over several.

    Each goes to the file that declares its driver, in a new section if that says nothing of the
    feature yet.

    :returns: the files that change, what each is to hold, and how many lines were added to it
    :raises EditError: as :func:`add_missing` does
    """
    parts = [open_document(file, document.declared) for file in document.source.files]
    edits = [(part, *_add(document, part)) for part in parts]
    added = set().union(*(each for _, _, each in edits))
    if not added:
        return []
    after = of_files([Read(part.file, data) for part, data, _ in edits], document.declared)
    with _explained(document):
        compare(_stated(document.matrix, added), checked(document, after))
    return [(part, data, len(each)) for part, data, each in edits if each]


_Added = set[tuple[str, str]]
"""The keys of features and of drivers, for which a line was added."""


def _add(document: Document, part: Document) -> tuple[bytes, _Added]:
    """Return what the file *part* of *document* is to hold, and what was added to it."""
    matrix, lines = document.matrix, Lines(part.data)
    sections = {section.name: section for section in part.source.sections}
    own = replace(
        matrix,
        drivers=tuple(each for each in matrix.drivers if each.location.file == part.file),
        features=tuple(each for each in matrix.features if each.key in sections),
    )
    statuses = StatusLines(part._replace(matrix=own), lines)
    broken = _broken(part)
    added: _Added = set()
    # A new section goes behind all lines of the last one, which may get more of them.
    for feature in sorted(matrix.features, key=lambda each: each.key not in sections):
        if not feature.title_line and part is not document:
            continue  # Its section may be a typing error, which is not for others to have too.
        lacking = {
            options.status: driver.key
            for driver, options in zip(own.drivers, statuses.drivers, strict=True)
            if not feature.implementations[driver.key].stated
            and (feature.key, options.status) not in broken
        }
        if lacking and feature.key in sections:
            statuses.insert(sections[feature.key], lacking, UNKNOWN.key)
        elif lacking:
            _insert_section(feature.key, lacking, statuses, part)
        added |= {(feature.key, driver) for driver in lacking.values()}
    return bytes(lines), added


def _insert_section(
    key: str, wanted: Container[str], statuses: StatusLines, part: Document
) -> None:
    """Put a section for the feature *key* behind all others, with the options *wanted*."""
    last = part.source.sections[-1]
    like = next(reversed(statuses.features), last)
    spot = Spot(part.source, statuses.lines, last)
    spot.insert(
        key,
        [
            statuses.written(like, like.line, driver, UNKNOWN.key, spot.indent)
            for driver in statuses.drivers
            if driver.status in wanted
        ],
    )


@contextmanager
def _explained(document: Document) -> Iterator[None]:
    """Say why something would change that should not, as far as that is known."""
    try:
        yield
    except EditError as error:
        if not any(problem.name == 'not-an-option' for problem in document.problems):
            raise
        raise EditError(
            'lines that are no options stand in the way of adding the missing ones, so nothing is '
            'changed; mend those first'
        ) from error


def _broken(document: Document) -> set[tuple[str, str]]:
    """Return what each line that is no option begins with, behind the name of its section."""
    headers = sorted((section.line, section.name) for section in document.source.sections)
    found = set()
    for problem in document.problems:
        if problem.name == 'not-an-option':
            line = problem.location.line
            above = bisect_right(headers, line, key=lambda header: header[0]) - 1
            if above >= 0:
                found.add((headers[above][1], document.source.text_at(line).split()[0].lower()))
    return found


def _stated(matrix: Matrix, added: _Added) -> Matrix:
    """Return *matrix* as it is when it has a line for all that was *added*."""
    features = [
        replace(
            feature,
            implementations={
                key: replace(cell, stated=True) if (feature.key, key) in added else cell
                for key, cell in feature.implementations.items()
            },
        )
        for feature in matrix.features
    ]
    return replace(matrix, features=tuple(features))
