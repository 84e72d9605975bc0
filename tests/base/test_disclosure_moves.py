"""Protection by moves: every hidden count has a witness made of hidden counts only."""

from tarazy.base.disclosure.moves import protect

COUNTS = {"a": 3, "b": 20, "c": 7, "d": 0, "all": 30}


def trades(key, price):
    for other in ("a", "b", "c", "d"):
        if key not in {other, "all"}:
            yield {key: 1, other: -1}
            yield {key: -1, other: 1}


def hidden(counts=COUNTS, **options):
    return protect(counts, lambda _: 5, trades, price=lambda key: counts[key], **options)


def test_small_count_takes_the_cheapest_partner_along():
    assert hidden().hidden == {"a", "c"}


def test_fixed_counts_stay_shown():
    assert hidden(fixed={"c"}).hidden == {"a", "b"}


def test_zero_is_never_a_partner():
    found = hidden({"a": 3, "d": 0, "all": 3})
    assert found.hidden == {"a", "all"}
    assert found.unprotected == {"a", "all"}


def test_given_counts_are_hidden_and_protected():
    assert hidden(given={"b"}).hidden >= {"a", "b"}


def test_labels_stay_true_in_every_witness():
    # 4 may only fall, 5 may only rise: together they can move, two fours can't
    assert hidden({"a": 4, "b": 5, "c": 90}).hidden == {"a", "b"}
    assert hidden({"a": 4, "b": 4, "c": 90}).hidden == {"a", "b", "c"}
