"""What is unusual in a file and no mistake is read without a problem."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from sphinx_feature_matrix import load
from sphinx_feature_matrix.ini import loads
from sphinx_feature_matrix.model import Feature, Matrix

GOOD = """\
[driver.kvm]
title = KVM
[op.start]
title = Start
status = mandatory
driver.kvm = complete
"""

SIGMA = '\N{GREEK CAPITAL LETTER SIGMA}'

DECLARED = '[status.odd]\ntitle = Odd\ncounts-as = missing\n'

FILES: dict[str, tuple[str, Callable[[Matrix], object], object]] = {
    'CRLF': (GOOD.replace('\n', '\r\n'), lambda m: m.features[0].location.line, 3),
    'a lone CR': (GOOD.replace('\n', '\r'), lambda m: m.features[0].location.line, 3),
    'a byte-order mark': ('\ufeff' + GOOD, lambda m: m.drivers[0].location.column, 1),
    'no line end at the end': (GOOD.rstrip(), lambda m: len(m.features), 1),
    'a note that ends the file': (
        GOOD + 'notes = at the\n  end',
        lambda m: m.features[0].notes and m.features[0].notes.text,
        'at the\nend',
    ),
    'a note and empty lines that end the file': (
        GOOD + 'notes = at the\n  end\n\n  \n',
        lambda m: m.features[0].notes and m.features[0].notes.text,
        'at the\nend',
    ),
    '[DEFAULT] twice': (
        '[DEFAULT]\napi = a\n' + GOOD + '[DEFAULT]\ncli = b\n',
        lambda m: (m.features[0].api, m.features[0].cli),
        ('a', ('b',)),
    ),
    'a final sigma': (
        GOOD.replace('kvm', SIGMA),
        lambda m: m.features[0].implementations[SIGMA].status,
        'complete',
    ),
    'a declared status': (
        DECLARED + GOOD.replace('complete', 'ODD'),
        lambda m: m.features[0].implementations['kvm'].status,
        'odd',
    ),
    'a condition on a declared status': (
        DECLARED + GOOD.replace('mandatory', 'condition(op.start!=Odd)'),
        lambda m: m.features[0].status.kind,
        'condition',
    ),
    'a category': (
        '[category.op]\ntitle = Operations\n' + GOOD,
        lambda m: m.categories['op'].title,
        'Operations',
    ),
    'values below their options': (
        '[status.odd]\ntitle =\n  Odd\ncounts-as =\n  missing\n'
        + GOOD.replace('KVM', 'KVM\nlink =\n  kvm.html').replace('= complete', '=\n\n  odd'),
        lambda m: (m.drivers[0].link, m.features[0].implementations['kvm'].status),
        ('kvm.html', 'odd'),
    ),
    'defaults for other sections than features': (
        '[DEFAULT]\nlink = all.html\nsymbol = x\ncounts-as = missing\nnotes = All.\n'
        + GOOD
        + '[status.odd]\ntitle = Odd\n',
        lambda m: (m.drivers[0].link, m.statuses['odd'].symbol, m.statuses['odd'].counts_as),
        ('all.html', 'x', 'missing'),
    ),
    'a feature that is called like a kind of section': (
        GOOD.replace('op.start', 'status'),
        lambda m: m.features[0].key,
        'status',
    ),
}

# A line of GOOD, what stands there instead, and what a feature then has.
FEATURES: list[tuple[str, str, Callable[[Feature], object], object]] = [
    ('title = Start', 'title = 5%(x)s of 10 %', lambda f: f.title, '5%(x)s of 10 %'),
    ('title = Start', 'title=A=B:C', lambda f: f.title, 'A=B:C'),
    ('title = Start', '  title   =  A   B  ', lambda f: f.title, 'A B'),
    ('title = Start', 'TITLE: A=B:C', lambda f: f.title, 'A=B:C'),
    ('title = Start', 'title =\n  A\n\n  B', lambda f: f.title, 'A B'),
    ('title = Start', 'title = A # B ; C', lambda f: f.title, 'A # B ; C'),
    ('[op.start]', '[op.start]  # see below', lambda f: f.key, 'op.start'),
    ('[op.start]', '[op.start] ; see below', lambda f: f.key, 'op.start'),
    ('[op.start]', '[Op.start here]', lambda f: f.key, 'Op.start here'),
    ('status = mandatory', 'status = Immature', lambda f: f.status.kind, 'immature'),
    ('status = mandatory', 'status = mature', lambda f: f.status.kind, 'mature'),
    ('status = mandatory', 'status = CHOICE (a b)', lambda f: f.status.group, 'a b'),
    ('status = mandatory', '# status = red', lambda f: f.status.kind, 'optional'),
    ('status = mandatory', 'cli = a %s;b;', lambda f: f.cli, ('a %s', 'b')),
    ('status = mandatory', 'cli =', lambda f: f.cli, ()),
    ('status = mandatory', 'cli = ;', lambda f: f.cli, ()),
    ('status = mandatory', 'api = a\n  b', lambda f: f.api, 'a b'),
    ('status = mandatory', 'notes =', lambda f: f.notes, None),
    ('status = mandatory', 'notes =\n a\n  = b', lambda f: f.notes and f.notes.text, 'a\n= b'),
    (
        'driver.kvm = complete',
        'DRIVER.Kvm = Complete',
        lambda f: f.implementations['kvm'].status,
        'complete',
    ),
    (
        'driver.kvm = complete',
        'driver.kvm\t:\tPARTIAL',
        lambda f: f.implementations['kvm'].status,
        'partial',
    ),
]

LINKS = [
    '',
    'https://kvm.example/a?b=c:d#e',
    'HTTP://kvm.example',
    'mailto:kvm@kvm.example',
    '../kvm.html#status',
    '/kvm/',
    '?page=kvm:1',
    '#kvm',
]


@pytest.mark.parametrize(('text', 'read', 'expected'), FILES.values(), ids=FILES)
def test_file(
    text: str, read: Callable[[Matrix], object], expected: object, tmp_path: Path
) -> None:
    path = tmp_path / 'matrix.ini'
    path.write_bytes(text.encode())
    matrix, problems = load(path)
    assert problems == []
    assert read(matrix) == expected


@pytest.mark.parametrize(
    ('before', 'after', 'read', 'expected'), FEATURES, ids=[row[1] for row in FEATURES]
)
def test_feature(
    before: str, after: str, read: Callable[[Feature], object], expected: object
) -> None:
    matrix, problems = loads(GOOD.replace(before, after))
    assert problems == []
    assert read(matrix.features[0]) == expected


@pytest.mark.parametrize('link', LINKS)
def test_link(link: str) -> None:
    matrix, problems = loads(GOOD.replace('title = KVM', f'title = KVM\nlink = {link}'))
    assert problems == []
    assert matrix.drivers[0].link == link


def test_capitals_in_the_key_of_a_driver() -> None:
    matrix, problems = loads(GOOD.replace('kvm', 'KvM').replace('driver.KvM =', 'driver.kvm ='))
    assert problems == []
    assert [driver.key for driver in matrix.drivers] == ['KvM']
    assert matrix.features[0].implementations['KvM'].status == 'complete'
