"""Tells what a file is from its bytes, and refuses what must not be opened before anything opens it."""

from __future__ import annotations

import io
import re
import zipfile
from enum import Enum
from typing import TYPE_CHECKING

from tarazy.fieldwork.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_BYTES = 20 * 1024 * 1024
MAX_PARTS = 2_000
MAX_UNPACKED = 100 * 1024 * 1024
MAX_RATIO = 200
_RATIO_FROM = 5 * 1024 * 1024  # small parts may well be packed tightly

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_DOCTYPE = re.compile(rb"<!DOCTYPE|<!ENTITY|<\x00!\x00D\x00O\x00C|\x00<\x00!\x00D\x00O", re.IGNORECASE)


class Kind(Enum):
    """What a file is, by its content; the value is said in messages."""

    XLSX = "xlsx"
    XLS = "xls"
    CSV = "csv"
    XFORM = "xml"
    OTHER = ""


class Refused(Exception):
    """The file can't be read at all; `problem` says why."""

    def __init__(self, code: str, **params: str | int) -> None:
        super().__init__(code)
        self.problem = Problem(code, params=params)


def sniff(data: bytes) -> Kind:
    """The kind of a file by its content.

    Refuses empty, oversized, encrypted files and those of other kinds, by their name.
    """
    if not data.strip(b"\x00 \t\r\n\xef\xbb\xbf"):
        raise Refused("empty_file")
    if len(data) > MAX_BYTES:
        raise Refused("file_too_large", limit=MAX_BYTES // 1024 // 1024)
    if data.startswith(_ZIP):
        return _kind_of_zip(data)
    if data.startswith(_OLE):
        return _kind_of_ole(data)
    if _looks_like_xml(data):
        return Kind.XFORM
    for start, name in _FOREIGN:
        if data.startswith(start):
            raise Refused("looks_like", kind=name)
    if _looks_like_html(data):
        raise Refused("looks_like", kind="HTML")
    if b"\x00" in data[:4096]:
        raise Refused("not_a_form")
    return Kind.CSV


_FOREIGN = (
    (b"%PDF", "PDF"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"{\\rtf", "RTF"),
    (b"Rar!", "RAR"),
    (b"7z\xbc\xaf", "7-Zip"),
    (b"\x1f\x8b", "gzip"),
    (b"MZ", "EXE"),
    (b"\x7fELF", "ELF"),
)


def _kind_of_zip(data: bytes) -> Kind:
    with _open(data) as archive:
        names = set(archive.namelist())
        check_archive(archive)
        if "xl/workbook.xml" in names or any(name.lower() == "xl/workbook.xml" for name in names):
            _refuse_active(names)
            _refuse_doctypes(archive)
            return Kind.XLSX
        if "xl/workbook.bin" in names:
            raise Refused("looks_like", kind="XLSB")
        if "mimetype" in names:
            raise Refused(
                "looks_like", kind="ODS" if b"spreadsheet" in archive.read("mimetype")[:100] else "OpenDocument"
            )
        for folder, name in (("word/", "DOCX"), ("ppt/", "PPTX")):
            if any(part.startswith(folder) for part in names):
                raise Refused("looks_like", kind=name)
    raise Refused("looks_like", kind="ZIP")


def _open(data: bytes) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OverflowError, NotImplementedError) as error:
        raise Refused("broken_zip") from error


def check_archive(archive: zipfile.ZipFile) -> None:
    """Refuses an archive by its table of contents alone: too many parts, too much, swelling, names that leave the
    folder.
    """
    parts = archive.infolist()
    if len(parts) > MAX_PARTS:
        raise Refused("archive_too_many_parts", found=len(parts), limit=MAX_PARTS)
    if sum(part.file_size for part in parts) > MAX_UNPACKED:
        raise Refused("archive_too_large", limit=MAX_UNPACKED // 1024 // 1024)
    for part in parts:
        if part.flag_bits & 0x1:
            raise Refused("encrypted")
        if part.filename.startswith(("/", "\\")) or ".." in part.filename.replace("\\", "/").split("/"):
            raise Refused("archive_bad_name")
        if part.file_size > _RATIO_FROM and part.file_size > MAX_RATIO * max(part.compress_size, 1):
            raise Refused("archive_bomb")


def _refuse_active(names: set[str]) -> None:
    if any(name.lower().endswith("vbaproject.bin") or name.lower().startswith("xl/macrosheets/") for name in names):
        raise Refused("macros")


def _refuse_doctypes(archive: zipfile.ZipFile) -> None:
    """No part of a true workbook has a document type; one that has may pull in files or swell.

    Reads every XML part in pieces, so that a size written falsely in the table of contents can't fill the memory.
    """
    total = 0
    for part in archive.infolist():
        if not part.filename.lower().endswith((".xml", ".rels", ".vml")):
            continue
        for piece in _pieces(archive, part):
            total += len(piece)
            if total > MAX_UNPACKED:
                raise Refused("archive_too_large", limit=MAX_UNPACKED // 1024 // 1024)
            if _DOCTYPE.search(piece):
                raise Refused("external_entity")


def _pieces(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> Iterator[bytes]:
    tail = b""
    try:
        with archive.open(part) as stream:
            while piece := stream.read(1 << 20):
                yield tail + piece
                tail = piece[-32:]
    except (zipfile.BadZipFile, EOFError, OSError, NotImplementedError, ValueError) as error:
        raise Refused("broken_zip") from error
    except Exception as error:
        if type(error).__module__ == "zlib":
            raise Refused("broken_zip") from error
        raise


def _kind_of_ole(data: bytes) -> Kind:
    """A compound file is an old .xls, or the wrapper of an encrypted new one, or a document of another program."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise Refused("encrypted")
    if "WordDocument".encode("utf-16-le") in data:
        raise Refused("looks_like", kind="DOC")
    if "PowerPoint".encode("utf-16-le") in data:
        raise Refused("looks_like", kind="PPT")
    if "_VBA_PROJECT".encode("utf-16-le") in data:
        raise Refused("macros")
    return Kind.XLS


def _looks_like_xml(data: bytes) -> bool:
    head = data[:1024].lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").replace(b"\x00", b"")
    return head.startswith(b"<?xml") or bool(
        re.match(rb"<(\w+:)?html[^>]*xforms|<!--.*|<!DOCTYPE (?!html)", head, re.DOTALL | re.IGNORECASE)
    )


def _looks_like_html(data: bytes) -> bool:
    return data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith((b"<!doctype html", b"<html", b"<table"))
