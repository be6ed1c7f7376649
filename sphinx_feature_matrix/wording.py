"""Sentences with places for what is no text of ours, such as a link or a literal.

Each language puts these where it wants them. So a sentence is one message, such as ``mandatory if
%(condition)s``, and never words that are strung together.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import TypeVar

T = TypeVar('T')
Translate = Callable[[str], str]

_PLACE = re.compile(r'%\((\w+)\)s')
_BESIDE_NUMBER = re.compile(r'(?<=\d) | (?=\d)')


def name_and_value(_: Translate) -> str:
    """Return the sentence that says the *value* of a *name*."""
    # Translators: between a name and what is said of it: "Status: optional", "Libvirt: missing".
    return _('%(name)s: %(value)s')


def comma(_: Translate) -> str:
    """Return what stands between the items of a list."""
    # Translators: between the items of a list: "12 complete, 3 partial".
    return _(', ')


def semicolon(_: Translate) -> str:
    """Return what stands between items that may have commas."""
    # Translators: between items that may have commas: "partial: works, with caveats; unknown: …".
    return _('; ')


def filled(sentence: str, words: Callable[[str], T], /, **parts: Iterable[T]) -> list[T]:
    """Return *sentence* in pieces: what *words* makes of its text, and *parts* at their places."""
    result: list[T] = []
    for number, piece in enumerate(_PLACE.split(sentence)):
        # Every other piece is the name of a place.
        if number % 2:
            result += parts[piece]
        elif piece:
            result.append(words(piece))
    return result


def joined(separator: str, words: Callable[[str], T], items: Iterable[Iterable[T]]) -> list[T]:
    """Return the pieces of *items*, with what *words* makes of *separator* between the items."""
    result: list[T] = []
    for number, item in enumerate(items):
        if number:
            result.append(words(separator))
        result += item
    return result


def unbroken(text: str) -> str:
    """Return *text* so that a number stays on the line of the words beside it."""
    return _BESIDE_NUMBER.sub('\N{NO-BREAK SPACE}', text)
