"""Features and drivers in the inventory, and links to them from another project."""

from __future__ import annotations

import re
import shutil
import zlib
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from conftest import CONF, MATRIX, ROOTS, Build
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils

REPOSITORY = Path(__file__).parent.parent
SITE = 'https://matrices.example/'
SHOW = '.. support_matrix:: support-matrix.ini\n'
OTHER = MATRIX.replace('First operation', 'Another first').replace('storage.two', 'storage.three')


_LINE = re.compile(r'(?P<name>.+) matrix:(?P<type>\w+) -?1 (?P<address>\S+) (?P<title>.+)')


def inventory(path: Path) -> dict[str, dict[str, tuple[str, str]]]:
    """Return the addresses and titles that an inventory has of ours, by type and name."""
    compressed = path.read_bytes().split(b'\n', 4)[4]
    found: dict[str, dict[str, tuple[str, str]]] = {}
    for entry in map(_LINE.fullmatch, zlib.decompress(compressed).decode().splitlines()):
        if entry:
            name = entry['name']
            # What an address ends in is left out if it is the name.
            address = entry['address'].replace('$', name)
            title = name if entry['title'] == '-' else entry['title']
            found.setdefault(entry['type'], {})[name] = address, title
    return found


def test_features_and_drivers_are_in_the_inventory_with_their_titles(build: Build) -> None:
    built = build({'index.rst': f'Page\n====\n\n{SHOW}'})
    found = inventory(built.outdir / 'objects.inv')
    assert found == {
        'feature': {
            'operation.one': ('index.html#operation_one', 'First operation'),
            'support-matrix/operation.one': ('index.html#operation_one', 'First operation'),
            'storage.two': ('index.html#storage_two', 'Second thing'),
            'support-matrix/storage.two': ('index.html#storage_two', 'Second thing'),
        },
        'driver': {
            'alpha': ('index.html#driver_alpha', 'Alpha'),
            'support-matrix/alpha': ('index.html#driver_alpha', 'Alpha'),
            'beta': ('index.html#driver_beta', 'Beta'),
            'support-matrix/beta': ('index.html#driver_beta', 'Beta'),
        },
    }


def test_what_several_matrices_have_is_told_apart_by_their_names(build: Build) -> None:
    index = f'Page\n====\n\n.. support_matrix:: other.ini\n\n{SHOW}   :name: mine\n'
    built = build({'index.rst': index, 'other.ini': OTHER})
    features = inventory(built.outdir / 'objects.inv')['feature']
    assert {name: title for name, (_, title) in features.items()} == {
        # Without a name, it is the matrix that conf.py names.
        'operation.one': 'First operation',
        'mine/operation.one': 'First operation',
        'other/operation.one': 'Another first',
        'storage.two': 'Second thing',
        'mine/storage.two': 'Second thing',
        'storage.three': 'Second thing',
        'other/storage.three': 'Second thing',
    }


def test_what_no_page_shows_is_not_in_it(build: Build) -> None:
    shown = f'Page\n====\n\n{SHOW}   :drivers: beta\n   :features: storage.*\n'
    found = inventory(build({'index.rst': shown}).outdir / 'objects.inv')
    assert {name for kind in found.values() for name in kind if '/' not in name} == {
        'storage.two',
        'beta',
    }


@pytest.fixture
def manual(tmp_path: Path) -> Path:
    """The folder of the built manual, which has the hypervisor matrix and an edition of it."""
    root = tmp_path / 'manual'
    shutil.copytree(REPOSITORY / 'doc' / 'source' / 'hypervisors', root / 'doc/source/hypervisors')
    shutil.copy(REPOSITORY / 'doc' / 'source' / 'conf.py', root / 'doc/source')
    shutil.copy(REPOSITORY / 'support-matrix.ini', root)
    source, out = root / 'doc' / 'source', root / 'html'
    conf = {'root_doc': 'hypervisors/index', 'html_theme': 'basic', 'html_static_path': []}
    with patch_docutils(source), docutils_namespace():
        app = Sphinx(source, source, out, root / 'doctrees', 'html', conf, status=None)
        app.build()
    return out


def links(soup: BeautifulSoup) -> dict[str, str]:
    found = soup.select('div.body p a.external')
    return {' '.join(link.text.split()): str(link['href']) for link in found}


