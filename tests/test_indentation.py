"""Which indentation of a note is markup."""

from __future__ import annotations

import pytest

from sphinx_feature_matrix.ini import loads
from sphinx_feature_matrix.ini.indentation import relative_indents

# What a file holds behind "notes =", and the text of the note.
NOTES = {
    'flush': (' a\n    b\n    c', 'a\nb\nc'),
    'ragged paragraph': (' a\n    b\n      c\n   d', 'a\nb\nc\nd'),
    'ragged paragraphs': ('\n  a\n\n      b\n\n    c', 'a\n\nb\n\nc'),
    'bullets': ('\n  * a\n    b\n  * c\n    d\n\n  e', '* a\n  b\n* c\n  d\n\ne'),
    'a ragged paragraph after a bullet': ('\n  * a\n\n  b\n    c', '* a\n\nb\nc'),
    'bullets deeper than the text': (' a\n\n      - b\n        c\n    d', 'a\n\n- b\n  c\nd'),
    'bullets within bullets': (
        '\n  - a\n\n    - b\n      c\n\n    d\n  - e',
        '- a\n\n  - b\n    c\n\n  d\n- e',
    ),
    'two paragraphs of a bullet': ('\n  * a\n\n    b\n\n  c', '* a\n\n  b\n\nc'),
    'a bullet on the first line': (' * a\n    * b', '* a\n* b'),
    'a bullet of another alphabet': ('\n  \N{BULLET} a\n    b', '\N{BULLET} a\n  b'),
    'a dash within a paragraph': ('\n  a\n  - b\n    c', 'a\n- b\nc'),
    'a number': ('\n  1. a\n     b\n  2. c', '1. a\n   b\n2. c'),
    'a number in parentheses': ('\n  (a) a\n      b', '(a) a\n    b'),
    'no number': ('\n  12345. a\n     b', '12345. a\nb'),
    'a field': ('\n  :since: a\n    b', ':since: a\n  b'),
    'a role': ('\n  :ref:`a` b\n    c', ':ref:`a` b\nc'),
    'a directive': (
        '\n  .. note::\n\n     a\n       b\n\n  c',
        '.. note::\n\n   a\n     b\n\nc',
    ),
    'a directive on the first line': (' .. note::\n    a\n      b', '.. note::\n   a\n     b'),
    'a directive with text on the first line': (' .. note:: a\n    b', '.. note:: a\n   b'),
    'a literal block': ('\n  a::\n\n     b\n       c\n\n  d', 'a::\n\n   b\n     c\n\nd'),
    'a literal block after the first line': (' a::\n\n    b\n      c', 'a::\n\n   b\n     c'),
    'a literal block deeper than the text': (
        ' a::\n\n      b\n    c',
        'a::\n\n  b\nc',
    ),
    'a literal block within a bullet': (
        '\n  - a::\n\n      b\n\n    c\n  d',
        '- a::\n\n    b\n\n  c\nd',
    ),
    'a literal block that looks like a list': (
        '\n  a::\n\n     * b\n         c\n     d\n  e',
        'a::\n\n   * b\n       c\n   d\ne',
    ),
    'tabs count as one character': ('\n\t* a\n\t\tb', '* a\n b'),
}


@pytest.mark.parametrize(('value', 'expected'), NOTES.values(), ids=NOTES)
def test_note(value: str, expected: str) -> None:
    matrix, problems = loads(
        f'[driver.kvm]\ntitle = KVM\n[op.a]\ntitle = A\nnotes ={value}\ndriver.kvm = missing'
    )
    assert problems == []
    note = matrix.features[0].notes
    assert note is not None
    assert note.text == expected


def test_relative_indents() -> None:
    assert relative_indents([]) == []
    assert relative_indents([(None, 'a')]) == [0]
    assert relative_indents([(8, '* a'), (None, ''), (10, 'b'), (9, 'c'), (8, 'd')]) == [
        0,
        0,
        2,
        1,
        0,
    ]
