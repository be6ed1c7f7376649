"""The controls by which readers explore a summary, as the page holds them for the script.

They are of no use without the script, so they stand in a ``template``, which shows nothing. The
names of their fields are those in the addresses that readers share: see the manual, "The page".
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

from sphinx_feature_matrix.grid import Grid
from sphinx_feature_matrix.messages import _, described, status_title


def controls(grid: Grid, label: str) -> str:
    """Return the controls for *grid*, which is about *label*, as HTML."""
    # Translators: what the controls over a table are for: "Find and compare: Hypervisors".
    name = _word(described(str(_('Find and compare')), label))
    text, differ = _word(_('Filter features')), _word(_('Differences only'))
    field = '<input type="search" name="filter" autocomplete="off" spellcheck="false">'
    parts = [
        f'<label>{text} {field}</label>',
        _choice(_('Drivers to compare'), _drivers(grid)),
        f'<label><input type="checkbox" name="differ" value="1"> {differ}</label>',
        _choice(_('Support to find'), _statuses(grid)),
        _order(),
        _button(_('Copy as CSV'), 'type="button" name="csv"'),
        _button(_('Copy as Markdown'), 'type="button" name="markdown"'),
        _button(_('Reset'), 'type="reset"'),
        _output(),
    ]
    # Outside of a dialog, this method does nothing: there is nowhere to send them to.
    form = f'<form class="feature-matrix-controls" method="dialog" aria-label="{name}">'
    return '\n'.join(['<template>', form, *parts, '</form>', '</template>', ''])


def _button(text: object, attributes: str) -> str:
    return f'<button {attributes}>{_word(text)}</button>'


def _word(text: object) -> str:
    return escape(str(text))


def _choice(title: object, boxes: Iterable[str]) -> str:
    return (
        f'<details><summary>{_word(title)}</summary>\n'
        f'<fieldset aria-label="{_word(title)}">\n{"".join(boxes)}</fieldset></details>'
    )


def _drivers(grid: Grid) -> Iterable[str]:
    return (
        f'<label><input type="checkbox" name="driver" value="{escape(driver.key)}"> '
        f'{escape(driver.title)}</label>\n'
        for driver in grid.drivers()
    )


def _statuses(grid: Grid) -> Iterator[str]:
    for status in grid.occurring():
        title = _word(status_title(status))
        yield (
            f'<label><input type="checkbox" name="status" value="{escape(status.key)}"'
            f' data-title="{title}" data-counts-as="{status.counts_as}">'
            f' <i aria-hidden="true">{escape(status.symbol)}</i> {title}</label>\n'
        )


def _order() -> str:
    # Translators: what features or drivers are sorted by: behind "Sort by".
    orders = {'': _('the given order'), 'title': _('title'), 'support': _('support')}
    options = ''.join(
        f'<option value="{value}">{_word(text)}</option>' for value, text in orders.items()
    )
    sort_by = _word(_('Sort by'))
    return f'<label>{sort_by} <select name="sort">{options}</select></label>'


def _output() -> str:
    """Return where the script says what is shown, with the sentences that it fills."""
    # Translators: how much of a table is shown: "12 of 47 features, 2 of 11 drivers."
    count = _('%(features)s of %(all_features)s features, %(drivers)s of %(all_drivers)s drivers.')
    # Translators: of two drivers that are compared: "KVM supports 18 that LXC lacks."; features.
    alone = _('%(driver)s supports %(number)s that %(other)s lacks.')
    # Translators: of two drivers that are compared: in how many other features they differ.
    otherwise = _('Otherwise different: %(number)s.')
    # Translators: the table is on the clipboard now.
    copied = _('Copied.')
    # Translators: the table cannot be put on the clipboard.
    failed = _('This browser does not let it be copied.')
    said = {
        'count': count,
        'alone': alone,
        'otherwise': otherwise,
        'copied': copied,
        'failed': failed,
    }
    data = ''.join(f' data-{name}="{_word(text)}"' for name, text in said.items())
    return f'<output{data}></output>'
