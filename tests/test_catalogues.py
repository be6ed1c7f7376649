"""The catalogues of the extension's own words: that they are complete, and that pages use them."""

from __future__ import annotations

import ast
import re
import shlex
import subprocess
import sys
from collections.abc import Callable
from configparser import ConfigParser
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po
from bs4 import BeautifulSoup
from conftest import MATRIX, Build, Built

from sphinx_feature_matrix.messages import CATALOGUE, FOLDER

ROOT = Path(__file__).parent.parent
LANGUAGES = sorted(path.name for path in FOLDER.iterdir() if path.is_dir())
PLACEHOLDER = re.compile(r'%(?:\(\w+\))?[a-z]')

NEWER = MATRIX.replace('driver.alpha = missing', 'driver.alpha = partial')

REQUIRED = f"""\
{MATRIX}
[storage.three]
title = Third thing
status = choice(backup)

[storage.four]
title = Fourth thing
status = condition(operation.one==complete)
"""

each_language = pytest.mark.parametrize('language', LANGUAGES)


def read(path: Path) -> Catalog:
    with path.open('rb') as file:
        return read_po(file)


def catalogue(language: str) -> Catalog:
    return read(FOLDER / language / 'LC_MESSAGES' / f'{CATALOGUE}.po')


def by_text(catalog: Catalog) -> dict[str, Message]:
    """Return the messages of *catalog* by what they are in English, without its header."""
    return {str(message.id): message for message in catalog if message.id}


def words(catalog: Catalog) -> dict[str, str]:
    """Return what is shown in place of each message."""
    return {text: str(message.string) for text, message in by_text(catalog).items()}


