"""A matrix as JSON, CSV and Markdown."""

from __future__ import annotations

import csv
import io
import json
from textwrap import dedent
from typing import Any

import pytest
from bs4 import BeautifulSoup
from conftest import schema
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from test_changes import File, common, written
from test_escaping import MARKDOWN, PLAIN, TEXTS
from test_hypervisors import FILES, table
from test_properties import TEXTS as ANY_FILES

from sphinx_feature_matrix import load
from sphinx_feature_matrix.escaping import one_line
from sphinx_feature_matrix.export import FORMATS
from sphinx_feature_matrix.ini import loads

INI = """\
[matrix]
title = Stores
notes = The *first* paragraph,
    over two lines.

    - The second.

[status.soon]
title = Almost there
counts-as = missing

[driver.Disk]
title = Local | disk
link = https://example.org/disk

[driver.tape]
title = Tape
link = ../tape.html

[store.put]
title = Put things
status = mandatory
notes = Without ``put`` there is nothing to get.
cli = store put <thing>; store get `thing`
api = put-things
maturity = Experimental
api-doc = https://example.org/api#put
admin-doc = admin/put.html
tests = 9a438d88; 585e934c
driver.Disk = complete
driver-release.Disk = 2025.1
driver.tape = partial
driver-notes.tape = =1+1 is no formula.

    Nor is this.

[store.copy]
title = Copy
status = choice(copies)
driver.Disk = soon
driver.tape = unknown

[copy.check]
title = Check
status = condition(not (store.copy==missing))
driver.Disk = missing
driver.tape = missing
"""

DATA: dict[str, Any] = {
    'schema': 1,
    'title': 'Stores',
    'notes': 'The *first* paragraph,\nover two lines.\n\n- The second.',
    'statuses': [
        {'key': 'soon', 'title': 'Almost there', 'symbol': '•', 'counts_as': 'missing'},
    ],
    'drivers': [
        {'key': 'Disk', 'title': 'Local | disk', 'link': 'https://example.org/disk'},
        {'key': 'tape', 'title': 'Tape', 'link': '../tape.html'},
    ],
    'features': [
        {
            'key': 'store.put',
            'title': 'Put things',
            'category': 'store',
            'status': 'mandatory',
            'group': '',
            'condition': '',
            'notes': 'Without ``put`` there is nothing to get.',
            'cli': ['store put <thing>', 'store get `thing`'],
            'api': 'put-things',
            'maturity': 'experimental',
            'api_doc': 'https://example.org/api#put',
            'admin_doc': 'admin/put.html',
            'tests': ['9a438d88', '585e934c'],
            'implementations': {
                'Disk': {'status': 'complete', 'notes': '', 'release': '2025.1'},
                'tape': {
                    'status': 'partial',
                    'notes': '=1+1 is no formula.\n\nNor is this.',
                    'release': '',
                },
            },
        },
        {
            'key': 'store.copy',
            'title': 'Copy',
            'category': 'store',
            'status': 'choice',
            'group': 'copies',
            'condition': '',
            'notes': '',
            'cli': [],
            'api': '',
            'maturity': '',
            'api_doc': '',
            'admin_doc': '',
            'tests': [],
            'implementations': {
                'Disk': {'status': 'soon', 'notes': '', 'release': ''},
                'tape': {'status': 'unknown', 'notes': '', 'release': ''},
            },
        },
        {
            'key': 'copy.check',
            'title': 'Check',
            'category': 'copy',
            'status': 'condition',
            'group': '',
            'condition': 'not (store.copy==missing)',
            'notes': '',
            'cli': [],
            'api': '',
            'maturity': '',
            'api_doc': '',
            'admin_doc': '',
            'tests': [],
            'implementations': {
                'Disk': {'status': 'missing', 'notes': '', 'release': ''},
                'tape': {'status': 'missing', 'notes': '', 'release': ''},
            },
        },
    ],
}

CSV = """\
key,title,category,status,group,condition,notes,cli,api,maturity,api-doc,admin-doc,tests,\
Disk,Disk notes,Disk release,tape,tape notes,tape release
store.put,Put things,store,mandatory,,,Without ``put`` there is nothing to get.,\
store put <thing>;store get `thing`,put-things,experimental,https://example.org/api#put,\
admin/put.html,9a438d88;585e934c,complete,,2025.1,partial,"'=1+1 is no formula.

Nor is this.",
store.copy,Copy,store,choice,copies,,,,,,,,,soon,,,unknown,,
copy.check,Check,copy,condition,,not (store.copy==missing),,,,,,,,missing,,,missing,,
"""

