"""The ids that others link to."""

from __future__ import annotations

import pytest

from sphinx_feature_matrix.identifiers import free_identifier, identifier


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
