"""Identifiers that Kazakhstan gives to organisations."""

from __future__ import annotations

FIRST_WEIGHTS = (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11)
SECOND_WEIGHTS = (3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2)


def is_bin(value: str) -> bool:
    """Say whether ``value`` is a well-formed business identification number.

    Twelve digits: year and month of registration, kind of body (4–6), …, and a check digit, which is the weighted sum
    modulo 11; where that gives 10 a second row of weights is tried (Rules on forming identification numbers, 2007).
    """
    if len(value) != 12 or not (value.isascii() and value.isdigit()):
        return False
    digits = [int(digit) for digit in value]
    if not 1 <= digits[2] * 10 + digits[3] <= 12 or digits[4] not in {4, 5, 6}:
        return False
    for weights in (FIRST_WEIGHTS, SECOND_WEIGHTS):
        check = sum(digit * weight for digit, weight in zip(digits, weights, strict=False)) % 11
        if check != 10:
            return check == digits[11]
    return False