MARKDOWN_TEXT = r"""# Stores

```rst
The *first* paragraph,
over two lines.

- The second.
```

| Feature | Status, maturity | Local \| disk | Tape |
| --- | --- | --- | --- |
| Put things | mandatory · experimental | complete since 2025.1 | partial |
| Copy | choice | Almost there | unknown |
| Check | condition | missing | missing |

## Drivers

- Local \| disk · `Disk` · <https://example.org/disk>
- Tape · `tape` · \../tape.html

## Features

### Put things

Status: mandatory · Maturity: experimental · Key: `store.put` · API alias: `put-things` · DOCUMENTS

Tests: `9a438d88`, `585e934c`

```rst
Without ``put`` there is nothing to get.
```

CLI commands:

- `store put <thing>`
- `` store get `thing` ``

Drivers:

- Local \| disk: complete since 2025.1
- Tape: partial

  ```rst
  =1+1 is no formula.

  Nor is this.
  ```

### Copy

Status: choice, at least one of the group `copies` · Key: `store.copy`

Drivers:

- Local \| disk: Almost there
- Tape: unknown

### Check

Status: condition, mandatory if `not (store.copy==missing)` · Key: `copy.check`

Drivers:

- Local \| disk: missing
- Tape: missing
""".replace('DOCUMENTS', 'API docs: <https://example.org/api#put> · Admin docs: admin/put.html')


NOTE_LINES = ['', '```', '``````rst', '    deep', '- x', '# x', '<b>', '\\', '| a |', '> q', '~~~']


def export(ini: str, name: str) -> str:
    return FORMATS[name](loads(ini)[0])


def exported(ini: str) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(export(ini, 'json'))
    Draft202012Validator(schema('export-1')).validate(data)
    return data


def rows(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline='')))


# -- JSON ------------------------------------------------------------------------------------


def test_json_is_all_of_the_matrix() -> None:
    assert exported(INI) == DATA


def test_json_is_indented_and_keeps_letters_as_they_are() -> None:
    text = export('[driver.ä]\ntitle = Ä\n[x]\ntitle = X\ndriver.ä = complete\n', 'json')
    assert text.startswith('{\n  "schema": 1,\n')
    assert text.endswith('\n}\n')
    assert '"title": "Ä"' in text


@pytest.mark.parametrize('edition', FILES)
def test_json_of_the_hypervisors_says_what_the_tables_say(edition: str) -> None:
    data = json.loads(FORMATS['json'](load(FILES[edition])[0]))
    Draft202012Validator(schema('export-1')).validate(data)
    keys = [row['key'] for row in table('hypervisors-drivers')]
    assert [driver['key'] for driver in data['drivers']] == keys
    for row, feature in zip(table(f'hypervisors-{edition}'), data['features'], strict=True):
        assert (feature['key'], feature['title']) == (row['key'], row['title'])
        arguments = feature['group'] + feature['condition']
        status = f'{feature["status"]}({arguments})' if arguments else feature['status']
        assert (status, ';'.join(feature['cli'])) == (row['status'], row['cli'])
        assert {key: cell['status'] for key, cell in feature['implementations'].items()} == {
            key: row[key] for key in keys
        }


@common
@given(ANY_FILES)
def test_json_of_any_file_follows_the_schema(text: str) -> None:
    exported(text)


def test_the_schema_asks_for_exactly_the_keys_that_there_are() -> None:
    found = schema('export-1')
    feature = DATA['features'][0]
    examples = {
        'status': DATA['statuses'][0],
        'driver': DATA['drivers'][0],
        'feature': feature,
        'implementation': feature['implementations']['Disk'],
    }
    for name, definition in [(None, found), *found['$defs'].items()]:
        if definition['type'] == 'object':
            keys = set(examples[name] if name else DATA)
            assert set(definition['required']) == set(definition['properties']) == keys
            assert definition['additionalProperties'] is False


# -- CSV -------------------------------------------------------------------------------------


def test_csv_has_a_row_for_each_feature_and_columns_for_each_driver() -> None:
    assert export(INI, 'csv') == CSV


def test_csv_without_features_is_its_heads() -> None:
    assert export('[driver.a]\ntitle = A\n', 'csv') == (
        'key,title,category,status,group,condition,notes,cli,api,maturity,api-doc,admin-doc,tests,'
        'a,a notes\n'
    )


@pytest.mark.parametrize('start', ['=', '+', '-', '@', "'=", "'"])
def test_no_cell_of_csv_is_a_formula(start: str) -> None:
    formula = f'{start}cmd|x!A1'
    text = f'[driver.a]\ntitle = A\n[x]\ntitle = {formula}\napi = {formula}\ncli = {formula}\n'
    found = rows(export(f'{text}notes = {formula}\ndriver-notes.a = {formula}\n', 'csv'))
    cells = [cell for cell in found[1] if formula in cell]
    assert cells == [f"'{formula}"] * 5


def test_a_key_in_csv_is_no_formula() -> None:
    heads, row = rows(export('[driver.-a]\ntitle = A\n[\t=x]\ntitle = X\n', 'csv'))
    assert heads[-2:] == ["'-a", "'-a notes"]
    assert row[0] == "'\t=x"


