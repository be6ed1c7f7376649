"""The directive ``support_matrix_changes``: what readers see, and where features lead."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag
from conftest import MATRIX, Build
from docutils import nodes
from test_editions import NEWER, commit, needs_git

import sphinx_feature_matrix
from sphinx_feature_matrix import reading
from sphinx_feature_matrix.model import Matrix
from sphinx_feature_matrix.nodes import item_title
from sphinx_feature_matrix.problems import Problem

OLD = MATRIX
NEW = f"""\
{NEWER.replace('title = Second thing', 'title = Things kept')}
[operation.three]
title = *Third* <b>thing</b> |a| `b`_
status = choice(three)
driver.alpha = missing
driver.beta = complete
"""
CHANGES = '.. support_matrix_changes:: old.ini new.ini\n'
DETAILS = '.. support_matrix:: new.ini\n   :parts: details\n'
TOCTREE = '.. toctree::\n\n   other\n\n'
HOSTILE = '*Third* <b>thing</b> |a| `b`_'


def project(index: str, **others: str) -> dict[str, str]:
    """Return the files of a project with two editions and the page *index*."""
    pages = {f'{name}.rst': f'{name}\n=====\n\n{text}' for name, text in others.items()}
    return {'index.rst': f'Page\n====\n\n{index}', 'old.ini': OLD, 'new.ini': NEW, **pages}


def links(soup: Tag) -> dict[str, str]:
    """Return where the titles in changes lead."""
    return {
        link.get_text(): str(link['href'])
        for link in soup.select('section[id^="changes"] a.reference, .rubric + ul a.reference')
    }


def headings(soup: BeautifulSoup) -> list[str]:
    return [tag.get_text().removesuffix('¶') for tag in soup.select('h2')]


def listed(soup: BeautifulSoup, name: str) -> list[str]:
    return [' '.join(tag.get_text().split()) for tag in soup.select(f'#{name} > ul > li')]


def test_each_kind_of_change_has_a_section(build: Build) -> None:
    built = build(project(CHANGES))
    assert built.warnings == []
    soup = built.soup()
    assert headings(soup) == [
        'Features added',
        'Features renamed',
        'What drivers gained',
        'Verdicts',
    ]
    assert listed(soup, 'changes_features_added') == [
        f'{HOSTILE} (operation.three): choice(three); supported by 1 of 2 drivers'
    ]
    assert listed(soup, 'changes_features_renamed') == ['storage.two: Second thing → Things kept']
    assert listed(soup, 'changes_gained') == ['Alpha Things kept: missing → complete']
    keys = [tag.get_text() for tag in soup.select('li code')]
    assert keys == ['operation.three', 'choice(three)', 'storage.two', 'three']


def test_the_nodes_are_plain_and_our_own_words_are_not_for_translators(build: Build) -> None:
    doctree = build(project(CHANGES)).doctree()
    plain = nodes.section | nodes.bullet_list | nodes.list_item | nodes.title | nodes.paragraph
    for node in doctree.findall(nodes.Element):
        if not isinstance(node, nodes.document | nodes.literal | item_title):
            assert isinstance(node, plain)
    own = [*doctree.findall(nodes.paragraph), *list(doctree.findall(nodes.title))[1:]]
    assert all(node['translatable'] is False for node in own)


def test_where_nothing_changed_the_page_says_so(build: Build) -> None:
    built = build(project('.. support_matrix_changes:: old.ini /old.ini\n'))
    assert built.warnings == []
    assert built.soup().select_one('section p') is not None
    assert 'Nothing changed.' in built.soup().get_text()
    assert headings(built.soup()) == []


# -- Links -----------------------------------------------------------------------------------


@pytest.mark.parametrize('parallel', [1, 4])
def test_features_of_the_new_edition_lead_to_their_details_on_any_page(
    parallel: int, build: Build
) -> None:
    built = build(project(TOCTREE + CHANGES, other=DETAILS), fresh=True, parallel=parallel)
    assert built.warnings == []
    assert links(built.soup()) == {
        HOSTILE: 'other.html#operation_three',
        'Things kept': 'other.html#storage_two',
    }
    assert built.soup('other.html').select('section#operation_three')


@pytest.mark.parametrize('index', [f'{CHANGES}\n{DETAILS}', f'{DETAILS}\n{CHANGES}'])
def test_details_on_the_page_itself_come_first(index: str, build: Build) -> None:
    built = build(project(f'{TOCTREE}{index}', other=DETAILS))
    assert built.warnings == []
    assert links(built.soup()) == {
        HOSTILE: '#operation_three',
        'Things kept': '#storage_two',
    }


def test_without_details_titles_are_text(build: Build) -> None:
    summary = DETAILS.replace('details', 'summary')
    built = build(project(f'{TOCTREE}{CHANGES}', other=summary))
    assert links(built.soup()) == {}
    assert 'Things kept' in built.soup().get_text()


def test_features_that_are_gone_lead_nowhere(build: Build) -> None:
    index = f'.. support_matrix_changes:: new.ini old.ini\n   :name: new\n\n{DETAILS}'
    built = build(project(index))
    assert built.warnings == []
    found = links(built.soup())
    assert HOSTILE not in found
    assert found == {'Second thing': '#storage_two'}


def test_the_option_name_says_whose_details_are_meant(build: Build) -> None:
    shown = f'{DETAILS}   :name: The  Stores\n'
    built = build(project(f'{TOCTREE}{CHANGES}   :name: The Stores\n', other=shown))
    assert built.warnings == []
    assert links(built.soup())['Things kept'] == 'other.html#storage_two'
    assert links(build(project(f'{TOCTREE}{CHANGES}', other=shown)).soup()) == {}


TREE = '.. toctree::\n\n   a\n   b\n   c\n\n'
MOVED = {'a.rst': 'a\n=\n', 'b.rst': f'b\n=\n\n{DETAILS}'}
"""What puts the details on another page of :data:`TREE`; Sphinx sees to its index by itself."""


def test_a_page_is_written_again_when_the_details_move(build: Build) -> None:
    """The page itself is not read again, and no page knows of it that is."""
    built = build(project(TREE, a=DETAILS, b='', c=CHANGES))
    assert links(built.soup('c.html'))['Things kept'] == 'a.html#storage_two'
    built = build(MOVED)
    assert built.read == {'a', 'b'}
    assert links(built.soup('c.html'))['Things kept'] == 'b.html#storage_two'
    assert built.soup('b.html').select('section#storage_two')
    assert not built.soup('a.html').select('section#storage_two')
    assert links(build({'b.rst': 'b\n=\n'}).soup('c.html')) == {}


def test_a_page_that_another_process_read_is_written_again_too(build: Build) -> None:
    """Sphinx shares six documents or more among processes."""
    others = dict.fromkeys('defg', 'Text.')
    toctree = f'{TREE.rstrip()}\n   d\n   e\n   f\n   g\n'
    build(project(toctree, a=DETAILS, b='', c=CHANGES, **others), fresh=True, parallel=2)
    built = build(MOVED)
    assert built.read == {'a', 'b'}
    assert links(built.soup('c.html'))['Things kept'] == 'b.html#storage_two'


def test_a_page_that_is_gone_is_not_written_again(build: Build, source: Path) -> None:
    build(project(TREE, a=DETAILS, b='', c=CHANGES))
    (source / 'c.rst').unlink()
    index = 'Page\n====\n\n' + TREE.replace('   c\n', '')
    assert build({**MOVED, 'index.rst': index}).warnings == []


@pytest.mark.parametrize('name', ['old.ini', 'new.ini'])
def test_a_page_is_made_anew_when_an_edition_changes(name: str, build: Build) -> None:
    build(project(CHANGES))
    assert build().read == set()
    text = {'old.ini': OLD, 'new.ini': NEW}[name].replace('= Alpha', '= Aleph')
    built = build({name: text})
    assert built.read == {'index'}
    assert 'Drivers renamed' in headings(built.soup())


# -- Editions --------------------------------------------------------------------------------


def test_paths_are_relative_to_the_document_or_to_the_source_folder(build: Build) -> None:
    files = {
        **project('.. toctree::\n\n   sub/page\n'),
        'sub/page.rst': 'Sub\n===\n\n.. support_matrix_changes:: older.ini /new.ini\n',
        'sub/older.ini': OLD,
    }
    built = build(files)
    assert built.warnings == []
    assert headings(built.soup('sub/page.html'))[0] == 'Features added'


@needs_git
def test_an_edition_may_be_a_revision(build: Build, source: Path) -> None:
    commit(source, 'v1', OLD, path='docs/new.ini')
    commit(source, 'v2', NEW, path='docs/new.ini')
    directive = '.. support_matrix_changes:: v1:docs/new.ini v2:./docs/new.ini\n'
    built = build(project(f'{directive}\n{DETAILS}'))
    assert built.warnings == []
    assert headings(built.soup())[0] == 'Features added'
    # The default of the option "name" is the file's stem here too.
    assert links(built.soup())['Things kept'] == '#storage_two'


@pytest.mark.parametrize('argument', ['/v1:old.ini', 'v1:old.ini'])
def test_a_file_with_a_colon_in_its_name_is_no_revision(argument: str, build: Build) -> None:
    files = {**project(f'.. support_matrix_changes:: {argument} new.ini\n'), 'v1:old.ini': OLD}
    built = build(files)
    assert built.warnings == []
    assert headings(built.soup())[0] == 'Features added'
    assert build({'v1:old.ini': NEW}).read == {'index'}


@needs_git
@pytest.mark.parametrize(
    ('bad', 'problem'),
    [
        (OLD.replace('= unknown', '= unknwon').encode(), '17:15: WARNING: "unknwon" is no'),
        (OLD.encode() + b'# \xe9\n', '18:3: WARNING: byte 0xe9 is not UTF-8'),
    ],
)
def test_what_is_wrong_within_a_revision_is_no_warning(
    bad: bytes, problem: str, build: Build, source: Path
) -> None:
    """Nobody can mend it there; in a file it still is one."""
    commit(source, 'v1', bad)
    revision = '.. support_matrix_changes:: v1:docs/matrix.ini new.ini\n'
    built = build(project(revision))
    assert built.warnings == []
    assert headings(built.soup())[0] == 'Features added'
    files = project(CHANGES)
    del files['old.ini']
    (source / 'old.ini').write_bytes(bad)
    (warning,) = build(files).warnings
    assert warning.startswith(f'{source / "old.ini"}:{problem}')


@needs_git
@pytest.mark.parametrize(
    ('content', 'problem', 'rule'),
    [
        (b'\0', 'the file holds a NUL byte, ', 'not-text'),
        (b'', 'the file declares no drivers and no features; ', 'empty'),
        (b'[matrix]\nx = 1\n', 'the file declares no drivers and no features; ', 'empty'),
    ],
)
def test_a_revision_with_nothing_in_it_is_a_warning_at_the_directive(
    content: bytes, problem: str, rule: str, build: Build, source: Path
) -> None:
    commit(source, 'v1', content)
    for old, new in (('v1:docs/matrix.ini', 'new.ini'), ('new.ini', 'v1:docs/matrix.ini')):
        built = build(project(f'.. support_matrix_changes:: {old} {new}\n'))
        (warning,) = built.warnings
        place = f'{source / "index.rst"}:4:1'
        assert warning.startswith(f'{place}: WARNING: v1:docs/matrix.ini: {problem}')
        assert warning.endswith(f'[feature_matrix.{rule}]')
        assert headings(built.soup()) == []


@needs_git
def test_a_revision_that_git_does_not_have_is_a_warning_at_the_directive(
    build: Build, source: Path
) -> None:
    commit(source, 'v1', OLD)
    (warning,) = build(project('.. support_matrix_changes:: v9:new.ini new.ini\n')).warnings
    assert warning.startswith(f'{source / "index.rst"}:4:1: WARNING: v9:new.ini: git has no such')
    assert warning.endswith('[feature_matrix.file]')


@pytest.mark.parametrize(
    ('arguments', 'problem'),
    [
        ('none.ini new.ini', 'none.ini: there is no such file; check the path'),
        ('old.ini /none.ini', '/none.ini: there is no such file; check the path'),
        ('old.ini .', '.: this is a folder; name the INI file in it'),
    ],
)
def test_an_edition_that_cannot_be_read_is_a_warning_and_shows_nothing(
    arguments: str, problem: str, build: Build, source: Path
) -> None:
    built = build(project(f'.. support_matrix_changes:: {arguments}\n\nText.\n'))
    place = f'{source / "index.rst"}:4:1'
    assert built.warnings == [f'{place}: WARNING: {problem} [feature_matrix.file]']
    assert 'Text.' in built.soup().get_text()
    assert 'Nothing changed.' not in built.soup().get_text()
    assert headings(built.soup()) == []


def test_a_file_that_is_no_text_shows_nothing_either(build: Build, source: Path) -> None:
    files = project(CHANGES)
    (source / 'old.ini').write_bytes(b'\0')
    del files['old.ini']
    built = build(files)
    assert len(built.warnings) == 1
    assert '[feature_matrix.not-text]' in built.warnings[0]
    assert headings(built.soup()) == []


def test_a_file_with_nothing_in_it_shows_nothing_either(build: Build, source: Path) -> None:
    for arguments in ('old.ini new.ini', 'new.ini old.ini'):
        files = project(f'.. support_matrix_changes:: {arguments}\n\nText.\n')
        built = build({**files, 'old.ini': ''})
        (warning,) = built.warnings
        assert warning.startswith(f'{source / "old.ini"}:1:1: WARNING: ')
        assert warning.endswith('[feature_matrix.empty]')
        assert headings(built.soup()) == []
        text = built.soup().get_text()
        assert 'Text.' in text
        assert 'Nothing changed.' not in text


def test_a_file_is_read_once_a_build(build: Build, monkeypatch: pytest.MonkeyPatch) -> None:
    files: list[str] = []

    def load(path: str, **_statuses: Any) -> tuple[Matrix, list[Problem]]:
        files.append(Path(path).name)
        return sphinx_feature_matrix.load(path)

    monkeypatch.setattr(reading, 'load', load)
    build(project(f'{CHANGES}\n{DETAILS}\n{CHANGES}'))
    assert sorted(files) == ['new.ini', 'old.ini']


def test_problems_are_warned_of_at_their_place_once_a_build(build: Build, source: Path) -> None:
    files = project(f'{CHANGES}\n{CHANGES}\n{DETAILS}')
    files['new.ini'] = NEW.replace('driver.beta = unknown', 'driver.beta = unknwon')
    (warning,) = build(files).warnings
    assert warning.startswith(f'{source / "new.ini"}:17:15: WARNING: "unknwon" is no')


@pytest.mark.parametrize('arguments', ['', 'old.ini', 'old.ini new.ini more.ini'])
def test_there_are_two_arguments(arguments: str, build: Build) -> None:
    (warning, *_) = build(project(f'.. support_matrix_changes:: {arguments}\n')).warnings
    assert 'index.rst:4: ERROR: ' in warning
    expected = 'give two editions, and one that is' if arguments else 'Error in "support_matrix_'
    assert expected in warning


def test_a_note_may_not_show_changes(build: Build) -> None:
    files = project(DETAILS)
    note = '\n    .. support_matrix_changes:: old.ini new.ini\n'
    files['new.ini'] = NEW.replace('notes.beta = Only on Sundays.', f'notes.beta ={note}')
    (warning,) = build(files).warnings
    assert 'new.ini:12:1: WARNING: a note may not show a matrix; take the directive' in warning


# -- Where it stands -------------------------------------------------------------------------


def test_headings_become_rubrics_where_no_section_can_be(build: Build) -> None:
    built = build(project('.. note::\n\n   .. support_matrix_changes:: old.ini new.ini\n'))
    assert built.warnings == []
    rubrics = built.soup().select('div.note p.rubric')
    assert [tag.get_text() for tag in rubrics][:2] == ['Features added', 'Features renamed']
    assert [tag['id'] for tag in rubrics][:2] == [
        'changes_features_added',
        'changes_features_renamed',
    ]


def test_no_id_is_twice_on_a_page(build: Build) -> None:
    again = CHANGES.replace('old.ini', '/old.ini')
    built = build(project(f'{CHANGES}\n{again}\n{CHANGES}\n{DETAILS}'))
    assert built.warnings == []
    ids = [str(tag['id']) for tag in built.soup().select('section[id]')]
    assert [name for name, count in Counter(ids).items() if count > 1] == []
    assert [name for name in ids if 'features_added' in name] == [
        'changes_features_added',
        'new_changes_features_added',
        'new_changes_features_added_2',
    ]


def test_it_works_in_markdown(build: Build) -> None:
    page = '# Page\n\n```{support_matrix_changes} old.ini new.ini\n:name: new\n```\n'
    files = {**project(''), 'other.md': f'{page}\n## Below\n\nText.\n'}
    files['index.rst'] += TOCTREE
    built = build(files)
    assert built.warnings == []
    soup = built.soup('other.html')
    assert headings(soup)[0] == 'Features added'
    assert headings(soup)[-1] == 'Below'
    assert HOSTILE in soup.get_text()


def test_quotes_and_dashes_of_a_title_stay_as_they_are(build: Build) -> None:
    title = """The "--all" option's ..."""
    files = project(f'{CHANGES}\n{DETAILS}')
    files['new.ini'] = NEW.replace(HOSTILE, title).replace('= Alpha', f'= {title}')
    soup = build(files, smartquotes=True).soup()
    (added,) = listed(soup, 'changes_features_added')
    assert added.startswith(f'{title} (operation.three): ')
    assert listed(soup, 'changes_gained')[0].startswith(title)
    assert title in links(soup)


