"""Intervals for shares against scipy, statsmodels and published worked examples."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tarazy.base.statistics import clopper_pearson_interval, newcombe_difference, wilson_interval

CASES = [(0, 1), (1, 1), (0, 10), (1, 10), (5, 10), (10, 10), (18, 42), (1, 1000), (999, 1000), (81, 263), (15, 148)]
BIG = [(0, 100_000), (1, 1_000_000), (50_000, 100_000), (999_999, 1_000_000), (123_456, 10_000_000)]
INTERVALS = [wilson_interval, clopper_pearson_interval]

proportions = st.integers(0, 3000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
levels = st.sampled_from([0.5, 0.8, 0.9, 0.95, 0.99, 0.999])


@pytest.mark.parametrize("confidence", [0.5, 0.9, 0.95, 0.999, 0.999999])
@pytest.mark.parametrize(("successes", "n"), CASES + BIG)
def test_wilson_equals_statsmodels(successes, n, confidence):
    from statsmodels.stats.proportion import proportion_confint

    expected = proportion_confint(successes, n, alpha=1 - confidence, method="wilson")
    assert wilson_interval(successes, n, confidence) == pytest.approx(expected, abs=1e-12)


@pytest.mark.parametrize("confidence", [0.5, 0.9, 0.95, 0.999, 0.999999])
@pytest.mark.parametrize(("successes", "n"), CASES + BIG)
def test_clopper_pearson_equals_the_beta_quantiles_of_scipy(successes, n, confidence):
    from scipy.stats import binomtest

    expected = binomtest(successes, n).proportion_ci(confidence, method="exact")
    assert clopper_pearson_interval(successes, n, confidence) == pytest.approx(tuple(expected), abs=1e-11)


def test_clopper_pearson_keeps_its_relative_precision_for_rare_events():
    from scipy.stats import beta

    low, _ = clopper_pearson_interval(1, 10_000_000)
    assert low == pytest.approx(beta.ppf(0.025, 1, 10_000_000), rel=1e-9)


def test_wilson_of_newcombes_published_examples():
    # Newcombe, Stat. Med. 17 (1998) 857-872, table I, method 3: 81/263, 15/148, 0/20, 1/29
    published = {
        (81, 263): (0.2553, 0.3662),
        (15, 148): (0.0624, 0.1605),
        (0, 20): (0, 0.1611),
        (1, 29): (0.0061, 0.1718),
    }
    for (successes, n), expected in published.items():
        assert wilson_interval(successes, n) == pytest.approx(expected, abs=5e-5)


def test_clopper_pearson_of_newcombes_published_examples():
    published = {
        (81, 263): (0.2527, 0.3676),
        (15, 148): (0.0578, 0.1617),
        (0, 20): (0, 0.1684),
        (1, 29): (0.0009, 0.1776),
    }
    for (successes, n), expected in published.items():
        assert clopper_pearson_interval(successes, n) == pytest.approx(expected, abs=5e-5)


def test_difference_of_newcombes_published_examples():
    # Newcombe, Stat. Med. 17 (1998) 873-890, table II, method 10, contrasts (a) to (h)
    published = {
        (56, 70, 48, 80): (0.0524, 0.3339),
        (9, 10, 3, 10): (0.1705, 0.8090),
        (6, 7, 2, 7): (0.0582, 0.8062),
        (5, 56, 0, 29): (-0.0381, 0.1926),
        (0, 10, 0, 20): (-0.1611, 0.2775),
        (0, 10, 0, 10): (-0.2775, 0.2775),
        (10, 10, 0, 20): (0.6791, 1.0),
        (10, 10, 0, 10): (0.6075, 1.0),
    }
    for counts, expected in published.items():
        assert newcombe_difference(*counts) == pytest.approx(expected, abs=5e-5)


@given(proportions, proportions, levels)
def test_difference_equals_statsmodels(first, second, confidence):
    from statsmodels.stats.proportion import confint_proportions_2indep

    if first[1] == 0 or second[1] == 0:
        assert newcombe_difference(*first, *second, confidence) == (-1.0, 1.0)
        return
    expected = confint_proportions_2indep(*first, *second, method="newcomb", alpha=1 - confidence)
    assert newcombe_difference(*first, *second, confidence) == pytest.approx(expected, abs=1e-9)


@pytest.mark.parametrize("interval", INTERVALS)
@given(counts=proportions, confidence=levels)
def test_interval_holds_the_share_and_stays_between_0_and_1(interval, counts, confidence):
    successes, n = counts
    low, high = interval(successes, n, confidence)
    assert 0 <= low <= high <= 1
    if n:
        assert low - 1e-15 <= successes / n <= high + 1e-15
        assert (low == 0) == (successes == 0)
        assert (high == 1) == (successes == n)


@pytest.mark.parametrize("interval", INTERVALS)
@given(counts=proportions, confidence=levels)
def test_interval_of_the_failures_is_the_mirror(interval, counts, confidence):
    successes, n = counts
    low, high = interval(successes, n, confidence)
    assert interval(n - successes, n, confidence) == pytest.approx((1 - high, 1 - low), abs=1e-12)


@pytest.mark.parametrize("interval", INTERVALS)
@given(counts=proportions)
def test_more_confidence_is_never_narrower(interval, counts):
    narrow, wide = interval(*counts, 0.9), interval(*counts, 0.99)
    assert wide[0] <= narrow[0] <= narrow[1] <= wide[1]


@given(proportions, levels)
def test_exact_interval_covers_at_least_as_its_definition_says(counts, confidence):
    from scipy.stats import binom

    successes, n = counts
    low, high = clopper_pearson_interval(successes, n, confidence)
    tail = (1 - confidence) / 2
    if successes > 0:
        assert binom.sf(successes - 1, n, low) == pytest.approx(tail, rel=1e-7)
    if successes < n:
        assert binom.cdf(successes, n, high) == pytest.approx(tail, rel=1e-7)


@given(proportions, proportions)
def test_difference_changes_sign_with_the_order(first, second):
    low, high = newcombe_difference(*first, *second)
    assert newcombe_difference(*second, *first) == pytest.approx((-high, -low), abs=1e-12)
    assert -1 <= low <= high <= 1


def test_nothing_observed_means_nothing_known():
    assert wilson_interval(0, 0) == (0.0, 1.0)
    assert clopper_pearson_interval(0, 0) == (0.0, 1.0)
    assert newcombe_difference(0, 0, 5, 10) == (-1.0, 1.0)
    assert newcombe_difference(5, 10, 0, 0) == (-1.0, 1.0)


def test_effective_sample_size_may_be_a_fraction():
    low, high = wilson_interval(4.2, 10.5)
    assert wilson_interval(4, 10)[0] < low < 0.4 < high < wilson_interval(4, 10)[1]


@pytest.mark.parametrize("interval", INTERVALS)
@pytest.mark.parametrize(
    ("successes", "n", "confidence"),
    [
        *[(-1, 10, 0.95), (11, 10, 0.95), (1, -1, 0.95), (0, -1, 0.95), (1, 0, 0.95), (math.nan, 10, 0.95)],
        *[(1, math.nan, 0.95), (1, math.inf, 0.95)],
        *[(1, 10, 0), (1, 10, 1), (1, 10, 95), (1, 10, -0.1), (1, 10, math.nan)],
    ],
)
def test_impossible_input_is_refused(interval, successes, n, confidence):
    with pytest.raises(ValueError, match=r"successes|confidence"):
        interval(successes, n, confidence)
    with pytest.raises(ValueError, match=r"successes|confidence"):
        newcombe_difference(1, 10, successes, n, confidence)
