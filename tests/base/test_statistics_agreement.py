"""Agreement of observers against krippendorff, statsmodels and published worked examples."""

import math

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tarazy.base.statistics import Undefined, cohen_kappa, fleiss_kappa, krippendorff_alpha, percent_agreement

LEVELS = ["nominal", "ordinal", "interval", "ratio"]

# Krippendorff, Computing Krippendorff's Alpha-Reliability (2011), example C: four observers, twelve units, gaps
PUBLISHED = [
    [1, 2, 3, 3, 2, 1, 4, 1, 2, None, None, None],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, None, 3],
    [None, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, None],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, None],
]
rectangles = st.tuples(st.integers(2, 5), st.integers(1, 12)).flatmap(
    lambda size: st.lists(
        st.lists(st.none() | st.integers(0, 5), min_size=size[1], max_size=size[1]), min_size=size[0], max_size=size[0]
    )
)
squares = st.integers(2, 5).flatmap(
    lambda k: st.lists(st.lists(st.integers(0, 40), min_size=k, max_size=k), min_size=k, max_size=k)
)


@pytest.mark.parametrize(
    ("level", "expected"), [("nominal", 0.743), ("ordinal", 0.815), ("interval", 0.849), ("ratio", 0.797)]
)
def test_alpha_of_krippendorffs_published_example(level, expected):
    assert krippendorff_alpha(PUBLISHED, level) == pytest.approx(expected, abs=5e-4)


def test_alpha_of_the_published_binary_example_without_gaps():
    # same source, example A: two observers, ten units, alpha = 0.095
    ratings = [[0, 1, 0, 0, 0, 0, 0, 0, 1, 0], [1, 1, 1, 0, 0, 1, 0, 0, 0, 0]]
    assert krippendorff_alpha(ratings, "nominal") == pytest.approx(0.095, abs=5e-4)


def test_alpha_of_the_published_nominal_example_with_words():
    # same source, example B: two observers, twelve units, five categories, alpha = 0.692
    assert krippendorff_alpha(["aabbdcccedda", "babbbccceddd"], "nominal") == pytest.approx(0.692, abs=5e-4)


@pytest.mark.parametrize("level", LEVELS)
@given(ratings=rectangles)
def test_alpha_equals_the_reference_package(level, ratings):
    import krippendorff

    try:
        ours = krippendorff_alpha(ratings, level)
    except Undefined:
        return
    table = [[math.nan if value is None else float(value) for value in row] for row in ratings]
    assert ours == pytest.approx(krippendorff.alpha(table, level_of_measurement=level), abs=1e-9)


@pytest.mark.parametrize("level", LEVELS)
@given(ratings=rectangles)
def test_alpha_minds_neither_the_order_of_observers_nor_of_units(level, ratings):
    try:
        alpha = krippendorff_alpha(ratings, level)
    except Undefined:
        return
    turned = [list(reversed(row)) for row in reversed(ratings)]
    assert krippendorff_alpha(turned, level) == pytest.approx(alpha, abs=1e-12)
    assert alpha <= 1


@pytest.mark.parametrize("level", LEVELS)
@given(values=st.lists(st.integers(0, 5), min_size=2, max_size=20))
def test_alpha_of_observers_who_agree_is_1(level, values):
    assume(len(set(values)) > 1)
    assert krippendorff_alpha([values, values, [None] * len(values)], level) == 1


def test_alpha_of_perfect_disagreement_is_below_0():
    assert krippendorff_alpha([["yes", "no"] * 10, ["no", "yes"] * 10], "nominal") == pytest.approx(-0.95)
    assert krippendorff_alpha([[0], [1]], "nominal") == 0


def test_alpha_ignores_what_only_one_observer_rated():
    assert krippendorff_alpha([[1, 2, 9], [1, 2, None]], "interval") == 1


def test_alpha_takes_nan_for_missing_and_a_generator_for_rows():
    rows = ([math.nan if value is None else value for value in row] for row in PUBLISHED)
    assert krippendorff_alpha(rows, "nominal") == krippendorff_alpha(PUBLISHED, "nominal")


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize(
    "ratings", [[], [[]], [[], []], [[1, 2, 3]], [[None, None], [None, None]], [[1, None], [None, 2]], [[1, 1], [1, 1]]]
)
def test_alpha_is_undefined_without_pairs_or_without_variation(level, ratings):
    with pytest.raises(Undefined):
        krippendorff_alpha(ratings, level)


