"""Notes read no files, run no code, hold no raw markup, and change nothing but themselves."""

from __future__ import annotations

from pathlib import Path

import docutils
import pytest
from bs4 import BeautifulSoup, Tag
from conftest import CONF, Build, Built

from sphinx_feature_matrix.note_limits import without_own_classes

INDEX = """\
Page
====

.. |word| replace:: the word
.. _away: https://good.example/away

.. support_matrix:: support-matrix.ini
   :parts: details

After
-----

A `role`, |word|, |release|, away_, `Page`_, `without a name`__, [#]_, [*]_ and [1]_.

__ https://good.example/unnamed

.. [#] Numbered.
.. [*] With a symbol.
.. [1] With its number.
"""
CONF_PY = CONF.replace(
    "'myst_parser'",
    "'myst_parser', 'sphinx.ext.ifconfig', 'sphinx.ext.autodoc', 'sphinx.ext.doctest'",
)
SVG = '<svg xmlns="http://www.w3.org/2000/svg"><script>told(1)</script></svg>'


def with_note(build: Build, source: Path, note: str, builder: str = 'html') -> Built:
    """Return a page on which the feature ``console`` has *note*; there is a secret beside it."""
    (source.parent / 'secret.txt').write_text('SECRET')
    (source.parent / 'secret.py').write_text('open("told", "w")')
    indented = note.replace('\n', '\n  ')
    ini = f"""\
[driver.a]
title = A
[console]
title = Console
notes =
  {indented}
driver.a = complete
[op.other]
title = Other
driver.a = missing
"""
    files = {'conf.py': CONF_PY, 'index.rst': INDEX, 'support-matrix.ini': ini}
    return build({**files, 'picture.svg': SVG, 'secret.rst': ':orphan:\n\nSECRET\n'}, builder)


def part(soup: BeautifulSoup, name: str) -> Tag:
    (found,) = soup.select(f'[id="{name}"]')
    return found


FORBIDDEN = {
    # Files.
    'raw': '.. raw:: html\n\n   SECRET',
    'raw with a file': '.. raw:: html\n   :file: ../secret.txt',
    'raw with an address': '.. raw:: html\n   :url: file:///etc/passwd',
    'include': '.. include:: ../secret.txt',
    'literalinclude': '.. literalinclude:: ../secret.txt',
    'csv-table with a file': '.. csv-table::\n   :file: ../secret.txt',
    'csv-table with an address': '.. csv-table::\n   :url: file:///etc/passwd',
    'download': ':download:`../secret.txt`',
    'download with a title': ':download:`this <../secret.txt>`',
    'a file as an image': '.. image:: ../secret.txt',
    'an image outside': '.. image:: ../../picture.svg',
    'a file of the sources as an image': '.. image:: conf.py',
    'an image that is no path': '.. image:: file:///etc/passwd.png',
    'an image that is data': '.. image:: data:image/svg+xml,SECRET',
    'a figure': '.. figure:: ../secret.txt\n\n   Words.',
    'an image by a name': 'An |image|.\n\n.. |image| image:: ../secret.txt',
    'a formula that reads': r':math:`\input{/etc/passwd}`',
    'a formula that writes': '.. math::\n\n   \\immediate\\write18{touch told}',
    'a formula in disguise': ':math:`^^5cinput x`',
    'a formula that links': r':math:`\href{javascript:told(1)}{x}`',
    'a formula that does not end': ':math:`a % b`',
    'a formula that ends twice': r':math:`a \) \( b`',
    'a formula with half a pair': ':math:`a} {b`',
    'a formula that goes on': ':math:`a {b`',
    'a formula of half an environment': r':math:`\begin{matrix} a`',
    'a formula in the wrong order': r':math:`\left( { \right) }`',
    'a formula that makes an environment': r':math:`\begin{verbatim} a \end{verbatim}`',
    'a formula that defines': r':math:`\def\x{a}`',
    'a formula of an inner command': r':math:`\frac@a`',
    # Code.
    'ifconfig': '.. ifconfig:: open("told", "w")\n\n   SECRET',
    'automodule': '.. automodule:: antigravity',
    'autofunction': '.. autofunction:: os.system',
    'doctest': '.. doctest::\n\n   >>> open("told", "w")',
    'testcode': '.. testcode::\n\n   open("told", "w")',
    # What stands elsewhere.
    'toctree': '.. toctree::\n\n   secret',
    'meta': '.. meta::\n   :http-equiv=refresh: 0; url=https://evil.example',
    'title': '.. title:: SECRET',
    'class': '.. class:: hidden',
    'rst-class': '.. rst-class:: hidden',
    'default-role': '.. default-role:: strong',
    'role': '.. role:: html(raw)\n   :format: html',
    'another role': '.. role:: emphasis(strong)',
    'sectnum': '.. sectnum::',
    'contents': '.. contents::',
    'target-notes': '.. target-notes::',
    'header': '.. header:: SECRET',
    'footer': '.. footer:: SECRET',
    'highlight': '.. highlight:: python',
    'index': '.. index:: single: SECRET',
    'only': '.. only:: html\n\n   Title\n   =====',
    'tabularcolumns': '.. tabularcolumns:: |l|',
    'a module': '.. py:module:: SECRET',
    'a program': '.. program:: SECRET',
    'a term': '.. glossary::\n\n   SECRET\n      Words.',
    'a default domain': '.. default-domain:: py',
    'a substitution': '.. |word| replace:: SECRET',
    'a substitution of Sphinx': '.. |release| replace:: SECRET',
    'a substitution by its number': '.. |word| unicode:: 0x53',
    'the date': '.. |word| date::',
}


