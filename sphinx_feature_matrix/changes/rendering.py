"""The outline of the changes as text for a terminal, as Markdown and as reStructuredText.

The texts of the file come out as they are in each: none can become markup.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from textwrap import TextWrapper

from sphinx_feature_matrix import escaping
from sphinx_feature_matrix.changes.outline import (
    Entry,
    Literal,
    Part,
    Span,
    Title,
    Words,
    nothing,
)

WIDTH = 80
"""How many columns a line of text has at most, unless a word has more."""


def text(parts: Sequence[Part]) -> str:
    """Return the outline *parts* for a terminal, with lines that fit it."""
    return _TEXT.write(parts)


def markdown(parts: Sequence[Part]) -> str:
    """Return the outline *parts* in Markdown, with headings of the second level."""
    return _MARKDOWN.write(parts)


def restructuredtext(parts: Sequence[Part]) -> str:
    """Return the outline *parts* in reStructuredText, with headings underlined by ``-``."""
    return _RESTRUCTUREDTEXT.write(parts)


@dataclass(frozen=True, slots=True)
class _Format:
    """How a format writes headings, titles and literals, and where it needs blank lines.

    *margin* is how far lists are indented, and *width* how long their lines may be.
    """

    heading: Callable[[str], str]
    title: Callable[[str], str]
    literal: Callable[[str], str]
    before_nested: str = ''
    margin: str = ''
    width: int = 0

    def write(self, parts: Sequence[Part]) -> str:
        blocks = [
            f'{self.heading(part.heading)}\n{self.entries(part.entries, self.margin)}'
            for part in parts
        ]
        return '\n'.join(block.rstrip('\n') + '\n' for block in blocks or [nothing()])

    def entries(self, entries: Iterable[Entry], indent: str) -> str:
        return ''.join(self.entry(entry, indent) for entry in entries)

    def entry(self, entry: Entry, indent: str) -> str:
        line = self.wrapped(''.join(map(self.span, entry.spans)), f'{indent}- ')
        if not entry.entries:
            return line
        nested = self.entries(entry.entries, f'{indent}  ')
        return f'{line}{self.before_nested}{nested}{self.before_nested}'

    def span(self, span: Span) -> str:
        match span:
            case Words(words):
                return words
            case Title(title):
                return self.title(title)
            case Literal(literal):
                return self.literal(literal)

    def wrapped(self, line: str, bullet: str) -> str:
        if not self.width:
            return f'{bullet}{line}\n'
        wrapper = TextWrapper(
            self.width,
            initial_indent=bullet,
            subsequent_indent=' ' * len(bullet),
            break_long_words=False,
            break_on_hyphens=False,
        )
        return f'{wrapper.fill(line)}\n'


_TEXT = _Format(
    heading=str,
    title=escaping.one_line,
    literal=escaping.one_line,
    margin='  ',
    width=WIDTH,
)
_MARKDOWN = _Format(
    heading='## {}\n'.format,
    title=escaping.markdown,
    literal=escaping.markdown_code,
)
_RESTRUCTUREDTEXT = _Format(
    heading=lambda heading: f'{heading}\n{"-" * len(heading)}\n',
    title=escaping.restructuredtext,
    literal=escaping.restructuredtext_literal,
    before_nested='\n',
)
