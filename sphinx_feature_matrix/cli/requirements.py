"""``feature-matrix requirements``: say which drivers do what is required."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser, Namespace
from collections import Counter
from collections.abc import Iterator, Mapping

from sphinx_feature_matrix.cli import FOUND, FOUND_NOTHING, conf
from sphinx_feature_matrix.cli.inputs import declare_matrix, open_matrix
from sphinx_feature_matrix.cli.running import counted
from sphinx_feature_matrix.cli.terminal import Terminal
from sphinx_feature_matrix.escaping import one_line
from sphinx_feature_matrix.model import FeatureStatusKind, Matrix
from sphinx_feature_matrix.requirements import (
    KINDS,
    Requirement,
    Requirements,
    Verdict,
    evaluate,
    support,
)

_COLOURS = {Verdict.MET: 'green', Verdict.UNMET: 'red', Verdict.UNDETERMINED: 'yellow'}
_NAMES = {
    FeatureStatusKind.MANDATORY: ('mandatory feature', 'mandatory features'),
    FeatureStatusKind.CHOICE: ('choice group', 'choice groups'),
    FeatureStatusKind.CONDITION: ('condition', 'conditions'),
}


def configure(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    declare_matrix(parser)
    conf.configure(parser)
    parser.add_argument(
        '--output-format',
        choices=('text', 'json'),
        default='text',
        help='how to write the verdicts (default: %(default)s)',
    )


def run(arguments: Namespace) -> int:
    """Print the verdicts. To find one that is *unmet* is to find something."""
    matrix = open_matrix(*arguments.files, declared=conf.declared(arguments)).matrix
    found = evaluate(matrix)
    if arguments.output_format == 'json':
        print(json.dumps(as_data(found), indent=2, ensure_ascii=False))
    else:
        print('\n'.join(_lines(matrix, found, Terminal.of(sys.stdout))))
    unmet = any(each.verdict is Verdict.UNMET for each in found.values())
    return FOUND if unmet else FOUND_NOTHING


def as_data(found: Mapping[str, Requirements]) -> dict[str, object]:
    """Return the verdicts as ``schemas/requirements-1.json`` has them."""
    return {
        'schema': 1,
        'drivers': {
            driver: {
                'verdict': each.verdict,
                'requirements': [_requirement(item) for item in each.requirements],
            }
            for driver, each in found.items()
        },
    }


def _requirement(item: Requirement) -> dict[str, str]:
    subject = {'group': item.group} if item.group else {'feature': item.feature}
    return {'kind': item.kind, **subject, 'verdict': item.verdict}


def _lines(matrix: Matrix, found: Mapping[str, Requirements], terminal: Terminal) -> Iterator[str]:
    for driver in matrix.drivers:
        each = found[driver.key]
        verdict = terminal.style(each.verdict, 'bold', _COLOURS[each.verdict])
        title = terminal.style(one_line(driver.title), 'bold')
        yield f'{title} ({one_line(driver.key)}): {verdict}'
        if counts := ', '.join(_counts(each)):
            yield terminal.wrap(f'{counts} met', '  ', '    ')
        shares = support(matrix, driver.key)
        yield terminal.wrap(
            ', '.join(f'{number} {status}' for status, number in shares.items()), '  ', '    '
        )
        for item in each.open():
            yield terminal.wrap(f'{item.verdict}: {one_line(_because(item))}', '  - ', '    ')
        yield ''
    totals = Counter(each.verdict for each in found.values())
    summary = ', '.join(f'{totals[verdict]} {verdict}' for verdict in _COLOURS if totals[verdict])
    yield f'{counted(len(found), "driver")}: {summary or "none"}'


def _because(item: Requirement) -> str:
    """Return what is required, and the facts that its verdict rests on."""
    facts = [f'{fact.feature} is {fact.status}' for fact in item.decided_by]
    if item.group:
        return f'{item}: {", ".join(facts)}'
    reasons = f' ({", ".join(facts[1:])})' if facts[1:] else ''
    return f'{item.kind}: {facts[0]}{reasons}'


def _counts(each: Requirements) -> Iterator[str]:
    """Yield how many of each kind are met, of those that are required."""
    for kind in KINDS:
        counts = each.counts(kind)
        required = counts.total() - counts[Verdict.NOT_REQUIRED]
        if required:
            one, more = _NAMES[kind]
            yield f'{counts[Verdict.MET]} of {required} {one if required == 1 else more}'
