"""What a reference in a document speaks of: ``:matrix:feature:`KEY``` and its kin.

Nothing here knows of documents or nodes, only of matrices and the names they are shown under.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple, cast

from sphinx_feature_matrix.ini.hints import did_you_mean, nearest
from sphinx_feature_matrix.model import Driver, Feature, ImplementationStatus, Matrix
from sphinx_feature_matrix.requirements import Requirements, evaluate

ROLES: Mapping[str, tuple[str, ...]] = {
    'feature': ('feature',),
    'driver': ('driver',),
    'status': ('feature', 'driver'),
    'verdict': ('driver',),
    'count': ('driver', 'status'),
}
"""What the target of each role consists of, in order and with a space between two."""

Part = Feature | Driver | ImplementationStatus

_CALLED = {'feature': 'feature', 'driver': 'driver', 'status': 'implementation status'}


@dataclass(frozen=True, eq=False)
class Known:
    """A matrix that documents show, with the *names* by which it can be told from others."""

    names: tuple[str, ...]
    matrix: Matrix

    @cached_property
    def features(self) -> dict[str, Feature]:
        """The features by their keys."""
        return {feature.key: feature for feature in self.matrix.features}

    @cached_property
    def drivers(self) -> dict[str, Driver]:
        """The drivers by their keys in lower case, since case does not count in these."""
        return {driver.key.lower(): driver for driver in self.matrix.drivers}

    @cached_property
    def requirements(self) -> Mapping[str, Requirements]:
        """What is required of each driver, by the drivers' keys."""
        return evaluate(self.matrix)

    def is_called(self, name: str) -> bool:
        """Tell whether the matrix is shown under *name*; case and spaces do not count."""
        return _plain(name) in map(_plain, self.names)

    def keys(self, kind: str) -> list[str]:
        """Return the keys of all features, drivers or implementation statuses."""
        if kind == 'feature':
            return list(self.features)
        if kind == 'driver':
            return [driver.key for driver in self.matrix.drivers]
        return list(self.matrix.statuses)

    def items(self) -> Iterator[tuple[str, Feature | Driver]]:
        """Yield all features and all drivers, each behind its kind."""
        for feature in self.matrix.features:
            yield 'feature', feature
        for driver in self.matrix.drivers:
            yield 'driver', driver

    def find(self, kind: str, key: str) -> Part | None:
        """Return what has the *key*, or ``None``."""
        if kind == 'feature':
            return self.features.get(key)
        if kind == 'driver':
            return self.drivers.get(key.lower())
        return self.matrix.statuses.get(key.lower())


class Referent(NamedTuple):
    """What a reference speaks of: *parts* of a matrix, by their kinds.

    *target* is what picks these, and nothing of another matrix.
    """

    known: Known
    target: str
    parts: Mapping[str, Part]

    @property
    def feature(self) -> Feature:
        """The feature, of a role that takes one."""
        return cast('Feature', self.parts['feature'])

    @property
    def driver(self) -> Driver:
        """The driver, of a role that takes one."""
        return cast('Driver', self.parts['driver'])

    @property
    def status(self) -> ImplementationStatus:
        """The implementation status, of a role that takes one."""
        return cast('ImplementationStatus', self.parts['status'])


class Reference(NamedTuple):
    """A role in a document, and what it was given; *file* is what it stands in."""

    role: str
    target: str
    file: str


class _Reading(NamedTuple):
    """A way to read a target: in which matrices, and which words as which part."""

    scope: Sequence[Known]
    words: tuple[str, ...]


def referents(role: str, target: str, matrices: Sequence[Known], file: str = '') -> list[Referent]:
    """Return what *target* means in each of *matrices* that has it, in their order.

    :param target: what the role *role* takes, perhaps behind the name of a matrix and ``/``
    :param file: the file that the reference stands in: a note speaks of its own matrix first
    """
    kinds = ROLES[role]
    readings = list(_readings(target, len(kinds), matrices))
    found = [
        referent
        for known in matrices
        for scope, words in readings
        if known in scope and (referent := _referent(known, kinds, words))
    ]
    own = [referent for referent in found if file in referent.known.matrix.files]
    return own or found


