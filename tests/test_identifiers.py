"""The ids that others link to."""

from __future__ import annotations

import pytest

from sphinx_feature_matrix.identifiers import free_identifier, identifier, status_classes
from sphinx_feature_matrix.model import PARTIAL, ImplementationStatus


@pytest.mark.parametrize(
    ('key', 'expected'),
    [
        ('operation.attach-volume', 'operation_attach_volume'),
        ('driver.libvirt-kvm-x86', 'driver_libvirt_kvm_x86'),
        ('Mixed_Case09', 'Mixed_Case09'),
        ('é b:c', '__b_c'),
        ('٣²', '__'),
        ('', ''),
    ],
)
def test_identifier(key: str, expected: str) -> None:
    assert identifier(key) == expected


@pytest.mark.parametrize(
    ('taken', 'expected'),
    [
        ([], 'op_a'),
        (['my_matrix_op_a'], 'op_a'),
        (['op_a'], 'my_matrix_op_a'),
        (['op_a', 'my_matrix_op_a'], 'my_matrix_op_a_2'),
        (['op_a', 'my_matrix_op_a', 'my_matrix_op_a_2'], 'my_matrix_op_a_3'),
        (['op_a', 'my_matrix_op_a', 'my_matrix_op_a_3'], 'my_matrix_op_a_2'),
    ],
)
def test_free_identifier(taken: list[str], expected: str) -> None:
    assert free_identifier('op_a', 'my matrix', taken) == expected


def test_a_declared_status_has_the_class_of_what_it_counts_as_too() -> None:
    assert status_classes(PARTIAL) == ('fm-partial',)
    planned = ImplementationStatus('planned', 'Planned', '+', 'missing')
    assert status_classes(planned) == ('fm-planned', 'fm-as-missing')
