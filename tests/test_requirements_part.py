"""The part ``requirements`` of the directive, as readers see it."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from bs4 import Tag
from conftest import Build, Built
from docutils import nodes

from sphinx_feature_matrix.nodes import repeated_item, requirement_list
from sphinx_feature_matrix.requirement_nodes import expand_requirements
from sphinx_feature_matrix.writers import REPEATED_ITEM

Page = Callable[..., Built]

INI = """\
[driver.disk]
title = Local <disk>

[driver.cloud]
title = Cloud
link = https://example.org/cloud

[status.planned]
title = Planned
symbol = …
counts-as = missing

[volume.create]
title = Create *a* volume
status = mandatory
driver.disk = complete
driver.cloud = planned

[volume.copy]
title = Copy a volume
status = choice(backup)
driver.disk = unknown
driver.cloud = complete

[volume.lock]
title = Lock a volume
status = condition(volume.copy==complete)
driver.disk = missing
driver.cloud = missing
"""


def items(built: Built, page: str = 'index.html') -> dict[str, Tag]:
    """Return what is said of each driver, by the text above it."""
    (listing,) = built.soup(page).select('dl.feature-matrix-requirements')
    terms = [' '.join(term.get_text().split()) for term in listing.select('dt')]
    return dict(zip(terms, listing.select('dd'), strict=True))


def text(tag: Tag) -> str:
    return ' '.join(tag.get_text().split())


def test_each_driver_has_its_verdict(page: Page) -> None:
    built = page(':parts: requirements', INI)
    assert built.warnings == []
    assert list(items(built)) == ['Cloud: unmet', 'Local <disk>: undetermined']
    (link,) = built.soup().select('dt a')
    assert (link['href'], link.get_text()) == ('https://example.org/cloud', 'Cloud')
    classes = [tag['class'] for tag in built.soup().select('dt .feature-matrix-verdict')]
    assert classes == [
        ['feature-matrix-verdict', 'fm-unmet'],
        ['feature-matrix-verdict', 'fm-undetermined'],
    ]


def test_each_kind_of_requirement_is_counted(page: Page) -> None:
    cloud, disk = items(page(':parts: requirements', INI)).values()
    assert text(cloud.select('p')[0]) == (
        'Mandatory features met: 0 of 1 · Choice groups met: 1 of 1 · '
        'Conditional features met: 0 of 1'
    )
    assert text(disk.select('p')[0]) == (
        'Mandatory features met: 1 of 1 · Choice groups met: 0 of 1 · '
        'Conditional features met: 0 of 1'
    )


def test_a_kind_of_which_there_is_nothing_is_not_spoken_of(page: Page) -> None:
    text = INI.replace('driver.cloud = complete', 'driver.cloud = partial')
    cloud, _ = items(page(':parts: requirements', text)).values()
    assert 'Choice groups met' in cloud.get_text()
    assert 'Conditional' not in cloud.get_text()
    text = text.replace('mandatory', 'optional').replace('choice(backup)', 'optional')
    text = text.replace('condition(volume.copy==complete)', 'optional')
    cloud, _ = items(page(':parts: requirements', text)).values()
    assert len(cloud.select('p')) == 1


def test_what_is_not_met_is_linked_to_the_feature_and_says_why(page: Page) -> None:
    built = page(':parts: requirements details', INI)
    cloud, disk = items(built).values()
    assert [text(item) for item in cloud.select('li')] == [
        'unmet: mandatory: Create *a* volume (Planned)',
        'unmet: condition: Lock a volume (missing); condition: Copy a volume (complete)',
    ]
    assert [text(item) for item in disk.select('li')] == [
        'undetermined: choice backup: Copy a volume (unknown)',
        'undetermined: condition: Lock a volume (missing); condition: Copy a volume (unknown)',
    ]
    links = [link['href'] for link in cloud.select('li a')]
    assert links == ['#volume_create', '#volume_lock', '#volume_copy']
    for link in links:
        assert built.soup().select(str(link))


def test_links_lead_to_details_on_another_page(build: Build) -> None:
    files = {
        'index.rst': 'Page\n====\n\n.. toctree::\n\n   other\n\n'
        '.. support_matrix::\n   :parts: requirements\n',
        'other.rst': 'Other\n=====\n\n.. support_matrix::\n   :parts: details\n',
        'support-matrix.ini': INI,
    }
    built = build(files)
    assert built.warnings == []
    links = [link['href'] for link in items(built)['Cloud: unmet'].select('li a')]
    assert links[0] == 'other.html#volume_create'
    # When the details move, the page that leads to them follows.
    files['other.rst'] = files['other.rst'].replace('details', 'summary')
    built = build(files)
    assert items(built)['Cloud: unmet'].select('li a') == []


def test_without_details_features_are_not_linked(page: Page) -> None:
    cloud, _ = items(page(':parts: requirements', INI)).values()
    assert cloud.select('li a') == []
    assert 'Create *a* volume' in cloud.get_text()


def test_a_feature_that_is_not_shown_still_counts(page: Page) -> None:
    built = page(':parts: requirements\n:features: volume.copy\n:drivers: cloud', INI)
    (cloud,) = items(built).values()
    assert 'Create *a* volume' in cloud.get_text()


def test_the_bar_is_drawn_by_classes_and_its_figures_are_text(page: Page) -> None:
    built = page(':parts: requirements', INI)
    cloud, disk = items(built).values()
    (drawn,) = cloud.select('.feature-matrix-bar')
    assert drawn['aria-hidden'] == 'true'
    pieces = [piece['class'] for piece in drawn.select('i')]
    assert pieces == [['fm-complete']] * 7 + [['fm-missing']] * 13
    assert text(cloud.select('p')[1]) == '1 complete, 0 partial, 2 missing, 0 unknown'
    assert text(disk.select('p')[1]) == '1 complete, 0 partial, 1 missing, 1 unknown'
    assert all(not tag.get('style') for tag in cloud.select('*'))
    assert 'feature-matrix-common.css' in built.text('index.html')


def test_the_part_has_a_heading_beside_others(page: Page) -> None:
    built = page(':parts: requirements summary', INI)
    headings = [tag.get_text().removesuffix('¶') for tag in built.soup().select('h2')]
    assert headings == ['Requirements', 'Summary']
    assert built.soup().select('section#requirements')


def test_a_matrix_without_drivers_has_no_requirements(page: Page) -> None:
    built = page(':parts: requirements', '[op.one]\ntitle = One\n')
    assert built.soup().select('dl') == []


def test_the_doctree_holds_one_node(page: Page) -> None:
    built = page(':parts: requirements', INI)
    (node,) = built.doctree().findall(requirement_list)
    assert node.children == []
    assert (node['matrix'], node['docname']) == ('support-matrix', 'index')


PLAIN = """\
Cloud: **unmet**
   Mandatory features met: 0 of 1 · Choice groups met: 1 of 1 ·
   Conditional features met: 0 of 1

   [#######.............] 1 complete, 0 partial, 2 missing, 0 unknown

   * **unmet**: mandatory: Create *a* volume (Planned)

   * **unmet**: condition: Lock a volume (missing); condition: Copy a
     volume (complete)

Local <disk>: **undetermined**
   Mandatory features met: 1 of 1 · Choice groups met: 0 of 1 ·
   Conditional features met: 0 of 1

   [#######.......??????] 1 complete, 0 partial, 1 missing, 1 unknown

   * **undetermined**: choice "backup": Copy a volume (unknown)

   * **undetermined**: condition: Lock a volume (missing); condition:
     Copy a volume (unknown)
"""


def test_plain_text(page: Page) -> None:
    built = page(':parts: requirements', INI, builder='text')
    assert built.warnings == []
    found = built.text('index.txt').replace('\N{NO-BREAK SPACE}', ' ')
    assert found.partition('\n\n')[2].lstrip('\n') == PLAIN


SHARED = INI.replace('driver.disk = complete', 'driver.disk = planned')
"""A file in which two drivers lack the same."""


def test_what_several_drivers_lack_is_an_ordinary_item_once(page: Page) -> None:
    built = page(':parts: requirements', SHARED)
    (listing,) = built.doctree().findall(requirement_list)
    expanded = expand_requirements(listing, 'html', repeats=True)
    said = [item.astext() for item in expanded.findall(nodes.list_item)]
    shared = 'unmet: mandatory: Create *a* volume (Planned)'
    assert said.count(shared) == 1
    assert [each.item.astext() for each in expanded.findall(repeated_item)] == [shared]


@pytest.mark.parametrize(
    ('builder', 'file'),
    [
        ('html', 'index.html'),
        ('text', 'index.txt'),
        ('latex', 'sample.tex'),
        ('man', 'sample.1'),
        ('texinfo', 'sample.texi'),
        ('xml', 'index.xml'),
    ],
)
def test_an_item_is_written_again_as_it_is_the_first_time(
    page: Page, builder: str, file: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    repeated = page(':parts: requirements details', SHARED, builder=builder).text(file)
    monkeypatch.delitem(REPEATED_ITEM, builder)
    ordinary = page(':parts: requirements details', SHARED, builder=builder).text(file)
    assert repeated == ordinary
    assert len(re.findall(r'mandatory: .*\(Planned\)', ordinary)) == 2


@pytest.mark.parametrize(
    ('builder', 'file', 'expected'),
    [
        ('latex', 'sample.tex', r'disk\textgreater{}: \sphinxstylestrong{undetermined}'),
        ('man', 'sample.1', r'Local <disk>: \fBundetermined\fP'),
        ('texinfo', 'sample.texi', '@item Local <disk>: `undetermined'),
        ('epub', 'index.xhtml', 'Local &lt;disk&gt;'),
        ('singlehtml', 'index.html', 'Local &lt;disk&gt;'),
        ('dirhtml', 'index.html', 'Local &lt;disk&gt;'),
        ('xml', 'index.xml', 'Local &lt;disk&gt;'),
        ('pseudoxml', 'index.pseudoxml', 'Local <disk>'),
    ],
)
def test_other_builders(page: Page, builder: str, file: str, expected: str) -> None:
    built = page(':parts: requirements details', INI, builder=builder)
    assert built.warnings == []
    text = built.text(file)
    assert expected in text
    if 'html' not in builder and builder != 'epub':
        assert '#######.......??????' in text.replace(r'\#', '#')


def test_titles_are_extracted_once(page: Page) -> None:
    built = page(':parts: requirements\n:features: volume.copy', INI, builder='gettext')
    messages = built.text('index.pot')
    for title in ('Cloud', 'Local <disk>', 'Create *a* volume', 'Planned'):
        assert messages.count(f'msgid "{title}"\n') == 1
    assert 'Choice groups' not in messages


def test_in_one_page_links_follow_ids_that_make_room(build: Build) -> None:
    files = {
        'index.rst': 'Page\n====\n\n.. toctree::\n\n   one\n   two\n',
        'support-matrix.ini': INI,
        **{
            f'{name}.rst': f'{name}\n===\n\n.. support_matrix::\n   :name: {name}\n'
            '   :parts: requirements details\n'
            for name in ('one', 'two')
        },
    }
    built = build(files, 'singlehtml')
    assert built.warnings == []
    first, second = built.soup().select('dl.feature-matrix-requirements')
    assert first.select('li a')[0]['href'] == '#volume_create'
    assert second.select('li a')[0]['href'] == '#two_volume_create'
    assert built.soup().select('#two_volume_create')


@pytest.mark.parametrize(
    ('builder', 'file', 'expected'),
    [
        ('latex', 'sample.tex', r'\sphinxcode{\sphinxupquote{{[}'),
        ('texinfo', 'sample.texi', '@code{['),
    ],
)
def test_bars_are_of_one_width_where_not_all_characters_are(
    page: Page, builder: str, file: str, expected: str
) -> None:
    built = page(':parts: requirements', INI, builder=builder)
    assert built.text(file).count(expected) == 2
