"""What is built, held against the validators and typesetters of others, where they are installed.

``epubcheck``, TeX Live, groff and texinfo are Debian packages; ``VNU_JAR`` names the jar of the
Nu HTML checker, and ``SARIF_MULTITOOL`` Microsoft's command of that name. CI installs them all.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path
from zipfile import ZipFile

import pytest
from bs4 import BeautifulSoup
from conftest import Build

from sphinx_feature_matrix.cli import main

VNU_JAR = os.environ.get('VNU_JAR', '')
SARIF_MULTITOOL = os.environ.get('SARIF_MULTITOOL', '')


def needs(*commands: str) -> pytest.MarkDecorator:
    """Return a mark that skips a test where one of *commands* is not installed."""
    missing = [command for command in commands if not shutil.which(command)]
    return pytest.mark.skipif(bool(missing), reason=f'not installed: {", ".join(missing)}')


def run(*command: str | Path, cwd: Path | None = None) -> tuple[int, str]:
    """Run a command and return its exit code and all that it printed."""
    done = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        check=False,
        capture_output=True,
        text=True,
        errors='replace',
        timeout=600,
    )
    return done.returncode, done.stdout + done.stderr


@needs('java')
@pytest.mark.skipif(not Path(VNU_JAR).is_file(), reason='VNU_JAR names no file')
@pytest.mark.parametrize('builder', ['html', 'singlehtml'])
def test_the_nu_checker_finds_no_error_in_html(build: Build, builder: str) -> None:
    built = build('full', builder, html_theme='alabaster', html_sidebars={'**': []})
    pages = [built.outdir / f'{docname}.html' for docname in ('index', 'parts', 'markdown')]
    code, output = run('java', '-jar', VNU_JAR, '--errors-only', *filter(Path.is_file, pages))
    assert code in (0, 1), output
    # The links of the table of contents on the page of all documents are Sphinx's own.
    errors = [line for line in output.splitlines() if ': error:' in line]
    assert [error for error in errors if '“#document-' not in error] == []


def test_a_book_has_neither_scripts_nor_what_they_need(build: Build) -> None:
    built = build('full', 'epub')
    (book,) = built.outdir.glob('*.epub')
    unwanted = 'script, template, form, input, button, output, [style], [hidden]'
    with ZipFile(book) as content:
        names = content.namelist()
        for name in ('index.xhtml', 'parts.xhtml', 'markdown.xhtml'):
            page = BeautifulSoup(content.read(name), 'html.parser')
            assert page.select('.feature-matrix-summary td[class^="fm-"]')
            assert page.select(unwanted) == []
    assert [name for name in names if name.endswith('.js')] == []


@needs('java')
@pytest.mark.skipif(not shutil.which('epubcheck'), reason='not installed: epubcheck')
def test_epubcheck_finds_no_fault_in_the_epub(build: Build) -> None:
    built = build('full', 'epub')
    (book,) = built.outdir.glob('*.epub')
    # Debian's command is the jar itself, which not every system runs as it is.
    jar = Path(str(shutil.which('epubcheck'))).resolve()
    command = ['java', '-jar', jar] if jar.suffix == '.jar' else [jar]
    code, output = run(*command, book)
    assert (code, 'No errors or warnings detected' in output) == (0, True), output


@pytest.mark.parametrize(
    ('engine', 'option'),
    [
        pytest.param('pdflatex', '-pdf', marks=needs('latexmk', 'pdflatex')),
        pytest.param('xelatex', '-pdfxe', marks=needs('latexmk', 'xelatex')),
        pytest.param('lualatex', '-pdflua', marks=needs('latexmk', 'lualatex')),
    ],
)
def test_latex_prints_every_symbol_and_no_table_is_wider_than_the_page(
    build: Build, engine: str, option: str
) -> None:
    # The general index would need xindy too, for the engines that read Unicode.
    built = build('full', 'latex', latex_engine=engine, latex_use_xindy=False)
    code, output = run(
        'latexmk',
        option,
        '-interaction=nonstopmode',
        '-halt-on-error',
        'full.tex',
        cwd=built.outdir,
    )
    assert code == 0, output[-3000:]
    log = (built.outdir / 'full.log').read_text(encoding='utf-8', errors='replace')
    widths = [float(points) for points in re.findall(r'Overfull \\hbox \(([\d.]+)pt', log)]
    assert [points for points in widths if points > 1] == []
    assert 'Missing character' not in log
    assert 'undefined' not in log


@pytest.mark.skipif(not Path(SARIF_MULTITOOL).is_file(), reason='SARIF_MULTITOOL names no file')
def test_the_sarif_validator_finds_no_fault_in_what_check_prints(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    mistakes = Path(__file__).parent.parent / 'doc' / 'source' / 'examples' / 'problems'
    assert main(['check', str(mistakes), '--select', 'ALL', '--output-format', 'sarif']) == 1
    log = tmp_path / 'log.sarif'
    log.write_text(capsys.readouterr().out, encoding='utf-8')
    found = tmp_path / 'found.sarif'
    code, output = run(SARIF_MULTITOOL, 'validate', log, '--output', found)
    assert code == 0, output
    assert not re.search(r': (error|fail) ', output), output


@needs('man')
def test_man_formats_the_page_within_80_columns(build: Build) -> None:
    built = build('full', 'man')
    code, output = run(
        'env', 'MANWIDTH=80', 'LC_ALL=C.UTF-8', 'man', '-l', built.outdir / 'full.1'
    )
    assert (code, 'warning' in output.lower()) == (0, False), output[:2000]
    assert '│complete' in output.replace(' ', '')
    assert max(map(len, output.splitlines())) <= 80


@needs('makeinfo')
def test_makeinfo_takes_the_texinfo(build: Build) -> None:
    built = build('full', 'texinfo')
    code, output = run('makeinfo', '--no-split', 'full.texi', cwd=built.outdir)
    # Sphinx itself writes a label in an admonition in this way.
    known = '@anchor should not appear in @quotation'
    assert (code, [line for line in output.splitlines() if known not in line]) == (0, [])
    assert re.search(r'^\W*Things kept\W*$', built.text('full.info'), re.MULTILINE)
