"""Writing a JSON document for people: short things on one line, long things a line each, keys in their given order."""

from __future__ import annotations

import json
from typing import Any

LINE = 100


def dump(value: Any, width: int = LINE) -> str:
    """Return ``value`` as JSON text that ends with a line feed; the same value always gives the same text."""
    return _laid_out(value, 0, width) + "\n"


def _laid_out(value: Any, depth: int, width: int) -> str:
    flat = json.dumps(value, ensure_ascii=False)
    if not value or not isinstance(value, dict | list) or len(flat) + 2 * depth <= width:
        return flat
    inner, outer = "  " * (depth + 1), "  " * depth
    if isinstance(value, dict):
        lines = [f"{inner}{json.dumps(key)}: {_laid_out(item, depth + 1, width)}" for key, item in value.items()]
        return "{\n" + ",\n".join(lines) + f"\n{outer}}}"
    return "[\n" + ",\n".join(inner + _laid_out(item, depth + 1, width) for item in value) + f"\n{outer}]"
