"""What has to hold for any input: a function for each thing that is done to it.

Each takes the bytes as the fuzzer makes them, and raises where something does not hold. The fuzzer
itself is not needed here, so that the tests can hand the same functions what it has found.
"""

from __future__ import annotations

import re
from codecs import BOM_UTF8
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import replace

from sphinx_feature_matrix.edit import EditError
from sphinx_feature_matrix.edit.add import add_driver, add_feature
from sphinx_feature_matrix.edit.content import content
from sphinx_feature_matrix.edit.convert import convert
from sphinx_feature_matrix.edit.missing import add_missing
from sphinx_feature_matrix.expressions import ExpressionError, comparisons, parse
from sphinx_feature_matrix.ini.dialects import kind_of
from sphinx_feature_matrix.ini.document import Document, document
from sphinx_feature_matrix.lint.checks import CHECKS
from sphinx_feature_matrix.model import Dialect, Matrix
from sphinx_feature_matrix.requirements import evaluate

FILE = 'any.ini'

ARGUMENTS = ('n3w', 'New', '', '')
"""What is added where the input does not say it: a key, a title, a status, a link."""

_ROWS = re.compile(rb'[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+')
_KEPT = frozenset({'title', 'status', 'notes', 'cli', 'api', 'maturity', 'link'})
"""The options that are called the same in every dialect."""


class BrokenError(AssertionError):
    """Something that has to hold for any input does not hold."""


def ensure(holds: object, what: str) -> None:
    """Raise unless *what* holds.

    :raises BrokenError: if it does not
    """
    if not holds:
        raise BrokenError(what)


def reader(data: bytes) -> None:
    """Read a file, and look for doubts in it: nothing but problems comes of it."""
    found = document(data, FILE)
    lines = re.split('\r\n|\r|\n', data.removeprefix(BOM_UTF8).decode(errors='replace'))
    for problem in found.problems:
        file, line, column = problem.location
        ensure(file == FILE and 1 <= line <= len(lines), f'{problem} is in the file')
        ensure(1 <= column <= len(lines[line - 1]) + 1, f'{problem} is on its line')
        ensure(problem.message.isprintable(), f'{problem} can be shown')
    for feature in found.matrix.features:
        keys = [driver.key for driver in found.matrix.drivers]
        ensure(list(feature.implementations) == keys, f'{feature.key} has every driver')
    evaluate(found.matrix)
    for check in CHECKS.values():
        for _, location in check(found):
            ensure(1 <= location.line <= len(lines), f'{location} is in the file')


def expressions(data: bytes) -> None:
    """Parse a condition, and read it as that of a feature."""
    text = data.decode(errors='replace')
    try:
        tree = parse(text)
    except ExpressionError as error:
        ensure(0 <= error.offset <= len(text), 'the place of the mistake is in the text')
        ensure(str(error), 'a mistake has a message')
    else:
        for found in comparisons(tree):
            ensure(text.startswith(found.feature, found.offset), 'the feature is at its place')
            # In lower case, a letter may be two.
            status = text[found.status_offset :].lower()
            ensure(status.startswith(found.status), 'the status is at its place')
    reader(f'[driver.a]\ntitle=A\n[op.x]\ntitle=X\nstatus=condition({text})'.encode())


def fix(data: bytes) -> None:
    """Add the drivers that features lack, as ``check --fix`` does."""
    before = document(data, FILE)
    try:
        edited, count = add_missing(before)
    except EditError:
        return
    ensure(len(added(data, edited)) == count, 'a line is added for each driver that is counted')
    after = document(edited, FILE)
    ensure(_same(before.matrix, after.matrix, {'stated'}), 'the file says what it said')
    ensure(add_missing(after) == (edited, 0), 'nothing is lacking any more')


def add(data: bytes) -> None:
    """Add a driver and a feature.

    The input is the file. In front of it may be arguments of the command, each ended by a NUL.
    """
    *given, file = data.split(b'\0')
    arguments = [each.decode(errors='replace') for each in given[: len(ARGUMENTS)]]
    key, title, status, link = (*arguments, *ARGUMENTS[len(arguments) :])
    before = document(file, FILE)
    _add_driver(before, key, title, link, status or 'unknown')
    _add_feature(before, key, title, status)


