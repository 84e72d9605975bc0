"""Reads a submission: which form and which record it is, and its answers, checked against the form and never altered.

What is malformed is refused; what is well-formed but odd is kept and flagged. The original bytes are kept by the
caller in any case.
"""

from __future__ import annotations

import datetime
import hashlib
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from tarazy.fieldwork.problems import Problem
from tarazy.fieldwork.xform.schema import Node, Schema
from tarazy.fieldwork.xform.values import BadValue, read_value
from tarazy.fieldwork.xform.xml import XmlRefused, local_name, parse_xml

MAX_FLAGS = 100
MAX_INSTANCE_ID = 500
LONG_ANSWER = 100_000
MANY_REPEATS = 1_000
SHOWN = 120  # characters of a doubtful value that a flag repeats

_BINARY = {"binary"}
_SEVERAL = {"select_multiple", "rank"}


@dataclass(frozen=True, slots=True)
class Envelope:
    """Who a submission says it is. `instance_id` is derived from the bytes when the device gave none."""

    root: etree._Element
    form_id: str
    version: str
    instance_id: str
    deprecated_id: str = ""
    instance_name: str = ""
    is_encrypted: bool = False
    has_instance_id: bool = True


@dataclass(slots=True)
class Answers:
    """`values` nests like the form: groups are objects, repeats lists of objects; empty answers are absent.

    `files` are the names it promises.
    """

    values: dict[str, Any] = field(default_factory=dict)
    flags: list[Problem] = field(default_factory=list)
    files: list[str] = field(default_factory=list)


def open_envelope(data: bytes) -> Envelope:
    """Parses the bytes of a submission.

    Raises XmlRefused with a reason when they are not well-formed XML or name no form.
    """
    root = parse_xml(data)
    form_id = (root.get("id") or "").strip() or (etree.QName(root).namespace or "")
    if not form_id:
        raise XmlRefused("submission_no_form")
    meta = _meta(root)
    given = meta.get("instanceID") or (root.get("instanceID") or "").strip()
    if len(given) > MAX_INSTANCE_ID or len(meta.get("deprecatedID", "")) > MAX_INSTANCE_ID:
        raise XmlRefused("instance_id_too_long", limit=MAX_INSTANCE_ID)
    return Envelope(
        root=root,
        form_id=form_id[:300],
        version=(root.get("version") or root.get("{http://openrosa.org/xforms}version") or "").strip()[:300],
        instance_id=given or f"sha256:{hashlib.sha256(data).hexdigest()}",
        deprecated_id=meta.get("deprecatedID", ""),
        instance_name=meta.get("instanceName", "")[:500],
        is_encrypted=(root.get("encrypted") or "").lower() in {"yes", "true"},
        has_instance_id=bool(given),
    )


def read_answers(envelope: Envelope, schema: Schema, today: datetime.date) -> Answers:
    """The answers by the form's types. Everything doubtful becomes a flag with its path; nothing raises."""
    reader = _Reader(schema, today)
    if not envelope.has_instance_id:
        reader.flag("no_instance_id")
    reader.metadata(envelope.root)
    if envelope.is_encrypted:
        reader.encrypted(envelope.root)
    else:
        reader.root(envelope.root)
    return reader.finished()


def _meta(root: etree._Element) -> dict[str, str]:
    for child in root:
        if local_name(child).lower() == "meta":
            return {local_name(node): (node.text or "").strip() for node in child}
    return {}


