"""What stands beside a feature's title: its status, its maturity, or both."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from sphinx_feature_matrix.model import Feature, Maturity
from sphinx_feature_matrix.wording import Translate


def maturity_in_words(maturity: str, _: Translate) -> str:
    """Return how *maturity* is called; what is none stays itself."""
    match maturity:
        case Maturity.INCOMPLETE:
            # Translators: the maturity of a feature: parts of it are lacking.
            return _('incomplete')
        case Maturity.EXPERIMENTAL:
            # Translators: the maturity of a feature: it may still change.
            return _('experimental')
        case Maturity.COMPLETE:
            # Translators: the maturity of a feature: all of it is there, whatever drivers
            # implement of it. Translate the second word only.
            return _('maturity: complete').removeprefix('maturity: ')
        case Maturity.DEPRECATED:
            # Translators: the maturity of a feature: it will be taken away.
            return _('deprecated')
    return maturity


class Standing(NamedTuple):
    """A feature's status in one word, and its maturity; each may be empty."""

    status: str
    maturity: str


def standings(features: Sequence[Feature]) -> list[Standing]:
    """Return how each of *features* stands.

    A file that states a feature's maturity, and not its status, does not mean that this is
    optional, but that it is not asked for. Nor does one that states only maturities mean it of the
    features without one.
    """
    stated = any(feature.status.stated for feature in features)
    by_maturity = not stated and any(feature.maturity for feature in features)
    return [
        Standing(
            '' if not status.stated and (by_maturity or maturity) else status.word,
            maturity,
        )
        for status, maturity in ((feature.status, feature.maturity) for feature in features)
    ]
