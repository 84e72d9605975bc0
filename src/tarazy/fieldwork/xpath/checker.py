"""Joins grammar and functions: reads one expression and says all that is wrong with it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tarazy.fieldwork.problems import Problem
from tarazy.fieldwork.xpath.errors import XPathError
from tarazy.fieldwork.xpath.functions import FUNCTIONS, NOT_IN_COLLECT, Arity, nearest
from tarazy.fieldwork.xpath.parser import Call, Tree, parse

_SMART_QUOTES = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "\u00a0": " "})


@dataclass(frozen=True, slots=True)
class Reading:
    """The problems of an expression (without a place), and what it refers to."""

    problems: tuple[Problem, ...]
    references: tuple[str, ...] = ()
    paths: tuple[str, ...] = ()
    instances: tuple[str, ...] = ()


def read(expression: str) -> Reading:
    """Checks grammar and function calls. Curly quotes count as straight ones, as pyxform turns them."""
    try:
        tree = parse(expression.translate(_SMART_QUOTES))
    except XPathError as error:
        return Reading((Problem(error.code, params=error.params),))
    return Reading(tuple(_objections(tree)), tuple(tree.references), tuple(tree.paths), tuple(tree.instances))


def _objections(tree: Tree) -> Iterator[Problem]:
    for call in tree.calls:
        problem = _objection(call)
        if problem:
            yield problem
    for text in dict.fromkeys(tree.foreign):
        yield Problem("xpath_construct", params={"text": text})


def _objection(call: Call) -> Problem | None:
    arity = FUNCTIONS.get(call.name)
    if arity is not None:
        return _wrong_number(call, arity)
    arity = NOT_IN_COLLECT.get(call.name)
    if arity is not None:
        return _wrong_number(call, arity) or Problem("xpath_not_in_collect", "warning", params={"name": call.name})
    meant = nearest(call.name)
    if meant:
        return Problem("xpath_function_meant", params={"name": call.name, "meant": meant})
    return Problem("xpath_function", params={"name": call.name})


def _wrong_number(call: Call, arity: Arity) -> Problem | None:
    if arity.allows(call.arguments):
        return None
    found: dict[str, str | int] = {"name": call.name, "found": call.arguments}
    if arity.counts is not None:
        return Problem("xpath_number_of", params={**found, "counts": "3, 5, 7, 9, 11"})
    if arity.least == arity.most:
        return Problem("xpath_number_of", params={**found, "counts": arity.least})
    if call.arguments < arity.least:
        return Problem("xpath_too_few", params={**found, "least": arity.least})
    return Problem("xpath_too_many", params={**found, "most": arity.most or 0})
