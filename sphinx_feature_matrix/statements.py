"""What is said of a feature in its details, in pieces: of nodes for some builders, of HTML."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from sphinx_feature_matrix.feature_tests import address_of_test
from sphinx_feature_matrix.grid import Facts, Head
from sphinx_feature_matrix.messages import _, feature_status, maturity_title, translated
from sphinx_feature_matrix.wording import comma, filled, joined, name_and_value

T = TypeVar('T')
Make = Callable[[str], T]
Link = Callable[[T, str], T]


def stated(
    feature: Head,
    facts: Facts,
    words: Make[T],
    literal: Make[T],
    link: Link[T] | None,
) -> list[T]:
    """Return what the file says of a feature in few words each.

    :param words: makes a piece of text
    :param literal: makes a piece of what is to be shown as it is typed
    :param link: makes a piece lead to an address; where nothing can, documents are given by theirs
    """
    sentence = name_and_value(translated)

    def named(name: str, value: list[T]) -> list[T]:
        return filled(sentence, words, name=[words(str(name))], value=value)

    items = []
    if feature.status:
        items.append(named(_('Status'), _status(feature, facts, words, literal)))
    if feature.maturity:
        # Translators: how far a feature itself has come: "Maturity: experimental".
        items.append(named(_('Maturity'), [words(maturity_title(feature.maturity))]))
    # Translators: the name by which the file knows a feature: "Key: storage.block".
    items.append(named(_('Key'), [literal(feature.key)]))
    if facts.api:
        # Translators: the name of a feature in an API: "API alias: os-volume_attachments".
        items.append(named(_('API alias'), [literal(facts.api)]))
    # Translators: a link to what is written about a feature of an API.
    documents = {str(_('API docs')): facts.api_doc}
    # Translators: a link to what is written about a feature for administrators.
    documents[str(_('Admin docs'))] = facts.admin_doc
    for name, address in documents.items():
        if address:
            linked = [link(words(name), address)] if link else named(name, [words(address)])
            items.append(linked)
    return joined(' \N{MIDDLE DOT} ', words, items)


def about_tests(facts: Facts, words: Make[T], literal: Make[T], link: Link[T] | None) -> list[T]:
    """Return the tests of a feature, which it has some of; what makes pieces is as above."""
    ids = (
        link(literal(test), address_of_test(facts.test_url, test))
        if link and facts.test_url
        else literal(test)
        for test in facts.tests
    )
    # Translators: the tests of a feature, by their ids: "Tests: 9a438d88, 585e934c".
    name, separator = str(_('Tests')), comma(translated)
    value = joined(separator, words, ([each] for each in ids))
    return filled(name_and_value(translated), words, name=[words(name)], value=value)


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
