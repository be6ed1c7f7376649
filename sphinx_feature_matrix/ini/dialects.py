"""The INI layouts in use: which sections and options they have, and how to tell them apart."""

from __future__ import annotations

from typing import NamedTuple

from sphinx_feature_matrix.ini.joining import Section
from sphinx_feature_matrix.ini.source import Source
from sphinx_feature_matrix.model import Dialect


class Layout(NamedTuple):
    """How a dialect writes what is not the same in each.

    *section* declares a driver. The prefixes are those of a feature's options for drivers, and
    what follows are names of options of features. Where *release_prefix* is empty, a release
    stands behind the status and a colon.
    """

    dialect: Dialect
    section: str
    status_prefix: str
    notes_prefix: str
    release_prefix: str
    api_doc: str = 'api-doc'
    admin_doc: str = 'admin-doc'
    tests: str = 'tests'

    @property
    def options(self) -> frozenset[str]:
        """The options of a feature, other than those for its drivers."""
        own = (self.api_doc, self.admin_doc, self.tests)
        return frozenset({'title', 'status', 'notes', 'cli', 'api', 'maturity', *own})

    def options_of(self, key: str) -> tuple[str, str, str]:
        """Return the options of a feature for the driver *key*: status, notes and release.

        They are in lower case as configparser has it, which for some letters depends on the rest.
        """
        release = (self.release_prefix + key).lower() if self.release_prefix else ''
        return (self.status_prefix + key).lower(), (self.notes_prefix + key).lower(), release


CURRENT = Layout(Dialect.CURRENT, 'driver', 'driver.', 'driver-notes.', 'driver-release.')
TARGETS = Layout(Dialect.TARGETS, 'targets', 'driver-impl-', 'driver-notes-', 'driver-release-')
CLASSIFICATION = Layout(
    Dialect.CLASSIFICATION,
    'target',
    '',
    'driver-notes-',
    '',
    'api_doc_link',
    'admin_doc_link',
    'tempest_test_uuids',
)
LAYOUTS = {layout.dialect: layout for layout in (CURRENT, CLASSIFICATION, TARGETS)}
"""The layouts; where a file has the sections of several, the first of them counts."""

TARGETS_SECTION = 'targets'

_KINDS = ('driver', 'category', 'status', 'target')


def kind_of(section: Section) -> str:
    """Return what *section* declares: ``driver``, ``category``, ``feature`` or another."""
    name = section.name.lower()
    if name in ('matrix', TARGETS_SECTION):
        return name
    prefix, dot, _ = name.partition('.')
    return prefix if dot and prefix in _KINDS else 'feature'


def layout_of(source: Source) -> Layout:
    """Return the dialect that *source* is written in, and report a mixture of several."""
    first = {kind_of(section): section for section in reversed(source.sections)}
    found = [layout for layout in LAYOUTS.values() if layout.section in first]
    for other in found[1:]:
        section, unread = first[found[0].section], first[other.section]
        place = source.at_line(unread.line)
        where = source.mention(source.at_line(section.line), place)
        source.report(
            'dialect',
            f'since [{section.name}] {where} is in another dialect, [{unread.name}] is not read; '
            f'declare each driver in a section [{found[0].section}.KEY]',
            place,
        )
    return found[0] if found else CURRENT
