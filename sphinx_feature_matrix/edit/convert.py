"""A matrix of an older dialect in the current one: the same content, comments kept."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from contextlib import contextmanager

from sphinx_feature_matrix.edit import EditError
from sphinx_feature_matrix.edit.content import checked, compare, read_back
from sphinx_feature_matrix.edit.lines import Lines
from sphinx_feature_matrix.edit.places import blank_lines_above, comments_above
from sphinx_feature_matrix.edit.style import indent_of, read_option, write_option
from sphinx_feature_matrix.ini.dialects import (
    CLASSIFICATION,
    CURRENT,
    LAYOUTS,
    TARGETS,
    TARGETS_SECTION,
    Layout,
    kind_of,
)
from sphinx_feature_matrix.ini.document import Document, Read, of_files, open_document
from sphinx_feature_matrix.ini.joining import Section
from sphinx_feature_matrix.model import Dialect, Driver
from sphinx_feature_matrix.problems import Problem

_SECTION_KEY = re.compile(r'[^\s\]]([^\]]*[^\s\]])?')
_NOT_READ = frozenset({'file', 'dialect'})
_AMBIGUOUS = frozenset({'duplicate-section', 'duplicate-option'})
"""The names of rules: broken, they leave the file unread, or what it says in doubt."""


def convert(document: Document) -> bytes:
    """Return what the file is to hold in the current dialect; what it holds, if that is current.

    Only the sections that declare drivers change, the names of options, and where a release
    stands.

    :raises EditError: if it could not say the same then
    """
    _refuse(document, _NOT_READ)
    if document.matrix.dialect is Dialect.CURRENT:
        return document.data
    _refuse(document, _AMBIGUOUS)
    data = _converted(document, document)
    with _explained():
        compare(document.matrix, read_back(document, data), _WITHOUT)
    return data


def convert_each(document: Document) -> list[tuple[Document, bytes]]:
    """Return the files of a matrix that is spread over several, and what each is to hold.

    :raises EditError: as :func:`convert` does
    """
    _refuse(document, _NOT_READ)
    if document.matrix.dialect is Dialect.CURRENT:
        return []
    _refuse(document, _AMBIGUOUS)
    parts = [open_document(file, document.declared) for file in document.source.files]
    edits = [(part, _converted(document, part)) for part in parts]
    after = of_files([Read(part.file, data) for part, data in edits], document.declared)
    with _explained():
        compare(document.matrix, checked(document, after), _WITHOUT)
    return edits


_WITHOUT = frozenset({'dialect', 'id_part'})
"""What of a matrix is not the same then."""


@contextmanager
def _explained() -> Iterator[None]:
    """Say that what would be wrong would be so in the current dialect."""
    try:
        yield
    except EditError as error:
        raise EditError(f'in the current dialect something would be wrong: {error}') from error


def _converted(document: Document, part: Document) -> bytes:
    """Return what the file *part* of *document* is to hold."""
    layout, drivers = LAYOUTS[document.matrix.dialect], document.matrix.drivers
    source, lines = part.source, Lines(part.data)
    for section in source.sections:
        if kind_of(section) == TARGETS_SECTION:
            own = [each for each in drivers if each.location.file == part.file]
            _check(part, section, own)
            _declare_drivers(section, own, lines)
        elif kind_of(section) == layout.section:
            _rename_section(section, layout, lines)
    features = [section for section in source.sections if kind_of(section) == 'feature']
    for section in [*source.defaults, *features]:
        _rename_options(section, source.defaults[0], layout, drivers, lines)
    return bytes(lines)


def _refuse(document: Document, rules: Container[str]) -> None:
    """Raise an EditError if *document* breaks one of *rules*."""
    for problem in document.problems:
        if problem.name in rules or _is_unread(document, problem):
            place = problem.location
            own = place.file == document.file
            where = f'line {place.line}' if own else f'{place.file}:{place.line}'
            raise EditError(f'{where}: {problem.message}')


def _is_unread(document: Document, problem: Problem) -> bool:
    """Tell whether *problem* is why a file of *document* could not be read."""
    return not document.readable or problem.location.file not in document.source.files


def _check(part: Document, targets: Section, drivers: Sequence[Driver]) -> None:
    """Check that everything has its place in the current dialect.

    :raises EditError: if something has none
    """
    for name, line in targets.lines.items():
        if not name.startswith(TARGETS.status_prefix):
            raise EditError(
                f'line {line}: option "{name}" in [{targets.name}] has no place in the current '
                'dialect; delete it'
            )
    for driver in drivers:
        if not _SECTION_KEY.fullmatch(driver.key):
            raise EditError(
                f'line {driver.location.line}: there can be no section [driver.{driver.key}]; '
                'give the driver another key, in every feature too'
            )
    defaults = part.source.defaults[0]
    if 'link' in defaults.lines and drivers:
        raise EditError(
            f'line {defaults.lines["link"]}: in the current dialect this would be the link of '
            'every driver; delete it'
        )


def _declare_drivers(targets: Section, drivers: Sequence[Driver], lines: Lines) -> None:
    """Turn the options of *targets* into sections of their own, and its header into nothing."""
    for index, driver in enumerate(drivers):
        number = driver.location.line
        option = read_option(lines.text(number))
        key = option.name.lower().removeprefix(TARGETS.status_prefix)
        start = comments_above(lines, number)
        if index and not blank_lines_above(lines, start):
            lines.insert_above(start, '')
        lines.insert_above(number, f'[driver.{key}]')
        lines.replace(number, str(option._replace(name='title')))
    _remove_header(targets.line, lines)


def _remove_header(number: int, lines: Lines) -> None:
    """Take the header away. What it kept apart stays apart, by one blank line."""
    comment = lines.text(number).rpartition(']')[2].strip()
    above = number == 1 or not lines.text(number - 1).strip()
    below = not lines.text(number + 1).strip()
    if comment:
        lines.replace(number, comment)
    elif not above and not below:
        lines.replace(number, '')
    else:
        lines.delete(number)
        if above and below:
            lines.delete(number + 1)


def _rename_section(section: Section, layout: Layout, lines: Lines) -> None:
    """Have *section* declare a driver as the current dialect does."""
    text = lines.text(section.line)
    start = text.index('[') + 1
    rest = text[start + len(layout.section) :]
    lines.replace(section.line, f'{text[:start]}{CURRENT.section}{rest}')


def _rename_options(
    section: Section,
    defaults: Section,
    layout: Layout,
    drivers: Sequence[Driver],
    lines: Lines,
) -> None:
    """Give the options in *section* their names of the current dialect."""
    # In each pair, what a name begins with, or all of it, and what stands there instead.
    prefixes = [(layout.notes_prefix, CURRENT.notes_prefix)]
    names = {
        layout.api_doc: (layout.api_doc, CURRENT.api_doc),
        layout.admin_doc: (layout.admin_doc, CURRENT.admin_doc),
        layout.tests: (layout.tests, CURRENT.tests),
    }
    if layout is CLASSIFICATION:
        statuses = {layout.options_of(driver.key)[0] for driver in drivers}
        names |= dict.fromkeys(statuses, ('', CURRENT.status_prefix))
    else:
        statuses = set()
        prefixes += [
            (layout.release_prefix, CURRENT.release_prefix),
            (layout.status_prefix, CURRENT.status_prefix),
        ]
    for name, number in section.lines.items():
        found = names.get(name) or next(
            (pair for pair in prefixes if name.startswith(pair[0])), None
        )
        if not found:
            continue
        old, new = found
        text = lines.text(number)
        indent = indent_of(text)
        text = indent + new + text[len(indent) + len(old) :]
        lines.replace(number, text)
        value, default = section.options[name], defaults.options.get(name, '')
        if name in statuses and ':' in value + default:
            if ':' in value and '\n' in value:
                raise EditError(f'line {number}: write the status and its release on one line')
            _take_release_out(number, text, lines, inherits=':' in default)


def _take_release_out(number: int, text: str, lines: Lines, *, inherits: bool) -> None:
    """Put the release behind a status on a line of its own, behind line *number*.

    :param text: what line *number* is to hold otherwise
    :param inherits: whether without that line there would be the release of ``[DEFAULT]``
    """
    option = read_option(text)
    status, _, release = map(str.strip, option.value.partition(':'))
    lines.replace(number, str(option._replace(value=status)))
    if release or inherits:
        driver = option.name[len(CURRENT.status_prefix) :]
        like = [option._replace(value=status)]
        name = f'{CURRENT.release_prefix}{driver}'
        lines.insert_below(number, write_option(option.indent, name, release, like))