def test_another_project_links_to_the_hypervisor_matrix_of_the_manual(
    build: Build, source: Path, manual: Path
) -> None:
    shutil.copytree(ROOTS / 'linking', source, dirs_exist_ok=True)
    mapping = {'matrices': (SITE, str(manual / 'objects.inv'))}
    built = build(intersphinx_mapping=mapping, intersphinx_cache_limit=0)
    assert built.warnings == []
    page = f'{SITE}hypervisors/index.html'
    assert links(built.soup()) == {
        'Attach block volume to instance': f'{page}#operation_attach_volume',
        'Libvirt KVM (x86)': f'{page}#driver_libvirt_kvm_x86',
        'how it was in 2015': f'{SITE}hypervisors/edition-2015.html#operation_attach_volume',
        'Stop instance CPUs (pause)': f'{page}#operation_pause',
        'Ironic': f'{page}#driver_ironic',
        'Block storage support': f'{page}#storage_block',
    }
    assert links(built.soup('markdown.html')) == {
        'Stop instance CPUs (pause)': f'{page}#operation_pause',
        'Ironic': f'{page}#driver_ironic',
        'a feature': f'{page}#operation_attach_volume',
    }
    for link in {*links(built.soup()).values(), *links(built.soup('markdown.html')).values()}:
        path, _, name = link.removeprefix(SITE).partition('#')
        soup = BeautifulSoup((manual / path).read_text('utf-8'), 'html.parser')
        assert len(soup.find_all(id=name)) == 1


def test_what_neither_project_has_is_a_warning(build: Build, source: Path, manual: Path) -> None:
    shutil.copytree(ROOTS / 'linking', source, dirs_exist_ok=True)
    text = 'Linking\n=======\n\n:matrix:feature:`operation.one` :matrix:feature:`no.such`\n'
    mapping = {'matrices': (SITE, str(manual / 'objects.inv'))}
    files = {'index.rst': f'{text}\n{SHOW}', 'markdown.md': '# M\n'}
    (warning,) = (
        line
        for line in build(files, intersphinx_mapping=mapping).warnings
        if 'toctree' not in line
    )
    assert 'no matrix has the feature "no.such"' in warning


OTHER_PAGES = {
    'index.rst': 'Page\n====\n\n.. toctree::\n   :glob:\n\n   *\n',
    'one.rst': f'One\n===\n\n{SHOW}   :name: one\n',
    'two.rst': 'Two\n===\n\n.. support_matrix:: other.ini\n   :name: two\n',
    'plain.rst': 'Plain\n=====\n\nWords.\n',
    'other.ini': OTHER,
}
HIDDEN = 'Plain\n=====\n\n.. only:: print\n\n   .. support_matrix:: more.ini\n'


@pytest.mark.parametrize(
    ('files', 'gone', 'conf'),
    [
        ({'plain.rst': 'Plain\n=====\n\nOther words.\n'}, '', {}),
        ({'plain.rst': OTHER_PAGES['two.rst'].replace('two', 'third')}, '', {}),
        ({'two.rst': OTHER_PAGES['plain.rst']}, '', {}),
        ({'other.ini': OTHER.replace('Another first', 'A third')}, '', {}),
        ({'new.rst': f'New\n===\n\n{SHOW}   :name: new\n'}, '', {}),
        ({}, 'two.rst', {}),
        ({'conf.py': f"{CONF}tags.add('print')\n"}, '', {}),
        ({}, '', {'parallel': 2, 'new': True}),
    ],
    ids=['words', 'shown', 'not shown', 'title', 'new', 'removed', 'tag', 'processes'],
)
def test_the_inventory_is_that_of_a_build_from_scratch(
    source: Path, build: Build, files: dict[str, str], gone: str, conf: dict[str, Any]
) -> None:
    pages = {**OTHER_PAGES, 'hidden.rst': HIDDEN, 'more.ini': OTHER.replace('.', '.more-')}
    before = inventory(build(pages).outdir / 'objects.inv')
    if gone:
        (source / gone).unlink()
    if conf.pop('new', False):
        # As many documents as it takes for Sphinx to have other processes read them.
        files = {f'new{n}.rst': f'New\n===\n\n{SHOW}   :name: new{n}\n' for n in range(8)}
    again = build(files, **conf)
    found = inventory(again.outdir / 'objects.inv')
    fresh = inventory(build(fresh=True, **conf).outdir / 'objects.inv')
    assert found == fresh
    assert (before == found) == (list(files) == ['plain.rst'] and 'Other words' in str(files))
