"""Texts of a file in Markdown and reStructuredText: any text is read back as it was."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from docutils import nodes
from docutils.core import publish_doctree
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from sphinx_feature_matrix.escaping import (
    markdown,
    markdown_block,
    markdown_code,
    one_line,
    restructuredtext,
    restructuredtext_literal,
)

PIECES = st.sampled_from(
    [
        *('*', '**', '`', '``', '_', '__', 'a', 'b c', ' ', '|', '[', ']', '(', ')', '<', '>'),
        *('&amp;', '&#65;', '&', '#', '##', '-', '+', '=', '==', '~~', '!', '\\', '1.', '2)'),
        *('a.', 'iv)', '(1)', '#.', '::', ':x:', 'https://x.y', 'www.x.y', 'a@b.c', '{{', '}}'),
        *('$', '%', '.. ', '>>> ', '--', '---', 'é', '\N{BULLET}', 'x_', '_y', '|s|', '[1]_'),
        *(
            '`b`_',
            '<b>',
            '"',
            "'",
            '^',
            '\N{LINE SEPARATOR}',
            '\u202e',
            '\x1b[0m',
            '```',
            '\n',
            '\t',
        ),
    ]
)
TEXTS = st.one_of(
    st.lists(PIECES, min_size=1, max_size=6).map(''.join),
    st.text(st.characters(codec='utf-8', exclude_characters='\0'), max_size=12),
).filter(one_line)
common = settings(max_examples=150, deadline=None, derandomize=True, database=None)

MARKDOWN = MarkdownIt('commonmark').enable(['table', 'strikethrough'])
PLAIN = {'h1', 'p', 'ul', 'li', 'code', 'table', 'thead', 'tbody', 'tr', 'th', 'td'}


def test_a_line_holds_no_line_end_and_nothing_that_a_terminal_acts_on() -> None:
    line = one_line(' a\n\tb\N{LINE SEPARATOR}c \x1b[31m\x07\x9bd ')
    assert line == 'a b c \N{REPLACEMENT CHARACTER}[31m' + '\N{REPLACEMENT CHARACTER}' * 2 + 'd'


def test_nothing_turns_the_order_of_letters_around() -> None:
    marks = '\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069'
    for mark in marks:
        for write in (
            one_line,
            markdown,
            restructuredtext,
            markdown_code,
            restructuredtext_literal,
        ):
            assert mark not in write(f'a{mark}b')
        assert one_line(f'a{mark}b') == 'a\N{REPLACEMENT CHARACTER}b'
        assert markdown_block(f'a{mark}b', 'rst') == '```rst\na\N{REPLACEMENT CHARACTER}b\n```'
    # Letters that are written from right to left are no such thing.
    assert one_line('אבג') == 'אבג'


def test_a_block_keeps_its_lines_and_nothing_that_a_terminal_acts_on() -> None:
    text = ' a\n\n\tb \x1b[31m\N{LINE SEPARATOR}c'
    replaced = '\N{REPLACEMENT CHARACTER}'
    assert markdown_block(text, 'x') == f'```x\n a\n\n        b {replaced}[31m{replaced}c\n```'
    assert markdown_block('````', 'x') == '`````x\n````\n`````'


@common
@given(TEXTS)
@example('C #')
@example('12345. x')
def test_markdown_reads_any_text_wherever_it_stands(text: str) -> None:
    line, escaped = one_line(text), markdown(text)
    source = (
        f'# {escaped}\n\n{escaped}\n\n- {escaped}: x\n- {escaped}\n  - {markdown_code(text)}\n\n'
        f'| {escaped} | b |\n| --- | --- |\n| a | {escaped} |\n'
    )
    soup = BeautifulSoup(MARKDOWN.render(source), 'html.parser')
    assert {tag.name for tag in soup.find_all()} <= PLAIN
    for selector in ('h1', 'h1 + p', 'th:first-child', 'td:last-child', 'li li code'):
        assert [tag.get_text() for tag in soup.select(selector)] == [line]
    items = [str(tag.contents[0]) for tag in soup.select('ul:not(li ul) > li')]
    assert items == [f'{line}: x', f'{line}\n']


@common
@given(TEXTS)
@example('\\')
@example('foo::')
@example('https://example.org')
def test_restructuredtext_reads_any_text_wherever_it_stands(text: str) -> None:
    line, escaped = one_line(text), restructuredtext(text)
    literal = restructuredtext_literal(text)
    source = f'- {escaped}: x ({literal})\n- {escaped}\n\n  - {escaped}, {escaped}\n'
    doctree = publish_doctree(source, settings_overrides={'halt_level': 1})
    allowed = nodes.document | nodes.bullet_list | nodes.list_item | nodes.paragraph
    assert all(
        isinstance(node, allowed | nodes.literal) for node in doctree.findall(nodes.Element)
    )
    assert [paragraph.astext() for paragraph in doctree.findall(nodes.paragraph)] == [
        f'{line}: x ({line})',
        line,
        f'{line}, {line}',
    ]


@pytest.mark.parametrize(
    'text', ['Attach a volume', 'snake_case and C++', 'Q&A (really): 5 > 3', 'Libvirt/KVM, x86-64']
)
def test_ordinary_words_stay_readable(text: str) -> None:
    assert markdown(text) == restructuredtext(text) == text


def test_keys_are_code_where_code_can_hold_them() -> None:
    assert markdown_code('op.x') == '`op.x`'
    assert markdown_code('a`b``c') == '``` a`b``c ```'
    assert restructuredtext_literal('condition(op.x==complete)') == '``condition(op.x==complete)``'
    assert restructuredtext_literal('a`b') == r'a\`b'