def _add_driver(before: Document, key: str, title: str, link: str, status: str) -> None:
    try:
        edited = add_driver(before, key, title, link, status)
    except EditError:
        return
    added(before.data, edited)
    matrix = document(edited, FILE).matrix
    *others, driver = matrix.drivers
    ensure(driver.key.lower() == key.lower(), 'the new driver is the last one')
    ensure(driver.title == ' '.join(title.split()), 'the new driver has its title')
    features = []
    for feature in matrix.features:
        *rest, (_, cell) = feature.implementations.items()
        ensure(cell.status == ' '.join(status.split()).lower(), 'the new driver has its status')
        features.append(replace(feature, implementations=dict(rest)))
    without = replace(matrix, drivers=tuple(others), features=tuple(features))
    ensure(_same(before.matrix, without), 'the file says what it said')
    _ensure_refused(lambda: add_driver(document(edited, FILE), key, title))


def _add_feature(before: Document, key: str, title: str, status: str) -> None:
    try:
        edited = add_feature(before, key, title, status)
    except EditError:
        return
    added(before.data, edited)
    matrix = document(edited, FILE).matrix
    new = [feature for feature in matrix.features if feature.key == key]
    ensure([feature.title for feature in new] == [' '.join(title.split())], 'it is there once')
    others = tuple(feature for feature in matrix.features if feature.key != key)
    ensure(_same(before.matrix, replace(matrix, features=others)), 'the file says what it said')
    _ensure_refused(lambda: add_feature(document(edited, FILE), key, title))


def _ensure_refused(edit: Callable[[], bytes]) -> None:
    try:
        edit()
    except EditError:
        return
    raise BrokenError('what is there already is not added again')


def conversion(data: bytes) -> None:
    """Bring a file to the current dialect."""
    before = document(data, FILE)
    try:
        edited = convert(before)
    except EditError:
        return
    after = document(edited, FILE)
    ensure(after.matrix.dialect is Dialect.CURRENT, 'the file is in the current dialect')
    same = _same(before.matrix, after.matrix, {'dialect', 'id_part'})
    ensure(same, 'the file says what it said')
    ensure(convert(after) == edited, 'what is in the current dialect stays as it is')
    if before.matrix.dialect is Dialect.CURRENT:
        ensure(edited == data, 'what is in the current dialect stays as it is')
    else:
        ensure(
            _is_marked(edited) == _is_marked(data), 'the byte order mark stays, if there is one'
        )
        rows = iter(_rows(edited))
        for number, row in _untouched(before):
            kept = any(each.rstrip(b'\r\n') == row.rstrip(b'\r\n') for each in rows)
            ensure(kept, f'line {number} is there as it was')


TARGETS: Mapping[str, Callable[[bytes], None]] = {
    'reader': reader,
    'expressions': expressions,
    'fix': fix,
    'add': add,
    'convert': conversion,
}
"""The targets, by the names under which the fuzzer runs them."""


def added(old: bytes, new: bytes) -> list[bytes]:
    """Return the lines that *new* has more than *old*, of which it has every byte in order.

    :raises BrokenError: if it has not
    """
    ensure(_is_marked(old) == _is_marked(new), 'the byte order mark stays, if there is one')
    rows = _rows(old)
    unended = bool(rows) and not rows[-1].endswith((b'\r', b'\n'))
    more = []
    place = 0
    for row in _rows(new):
        # What was the last line may have had to be ended.
        last = unended and place == len(rows) - 1
        if place < len(rows) and (row.rstrip(b'\r\n') if last else row) == rows[place]:
            place += 1
        else:
            more.append(row)
    ensure(place == len(rows), f'line {place + 1} is there as it was')
    ensure(not (unended and new.endswith((b'\r', b'\n'))), 'the last line ends as it did')
    return more


def _rows(data: bytes) -> list[bytes]:
    found: list[bytes] = _ROWS.findall(data.removeprefix(BOM_UTF8))
    return found


def _is_marked(data: bytes) -> bool:
    return data.startswith(BOM_UTF8)


def _untouched(before: Document) -> Iterator[tuple[int, bytes]]:
    """Yield the number of each line that says nothing of drivers, and the line."""
    touched = set()
    for section in (*before.source.sections, *before.source.defaults):
        kind = kind_of(section)
        if kind in ('targets', 'target'):
            touched.add(section.line)
        kept = _KEPT if kind != 'targets' else frozenset()
        touched |= {line for name, line in section.lines.items() if name not in kept}
    for number, row in enumerate(_rows(before.data), start=1):
        if row.strip() and number not in touched:
            yield number, row


def _same(one: Matrix, other: Matrix, without: Collection[str] = ()) -> bool:
    return content(one, without) == content(other, without)