# -- Builders --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ('builder', 'file', 'expected'),
    [
        ('dirhtml', 'index.html', '*Third* &lt;b&gt;thing&lt;/b&gt; |a| `b`_</a>'),
        ('epub', 'index.xhtml', '*Third* &lt;b&gt;thing&lt;/b&gt; |a| `b`_</a>'),
        ('latex', 'sample.tex', r'*Third* \textless{}b\textgreater{}thing'),
        ('text', 'index.txt', '* *Third* <b>thing</b> |a| `b`_ ("operation.three"): '),
        ('man', 'sample.1', '*Third* <b>thing</b> |a| \\(gab\\(ga_'),
        ('texinfo', 'sample.texi', '*Third* <b>thing</b> |a| `b`_'),
        ('xml', 'index.xml', '>*Third* &lt;b&gt;thing&lt;/b&gt; |a| `b`_</reference>'),
        ('pseudoxml', 'index.pseudoxml', '*Third* <b>thing</b> |a| `b`_'),
    ],
)
def test_every_builder_writes_titles_as_they_are(
    builder: str, file: str, expected: str, build: Build
) -> None:
    built = build(project(f'{TOCTREE}{CHANGES}', other=DETAILS), builder)
    assert built.warnings == []
    text = built.text(file)
    assert expected in text
    assert 'item_title' not in text


