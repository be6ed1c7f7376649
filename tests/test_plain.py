"""Which notes need no parser, and in which nothing can be wrong."""

from __future__ import annotations

import pytest
from docutils import nodes
from docutils.core import publish_doctree
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from sphinx_feature_matrix.plain import is_harmless, is_plain


@pytest.mark.parametrize(
    'text',
    [
        'Some words.\nSee https://example.org/12 for more.',
        'https://example.org/a/b.html?x=1&y=2#z',
        'Only with https://example.org, so far',
    ],
)
def test_addresses_are_harmless_though_not_plain(text: str) -> None:
    assert is_harmless(text)
    assert not is_plain(text)


@pytest.mark.parametrize(
    'text',
    ['see https://example.org/*', 'https://example.org/a_', '*x', '- https://example.org', '``'],
)
def test_what_may_be_markup_is_not(text: str) -> None:
    assert not is_harmless(text)


PIECES = ['a', 'b.', 'https://example.org', 'http://x.org/y.', 'http://x.org/a?b=c,', '\n']
MARKUP = ['*', '`', '::', 'http://x.org/`', 'http://a_b.org/_c_', '_', 'http://', '|', '2)', '-']
WORDS = st.lists(st.sampled_from(PIECES * 4 + MARKUP), max_size=5)


@given(WORDS, st.sampled_from([' ', ' ', '']))
@settings(max_examples=300, deadline=None, derandomize=True)
def test_in_what_is_harmless_docutils_finds_nothing_wrong(words: list[str], between: str) -> None:
    text = '\n'.join(line.strip() for line in between.join(words).split('\n')).strip()
    assume(text and is_harmless(text))
    document = publish_doctree(text, settings_overrides={'report_level': 5})
    assert not list(document.findall(nodes.system_message))
