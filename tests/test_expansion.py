"""The dense nodes as ordinary ones, for all builders but those of HTML."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from conftest import Build
from docutils import nodes

from sphinx_feature_matrix.transforms import ExpandDenseNodes
from sphinx_feature_matrix.writers import FEATURE_DETAILS

INI = """\
[driver.plain]
title = Plain driver
[driver.long]
title = A driver with a name that is so long that it does not fit a line of a page of plain text
[driver.wide]
title = 漢字の名前 with more words after it, so that a line has to be broken somewhere here
[driver.signs]
title = *Signs* & `others` -- 100 % of \\them, _and_ .more {of} "them" #1 <here> ~ ^
[driver.dot]
title = .sp at the start
[driver.wrong]
title = Wrong
[driver.led]
title = Led to
[driver.last]
title = Last
[operation.one]
title = First operation
status = choice(group)
api = alias_of-one
cli = tool do <x>;tool undo
notes = As of release 2.
driver.plain = complete
driver-notes.plain = A note of so many words that it does not fit one line of a page of plain text
driver.long = partial
driver-notes.long = See https://example.org/a_b~c.
driver.wide = missing
driver-notes.wide = 漢字の名前 and a few words that make a line that has to be broken somewhere.
driver.signs = unknown
driver-notes.signs = With *markup*.
driver.dot = complete
driver-notes.dot = .br and 5 % of_it
driver.wrong = sometimes
driver.led = complete
driver.last = complete
[operation.two]
title = Second operation
notes = Two

  - items
driver.last = complete
driver-notes.last = Two

  paragraphs
"""
PAGE = """\
Page
====

It is :matrix:status:`operation.one led` there.

.. support_matrix:: m.ini
   :name: one

.. note::

   .. support_matrix:: m.ini
      :name: two
      :parts: details
"""


def written(built: Path) -> str:
    """Return all that a builder has written in words."""
    suffixes = {'.txt', '.tex', '.1', '.texi'}
    files = sorted(path for path in built.rglob('*') if path.suffix in suffixes)
    assert files
    return '\n'.join(path.read_text(encoding='utf-8') for path in files)


BUILDERS = ('latex', 'man', 'texinfo', 'text')


@pytest.mark.parametrize('builder', BUILDERS)
def test_what_is_expanded_late_is_written_as_ordinary_nodes_are(
    build: Build, builder: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = {'index.rst': PAGE, 'm.ini': INI}
    late = written(build(files, builder, fresh=True, suppress_warnings=['feature_matrix']).outdir)
    monkeypatch.delitem(FEATURE_DETAILS, builder)
    early = written(build(files, builder, fresh=True, suppress_warnings=['feature_matrix']).outdir)
    assert late == early
    assert early.count('Plain driver: complete') == 2


@pytest.mark.parametrize('builder', BUILDERS)
def test_until_it_is_written_a_feature_is_one_node_however_many_drivers_it_has(
    build: Build, builder: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    counts: list[int] = []
    run = ExpandDenseNodes.run

    def counting(self: ExpandDenseNodes, **kwargs: Any) -> None:
        run(self, **kwargs)
        counts.append(sum(1 for _node in self.document.findall(nodes.Element)))

    monkeypatch.setattr(ExpandDenseNodes, 'run', counting)
    for drivers in (2, 40):
        heads = ''.join(f'[driver.d{each}]\ntitle = Driver {each}\n' for each in range(drivers))
        ini = f'{heads}[op.one]\ntitle = One\n[op.two]\ntitle = Two\n'
        page = 'Page\n====\n\n.. support_matrix:: m.ini\n   :parts: details\n'
        build({'index.rst': page, 'm.ini': ini}, builder, fresh=True)
    assert counts[0] == counts[1]


def test_the_summary_in_info_can_be_led_to(build: Build) -> None:
    page = f'{PAGE}\nTo :ref:`this <one>` and :matrix:driver:`led`.\n'
    built = build({'index.rst': page, 'm.ini': INI}, 'texinfo', fresh=True)
    text = written(built.outdir)
    for name, shown in (('one', 'this'), ('driver_led', 'Led to')):
        (anchor,) = re.findall(rf'@anchor{{index {name}}}@anchor{{(\w+)}}', text)
        assert f'@ref{{{anchor},,{shown}}}' in text
