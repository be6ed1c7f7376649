"""Files as they were read: bytes, sections and their places, the matrix, the problems."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import NamedTuple

from sphinx_feature_matrix.ini.decoding import decode, read_bytes
from sphinx_feature_matrix.ini.reader import NONE, read
from sphinx_feature_matrix.ini.source import Source, Text
from sphinx_feature_matrix.model import ImplementationStatus, Matrix
from sphinx_feature_matrix.problems import Problem

Statuses = Mapping[str, ImplementationStatus]


class Document(NamedTuple):
    """Everything that is known of one file, or of several that are one matrix.

    *file* names it in messages: a path, or several with spaces between.
    *data* is what the file holds; nothing, if there are several. *problems* are in the order of
    the files and of their lines. *readable* is false where nothing could be read at all; then
    *matrix* and *source* are empty, and the problems say why. *declared* are the implementation
    statuses that the project declares, with which it was read.
    """

    file: str
    data: bytes
    source: Source
    matrix: Matrix
    problems: tuple[Problem, ...]
    readable: bool = True
    declared: Statuses = NONE


class Read(NamedTuple):
    """What was read of a file: its bytes, or the problem that says why there are none."""

    file: str
    data: bytes
    reason: Problem | None = None


def open_document(path: str | os.PathLike[str], declared: Statuses = NONE) -> Document:
    """Read the file at *path*. Nothing that is wrong with it raises an exception.

    :param declared: the implementation statuses that the project declares for all its files
    """
    return of_files([read_file(path)], declared)


def open_documents(paths: Sequence[str | os.PathLike[str]], declared: Statuses = NONE) -> Document:
    """Read the files at *paths*, at least one, as one matrix."""
    return of_files([read_file(path) for path in paths], declared)


def read_file(path: str | os.PathLike[str]) -> Read:
    """Read the bytes of the file at *path*."""
    file = os.fspath(path)
    return Read(file, *read_bytes(file))


def document(data: bytes, file: str, declared: Statuses = NONE) -> Document:
    """Read what a file holds; *file* is named in places."""
    return of_files([Read(file, data)], declared)


def of_files(files: Sequence[Read], declared: Statuses = NONE) -> Document:
    """Return the matrix that *files* are together; what cannot be read is left out."""
    texts: list[Text] = []
    problems: list[Problem] = []
    for file, data, reason in files:
        text, found = ('', [reason]) if reason else decode(data, file)
        problems += found
        if text or not found:
            texts.append(Text(file, text))
    data = files[0].data if len(files) == 1 else b''
    if not texts:
        file = ' '.join(each.file for each in files)
        empty = Source(file, '')
        return Document(file, data, empty, Matrix(file), tuple(problems), readable=False)
    return parse(texts, declared, data, problems)


def parse(
    texts: Sequence[Text],
    declared: Statuses = NONE,
    data: bytes = b'',
    problems: Sequence[Problem] = (),
) -> Document:
    """Read *texts* as one matrix; *data* is what the text was decoded from, with *problems*."""
    (file, text), *others = texts
    with _no_search_for_garbage():
        source = Source(file, text, *others)
        matrix = read(source, declared)
    found = sorted([*problems, *source.problems], key=lambda each: source.order(each.location))
    file = ' '.join(source.files)
    return Document(file, data, source, matrix, tuple(found), declared=declared)


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
