"""The ids that drivers, verdicts and features in a summary have, and which are taken."""

from __future__ import annotations

from collections import Counter

import pytest
from bs4 import BeautifulSoup
from conftest import MATRIX, Build

SHOW = '.. support_matrix:: support-matrix.ini\n'


def heads(soup: BeautifulSoup) -> dict[str, str]:
    """Return the ids of all heads and terms, and what each says first."""
    found = soup.select('th[id], dt[id], dt span[id]')
    return {str(each['id']): next(each.stripped_strings, '') for each in found}


def page(directives: str) -> str:
    return f'Page\n====\n\n{directives}'


def test_drivers_have_ids_in_the_summary_and_features_in_their_details(build: Build) -> None:
    built = build({'index.rst': page(SHOW)})
    assert heads(built.soup()) == {'driver_alpha': 'Alpha', 'driver_beta': 'Beta'}
    (section,) = built.soup().select('section#operation_one')
    assert 'First operation' in section.text


def test_features_without_details_on_the_page_have_them_in_the_summary(build: Build) -> None:
    shown = f'{SHOW}   :parts: summary\n\n{SHOW}   :parts: details\n   :features: storage.*\n'
    soup = build({'index.rst': page(shown)}).soup()
    assert heads(soup) == {
        'driver_alpha': 'Alpha',
        'driver_beta': 'Beta',
        'operation_one': 'First operation',
    }
    assert soup.select_one('section#storage_two')


@pytest.mark.parametrize('orientation', ['features', 'drivers'])
def test_whatever_the_rows_are(build: Build, orientation: str) -> None:
    shown = f'{SHOW}   :parts: summary\n   :orientation: {orientation}\n'
    assert heads(build({'index.rst': page(shown)}).soup()) == {
        'driver_alpha': 'Alpha',
        'driver_beta': 'Beta',
        'operation_one': 'First operation',
        'storage_two': 'Second thing',
    }


def test_verdicts_have_ids_and_the_drivers_too_where_there_is_no_summary(build: Build) -> None:
    soup = build({'index.rst': page(f'{SHOW}   :parts: requirements\n')}).soup()
    assert set(heads(soup)) == {
        'driver_alpha',
        'driver_beta',
        'requirements_alpha',
        'requirements_beta',
    }
    soup = build({'index.rst': page(f'{SHOW}   :parts: requirements summary\n')}).soup()
    terms = [each['id'] for each in soup.select('dt[id], dt span[id]')]
    assert terms == ['requirements_alpha', 'requirements_beta']


def test_what_the_page_has_already_keeps_its_id(build: Build) -> None:
    ini = MATRIX.replace('[storage.two]', '[driver_beta]')
    soup = build({'index.rst': page(SHOW), 'support-matrix.ini': ini}).soup()
    assert soup.select_one('section#driver_beta h2, section#driver_beta h3')
    assert heads(soup) == {'driver_alpha': 'Alpha', 'support_matrix_driver_beta': 'Beta'}


def test_drivers_that_differ_in_characters_that_ids_lack_have_ids_of_their_own(
    build: Build,
) -> None:
    ini = MATRIX.replace('alpha', 'a-b').replace('beta', 'a+b')
    soup = build({'index.rst': page(SHOW), 'support-matrix.ini': ini}).soup()
    assert heads(soup) == {'driver_a_b': 'Alpha', 'support_matrix_driver_a_b': 'Beta'}


def test_the_second_matrix_has_its_name_in_front(build: Build) -> None:
    other = '[driver.alpha]\ntitle = Alef\n[x.y]\ntitle = X\ndriver.alpha = complete\n'
    index = page(f'{SHOW}\n.. support_matrix:: other.ini\n   :parts: summary\n')
    built = build({'index.rst': index, 'other.ini': other})
    assert heads(built.soup()) == {
        'driver_alpha': 'Alpha',
        'driver_beta': 'Beta',
        'other_driver_alpha': 'Alef',
        'x_y': 'X',
    }


def test_singlehtml_has_each_id_once_and_references_follow(build: Build) -> None:
    other = '[driver.alpha]\ntitle = Alef\n[operation.one]\ntitle = X\ndriver.alpha = complete\n'
    refs = (
        ':matrix:driver:`other/alpha` :matrix:driver:`support-matrix/alpha` '
        ':matrix:feature:`other/operation.one` :matrix:status:`other/operation.one alpha` '
        ':matrix:verdict:`other/alpha`\n'
    )
    show = '.. support_matrix:: other.ini\n   :parts: summary requirements details\n'
    files = {
        'index.rst': page(f'.. toctree::\n\n   a\n   b\n\n{refs}'),
        'a.rst': f'A\n=\n\n{SHOW}   :parts: summary requirements details\n',
        'b.rst': f'B\n=\n\n{show}\n{refs}',
        'other.ini': other,
    }
    built = build(files, 'singlehtml')
    assert built.warnings == []
    soup = built.soup()
    ids = Counter(str(each['id']) for each in soup.select('[id]') if 'summary' not in each['id'])
    ours = ('driver', 'requirements_', 'operation', 'other')
    assert [name for name, number in ids.items() if number > 1 and name.startswith(ours)] == []
    for paragraph in (p for p in soup.select('p') if p.text.startswith('Alef Alpha')):
        links = [str(link['href']) for link in paragraph.select('a')]
        assert links == [
            '#other_driver_alpha',
            '#driver_alpha',
            '#other_operation_one',
            '#other_operation_one_driver_alpha',
            '#other_requirements_alpha',
        ]
        assert soup.select(f'th{links[0]}')[0].text == 'Alef'
        assert all(len(soup.select(link)) == 1 for link in links)


@pytest.mark.parametrize(
    ('builder', 'file', 'form'),
    [
        ('latex', 'sample.tex', r'\label{{\detokenize{{index:{}}}}}'),
        ('xml', 'index.xml', 'ids="{}"'),
        ('texinfo', 'sample.texi', '@anchor{{index {}}}'),
    ],
)
def test_other_builders_have_targets_for_what_references_lead_to(
    build: Build, builder: str, file: str, form: str
) -> None:
    refs = (
        ':matrix:driver:`beta` :matrix:status:`operation.one beta` :matrix:feature:`storage.two`'
    )
    index = page(f'{refs}\n\n{SHOW}   :parts: summary details\n   :features: operation.*\n\n')
    index += f'{SHOW}   :parts: summary\n'
    texinfo = [('index', 'sample', 'Sample', 'The authors', 'sample', 'Sample.')]
    built = build({'index.rst': index}, builder, texinfo_documents=texinfo)
    assert built.warnings == []
    for name in ('driver_beta', 'operation_one_driver_beta', 'storage_two'):
        assert form.format(name) in built.text(file)


def test_in_singlehtml_ids_of_sections_do_not_yield_to_those_of_a_matrix(build: Build) -> None:
    files = {
        'index.rst': 'Page\n====\n\n.. toctree::\n\n   first\n\nDetails\n-------\n\n`Details`_\n',
        'first.rst': 'First\n=====\n\n.. support_matrix:: support-matrix.ini\n',
        'support-matrix.ini': MATRIX,
    }
    built = build(files, 'singlehtml')
    assert built.warnings == []
    soup = built.soup()
    ids = [str(tag['id']) for tag in soup.select('[id]')]
    assert len(ids) == len(set(ids))
    (own,) = soup.select('#details')
    assert own.find('h2')
    assert not own.select('.feature-matrix-details')
    assert soup.select('#support_matrix_details .feature-matrix-details')