class _Reader:
    def __init__(self, schema: Schema, today: datetime.date) -> None:
        self.schema = schema
        self.tomorrow = (today + datetime.timedelta(days=1)).isoformat()
        self.answers = Answers()
        self.left_out = 0

    def flag(self, code: str, path: str = "", **params: str | int) -> None:
        if len(self.answers.flags) < MAX_FLAGS:
            self.answers.flags.append(
                Problem(code, "warning", path=path, params={"path": path, **params} if path else params)
            )
        else:
            self.left_out += 1

    def finished(self) -> Answers:
        if self.left_out:
            self.answers.flags.append(Problem("more_flags", "warning", params={"found": self.left_out}))
        return self.answers

    def root(self, element: etree._Element) -> None:
        expected = self.schema.root.path.lstrip("/")
        if local_name(element) != expected:
            self.flag("other_root", found=local_name(element)[:SHOWN], expected=expected)
        self.answers.values = self.group(element, self.schema.root, is_root=True)

    def metadata(self, root: etree._Element) -> None:
        """The audit log is the one file that metadata may name."""
        audit = _meta(root).get("audit", "")
        if audit:
            self.promise("/meta/audit", audit)

    def encrypted(self, root: etree._Element) -> None:
        self.flag("encrypted_submission")
        for element in root.iter():
            if local_name(element) in {"file", "encryptedXmlFile"} and element.text:
                self.promise("/encrypted", element.text.strip())

    def group(self, element: etree._Element, node: Node, *, is_root: bool = False) -> dict[str, Any]:
        values: dict[str, Any] = {}
        counts: dict[str, int] = {}
        children = node.children or {}
        if element.text and element.text.strip():
            self.flag("text_in_group", node.path)
        for child in element:
            name = local_name(child)
            if child.tail and child.tail.strip():
                self.flag("text_in_group", node.path)
            if is_root and name.lower() == "meta":
                continue
            known = children.get(name)
            if known is None:
                self.flag(
                    "unknown_node",
                    f"{node.path}/{name[:SHOWN]}",
                    value=_shown("".join(map(str, child.itertext())).strip()),
                )
                continue
            counts[name] = counts.get(name, 0) + 1
            self.child(child, known, name, counts[name], values)
        self.count(counts, children)
        return values

    def child(self, element: etree._Element, node: Node, name: str, occurrence: int, values: dict[str, Any]) -> None:
        if node.kind == "repeat":
            values.setdefault(name, []).append(self.group(element, node))
        elif occurrence > 1:
            return
        elif node.children is not None:
            inside = self.group(element, node)
            if inside:
                values[name] = inside
        else:
            self.answer(element, node, name, values)

    def count(self, counts: dict[str, int], children: dict[str, Node]) -> None:
        for name, found in counts.items():
            node = children[name]
            if found > 1 and node.kind != "repeat":
                self.flag("misplaced_repeat", node.path, found=found)
            elif found > MANY_REPEATS:
                self.flag("many_repeats", node.path, found=found)

    def answer(self, element: etree._Element, node: Node, name: str, values: dict[str, Any]) -> None:
        if len(element):
            first = local_name(element[0])
            self.flag(
                "unknown_node",
                f"{node.path}/{first[:SHOWN]}",
                value=_shown("".join(map(str, element.itertext())).strip()),
            )
        text = element.text or ""
        if not text or text.isspace():
            return
        if len(text) > LONG_ANSWER:
            self.flag("very_long", node.path, length=len(text))
        try:
            value = read_value(node.kind, text)
        except BadValue as bad:
            self.flag(bad.code, node.path, value=_shown(text.strip()))
            return
        values[name] = value
        self.doubt(node, value)

    def doubt(self, node: Node, value: Any) -> None:
        if node.choices is not None:
            for chosen in value if node.kind in _SEVERAL else (value,):
                if chosen not in node.choices:
                    self.flag("unknown_choice", node.path, value=_shown(str(chosen)))
        elif node.kind in _BINARY:
            self.promise(node.path, value)
        elif node.dimension == "date" and str(value)[:10] > self.tomorrow:
            self.flag("future_date", node.path, value=str(value)[:10])

    def promise(self, path: str, name: str) -> None:
        if "/" in name or "\\" in name or len(name) > 255:
            self.flag("bad_file_name", path, value=_shown(name))
        elif name not in self.answers.files:
            self.answers.files.append(name)


def _shown(text: str) -> str:
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}…"
