"""Readers of a page, and what they see of a summary."""

from __future__ import annotations

from typing import Protocol

import pytest
from playwright.sync_api import Locator, Page, expect


class Reader(Protocol):
    """Uses a page in one way."""

    def press(self, control: Locator) -> None:
        """Press a button, check a box, or open what is closed."""

    def fill(self, control: Locator, text: str) -> None:
        """Type *text* into a box in place of what is there."""

    def choose(self, control: Locator, option: str) -> None:
        """Choose an *option* of a list."""


class Mouse:
    """Points and clicks."""

    def press(self, control: Locator) -> None:
        control.click()

    def fill(self, control: Locator, text: str) -> None:
        control.click(click_count=3)
        control.press_sequentially(text)

    def choose(self, control: Locator, option: str) -> None:
        control.select_option(label=option)


class Keyboard:
    """Goes from one control to the next with the Tab key."""

    def press(self, control: Locator) -> None:
        self._reach(control)
        control.page.keyboard.press('Space')

    def fill(self, control: Locator, text: str) -> None:
        self._reach(control)
        control.page.keyboard.press('Control+A')
        control.page.keyboard.type(text)

    def choose(self, control: Locator, option: str) -> None:
        self._reach(control)
        control.press('Home')
        while control.locator('option:checked').inner_text() != option:
            before = control.input_value()
            control.press('ArrowDown')
            assert control.input_value() != before

    @staticmethod
    def _reach(control: Locator) -> None:
        for key in ['Tab'] * 100:
            if control.evaluate('control => control === document.activeElement'):
                return
            control.page.keyboard.press(key)
        pytest.fail(f'No number of Tabs leads to {control}.')


by_mouse_and_by_keyboard = pytest.mark.parametrize(
    'reader', [Mouse(), Keyboard()], ids=['mouse', 'keyboard']
)


class Summary:
    """A summary on the page of *tab*, as a reader sees it."""

    def __init__(self, tab: Page, name: str = 'hypervisors') -> None:
        self.root = tab.locator(f'.feature-matrix-summary[data-matrix="{name}"]')
        self.filter = self.root.locator('input[name=filter]')
        self.differ = self.root.locator('input[name=differ]')
        self.sort = self.root.locator('select[name=sort]')
        self.reset = self.root.locator('button[type=reset]')
        self.count = self.root.get_by_role('status')

    def choice(self, name: str) -> Locator:
        """Return what opens and closes the boxes called *name*."""
        return self.root.locator(f'details:has([name={name}]) > summary')

    def box(self, name: str, value: str) -> Locator:
        """Return the box called *name* with the *value*."""
        return self.root.locator(f'[name={name}][value={value}]')

    def check(self, reader: Reader, name: str, *values: str) -> None:
        """Open the boxes called *name*, and check those with the *values*."""
        reader.press(self.choice(name))
        for value in values:
            reader.press(self.box(name, value))

    def rows(self) -> list[str]:
        """Return the keys of the rows that are in the table now."""
        keys: list[str] = (
            self.root.locator('tbody tr:not(.feature-matrix-category)')
            .filter(visible=True)
            .evaluate_all('rows => rows.map(row => row.dataset.feature ?? row.dataset.driver)')
        )
        return keys

    def columns(self) -> list[str]:
        """Return the keys of the columns that are in the table now."""
        keys: list[str] = (
            self.root.locator('thead th:is([data-feature], [data-driver])')
            .filter(visible=True)
            .evaluate_all(
                'heads => heads.map(head => head.dataset.feature ?? head.dataset.driver)'
            )
        )
        return keys

    def categories(self) -> list[str]:
        """Return the headings of categories that are in the table now."""
        return (
            self.root.locator('.feature-matrix-category th').filter(visible=True).all_inner_texts()
        )

    def statuses(self, row: str) -> list[str]:
        """Return the statuses of the cells that are in a *row* now."""
        classes: list[str] = (
            self.root.locator(f'tr:is([data-feature="{row}"], [data-driver="{row}"])')
            .locator('td[class^=fm-]')
            .filter(visible=True)
            .evaluate_all('cells => cells.map(cell => cell.classList[0])')
        )
        return [name.removeprefix('fm-') for name in classes]


def open_summary(
    tab: Page, site: str, page: str = 'index.html', name: str = 'hypervisors'
) -> Summary:
    tab.goto(f'{site}/{page}')
    summary = Summary(tab, name)
    expect(summary.filter).to_be_visible()
    return summary
