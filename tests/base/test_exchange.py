"""Reading a document that people edit, and writing it back so that a change reads as a diff."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tarazy.base.exchange import Field, Problem, dump, list_of, number, object_of, one_of, text, trilingual, truth

documents = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=30,
)


def places(field: Field, value: Any) -> list[str]:
    problems: list[Problem] = []
    field(value, "here", problems)
    return [problem.place for problem in problems]


@given(documents)
def test_a_written_document_reads_back_the_same(value: Any) -> None:
    assert json.loads(dump(value)) == value


@given(documents)
def test_a_field_never_breaks_on_what_people_write(value: Any) -> None:
    field = object_of({"a": text(5), "b": list_of(number(0, 9)), "c": one_of(["x"]), "d": truth, "e": trilingual(9)})
    places(field, value)
    places(list_of(field), value)


def test_long_values_get_a_line_each() -> None:
    assert dump({"short": [1, 2], "long": ["x" * 60, "y" * 60]}).count("\n") == 7


@pytest.mark.parametrize("value", [None, 3, "", "  ", "a\0b", "too long"])
def test_text_that_does_not_fit_is_named(value: Any) -> None:
    assert places(text(5), value) == ["here"]


@pytest.mark.parametrize("value", [True, 10, -1, 1.5, "1", None])
def test_number_outside_its_range_is_named(value: Any) -> None:
    assert places(number(0, 9), value) == ["here"]


def test_all_keys_are_checked() -> None:
    field = object_of({"code": text(3), "note": text(9)}, optional=["note"])
    assert places(field, {"code": "A1"}) == []
    assert places(field, {"cod": "A1", "note": 1}) == ["here.cod", "here.code", "here.note"]
