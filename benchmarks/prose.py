"""Pages of ordinary documentation, made of words without a meaning."""

from __future__ import annotations

import zlib
from collections.abc import Iterator

_TEXT = """
    the a this each any one of to in on with from for by as at is has may can will not when where
    server client volume network image instance port service request answer file option value
    host cluster user project token role quota limit region zone backup copy queue message worker
    process thread address name key list table page log event state error release upgrade
    starts stops reads writes sends holds keeps makes finds needs shows takes waits moves changes
    new old first last next same other large small quick slow safe empty ready local remote
"""
_WORDS = tuple(_TEXT.split())
_SECTIONS = 5
_PARAGRAPHS = 3


def page(number: int, pages: int) -> str:
    """Return page *number* of so many *pages*, in reStructuredText.

    It has a few sections and some 800 words, with lists, blocks of code and links, among them
    one to another of the pages.
    """
    other = (number * 7 + 1) % pages
    lines = [f'Page {number}', '=' * 20, '', f'After this, see :doc:`page{other}`.', '']
    for section in range(_SECTIONS):
        lines += _section(f'{number} {section}')
    return '\n'.join(lines)


def _section(seed: str) -> Iterator[str]:
    title = _words(f'{seed} title', 4).capitalize()
    yield from (title, '-' * len(title), '')
    for paragraph in range(_PARAGRAPHS):
        words = _words(f'{seed} {paragraph}', 34)
        yield f'{words.capitalize()}, which is *{_words(seed, 2)}* as ``{_words(words, 1)}`` is.'
        yield ''
    for item in range(3):
        yield f'* {_words(f"{seed} item {item}", 10)}'
    yield ''
    yield f'The `{title} <https://example.org/{zlib.crc32(title.encode())}>`__ says more.'
    yield from ('', '.. code-block:: python', '')
    for line in range(3):
        yield f'   {_words(f"{seed} name {line}", 1)} = run({line}, "{_words(title, 2)}")'
    yield ''


def _words(seed: str, number: int) -> str:
    """Return *number* words, the same ones for the same *seed*."""
    drawn = (zlib.crc32(f'{seed} {place}'.encode()) for place in range(number))
    return ' '.join(_WORDS[value % len(_WORDS)] for value in drawn)