@pytest.fixture(scope='module')
def extracted(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    """The messages in the code, found as ``tox -e messages`` finds them."""
    tox = ConfigParser(interpolation=None)
    tox.read(ROOT / 'tox.ini', encoding='utf-8')
    commands = tox['testenv:messages']['commands'].replace('\\\n', '').strip()
    program, *arguments = shlex.split(commands.splitlines()[0])
    assert program == 'pybabel'
    output = tmp_path_factory.mktemp('catalogue') / 'extracted.pot'
    arguments = [f'--output={output}' if '--output=' in each else each for each in arguments]
    command = [sys.executable, '-m', 'babel.messages.frontend', *arguments]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return read(output)


def test_the_template_is_what_the_code_says(extracted: Catalog) -> None:
    def described(catalog: Catalog) -> list[tuple[str, list[str], list[str]]]:
        return [
            (text, message.auto_comments, [file for file, _line in message.locations])
            for text, message in by_text(catalog).items()
        ]

    template = read(ROOT / 'sphinx_feature_matrix' / 'locale' / f'{CATALOGUE}.pot')
    assert described(template) == described(extracted)


def test_no_message_is_in_an_f_string() -> None:
    """Before Python 3.12, an f-string is one token, so that Babel finds no message in it."""
    found = [
        f'{path.relative_to(ROOT)}:{call.lineno}'
        for path in (ROOT / 'sphinx_feature_matrix').rglob('*.py')
        for string in ast.walk(ast.parse(path.read_bytes()))
        if isinstance(string, ast.JoinedStr)
        for call in ast.walk(string)
        if isinstance(call, ast.Call)
        and ast.unparse(call.func).rpartition('.')[2] in {'_', 'translate'}
        and isinstance(call.args[0], ast.Constant)
    ]
    assert found == []


def test_there_are_catalogues_for_five_languages() -> None:
    assert {'de', 'es', 'fr', 'ja', 'zh_CN'} <= set(LANGUAGES)


@each_language
def test_a_catalogue_has_every_message_of_the_code(language: str, extracted: Catalog) -> None:
    assert words(extracted).keys() - words(catalogue(language)).keys() == set()


@each_language
def test_a_catalogue_has_no_message_that_the_code_lacks(language: str, extracted: Catalog) -> None:
    found = catalogue(language)
    assert words(found).keys() - words(extracted).keys() == set()
    assert list(found.obsolete) == []


@each_language
def test_every_message_is_translated_and_none_is_a_guess(language: str) -> None:
    messages = by_text(catalogue(language))
    assert [text for text, message in messages.items() if not message.string] == []
    assert [text for text, message in messages.items() if message.fuzzy] == []


@each_language
def test_a_translation_has_the_placeholders_of_its_message(language: str) -> None:
    for text, translation in words(catalogue(language)).items():
        assert sorted(PLACEHOLDER.findall(translation)) == sorted(PLACEHOLDER.findall(text)), text


@each_language
def test_the_header_of_a_catalogue_is_filled_in(language: str) -> None:
    found = catalogue(language)
    assert found.locale_identifier == language
    header = str(found.header_comment) + str(found.mime_headers)
    for blank in ('PROJECT', 'ORGANIZATION', 'FIRST AUTHOR', 'FULL NAME', 'EMAIL', 'li.org'):
        assert blank not in header


@each_language
def test_a_compiled_catalogue_says_the_same_as_its_source(language: str) -> None:
    source = FOLDER / language / 'LC_MESSAGES' / f'{CATALOGUE}.po'
    with source.with_suffix('.mo').open('rb') as file:
        assert words(read_mo(file)) == words(read(source))


@each_language
def test_a_matrix_is_shown_in_the_language_of_the_project(
    language: str, page: Callable[..., Built]
) -> None:
    say = words(catalogue(language))
    parts = ':parts: summary requirements details'
    built = page(parts, language=language, html_permalinks=False)
    assert built.warnings == []
    soup = built.soup()

    def shown(selector: str) -> list[str]:
        return [tag.get_text() for tag in soup.select(selector)]

    assert shown('h2') == [say['Summary'], say['Requirements'], say['Details']]
    assert shown('th.feature-matrix-corner') == [say['Feature']]
    assert shown('th.feature-status') == [say['Status']]
    assert shown('td.feature-status') == [say['optional'], say['mandatory']]
    cells = [str(cell['aria-label']) for cell in soup.select('td[class^="fm-"] a')]
    statuses = ['complete', 'partial', 'missing', 'unknown']
    noted = {'partial': say['%(status)s, with a note'] % {'status': say['partial']}}
    assert cells == [noted.get(status, say[status]) for status in statuses]
    assert shown('tr.feature-matrix-support th') == [say['Supported']]
    meanings = ['works', 'works, with caveats', 'does not work', 'nobody has said']
    *items, mark = shown('.feature-matrix-legend li')
    for item, status, meaning in zip(items, statuses, meanings, strict=True):
        assert say[status] in item
        assert say[meaning] in item
    assert mark.endswith(say['with a note, in the details'])
    verdicts = shown('dt .feature-matrix-verdict')
    assert verdicts == [say['unmet'], say['undetermined']]
    details = shown('#storage_two > p')
    assert say['Key'] in details[0]
    assert details[1] == say['Drivers:']


@each_language
def test_the_controls_are_in_the_language_of_the_project(
    language: str, page: Callable[..., Built]
) -> None:
    say = words(catalogue(language))
    template = page(':parts: summary', language=language).soup().template
    assert template is not None
    # As a part of the page, a template has no text.
    soup = BeautifulSoup(template.decode_contents(), 'html.parser')

    def shown(selector: str) -> list[str]:
        return [tag.get_text() for tag in soup.select(selector)]

    assert shown('summary') == [say['Drivers to compare'], say['Support to find']]
    assert shown('option') == [say['the given order'], say['title'], say['support']]
    assert shown('button') == [say['Copy as CSV'], say['Copy as Markdown'], say['Reset']]
    for field, label in {
        'filter': 'Filter features',
        'differ': 'Differences only',
        'sort': 'Sort by',
        'status': 'complete',
    }.items():
        assert say[label] in shown(f'label:has([name={field}])')[0]
    form, output = soup.select_one('form'), soup.select_one('output')
    assert form is not None
    assert output is not None
    assert str(form['aria-label']).startswith(say['Find and compare'])
    sentences = {
        'count': (
            '%(features)s of %(all_features)s features, %(drivers)s of %(all_drivers)s drivers.'
        ),
        'alone': '%(driver)s supports %(number)s that %(other)s lacks.',
        'otherwise': 'Otherwise different: %(number)s.',
        'copied': 'Copied.',
        'failed': 'This browser does not let it be copied.',
    }
    assert output.attrs == {f'data-{name}': say[text] for name, text in sentences.items()}


@each_language
def test_a_sentence_has_a_literal_where_the_language_wants_it(
    language: str, page: Callable[..., Built]
) -> None:
    say = words(catalogue(language))
    soup = page(':parts: details', REQUIRED, language=language).soup()
    choice = say['choice, at least one of the group %(group)s'] % {'group': 'backup'}
    condition = say['condition, mandatory if %(condition)s'] % {
        'condition': 'operation.one==complete'
    }
    for name, sentence in {'storage_three': choice, 'storage_four': condition}.items():
        facts = soup.select_one(f'#{name} p')
        assert facts is not None
        fact = say['%(name)s: %(value)s'] % {'name': say['Status'], 'value': sentence}
        assert facts.get_text().startswith(fact)


@each_language
def test_changes_are_told_in_the_language_of_the_project(language: str, build: Build) -> None:
    say = words(catalogue(language))
    built = build(
        {
            'index.rst': 'Page\n====\n\n.. support_matrix_changes:: old.ini new.ini\n',
            'old.ini': MATRIX,
            'new.ini': NEWER,
        },
        language=language,
        html_permalinks=False,
    )
    assert built.warnings == []
    soup = built.soup()
    headings = [tag.get_text() for tag in soup.select('h2')]
    assert headings == [say['What drivers gained'], say['Verdicts']]
    gained, verdicts = (tag.get_text() for tag in soup.select('section > ul'))
    assert f'{say["missing"]} → {say["partial"]}' in gained
    assert f'{say["unmet"]} → {say["met"]}' in verdicts


@each_language
def test_a_legend_of_words_is_in_the_language_of_the_project(language: str, build: Build) -> None:
    say = words(catalogue(language))
    index = 'Page\n====\n\n.. support_matrix:: support-matrix.ini\n   :parts: summary\n'
    text = build({'index.rst': index}, 'text', language=language).text('index.txt')
    # Lines are wrapped, and a no-break space is any space to the text builder.
    legend = ''.join(text[text.rindex(say['Legend']) :].split())
    assert ''.join(say['works, with caveats'].split()) in legend
