"""Texts of a file in markup of another kind, so that readers see them as they are."""

from __future__ import annotations

import re

_CONTROL = re.compile(
    '[\0-\x1f\x7f-\x9f\u2028\u2029'  # what a terminal acts on
    '\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]'  # what turns the order of letters around
)


def one_line(text: str) -> str:
    """Return *text* as one line, which a terminal shows as it is.

    Nothing in it is a command to the terminal, or has it show what follows in another order.
    """
    return _CONTROL.sub('\N{REPLACEMENT CHARACTER}', ' '.join(text.split()))


_ENUMERATOR = re.compile(r'\A(\w+)(?=[.)](?:\s|\Z))')
"""What a line begins with that is the first item of a list to Markdown or reStructuredText."""

_MARKDOWN = re.compile(
    r"""
    [\\`*\[<|~$]                               # anywhere
    | _(?![^\W_]) | (?<![^\W_])_               # but not within a word
    | &(?=\#?\w+;)                             # a character's name or number
    | \{(?=[{%])                               # a substitution of MyST
    | \A [!-/:-@^]                             # a bullet, a heading, a quote, a comment …
    | (?<=\s)\#(?=\#*\Z)                       # what ends a heading
    | (?<=\w):(?=//) | (?<=(?<!\w)www)\.       # what GitHub makes a link
    """,
    re.VERBOSE | re.IGNORECASE,
)


def markdown(text: str) -> str:
    """Return CommonMark, or GitHub's kind of it, that reads *text*.

    It can stand in a paragraph, a heading or a cell of a table.
    """
    return _escaped(_MARKDOWN, text)


def markdown_code(text: str) -> str:
    """Return a code span of *text*, for anywhere but a table."""
    line = one_line(text)
    fence = '`' * (1 + _longest_backticks(line))
    # One space at each end of a span is not part of it.
    space = ' ' if len(fence) > 1 else ''
    return f'{fence}{space}{line}{space}{fence}' if line else ''


def markdown_block(text: str, language: str) -> str:
    """Return a fenced code block of *text*, in its own lines."""
    lines = [
        _CONTROL.sub('\N{REPLACEMENT CHARACTER}', line.expandtabs()) for line in text.split('\n')
    ]
    fence = '`' * max(3, 1 + _longest_backticks(text))
    return '\n'.join((f'{fence}{language}', *lines, fence))


def _longest_backticks(text: str) -> int:
    return max(map(len, re.findall('`+', text)), default=0)


_RESTRUCTUREDTEXT = re.compile(
    r"""
    [\\`*|@]                                   # anywhere
    | _(?![^\W_]) | (?<![^\W_])_               # but not within a word
    | :(?=\S|\Z)                               # a role, a link, a literal block
    | \A [^\w\s]                               # a bullet, a field, a comment, a line …
    """,
    re.VERBOSE,
)
_LITERAL = re.compile(r'\w([\w.,:;=!()/ +-]*[\w)])?\Z')


def restructuredtext(text: str) -> str:
    """Return reStructuredText that reads *text*, in a paragraph or a heading."""
    escaped = _escaped(_RESTRUCTUREDTEXT, text)
    # A line of backslashes and nothing else might belong to a heading.
    return escaped if escaped.strip('\\') else f'\\ {escaped}'


def restructuredtext_literal(text: str) -> str:
    """Return an inline literal of *text*, or just the text if a literal might end within it."""
    line = one_line(text)
    return f'``{line}``' if _LITERAL.match(line) else restructuredtext(line)


def _escaped(special: re.Pattern[str], text: str) -> str:
    escaped = special.sub(r'\\\g<0>', one_line(text))
    return _ENUMERATOR.sub(r'\1\\', escaped)
