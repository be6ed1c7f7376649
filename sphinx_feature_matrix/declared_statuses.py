"""The implementation statuses that conf.py declares, which hold for every matrix of the project.

Nothing here knows of Sphinx: the setting may be anything that somebody has written.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sphinx_feature_matrix.ini.hints import did_you_mean, one_of
from sphinx_feature_matrix.ini.reader import MAX_STATUSES, refuse_status
from sphinx_feature_matrix.ini.source import one_line
from sphinx_feature_matrix.model import STATUSES, ImplementationStatus
from sphinx_feature_matrix.problems import Location
from sphinx_feature_matrix.symbols import UNPRINTABLE, refuse_symbol

SETTING = 'feature_matrix_statuses'

_OPTIONS = ('title', 'symbol', 'counts-as')
_OWN = MAX_STATUSES - len(STATUSES)


def read_statuses(
    setting: object, place: Location
) -> tuple[dict[str, ImplementationStatus], list[str]]:
    """Return the statuses in *setting* by their keys, and what is wrong with it.

    As in a file, a status that lacks something is there all the same.

    :param place: where the setting stands, which is where translators find the titles
    """
    if not isinstance(setting, dict):
        return {}, [
            f'{SETTING} is no dict; write {{"KEY": {{"title": "TITLE", "counts-as": "missing"}}}}'
        ]
    statuses: dict[str, ImplementationStatus] = {}
    refusals = []
    for name, options in setting.items():
        key = name.lower() if isinstance(name, str) else ''
        if refusal := _refuse(key, options, statuses):
            refusals.append(f'the status "{name}" in {SETTING} {refusal}')
            continue
        statuses[key] = _status(key, options, place)
        refusals += [f'the status "{name}" in {SETTING} {why}' for why in _mistakes(options)]
    return statuses, refusals


def _refuse(key: str, options: object, others: Mapping[str, ImplementationStatus]) -> str:
    """Return why there can be no status *key* with *options*, or an empty string."""
    if key in others:
        return 'is there twice, since case does not count here; delete one'
    if refusal := refuse_status(key, 0):
        return refusal.removeprefix(f'"{key}" ')
    if len(others) >= _OWN:
        return f'is one too many; a matrix has at most {_OWN} of its own, so delete this one'
    if not isinstance(options, dict):
        return 'is no dict; write {"title": "TITLE", "counts-as": "missing"}'
    return ''


def _status(key: str, options: Mapping[object, object], place: Location) -> ImplementationStatus:
    """Return the status *key*, with something else in place of what *options* have wrong."""
    title, symbol, counts_as = options.get('title'), options.get('symbol'), _counts_as(options)
    titled = not _refuse_title(title)
    return ImplementationStatus(
        key,
        title=one_line(str(title)) if titled else key,
        symbol='\N{BULLET}' if refuse_symbol(symbol) else one_line(str(symbol)),
        counts_as=counts_as if counts_as in STATUSES else 'unknown',
        location=place,
        title_line=place.line if titled else 0,
    )


def _counts_as(options: Mapping[object, object]) -> str:
    return one_line(str(options.get('counts-as', ''))).lower()


def _mistakes(options: Mapping[object, object]) -> Iterator[str]:
    """Yield what is wrong with the *options* of a status."""
    if refusal := _refuse_title(options.get('title')):
        yield refusal
    if 'symbol' in options and (refusal := refuse_symbol(options['symbol'])):
        yield f'has a symbol that {refusal}'
    if 'counts-as' not in options:
        yield 'does not say what it counts as; add "counts-as": "unknown"'
    elif (counts_as := _counts_as(options)) not in STATUSES:
        yield f'counts as "{counts_as}"; write {one_of(STATUSES)}'
    for name in options:
        if name not in _OPTIONS:
            hint = did_you_mean(str(name), _OPTIONS, f'known here: {", ".join(_OPTIONS)}')
            yield f'has an option "{name}" that means nothing; {hint}'


def _refuse_title(title: object) -> str:
    """Return why *title* can be none, or an empty string."""
    if title is None or not one_line(str(title)):
        return 'has no title; add "title": "…", what readers are to see'
    if not isinstance(title, str):
        return 'has a title that is no text; write it in quotation marks'
    if UNPRINTABLE.search(one_line(title)):
        return 'has a title with a character that cannot be shown; write another one'
    return ''
