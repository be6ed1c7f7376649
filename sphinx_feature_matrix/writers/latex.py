"""How texts, links and statuses are written for LaTeX.

Statuses are printed by a font that every TeX has, whatever the engine. The symbols are those of
Zapf Dingbats, which the package *pifont* selects by their position in the font, and the few
characters that every text font has. Another symbol is replaced by the status in words, since no
font is sure to have it.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass

from docutils import nodes
from sphinx.util.texescape import escape, tex_replace_map
from sphinx.writers.latex import LaTeXTranslator

from sphinx_feature_matrix.nodes import plain_items
from sphinx_feature_matrix.writers.fitting import broken

_FIRST, _LAST = 0x2701, 0x275E
_ELSEWHERE = {
    '\N{BLACK STAR}': 0x48,
    '\N{BLACK CIRCLE}': 0x6C,
    '\N{BLACK SQUARE}': 0x6E,
    # The font has these two with a shadow only.
    '\N{WHITE CIRCLE}': 0x6D,
    '\N{WHITE SQUARE}': 0x6F,
    '\N{BLACK UP-POINTING TRIANGLE}': 0x73,
    '\N{BLACK DOWN-POINTING TRIANGLE}': 0x74,
    '\N{BLACK DIAMOND}': 0x75,
    '\N{RIGHT HALF BLACK CIRCLE}': 0x77,
    # Half a disc stands for a disc that is half filled, which the font lacks.
    '\N{CIRCLE WITH LEFT HALF BLACK}': 0x77,
    '\N{CIRCLE WITH RIGHT HALF BLACK}': 0x77,
}

_IN_EVERY_FONT = set('\N{HORIZONTAL ELLIPSIS}\N{BULLET}\N{EN DASH}\N{EM DASH}')


def symbol(text: str) -> str:
    """Return LaTeX that prints the symbol *text*, or an empty string where no font is sure to.

    The positions are those of the encoding that Adobe gives for Zapf Dingbats: U+2701 to U+275E
    stand in the order of Unicode from 0x21 on.
    """
    if all(character.isascii() or character in _IN_EVERY_FONT for character in text):
        return escape(text)
    position = _ELSEWHERE.get(text)
    if position is None and len(text) == 1 and _FIRST <= ord(text) <= _LAST:
        position = 0x21 + ord(text) - _FIRST
    return '' if position is None else rf'\ding{{{position}}}'


def visit_plain_items(translator: LaTeXTranslator, node: plain_items) -> None:
    """Write items of a bullet list as Sphinx would, each with the place of its implementation."""
    source: Source = node['source']
    start = f'\n{command("sphinxAtStartPar")}\n'
    for item in node.items:
        place, text = source.place(item.identifier), translator.encode(item.text)
        note = f'{start}{translator.encode(item.note)}\n' if item.note else ''
        translator.body.append(f'{command("item")} {{}} {start}{place}{text}\n{note}\n')
    raise nodes.SkipNode


@dataclass(frozen=True, slots=True)
class Source:
    """What is written of one document, for one *engine* of TeX.

    Addresses are within the project: ``#ID``, or ``%DOCUMENT#ID``. Sphinx labels what references
    lead to. Implementations are places instead, since labels cost TeX much more, and there may be
    a hundred thousand.
    """

    docname: str
    engine: str

    def text(self, text: str, longest_word: int = sys.maxsize) -> str:
        """Return *text* for LaTeX, which may break words that are longer than *longest_word*."""
        words = (
            command('allowbreak', '').join(escape(piece, self.engine) for piece in pieces)
            for pieces in (broken(word, longest_word) for word in text.split())
        )
        return ' '.join(words)

    def label(self, identifier: str) -> str:
        """Return a target for references, which has the id *identifier*."""
        anchor = command('leavevmode') + command('phantomsection')
        return anchor + command('label', self.name(f'#{identifier}'))

    def linked(self, address: str, content: str) -> str:
        """Return *content* with a link to the label at *address*."""
        return f'{command("hyperref")}[{self.name(address)}]{{{content}}}'

    def place(self, identifier: str) -> str:
        """Return a place, which has the id *identifier*."""
        return command('hypertarget', self.name(f'#{identifier}'), '')

    def linked_place(self, address: str, content: str) -> str:
        """Return *content* with a link to the place at *address*."""
        return command('hyperlink', self.name(address), content)

    def external(self, address: str, content: str) -> str:
        """Return *content* with a link to an *address* of the web."""
        escaped = escape(address, self.engine)
        for code, character in _LITERAL_IN_ADDRESSES.items():
            escaped = escaped.replace(code, character)
        return command('sphinxhref', escaped, content)

    def name(self, address: str) -> str:
        """Return the name that Sphinx gives to what is at *address*."""
        document, _, identifier = address.removeprefix('%').partition('#')
        name = f'{document or self.docname}:{identifier}'.translate(tex_replace_map)
        ascii_only = name.encode('ascii', 'backslashreplace').decode('ascii')
        return command('detokenize', ascii_only.replace('\\', '_'))


_LITERAL_IN_ADDRESSES = {
    r'\textasciitilde{}': '~',
    r'\sphinxhyphen{}': '-',
    r'\textquotesingle{}': "'",
}
"""The codes that are for text only, which would become part of an address."""


def command(name: str, *arguments: str) -> str:
    """Return the command *name* of LaTeX with *arguments*."""
    return '\\' + name + ''.join(f'{{{argument}}}' for argument in arguments)
