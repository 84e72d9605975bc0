"""Cuts an expression into tokens (XPath 1.0 §3.7), with `${name}` of XLSForm as a token of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tarazy.fieldwork.xpath.errors import XPathError

_NAME = r"[^\W\d][\w.\-·]*"
_TOKEN = re.compile(
    rf"""
    (?P<space>\s+)
  | (?P<reference>\$\{{\s*(?:last-saved\#)?{_NAME}\s*\}})
  | (?P<literal>"[^"]*"|'[^']*')
  | (?P<number>\d+(?:\.\d*)?|\.\d+)
  | (?P<axis>{_NAME}(?=\s*::))
  | (?P<name>{_NAME}(?::{_NAME}|:\*)?)
  | (?P<symbol>::|//|\.\.|<=|>=|!=|[()\[\]@,./|+\-=<>*])
    """,
    re.VERBOSE,
)
_FOREIGN = {
    "==": "=",
    "&&": "and",
    "||": "or",
    "<>": "!=",
    "=>": ">=",
    "=<": "<=",
    "&": "and",
    "%": "mod",
    "÷": "div",
    "×": "*",
    "≤": "<=",
    "≥": ">=",
    "≠": "!=",
    "−": "-",
    "–": "-",
}
_OPERATORS = {"and", "or", "div", "mod", "*", "/", "//", "|", "+", "-", "=", "!=", "<", "<=", ">", ">="}
_OPENING = {"@", "::", "(", "[", ","}


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of the expression; `position` counts from 1, as a reader does."""

    kind: str
    text: str
    position: int

    @property
    def is_operator(self) -> bool:
        return self.kind == "operator"


def tokens(expression: str) -> Iterator[Token]:
    """The tokens of the expression; raises XPathError at the first character that belongs to none."""
    before: Token | None = None
    at = 0
    while at < len(expression):
        found = _TOKEN.match(expression, at)
        if found is None:
            raise _lost(expression, at)
        foreign = _foreign_operator(expression, at)
        if foreign:
            raise XPathError("xpath_operator", text=foreign, meant=_FOREIGN[foreign], position=at + 1)
        at = found.end()
        if found.lastgroup != "space":
            before = Token(_kind(found, before), found.group(), found.start() + 1)
            yield before


def _kind(found: re.Match[str], before: Token | None) -> str:
    """`*`, `and`, `or`, `div`, `mod` are operators unless they stand where a value must begin (XPath 1.0 §3.7)."""
    kind, text = found.lastgroup or "", found.group()
    after_value = before is not None and not before.is_operator and before.text not in _OPENING
    if text == "*" or (kind == "name" and text in {"and", "or", "div", "mod"}):
        return "operator" if after_value else "name"
    return "operator" if kind == "symbol" and text in _OPERATORS else kind


def _foreign_operator(expression: str, at: int) -> str:
    return next((text for text in (expression[at : at + 2], expression[at]) if text in _FOREIGN), "")


def _lost(expression: str, at: int) -> XPathError:
    character = expression[at]
    foreign = _foreign_operator(expression, at)
    if foreign:
        return XPathError("xpath_operator", text=foreign, meant=_FOREIGN[foreign], position=at + 1)
    if character in "\"'":
        return XPathError("xpath_quote", position=at + 1)
    if character == "$":
        return _broken_reference(expression[at:], at)
    return XPathError("xpath_character", text=character, position=at + 1)


def _broken_reference(rest: str, at: int) -> XPathError:
    variable = re.match(rf"\$({_NAME})", rest)
    if variable:
        return XPathError("xpath_variable", name=variable.group(1))
    return XPathError("broken_reference", text=rest[:30])
