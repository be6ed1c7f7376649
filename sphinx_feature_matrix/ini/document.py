"""A file as it was read: its bytes, its sections and their places, its matrix, its problems."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import NamedTuple

from sphinx_feature_matrix.ini.reader import read
from sphinx_feature_matrix.ini.source import Source, decode, read_bytes
from sphinx_feature_matrix.model import Matrix
from sphinx_feature_matrix.problems import Location, Problem, problem


class Document(NamedTuple):
    """Everything that is known of one file.

    *problems* are in the order of the lines. *readable* is false where nothing could be read at
    all; then *matrix* and *source* are empty, and the one problem says why.
    """

    file: str
    data: bytes
    source: Source
    matrix: Matrix
    problems: tuple[Problem, ...]
    readable: bool = True


def open_document(path: str | os.PathLike[str]) -> Document:
    """Read the file at *path*. Nothing that is wrong with it raises an exception."""
    file = os.fspath(path)
    data, reason = read_bytes(file)
    return _nothing(file, reason) if reason else document(data, file)


def document(data: bytes, file: str) -> Document:
    """Read what a file holds; *file* is named in places."""
    text, problems = decode(data, file)
    if not text and problems:
        return _nothing(file, problems[0], data)
    return parse(text, file, data, problems)


def parse(text: str, file: str, data: bytes = b'', problems: Sequence[Problem] = ()) -> Document:
    """Read *text*, which *data* was decoded to with *problems*."""
    with _no_search_for_garbage():
        source = Source(file, text)
        matrix = read(source)
    found = sorted([*problems, *source.problems], key=_place)
    return Document(file, data, source, matrix, tuple(found))


def unreadable(file: str, message: str) -> Document:
    """Return the document that stands for what cannot be read, for the reason in *message*."""
    return _nothing(file, problem('file', message, Location(file, 1, 1)))


def _nothing(file: str, reason: Problem, data: bytes = b'') -> Document:
    return Document(file, data, Source(file, ''), Matrix(file), (reason,), readable=False)


@contextmanager
def _no_search_for_garbage() -> Iterator[None]:
    """Hold back the garbage collector, which is then as it was.

    All that is made of a file is kept, and to search a large matrix for garbage again and again
    while it grows takes a third of the time.
    """
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _place(problem: Problem) -> tuple[int, int]:
    return problem.location.line, problem.location.column