def test_in_one_page_links_follow_ids_that_make_room(build: Build) -> None:
    shown = '.. support_matrix:: old.ini\n   :parts: details\n'
    pages = {'a': shown, 'b': DETAILS, 'c': CHANGES}
    built = build(project('.. toctree::\n\n   a\n   b\n   c\n', **pages), 'singlehtml')
    assert built.warnings == []
    soup = built.soup()
    assert links(soup)['Things kept'] == '#new_storage_two'
    assert soup.select('section#new_storage_two')
    ids = [str(tag['id']) for tag in soup.select('[id]')]
    assert [name for name, count in Counter(ids).items() if count > 1] == []


def test_in_one_page_every_link_to_a_feature_follows_it_once(build: Build) -> None:
    """The id that the feature moves to was that of another one, which has moved in its turn."""
    shown = '.. support_matrix:: old.ini\n   :parts: details\n'
    files = project(TREE, a=shown, b=DETAILS, c=CHANGES)
    files['new.ini'] += (
        '[new.storage_two]\ntitle = In the way\ndriver.alpha = missing\ndriver.beta = missing\n'
    )
    built = build(files, 'singlehtml')
    assert built.warnings == []
    soup = built.soup()
    changes = soup.select('section[id^="changes"] a.reference')
    found = [link for link in changes if link.get_text() == 'Things kept']
    assert len(found) > 1
    assert {link['href'] for link in found} == {'#new_storage_two'}
    (section,) = soup.select('section#new_storage_two')
    assert 'Things kept' in section.get_text()
    assert soup.select('section#new_new_storage_two')


