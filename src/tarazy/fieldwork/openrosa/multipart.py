"""Reads multipart/form-data (RFC 7578) as OkHttp writes it: names in raw UTF-8, any number of files, and an end that
must be there, since without it the last file may be half a file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote

from tarazy.fieldwork.openrosa.body import Buffer

MAX_PARTS = 1_000
MAX_HEADER = 8_192
_BOUNDARY = re.compile(r';\s*boundary\s*=\s*(?:"([^"]{1,200})"|([^\s;]{1,200}))', re.IGNORECASE)
_PARAMETER = re.compile(r';\s*([\w*-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s;]*))')


class NotMultipart(Exception):
    """The body is not what a device sends."""


class Truncated(Exception):
    """The closing boundary is missing: the body did not arrive whole."""


@dataclass(frozen=True)
class Part:
    """One field or file. `filename` is None for a plain field."""

    name: str
    filename: str | None
    content: bytes


def read_multipart(body: Buffer, content_type: str) -> Iterator[Part]:
    """The parts in their order.

    Raises:
        NotMultipart, Truncated
    """
    found = _BOUNDARY.search(content_type)
    if not content_type.lower().startswith("multipart/form-data") or found is None:
        raise NotMultipart
    delimiter = b"--" + (found.group(1) or found.group(2)).encode("latin-1", "replace")
    at = body.find(delimiter)
    if at < 0:
        raise Truncated
    for _ in range(MAX_PARTS):
        at += len(delimiter)
        if body[at : at + 2] == b"--":
            return
        end = body.find(b"\r\n" + delimiter, at)
        if end < 0:
            raise Truncated
        yield _part(body, body.find(b"\r\n", at) + 2, end)
        at = end + 2
    raise NotMultipart


def _part(body: Buffer, start: int, end: int) -> Part:
    blank = body.find(b"\r\n\r\n", start - 2, end)
    if not start - 2 <= blank <= start + MAX_HEADER:
        raise NotMultipart
    parameters = _disposition(body[start : max(start, blank)])
    filename = parameters.get("filename*") or parameters.get("filename")
    return Part(parameters.get("name", ""), filename, bytes(body[blank + 4 : end]))


def _disposition(headers: bytes) -> dict[str, str]:
    for line in headers.split(b"\r\n"):
        name, _, value = line.partition(b":")
        if name.strip().lower() == b"content-disposition":
            return dict(_parameters(_text(value)))
    return {}


def _parameters(value: str) -> Iterator[tuple[str, str]]:
    for name, quoted, plain in _PARAMETER.findall(value):
        key = name.lower()
        if key == "filename*":
            yield key, unquote((plain or quoted).rpartition("'")[2])
        else:
            yield key, _unescaped(quoted) if quoted else plain


def _unescaped(text: str) -> str:
    """OkHttp and browsers write `%22` for a quotation mark, curl a backslash."""
    plain = re.sub(r'\\(["\\])', r"\1", text)
    return plain.replace("%22", '"').replace("%0D", "\r").replace("%0A", "\n")


def _text(raw: bytes) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("latin-1")
