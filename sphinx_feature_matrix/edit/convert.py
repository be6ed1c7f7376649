"""A matrix of the dialect *targets* in the current one: the same content, comments kept."""

from __future__ import annotations

import re
from collections.abc import Container

from sphinx_feature_matrix.edit import EditError
from sphinx_feature_matrix.edit.content import compare, read_back
from sphinx_feature_matrix.edit.lines import Lines
from sphinx_feature_matrix.edit.places import blank_lines_above, comments_above
from sphinx_feature_matrix.edit.style import indent_of, read_option
from sphinx_feature_matrix.ini.dialects import CURRENT, TARGETS, TARGETS_SECTION, kind_of
from sphinx_feature_matrix.ini.document import Document
from sphinx_feature_matrix.ini.source import Section
from sphinx_feature_matrix.model import Dialect

_PREFIXES = {
    TARGETS.status_prefix: CURRENT.status_prefix,
    TARGETS.notes_prefix: CURRENT.notes_prefix,
}
_SECTION_KEY = re.compile(r'[^\s\]]([^\]]*[^\s\]])?')
_NOT_READ = frozenset({'file', 'not-text', 'dialect'})
_AMBIGUOUS = frozenset({'duplicate-section', 'duplicate-option'})
"""The names of rules: broken, they leave the file unread, or what it says in doubt."""


def convert(document: Document) -> bytes:
    """Return what the file is to hold in the current dialect; what it holds, if that is current.

    Only the section ``[targets]`` and the names of options for drivers change.

    :raises EditError: if it could not say the same then
    """
    _refuse(document, _NOT_READ)
    if document.matrix.dialect is Dialect.CURRENT:
        return document.data
    _refuse(document, _AMBIGUOUS)
    targets = next(
        section for section in document.source.sections if kind_of(section) == TARGETS_SECTION
    )
    _check(document, targets)
    lines = Lines(document.data)
    _declare_drivers(document, targets, lines)
    features = [section for section in document.source.sections if kind_of(section) == 'feature']
    for section in [document.source.defaults, *features]:
        _rename_options(section, lines)
    data = bytes(lines)
    without = {'dialect', 'id_part'}
    try:
        compare(document.matrix, read_back(document, data), without)
    except EditError as error:
        raise EditError(f'in the current dialect something would be wrong: {error}') from error
    return data


def _refuse(document: Document, rules: Container[str]) -> None:
    """Raise an EditError if *document* breaks one of *rules*."""
    for problem in document.problems:
        if problem.name in rules:
            raise EditError(f'line {problem.location.line}: {problem.message}')


def _check(document: Document, targets: Section) -> None:
    """Check that everything has its place in the current dialect.

    :raises EditError: if something has none
    """
    for name, line in targets.lines.items():
        if not name.startswith(TARGETS.status_prefix):
            raise EditError(
                f'line {line}: option "{name}" in [{targets.name}] has no place in the current '
                'dialect; delete it'
            )
    for driver in document.matrix.drivers:
        if not _SECTION_KEY.fullmatch(driver.key):
            raise EditError(
                f'line {driver.location.line}: there can be no section [driver.{driver.key}]; '
                'give the driver another key, in every feature too'
            )
    defaults = document.source.defaults
    if 'link' in defaults.lines and document.matrix.drivers:
        raise EditError(
            f'line {defaults.lines["link"]}: in the current dialect this would be the link of '
            'every driver; delete it'
        )


def _declare_drivers(document: Document, targets: Section, lines: Lines) -> None:
    """Turn the options of *targets* into sections of their own, and its header into nothing."""
    for index, driver in enumerate(document.matrix.drivers):
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


def _rename_options(section: Section, lines: Lines) -> None:
    """Give the options for drivers in *section* their names of the current dialect."""
    for name, number in section.lines.items():
        for old, new in _PREFIXES.items():
            if name.startswith(old):
                text = lines.text(number)
                indent = indent_of(text)
                lines.replace(number, indent + new + text[len(indent) + len(old) :])