def test_the_link_is_to_the_right_place_in_latex(build: Build) -> None:
    built = build(project(f'{TOCTREE}{CHANGES}', other=DETAILS), 'latex')
    tex = built.text('sample.tex')
    assert r'{\hyperref[\detokenize{other:storage-two}]' in tex.replace('_', '-')
    assert r'\label{\detokenize{other:storage-two}}' in tex.replace('_', '-')


@pytest.mark.parametrize('page', [CHANGES, f'.. note::\n\n   {CHANGES}'])
def test_gettext_extracts_titles_and_no_words_of_our_own(page: str, build: Build) -> None:
    messages = build(project(page), 'gettext').text('index.pot')
    for title in ('Alpha', 'Things kept', 'Second thing', HOSTILE):
        assert messages.count(f'msgid "{title}"\n') == 1
    line = NEW.splitlines().index('title = Alpha') + 1
    assert f'new.ini:{line}\nmsgid "Alpha"' in messages
    for word in ('Features added', 'supported by', 'storage.two'):
        assert word not in messages


def test_titles_are_shown_translated(build: Build, source: Path) -> None:
    catalogue = source / 'locale' / 'de' / 'LC_MESSAGES' / 'index.po'
    catalogue.parent.mkdir(parents=True)
    catalogue.write_text(
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
        'msgid "Things kept"\nmsgstr "*Bewahrtes*"\n\nmsgid "Alpha"\nmsgstr "Das Erste"\n',
        encoding='utf-8',
    )
    built = build(project(f'{CHANGES}\n{DETAILS}'), language='de', locale_dirs=['locale'])
    assert built.warnings == []
    assert listed(built.soup(), 'changes_gained') == ['Das Erste *Bewahrtes*: fehlt → vollständig']
    assert links(built.soup())['*Bewahrtes*'] == '#storage_two'
