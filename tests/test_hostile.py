"""Whatever a file says is text: it cannot break out of the output of any builder."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterable
from itertools import zip_longest
from pathlib import Path
from typing import Any
from zipfile import ZipFile
from zlib import decompress

import hostile
import pytest
from babel.messages.pofile import read_po
from bs4 import BeautifulSoup, Tag
from conftest import Build, Built

OPTIONS = """\
   :parts: summary requirements details notes
   :driver-order: file
   :orientation: features
   :group-by-category:
"""
TEXTS = [*hostile.ALL.values()]

REPLACED = re.compile('[\x01-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufdd0-\ufdef\ufffe\uffff]')
"""What no file can have a writer write: the reader replaces it."""


def needs(command: str) -> pytest.MarkDecorator:
    """Return a mark that skips a test where *command* is not installed."""
    return pytest.mark.skipif(not shutil.which(command), reason=f'not installed: {command}')


def shown(text: str) -> str:
    """Return *text* as a reader is to see it."""
    return ' '.join(REPLACED.sub('\N{REPLACEMENT CHARACTER}', text).split())


def index(names: Iterable[str]) -> str:
    """Return a page with a directive for each of the files."""
    return '\n'.join(
        ['Page\n====\n', *(f'.. support_matrix:: {name}\n{OPTIONS}' for name in names)]
    )


def index_in_markdown(names: Iterable[str]) -> str:
    """Return the same page in Markdown."""
    options = OPTIONS.replace('   ', '')
    return '\n'.join(
        ['# Page\n', *(f'```{{support_matrix}} {name}\n{options}```\n' for name in names)]
    )


def pair(
    build: Build, builder: str, texts: list[str] = TEXTS, *, markdown: bool = False, **conf: Any
) -> list[Built]:
    """Return a project with hostile *texts* in all places, and one with harmless ones."""
    projects: list[Built] = []
    for inner in (texts, hostile.harmless(texts)):
        files = hostile.matrices(inner)
        pages = {'index.md': index_in_markdown(files)} if markdown else {'index.rst': index(files)}
        built = build({**pages, **files}, builder, fresh=True, **conf)
        kept = built.outdir.with_name(f'{builder}-{len(projects)}')
        shutil.move(built.outdir, kept)
        projects.append(Built(built.app, kept, built.warnings, built.read))
    return projects


Element = tuple[str, list[str]]


def differences(one: BeautifulSoup, other: BeautifulSoup) -> list[tuple[Element, ...]]:
    """Return where the elements of two pages, or their attributes, begin to differ."""
    structures = [
        [(tag.name, sorted(tag.attrs)) for tag in soup.find_all()] for soup in (one, other)
    ]
    pairs = zip_longest(*structures, fillvalue=('nothing', []))
    return [pair for pair in pairs if pair[0] != pair[1]][:3]


def runs(tag: Tag) -> bool:
    """Tell whether a browser would run something for *tag* that no page without texts has."""
    links = [str(value) for name, value in tag.attrs.items() if name in {'href', 'src', 'action'}]
    return (
        tag.name in {'iframe', 'object', 'embed', 'base', 'math'}
        or any(name.startswith('on') or name == 'srcdoc' for name in tag.attrs)
        or any(re.match(r'[^/?#]*(script|data|file)\W*:', link, re.IGNORECASE) for link in links)
    )


@pytest.mark.parametrize(
    ('builder', 'markdown'), [('html', False), ('html', True), ('singlehtml', False)]
)
def test_texts_are_text_in_html(build: Build, builder: str, markdown: bool) -> None:
    bad, good = (built.soup() for built in pair(build, builder, markdown=markdown))
    assert differences(bad, good) == []
    assert bad.find_all(runs) == []
    heads = [shown(head.get_text()) for head in bad.select('th[data-driver]')]
    assert heads == [*map(shown, TEXTS)]
    details = bad.select('section.feature-matrix-details')
    titles = [shown(str(section.select('h3, h4')[0].find(string=True))) for section in details]
    assert titles == [shown(text) for text in TEXTS for _kind in range(3)]
    for section, text in zip(details[::3], TEXTS, strict=True):
        said = shown(section.get_text().replace('\N{NO-BREAK SPACE}', ' '))
        # The heading, the status, the alias, a driver, its status, and one that is none.
        assert said.count(shown(text)) >= 6


def test_other_pages_of_the_site_hold_texts_as_text_too(build: Build) -> None:
    built, _ = pair(build, 'html')
    scripts = {}
    for name in ('genindex', 'search'):
        soup = built.soup(f'{name}.html')
        assert soup.find_all(runs) == []
        scripts[name] = [str(script) for script in soup.select('script, style, meta, link')]
    assert not any('told' in script for found in scripts.values() for script in found)
    titles = {shown(link.get_text()) for link in built.soup('genindex.html').select('td li')}
    assert any('<script>told("script")</script>' in title for title in titles)


def test_the_index_of_the_search_is_data(build: Build) -> None:
    built, _ = pair(build, 'html')
    text = built.text('searchindex.js').removeprefix('Search.setIndex(').removesuffix(')')
    assert 'told("script")' in str(json.loads(text)['alltitles'].keys())


def test_each_text_is_one_line_of_the_inventory(build: Build) -> None:
    counts = []
    for built in pair(build, 'html'):
        data = (built.outdir / 'objects.inv').read_bytes().split(b'\n', 4)[4]
        lines = decompress(data).decode().split('\n')
        assert all(re.match(r'(\S.*) \S+:\S+ -?\d+ \S* .', line) for line in lines if line)
        counts.append(len(lines))
    assert counts[0] == counts[1]


def test_a_book_holds_texts_as_text(build: Build) -> None:
    bad, good = pair(build, 'epub', version='1')
    books = []
    for built in (bad, good):
        (path,) = built.outdir.glob('*.epub')
        books.append(ZipFile(path))
    bad_book, good_book = books
    assert bad_book.namelist() == good_book.namelist()
    pages = [name for name in bad_book.namelist() if name.endswith(('.xhtml', '.opf', '.ncx'))]
    assert 'index.xhtml' in pages
    for name in pages:
        text = bad_book.read(name).decode()
        check_well_formed(text)
        if not name.endswith('.xhtml'):
            continue
        soup = BeautifulSoup(text, 'html.parser')
        assert soup.find_all(runs) == soup.select('script') == []
        if name != 'genindex.xhtml':
            other = BeautifulSoup(good_book.read(name), 'html.parser')
            assert differences(soup, other) == []


def check_well_formed(text: str) -> None:
    """Check of XML what texts could do to it: characters, references, tags that do not match."""
    assert REPLACED.findall(text) == []
    body = re.sub(r'\A(<\?xml[^<>]*\?>)?\s*(<!DOCTYPE[^<>]*>)?\s*(<!--[^<>]*-->)?', '', text)
    assert re.findall(r'&(?!#\d+;|#x[\da-f]+;|amp;|lt;|gt;|quot;)|]]>|<[?!]', body) == []
    opened: list[str] = []
    tags = re.compile(r'<(/?)([\w:.-]+)((?:\s+[\w:.-]+="[^"<]*")*)\s*(/?)>')
    assert '<' not in {*tags.sub('', body)}
    for end, name, _attributes, empty in tags.findall(body):
        if end:
            assert opened.pop() == name
        elif not empty:
            opened.append(name)
    assert opened == []


def test_xml_holds_texts_as_text(build: Build) -> None:
    bad, good = pair(build, 'xml')
    text = bad.text('index.xml')
    check_well_formed(text)
    counts = [Counter(re.findall('<[a-z_]+', each)) for each in (text, good.text('index.xml'))]
    assert counts[0] - counts[1] == counts[1] - counts[0] == Counter()


IN_LATEX = {
    *('textless', 'textgreater', 'textbackslash', 'textasciigrave', 'textquotesingle'),
    *('textasciicircum', 'textasciitilde', 'textbar', 'sphinxhyphen', 'sphinxleftcurlybrace'),
    *('sphinxrightcurlybrace', 'index', 'spxentry', 'allowbreak', *'{}%$&#_'),
}
"""The commands of LaTeX that stand for a character, and those of which there may be more."""


@pytest.mark.parametrize('engine', ['pdflatex', 'xelatex', 'lualatex'])
def test_latex_has_no_command_from_a_text(build: Build, engine: str) -> None:
    bad, good = pair(build, 'latex', latex_engine=engine)
    texts = [built.text('sample.tex') for built in (bad, good)]
    commands = [Counter(re.findall(r'\\([A-Za-z@]+|.)', text)) for text in texts]
    assert {*commands[0]} - {*commands[1]} <= IN_LATEX
    body = re.sub(r'\\.', '', texts[0].partition(r'\begin{document}')[2])
    # No comment, no formula, no parameter, and no other way to write a character.
    assert re.findall(r'%(?!\n)|\$|#|\^\^', body) == []
    depth = 0
    for brace in re.findall('[{}]', body):
        depth += 1 if brace == '{' else -1
        assert depth >= 0
    assert depth == 0


@needs('pdflatex')
def test_tex_reads_and_writes_no_file_for_a_text(build: Build) -> None:
    built, _ = pair(build, 'latex', [*hostile.TEX.values()])
    command = ['pdflatex', '-interaction=nonstopmode', '-halt-on-error', '-recorder', 'sample.tex']
    done = subprocess.run(command, cwd=built.outdir, check=False, capture_output=True)
    assert done.returncode == 0, done.stdout[-3000:]
    recorded = built.text('sample.fls')
    assert 'passwd' not in recorded
    written = {Path(name).suffix for name in re.findall('^OUTPUT (.*)', recorded, re.MULTILINE)}
    assert written <= {'.log', '.aux', '.out', '.toc', '.idx', '.pdf'}
    assert not (built.outdir / 'told').exists()


def test_man_has_no_request_from_a_text(build: Build) -> None:
    bad, good = (built.text('sample.1') for built in pair(build, 'man'))
    requests = [re.findall(r"^[.'].*?(?=\s|$)", text, re.MULTILINE) for text in (bad, good)]
    assert requests[0]
    assert (requests[0] == requests[1]) is True
    # A backslash, a quote, a hyphen, nothing: what stands for characters.
    escapes = [Counter(re.findall(r'\\(?:\(..|.)', text)) for text in (bad, good)]
    assert {*escapes[0]} - {*escapes[1]} <= {r'\e', r'\-', r'\&', r'\(aq', r'\(dq', r'\(ga'}


@needs('groff')
def test_groff_takes_the_page(build: Build) -> None:
    built, _ = pair(build, 'man')
    command = ['groff', '-ww', '-z', '-K', 'utf8', '-t', '-man', '-Tutf8', 'sample.1']
    done = subprocess.run(command, cwd=built.outdir, check=False, capture_output=True, text=True)
    said = done.stderr.replace('table wider than line width', '')
    assert (done.returncode, re.findall('warning: (?!file).*|error.*', said)) == (0, [])


def test_texinfo_has_no_command_from_a_text(build: Build) -> None:
    bad, good = (built.text('sample.texi') for built in pair(build, 'texinfo'))
    commands = [re.findall(r'^@[a-z]+', text, re.MULTILINE) for text in (bad, good)]
    assert (commands[0] == commands[1]) is True
    escapes = [{*re.findall(r'@(?:[a-z]+|.)', text)} for text in (bad, good)]
    assert escapes[0] - escapes[1] <= {'@{', '@}', '@@', '@w', '@comma'}


@needs('makeinfo')
def test_makeinfo_takes_the_file(build: Build) -> None:
    built, _ = pair(build, 'texinfo')
    command = ['makeinfo', '--no-split', 'sample.texi']
    done = subprocess.run(command, cwd=built.outdir, check=False, capture_output=True, text=True)
    assert (done.returncode, done.stdout + done.stderr) == (0, '')
    assert 'root:' not in built.text('sample.info')


def test_plain_text_says_what_the_file_says(build: Build) -> None:
    built, _ = pair(build, 'text')
    said = shown(built.text('index.txt'))
    assert [text for text in map(shown, TEXTS) if text not in said] == []


def test_catalogues_hold_texts_as_messages(build: Build) -> None:
    built, _ = pair(build, 'gettext')
    with (built.outdir / 'index.pot').open('rb') as file:
        messages = {message.id for message in read_po(file)}
    assert {*map(shown, TEXTS)} <= messages


@pytest.mark.parametrize('text', hostile.LINKS.values(), ids=hostile.LINKS)
def test_a_driver_leads_to_no_such_address(build: Build, text: str) -> None:
    ini = f'[driver.a]\ntitle = A\nlink = {text}\n[op.x]\ntitle = X\ndriver.a = complete\n'
    built = build({'index.rst': index(['m.ini']), 'm.ini': ini})
    names = {warning.rpartition('[')[2] for warning in built.warnings}
    assert names <= {'feature_matrix.link]', 'feature_matrix.not-text]'}
    assert 'feature_matrix.link]' in names
    assert built.soup().select('[data-driver] a, .feature-matrix-drivers a') == []
    assert built.soup().find_all(runs) == []


HOSTILE_OPTIONS = [text for text in TEXTS if shown(text) == text and text[0] not in '.\'"']


@pytest.mark.parametrize('option', ['caption', 'name', 'class'])
def test_what_an_option_says_is_text(build: Build, option: str) -> None:
    pages = []
    for texts in (HOSTILE_OPTIONS, hostile.harmless(HOSTILE_OPTIONS)):
        directives = [
            f'.. support_matrix::\n   :parts: summary\n   :{option}: {text}\n' for text in texts
        ]
        built = build({'index.rst': '\n'.join(['Page\n====\n', *directives])}, fresh=True)
        soup = built.soup()
        assert soup.find_all(runs) == []
        pages.append(soup)
    # Of a class, only letters are kept; a text without any is refused.
    assert option == 'class' or differences(*pages) == []


@pytest.mark.parametrize('name', ['a"b\'c', '<b>&amp;', '{{ x }}', '$(x)`y`', '%s;$&'])
def test_the_name_of_a_file_is_text(build: Build, name: str) -> None:
    (ini,) = hostile.matrices(['One', 'Two']).values()
    pages = []
    for each in (name, 'harmless'):
        file = f'{each}.ini'
        built = build({'index.rst': index([file]), file: ini}, fresh=True)
        soup = built.soup()
        pages.append(soup)
        (summary,) = soup.select('[data-matrix]')
        assert summary['data-matrix'] == each
    assert differences(*pages) == []
