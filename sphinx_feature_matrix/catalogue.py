"""What translators made of the texts of a file: the message catalogues of the documents.

Sphinx translates what is on a page by itself, but takes every translation for markup of the page:
a note's would be read as Markdown on a Markdown page, and a title's as reStructuredText. So titles
and notes are translated when they are read; here is where the translations come from.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable
from dataclasses import replace
from gettext import GNUTranslations, NullTranslations, find
from pathlib import Path
from typing import NamedTuple, TypeVar

from sphinx.environment import BuildEnvironment
from sphinx.util.i18n import docname_to_domain

from sphinx_feature_matrix.model import Category, Driver, Feature, ImplementationStatus, Matrix

Titled = TypeVar('Titled', Matrix, Driver, Feature, Category, ImplementationStatus)


class Message(NamedTuple):
    """A text for translators, and where it stands."""

    text: str
    file: str
    line: int


class Catalogue:
    """The translations of a document's messages into the language of the project.

    *wanted* is whether messages are being extracted for it; it is empty then.
    """

    def __init__(self, files: Iterable[str] = (), *, wanted: bool = False) -> None:
        """Read the compiled catalogues *files*; what several have, the first one gives."""
        self.wanted = wanted
        self._translations: list[NullTranslations] = []
        for file in files:
            try:
                with Path(file).open('rb') as stream:
                    self._translations.append(GNUTranslations(stream))
            except (OSError, ValueError, struct.error):
                # Sphinx compiles them, and says what is wrong with one.
                continue
        for translations in self._translations:
            translations.add_fallback(_Untranslated())

    def __bool__(self) -> bool:
        """Tell whether the document has a catalogue at all."""
        return bool(self._translations)

    def find(self, message: str) -> str:
        """Return the translation of *message*, or an empty string if there is none."""
        # The message "" is the header of a catalogue.
        found = (each.gettext(message) for each in self._translations if message)
        return next(filter(None, found), '')

    def __call__(self, message: str) -> str:
        """Return the translation of *message*, or itself if there is none."""
        return self.find(message) or message

    def title(self, title: str) -> str:
        """Return the translation of *title*, or itself, in one line."""
        return ' '.join(self(title).split())


class _Untranslated(NullTranslations):
    """Has an empty string for every message, which tells it from one that stays as it is."""

    def gettext(self, message: str) -> str:
        return ''


def read_catalogue(env: BuildEnvironment, docname: str) -> Catalogue:
    """Return the catalogue of *docname* in the language of the project, which may be empty."""
    config = env.config
    domain = docname_to_domain(docname, config.gettext_compact)
    languages = [config.language] if config.language else []
    folders = [str(Path(env.srcdir) / folder) for folder in config.locale_dirs]
    return Catalogue(
        file for folder in folders for file in find(domain, folder, languages, all=True)
    )


def titled(item: Titled, catalogue: Catalogue) -> Titled:
    """Return *item* with its title translated, unless a key stands in for that."""
    if not (catalogue and item.title_line):
        return item
    return replace(item, title=catalogue.title(item.title))


def translated(matrix: Matrix, catalogue: Catalogue) -> Matrix:
    """Return *matrix* with all its titles translated."""
    if not catalogue:
        return matrix
    categories, statuses = matrix.categories, matrix.statuses
    return replace(
        titled(matrix, catalogue),
        drivers=tuple(titled(driver, catalogue) for driver in matrix.drivers),
        features=tuple(titled(feature, catalogue) for feature in matrix.features),
        categories={key: titled(each, catalogue) for key, each in categories.items()},
        statuses={key: titled(each, catalogue) for key, each in statuses.items()},
    )
