"""How a status is printed by LaTeX: by a font that every TeX has, whatever the engine.

The symbols are those of Zapf Dingbats, which the package *pifont* selects by their position in
the font, and the few characters that every text font has. Another symbol is replaced by the status
in words, since no font is sure to have it.
"""

from __future__ import annotations

from sphinx.util.texescape import escape

_FIRST, _LAST = 0x2701, 0x275E
_ELSEWHERE = {
    '\N{BLACK STAR}': 0x48,
    '\N{BLACK CIRCLE}': 0x6C,
    '\N{BLACK SQUARE}': 0x6E,
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
