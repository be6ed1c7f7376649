"""The symbols that conf.py sets for implementation statuses, in place of those of the files.

Nothing here knows of Sphinx: the setting may be anything that somebody has written.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from sphinx_feature_matrix.ini.decoding import read_bytes
from sphinx_feature_matrix.ini.hints import did_you_mean, one_of
from sphinx_feature_matrix.ini.source import one_line
from sphinx_feature_matrix.model import STATUSES, ImplementationStatus, Matrix
from sphinx_feature_matrix.problems import Location

SETTING = 'feature_matrix_symbols'

LONGEST = 10
"""How many characters a symbol may have: a column is as wide as it. Some emoji take ten."""

UNPRINTABLE = re.compile('[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]')
"""What no page can show. A lone surrogate cannot be written, and EPUB's XML has none of these."""


def read_symbols(setting: object) -> tuple[dict[str, str], list[str]]:
    """Return the symbols in *setting* by the keys of statuses, and what is wrong with others."""
    if not isinstance(setting, dict):
        return {}, [
            f'{SETTING} is no dict; write {{"STATUS": "SYMBOL"}}, a symbol for each status'
        ]
    symbols = {}
    refusals = []
    for key, value in setting.items():
        if refusal := refuse_symbol(value):
            refusals.append(f'the symbol that {SETTING} has for "{key}" {refusal}')
        else:
            symbols[key] = one_line(value)
    return symbols, [*refusals, *_alike(symbols)]


def _alike(symbols: Mapping[str, str]) -> Iterator[str]:
    """Yield what is wrong where two statuses have one symbol: colours alone tell too little."""
    first: dict[str, str] = {}
    built_in = {key: status.symbol for key, status in STATUSES.items()}
    for key, symbol in {**built_in, **symbols}.items():
        other = first.setdefault(symbol, key)
        if other != key:
            yield (
                f'{SETTING} leaves "{other}" and "{key}" with the same symbol, "{symbol}"; '
                'write another one for one of them'
            )


def unknown_statuses(symbols: Iterable[object], matrices: Iterable[Matrix]) -> list[str]:
    """Return what is wrong with each key in *symbols* that none of *matrices* has as a status."""
    unknown = [key for key in symbols if key not in STATUSES]
    if not unknown:
        return []
    known = dict.fromkeys([*STATUSES, *(key for matrix in matrices for key in matrix.statuses)])
    otherwise = f'write {one_of(known)}, or delete it'
    return [
        f'{SETTING} has a symbol for "{key}", a status of no matrix that is shown; '
        f'{did_you_mean(str(key), known, otherwise)}'
        for key in unknown
        if key not in known
    ]


def with_symbols(matrix: Matrix, symbols: Mapping[str, str]) -> Matrix:
    """Return *matrix* with *symbols* in place of those that its statuses have."""
    if symbols.keys().isdisjoint(matrix.statuses):
        return matrix
    statuses = {
        key: replace(status, symbol=symbols.get(key, status.symbol))
        for key, status in matrix.statuses.items()
    }
    return replace(matrix, statuses=statuses)


def are_usual(statuses: Iterable[ImplementationStatus]) -> bool:
    """Tell whether the built-in ones among *statuses* have their own symbols."""
    return all(
        status.symbol == STATUSES[status.key].symbol
        for status in statuses
        if status.key in STATUSES
    )


def place_of_setting(confdir: Path, setting: str) -> Location:
    """Return the line of conf.py that sets *setting*, as far as that can be seen."""
    file = str(confdir / 'conf.py')
    text, _unreadable = read_bytes(file)
    found = re.search(rf'^{setting}\b'.encode(), text, re.MULTILINE)
    return Location(file, text.count(b'\n', 0, found.start()) + 1 if found else 1, 1)


def refuse_symbol(value: object) -> str:
    """Return why *value* can be no symbol, or an empty string."""
    if not isinstance(value, str):
        return 'is no text; write a character in quotation marks'
    symbol = one_line(value)
    if UNPRINTABLE.search(symbol):
        return 'has a character that cannot be shown; write another one'
    if not any(map(str.isprintable, symbol.replace(' ', ''))):
        return 'is blank; write a character that can be seen, or delete the entry'
    if len(symbol) > LONGEST:
        return f'has {len(symbol)} characters; write one, or {LONGEST} at most'
    return ''
