"""Which rules a check is to apply, said by codes and by what codes begin with."""

from __future__ import annotations

from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Iterable

from sphinx_feature_matrix.ini.hints import did_you_mean
from sphinx_feature_matrix.problems import RULES

ALL = 'ALL'

_OPTIONS = {
    '--select': 'look for these problems and no others: codes such as FM401, or what codes begin '
    'with, such as FM7; ALL for all',
    '--extend-select': 'look for these as well',
    '--ignore': 'do not look for these; where two options name a rule, the one that names it '
    'more precisely counts',
}


def configure(parser: ArgumentParser) -> None:
    """Add the options that select rules to *parser*."""
    for option, what in _OPTIONS.items():
        parser.add_argument(
            option, metavar='CODES', type=_codes, action='extend', default=None, help=what
        )


def selected(arguments: Namespace) -> frozenset[str]:
    """Return the codes of the rules that *arguments* select."""
    extended = arguments.extend_select or ()
    ignored = arguments.ignore or ()
    wanted = set()
    for rule in RULES.values():
        if arguments.select is None:
            chosen = 0 if rule.default else -1
        else:
            chosen = _precision(rule.code, arguments.select)
        chosen = max(chosen, _precision(rule.code, extended))
        if chosen > _precision(rule.code, ignored):
            wanted.add(rule.code)
    return frozenset(wanted)


def _precision(code: str, prefixes: Iterable[str]) -> int:
    """Return how long the longest of *prefixes* is that *code* begins with, or -1."""
    return max((len(prefix) for prefix in prefixes if code.startswith(prefix)), default=-1)


def _codes(argument: str) -> list[str]:
    """Return what *argument* lists, ``ALL`` as the empty beginning of every code."""
    codes = [word.strip().upper() for word in argument.split(',') if word.strip()]
    if not codes:
        raise ArgumentTypeError('this names no code; write one such as FM401, or ALL')
    known = [rule.code for rule in RULES.values()]
    for code in codes:
        if code != ALL and not any(rule.startswith(code) for rule in known):
            hint = did_you_mean(code, known, f'codes are {known[0]} to {known[-1]}')
            raise ArgumentTypeError(f'no code begins with "{code}"; {hint}')
    return ['' if code == ALL else code for code in codes]
