"""The dialect *feature classification*: what is read, and what it becomes in the current one."""

from __future__ import annotations

import pytest
from test_bad_input import check

from sphinx_feature_matrix.edit import EditError
from sphinx_feature_matrix.edit.add import add_driver, add_feature
from sphinx_feature_matrix.edit.content import content
from sphinx_feature_matrix.edit.convert import convert
from sphinx_feature_matrix.edit.missing import add_missing
from sphinx_feature_matrix.ini import loads
from sphinx_feature_matrix.ini.document import document
from sphinx_feature_matrix.model import Dialect

BEFORE = """\
# Jobs first.
[target.disk]
title=Disk
link=https://e.org/disk

[Target.Tape-Robot]
title=Tape robot
link=

# Then features.
[operation.store]
title=Store
notes=Puts it away.
  For good.
maturity=complete
api_doc_link=https://e.org/api#store
admin_doc_link=admin/store.html
tempest_test_uuids=one;two, three
cli=keep <thing>
disk=complete:v2
Tape-Robot: partial : V3 beta
# Why.
driver-notes-tape-robot=Slow.

[operation.fetch]
title=Fetch
maturity = Experimental
disk=missing
tape-robot=unknown:
"""

AFTER = """\
# Jobs first.
[driver.disk]
title=Disk
link=https://e.org/disk

[driver.Tape-Robot]
title=Tape robot
link=

# Then features.
[operation.store]
title=Store
notes=Puts it away.
  For good.
maturity=complete
api-doc=https://e.org/api#store
admin-doc=admin/store.html
tests=one;two, three
cli=keep <thing>
driver.disk=complete
driver-release.disk=v2
driver.Tape-Robot: partial
driver-release.Tape-Robot: V3 beta
# Why.
driver-notes.tape-robot=Slow.

[operation.fetch]
title=Fetch
maturity = Experimental
driver.disk=missing
driver.tape-robot=unknown
"""


def converted(text: str) -> str:
    return convert(document(text.encode(), 'm.ini')).decode()


def test_everything_in_the_file_is_read() -> None:
    matrix, problems = loads(BEFORE)
    assert problems == []
    assert matrix.dialect is Dialect.CLASSIFICATION
    assert [(each.key, each.title, each.link) for each in matrix.drivers] == [
        ('disk', 'Disk', 'https://e.org/disk'),
        ('Tape-Robot', 'Tape robot', ''),
    ]
    store, fetch = matrix.features
    assert (store.maturity, fetch.maturity) == ('complete', 'experimental')
    assert (store.api_doc, store.admin_doc) == ('https://e.org/api#store', 'admin/store.html')
    assert store.tests == ('one', 'two', 'three')
    assert store.cli == ('keep <thing>',)
    assert not store.status.stated
    cells = [(each.status, each.release) for each in store.implementations.values()]
    assert cells == [('complete', 'v2'), ('partial', 'V3 beta')]
    notes = store.implementations['Tape-Robot'].notes
    assert notes
    assert (notes.text, notes.lines) == ('Slow.', (23,))
    assert fetch.implementations['Tape-Robot'].status == 'unknown'


def test_ids_have_the_keys_of_drivers_as_on_the_pages_there_are() -> None:
    assert [driver.id_part for driver in loads(BEFORE)[0].drivers] == ['disk', 'Tape-Robot']


@pytest.mark.parametrize(
    ('old', 'new', 'expected'),
    [
        ('=missing', '=mising:v1', '28:6 implementation-status "mising" is no implementation st'),
        ('maturity=complete', 'maturity=compleet', '15:10 maturity did you mean "complete"?'),
        ('maturity=complete', 'maturity=5', '15:10 maturity write incomplete, experimental, comp'),
        (
            'disk=missing',
            'dsk=missing',
            (
                '25:1 implementation-missing lacks 1\n'
                '28:1 unknown-driver there is no driver "dsk"; did you mean "disk"?'
            ),
        ),
        (
            'disk=missing',
            'x=complete:v1\ndisk=missing',
            '28:1 unknown-driver declare it with a section [target.x]',
        ),
        ('cli=', 'clis=', '19:1 unknown-option did you mean "cli"?'),
        ('=https://e.org/api#store', '=javascript:x', '16:14 link "javascript:x" is no link'),
        ('notes-tape-robot', 'notes-tape', '23:1 unknown-driver-notes did you mean "Tape-Robot"?'),
    ],
)
def test_what_is_wrong_is_a_problem(old: str, new: str, expected: str) -> None:
    assert old in BEFORE
    check(loads(BEFORE.replace(old, new))[1], expected)


