"""Texts that would do something if any writer took them for more than text, and where they stand.

A contributor can write any of them into a matrix file. What a browser might run calls ``told()``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

MARKUP = {
    'a script': '<script>told("script")</script>',
    'a script in a comment': '--><script>told("comment")</script><!--',
    'an unfinished comment': '<!-- ',
    'a handler': '<img src=x onerror=told("handler")>',
    'a handler in SVG': '<svg/onload=told("svg")>',
    'an iframe': '<iframe srcdoc="<script>parent.told(1)</script>"></iframe>',
    'the end of a title': '</title><script>told("title")</script>',
    'the end of a script': '</script><script>told("end")</script>',
    'the end of a style': '</style><script>told("style")</script>',
    'the end of a template': '</template></form><script>told("template")</script>',
    'the end of a table': '</td></tr></table><form action="javascript:told(1)"><button>Go',
    'the end of an attribute': '" onmouseover="told(1)" autofocus onfocus="told(2)" x="',
    'the end of another attribute': "' onmouseover='told(1)' autofocus onfocus='told(2)' x='",
    'an attribute without quotes': 'x onmouseover=told(1) autofocus onfocus=told(2)',
    'references to characters': '&lt;script&gt;told(1)&lt;/script&gt; &#60;b&#62; &quot;&amp;',
    'a style': '<style>*{display:none}</style>',
    'another base': '<base href="https://evil.example/">',
    'a refresh': '<meta http-equiv="refresh" content="0;url=javascript:told(1)">',
    'a template of Jinja': '{{ 7*7 }}{% raw %}{{ config }}{# no #}',
    'a template of JavaScript': '${told(1)}`${told(2)}`',
    'a pattern for replacement': '$& $1 $` %(features)s %s {0} {name}',
    'markup of notes': '*a* **b** `c`_ ``d`` |e| [1]_ :raw:`f` _`g` h_ i__ \\',
    'a directive': '.. raw:: html',
    'markup of Markdown': '[x](javascript:told(1)) ![y](x) <javascript:told(1)> # a `b` | c',
    'a declaration of XML': '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///x">]>&b;',
    'the end of character data': ']]> <![CDATA[ x',
}
LINKS = {
    'a script': 'javascript:told(1)',
    'a script in capitals': 'JaVaScRiPt:told(2)',
    'a script behind a comment': 'javascript://x/%0atold(1)',
    'a script behind a control character': '\x01javascript:told(1)',
    'a script with a tab': 'java\tscript:told(1)',
    'a script with a space': ' java script:told(3)',
    'another script': 'vbscript:told(1)',
    'a page of its own': 'data:text/html,<script>told(1)</script>',
    'a page of its own, encoded': 'data:text/html;base64,PHNjcmlwdD50b2xkKDEpPC9zY3JpcHQ+',
    'a file': 'file:///etc/passwd',
    'another host': '//evil.example/x',
    'another host with backslashes': '\\\\evil.example\\x',
    'the end of the attribute': 'https://e.example/" onmouseover="told(1)',
    'the end of the tag': 'https://e.example/><script>told(1)</script>',
}
TEX = {
    'a file': r'\input{/etc/passwd} \include{x} \verbatiminput{/etc/passwd}',
    'a command': r'\immediate\write18{touch told} \write18{touch told}',
    'a primitive': r'\catcode`\@=11 \csname input\endcsname \special{x} \def\x{y}',
    'the end of the document': r'\end{document}',
    'circumflexes': r'^^5cinput{/etc/passwd} ^^5c^^5c',
    'a comment': 'a % b',
    'mathematics': r'$$x$$ \(y\) \[z\] $',
    'braces': '} } { } {{',
    'the marks of tables': r'a & b \\ \hline & # ~ _',
}
ROFF = {
    'a request': '.so /etc/passwd',
    'another request': "'so /etc/passwd",
    'a program': '.pso touch told',
    'a program at last': '.sy touch told',
    'an escape': r'\X(x) \fBbold \*(xx \n(.$ \s+9 \c \e \&',
    'the end of a string': '" x "',
    'the end of a cell': 'T}',
    'the end of a table': '.TE',
}
TEXINFO = {
    'a file': '@include /etc/passwd',
    'the end of all': '@bye',
    'the end of a table': '@end multitable @item @tab @end itemize',
    'a comment': '@c x @comment y',
    'braces': '@{ } @verb{| @ @@ @code{',
    'the marks of nodes': 'a, b: c. (d)e',
}
LETTERS = {
    'quotes and backslashes': '"a" \\"b\\" \\n \\t \\u0022 \'c\' \\',
    'marks of direction': 'a\u202eb\u2066c\u200fd',
    'separators of lines': 'a\u2028b\u2029c\x85d',
    'controls': 'a\x01b\x08c\x1b[31md\x7fe\x9bf',
    'feeds': 'a\x0bb\x0cc\x1cd\x1ee',
    'no characters': 'a\ufffeb\uffffc\ufdd0d',
    'a path': '../../../../etc/passwd',
}


def _named() -> Iterable[tuple[str, str]]:
    groups = {
        'markup': MARKUP,
        'link': LINKS,
        'TeX': TEX,
        'roff': ROFF,
        'Texinfo': TEXINFO,
        'letters': LETTERS,
    }
    for group, texts in groups.items():
        for name, text in texts.items():
            yield f'{group}: {name}', text


ALL = dict(_named())
"""All of them, by their names."""


def harmless(texts: Iterable[str]) -> list[str]:
    """Return for each of *texts* one of as many words, which means nothing to any writer."""
    letters = (letter for letter in map(chr, range(ord('a'), 0x200)) if letter.isalpha())
    return [
        re.sub(r'[^\s;()]', letter, text) for text, letter in zip(texts, letters, strict=False)
    ]


def matrices(texts: Iterable[str], size: int = 12) -> dict[str, str]:
    """Return matrix files that have each of *texts* in each place but in links and notes.

    None has more than *size* texts; it has as many drivers, and three features for each.
    """
    numbered = [*enumerate(texts)]
    return {
        f'm{start}.ini': _matrix(numbered[start : start + size])
        for start in range(0, len(numbered), size)
    }


def _matrix(numbered: list[tuple[int, str]]) -> str:
    drivers = [f'd{number}-{_key(text)}' for number, text in numbered]
    lines = [f'[matrix]\ntitle = {numbered[0][1]}']
    for place, (number, text) in enumerate(numbered):
        lines += [f'[driver.{drivers[place]}]', f'title = {text}']
        lines += [f'[category.c{number}]', f'title = {text}']
        lines += [f'[status.s{number}]', f'title = {text}', f'symbol = {text}']
        lines += ['counts-as = missing']
        for kind, status in enumerate((f'choice({text})', f'condition({text})', text)):
            lines += [f'[c{number}.f{kind}-{_key(text)}]', f'title = {text}']
            lines += [f'status = {status}', f'api = {text}', f'cli = {text}']
            statuses = [f's{number}', text, 'complete', 'missing']
            lines += [
                f'driver.{driver} = {statuses[min((column - place) % len(drivers), 3)]}'
                for column, driver in enumerate(drivers)
            ]
    return '\n'.join([*lines, ''])


def _key(text: str) -> str:
    """Return what of *text* can stand in the name of a section and of an option."""
    return re.sub(r'[\[\]=:\s]', '-', text).lower()