def _readings(target: str, parts: int, matrices: Sequence[Known]) -> Iterator[_Reading]:
    """Yield the ways to read *target*: keys and names may themselves hold spaces and slashes."""
    pieces = ' '.join(target.split()).split('/')
    for number in range(len(pieces)):
        name, rest = '/'.join(pieces[:number]), '/'.join(pieces[number:])
        scope = [known for known in matrices if known.is_called(name)] if number else matrices
        if not scope:
            continue
        if parts == 1:
            yield _Reading(scope, (rest,))
        words = rest.split(' ')
        for split in range(1, len(words)) if parts > 1 else ():
            yield _Reading(scope, (' '.join(words[:split]), ' '.join(words[split:])))


def _referent(known: Known, kinds: Sequence[str], words: Sequence[str]) -> Referent | None:
    parts: dict[str, Part] = {}
    for kind, word in zip(kinds, words, strict=True):
        part = known.find(kind, word)
        if part is None:
            return None
        parts[kind] = part
    keys = ' '.join(part.key for part in parts.values())
    return Referent(known, f'{known.names[0]}/{keys}', parts)


def why_unknown(role: str, target: str, matrices: Sequence[Known]) -> str:
    """Return what is wrong with a *target* that no matrix has, and the nearest that there is."""
    kinds = ROLES[role]
    if not matrices:
        return _without_matrices(kinds, target)
    readings = list(_readings(target, len(kinds), matrices))
    name, slash, rest = target.partition('/')
    if slash and not any(known.is_called(name) for known in matrices):
        keys = [key for known in matrices for key in known.keys(kinds[0])]
        if rest.partition(' ')[0] in keys or not nearest(target, keys):
            names = [name for known in matrices for name in known.names]
            hint = did_you_mean(name, names, f'there is {_listed(names)}')
            return f'no page shows a matrix named "{name}"; {hint}'
    if not readings:
        return f'"{target}" lacks a part; write "{_wanted(kinds)}", with a space between the two'
    # What was meant is the reading that leaves the least unknown, the name of a matrix included.
    reading, missing = min(
        ((reading, _missing(reading, kinds)) for reading in readings),
        key=lambda each: (
            len(each[1]),
            len(each[0].scope) == len(matrices),
            sum(len(word) for _, word in each[1]),
        ),
    )
    if not missing:
        both = ' and '.join(f'"{word}"' for word in reading.words)
        return f'no matrix has both {both}; take the two from one file'
    kind, word = missing[0]
    return f'no matrix has the {_CALLED[kind]} "{word}"; {_hint(kinds, kind, word, reading.scope)}'


def _without_matrices(kinds: Sequence[str], target: str) -> str:
    """Return what is wrong with *target* in a project that shows no matrix."""
    if len(kinds) > 1:
        what = f'nothing can be said of "{target}", since no page of the project shows a matrix'
    else:
        what = f'no page of the project shows a matrix, and no inventory has "{target}"'
    return f'{what}; correct the key, or show a matrix with the directive "support_matrix"'


def _hint(kinds: Sequence[str], kind: str, word: str, scope: Sequence[Known]) -> str:
    """Return what to write in place of *word*, which no matrix has as a *kind*."""
    keys = [key for known in scope for key in known.keys(kind)]
    if kind == 'status':
        return did_you_mean(word, keys, f'there is {_listed(keys)}')
    for known in scope:
        for other, item in known.items():
            if other == kind and item.title.casefold() == word.casefold():
                return f'that is a title, and the key is "{item.key}"'
    for other, called in _CALLED.items():
        if other != kind and any(known.find(other, word) for known in scope):
            instead = f'write "{_wanted(kinds)}"'
            if len(kinds) == 1:
                instead = f'write ":matrix:{other}:`{word}`"'
            return f'it is the key of a {called}; {instead}'
    bare = word.removeprefix(f'{kind}.')
    return did_you_mean(bare, keys, f'correct the key, or add the {kind} to the file')


def _wanted(kinds: Sequence[str]) -> str:
    return ' '.join(kind.upper() for kind in kinds)


def _missing(reading: _Reading, kinds: Sequence[str]) -> list[tuple[str, str]]:
    """Return the parts of *reading* that no matrix has."""
    return [
        (kind, word)
        for kind, word in zip(kinds, reading.words, strict=True)
        if not any(known.find(kind, word) for known in reading.scope)
    ]


def _listed(words: Sequence[str]) -> str:
    return ', '.join(f'"{word}"' for word in dict.fromkeys(words))


def _plain(name: str) -> str:
    """Return *name* as docutils compares names."""
    return ' '.join(name.lower().split())
