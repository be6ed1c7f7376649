"""What may be a link, wherever a file has one."""

from __future__ import annotations

import re

from sphinx_feature_matrix.ini.joining import Section
from sphinx_feature_matrix.ini.source import Source

_ADDRESS = re.compile(r'(https?://|mailto:)[^\s<>"\x00-\x20\x7f]+\Z', re.IGNORECASE)
_PATH = re.compile(r'(?!//)[^\s<>"\\:?#\x00-\x20\x7f]*([?#][^\s<>"\\\x00-\x20\x7f]*)?\Z')


def read_link(source: Source, section: Section, option: str) -> str:
    """Return the link in *option*; where there is none that can be shown, report it."""
    link = section.options.get(option, '').strip()
    if _ADDRESS.match(link) or _PATH.match(link):
        return link
    source.report(
        'link',
        f'"{link}" is no link to show; write an address that begins with https:, http: or '
        'mailto:, or a path relative to the page',
        source.at_value(section, option),
    )
    return ''


def is_address(text: str) -> bool:
    """Tell whether *text* is an absolute address that may be shown as a link."""
    return bool(_ADDRESS.match(text))