@pytest.mark.parametrize(
    ("ratings", "level"),
    [
        ([[1, 2], [1]], "nominal"),
        ([[1, 2], [1, 2]], "cardinal"),
        ([["a", "b"], ["a", "b"]], "ordinal"),
        ([["1", "2"], ["1", "2"]], "interval"),
        ([[-1, 2], [1, 2]], "ratio"),
        ([[math.inf, 2], [1, 2]], "interval"),
    ],
)
def test_alpha_refuses_what_the_level_does_not_allow(ratings, level):
    with pytest.raises(ValueError, match=r"row|level") as caught:
        krippendorff_alpha(ratings, level)
    assert not isinstance(caught.value, Undefined)


def test_alpha_of_a_country_takes_no_time():
    import time

    first = [i % 3 for i in range(20_000)]
    started = time.process_time()
    krippendorff_alpha([first, [(value + (i % 7 == 0)) % 3 for i, value in enumerate(first)]], "ordinal")
    assert time.process_time() - started < 1


def test_percent_agreement_weighs_things_alike():
    assert percent_agreement([["y", "y", "n", None], ["y", "n", "n", "n"]]) == pytest.approx(2 / 3)
    assert percent_agreement([["y"], ["y"], ["n"]]) == pytest.approx(1 / 3)
    with pytest.raises(Undefined):
        percent_agreement([["y", None], [None, "n"]])


@pytest.mark.parametrize(("weights", "wt"), [(None, None), ("linear", "linear"), ("quadratic", "quadratic")])
@given(table=squares)
def test_cohen_equals_statsmodels(weights, wt, table):
    import numpy as np
    from statsmodels.stats.inter_rater import cohens_kappa

    try:
        ours = cohen_kappa(table, weights)
    except Undefined:
        return
    assert ours == pytest.approx(float(cohens_kappa(np.array(table), wt=wt, return_results=False)), abs=1e-9)


def test_cohen_of_a_published_example():
    # the two readers of fifty grant proposals found in textbooks: observed 0.70, expected 0.50
    assert cohen_kappa([[20, 5], [10, 15]]) == pytest.approx(0.4)


def test_cohen_of_perfect_agreement_and_disagreement():
    assert cohen_kappa([[10, 0], [0, 10]]) == 1
    assert cohen_kappa([[0, 10], [10, 0]]) == -1
    assert cohen_kappa([[0, 10], [0, 0]]) == 0


@pytest.mark.parametrize("table", [[[5]], [[5, 0], [0, 0]], [[0, 0], [0, 0]]])
def test_cohen_is_undefined_without_variation(table):
    with pytest.raises(Undefined):
        cohen_kappa(table)


@pytest.mark.parametrize("table", [[], [[]], [[1, 2]], [[1, 2], [3]], [[1, -2], [3, 4]], [[1, math.nan], [3, 4]]])
def test_cohen_refuses_what_is_no_square_of_counts(table):
    with pytest.raises(ValueError, match="table"):
        cohen_kappa(table)


def test_cohen_refuses_unknown_weights():
    with pytest.raises(ValueError, match="weights"):
        cohen_kappa([[1, 2], [3, 4]], "cubic")


def test_fleiss_of_the_published_example():
    # Fleiss (1971) as reprinted: ten subjects, fourteen raters, five categories, kappa = 0.210
    counts = [[0, 0, 0, 0, 14], [0, 2, 6, 4, 2], [0, 0, 3, 5, 6], [0, 3, 9, 2, 0], [2, 2, 8, 1, 1]]
    counts += [[7, 7, 0, 0, 0], [3, 2, 6, 3, 0], [2, 5, 3, 2, 2], [6, 5, 2, 1, 0], [0, 2, 2, 3, 7]]
    assert fleiss_kappa(counts) == pytest.approx(0.210, abs=5e-4)


@given(
    st.integers(2, 6).flatmap(
        lambda raters: st.lists(
            st.lists(st.integers(0, 3), min_size=raters, max_size=raters).map(lambda r: [r.count(c) for c in range(4)]),
            min_size=1,
            max_size=15,
        )
    )
)
def test_fleiss_equals_statsmodels(counts):
    import numpy as np
    from statsmodels.stats.inter_rater import fleiss_kappa as reference

    try:
        ours = fleiss_kappa(counts)
    except Undefined:
        return
    assert ours == pytest.approx(float(reference(np.array(counts))), abs=1e-9)


def test_fleiss_is_undefined_where_one_category_occurs():
    with pytest.raises(Undefined):
        fleiss_kappa([[3, 0], [3, 0]])


@pytest.mark.parametrize("counts", [[], [[]], [[1, 0], [0, 1]], [[2, 0], [2, 1]], [[0, 0]], [[3, -1], [1, 1]]])
def test_fleiss_refuses_unequal_or_single_observers(counts):
    with pytest.raises(ValueError, match=r"observers|table") as caught:
        fleiss_kappa(counts)
    assert not isinstance(caught.value, Undefined)
