"""Turns the text of an answer into a value of its type (XForms data types; ODK XForms specification, "data types")."""

from __future__ import annotations

import datetime
import math
import re
from collections.abc import Callable

Value = str | int | float | bool | list[str] | dict[str, float] | list[dict[str, float]]

_INTEGER = re.compile(r"[+-]?\d{1,18}")
_DECIMAL = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d{1,3})?")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_TIME = re.compile(r"(\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?)(Z|[+-]\d{2}(?::?\d{2})?)?")


class BadValue(ValueError):
    """The text is not of the type; `code` names the message."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def read_value(kind: str, text: str) -> Value:
    """The typed value: numbers as numbers, dates and times in ISO 8601, several answers as a list, locations as
    degrees and metres.

    Raises BadValue; unknown types are text.
    """
    reader = _READERS.get(kind)
    return reader(text.strip()) if reader else text


def _integer(text: str) -> int:
    if not _INTEGER.fullmatch(text):
        raise BadValue("bad_integer")
    return int(text)


def _decimal(text: str) -> float:
    if not _DECIMAL.fullmatch(text) or not math.isfinite(float(text)):
        raise BadValue("bad_decimal")
    return float(text)


def _boolean(text: str) -> bool:
    if text not in {"true", "false", "1", "0"}:
        raise BadValue("bad_boolean")
    return text in {"true", "1"}


def _date(text: str) -> str:
    """Collect writes plain dates; other clients append a time, of which the date counts."""
    day = text[:10]
    if not _DATE.fullmatch(day) or (len(text) > 10 and not _is_datetime(text)):
        raise BadValue("bad_date")
    try:
        return datetime.date.fromisoformat(day).isoformat()
    except ValueError as error:
        raise BadValue("bad_date") from error


def _time(text: str) -> str:
    found = _TIME.fullmatch(text)
    if found is None:
        raise BadValue("bad_time")
    try:
        datetime.time.fromisoformat(found.group(1))
    except ValueError as error:
        raise BadValue("bad_time") from error
    return text


def _datetime(text: str) -> str:
    if not _is_datetime(text):
        raise BadValue("bad_datetime")
    return datetime.datetime.fromisoformat(text).isoformat()


def _is_datetime(text: str) -> bool:
    try:
        datetime.datetime.fromisoformat(text)
    except ValueError:
        return False
    return len(text) > 10


def _point(text: str) -> dict[str, float]:
    parts = text.split()
    if not 2 <= len(parts) <= 4 or not all(_DECIMAL.fullmatch(part) for part in parts):
        raise BadValue("bad_location")
    numbers = [float(part) for part in parts]
    if not (-90 <= numbers[0] <= 90 and -180 <= numbers[1] <= 180 and all(map(math.isfinite, numbers))):
        raise BadValue("bad_location")
    return dict(zip(("latitude", "longitude", "altitude", "accuracy"), numbers, strict=False))


def _points(text: str) -> list[dict[str, float]]:
    return [_point(part) for part in text.split(";") if part.strip()]


def _file_name(text: str) -> str:
    if "/" in text or "\\" in text or text in {".", ".."} or len(text) > 255:
        raise BadValue("bad_file_name")
    return text


_READERS: dict[str, Callable[[str], Value]] = {
    "int": _integer,
    "decimal": _decimal,
    "range": _decimal,
    "boolean": _boolean,
    "date": _date,
    "time": _time,
    "datetime": _datetime,
    "geopoint": _point,
    "geotrace": _points,
    "geoshape": _points,
    "binary": _file_name,
    "select_one": str,
    "select_multiple": str.split,
    "rank": str.split,
}
