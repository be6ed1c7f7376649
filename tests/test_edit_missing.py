"""The lines that ``check --fix`` adds: where they go, how they are written, and nothing else."""

from __future__ import annotations

import re
from codecs import BOM_UTF8

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from test_properties import TEXTS

from sphinx_feature_matrix.edit import EditError
from sphinx_feature_matrix.edit.content import content
from sphinx_feature_matrix.edit.missing import add_missing
from sphinx_feature_matrix.ini.document import Document, document

common = settings(max_examples=200, deadline=None, derandomize=True, database=None)

FILLERS = st.sampled_from(
    ['', '', '# comment', '; comment', '    # indented', '# St\udce4rt', '  ', '#driver.x = y']
)
ENDINGS = st.sampled_from([['\n'], ['\n'], ['\r\n'], ['\r'], ['\n', '\r\n', '\r']])
DELIMITERS = st.sampled_from([' = ', '=', ': ', ' :  ', '\t= ', '   ='])
VALUES = st.sampled_from(['complete', 'Partial', 'missing', 'unknown', '\n    complete'])
NOTES = st.sampled_from(['n', 'One.\n\n    - two\n# no note\n    - three', 'St\udce4rt', ''])
KEYS = ['a', 'kvm-x86', 'OVN', 'a-rather-long-key', 'b.c', 'zz top']
PREFIXES = {'current': ('driver.', 'driver-notes.'), 'targets': ('driver-impl-', 'driver-notes-')}


class FileWriter:
    """Writes a file in a style that is drawn for each of its sections."""

    def __init__(self, draw: st.DrawFn) -> None:
        self.draw = draw
        self.rows: list[str] = []
        self.fill()

    def fill(self) -> None:
        self.rows += self.draw(st.lists(FILLERS, max_size=2))

    def section(self, header: str, options: list[tuple[str, str]]) -> None:
        self.rows.append(f'[{header}]')
        indent = self.draw(st.sampled_from(['', '', '  ', '\t']))
        delimiter = self.draw(DELIMITERS)
        aligned = self.draw(st.booleans())
        for name, value in options:
            self.fill()
            written = self.draw(st.sampled_from([name, name, name.title()]))
            pad = max(len(each) for each, _ in options) if aligned else 0
            self.rows += f'{indent}{written:{pad}}{delimiter}{value}'.split('\n')
        self.fill()

    def data(self) -> bytes:
        endings = self.draw(ENDINGS)
        text = ''.join(row + self.draw(st.sampled_from(endings)) for row in self.rows)
        if self.draw(st.booleans()):
            text = text.rstrip('\r\n')
        mark = self.draw(st.sampled_from([b'', BOM_UTF8]))
        return mark + text.encode(errors='surrogateescape')


@st.composite
def matrices(draw: st.DrawFn, *, complete: bool = False) -> bytes:
    """Return a file that lacks nothing but some drivers in its features, unless *complete*."""
    dialect = draw(st.sampled_from(sorted(PREFIXES)))
    keys = draw(st.lists(st.sampled_from(KEYS), unique=True, min_size=1))
    status, notes = PREFIXES[dialect]
    writer = FileWriter(draw)
    given_by_default = draw(st.sets(st.sampled_from(keys)))
    if given_by_default:
        writer.section('DEFAULT', [(status + key, 'missing') for key in sorted(given_by_default)])
    if dialect == 'targets':
        writer.section('targets', [(status + key, key.upper()) for key in keys])
    else:
        for key in keys:
            writer.section(f'driver.{key}', [('title', key.upper())])
    for number in range(draw(st.integers(1, 3))):
        stated = keys if complete else draw(st.lists(st.sampled_from(keys), unique=True))
        noted = draw(st.lists(st.sampled_from(keys), unique=True))
        options = [
            ('title', f'Feature {number}'),
            ('notes', draw(NOTES)),
            *((status + key, draw(VALUES)) for key in stated),
            *((notes + key, draw(NOTES)) for key in noted),
        ]
        writer.section(f'op.f{number}', draw(st.permutations(options)))
    return writer.data()


def added_lines(old: bytes, new: bytes) -> list[str]:
    """Return the lines that *new* has more than *old*, of which it has every byte in order."""
    rows = re.findall(rb'[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+', old)
    if rows and not rows[-1].endswith((b'\r', b'\n')):
        assert not new.endswith((b'\r', b'\n'))
    added = []
    for row in re.findall(rb'[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+', new):
        # What was the last line may have had to be ended.
        if rows and (row == rows[0] or (len(rows) == 1 and row.rstrip(b'\r\n') == rows[0])):
            rows.pop(0)
        else:
            added.append(row.rstrip(b'\r\n').decode(errors='surrogateescape'))
    assert not rows
    return added


def names(found: Document) -> set[str]:
    return {problem.name for problem in found.problems}


