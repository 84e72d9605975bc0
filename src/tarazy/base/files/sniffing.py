"""What a file is, told from its bytes. The name only chooses between plain-text kinds, and never makes one dangerous.

Own checks come first, for the kinds that the network uses and for the ones that browsers run;
``puremagic`` knows the rest.
"""

import re
import zipfile
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import IO

HEAD = 8192
TAIL = 66_000  # a zip directory ends at most 65,557 bytes before the end of the file
UNKNOWN = "application/octet-stream"

SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "application/pdf"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage"),
    (b"{\\rtf", "application/rtf"),
    (b"OggS", "audio/ogg"),
    (b"ID3", "audio/mpeg"),
    (b"#!AMR", "audio/amr"),
    (b"fLaC", "audio/flac"),
    (b"PAR1", "application/vnd.apache.parquet"),
    (b"MZ", "application/x-msdownload"),
    (b"\x7fELF", "application/x-executable"),
)
FTYP_BRANDS = {
    b"M4A ": "audio/mp4",
    b"M4B ": "audio/mp4",
    b"3gp": "video/3gpp",
    b"3g2": "video/3gpp2",
    b"qt  ": "video/quicktime",
    b"heic": "image/heic",
    b"heix": "image/heic",
    b"mif1": "image/heif",
    b"avif": "image/avif",
}
TEXT_KINDS = {
    ".csv": "text/csv",
    ".tsv": "text/tab-separated-values",
    ".md": "text/markdown",
    ".json": "application/json",
    ".geojson": "application/geo+json",
}
MARKUP = re.compile(
    rb"<\s*(?:!doctype\s+html|html|head|body|script|iframe|object|embed|svg|meta|link|style|form|img|a\s|base|title)\b",
    re.IGNORECASE,
)
ROOT = re.compile(
    rb"(?:<\?[^>]*>|<!--.*?-->|<!(?!doctype\s+html)[^>]*>|\s)*<\s*(!doctype|[A-Za-z_][\w.:-]*)", re.I | re.S
)
PAGE_ROOTS = re.compile(rb"!doctype|html|head|body|script|iframe|object|embed|style|form|img|a|p|div|base|title", re.I)
PAGE_NAMESPACE = re.compile(rb"xmlns\s*=\s*[\"']http://www\.w3\.org/1999/xhtml")
ACTIVE = re.compile(rb"<\s*(?:!doctype\s+html|html|script|iframe|svg|body)\b|^%PDF-|<\?php", re.IGNORECASE)
RIFF_KINDS = {b"WAVE": "audio/wav", b"WEBP": "image/webp", b"AVI ": "video/x-msvideo"}


@dataclass(frozen=True)
class Sniffed:
    """The media type of some bytes, and whether they could also be read as something that a browser runs."""

    media_type: str
    is_ambiguous: bool


def sniff(file: IO[bytes], size: int, name: str) -> Sniffed:
    """Tell the kind of a seekable file; leaves it at its beginning."""
    file.seek(0)
    head = file.read(HEAD)
    file.seek(max(0, size - TAIL))
    tail = file.read(TAIL)
    media_type = _media_type(file, head, name)
    file.seek(0)
    return Sniffed(media_type, _is_ambiguous(media_type, head, tail))


def _media_type(file: IO[bytes], head: bytes, name: str) -> str:
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zip_kind(file)
    found = _by_signature(head) or _text_kind(head, name) or _by_table(head)
    return _ole_kind(file) if found == "application/x-ole-storage" else found


def _by_signature(head: bytes) -> str:
    for start, media_type in SIGNATURES:
        if head.startswith(start):
            return media_type
    if head[:4] == b"RIFF":
        return RIFF_KINDS.get(head[8:12], UNKNOWN)
    if head[4:8] == b"ftyp":
        return FTYP_BRANDS.get(head[8:12]) or FTYP_BRANDS.get(head[8:11]) or "video/mp4"
    if head.startswith(b"\x1a\x45\xdf\xa3"):
        return "video/webm" if b"webm" in head[:64] else "video/x-matroska"
    if len(head) > 2 and head[0] == 0xFF and head[1] & 0xE6 == 0xE2:  # MPEG frame, layer III
        return "audio/mpeg"
    return ""


