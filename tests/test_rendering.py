"""The outline of changes as text, Markdown and reStructuredText."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest
from bs4 import BeautifulSoup
from docutils import nodes
from docutils.core import publish_doctree
from hypothesis import given
from hypothesis import strategies as st
from test_escaping import MARKDOWN, PLAIN, TEXTS, common
from test_outline import ALL, CHANGES

from sphinx_feature_matrix.changes import rendering
from sphinx_feature_matrix.changes.outline import Entry, Literal, Part, Title, Words, outline
from sphinx_feature_matrix.escaping import one_line

PARTS = [part for part in outline(CHANGES) if part.name in ('features_added', 'gained', 'edited')]

TEXT = """\
Features added
  - First (op.one): choice(g); supported by 1 of 2 drivers

What drivers gained
  - Alpha
    - First: missing → complete
  - Delta
    - First: missing → complete

Also edited
  - The matrix itself: title, notes
"""
MARKDOWN_TEXT = """\
## Features added

- First (`op.one`): `choice(g)`; supported by 1 of 2 drivers

## What drivers gained

- Alpha
  - First: missing → complete
- Delta
  - First: missing → complete

## Also edited

- The matrix itself: title, notes
"""
RESTRUCTUREDTEXT = """\
Features added
--------------

- First (``op.one``): ``choice(g)``; supported by 1 of 2 drivers

What drivers gained
-------------------

- Alpha

  - First: missing → complete

- Delta

  - First: missing → complete

Also edited
-----------

- The matrix itself: title, notes
"""


def test_text() -> None:
    assert rendering.text(PARTS) == TEXT


def test_markdown() -> None:
    assert rendering.markdown(PARTS) == MARKDOWN_TEXT


def test_restructuredtext() -> None:
    assert rendering.restructuredtext(PARTS) == RESTRUCTUREDTEXT


@pytest.mark.parametrize('write', [rendering.text, rendering.markdown, rendering.restructuredtext])
def test_without_changes_every_format_says_so(write: Callable[[Sequence[Part]], str]) -> None:
    assert write([]) == 'Nothing changed.\n'


def test_text_wraps_at_80_columns_below_its_bullet_and_breaks_no_word() -> None:
    long = 'w' * 90
    entry = Entry((Title(f'some-hyphens {"word " * 20}{long}'), Words(': end')))
    text = rendering.text([Part('x', 'Heading', (entry, Entry((Title('A'),), (entry,))))])
    lines = text.splitlines()
    assert all(len(line) <= 80 or long in line for line in lines)
    assert [line for line in lines if long in line] == [f'    {long}:', f'      {long}:']
    assert [line[:9] for line in lines] == [
        'Heading',
        *('  - some-', '    word ', f'    {"w" * 5}', '    end'),
        *('  - A', '    - som', '      wor', f'      {"w" * 3}', '      end'),
    ]


def items(title: str) -> list[Part]:
    """Return an outline with *title* wherever a text of the file can stand."""
    below = Entry((Title(title), Words(': x → '), Title(title)))
    entries = Entry((Title(title),), (below, below)), Entry((Literal(title), Words(': x')))
    return [Part('a', 'One', entries), Part('b', 'Two', (Entry((Title(title),)),))]


def expected(title: str) -> list[str]:
    line = one_line(title)
    step = f'{line}: x → {line}'
    return [line, step, step, f'{line}: x', line]


@common
@given(TEXTS)
def test_any_title_is_text_in_restructuredtext(title: str) -> None:
    source = rendering.restructuredtext(items(title))
    doctree = publish_doctree(
        source, settings_overrides={'halt_level': 1, 'doctitle_xform': False}
    )
    assert [node.astext() for node in doctree.findall(nodes.paragraph)] == expected(title)
    assert [node.astext() for node in doctree.findall(nodes.title)] == ['One', 'Two']
    names = {node.tagname for node in doctree.findall(nodes.Element)} - {'literal'}
    assert names == {'document', 'section', 'title', 'bullet_list', 'list_item', 'paragraph'}


@common
@given(TEXTS)
def test_any_title_is_text_in_markdown(title: str) -> None:
    soup = BeautifulSoup(MARKDOWN.render(rendering.markdown(items(title))), 'html.parser')
    assert {tag.name for tag in soup.find_all()} <= {*PLAIN, 'h2'}
    assert [tag.get_text() for tag in soup.select('h2')] == ['One', 'Two']
    for nested in soup.select('li ul'):
        assert nested.parent is not None
        nested.parent.insert_after(*nested.extract().find_all('li'))
    assert [tag.get_text().strip('\n') for tag in soup.select('li')] == expected(title)


@common
@given(st.lists(TEXTS, min_size=1, max_size=3))
def test_text_has_every_word(titles: list[str]) -> None:
    text = rendering.text([Part('a', 'H', tuple(Entry((Title(title),)) for title in titles))])
    words = [word for title in titles for word in ('-', *one_line(title).split())]
    assert text.split() == ['H', *words]


def test_every_part_is_in_every_format() -> None:
    for write in (rendering.text, rendering.markdown, rendering.restructuredtext):
        text = write(outline(CHANGES))
        assert [heading for heading, _ in ALL.values() if f'{heading}\n' in text] == [
            heading for heading, _ in ALL.values()
        ]
