"""What is said of a feature in its details, in pieces: of nodes for some builders, of HTML."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from sphinx_feature_matrix.grid import Facts, Head
from sphinx_feature_matrix.messages import _, feature_status, translated
from sphinx_feature_matrix.wording import filled, joined, name_and_value

T = TypeVar('T')
Make = Callable[[str], T]


def stated(feature: Head, facts: Facts, words: Make[T], literal: Make[T]) -> list[T]:
    """Return what the file says of a feature in one word each.

    :param words: makes a piece of text
    :param literal: makes a piece of what is to be shown as it is typed
    """
    named = [
        (_('Status'), _status(feature, facts, words, literal)),
        # Translators: the name by which the file knows a feature: "Key: storage.block".
        (_('Key'), [literal(feature.key)]),
    ]
    if facts.api:
        # Translators: the name of a feature in an API: "API alias: os-volume_attachments".
        named.append((_('API alias'), [literal(facts.api)]))
    sentence = name_and_value(translated)
    items = [
        filled(sentence, words, name=[words(str(name))], value=value) for name, value in named
    ]
    return joined(' \N{MIDDLE DOT} ', words, items)


def _status(feature: Head, facts: Facts, words: Make[T], literal: Make[T]) -> list[T]:
    if facts.group:
        # Translators: the status of a feature: "choice, at least one of the group backup".
        choice = _('choice, at least one of the group %(group)s')
        return filled(str(choice), words, group=[literal(facts.group)])
    if facts.condition:
        # Translators: the status of a feature: "condition, mandatory if a.one==complete".
        condition = _('condition, mandatory if %(condition)s')
        return filled(str(condition), words, condition=[literal(facts.condition)])
    return [words(feature_status(feature.status))]


def before_commands() -> str:
    """Return what stands above the commands of a feature."""
    return str(_('CLI commands:'))


def before_drivers() -> str:
    """Return what stands above the drivers of a feature."""
    return str(_('Drivers:'))
