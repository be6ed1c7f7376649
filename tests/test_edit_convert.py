"""A file of the dialect *targets*, brought to the current one."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from test_edit_missing import matrices
from test_properties import TEXTS

from sphinx_feature_matrix.edit import EditError
from sphinx_feature_matrix.edit.content import content
from sphinx_feature_matrix.edit.convert import convert
from sphinx_feature_matrix.edit.lines import Lines
from sphinx_feature_matrix.ini.document import Document, document
from sphinx_feature_matrix.model import Dialect

common = settings(max_examples=200, deadline=None, derandomize=True, database=None)

HYPERVISORS = Path(__file__).parents[1] / 'doc/source/hypervisors/support-matrix-2015.ini'


def converted(text: str) -> str:
    data = text.encode(errors='surrogateescape')
    return convert(document(data, 'm.ini')).decode(errors='surrogateescape')


def comments(data: bytes) -> list[str]:
    lines = Lines(data)
    texts = [lines.text(number).strip() for number in range(1, len(lines) + 1)]
    return [text for text in texts if text.startswith(('#', ';'))]


def check(before: Document) -> None:
    """Check that *before* says the same in the current dialect, with the same comments."""
    edited = convert(before)
    after = document(edited, 'm.ini')
    assert after.matrix.dialect is Dialect.CURRENT
    without = {'dialect', 'id_part'}
    assert content(after.matrix, without) == content(before.matrix, without)
    assert comments(edited) == comments(before.data)
    assert convert(after) == edited


@common
@given(matrices())
def test_the_content_is_the_same_and_the_comments_are_there(data: bytes) -> None:
    before = document(data, 'm.ini')
    assume(before.matrix.dialect is Dialect.TARGETS)
    check(before)


@common
@given(st.integers(0, 3), TEXTS)
def test_any_file_is_converted_or_left(place: int, text: str) -> None:
    good = ['[targets]\ndriver-impl-a = A\n', '[op.1]\ntitle = 1\n', 'driver-impl-a = missing\n']
    good.insert(place, text)
    before = document(''.join(good).encode(errors='surrogatepass'), 'm.ini')
    try:
        check(before)
    except EditError:
        assert before.problems


def test_the_hypervisor_matrix_says_the_same() -> None:
    before = document(HYPERVISORS.read_bytes(), 'm.ini')
    assert before.matrix.dialect is Dialect.TARGETS
    check(before)


BEFORE = """\
# The drivers:
[targets]
# All of them.
driver-impl-KVM = Libvirt
    KVM
# The new one.

Driver-Impl-xen:Xen
# Not this one.
; driver-impl-old = Old
driver-impl-ovn   = OVN

[DEFAULT]
driver-impl-ovn = missing
  # indented
[op.x]
title = The driver-impl-kvm of driver-notes-kvm
  driver-impl-kvm = more of the title
driver-IMPL-kvm=partial
Driver-Notes-kvm  :  driver-impl-kvm =
# driver-impl-kvm
  see driver-notes-kvm
driver-impl-xen = unknown
"""

AFTER = """\
# The drivers:

# All of them.
[driver.kvm]
title = Libvirt
    KVM
# The new one.

[driver.xen]
title:Xen

# Not this one.
; driver-impl-old = Old
[driver.ovn]
title   = OVN

[DEFAULT]
driver.ovn = missing
  # indented
[op.x]
title = The driver-impl-kvm of driver-notes-kvm
  driver-impl-kvm = more of the title
driver.kvm=partial
driver-notes.kvm  :  driver-impl-kvm =
# driver-impl-kvm
  see driver-notes-kvm
driver.xen = unknown
"""


def test_only_declarations_and_names_of_options_change() -> None:
    assert converted(BEFORE) == AFTER
    assert converted(BEFORE.replace('\n', '\r\n')) == AFTER.replace('\n', '\r\n')


def test_a_key_keeps_its_bytes() -> None:
    text = (
        '[targets]\ndriver-impl-ST\udce4 = S\n[op.x]\ntitle = X\nDriver-Impl-St\udce4 = missing\n'
    )
    assert converted(text) == (
        '[driver.st\udce4]\ntitle = S\n[op.x]\ntitle = X\ndriver.St\udce4 = missing\n'
    )


HEADERS = [
    ('[targets]\n<A> = A\n', '[driver.a]\ntitle = A\n'),
    ('[targets]\n\n<A> = A\n', '[driver.a]\ntitle = A\n'),
    ('\n[targets]\n<A> = A\n', '\n[driver.a]\ntitle = A\n'),
    ('[matrix]\n\n[targets]\n\n<A> = A\n', '[matrix]\n\n[driver.a]\ntitle = A\n'),
    ('[matrix]\n[targets]\n\n<A> = A\n', '[matrix]\n\n[driver.a]\ntitle = A\n'),
    ('[matrix]\n[targets]\n<A> = A\n', '[matrix]\n\n[driver.a]\ntitle = A\n'),
    ('[targets] ; All.\n<A> = A\n', '; All.\n[driver.a]\ntitle = A\n'),
    ('[matrix]\n[targets]', '[matrix]'),
]


@pytest.mark.parametrize(('before', 'after'), HEADERS)
def test_the_header_leaves_at_most_one_blank_line(before: str, after: str) -> None:
    assert converted(before.replace('<A>', 'driver-impl-a')) == after


def test_what_is_current_stays_as_it_is() -> None:
    for text in ('', '[driver.a]\ntitle = A\ntitle = B\n', AFTER, '[driver.a]\nstray\n'):
        assert converted(text) == text


REFUSED = {
    '[targets]\n<A> = A\n[driver.a]\ntitle = A\n': 'line 1: since [driver.a] on line 3 is in an',
    '[targets]\n<A> = A\n[target.a]\ntitle = A\n': 'line 1: since [target.a] on line 3 is in an',
    '[targets]\0': 'line 1: the file holds a NUL byte',
    '[targets]\n<A> = A\n[targets]\n': 'line 3: section [targets] is already on line 1',
    '[targets]\n<A> = A\n<A> = B\n': 'line 3: option "driver-impl-a" is already on line 2',
    '[targets]\ntitle = T\n<A> = A\n': 'line 2: option "title" in [targets] has no place',
    '[DEFAULT]\nlink = x\n[targets]\n<A> = A\n': 'line 2: in the current dialect this',
    '[targets]\n<A>b]c = A\n': 'line 2: there can be no section [driver.ab]c]; give',
    '[targets]\ndriver-impl- = A\n': 'line 2: there can be no section [driver.]; give',
    '[targets]\nstray\n<A> = A\n': 'in the current dialect something would be wrong: there is',
    '[targets]\n<A> = A\n[op.x]\ntitle = X\n<A> = missing\ndriver.a = missing\n': (
        'in the current dialect something would be wrong: option "driver.a" is already on line 5'
    ),
    '[targets]\n<A> = A\n[op.x]\ntitle = X\ndriver.a = missing\n': (
        'in the current dialect something would be wrong: the edit would change more of the feat'
    ),
}


@pytest.mark.parametrize(('text', 'message'), REFUSED.items())
def test_what_could_not_say_the_same_is_refused(text: str, message: str) -> None:
    with pytest.raises(EditError) as caught:
        converted(text.replace('<A>', 'driver-impl-a'))
    assert str(caught.value).startswith(message)
