"""The ids and classes of a matrix on a page: others rely on them, so they never change."""

from __future__ import annotations

import re
from collections.abc import Container
from itertools import chain, count

from sphinx_feature_matrix.model import ImplementationStatus

_OUTSIDE = re.compile(r'[^a-zA-Z0-9_]')


def identifier(key: str) -> str:
    """Return *key* with every character outside ``[a-zA-Z0-9_]`` turned into ``_``."""
    return _OUTSIDE.sub('_', key)


def implementation_identifier(feature: str, id_part: str) -> str:
    """Return the id of an implementation, unless it is taken.

    :param feature: the feature's key
    :param id_part: what stands for the driver in ids
    """
    return f'{identifier(feature)}_{identifier(id_part)}'


def free_identifier(wanted: str, matrix: str, *taken: Container[str]) -> str:
    """Return *wanted*, or where that is in one of *taken* a variant of it that is in none.

    The first variant has the matrix's name in front; further ones end in a number.
    """
    named = f'{identifier(matrix)}_{wanted}'
    candidates = chain([wanted, named], (f'{named}_{number}' for number in count(2)))
    return next(
        candidate for candidate in candidates if not any(candidate in ids for ids in taken)
    )


def status_classes(status: ImplementationStatus) -> tuple[str, ...]:
    """Return the classes of what has *status*: its own, and that of what it counts as."""
    own = f'fm-{status.key}'
    return (own,) if status.key == status.counts_as else (own, f'fm-as-{status.counts_as}')