def check(data: bytes) -> None:
    """Check that the lines that were missing are added to *data*, and nothing else."""
    before = document(data, 'm.ini')
    edited, count = add_missing(before)
    added = added_lines(data, edited)
    assert len(added) == count
    assert all(re.fullmatch(r'(?is)\s*driver.*[=:]\s*unknown', line) for line in added)
    after = document(edited, 'm.ini')
    assert 'implementation-missing' not in names(after)
    assert content(after.matrix, {'stated'}) == content(before.matrix, {'stated'})
    lacking = [
        implementation
        for feature in before.matrix.features
        for implementation in feature.implementations.values()
        if not implementation.stated
    ]
    assert count == len(lacking)
    assert add_missing(after) == (edited, 0)


@common
@given(matrices())
def test_without_the_lines_added_the_file_is_what_it_was(data: bytes) -> None:
    assert names(document(data, 'm.ini')) <= {'implementation-missing', 'encoding'}
    check(data)


@common
@given(TEXTS.map('[driver.a]\ntitle = A\n[driver.b]\ntitle = B\n'.__add__))
def test_any_file_is_mended_or_left(text: str) -> None:
    data = text.encode(errors='surrogatepass')
    found = document(data, 'm.ini')
    assume('implementation-missing' in names(found))
    try:
        check(data)
    except EditError:
        # Only where a line stands in the way that is no option, so that it begins no value.
        assert 'not-an-option' in names(found)


DRIVERS = '[driver.a]\ntitle = A\n[driver.b]\ntitle = B\n[driver.c]\ntitle = C\n\n[op.x]\n'


def fixed(section: str, drivers: str = DRIVERS) -> str:
    """Return what becomes of the options *section* of a feature in a file with *drivers*."""
    data = (drivers + section).encode(errors='surrogateescape')
    edited, count = add_missing(document(data, 'm.ini'))
    assert count == len(added_lines(data, edited))
    return edited.decode(errors='surrogateescape').removeprefix(drivers)


def check_marked(section: str) -> None:
    """Check that the lines marked with + in *section* are added to it, where they are marked."""
    assert fixed(re.sub(r'(?m)^\+.*\n', '', section)) == re.sub(r'(?m)^\+', '', section)


PLACES = {
    'behind the driver declared before it': """\
title = X
driver.c = partial
driver.a = complete
+driver.b = unknown
status = optional
""",
    'behind its notes, all lines of them': """\
driver.a = partial
driver-notes.a = n

  more
+driver.b = unknown

driver.c = missing
""",
    'not behind notes that stand apart': """\
driver.a = partial
+driver.b = unknown
driver.c = missing
driver-notes.a = n
""",
    'behind a status that is on a line of its own': """\
driver.a =
# Why?
  partial
+driver.b = unknown
driver.c = missing
""",
    'in front of the first one, its notes and its comment': """\
title = X
+driver.a = unknown
+driver.b = unknown
# For c.
driver-notes.c = n
driver.c = partial
""",
    'in front of its own notes': """\
driver.c = missing
driver.a = missing
# For b.
+driver.b = unknown
driver-notes.b = n
""",
    'behind a comment on the driver before it': """\
driver.a = missing
# For a.
+driver.b = unknown

# For c.
driver.c = missing
""",
    'in front of a comment on what follows': """\
driver.a = missing
driver.b = missing
+driver.c = unknown
+driver.d = unknown
# For d.
[driver.d]
title = D
""",
    'behind the last option where there is no driver': """\
status = optional
title = X
  Y
# For the title.
+driver.a = unknown
+driver.b = unknown
+driver.c = unknown

# Apart.
""",
    'behind the header where there is no option': """\
+driver.a = unknown
+driver.b = unknown
+driver.c = unknown

# Apart.
""",
    'in whichever half the driver before it is': """\
driver.a = missing
+driver.b = unknown
[op.y]
driver.a = missing
driver.b = missing
driver.c = missing
[op.x]
driver.c = missing
""",
    'nowhere where [DEFAULT] has it': """\
driver.a = missing
+driver.c = unknown
[DEFAULT]
driver.b = missing
""",
}


@pytest.mark.parametrize('section', PLACES.values(), ids=PLACES)
def test_a_line_goes(section: str) -> None:
    check_marked(section)


STYLES = {
    'with its delimiter': """\
driver.a: missing
driver.b=missing
+driver.c=unknown
""",
    'with the delimiter of one that has a value': """\
driver.a=missing
driver.b=
+driver.c=unknown
""",
    'with the case of its prefix': """\
Driver.A = missing
+Driver.b = unknown
Driver.C = missing
""",
    'with its indentation': """\
    title = X
  driver.a = missing
  driver.b = missing
  driver-notes.b = n
+  driver.c = unknown
""",
    'with the indentation of the notes in between': """\
\t\tdriver.a = missing
\tdriver-notes.a = n
+\tdriver.b = unknown
\tdriver.c = missing
""",
    'with its tabs': """\
driver.a\t\t= missing
+driver.b\t\t= unknown
driver.c\t\t= missing
""",
    'with spaces that go on with a column of one': """\
title            = X
driver.a         = missing
+driver.b         = unknown
driver.c         = missing
""",
}


