"""Problems as text, as JSON, as GitHub's annotations and as SARIF.

What only one of the formats needs is imported in it, since most runs want plain text.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path, PurePath
from types import MappingProxyType
from typing import Any

from sphinx_feature_matrix.cli import NAME
from sphinx_feature_matrix.cli.terminal import Terminal
from sphinx_feature_matrix.problems import RULES, Problem, Severity
from sphinx_feature_matrix.version import __version__

Format = Callable[[Sequence[Problem], Terminal], str]
"""From problems to what is printed, which ends without a line end."""

_COLOURS = {Severity.ERROR: 'red', Severity.WARNING: 'yellow'}


def text(problems: Sequence[Problem], terminal: Terminal) -> str:
    """Return a line for each problem, ``PATH:LINE:COLUMN: CODE MESSAGE``."""
    return '\n'.join(_line(problem, terminal) for problem in problems)


def _line(problem: Problem, terminal: Terminal) -> str:
    place = ''.join(char if char.isprintable() else '?' for char in str(problem.location))
    head = f'{place}: {problem.code}'
    # One word, however long, so that place and code stay together; and without colours, which
    # would count as columns.
    word = head.replace(' ', '\0')
    rest = terminal.wrap(f'{word} {problem.message}', rest='    ').removeprefix(word)
    code = terminal.style(problem.code, 'bold', _COLOURS[problem.severity])
    return f'{terminal.style(place, "bold")}: {code}{rest}'


def as_json(problems: Sequence[Problem], _terminal: Terminal) -> str:
    """Return JSON as ``schemas/check-1.json`` has it."""
    import json

    found = [
        {
            'code': problem.code,
            'name': problem.name,
            'severity': problem.severity,
            'message': problem.message,
            'file': problem.location.file,
            'line': problem.location.line,
            'column': problem.location.column,
        }
        for problem in problems
    ]
    return json.dumps({'schema': 1, 'problems': found}, indent=2)


def github(problems: Sequence[Problem], _terminal: Terminal) -> str:
    """Return workflow commands, which GitHub shows beside the lines of a change.

    They are described under "Workflow commands for GitHub Actions" in GitHub's documentation.
    """
    return '\n'.join(
        f'::{problem.severity} file={_property(_in_workspace(problem.location.file))},'
        f'line={problem.location.line},col={problem.location.column},'
        f'title={_property(f"{problem.code} {problem.name}")}::{_data(str(problem))}'
        for problem in problems
    )


def _in_workspace(file: str) -> str:
    """Return the path *file* from the top of the checkout, where GitHub looks for it."""
    top = os.environ.get('GITHUB_WORKSPACE')
    path = Path(file).absolute()
    if not top or not path.is_relative_to(top):
        return file
    return path.relative_to(top).as_posix()


def _data(value: str) -> str:
    return value.replace('%', '%25').replace('\r', '%0D').replace('\n', '%0A')


def _property(value: str) -> str:
    return _data(value).replace(':', '%3A').replace(',', '%2C')


def sarif(problems: Sequence[Problem], _terminal: Terminal) -> str:
    """Return the problems in the Static Analysis Results Interchange Format (OASIS) 2.1.0."""
    import json

    rules = {rule.code: number for number, rule in enumerate(RULES.values())}
    run = {
        'tool': {
            'driver': {
                'name': NAME,
                'version': __version__,
                'rules': [
                    {
                        'id': rule.code,
                        'name': rule.name,
                        'shortDescription': {'text': rule.summary},
                        'defaultConfiguration': {
                            'enabled': rule.default,
                            'level': rule.severity,
                        },
                    }
                    for rule in RULES.values()
                ],
            }
        },
        'columnKind': 'unicodeCodePoints',
        'results': [_result(problem, rules[problem.code]) for problem in problems],
    }
    log = {
        '$schema': 'https://json.schemastore.org/sarif-2.1.0.json',
        'version': '2.1.0',
        'runs': [run],
    }
    return json.dumps(log, indent=2)


def _result(problem: Problem, rule: int) -> dict[str, Any]:
    _, line, column = problem.location
    place = {
        'artifactLocation': {'uri': _uri(problem.location.file)},
        'region': {'startLine': line, 'startColumn': column},
    }
    return {
        'ruleId': problem.code,
        'ruleIndex': rule,
        'level': problem.severity,
        'message': {'text': problem.message},
        'locations': [{'physicalLocation': place}],
    }


def _uri(file: str) -> str:
    from urllib.parse import quote

    path = PurePath(file)
    if path.is_absolute():
        return path.as_uri()
    return quote(path.as_posix().encode(errors='surrogateescape'), safe='/')


FORMATS: Mapping[str, Format] = MappingProxyType(
    {'text': text, 'json': as_json, 'github': github, 'sarif': sarif}
)
"""The formats, by the names that ``--output-format`` takes."""
