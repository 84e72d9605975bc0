"""The name a file came with: kept for people to read, never trusted."""

from __future__ import annotations

import re
import unicodedata
from pathlib import PurePosixPath

from tarazy.base.files.allowed import EXTENSIONS

MAX_LENGTH = 120
_SEPARATORS = re.compile(r"[/\\:*?\"<>|]+")


def clean_name(name: str, media_type: str) -> str:
    """The last part of a name without control, format (e.g. right-to-left override) or path characters.

    Its ending is made to fit the content, so that nothing opens in a program that its bytes aren't meant for.
    """
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rsplit("/", 1)[-1]
    printable = "".join(character for character in last if unicodedata.category(character)[0] != "C")
    cleaned = _SEPARATORS.sub("_", printable).strip(" .") or "file"
    return _with_fitting_ending(cleaned, media_type)


def _with_fitting_ending(name: str, media_type: str) -> str:
    endings = EXTENSIONS.get(media_type, (".bin",))
    suffix = PurePosixPath(name).suffix
    if suffix.lower() in endings:
        stem = name[: -len(suffix)]
    else:
        stem, suffix = name, endings[0]
    return stem[: MAX_LENGTH - len(suffix)] + suffix
