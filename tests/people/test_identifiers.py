import pytest
from hypothesis import given
from hypothesis import strategies as st

from tarazy.people.identifiers import is_bin


@pytest.mark.parametrize("value", ["990440000385", "040440001465"])
def test_a_well_formed_bin_is_taken(value: str) -> None:
    assert is_bin(value)


@pytest.mark.parametrize("value", ["", "99044000038", "9904400003850", "99044000038x", "991340000385", "９９04"])
def test_what_is_not_twelve_sensible_digits_is_refused(value: str) -> None:
    assert not is_bin(value)


@given(st.integers(0, 10**6 - 1), st.integers(0, 9), st.integers(1, 9))
def test_a_changed_digit_is_noticed_in_the_ten_places_that_the_weights_protect(
    tail: int, position: int, change: int
) -> None:
    base = f"2401{4}{tail:06d}"
    whole = next((base + str(check) for check in range(10) if is_bin(base + str(check))), None)
    if whole is None:  # a number for which no check digit exists is never given out
        return
    changed = whole[:position] + str((int(whole[position]) + change) % 10) + whole[position + 1 :]
    first_row_only = sum(int(d) * w for d, w in zip(whole, range(1, 12), strict=False)) % 11 != 10
    changed_first_row = sum(int(d) * w for d, w in zip(changed, range(1, 12), strict=False)) % 11 != 10
    if first_row_only and changed_first_row:
        assert not is_bin(changed)
