"""How forms name languages: `Қазақша (kk)`, as XLSForm asks for, or a bare code."""

from __future__ import annotations

import re

_CODE = re.compile(r"\(\s*([a-z]{2,3}(?:-[a-z0-9]+)*)\s*\)\s*$", re.IGNORECASE)


def language_code(name: str) -> str:
    """`kk` of “Қазақша (kk)”; a bare code is taken as it is; otherwise the name itself."""
    found = _CODE.search(name)
    if found:
        return found.group(1).lower()
    return "" if name.strip() == "default" else name.strip()


def has_code(name: str) -> bool:
    """Whether programs can tell which language is meant."""
    return bool(_CODE.search(name)) or bool(re.fullmatch(r"[a-z]{2,3}(-[A-Za-z0-9]+)*", name.strip()))
