"""The verdicts as data: which drivers and features they name, and the bars."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_feature_matrix.ini import loads
from sphinx_feature_matrix.model import FeatureStatusKind
from sphinx_feature_matrix.verdicts import BAR_LENGTH, Verdicts, bar, verdicts
from sphinx_feature_matrix.view import Selection, view

TEXT = """\
[driver.b]
title = Beta
link = https://example.org
[driver.a]
title = Alpha
[op.one]
title = One
status = mandatory
driver.a = complete
driver.b = missing
[op.two]
title = Two
status = mandatory
driver.a = complete
driver.b = complete
"""


def of(*, drivers: tuple[str, ...] = (), features: tuple[str, ...] = ()) -> Verdicts:
    return verdicts(view(loads(TEXT)[0], Selection(drivers, features)))


def test_drivers_are_those_of_the_view_in_its_order() -> None:
    assert [each.driver.title for each in of().drivers] == ['Alpha', 'Beta']
    assert [each.driver.link for each in of(drivers=('b',)).drivers] == ['https://example.org']
    assert str(of()) == '2 drivers'


def test_requirements_are_those_of_the_whole_matrix() -> None:
    found = of(features=('op.two',)).drivers[1]
    assert str(found.verdict) == 'unmet'
    assert found.support == {'complete': 1, 'partial': 0, 'missing': 1, 'unknown': 0}


def test_only_what_is_open_is_kept_of_the_requirements_and_the_number_of_the_others() -> None:
    alpha, beta = of().drivers
    mandatory = FeatureStatusKind.MANDATORY
    assert (alpha.counts, alpha.open) == ({mandatory: (2, 2)}, ())
    assert (beta.counts, [each.feature for each in beta.open]) == ({mandatory: (1, 2)}, ['op.one'])


def test_drivers_share_what_they_lack() -> None:
    text = TEXT.replace('driver.a = complete', 'driver.a = missing', 1)
    alpha, beta = verdicts(view(loads(text)[0], Selection())).drivers
    assert alpha.open[0] is beta.open[0]


def test_only_features_that_are_spoken_of_are_named() -> None:
    assert {key: head.title for key, head in of().features.items()} == {'op.one': 'One'}
    assert of(drivers=('a',)).features == {}


@pytest.mark.parametrize(
    ('numbers', 'pieces'),
    [
        ((20, 0, 0, 0), [('complete', 20)]),
        ((5, 5, 5, 5), [('complete', 5), ('partial', 5), ('missing', 5), ('unknown', 5)]),
        # 26, 16 and 1 of 43 are 12.1, 7.4 and 0.5 of 20.
        ((26, 0, 16, 1), [('complete', 12), ('missing', 7), ('unknown', 1)]),
        # One in a thousand is still to be seen.
        ((997, 1, 1, 1), [('complete', 17), ('partial', 1), ('missing', 1), ('unknown', 1)]),
        ((0, 0, 0, 0), []),
    ],
)
def test_a_bar_is_divided_as_the_implementations_are(
    numbers: tuple[int, ...], pieces: list[tuple[str, int]]
) -> None:
    keys = ('complete', 'partial', 'missing', 'unknown')
    assert bar(dict(zip(keys, numbers, strict=True))) == pieces


@given(st.dictionaries(st.sampled_from('abcd'), st.integers(0, 5000), min_size=1))
def test_bars_are_of_one_length_and_show_all_there_is(support: dict[str, int]) -> None:
    pieces = dict(bar(support))
    assert set(pieces) == {key for key, number in support.items() if number}
    assert sum(pieces.values()) == (BAR_LENGTH if pieces else 0)
    total = sum(support.values())
    for key, length in pieces.items():
        # Within one piece of the exact share, but for what makes room for the small ones.
        assert abs(length - support[key] * BAR_LENGTH / total) < len(pieces)
    for one, length in pieces.items():
        for other, other_length in pieces.items():
            if support[one] > support[other]:
                assert length >= other_length - 1
