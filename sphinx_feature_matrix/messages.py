"""The words of the extension itself, as readers see them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path

from babel import Locale, UnknownLocaleError
from docutils import nodes
from sphinx.locale import get_translation

from sphinx_feature_matrix.grid import Head
from sphinx_feature_matrix.model import STATUSES, ImplementationStatus
from sphinx_feature_matrix.requirements import Verdict
from sphinx_feature_matrix.standing import maturity_in_words
from sphinx_feature_matrix.wording import comma, filled, name_and_value, unbroken

CATALOGUE = 'sphinx_feature_matrix'
FOLDER = Path(__file__).parent / 'locale'

_ = get_translation(CATALOGUE)

_BUILT_IN = {
    # Translators: the status of an implementation: "Libvirt: complete".
    'complete': lambda: _('complete'),
    # Translators: the status of an implementation: "Libvirt: partial".
    'partial': lambda: _('partial'),
    # Translators: the status of an implementation: "Libvirt: missing".
    'missing': lambda: _('missing'),
    # Translators: the status of an implementation: "Libvirt: unknown".
    'unknown': lambda: _('unknown'),
}
_MEANINGS = {
    # Translators: what a status means, in the legend: "complete: works".
    'complete': lambda: _('works'),
    # Translators: what a status means, in the legend: "partial: works, with caveats".
    'partial': lambda: _('works, with caveats'),
    # Translators: what a status means, in the legend: "missing: does not work".
    'missing': lambda: _('does not work'),
    # Translators: what a status means, in the legend: "unknown: nobody has said".
    'unknown': lambda: _('nobody has said'),
}
_FEATURE_STATUSES = {
    # Translators: the status of a feature: every driver must support it.
    'mandatory': lambda: _('mandatory'),
    # Translators: the status of a feature: no driver needs to support it.
    'optional': lambda: _('optional'),
    # Translators: the status of a feature: drivers must support at least one of its group.
    'choice': lambda: _('choice'),
    # Translators: the status of a feature: it is mandatory if a condition holds.
    'condition': lambda: _('condition'),
    # Translators: the status of a feature: it has proved itself.
    'mature': lambda: _('mature'),
    # Translators: the status of a feature: it has not proved itself yet.
    'immature': lambda: _('immature'),
}
_VERDICTS = {
    # Translators: the verdict on a driver, or on one of its requirements.
    Verdict.MET: lambda: _('met'),
    # Translators: the verdict on a driver, or on one of its requirements.
    Verdict.UNMET: lambda: _('unmet'),
    # Translators: the verdict on a driver, or on one of its requirements: nobody can say.
    Verdict.UNDETERMINED: lambda: _('undetermined'),
    # Translators: the verdict on a requirement whose condition does not hold.
    Verdict.NOT_REQUIRED: lambda: _('not required'),
}


@cache
def is_right_to_left(language: str) -> bool:
    """Tell whether *language*, a code of one, is written from right to left."""
    if language == 'en':
        # Sphinx's default need not wait for Babel's data: that takes longer than a small page.
        return False
    try:
        return Locale.parse(language).text_direction == 'rtl'
    except (UnknownLocaleError, ValueError):
        return False


def translated(message: str) -> str:
    """Return *message*, one of our own, in the language of the project."""
    return str(_(message))


def described(name: str, value: str) -> str:
    """Return *name* and what is said of it."""
    return name_and_value(translated) % {'name': name, 'value': value}


def in_nodes(message: str, **parts: Iterable[nodes.Node]) -> list[nodes.Node]:
    """Return a translated *message* as nodes, with *parts* at their places."""
    return filled(str(message), nodes.Text, **parts)


def described_in_nodes(
    name: Iterable[nodes.Node], value: Iterable[nodes.Node]
) -> list[nodes.Node]:
    """Return *name* and what is said of it, as nodes."""
    return in_nodes(name_and_value(translated), name=name, value=value)


def status_title(status: ImplementationStatus) -> str:
    """Return how *status* is called."""
    built_in = _BUILT_IN.get(status.key)
    return str(built_in()) if built_in else status.title


def status_meaning(status: ImplementationStatus) -> str:
    """Return how *status* is called and what it says, for a legend."""
    title = status_title(status)
    meaning = _MEANINGS.get(status.key)
    if meaning:
        return described(title, str(meaning()))
    return title


def support_in_words(support: Mapping[str, int]) -> str:
    """Return how many implementations have each built-in status."""
    # Translators: how many implementations have a status: "12 complete".
    figure = str(_('%(number)d %(status)s'))
    return comma(translated).join(
        unbroken(figure % {'number': number, 'status': status_title(STATUSES[key])})
        for key, number in support.items()
    )


def feature_status(word: str) -> str:
    """Return how the feature status *word* is called; a word that is none stays itself."""
    known = _FEATURE_STATUSES.get(word)
    return str(known()) if known else word


def maturity_title(maturity: str) -> str:
    """Return how *maturity* is called; what is none stays itself."""
    return maturity_in_words(maturity, translated)


def standing_in_words(feature: Head) -> str:
    """Return the status and the maturity of *feature*, as far as it has them."""
    words = feature_status(feature.status), maturity_title(feature.maturity)
    return ' \N{MIDDLE DOT} '.join(filter(None, words))


def standings_head(features: Sequence[Head]) -> str:
    """Return what heads the standings of all *features*."""
    if not any(feature.maturity for feature in features):
        # Translators: the head of the column with the statuses of features.
        return str(_('Status'))
    if not any(feature.status for feature in features):
        # Translators: the head of the column with the maturities of features.
        return str(_('Maturity'))
    # Translators: the head of the column with both: "mandatory · experimental".
    return str(_('Status, maturity'))


def verdict_title(verdict: Verdict) -> str:
    """Return how *verdict* is called."""
    return str(_VERDICTS[verdict]())


def not_a_status(value: str) -> str:
    """Return what is said of a cell in which the file holds *value*."""
    # Translators: %s is what the file has in place of a status.
    return str(_('not a status: %s')) % value


def since(status: str, release: str) -> str:
    """Return *status*, how an implementation's is called, with its *release* if it has one."""
    if not release:
        return status
    # Translators: since which release a driver implements a feature so: "complete since 2025.1".
    return str(_('%(status)s since %(release)s')) % {'status': status, 'release': release}


def legend_sentence() -> str:
    """Return the sentence that a legend is, with a place for *statuses*."""
    # Translators: what statuses mean: "Legend: complete: works; partial: works, with caveats."
    return str(_('Legend: %(statuses)s.'))