def _zip_kind(file: IO[bytes]) -> str:
    """Office formats are zip files with a table of contents; what carries macros is named as such."""
    file.seek(0)
    try:
        with zipfile.ZipFile(file) as archive:
            names = set(archive.namelist())
            declared = archive.open("mimetype").read(100).decode("ascii", "replace") if "mimetype" in names else ""
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError, ValueError):
        return UNKNOWN
    if declared.startswith("application/vnd.oasis.opendocument.") or declared == "application/epub+zip":
        return declared
    if "[Content_Types].xml" in names:
        return _open_xml_kind(names)
    return "application/zip"


def _open_xml_kind(names: set[str]) -> str:
    for folder, kind, macro_kind in (
        ("word/", "wordprocessingml.document", "ms-word.document"),
        ("xl/", "spreadsheetml.sheet", "ms-excel.sheet"),
        ("ppt/", "presentationml.presentation", "ms-powerpoint.presentation"),
    ):
        if any(name.startswith(folder) for name in names):
            if any(name.endswith("vbaProject.bin") for name in names):
                return f"application/vnd.{macro_kind}.macroEnabled.12"
            return f"application/vnd.openxmlformats-officedocument.{kind}"
    return "application/zip"


def _ole_kind(file: IO[bytes]) -> str:
    """Old Office files name their main stream in UTF-16 in a directory that may lie anywhere: look in the first MB."""
    file.seek(0)
    start = file.read(1_000_000)
    for stream, media_type in (
        ("WordDocument", "application/msword"),
        ("PowerPoint Document", "application/vnd.ms-powerpoint"),
        ("Workbook", "application/vnd.ms-excel"),
        ("Book", "application/vnd.ms-excel"),
    ):
        if stream.encode("utf-16-le") in start:
            return media_type
    return "application/x-ole-storage"


def _text_kind(head: bytes, name: str) -> str:
    """Text that decodes and holds no control bytes: markup by what it contains, the harmless kinds by the name."""
    if not _is_text(head):
        return ""
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if root := ROOT.match(text):
        return _markup_kind(root[1].lower(), text)
    if MARKUP.search(text):
        return "text/html"
    if text.startswith(b"WEBVTT"):
        return "text/vtt"
    if text.startswith(b"BEGIN:VCALENDAR"):
        return "text/calendar"
    return TEXT_KINDS.get(PurePosixPath(name.lower()).suffix, "text/plain")


def _markup_kind(root: bytes, text: bytes) -> str:
    """By the outermost element. An XForm, whose outermost element is a prefixed ``h:html``, is plain XML."""
    if root == b"svg" or root.endswith(b":svg"):
        return "image/svg+xml"
    if PAGE_ROOTS.fullmatch(root) or PAGE_NAMESPACE.search(text):
        return "text/html"
    return "application/xml"


def _is_text(head: bytes) -> bool:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    if re.search(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]", head):
        return False
    try:
        head.decode()
    except UnicodeDecodeError as error:
        cut_at_end = error.end == len(head) and len(head) == HEAD and error.reason == "unexpected end of data"
        return cut_at_end or _is_windows_1251(head)
    return True


def _is_windows_1251(head: bytes) -> bool:
    """Old Russian text files: nearly all of their high bytes are Cyrillic letters."""
    high = [byte for byte in head if byte >= 0x80]
    return sum(byte >= 0xC0 or byte in (0xA8, 0xB8) for byte in high) >= 0.9 * len(high)


def _by_table(head: bytes) -> str:
    import puremagic

    try:
        return puremagic.from_string(head, mime=True) or UNKNOWN
    except (puremagic.PureError, ValueError):
        return UNKNOWN


def _is_ambiguous(media_type: str, head: bytes, tail: bytes) -> bool:
    """A picture that is also a page, a program or an archive (a polyglot) is real only as an attachment."""
    if not media_type.startswith(("image/", "audio/", "video/")):
        return False
    return bool(ACTIVE.search(head) or ACTIVE.search(tail) or b"PK\x05\x06" in tail)
