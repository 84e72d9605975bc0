"""Reads tokens by the grammar of XPath 1.0 (§2, §3) and notes what they call and what they name."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from tarazy.fieldwork.xpath.errors import XPathError
from tarazy.fieldwork.xpath.lexer import Token, tokens

REFERENCE = re.compile(r"\$\{\s*([^{}]*?)\s*\}")
MAX_LENGTH = 50_000
MAX_DEPTH = 150

_NODE_TYPES = {"comment", "text", "processing-instruction", "node"}
_AXES = {
    "ancestor", "ancestor-or-self", "attribute", "child", "descendant", "descendant-or-self", "following",
    "following-sibling", "namespace", "parent", "preceding", "preceding-sibling", "self",
}  # fmt: skip
_AXES_OF_COLLECT = {"child", "self", "parent", "attribute"}
_LEVELS = (("or",), ("and",), ("=", "!="), ("<", "<=", ">", ">="), ("+", "-"), ("*", "div", "mod"))


@dataclass(frozen=True, slots=True)
class Call:
    name: str
    arguments: int
    position: int


@dataclass(slots=True)
class Tree:
    """What an expression contains. `paths` are the absolute ones, without predicates."""

    calls: list[Call] = field(default_factory=list)
    references: list[str] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)
    instances: list[str] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)


def parse(expression: str) -> Tree:
    """The contents of the expression; raises XPathError at the first place where the grammar is broken."""
    if len(expression) > MAX_LENGTH:
        raise XPathError("xpath_length", limit=MAX_LENGTH)
    parser = _Parser(list(tokens(expression)))
    if parser.next is None:
        raise XPathError("xpath_empty")
    parser.expression()
    parser.expect_end()
    return parser.tree


class _Parser:
    def __init__(self, found: list[Token]) -> None:
        self.found = found
        self.at = 0
        self.depth = 0
        self.tree = Tree()

    # tokens

    @property
    def next(self) -> Token | None:
        return self.found[self.at] if self.at < len(self.found) else None

    def text(self, ahead: int = 0) -> str:
        at = self.at + ahead
        return self.found[at].text if at < len(self.found) else ""

    def kind(self, ahead: int = 0) -> str:
        at = self.at + ahead
        return self.found[at].kind if at < len(self.found) else ""

    def take(self) -> Token:
        token = self.found[self.at]
        self.at += 1
        return token

    def expect_end(self) -> None:
        """Raise where something follows a whole expression."""
        if self.next is not None:
            raise self.unexpected()

    def unexpected(self) -> XPathError:
        token = self.next
        before = self.found[self.at - 1] if self.at else None
        if token is None:
            return XPathError("xpath_end", text=before.text if before else "")
        word = token.text.lower()
        if word in {"and", "or", "div", "mod"} and word != token.text:
            return XPathError("xpath_operator", text=token.text, meant=word, position=token.position)
        if before is not None and (before.is_operator or before.text == ",") and token.text in {")", "]", ","}:
            return XPathError("xpath_operand", text=before.text, position=before.position)
        if token.text in {")", "]"}:
            return XPathError("xpath_closing", text=token.text, position=token.position)
        return XPathError("xpath_unexpected", text=token.text, position=token.position)

    def close(self, opened: Token, bracket: str) -> None:
        if self.next is None:
            raise XPathError("xpath_bracket", text=opened.text, position=opened.position)
        if self.text() != bracket:
            raise self.unexpected()
        self.take()

    # grammar

    def expression(self) -> None:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise XPathError("xpath_depth")
        self.binary(0)
        self.depth -= 1

    def binary(self, level: int) -> None:
        if level == len(_LEVELS):
            self.unary()
            return
        self.binary(level + 1)
        while self.kind() == "operator" and self.text() in _LEVELS[level]:
            self.take()
            self.binary(level + 1)

    def unary(self) -> None:
        while self.kind() == "operator" and self.text() == "-":
            self.take()
        self.path()
        while self.kind() == "operator" and self.text() == "|":
            self.take()
            self.path()

    def path(self) -> None:
        if self.starts_filter():
            self.primary()
            self.predicates()
            if self.text() in {"/", "//"} and self.kind() == "operator":
                self.slash()
                self.relative([])
            return
        if self.kind() == "operator" and self.text() in {"/", "//"}:
            self.slash()
            steps: list[str] = []
            if self.starts_step():
                self.relative(steps)
            self.tree.paths.append("/" + "/".join(steps))
            return
        if not self.starts_step():
            raise self.unexpected()
        self.relative([])

    def starts_filter(self) -> bool:
        if self.kind() in {"literal", "number", "reference"} or self.text() == "(":
            return True
        return self.kind() == "name" and self.text(1) == "(" and self.text() not in _NODE_TYPES

    def starts_step(self) -> bool:
        return self.kind() in {"name", "axis"} or self.text() in {".", "..", "@"}

    def slash(self) -> None:
        if self.take().text == "//":
            self.tree.foreign.append("//")

    def relative(self, steps: list[str]) -> None:
        self.step(steps)
        while self.kind() == "operator" and self.text() in {"/", "//"}:
            self.slash()
            self.step(steps)

    def step(self, steps: list[str]) -> None:
        if self.text() in {".", ".."}:
            steps.append(self.take().text)
            self.predicates()
            return
        at = "@" if self.text() == "@" else ""
        if at:
            self.take()
        elif self.kind() == "axis":
            self.axis()
        if self.kind() != "name":
            raise self.unexpected()
        name = self.take()
        if name.text in _NODE_TYPES and self.text() == "(":
            self.node_type(name)
        steps.append(at + name.text)
        self.predicates()

    def axis(self) -> None:
        name = self.take()
        if name.text not in _AXES:
            raise XPathError("xpath_unexpected", text=name.text + "::", position=name.position)
        if name.text not in _AXES_OF_COLLECT:
            self.tree.foreign.append(name.text + "::")
        self.take()

    def node_type(self, name: Token) -> None:
        opened = self.take()
        if self.kind() == "literal" and name.text == "processing-instruction":
            self.take()
        self.close(opened, ")")
        if name.text != "node":
            self.tree.foreign.append(name.text + "()")

    def predicates(self) -> None:
        while self.text() == "[":
            opened = self.take()
            self.expression()
            self.close(opened, "]")

    def primary(self) -> None:
        if self.kind() == "name":
            self.call()
        elif self.text() == "(" and self.kind() == "symbol":
            opened = self.take()
            self.expression()
            self.close(opened, ")")
        else:
            token = self.take()
            if token.kind == "reference":
                self.tree.references.append(token.text[2:-1].strip())
            elif token.kind == "literal":
                self.tree.references += REFERENCE.findall(token.text)

    def call(self) -> None:
        name = self.take()
        opened = self.take()
        first = self.next
        arguments = 0
        if self.text() != ")":
            self.expression()
            arguments = 1
            while self.text() == ",":
                self.take()
                self.expression()
                arguments += 1
        self.close(opened, ")")
        self.tree.calls.append(Call(name.text, arguments, name.position))
        if name.text == "instance" and first is not None and first.kind == "literal":
            self.tree.instances.append(first.text[1:-1])
