"""Where the tests of features are found: the address that conf.py sets.

Nothing here knows of Sphinx: the setting may be anything that somebody has written.
"""

from __future__ import annotations

from urllib.parse import quote

from sphinx_feature_matrix.ini.links import is_address

SETTING = 'feature_matrix_test_url'

TEMPEST = 'https://github.com/search?type=code&q=repo%3Aopenstack%2Ftempest+%s'
"""A search in the tests of OpenStack, whose matrices brought the ids of tests up."""

_ID = '%s'


def read_test_url(setting: object) -> tuple[str, str]:
    """Return the address in *setting*, and what is wrong with it; where that is, there is none."""
    if setting == '':
        return '', ''
    instead = f'write one that begins with https:, and "{_ID}" where the id of a test belongs'
    if not isinstance(setting, str):
        return '', f'{SETTING} is no text but {setting!r}; to link no tests, write an empty one'
    if not is_address(setting) or not setting.lower().startswith('http'):
        return '', f'{SETTING} is no address of tests, but "{setting}"; {instead}'
    if _ID not in setting:
        return '', f'{SETTING} is the same for each test, "{setting}"; {instead}'
    return setting, ''


def address_of_test(url: str, test: str) -> str:
    """Return the address of the *test* with this id, given the one that conf.py sets.

    Other percent signs in it are part of the address, which is full of them.
    """
    return url.replace(_ID, quote(test, safe=''))
