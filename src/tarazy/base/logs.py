"""What logs may say: never a device key, an invitation or a recovery code, and nothing that names a person.

A device key is part of the address that ODK Collect calls, and a code part of the link in a mail. Whoever reads a log
must not be able to use them. No Django here: the web server sets its logs up before the site is loaded.
"""

from __future__ import annotations

import logging
import os
import re
import sys
from logging.handlers import WatchedFileHandler
from pathlib import Path

HIDDEN = "…"
_DEVICE_KEY = re.compile(r"(/openrosa/)[^/\s\"'?]+")
# A segment of an address that long and that mixed is a code. Public identifiers have 12 characters.
_CODE = re.compile(r"(?<=/)(?=[\w-]*\d)(?=[\w-]*[A-Za-z])[\w-]{16,}(?![\w.-])", re.ASCII)
_QUERY = re.compile(r"(?<=\?)[^\s\"'<>]+=[^\s\"'<>]*")
# What errors of others' making quote: addresses, long numbers (IIN, telephone), the values of a row that was refused.
_PERSONAL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+|(?<![\w.])\+?\d{10,}(?![\w.])|(?<=\)=)\([^)\n]*\)")
LARGEST = 20_000_000  # bytes; a larger access log is put aside when the program starts


def redact(text: str) -> str:
    """Return the text with device keys, codes, query strings, addresses and long numbers hidden."""
    without_keys = _CODE.sub(HIDDEN, _DEVICE_KEY.sub(rf"\1{HIDDEN}", text))
    return _PERSONAL.sub(HIDDEN, _QUERY.sub(HIDDEN, without_keys))


class RedactingFormatter(logging.Formatter):
    """Formats as usual, traceback included, then hides what must not be read."""

    def format(self, record: logging.LogRecord) -> str:
        return redact(super().format(record))


def access_log_path() -> Path | None:
    """Return where requests are noted: a file, or None for standard error (`TARAZY_ACCESS_LOG=-`)."""
    chosen = os.environ.get("TARAZY_ACCESS_LOG", "")
    if chosen == "-":
        return None
    return Path(chosen or Path(os.environ.get("TARAZY_HOME") or "var") / "access.log").expanduser()


def put_large_log_aside() -> None:
    """Begin a new access log when the old one is large; one old one is kept. Finer: logrotate."""
    path = access_log_path()
    if path is not None and path.exists() and path.stat().st_size > LARGEST:
        path.replace(path.with_name(path.name + ".1"))


def access_handler() -> logging.Handler:
    """Return the handler of the access log; the file is readable by its owner alone, and may be moved away."""
    path = access_log_path()
    if path is None:
        return logging.StreamHandler(sys.stderr)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch(mode=0o600)
    return WatchedFileHandler(path, encoding="utf-8")
