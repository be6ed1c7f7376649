"""The status of a feature, such as ``mandatory``, ``choice(GROUP)`` or ``condition(EXPR)``."""

from __future__ import annotations

import re
from collections.abc import Callable

from sphinx_feature_matrix.expressions import ExpressionError, parse
from sphinx_feature_matrix.ini.hints import did_you_mean, one_of
from sphinx_feature_matrix.ini.joining import Section
from sphinx_feature_matrix.ini.source import Source
from sphinx_feature_matrix.model import FeatureStatus, FeatureStatusKind
from sphinx_feature_matrix.problems import Location

_STATUS = re.compile(r'\s*+([^\s()]++)\s*+(?:\((.*)\)\s*+)?\Z', re.DOTALL)
_WRITTEN = {
    FeatureStatusKind.CHOICE: 'choice(GROUP)',
    FeatureStatusKind.CONDITION: 'condition(KEY==STATUS)',
}


def read_status(source: Source, section: Section) -> FeatureStatus:
    """Return the status of the feature in *section*, and report what is wrong with it.

    A status that is wrong is shown as it is written, and counts as optional.
    """
    place = source.at_value(section, 'status')
    value = section.options.get('status')
    if value is None:
        return FeatureStatus(FeatureStatusKind.OPTIONAL, 'optional', place, stated=False)
    text = ' '.join(value.split())
    found = _STATUS.match(value)
    word, argument = (found[1].lower(), found[2]) if found else (text, None)
    fallback = FeatureStatus(FeatureStatusKind.OPTIONAL, text or 'optional', place)
    if word not in set(FeatureStatusKind):
        _report_unknown(source, text, word, place)
        return fallback
    kind = FeatureStatusKind(word)
    if kind not in _WRITTEN:
        if argument is not None:
            source.report(
                'feature-status',
                f'"{word}" takes nothing in parentheses; write "{word}", or choice(GROUP)',
                place,
            )
        return FeatureStatus(kind, text, place)
    if kind is FeatureStatusKind.CHOICE:
        return _choice(source, text, ' '.join((argument or '').split()), place)
    try:
        condition = parse(argument or '')
    except ExpressionError as error:
        where = at_condition(source, section)(error.offset) if argument else place
        source.report(
            'condition',
            f'the condition does not parse: {error}; write "condition(KEY==STATUS)", with "and", '
            '"or", "not" and parentheses between comparisons',
            where,
        )
        return FeatureStatus(kind, text, place)
    return FeatureStatus(kind, text, place, condition=condition)


def at_condition(source: Source, section: Section) -> Callable[[int], Location]:
    """Return what returns the place of a character of the condition in a feature's status."""
    start = section.options['status'].index('(') + 1
    place = source.at_offsets(section, 'status')
    return lambda offset: place(start + offset)


def _choice(source: Source, text: str, group: str, place: Location) -> FeatureStatus:
    if not group:
        source.report(
            'choice',
            'a choice needs a group, the name that the features to choose from share; write '
            '"choice(GROUP)"',
            place,
        )
    return FeatureStatus(FeatureStatusKind.CHOICE, text, place, group=group)


def _report_unknown(source: Source, text: str, word: str, place: Location) -> None:
    known = [_WRITTEN.get(kind, kind.value) for kind in FeatureStatusKind]
    if not text:
        message = f'the status is empty; write {one_of(known)}'
    else:
        names = {kind.value: _WRITTEN.get(kind, kind.value) for kind in FeatureStatusKind}
        hint = did_you_mean(word, names, f'write {one_of(known)}')
        for name, written in names.items():
            hint = hint.replace(f'"{name}"', f'"{written}"')
        message = f'"{text}" is no feature status; {hint}'
    source.report('feature-status', message, place)