@pytest.mark.parametrize('key', ['title', 'Maturity', 'api_doc_link', 'driver-notes-x'])
def test_a_driver_may_not_have_the_name_of_an_option(key: str) -> None:
    matrix, problems = loads(f'[target.{key}]\ntitle = X\n{BEFORE}')
    check(problems, '1:1 unknown-driver has the name of an option of features; choose another')
    assert [driver.key for driver in matrix.drivers] == ['disk', 'Tape-Robot']


def test_it_is_brought_to_the_current_dialect() -> None:
    assert converted(BEFORE) == AFTER
    before, after = loads(BEFORE)[0], loads(AFTER)[0]
    without = {'dialect', 'id_part'}
    assert content(after, without) == content(before, without)
    assert after.features[0].tests == ('one', 'two', 'three')
    assert converted(AFTER) == AFTER


def test_all_bytes_that_need_no_change_stay() -> None:
    def written(text: str) -> bytes:
        text = text.replace('Puts', '\N{BULLET} Puts').replace('Why.', 'Why.\t ')
        return b'\xef\xbb\xbf' + text.replace('\n', '\r\n').encode()

    assert convert(document(written(BEFORE), 'm.ini')) == written(AFTER)


@pytest.mark.parametrize(
    ('old', 'new', 'message'),
    [
        ('disk=complete:v2', 'disk=\n  complete:v2', 'line 20: write the status and its release'),
        ('cli=', 'api-doc=', 'in the current dialect something would be wrong: '),
        ('cli=', 'driver.disk=complete\ncli=', 'in the current dialect something would be wrong'),
        ('title=Fetch', 'title=Fetch\ntitle=F', 'line 27: option "title" is already on line 26'),
    ],
)
def test_what_could_not_say_the_same_is_refused(old: str, new: str, message: str) -> None:
    assert old in BEFORE
    with pytest.raises(EditError) as caught:
        converted(BEFORE.replace(old, new))
    assert str(caught.value).startswith(message)


def test_a_driver_and_a_feature_are_added_as_the_file_has_them() -> None:
    data = add_driver(document(BEFORE.encode(), 'm.ini'), 'cloud', 'Cloud', status='partial')
    text = data.decode()
    assert '\n[Target.cloud]\ntitle=Cloud\n' in text
    assert '\ndriver-notes-tape-robot=Slow.\ncloud: partial\n' in text
    assert text.endswith('tape-robot=unknown:\ncloud=partial\n')
    text = add_feature(document(data, 'm.ini'), 'operation.list', 'List').decode()
    assert text.endswith(
        '\n[operation.list]\ntitle=List\ndisk=unknown\nTape-Robot=unknown\ncloud=unknown\n'
    )
    assert loads(text)[1] == []


def test_a_driver_that_would_be_an_option_is_not_added() -> None:
    with pytest.raises(EditError, match='has the name of an option of features'):
        add_driver(document(BEFORE.encode(), 'm.ini'), 'maturity', 'Maturity')


def test_missing_lines_are_added_as_the_file_has_them() -> None:
    data, count = add_missing(document(BEFORE.replace('disk=missing\n', '').encode(), 'm.ini'))
    assert (count, data.decode()) == (1, BEFORE.replace('disk=missing', 'disk=unknown'))


def test_the_current_dialect_has_all_of_it() -> None:
    text = AFTER.replace('driver-release.disk=v2', 'driver-release.disc=v2')
    check(loads(text)[1], '21:1 unknown-driver there is no driver "disc"; did you mean "disk"?')
    text = AFTER.replace('driver.disk=complete\n', '')
    (store, _) = loads(text)[0].features
    cell = store.implementations['disk']
    assert (cell.status, cell.stated, cell.release) == ('unknown', False, 'v2')


def test_a_release_that_is_not_inherited_is_not_inherited_afterwards() -> None:
    before = '[target.x]\ntitle=X\n[DEFAULT]\nx=complete:2.0\n[op.a]\ntitle=A\n'
    before += '[op.b]\ntitle=B\nx=missing\n'
    after = converted(before)
    assert after.endswith('driver.x=missing\ndriver-release.x=\n')
    one, other = loads(after)[0].features
    assert [one.implementations['x'].release, other.implementations['x'].release] == ['2.0', '']
