"""Notes: markup, its mistakes at the INI file's lines, and what notes may not do."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from conftest import MATRIX, Build, Built
from docutils import nodes
from docutils.frontend import get_default_settings
from docutils.parsers.rst import Parser
from docutils.utils import new_document
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from sphinx_feature_matrix.model import Note
from sphinx_feature_matrix.notes import NoteParser
from sphinx_feature_matrix.plain import is_plain
from sphinx_feature_matrix.problems import Problem

Page = Callable[..., Built]


def with_notes(*lines: str) -> str:
    """Return the sample matrix with these lines as the notes of its first feature."""
    notes = '\n'.join(lines)
    return MATRIX.replace('title = First operation\n', f'title = First operation\n{notes}\n')


@pytest.mark.parametrize(
    ('lines', 'place', 'message', 'name'),
    [
        (['notes = An *unclosed emphasis.'], '9:9', 'Inline emphasis start-string', 'markup'),
        (
            ['notes = Fine.', '', '  Also fine.', '', '  A ``literal.'],
            '13:3',
            'Inline literal start-string',
            'markup',
        ),
        (['notes = :nosuchrole:`x`'], '9:9', 'Unknown interpreted text role', 'markup'),
        (['notes = .. nosuch:: x'], '9:9', 'Unknown directive type "nosuch"', 'markup'),
        (
            ['notes = Title', '  =====', '', '  Text.'],
            '10:3',
            'Unexpected section title',
            'markup',
        ),
        (
            ['notes =', '  .. raw:: html', '', '     <script>alert(1)</script>'],
            '10:3',
            '"raw" directive disabled',
            'forbidden-markup',
        ),
        (
            ['notes = .. include:: conf.py'],
            '9:9',
            '"include" directive disabled',
            'forbidden-markup',
        ),
        (
            ['notes = .. literalinclude:: conf.py'],
            '9:9',
            'File insertion disabled',
            'forbidden-markup',
        ),
        (
            ['notes =', '  .. csv-table::', '     :file: conf.py'],
            '10:3',
            'File and URL access deactivated',
            'forbidden-markup',
        ),
        (['# a comment', 'notes = |nothing|'], '10:9', 'is called "nothing"', 'markup'),
        (['notes = nowhere_ to be found'], '9:9', 'is called "nowhere"', 'markup'),
        (['notes = A', '   `name of nothing`_.'], '9:9', 'called "name of nothing"', 'markup'),
        (['notes = A', '   [1]_ footnote.'], '9:9', 'is called "1"', 'markup'),
    ],
)
@pytest.mark.parametrize('markdown', [False, True])
def test_mistakes_are_reported_at_the_files_line_and_the_page_is_built(
    build: Build, lines: list[str], place: str, message: str, name: str, markdown: bool
) -> None:
    files = {'support-matrix.ini': with_notes(*lines)}
    if markdown:
        files['index.md'] = '# Page\n\n```{support_matrix} support-matrix.ini\n```\n'
    else:
        files['index.rst'] = 'Page\n====\n\n.. support_matrix:: support-matrix.ini\n'
    built = build(files)
    relevant = [warning for warning in built.warnings if message in warning]
    assert len(relevant) == 1
    assert f'support-matrix.ini:{place}' in relevant[0]
    if name:
        assert f'[feature_matrix.{name}]' in relevant[0]
    text = built.text('index.html')
    assert 'Second thing' in text
    assert 'alert(1)' not in text
    assert 'html_theme' not in text
    assert 'system-message' not in text
    assert 'problematic' not in text


def test_the_raw_role_is_off_too(build: Build) -> None:
    index = (
        'Page\n====\n\n.. role:: html(raw)\n   :format: html\n\n'
        '.. support_matrix:: support-matrix.ini\n\n:html:`<i>mine</i>`\n'
    )
    ini = with_notes('notes = A :html:`<script>no</script>` here.')
    built = build({'index.rst': index, 'support-matrix.ini': ini})
    (warning,) = built.warnings
    assert 'support-matrix.ini:9' in warning
    assert '[feature_matrix.forbidden-markup]' in warning
    assert '<script>no' not in built.text('index.html')
    # The author of the page may still use it, before and after the matrix.
    assert '<i>mine</i>' in built.text('index.html')


def test_notes_may_use_roles_targets_and_substitutions_of_the_page(build: Build) -> None:
    index = (
        'Page\n====\n\n.. |sub| replace:: substituted\n.. _away: https://example.org/away\n\n'
        '.. support_matrix:: support-matrix.ini\n'
    )
    ini = with_notes('notes = See :doc:`index`, away_, |sub| and |release|.')
    built = build({'index.rst': index, 'support-matrix.ini': ini})
    assert built.warnings == []
    section = built.soup().select_one('#operation_one')
    assert section is not None
    assert 'See Page, away, substituted and 1.' in section.text
    assert section.select_one('a[href="https://example.org/away"]') is not None


def test_two_notes_may_give_their_links_the_same_name(page: Page) -> None:
    ini = with_notes('notes = See `the tracker <https://example.org/1>`_.')
    ini = ini.replace('status = mandatory', 'notes = `the tracker <https://example.org/2>`_')
    built = page('', ini)
    assert built.warnings == []
    links = [str(link['href']) for link in built.soup().select('section a.external')]
    assert links == ['https://example.org/1', 'https://example.org/2']


def test_a_list_in_a_note_may_be_indented(page: Page) -> None:
    ini = with_notes(
        'notes = A list:',
        '',
        '    * one',
        '      goes on',
        '    * two',
        '',
        '    ::',
        '',
        '      x',
    )
    built = page('', ini)
    assert built.warnings == []
    section = built.soup().select_one('#operation_one')
    assert section is not None
    items = [' '.join(item.text.split()) for item in section.select('ul.simple li')]
    assert items == ['one goes on', 'two']
    assert section.select_one('pre') is not None


def parsed(text: str) -> tuple[str, list[Problem]]:
    """Return what the parser makes of a note, as text that can be compared."""
    document = _document()
    lines = text.split('\n')
    numbers = tuple(range(1, len(lines) + 1))
    problems: list[Problem] = []
    note = Note(text, 'note.ini', numbers, numbers)
    content = NoteParser(document, problems.append).parse(note)
    return ''.join(node.pformat() for node in content), problems


def _document() -> nodes.document:
    return new_document('note.ini', get_default_settings(Parser))


WORDS = st.text(
    st.sampled_from('abI1 .,:;-+=~#*`_|\\<>()[]"\'/@&\n') | st.characters(codec='utf-8'),
    min_size=1,
    max_size=30,
)


@given(WORDS)
@example('A. B')
@example('iv) roman')
@example('Title\n-----')
@example('see http://example.org')
@example('a@b.org')
@example('Literal::')
@example('term\n  definition')
@example('mailto:someone')
@settings(max_examples=300, deadline=None, derandomize=True)
def test_a_note_that_skips_the_parser_would_have_come_out_of_it_the_same(text: str) -> None:
    text = '\n'.join(line.strip() for line in text.split('\n')).strip()
    assume(is_plain(text))
    document = _document()
    Parser().parse(text, document)
    assert parsed(text) == (''.join(node.pformat() for node in document), [])


def test_most_notes_skip_the_parser() -> None:
    for text in ['Only on Sundays.', 'Needs version 1.2: see the manual', 'One line\nand another']:
        assert is_plain(text)


def test_a_note_may_not_show_a_matrix(page: Page) -> None:
    """A file could otherwise show itself without end."""
    built = page('', with_notes('notes = Nested:', '', '  .. support_matrix:: support-matrix.ini'))
    (warning,) = built.warnings
    assert 'support-matrix.ini:11' in warning
    assert 'a note may not show a matrix' in warning
    assert '[feature_matrix.forbidden-markup]' in warning