@pytest.mark.parametrize('note', FORBIDDEN.values(), ids=FORBIDDEN)
def test_what_is_forbidden_is_said_and_does_nothing(
    build: Build, source: Path, monkeypatch: pytest.MonkeyPatch, note: str
) -> None:
    monkeypatch.chdir(source)
    plain = with_note(build, source, 'Words.').soup()
    built = with_note(build, source, note)
    soup = built.soup()
    ours = [line for line in built.warnings if '[feature_matrix.forbidden-markup]' in line]
    assert ours
    for warning in built.warnings:
        # A substitution that is not made is missed where it is used, too.
        assert warning in ours or '[feature_matrix.markup]' in warning
        assert 'support-matrix.ini:' in warning
    for name in ('after', 'op_other'):
        assert str(part(soup, name)) == str(part(plain, name))
    assert soup.head is not None
    assert str(soup.head) == str(plain.head)
    assert 'root:' not in soup.get_text()
    assert not (source / 'told').exists()
    published = [path for path in built.outdir.rglob('*') if path.suffix != '.doctree']
    names = {path.name for path in published}
    assert names.isdisjoint({'secret.txt', 'conf.py', 'told', '_images', '_downloads'})
    assert 'SECRET' not in built.text('genindex.html')


@pytest.mark.parametrize('note', FORBIDDEN.values(), ids=FORBIDDEN)
def test_what_is_forbidden_is_not_in_latex(build: Build, source: Path, note: str) -> None:
    text = with_note(build, source, note, 'latex').text('sample.tex')
    assert '\\input{/etc' not in text
    assert '^^' not in text
    assert '\\immediate' not in text.partition('begin{document}')[2]


LINKS = {
    'a link': 'See `this <{}>`_.',
    'an anonymous link': 'See `this <{}>`__.',
    'a target': 'See this_.\n\n.. _this: {}',
    'an image with a link': '.. image:: picture.svg\n   :target: {}',
    'a figure with a link': '.. figure:: picture.svg\n   :target: {}\n\n   This.',
}


