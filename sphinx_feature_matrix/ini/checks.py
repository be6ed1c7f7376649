"""What can only be said of a file once all of it is read."""

from __future__ import annotations

from sphinx_feature_matrix.expressions import comparisons
from sphinx_feature_matrix.ini.dialects import LAYOUTS, TARGETS_SECTION, kind_of
from sphinx_feature_matrix.ini.feature_status import at_condition
from sphinx_feature_matrix.ini.hints import Known, did_you_mean, one_of
from sphinx_feature_matrix.ini.source import Source
from sphinx_feature_matrix.model import Dialect, Matrix
from sphinx_feature_matrix.problems import Location


def check(source: Source, matrix: Matrix) -> None:
    """Report to *source* what is wrong between the parts of *matrix*."""
    _check_empty(source, matrix)
    _check_twins(source)
    _check_categories(source, matrix)
    _check_conditions(source, matrix)


def _check_empty(source: Source, matrix: Matrix) -> None:
    missing = {'drivers': matrix.drivers, 'features': matrix.features}
    names = [name for name, items in missing.items() if not items]
    if names:
        example = f'a section [{LAYOUTS[matrix.dialect].section}.KEY] that has a "title = …"'
        if matrix.dialect is Dialect.TARGETS:
            example = '"driver-impl-KEY = TITLE" in [targets]'
        if matrix.drivers:
            example = 'a section [CATEGORY.NAME] that has a "title = …"'
        source.report(
            'empty',
            f'the file declares no {" and no ".join(names)}; begin with {example}',
            Location(source.file, 1, 1),
        )


def _check_twins(source: Source) -> None:
    """Report what there is one section of, and which is there twice with letters of other case."""
    for kind in ('matrix', TARGETS_SECTION):
        same = [section for section in source.sections if kind_of(section) == kind]
        for section in same[1:]:
            place = source.at_line(section.line)
            where = source.mention(source.at_line(same[0].line), place)
            source.report(
                'duplicate-section',
                f'section [{section.name}] is already {where}, since case does not count here; '
                'merge the two',
                place,
            )


def _check_categories(source: Source, matrix: Matrix) -> None:
    used = {feature.category for feature in matrix.features}
    known = Known(used)
    for key, category in matrix.categories.items():
        if key not in used:
            hint = did_you_mean(key, known, 'delete the section, or correct its name')
            message = f'no feature is in category "{key}"; {hint}'
            source.report('category', message, category.location)


def _check_conditions(source: Source, matrix: Matrix) -> None:
    sections = {section.name: section for section in source.sections}
    keys = {feature.key for feature in matrix.features}
    known_keys, known_statuses = Known(keys), Known(matrix.statuses)
    write_status = f'write {one_of(matrix.statuses)}'
    for feature in matrix.features:
        condition = feature.status.condition
        if not condition:
            continue
        place = at_condition(source, sections[feature.key])
        for comparison in comparisons(condition):
            if comparison.feature not in keys:
                hint = did_you_mean(comparison.feature, known_keys, "write a feature's key")
                source.report(
                    'condition-feature',
                    f'the condition names no feature of this file: "{comparison.feature}"; {hint}',
                    place(comparison.offset),
                )
            if comparison.status not in matrix.statuses:
                hint = did_you_mean(comparison.status, known_statuses, write_status)
                source.report(
                    'condition-status',
                    'the condition compares with an unknown status: '
                    f'"{comparison.status}"; {hint}',
                    place(comparison.status_offset),
                )
