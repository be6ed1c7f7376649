"""What the search finds a feature by, and what is in the general index."""

from __future__ import annotations

import re

import pytest
from conftest import MATRIX, Build

from sphinx_feature_matrix.indexing import search_terms

INI = MATRIX.replace('status = mandatory', 'status = mandatory\ncli = tool keep <thing>')
INDEX = 'Page\n====\n\n.. support_matrix:: support-matrix.ini\n   {}\n'


@pytest.mark.parametrize(
    ('command', 'terms'),
    [
        ('tool', ['tool']),
        ('tool keep <thing> --now', ['tool keep <thing> --now', 'tool keep']),
        ('tool keep [--now]', ['tool keep [--now]', 'tool keep']),
        ('tool --now keep', ['tool --now keep', 'tool']),
        ('<thing> keep', ['<thing> keep']),
        ('--help', ['--help']),
    ],
)
def test_a_command_is_found_whole_and_without_its_arguments(
    command: str, terms: list[str]
) -> None:
    assert search_terms('op.x', [command]) == ['op.x', *terms]


def test_what_two_commands_share_is_one_term() -> None:
    assert search_terms('x', ['tool a <b>', 'tool a <c>']) == [
        'x',
        'tool a <b>',
        'tool a',
        'tool a <c>',
    ]


def entries(build: Build) -> dict[str, str]:
    """Return what the general index of a built project has, and where that leads."""
    built = build()
    assert built.warnings == []
    links = built.soup('genindex.html').select('.genindextable a')
    return {link.text: str(link['href']) for link in links}


def test_features_and_drivers_are_in_the_general_index(build: Build) -> None:
    build({'index.rst': INDEX.format(''), 'support-matrix.ini': INI})
    assert entries(build) == {
        'Alpha': 'index.html#driver_alpha',
        'Beta': 'index.html#driver_beta',
        'First operation': 'index.html#operation_one',
        'Second thing': 'index.html#storage_two',
    }


def test_where_there_are_no_details_the_index_leads_to_the_summary(build: Build) -> None:
    build({'index.rst': INDEX.format(':parts: summary'), 'support-matrix.ini': INI})
    assert entries(build)['Second thing'] == 'index.html#storage_two'
    heads = build().soup().select('th#storage_two')
    assert [head.text for head in heads] == ['Second thing']


def test_a_setting_keeps_them_out(build: Build) -> None:
    files = {'index.rst': INDEX.format(''), 'support-matrix.ini': INI}
    built = build(files, feature_matrix_index=False)
    assert built.soup('genindex.html').select('.genindextable a') == []
    # The search has nothing to do with it.
    assert 'tool keep' in built.text('searchindex.js')


def test_what_only_the_search_finds_is_not_in_the_general_index(build: Build) -> None:
    built = build({'index.rst': INDEX.format(''), 'support-matrix.ini': INI})
    for term in ('storage.two', 'tool keep &lt;thing&gt;', 'tool keep', 'alpha'):
        assert f'>{term}<' not in built.text('genindex.html')
    index = built.text('searchindex.js')
    for term in ('"storage.two"', '"tool keep <thing>"', '"tool keep"', '"alpha"'):
        assert term in index


def test_a_title_with_a_semicolon_is_one_entry(build: Build) -> None:
    ini = INI.replace('Second thing', 'Second; thing')
    build({'index.rst': INDEX.format(''), 'support-matrix.ini': ini})
    assert entries(build)['Second, thing'] == 'index.html#storage_two'


@pytest.mark.parametrize(('xindy', 'entered'), [(False, False), (True, True)])
def test_makeindex_gets_no_entry_that_it_would_break(
    build: Build, *, xindy: bool, entered: bool
) -> None:
    ini = INI.replace('Second thing', '\N{LATIN CAPITAL LETTER U WITH DIAERESIS}bertragen')
    files = {'index.rst': INDEX.format(''), 'support-matrix.ini': ini}
    tex = build(files, 'latex', latex_use_xindy=xindy).text('sample.tex')
    assert ('bertragen@' in tex) is entered
    assert r'\index{First operation@' in tex


def test_entries_do_not_come_between_a_matrix_and_its_name(build: Build) -> None:
    """LaTeX would have the label of the name twice."""
    built = build({'index.rst': INDEX.format(':name: it\n   :parts: summary')}, 'latex')
    assert built.text('sample.tex').count(r'\label{\detokenize{index:it}}') == 1


def test_the_search_keeps_what_is_on_pages_that_are_not_written_again(build: Build) -> None:
    other = 'Other\n=====\n\nText.\n'
    index = INDEX.format('') + '\nEnd\n===\n\n.. toctree::\n\n   other\n'
    build({'index.rst': index, 'support-matrix.ini': INI, 'other.rst': other})
    built = build({'other.rst': other + '\nMore text.\n'})
    assert built.read == {'other'}
    # Versions of Sphinx differ in the spaces.
    search = re.sub(r'\s', '', built.text('searchindex.js'))
    for term in ('storage.two', 'toolkeep<thing>', 'toolkeep', 'alpha'):
        assert f'"{term}":[[0,' in search


def test_latex_prints_the_index_with_its_pages(build: Build) -> None:
    built = build({'index.rst': INDEX.format(''), 'support-matrix.ini': INI}, 'latex')
    tex = built.text('sample.tex')
    assert r'\index{Second thing@\spxentry{Second thing}}' in tex
    assert r'\index{Alpha@\spxentry{Alpha}}' in tex
    assert 'storage.two@' not in tex


def test_in_print_each_entry_stands_where_its_feature_is(build: Build) -> None:
    # Ids are those of two documents; what the index cannot sort is left out.
    one, two = MATRIX.replace('First', '\N{LATIN CAPITAL LETTER A WITH DIAERESIS}'), MATRIX
    show = '{0}\n====\n\n.. support_matrix:: {0}.ini\n'
    files = {f'{name}.rst': show.format(name) for name in ('once', 'more')}
    files['index.rst'] = 'Page\n====\n\n.. toctree::\n\n   once\n   more\n'
    built = build({**files, 'once.ini': one, 'more.ini': two}, 'latex')
    text = built.text('sample.tex')
    label = r'\label{\detokenize{%s:%s}}'
    places = [text.index(label % (name, 'operation_one')) for name in ('once', 'more')]
    assert text.count(r'\index{First operation') == 1
    assert places[0] < places[1] < text.index(r'\index{First operation')
    assert text.count(r'\index{Second thing') == 2
