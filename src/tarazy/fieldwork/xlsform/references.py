"""What the cells of a survey refer to: expressions that can be read, `${names}` that exist, calculations that don't
chase their tail.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from difflib import get_close_matches

from tarazy.fieldwork import xpath
from tarazy.fieldwork.problems import Problem
from tarazy.fieldwork.xlsform.survey import Element, Survey, names, texts_of

_ALWAYS = ("relevant", "constraint", "calculation", "choice_filter", "repeat_count")
_FLAGS = ("required", "read_only")
_WORDS = {"yes", "no", "true", "false", "true()", "false()", ""}
_REFERENCE = re.compile(r"\$\{\s*(?:last-saved#)?\s*([^{}]*?)\s*\}")
_UNCLOSED = re.compile(r"\$\{[^}]*$|\$\{\s*\}")
_PROVIDED = {"instanceID", "instanceName", "deprecatedID", "audit"}


def check_references(survey: Survey) -> Iterator[Problem]:
    """All problems of expressions and references on the survey sheet."""
    known = names(survey.elements)
    graph: dict[str, set[str]] = {}
    for element in survey.elements:
        for key, expression in expressions(element):
            reading = xpath.read(expression)
            yield from _located(reading.problems, survey, element, key)
            yield from _unknown(reading.references, known, survey, element, key)
            if key == "calculation" and not re.search(
                r"indexed-repeat|position\s*\(|once\s*\(|current\s*\(", expression
            ):
                graph.setdefault(element.name, set()).update(reading.references)
        for key, text in _texts_and_triggers(element):
            yield from _references_in_text(text, known, survey, element, key)
    yield from _circles(graph, survey, known)


def expressions(element: Element) -> Iterator[tuple[str, str]]:
    """The cells of a row that hold XPath."""
    for key in _ALWAYS:
        if element.cells.get(key):
            yield key, element.cells[key]
    for key in _FLAGS:
        value = element.cells.get(key, "")
        if value.lower() not in _WORDS:
            yield key, value
    default = element.cells.get("default", "")
    if default and _is_dynamic(default, element.type.what):
        yield "default", default


def _is_dynamic(default: str, what: str) -> bool:
    from pyxform.utils import default_is_dynamic

    return bool(default_is_dynamic(default, what))


def _located(problems: tuple[Problem, ...], survey: Survey, element: Element, key: str) -> Iterator[Problem]:
    for problem in problems:
        yield replace(
            problem, sheet=survey.sheet.name, row=element.number, column=element.written.get(key, survey.column(key))
        )


def _texts_and_triggers(element: Element) -> Iterator[tuple[str, str]]:
    yield from texts_of(element)
    for key in ("trigger", "parameters"):
        if element.cells.get(key):
            yield key, element.cells[key]
    if element.type.list_name.startswith("${"):
        yield "type", element.type.list_name


def _references_in_text(
    text: str, known: Mapping[str, list[int]], survey: Survey, element: Element, key: str
) -> Iterator[Problem]:
    if "${" not in text:
        return
    broken = _UNCLOSED.search(text)
    if broken:
        problem = Problem("broken_reference", params={"text": broken.group()[:30]})
        yield from _located((problem,), survey, element, key)
    yield from _unknown(tuple(_REFERENCE.findall(text)), known, survey, element, key)


def _unknown(
    references: tuple[str, ...], known: Mapping[str, list[int]], survey: Survey, element: Element, key: str
) -> Iterator[Problem]:
    for reference in dict.fromkeys(references):
        name = reference.removeprefix("last-saved#").strip()
        if not name or (name in _PROVIDED and name not in known):
            continue
        rows = known.get(name, [])
        if len(rows) == 1:
            continue
        if rows:
            problem = Problem("ambiguous_name", params={"name": name, "rows": ", ".join(map(str, rows))})
        else:
            near = get_close_matches(name, list(known), n=1, cutoff=0.7)
            code, extra = ("unknown_reference_meant", {"meant": near[0]}) if near else ("unknown_reference", {})
            problem = Problem(code, params={"name": name, **extra})
        yield from _located((problem,), survey, element, key)


def _circles(graph: Mapping[str, set[str]], survey: Survey, known: Mapping[str, list[int]]) -> Iterator[Problem]:
    told: set[str] = set()
    for start in graph:
        chain = _circle_from(start, graph)
        if chain and not told.intersection(chain):
            told.update(chain)
            params = {"name": start, "chain": " → ".join([*chain, start])}
            row = known[start][0] if start in known else None
            yield Problem(
                "self_reference", "error", survey.sheet.name, row, survey.column("calculation"), params=params
            )


def _circle_from(start: str, graph: Mapping[str, set[str]]) -> list[str]:
    """The way from `start` back to itself, or nothing; without recursion, for chains may be long."""
    stack = [(start, [start])]
    seen: set[str] = set()
    while stack:
        name, way = stack.pop()
        for following in graph.get(name, ()):
            if following == start:
                return way
            if following in graph and following not in seen:
                seen.add(following)
                stack.append((following, [*way, following]))
    return []
