"""The effective number of observations."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tarazy.base.statistics import kish_effective_n

weights = st.lists(st.floats(1e-3, 1e3), min_size=1, max_size=50)


@given(weights)
def test_effective_n_lies_between_one_and_n(values):
    assert 1 - 1e-9 <= kish_effective_n(values) <= len(values) + 1e-9


@given(weights, st.floats(1e-6, 1e6))
def test_effective_n_does_not_depend_on_the_unit(values, factor):
    assert kish_effective_n([value * factor for value in values]) == pytest.approx(kish_effective_n(values))


def test_effective_n_of_equal_weights_is_their_number():
    assert kish_effective_n([2.5] * 40) == pytest.approx(40)
    assert kish_effective_n([1, 1, 0, 0]) == pytest.approx(2)
    assert kish_effective_n([3, 1]) == pytest.approx(1.6)


def test_effective_n_of_nothing_is_0():
    assert kish_effective_n([]) == 0.0
    assert kish_effective_n([0, 0]) == 0.0


def test_extreme_weights_do_not_overflow():
    assert kish_effective_n([1e300, 1e300]) == pytest.approx(2)
    assert kish_effective_n([1e-300, 1e-300]) == pytest.approx(2)


@pytest.mark.parametrize("values", [[-1], [1, math.nan], [math.inf, 1]])
def test_impossible_weights_are_refused(values):
    with pytest.raises(ValueError, match="weights"):
        kish_effective_n(values)
