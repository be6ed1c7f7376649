"""The titles that a directive shows, as messages for translators."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from itertools import chain

from sphinx_feature_matrix.catalogue import Catalogue, Message
from sphinx_feature_matrix.model import Category, Driver, Feature, ImplementationStatus, Matrix
from sphinx_feature_matrix.nodes import title_message
from sphinx_feature_matrix.view import View

_Item = Driver | Feature | Category | ImplementationStatus | Matrix


def shown_titles(original: Matrix, view: View, parts: Sequence[str]) -> list[Message]:
    """Return the titles that *parts* show of *view*, as they stand in the *original* matrix."""
    drivers = {driver.key for driver in view.drivers}
    features = {feature.key for feature in view.features}
    # Requirements may be about features that are not shown otherwise.
    everything = 'requirements' in parts
    items: Iterable[_Item] = chain(
        (driver for driver in original.drivers if driver.key in drivers),
        original.categories.values() if view.grouped else (),
        original.statuses.values(),
        (feature for feature in original.features if everything or feature.key in features),
    )
    found = list(map(title_of, items))
    found.append(title_of(original))
    return [message for message in found if message.line]


def all_titles(matrix: Matrix) -> list[Message]:
    """Return the titles of the drivers, statuses and features that *matrix* gives."""
    items: Iterable[_Item] = chain(matrix.drivers, matrix.statuses.values(), matrix.features)
    return [message for message in map(title_of, items) if message.line]


def title_of(item: _Item) -> Message:
    """Return the title of *item*; its line is 0 if a key or a word of ours stands in for it."""
    return Message(item.title, item.location.file if item.location else '', item.title_line)


def title_messages(
    messages: Iterable[Message], catalogue: Catalogue, headed: Container[Message] = ()
) -> list[title_message]:
    """Return what hands *messages* on to translators, or counts how many they have translated.

    :param headed: those for which headings are counted
    """
    if catalogue.wanted:
        return [_node(message, extracted=True) for message in messages]
    if not catalogue:
        return []
    return [
        _node(message, translated=bool(catalogue.find(message.text)))
        for message in messages
        if message not in headed
    ]


def _node(message: Message, **attributes: bool) -> title_message:
    node = title_message('', text=message.text, **attributes)
    node.source, node.line = message.file, message.line
    return node
