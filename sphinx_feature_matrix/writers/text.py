"""The summary for the builders *text* and *man*, as tables in which no word is broken."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from docutils import nodes
from sphinx.writers.manpage import ManualPageTranslator
from sphinx.writers.text import MAXWIDTH, TextTranslator, my_wrap

from sphinx_feature_matrix.nodes import matrix_table, plain_items
from sphinx_feature_matrix.writers.fitting import tables, width_of
from sphinx_feature_matrix.writers.words import legend, with_categories, words

Cell = list[str]

_RUN_TBL = '\'\\" t\n'
"""The first line of a manual page that man has to run through tbl."""


def visit_matrix_table_text(translator: TextTranslator, node: matrix_table) -> None:
    """Write the summary as tables with rules between the rows."""
    if len(node):
        translator.new_state(0)
        translator.add_text(node[0].astext())
        translator.end_state()
    for table in _sections(node, MAXWIDTH - sum(translator.stateindent)):
        translator.new_state(0)
        translator.add_text('\n'.join(_drawn(table)))
        translator.end_state(wrap=False)
    translator.new_state(0)
    translator.add_text(legend(node))
    translator.end_state()
    raise nodes.SkipNode


def _sections(node: matrix_table, limit: int) -> Iterable[list[list[Cell]]]:
    heads, columns = words(node)
    shown = with_categories(node, [*heads, *columns])
    return tables(shown[: len(heads)], shown[len(heads) :], limit)


def _drawn(table: list[list[Cell]]) -> list[str]:
    """Return the lines of *table*, drawn as a reStructuredText grid."""
    widths = [
        max(width_of(line) for cell in column for line in cell)
        for column in zip(*table, strict=True)
    ]
    lines = [_rule(widths, '-')]
    for number, row in enumerate(table):
        lines += [_line(row, height, widths) for height in range(max(map(len, row)))]
        lines.append(_rule(widths, '=' if number == 0 else '-'))
    return lines


def _line(row: list[Cell], height: int, widths: list[int]) -> str:
    words = (cell[height] if height < len(cell) else '' for cell in row)
    return f'| {" | ".join(map(_padded, words, widths))} |'


def _rule(widths: list[int], line: str) -> str:
    return '+' + '+'.join(line * (width + 2) for width in widths) + '+'


def _padded(text: str, width: int) -> str:
    return text + ' ' * (width - width_of(text))


def visit_plain_items(translator: TextTranslator, node: plain_items) -> None:
    """Write items of a bullet list, as Sphinx would."""
    width = MAXWIDTH - sum(translator.stateindent)
    lines: list[str] = []
    for item in node.items:
        lines += _paragraph('* ', item.text, width)
        if item.note:
            lines += _paragraph('  ', item.note, width)
    translator.states[-1].append((0, lines))
    raise nodes.SkipNode


# What is said of a driver is said again with every feature.
@lru_cache(maxsize=1 << 14)
def _paragraph(start: str, text: str, width: int) -> tuple[str, ...]:
    """Return the lines of a paragraph and an empty line, the first of them behind *start*."""
    return (*my_wrap(text, width, initial_indent=start, subsequent_indent='  '), '')


def visit_matrix_table_man(translator: ManualPageTranslator, node: matrix_table) -> None:
    """Write the summary for tbl, line by line, so that nothing is filled or hyphenated."""
    if _RUN_TBL not in translator.head:
        translator.head.insert(0, _RUN_TBL)
    translator.ensure_eol()
    if len(node):
        translator.body.append(f'.sp\n{_roff(node[0].astext())}\n')
    for table in _sections(node, MAXWIDTH):
        translator.body.append(f'.TS\nbox;\n{"|".join("l" * len(table[0]))}.\n')
        for number, row in enumerate(table):
            if number:
                translator.body.append('=\n' if number == 1 else '_\n')
            translator.body += [
                '\t'.join(_roff(cell[height]) if height < len(cell) else '' for cell in row) + '\n'
                for height in range(max(map(len, row)))
            ]
        translator.body.append('.TE\n')
    translator.body.append(f'.sp\n{_roff(legend(node))}\n')
    raise nodes.SkipNode


_ROFF = str.maketrans({'\\': r'\e', '-': r'\-', "'": r'\(aq', '`': r'\(ga', '"': r'\(dq'})


def _roff(text: str) -> str:
    r"""Return *text* so that roff prints it; ``\&`` keeps it from being read as a request."""
    return rf'\&{text.translate(_ROFF)}'
