"""Problems, and the catalogue of their codes."""

from __future__ import annotations

import re

import pytest

from sphinx_feature_matrix.problems import RULES, Location, Problem, Rule, Severity, _catalogue


def test_codes_and_names_are_unique() -> None:
    codes = [rule.code for rule in RULES.values()]
    assert len(set(codes)) == len(codes) > 0
    assert all(rule.name == name for name, rule in RULES.items())


def test_severities() -> None:
    assert {str(rule.severity) for rule in RULES.values()} == {'error', 'warning'}


def test_the_catalogue_is_in_order_and_uniform() -> None:
    codes = [rule.code for rule in RULES.values()]
    assert codes == sorted(codes)
    for rule in RULES.values():
        assert re.fullmatch(r'FM[0-9]{3}', rule.code)
        # A name is a part of "feature_matrix.NAME", in suppress_warnings.
        assert re.fullmatch(r'[a-z]+(-[a-z]+)*', rule.name)
        assert re.fullmatch(r'[A-Z].*[^.]\.', rule.summary)


@pytest.mark.parametrize('second', [('X1', 'b'), ('X2', 'a'), ('X1', 'a')])
def test_no_code_and_no_name_can_be_given_twice(second: tuple[str, str]) -> None:
    code, name = second
    with pytest.raises(ValueError, match='share a code or a name'):
        _catalogue(('X1', 'a', Severity.ERROR, 'A.'), (code, name, Severity.ERROR, 'B.'))


def test_a_problem_reads_as_place_code_and_message() -> None:
    problem = Problem(RULES['category'], 'no feature is in it', Location('a/b.ini', 12, 3))
    assert str(problem) == 'a/b.ini:12:3: FM203 no feature is in it'


def test_a_problem_has_what_its_rule_has() -> None:
    problem = Problem(Rule('X1', 'name', Severity.WARNING, 'A.'), 'message', Location('a', 1, 1))
    assert (problem.code, problem.name, problem.severity) == ('X1', 'name', 'warning')


def test_a_location_reads_as_file_line_and_column() -> None:
    assert str(Location('a b.ini', 1, 20)) == 'a b.ini:1:20'