@pytest.mark.parametrize('note', LINKS.values(), ids=LINKS)
@pytest.mark.parametrize(
    'address',
    [
        *('javascript:told(1)', 'JavaScript:told(1)', 'vbscript:x', 'data:text/html,x'),
        *('file:///etc/passwd', 'javascript://e.example/%0atold(1)', 'blob:x', 'x:y'),
    ],
)
def test_links_of_notes_are_as_those_of_drivers(
    build: Build, source: Path, note: str, address: str
) -> None:
    built = with_note(build, source, note.format(address))
    assert '[feature_matrix.link]' in built.warnings[0]
    # Which line it is of the note's depends on the version of docutils.
    assert f'{source / "support-matrix.ini"}:' in built.warnings[0]
    addresses = [str(link['href']) for link in part(built.soup(), 'console').select('a[href]')]
    assert address not in addresses
    # Where it was, the words are.
    assert 'his' in part(built.soup(), 'console').get_text() or 'image' in note


@pytest.mark.parametrize(
    'address',
    [
        *('https://e.example/a:b', 'HTTP://e.example', 'mailto:a', 'ftp://e.example/x'),
        *('other.html', '/other.html', '../x/y.html?a:b', '#after', '//e.example/x'),
    ],
)
def test_other_links_of_notes_lead_where_they_say(
    build: Build, source: Path, address: str
) -> None:
    built = with_note(build, source, f'See `this <{address}>`__.')
    assert built.warnings == []
    assert part(built.soup(), 'console').select_one(f'a[href="{address}"]') is not None


def test_what_only_looks_like_such_a_link_is_text(build: Build, source: Path) -> None:
    built = with_note(build, source, 'Write javascript:told(1) or data:x there, *not* here.')
    assert built.warnings == []
    section = part(built.soup(), 'console')
    assert 'Write javascript:told(1) or data:x there, not here.' in section.get_text()
    assert [link['href'] for link in section.select('a')] == ['#console']


@pytest.mark.parametrize(
    'note',
    [
        'See Page_.\n\n.. _Page: https://evil.example',
        'See After_.\n\n.. _After: https://evil.example',
        'See away_.\n\n.. _away: https://evil.example',
        'See away_.\n\n.. _away: further_\n\n.. _further: https://evil.example',
        'An _`away` and a _`Page` and `After <https://evil.example>`_.',
        '.. _console:\n\nText.',
        '.. _op.other:\n\n.. _after:\n\nText.',
        '.. note:: Text.\n   :name: console',
        '.. note::\n   :name: after\n\n   Text.',
        'An [#]_ and a [*]_.\n\n.. [#] One.\n.. [*] Two.',
        'An `unnamed one`__.\n\n__ https://evil.example',
        '.. container:: feature-matrix-summary fm-complete\n\n   Text.',
    ],
)
def test_names_in_a_note_are_known_to_the_note_alone(
    build: Build, source: Path, note: str
) -> None:
    built = with_note(build, source, note)
    assert built.warnings == []
    soup = built.soup()
    after = part(soup, 'after')
    links = [str(link['href']) for link in after.select('p a.reference:not(.footnote-reference)')]
    assert links == ['https://good.example/away', '#page', 'https://good.example/unnamed']
    assert 'evil' not in str(after)
    ids = [str(tag['id']) for tag in soup.select('[id]')]
    assert len(ids) == len({*ids})
    section = part(soup, 'console')
    assert 'feature-matrix-details' in (section.get('class') or ())
    assert len(soup.select('.feature-matrix-summary')) == 0
    if 'See' in note:
        assert section.select_one('a[href="https://evil.example"]') is not None


@pytest.mark.parametrize(
    'note',
    [
        '__ https://evil.example',
        'An `unnamed one`__ and another__.\n\n__ https://evil.example',
        'A footnote [#]_ that is not there.',
        'None for this.\n\n.. [#] A footnote.',
        'A footnote [*]_ that is not there.',
        'None for this.\n\n.. [*] A footnote.',
    ],
)
def test_what_is_paired_by_its_order_has_its_pair_in_the_note(
    build: Build, source: Path, note: str
) -> None:
    plain = with_note(build, source, 'Words.').soup()
    built = with_note(build, source, note)
    (warning,) = built.warnings
    assert 'support-matrix.ini:' in warning
    assert 'without a name' in warning
    texts = [part(soup, 'after').get_text() for soup in (plain, built.soup())]
    assert texts[0] == texts[1]
    assert 'evil' not in str(part(built.soup(), 'after'))