@pytest.mark.parametrize('section', STYLES.values(), ids=STYLES)
def test_a_line_is_written_like_its_neighbour(section: str) -> None:
    check_marked(section)


ALIGNED = '[driver.a]\ntitle = A\n[driver.medium]\ntitle = M\n[driver.xyz]\ntitle = X\n[op.x]\n'


@pytest.mark.parametrize(
    ('section', 'expected'),
    [
        ('driver.a      = x\ndriver.medium = x\n', 'driver.xyz    = unknown\n'),
        ('driver.a      : x\ndriver.medium : x\n', 'driver.xyz    : unknown\n'),
        ('driver.a:       x\ndriver.medium:  x\n', 'driver.xyz:     unknown\n'),
        ('driver.a=x\ndriver.medium=x\n', 'driver.xyz=unknown\n'),
        ('driver.a = x\ndriver.medium = x\n', 'driver.xyz = unknown\n'),
        ('driver.a\t= x\ndriver.medium\t= x\n', 'driver.xyz\t= unknown\n'),
    ],
)
def test_a_line_keeps_the_column_of_its_section(section: str, expected: str) -> None:
    assert fixed(section.replace('x\n', 'missing\n'), ALIGNED).endswith('missing\n' + expected)


def test_a_key_too_long_for_the_column_goes_over_it() -> None:
    drivers = '[driver.a]\ntitle = A\n[driver.bc]\ntitle = B\n[driver.longer]\ntitle = L\n[op.x]\n'
    section = 'driver.a  = missing\ndriver.bc = missing\n'
    assert fixed(section, drivers) == section + 'driver.longer = unknown\n'


def test_a_section_without_drivers_goes_by_another_feature() -> None:
    section = (
        'title = X\n[op.y]\ntitle = Y\nDRIVER.A: missing\nDRIVER.B: missing\nDRIVER.C: missing'
    )
    lines = 'DRIVER.a: unknown\nDRIVER.b: unknown\nDRIVER.c: unknown\n'
    assert fixed(section) == section.replace('[op.y]', lines + '[op.y]')


def test_a_file_without_drivers_in_features_goes_by_the_last_option() -> None:
    lines = ' driver.a=unknown\n driver.b=unknown\n driver.c=unknown\n'
    assert fixed(' title: X\n status=mature\n') == ' title: X\n status=mature\n' + lines


def test_a_driver_of_targets_is_written_as_it_is_declared() -> None:
    drivers = '[targets]\ndriver-impl-Alpha = A\nDriver-Impl-BETA = B\n[op.x]\n'
    expected = 'driver-impl-alpha = missing\ndriver-impl-BETA = unknown\n'
    assert fixed('driver-impl-alpha = missing\n', drivers) == expected


def test_a_key_that_is_not_utf_8_is_written_with_its_own_bytes() -> None:
    drivers = '[driver.st\udce4rt]\ntitle = S\n[op.x]\n'
    assert fixed('title = X\n', drivers) == 'title = X\ndriver.st\udce4rt = unknown\n'


def test_a_file_that_lacks_nothing_is_returned_as_it_is() -> None:
    data = DRIVERS.replace('[op.x]\n', '').encode()
    assert add_missing(document(data, 'm.ini')) == (data, 0)
    assert add_missing(document(b'\0' + data, 'm.ini')) == (b'\0' + data, 0)


def test_a_value_that_began_before_a_line_that_is_no_option_is_in_the_way() -> None:
    # To configparser the last line goes on with driver.a, and so would any line behind it.
    found = document((DRIVERS + '  driver.a = missing\nstray\n driver.b = missing\n').encode(), '')
    with pytest.raises(EditError, match=r'no options stand in the way .* mend those first'):
        add_missing(found)


def test_a_driver_that_a_broken_line_speaks_of_is_left_to_whoever_mends_that_line() -> None:
    text = (
        '[driver.a]\ntitle = A\n[driver.b]\ntitle = B\n[driver.c]\ntitle = C\n'
        '[op.x]\ntitle = X\ndriver.a = complete\nDriver.B complete\n'
        '[op.y]\ntitle = Y\ndriver.a = complete\n'
    )
    data, count = add_missing(document(text.encode(), 'm.ini'))
    assert count == 3
    after = data.decode()
    assert after.count('driver.b = unknown') == 1
    assert after.index('driver.b = unknown') > after.index('[op.y]')
    mended, count = add_missing(document(after.replace('B comp', 'B = comp').encode(), 'm.ini'))
    assert count == 0
    assert document(mended, 'm.ini').problems == ()
