"""The ids that a matrix has on a page: what others link to, so they never change."""

from __future__ import annotations

import re
from collections.abc import Container

_OUTSIDE = re.compile(r'[^a-zA-Z0-9_]')


def identifier(key: str) -> str:
    """Return *key* with every character outside ``[a-zA-Z0-9_]`` turned into ``_``."""
    return _OUTSIDE.sub('_', key)


def free_identifier(wanted: str, matrix: str, taken: Container[str]) -> str:
    """Return *wanted*, or where that is *taken* a variant of it that is not.

    The first variant has the matrix's name in front; further ones end in a number.
    """
    if wanted not in taken:
        return wanted
    named = f'{identifier(matrix)}_{wanted}'
    candidate, number = named, 2
    while candidate in taken:
        candidate, number = f'{named}_{number}', number + 1
    return candidate
