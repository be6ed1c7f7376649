"""What is required of drivers, and the verdicts."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_hypervisors import FILES

from sphinx_feature_matrix import load
from sphinx_feature_matrix.ini import loads
from sphinx_feature_matrix.model import FeatureStatusKind, Matrix
from sphinx_feature_matrix.requirements import (
    Evidence,
    Requirement,
    Requirements,
    Verdict,
    evaluate,
    support,
)

KINDS = FeatureStatusKind

# Worked out by hand from the tables in tests/data, which are those of the published pages.
# Columns: the four mandatory features (operation.get-guest-info, operation.launch,
# operation.terminate, storage.image); choice(guest.setup), whose one feature is the config drive;
# choice(console) of five; choice(networking.topology) of two; and
# condition(storage.block==complete) of storage.block.backend.iscsi.
VERDICTS = {
    '2015': """
        xenserver          met           met met met met  met    met           met  met
        libvirt-kvm-x86    met           met met met met  met    met           met  met
        libvirt-kvm-ppc64  unmet         met met met met  unmet  undetermined  met  met
        libvirt-kvm-s390x  met           met met met met  met    met           met  met
        libvirt-qemu-x86   met           met met met met  met    met           met  met
        libvirt-lxc        undetermined  met met met met  met    undetermined  met  met
        libvirt-xen        met           met met met met  met    met           met  met
        libvirt-vz-vm      met           met met met met  met    met           met  -
        libvirt-vz-ct      unmet         met met met met  unmet  met           met  -
        vmware             met           met met met met  met    met           met  met
        hyperv             met           met met met met  met    met           met  met
        ironic             unmet         met met met met  unmet  undetermined  met  -
    """,
    # A year later ironic has the config drive, and its serial console is known to be missing.
    '2016': """
        xenserver          met           met met met met  met    met           met  met
        libvirt-kvm-x86    met           met met met met  met    met           met  met
        libvirt-kvm-ppc64  unmet         met met met met  unmet  undetermined  met  met
        libvirt-kvm-s390x  met           met met met met  met    met           met  met
        libvirt-qemu-x86   met           met met met met  met    met           met  met
        libvirt-lxc        undetermined  met met met met  met    undetermined  met  met
        libvirt-xen        met           met met met met  met    met           met  met
        libvirt-vz-vm      met           met met met met  met    met           met  -
        libvirt-vz-ct      unmet         met met met met  unmet  met           met  -
        vmware             met           met met met met  met    met           met  met
        hyperv             met           met met met met  met    met           met  met
        ironic             unmet         met met met met  met    unmet         met  -
    """,
}
SUBJECTS = [
    (KINDS.MANDATORY, 'operation.get-guest-info'),
    (KINDS.MANDATORY, 'operation.launch'),
    (KINDS.MANDATORY, 'operation.terminate'),
    (KINDS.MANDATORY, 'storage.image'),
    (KINDS.CHOICE, 'guest.setup'),
    (KINDS.CHOICE, 'console'),
    (KINDS.CHOICE, 'networking.topology'),
    (KINDS.CONDITION, 'storage.block.backend.iscsi'),
]


@pytest.mark.parametrize('edition', VERDICTS)
def test_the_verdicts_on_the_hypervisors(edition: str) -> None:
    rows = [line.split() for line in VERDICTS[edition].strip().splitlines()]
    found = evaluate(load(FILES[edition])[0])
    assert [row[0] for row in rows] == list(found)
    for driver, *expected in rows:
        requirements = found[driver]
        verdicts = [requirements.verdict, *(each.verdict for each in requirements.requirements)]
        assert [str(verdict) for verdict in verdicts] == [
            'not required' if word == '-' else word for word in expected
        ], driver
        assert [each.subject for each in requirements.requirements] == SUBJECTS


def matrix(status: str, cells: str, *more: str) -> Matrix:
    """Return a matrix of one driver: ``op.a`` with *status*, then ``op.b`` and so on.

    *cells* are what the driver implements of each, and *more* the statuses of the others.
    """
    text = '[driver.kvm]\ntitle = KVM\n[status.planned]\ntitle = Planned\ncounts-as = missing\n'
    text += '[status.beta]\ntitle = Beta\ncounts-as = partial\n'
    text += '[status.rumoured]\ntitle = Rumoured\ncounts-as = unknown\n'
    for number, cell in enumerate(cells.split()):
        key = 'op.' + 'abcdefgh'[number]
        own = [status, *more][number] if number <= len(more) else 'optional'
        text += f'[{key}]\ntitle = {key}\nstatus = {own}\ndriver.kvm = {cell}\n'
    return loads(text)[0]


def only(found: Matrix) -> Requirement:
    (requirement,) = evaluate(found)['kvm'].requirements
    return requirement


def facts(requirement: Requirement) -> list[str]:
    return [f'{fact.feature} {fact.status}' for fact in requirement.decided_by]


@pytest.mark.parametrize(
    ('cell', 'verdict'),
    [
        ('complete', 'met'),
        ('partial', 'met'),
        ('missing', 'unmet'),
        ('unknown', 'undetermined'),
        ('planned', 'unmet'),
        ('beta', 'met'),
        ('rumoured', 'undetermined'),
        ('compleet', 'undetermined'),
    ],
)
def test_a_mandatory_feature_has_to_be_supported(cell: str, verdict: str) -> None:
    found = only(matrix('mandatory', cell))
    assert (found.kind, found.feature, found.group) == (KINDS.MANDATORY, 'op.a', '')
    assert found.verdict == verdict
    assert facts(found) == [f'op.a {cell if cell != "compleet" else "unknown"}']


@pytest.mark.parametrize(
    ('cells', 'verdict', 'decided_by'),
    [
        ('missing complete', 'met', ['op.b complete']),
        ('partial complete', 'met', ['op.a partial', 'op.b complete']),
        ('unknown complete', 'met', ['op.b complete']),
        ('missing missing', 'unmet', ['op.a missing', 'op.b missing']),
        ('missing planned', 'unmet', ['op.a missing', 'op.b planned']),
        ('missing unknown', 'undetermined', ['op.b unknown']),
        ('unknown rumoured', 'undetermined', ['op.a unknown', 'op.b rumoured']),
    ],
)
def test_one_feature_of_a_choice_is_enough(
    cells: str, verdict: str, decided_by: list[str]
) -> None:
    found = only(matrix('choice(g)', cells, 'choice(g)'))
    assert (found.kind, found.feature, found.group) == (KINDS.CHOICE, '', 'g')
    assert found.verdict == verdict
    assert facts(found) == decided_by


@pytest.mark.parametrize(
    ('condition', 'cells', 'verdict', 'decided_by'),
    [
        # True: as mandatory.
        ('op.b==complete', 'complete complete', 'met', ['op.a complete', 'op.b complete']),
        ('op.b==complete', 'missing complete', 'unmet', ['op.a missing', 'op.b complete']),
        ('op.b==complete', 'unknown complete', 'undetermined', ['op.a unknown', 'op.b complete']),
        ('op.b!=missing', 'missing partial', 'unmet', ['op.a missing', 'op.b partial']),
        # False: not required, whatever the driver implements.
        ('op.b==complete', 'missing partial', 'not required', ['op.b partial']),
        ('op.b!=missing', 'complete missing', 'not required', ['op.b missing']),
        # Unknown: supported all the same, or nobody can tell.
        ('op.b==complete', 'complete unknown', 'met', ['op.a complete']),
        ('op.b==complete', 'missing unknown', 'undetermined', ['op.a missing', 'op.b unknown']),
        ('op.b!=complete', 'missing unknown', 'undetermined', ['op.a missing', 'op.b unknown']),
        # To ask for unknown can be answered.
        ('op.b==unknown', 'missing unknown', 'unmet', ['op.a missing', 'op.b unknown']),
        ('op.b!=unknown', 'missing unknown', 'not required', ['op.b unknown']),
        ('op.b==unknown', 'missing complete', 'not required', ['op.b complete']),
        # A declared status is itself, and what it counts as.
        ('op.b==planned', 'missing planned', 'unmet', ['op.a missing', 'op.b planned']),
        ('op.b==missing', 'missing planned', 'unmet', ['op.a missing', 'op.b planned']),
        ('op.b==planned', 'missing missing', 'not required', ['op.b missing']),
        ('op.b==rumoured', 'missing rumoured', 'unmet', ['op.a missing', 'op.b rumoured']),
        ('op.b==complete', 'missing rumoured', 'undetermined', ['op.a missing', 'op.b rumoured']),
        ('op.b==unknown', 'missing rumoured', 'unmet', ['op.a missing', 'op.b rumoured']),
        # and, or, not: what decides is listed, and nothing else.
        ('op.b==complete and op.c==complete', 'missing complete missing', 'not required',
         ['op.c missing']),
        ('op.b==complete and op.c==complete', 'missing unknown missing', 'not required',
         ['op.c missing']),
        ('op.b==complete and op.c==complete', 'missing unknown complete', 'undetermined',
         ['op.a missing', 'op.b unknown']),
        ('op.b==complete or op.c==complete', 'missing unknown complete', 'unmet',
         ['op.a missing', 'op.c complete']),
        ('op.b==complete or op.c==complete', 'missing unknown missing', 'undetermined',
         ['op.a missing', 'op.b unknown']),
        ('op.b==complete or op.c==complete', 'missing missing missing', 'not required',
         ['op.b missing', 'op.c missing']),
        ('not op.b==complete', 'missing missing', 'unmet', ['op.a missing', 'op.b missing']),
        ('not op.b==complete', 'missing unknown', 'undetermined',
         ['op.a missing', 'op.b unknown']),
        # A mistake in a condition leaves it open.
        ('op.x==complete', 'missing complete', 'undetermined', ['op.a missing']),
        ('op.b==compleet', 'missing complete', 'undetermined', ['op.a missing']),
        ('op.b=complete', 'missing complete', 'undetermined', ['op.a missing']),
        ('op.b=complete', 'complete complete', 'met', ['op.a complete']),
        # It may ask for the feature itself.
        ('op.a!=complete', 'missing complete', 'unmet', ['op.a missing']),
    ],
)  # fmt: skip
def test_a_condition_makes_a_feature_mandatory(
    condition: str, cells: str, verdict: str, decided_by: list[str]
) -> None:
    found = only(matrix(f'condition({condition})', cells))
    assert (found.kind, found.feature) == (KINDS.CONDITION, 'op.a')
    assert (found.verdict, facts(found)) == (verdict, decided_by)


def test_conditions_may_refer_to_each_other_in_a_circle() -> None:
    circle = matrix(
        'condition(op.b!=missing)',
        'missing partial',
        'condition(op.a==complete)',
    )
    found = evaluate(circle)['kvm'].requirements
    assert [(each.feature, each.verdict) for each in found] == [
        ('op.a', Verdict.UNMET),
        ('op.b', Verdict.NOT_REQUIRED),
    ]


@pytest.mark.parametrize('status', ['optional', 'mature', 'immature', 'choice()', 'wrong'])
def test_other_features_require_nothing(status: str) -> None:
    found = evaluate(matrix(status, 'missing'))['kvm']
    assert found.requirements == ()
    assert found.verdict is Verdict.MET


@pytest.mark.parametrize(
    ('cells', 'verdict'),
    [
        ('missing unknown complete', 'unmet'),
        ('complete unknown complete', 'undetermined'),
        ('complete partial complete', 'met'),
    ],
)
def test_the_verdict_on_a_driver_is_its_worst(cells: str, verdict: str) -> None:
    found = evaluate(matrix('mandatory', cells, 'mandatory', 'condition(op.a==missing)'))['kvm']
    assert found.verdict == verdict


def test_requirements_are_counted_by_kind_and_the_open_ones_listed_worst_first() -> None:
    statuses = ['mandatory', 'mandatory', 'choice(g)', 'choice(g)', 'condition(op.b==complete)']
    found = evaluate(matrix(statuses[0], 'unknown missing missing missing missing', *statuses[1:]))
    assert found['kvm'].counts(KINDS.MANDATORY) == {Verdict.UNDETERMINED: 1, Verdict.UNMET: 1}
    assert found['kvm'].counts(KINDS.CHOICE) == {Verdict.UNMET: 1}
    assert found['kvm'].counts(KINDS.CONDITION) == {Verdict.NOT_REQUIRED: 1}
    assert [str(each) for each in found['kvm'].open()] == ['op.b', 'choice(g)', 'op.a']


def test_support_counts_declared_statuses_as_they_say() -> None:
    found = support(matrix('optional', 'complete beta planned rumoured missing partial'), 'kvm')
    assert found == {'complete': 1, 'partial': 2, 'missing': 2, 'unknown': 1}
    assert list(found) == ['complete', 'partial', 'missing', 'unknown']


def test_a_matrix_without_features_requires_nothing() -> None:
    assert evaluate(loads('[driver.kvm]\ntitle = KVM\n')[0]) == {'kvm': Requirements('kvm', ())}


# What follows is not known to the code: a condition that is open has to be one whose answer does
# depend on what is unknown.

STATUSES = ['complete', 'partial', 'missing']


@st.composite
def conditions(draw: st.DrawFn, depth: int = 3) -> str:
    kind = draw(
        st.sampled_from(['compare', 'compare', 'not', 'and', 'or'] if depth else ['compare'])
    )
    if kind == 'compare':
        key = draw(st.sampled_from('bcd'))
        operator = draw(st.sampled_from(['==', '!=']))
        return f'op.{key}{operator}{draw(st.sampled_from(STATUSES))}'
    one = draw(conditions(depth=depth - 1))
    if kind == 'not':
        return f'not ({one})'
    return f'({one}) {kind} ({draw(conditions(depth=depth - 1))})'


@given(conditions(), st.lists(st.sampled_from([*STATUSES, 'unknown']), min_size=3, max_size=3))
@settings(max_examples=150, deadline=None, derandomize=True)
def test_what_is_decided_stays_so_whatever_the_unknown_turns_out_to_be(
    condition: str, cells: list[str]
) -> None:
    before = only(matrix(f'condition({condition})', ' '.join(['missing', *cells]))).verdict
    known = [STATUSES if cell == 'unknown' else [cell] for cell in cells]
    after = {
        only(matrix(f'condition({condition})', ' '.join(['missing', *chosen]))).verdict
        for chosen in product(*known)
    }
    if before is not Verdict.UNDETERMINED:
        assert after == {before}
    assert Verdict.UNDETERMINED not in after


def test_evidence_reads_as_a_feature_and_its_status() -> None:
    assert only(matrix('mandatory', 'missing')).decided_by == (Evidence('op.a', 'missing'),)