def test_an_apostrophe_can_be_taken_off_the_cells_of_csv_without_looking_further() -> None:
    texts = ["'=1", '=1', "''", "'", 'x', "x'", "''=1"]
    ini = ''.join(f'[x{number}]\ntitle = {text}\n' for number, text in enumerate(texts))
    titles = [row[1] for row in rows(export(ini, 'csv'))[1:]]
    assert [title.removeprefix("'") for title in titles] == texts


@common
@given(ANY_FILES)
def test_no_cell_of_csv_of_any_file_begins_like_a_formula(text: str) -> None:
    for row in rows(export(text, 'csv')):
        assert not any(cell.startswith(('=', '+', '-', '@', '\t', '\r')) for cell in row)


@common
@given(written())
def test_csv_says_what_json_says(file: tuple[File, str, str]) -> None:
    data = exported(file[1])
    heads, *found = rows(export(file[1], 'csv'))
    assert len(heads) == 13 + 2 * len(data['drivers'])
    for feature, row in zip(data['features'], found, strict=True):
        cells = dict(zip(heads, row, strict=True))
        for key in ('key', 'title', 'category', 'status', 'group', 'condition', 'notes', 'api'):
            assert cells[key] == feature[key]
        assert cells['cli'].split(';') == (feature['cli'] or [''])
        for driver, cell in feature['implementations'].items():
            assert (cells[driver], cells[f'{driver} notes']) == (cell['status'], cell['notes'])


# -- Markdown --------------------------------------------------------------------------------


def test_markdown_has_a_table_and_a_section_for_each_feature() -> None:
    assert export(INI, 'markdown') == MARKDOWN_TEXT


def test_markdown_leaves_out_what_is_not_there() -> None:
    assert export('', 'markdown') == '# Support matrix\n'
    assert export('[driver.a]\ntitle = A\n', 'markdown') == (
        '# Support matrix\n\n## Drivers\n\n- A · `a`\n'
    )
    assert export('[x.y]\ntitle = Y\n', 'markdown') == (
        '# Support matrix\n\n## Features\n\n### Y\n\nStatus: optional · Key: `x.y`\n'
    )


@common
@given(st.lists(TEXTS.map(one_line), min_size=5, max_size=5))
def test_no_text_of_a_file_is_markup_in_markdown(texts: list[str]) -> None:
    title, driver, feature, note, cell = texts
    ini = (
        f'[matrix]\ntitle = {title}\n[driver.a]\ntitle = {driver}\n[x]\ntitle = {feature}\n'
        f'notes = {note}\ncli = {cell.replace(";", "")}\n'
        f'driver.a = partial\ndriver-notes.a = {cell}\n'
    )
    soup = BeautifulSoup(MARKDOWN.render(export(ini, 'markdown')), 'html.parser')
    assert {tag.name for tag in soup.find_all()} <= {*PLAIN, 'h2', 'h3', 'pre'}
    assert [tag.get_text() for tag in soup.select('h1, h3')] == [title, feature]
    assert [tag.get_text() for tag in soup.select('th:last-child, td:first-child')] == [
        driver,
        feature,
    ]
    notes = soup.select('h3 + p + *, li p + *')
    assert [tag.get_text().rstrip('\n') for tag in notes] == [note, cell]


def note_in_markdown(note: str) -> str:
    """Return what is written of a note in a list, without the bullet's indentation."""
    ini = f'[driver.a]\ntitle = A\n[x]\ntitle = X\ndriver.a = partial\ndriver-notes.a ={note}\n'
    return dedent(export(ini, 'markdown').partition('- A: partial\n\n')[2])


def test_a_note_without_markup_is_a_paragraph_in_markdown() -> None:
    assert note_in_markdown(' Only *once*.') == '```rst\nOnly *once*.\n```\n'
    assert note_in_markdown(' Only <once>,\n    and slowly.') == 'Only \\<once>, and slowly.\n'


def test_a_note_keeps_its_lines_in_markdown() -> None:
    lines = [
        'Like this::',
        '',
        '   a`b ````` c',
        '      deep',
        '',
        '* One',
        '',
        '  * Two',
    ]
    note = ''.join(f'\n    {line}' for line in lines)
    assert note_in_markdown(note) == '\n'.join(['``````rst', *lines, '``````', ''])


@common
@given(st.lists(st.sampled_from(NOTE_LINES), min_size=1, max_size=6).filter(any))
def test_no_note_leaves_its_block_in_markdown(lines: list[str]) -> None:
    note = ''.join(f'\n    {line}' for line in ('Such as::', *lines))
    ini = (
        '[driver.a]\ntitle = A\n[x]\ntitle = X\ndriver.a = partial\n'
        f'notes ={note}\ndriver-notes.a ={note}\n'
    )
    (feature,) = exported(ini)['features']
    soup = BeautifulSoup(MARKDOWN.render(export(ini, 'markdown')), 'html.parser')
    blocks = [tag.get_text() for tag in soup.select('pre')]
    assert blocks == [f'{feature["notes"]}\n'] * 2
    assert len(soup.select('h3 ~ ul > li')) == 1
