"""What may be wrong with a matrix although it can be read: the rules that only the command has."""

from __future__ import annotations

from collections.abc import Container

from sphinx_feature_matrix.ini.document import Document
from sphinx_feature_matrix.lint.checks import CHECKS
from sphinx_feature_matrix.problems import RULES, Problem, problem

_MARKUP = ('markup', 'forbidden-markup')


def lint(document: Document, wanted: Container[str]) -> list[Problem]:
    """Return every problem in *document* of the rules whose codes are *wanted*.

    :returns: what reading found and what the checks find, in the order of the lines
    """
    if not document.readable:
        return [found for found in document.problems if found.code in wanted]
    found = list(document.problems)
    for rule, check in CHECKS.items():
        if RULES[rule].code in wanted:
            found += [problem(rule, message, place) for message, place in check(document)]
    if any(RULES[rule].code in wanted for rule in _MARKUP):
        # It may need docutils, whose import alone takes longer than all the rest.
        from sphinx_feature_matrix.lint.markup import check_notes

        found += check_notes(document.matrix)
    # What [DEFAULT] gives every section is found in each, and said once.
    return sorted(
        {each for each in found if each.code in wanted},
        key=lambda each: (document.source.order(each.location), each.code, each.message),
    )
