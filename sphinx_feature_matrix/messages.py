"""The words of the extension itself, as readers see them."""

from __future__ import annotations

from pathlib import Path

from sphinx.locale import get_translation

from sphinx_feature_matrix.model import ImplementationStatus
from sphinx_feature_matrix.requirements import Verdict

CATALOGUE = 'sphinx_feature_matrix'
FOLDER = Path(__file__).parent / 'locale'

_ = get_translation(CATALOGUE)

_BUILT_IN = {
    'complete': lambda: _('complete'),
    'partial': lambda: _('partial'),
    'missing': lambda: _('missing'),
    'unknown': lambda: _('unknown'),
}
_MEANINGS = {
    'complete': lambda: _('works'),
    'partial': lambda: _('works, with caveats'),
    'missing': lambda: _('does not work'),
    'unknown': lambda: _('nobody has said'),
}
_FEATURE_STATUSES = {
    'mandatory': lambda: _('mandatory'),
    'optional': lambda: _('optional'),
    'choice': lambda: _('choice'),
    'condition': lambda: _('condition'),
    'mature': lambda: _('mature'),
    'immature': lambda: _('immature'),
}
_VERDICTS = {
    Verdict.MET: lambda: _('met'),
    Verdict.UNMET: lambda: _('unmet'),
    Verdict.UNDETERMINED: lambda: _('undetermined'),
    Verdict.NOT_REQUIRED: lambda: _('not required'),
}


def status_title(status: ImplementationStatus) -> str:
    """Return how *status* is called."""
    built_in = _BUILT_IN.get(status.key)
    return str(built_in()) if built_in else status.title


def status_meaning(status: ImplementationStatus) -> str:
    """Return how *status* is called and what it says, for a legend."""
    title = status_title(status)
    meaning = _MEANINGS.get(status.key)
    if meaning:
        return f'{title}: {meaning()}'
    return title


def feature_status(word: str) -> str:
    """Return how the feature status *word* is called; a word that is none stays itself."""
    known = _FEATURE_STATUSES.get(word)
    return str(known()) if known else word


def verdict_title(verdict: Verdict) -> str:
    """Return how *verdict* is called."""
    return str(_VERDICTS[verdict]())


def not_a_status(value: str) -> str:
    """Return what is said of a cell in which the file holds *value*."""
    return str(_('not a status: %s')) % value
