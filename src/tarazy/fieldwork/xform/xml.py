"""The only place where XML from outside is parsed: no document types, no entities, no network, no surprises."""

from __future__ import annotations

import re

from lxml import etree

from tarazy.fieldwork.problems import Problem

MAX_BYTES = 25 * 1024 * 1024
MAX_DEPTH = 100
MAX_ELEMENTS = 500_000

_ENCODINGS = {
    "utf-8": "utf-8",
    "utf8": "utf-8",
    "us-ascii": "ascii",
    "ascii": "ascii",
    "utf-16": "utf-16",
    "utf-16le": "utf-16-le",
    "utf-16be": "utf-16-be",
}
_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_DECLARATION = re.compile(r"\A\s*<\?xml\s[^>]*?\?>")
_DECLARED = re.compile(rb"\A<\?xml\s[^>]*?encoding\s*=\s*[\"']([A-Za-z][A-Za-z0-9._-]*)[\"']")
_PROLOGUE_DOCTYPE = re.compile(r"\A(?:\s+|<\?.*?\?>|<!--.*?-->)*<!DOCTYPE", re.DOTALL)
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


class XmlRefused(Exception):
    """The XML can't be accepted; `problem` says why in words for a person."""

    def __init__(self, code: str, **params: str | int) -> None:
        super().__init__(code)
        self.problem = Problem(code, params=params)


def parse_xml(data: bytes) -> etree._Element:
    """The root of a well-formed document.

    Refuses with a reason: document types, control characters, false encodings, excess.

    Whatever libxml2 could be talked into is switched off, and what it must never see is looked for before it is called.
    """
    if len(data) > MAX_BYTES:
        raise XmlRefused("xml_too_large", limit=MAX_BYTES // 1024 // 1024)
    text = _decoded(data)
    if not text.strip():
        raise XmlRefused("xml_empty")
    _refuse_characters(text)
    if _PROLOGUE_DOCTYPE.match(text):
        raise XmlRefused("xml_doctype")
    root = _parsed(_DECLARATION.sub("", text, count=1).lstrip().encode("utf-8"))
    if root.getroottree().docinfo.internalDTD is not None:
        raise XmlRefused("xml_doctype")
    return root


def _decoded(data: bytes) -> str:
    for mark, codec in _BOMS:
        if data.startswith(mark):
            return _decode(data, codec, codec.replace("-sig", ""))
    if data[:4] in (b"<\x00?\x00", b"<\x00d\x00"):
        return _decode(data, "utf-16-le", "utf-16")
    declared = _DECLARED.match(data.lstrip()[:200])
    name = declared.group(1).decode("ascii") if declared else "utf-8"
    codec = _ENCODINGS.get(name.lower(), "")
    if not codec:
        raise XmlRefused("xml_encoding_unknown", encoding=name[:40])
    return _decode(data, codec, name)


def _decode(data: bytes, codec: str, name: str) -> str:
    try:
        return data.decode(codec)
    except UnicodeDecodeError as error:
        raise XmlRefused("xml_encoding", encoding=name) from error


def _refuse_characters(text: str) -> None:
    found = _CONTROL.search(text)
    if found is None:
        return
    line = text.count("\n", 0, found.start()) + 1
    if found.group() == "\x00":
        raise XmlRefused("xml_nul", line=line)
    raise XmlRefused("xml_control", line=line, number=ord(found.group()))


def _parsed(data: bytes) -> etree._Element:
    parser = etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        attribute_defaults=False,
        huge_tree=False,
        recover=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise _refusal(error) from error
    except ValueError as error:
        raise XmlRefused("xml_malformed", line=1, column=1, reason=str(error)[:120]) from error
    return root


def _refusal(error: etree.XMLSyntaxError) -> XmlRefused:
    line, column = error.position
    reason = (error.msg or "").split(", line ")[0]
    if "Excessive depth" in reason or "depth" in reason.lower():
        return XmlRefused("xml_depth", limit=256)
    if "xmlSAX2" in reason or "huge" in reason.lower() or "too long" in reason.lower():
        return XmlRefused("xml_node_too_long", line=line)
    return XmlRefused("xml_malformed", line=line, column=column, reason=reason[:160])


def is_element(node: object) -> bool:
    """Whether a node is an element; comments and processing instructions have a function for a tag."""
    return isinstance(getattr(node, "tag", None), str)


def local_name(element: etree._Element) -> str:
    """The name without its namespace."""
    tag = element.tag
    return tag.rpartition("}")[2]
