"""Writing a record as ODK Collect does: the form's nodes in their order, what was not asked left out."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from xml.sax.saxutils import escape

from tarazy.demonstration.hearings import Answers, Observation

FORM_ID, VERSION = "hearing", "2026.1"
_ASKED = frozenset({"select_one", "select_multiple", "text", "date", "integer"})


@dataclass(frozen=True)
class Identity:
    """How a record calls itself, and which earlier one it corrects."""

    instance_id: str
    corrects: str = ""


@dataclass(frozen=True)
class _Group:
    name: str
    is_repeat: bool
    questions: tuple[str, ...]


def record_xml(
    seen: Observation, identity: Identity, *, version: str = VERSION, unknown: Mapping[str, str] | None = None
) -> bytes:
    """Return the bytes that a device sends; ``unknown`` are nodes that the form does not have."""
    parts = [f'<data xmlns:orx="http://openrosa.org/xforms" id="{FORM_ID}" version="{version}">', *_times(seen)]
    for group in _groups():
        answered = seen.defendants if group.is_repeat else [seen.answers]
        parts += [_group(group, answers) for answers in answered]
    parts += [_node(name, value) for name, value in (unknown or {}).items()]
    parts += [*_meta(seen, identity), "</data>"]
    return "".join(["<?xml version='1.0' ?>", *parts]).encode()


def questions_in_order() -> list[str]:
    """Return the names of the form's questions in the order in which they are asked."""
    return [name for group in _groups() for name in group.questions]


def _times(seen: Observation) -> Iterator[str]:
    day = seen.day.isoformat()
    yield _node("start", f"{day}T14:02:11.000+05:00")
    yield _node("end", f"{day}T14:19:47.000+05:00")


def _group(group: _Group, answers: Answers) -> str:
    nodes = [_node(name, answers[name]) for name in group.questions if name in answers]
    return f"<{group.name}>{''.join(nodes)}</{group.name}>"


def _node(name: str, value: str) -> str:
    return f"<{name}>{escape(value)}</{name}>" if value else f"<{name} />"


def _meta(seen: Observation, identity: Identity) -> Iterator[str]:
    yield f"<orx:meta><orx:instanceID>{identity.instance_id}</orx:instanceID>"
    if identity.corrects:
        yield f"<orx:deprecatedID>{identity.corrects}</orx:deprecatedID>"
    name = f"{seen.answers['hearing_date']} {seen.answers['hearing_code']}"
    yield f"<orx:instanceName>{escape(name)}</orx:instanceName></orx:meta>"


@cache
def _groups() -> tuple[_Group, ...]:
    """Return the groups of the form with their questions, as its source lists them."""
    source = tomllib.loads(files("tarazy.demonstration").joinpath("data", "hearing.toml").read_text("utf-8"))
    groups: list[_Group] = []
    for row in source["row"]:
        kind = row["type"].split()[0]
        if kind in {"begin_group", "begin_repeat"}:
            groups.append(_Group(row["name"], kind == "begin_repeat", ()))
        elif kind in _ASKED:
            last = groups.pop()
            groups.append(_Group(last.name, last.is_repeat, (*last.questions, row["name"])))
    return tuple(groups)
