"""Whether a note can hold markup at all: most do not, and need no parser and no nodes."""

from __future__ import annotations

import re

_PLAIN = re.compile(
    r"""
    (?! [\w#]{1,6} [.)] (\s|$) )     # no enumerator
    [^\W\d_]                         # a letter first: no bullet, field, option, quote, rule …
    (?: [^*`|_\\@\[\]:\s] | \  | :(?=\ ) | \n(?=[^\W_]) )*
    \Z
    """,
    re.VERBOSE,
)
_ADDRESS = re.compile(
    r'(?<!\S) (https?://[a-z0-9./?&=#%~+-]*[a-z0-9/]) (?=[.,;]?(?:\s|$))',
    re.VERBOSE | re.IGNORECASE,
)
"""An address that stands by itself, of characters none of which can be markup in it."""

_TYPESET = re.compile(r'["\']|--|\. ?\. ?\.')
"""What Sphinx writes otherwise than it is typed: quotes, dashes, an ellipsis."""


def is_plain(text: str) -> bool:
    """Tell whether *text* is one paragraph in which no character can be markup.

    Parsing it as reStructuredText would change nothing.
    """
    return bool(_PLAIN.match(text))


def is_harmless(text: str) -> bool:
    """Tell whether *text* is plain but for addresses, in which nothing can be wrong either."""
    return is_plain(text) or is_plain(_ADDRESS.sub('address', text))


def is_ready(text: str) -> bool:
    """Tell whether *text* is harmless, and without anything that is written otherwise than typed.

    What a reader sees of it is itself, with links in the place of addresses.
    """
    return is_harmless(text) and not _TYPESET.search(text)


def addresses_apart(text: str) -> list[str]:
    """Return *text*, which is harmless, in pieces; every other one is an address."""
    return _ADDRESS.split(text)