ALLOWED = {
    'an admonition': '.. warning:: Words.',
    'a version': '.. versionadded:: 1.2',
    'code': '.. code-block:: python\n\n   import this',
    'a table': '.. list-table::\n\n   * - Words.',
    'a table of lines': '.. csv-table::\n\n   a, b',
    'an image of the sources': '.. image:: picture.svg\n   :alt: Words.',
    'an image of the web': '.. image:: https://e.example/a.png',
    'a formula': r':math:`\frac{a_1^2}{2} \leq \sqrt{x}` and :math:`50\% \{x\}`',
    'a larger formula': (
        '.. math::\n\n   \\theta &= \\left( \\begin{matrix} a & b \\\\ c & d '
        '\\end{matrix} \\right) \\\\\n   &\\in \\mathbb{R}'
    ),
    'a name of the page': '|word| and away_ and |release|',
    'a list': '* one\n* two',
}


@pytest.mark.parametrize('note', ALLOWED.values(), ids=ALLOWED)
def test_what_only_shows_something_is_allowed(build: Build, source: Path, note: str) -> None:
    assert with_note(build, source, note).warnings == []


@pytest.mark.skipif(docutils.__version_info__ < (0, 21), reason='has no such option')
def test_an_image_is_no_part_of_the_page(build: Build, source: Path) -> None:
    built = with_note(build, source, '.. image:: picture.svg\n   :loading: embed')
    section = part(built.soup(), 'console')
    assert section.select('svg, script') == []
    assert [warning for warning in built.warnings if 'embed' in warning] == []
    assert section.select_one('img') is not None


def test_classes_of_a_matrix_are_kept_from_notes() -> None:
    classes = ['fm-complete', 'feature-matrix', 'feature-matrix-box', 'wide', 'confirm-fm-']
    assert without_own_classes(classes) == ['wide', 'confirm-fm-']


def test_the_project_can_let_notes_have_further_directives(build: Build, source: Path) -> None:
    note = '.. only:: html\n\n   Words.'
    (warning,) = with_note(build, source, note).warnings
    assert '"only" directive disabled in notes' in warning
    built = build(feature_matrix_note_directives=['Only'])
    assert built.warnings == []
    console = built.soup().select_one('#console')
    assert console is not None
    assert 'Words.' in console.get_text()


def test_a_long_note_with_markup_is_shown_as_it_is(build: Build, source: Path) -> None:
    text = '`a ' * 7000
    (warning,) = with_note(build, source, text).warnings
    assert 'support-matrix.ini:6:3: WARNING: a note with markup may have 20,000' in warning
    console = build().soup().select_one('#console')
    assert console is not None
    assert text.strip() in console.get_text()


def test_a_long_note_without_markup_is_no_problem(build: Build, source: Path) -> None:
    assert with_note(build, source, 'Many words here. ' * 10_000).warnings == []


@pytest.mark.parametrize('depth', [60, 400])
def test_what_is_nested_too_deep_is_shown_as_it_is(build: Build, source: Path, depth: int) -> None:
    text = '* ' * depth + 'Words.'
    (warning,) = with_note(build, source, text).warnings
    assert 'support-matrix.ini:6:3: WARNING: the markup is nested too deep' in warning
    console = build().soup().select_one('#console')
    assert console is not None
    assert text in console.get_text()
    assert not console.select('p li')


def test_links_within_a_note_lead_to_its_own_names_in_several_steps(
    build: Build, source: Path
) -> None:
    note = 'See one_ and three_.\n\n.. _one: two_\n.. _two: https://e.example/\n.. _three: Page_\n'
    built = with_note(build, source, note)
    assert built.warnings == []
    links = [tag['href'] for tag in part(built.soup(), 'console').select('p > a.reference')]
    assert links == ['https://e.example/', '#page']
