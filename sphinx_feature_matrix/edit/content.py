"""What a file says, wherever it stands in it: by this every edit is checked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Mapping
from dataclasses import fields, is_dataclass
from functools import cache

from sphinx_feature_matrix.edit import EditError
from sphinx_feature_matrix.ini.document import Document, document
from sphinx_feature_matrix.model import Matrix

_PLACES = frozenset(
    [
        *('file', 'others', 'location', 'line', 'column', 'lines', 'columns'),
        *('title_line', 'offset', 'status_offset'),
    ]
)


def content(value: object, without: Container[str] = ()) -> object:
    """Return *value*, a matrix or a part of one, as plain data without places.

    :param without: the names of further fields to leave out
    """
    kind: type = type(value)
    if names := _parts(kind):
        parts = {name: getattr(value, name) for name in names if name not in without}
        return kind.__name__, content(parts, without)
    if isinstance(value, str | None):
        return value
    if isinstance(value, Mapping):
        return [(key, content(item, without)) for key, item in value.items()]
    if isinstance(value, tuple):
        return [content(item, without) for item in value]
    return value


@cache
def _parts(kind: type) -> tuple[str, ...]:
    """Return the fields of *kind* other than places, none if it is no dataclass."""
    found = fields(kind) if is_dataclass(kind) else ()
    return tuple(field.name for field in found if field.name not in _PLACES)


def read_back(before: Document, data: bytes) -> Matrix:
    """Return the matrix in *data*, which is to take the place of what *before* holds.

    :raises EditError: if it would have a problem that *before* has not
    """
    return checked(before, document(data, before.file, before.declared))


def checked(before: Document, after: Document) -> Matrix:
    """Return the matrix in *after*, which is to take the place of *before*.

    :raises EditError: if it would have a problem that *before* has not
    """
    known = Counter(problem.rule for problem in before.problems)
    for problem in after.problems:
        if not known[problem.rule]:
            raise EditError(problem.message)
        known[problem.rule] -= 1
    return after.matrix


def compare(expected: Matrix, found: Matrix, without: Container[str] = ()) -> None:
    """Compare what an edit was to come to with what it has come to.

    :raises EditError: if the two say different things
    """
    for part in _parts(Matrix):
        if part in without:
            continue
        one, other = (content(getattr(matrix, part), without) for matrix in (expected, found))
        if one != other:
            raise EditError(
                f'the edit would change more of the {part} than it should, so that nothing is '
                'changed; see whether "feature-matrix check" lists something to mend first'
            )
