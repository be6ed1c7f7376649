"""What the fuzzer begins with: small matrices, and the words that files are made of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
FINDS = ROOT / 'tests/data/fuzz'
"""What was found, bytes as found: a file is called by its target, "-" and more."""

_EXAMPLES = ROOT / 'doc/source/examples'
_LARGEST = 4000
"""How many bytes an example may have: the fuzzer changes small files faster."""

_MATRICES = (
    b"""\
[matrix]
title = M
[driver.a]
title = A
link = https://example.org
[driver.b]
title = B
[status.late]
title = Late
counts-as = missing
[category.op]
title = Op
[op.x]
title = X
status = condition(op.y==complete and not op.y!=late)
notes =
  One.

  - two
# no note
driver.a = complete
driver-notes.a = n
[op.y]
title = Y
status = choice(g)
driver.b: late""",
    b"""\
# Drivers
[targets]
driver-impl-a=A
# The other one.
driver-impl-b = B

[DEFAULT]
driver-impl-b = missing
[op.x]
title=X
driver-impl-a=complete
driver-notes-a = n
  more
""",
    b"""\
\xef\xbb\xbf[target.a]\r
title=A\r
link=https://example.org\r
[target.b]\r
title=B\r
[op.x]\r
title=X\r
maturity=experimental\r
api_doc_link=https://example.org/api\r
admin_doc_link=https://example.org/admin\r
tempest_test_uuids=1-2;3-4\r
a=complete:rocky\r
driver-notes-a=\xff\r
b=missing\r
""",
)
_CONDITIONS = (
    b'op.x==complete',
    b'not (a!=missing or b==partial) and c==unknown',
    b'((((a==complete))))',
)
_WORDS = (
    *('[matrix]', '[DEFAULT]', '[targets]', '[target.a]', '[driver.a]', '[category.op]'),
    *('[status.late]', '[op.x]', 'title = T', 'notes = ', 'link = ', 'cli = ', 'api = '),
    *('symbol = ', 'counts-as = ', 'status = ', 'maturity = ', 'api-doc = ', 'admin-doc = '),
    *('tests = ', 'api_doc_link = ', 'admin_doc_link = ', 'tempest_test_uuids = '),
    *('driver.a = ', 'driver-notes.a = ', 'driver-release.a = ', 'driver-impl-a = '),
    *('driver-notes-a = ', 'driver-release-a = ', 'complete', 'partial', 'missing', 'unknown'),
    *(':rocky', 'mandatory', 'optional', 'choice(', 'condition(', '==', '!=', ' and ', ' or '),
    *('not ', '# ', '; ', '  - ', '::', '\r\n', '\r', '\n\n', '\0', '\x85', '\N{BULLET}'),
    *(
        '\N{ZERO WIDTH NO-BREAK SPACE}',
        '\N{LINE SEPARATOR}',
        '\N{LATIN CAPITAL LETTER I WITH DOT ABOVE}',
    ),
)


def seeds(target: str) -> Iterator[bytes]:
    """Yield what *target* begins with, its finds among them."""
    yield from finds(target).values()
    if target == 'expressions':
        yield from _CONDITIONS
        return
    files = (path.read_bytes() for path in sorted(_EXAMPLES.rglob('*.ini')))
    matrices = [*_MATRICES, *(data for data in files if len(data) <= _LARGEST)]
    yield from matrices
    if target == 'add':
        yield from (b'n3w\0New\0missing\0https://example.org\0' + data for data in matrices)


def finds(target: str) -> dict[str, bytes]:
    """Return what was found for *target*, by the names of the files."""
    return {path.name: path.read_bytes() for path in sorted(FINDS.glob(f'{target}-*'))}


def dictionary(words: Iterable[str] = _WORDS) -> str:
    """Return *words* as the fuzzer reads them."""
    return ''.join(f'"{"".join(map(_escaped, word.encode()))}"\n' for word in words)


def _escaped(byte: int) -> str:
    plain = chr(byte)
    return (
        plain
        if plain.isascii() and plain.isprintable() and plain not in '"\\'
        else f'\\x{byte:02x}'
    )
