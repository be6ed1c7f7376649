"""What somebody may have meant."""

from __future__ import annotations

import pytest

from sphinx_feature_matrix.ini.hints import Known, did_you_mean, nearest, one_of

STATUSES = ['complete', 'partial', 'missing', 'unknown']


@pytest.mark.parametrize(
    ('word', 'expected'),
    [
        ('compleet', 'complete'),
        ('COMPLETED', 'complete'),
        ('mising', 'missing'),
        ('Yes', 'complete'),
        ('', ''),
        ('red', ''),
    ],
)
def test_nearest(word: str, expected: str) -> None:
    assert nearest(word, STATUSES) == expected


MEANINGS = {
    'mandatory': 'required must',
    'condition': 'conditional if',
    'choice': 'one-of OneOf',
    'optional': 'may nice-to-have',
    'complete': 'full supported implemented yes true',
    'partial': 'limited some incomplete',
    'missing': 'no none false unsupported not-supported n/a',
    'unknown': 'todo tbd',
}


@pytest.mark.parametrize(
    ('word', 'meant'),
    [(word, meant) for meant, words in MEANINGS.items() for word in words.split()],
)
def test_words_of_a_like_meaning(word: str, meant: str) -> None:
    assert nearest(word, MEANINGS) == meant


def test_a_meaning_that_is_not_known_here_is_not_offered() -> None:
    assert nearest('required', STATUSES) == ''
    assert nearest('required', ['optional', 'mandatory']) == 'mandatory'


def test_a_word_that_one_contains_is_meant_for_it_if_it_is_long_enough() -> None:
    assert nearest('QEMU', ['libvirt-Qemu-on-x86-64', 'other']) == 'libvirt-Qemu-on-x86-64'
    assert nearest('kvm', ['libvirt-kvm-on-x86-64', 'other']) == ''


def test_a_word_that_several_contain_does_not_tell_them_apart() -> None:
    assert nearest('libvirt', ['libvirt-kvm-on-x86-64', 'libvirt-qemu-on-x86-64']) == ''


def test_what_is_known_keeps_its_case_and_may_be_any_iterable() -> None:
    assert nearest('ovm', iter(['OVN', 'KVM-long'])) == 'OVN'


def test_did_you_mean() -> None:
    assert did_you_mean('compleet', STATUSES, 'write one') == 'did you mean "complete"?'
    assert did_you_mean('red', STATUSES, 'write one') == 'write one'


@pytest.mark.parametrize(
    ('words', 'expected'), [('a', 'a'), ('a b', 'a or b'), ('a b c', 'a, b or c')]
)
def test_one_of(words: str, expected: str) -> None:
    assert one_of(words.split()) == expected


def test_a_file_with_many_mistakes_gets_guesses_for_the_first_of_them() -> None:
    known = Known(f'feature-{number}' for number in range(1000))
    found = [known.nearest(f'featur-{number}') for number in range(1000)]
    assert found[0] == 'feature-0'
    assert 10 < sum(map(bool, found)) < 200
    assert known.nearest('featur-0') == 'feature-0'


def test_each_of_a_thousand_alike_mistakes_gets_its_guess() -> None:
    known = Known(['complete', 'missing'])
    assert {known.nearest('compleet') for _ in range(200_000)} == {'complete'}


def test_very_long_words_are_not_compared() -> None:
    assert nearest('ab' * 500_000, ['ba' * 500_000, 'abab']) == ''
