"""Reading a JSON document that people edit: all its problems are found in one go, each with its place.

A *field* is a function ``(value, place, problems) -> value``: it returns what the program works with, and adds to
``problems`` what is wrong.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from tarazy.base.errors import DomainError
from tarazy.base.i18n.translated import LANGUAGES


@dataclass(frozen=True)
class Problem:
    """What is wrong, and where in the document: ``indicators[3].rule.yes``."""

    place: str
    message: str

    def __str__(self) -> str:
        return f"{self.place}: {self.message}" if self.place else self.message


class DocumentRefused(DomainError):
    """The document was not taken; ``problems`` says all that is wrong with it."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = list(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


Field = Callable[[Any, str, list[Problem]], Any]


def read_document(content: bytes, document_format: str) -> dict[str, Any]:
    """Return the JSON object in ``content``.

    Raises:
        DocumentRefused: it is not UTF-8, not JSON, or another kind of document.
    """
    try:
        document = json.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        message = _("The file is not UTF-8 text (byte %(at)d).") % {"at": error.start}
        raise DocumentRefused([Problem("", message)]) from None
    except json.JSONDecodeError as error:
        place = _("line %(line)d, column %(column)d") % {"line": error.lineno, "column": error.colno}
        raise DocumentRefused([Problem(place, _("The file is not JSON: %(why)s.") % {"why": error.msg})]) from None
    except RecursionError:
        raise DocumentRefused([Problem("", _("The file is nested too deeply."))]) from None
    if not isinstance(document, dict) or document.get("format") != document_format:
        raise DocumentRefused([Problem("format", _("Expected “%(format)s”.") % {"format": document_format})])
    return document


def rows(
    document: Mapping[str, Any],
    part: str,
    fields: Mapping[str, Field],
    problems: list[Problem],
    optional: Collection[str] = (),
) -> list[dict[str, Any]]:
    """Return the objects listed under ``part``; an object with a problem is left out."""
    listed = document.get(part)
    if not isinstance(listed, list):
        problems.append(Problem(part, _("Expected a list.")))
        return []
    read_row = object_of(fields, optional)
    whole = []
    for index, row in enumerate(listed):
        found: list[Problem] = []
        value = read_row(row, f"{part}[{index}]", found)
        problems.extend(found)
        if not found:
            whole.append(value)
    return whole


def unique(part: str, values: Iterable[object], problems: list[Problem]) -> None:
    """Add a problem for every value that comes more than once."""
    for value, times in Counter(values).items():
        if times > 1:
            problems.append(Problem(part, _("“%(value)s” comes %(times)d times.") % {"value": value, "times": times}))


def object_of(fields: Mapping[str, Field], optional: Collection[str] = ()) -> Field:
    """An object with exactly these keys; ``optional`` ones may be left out."""

    def read(value: Any, place: str, problems: list[Problem]) -> dict[str, Any]:
        if not isinstance(value, dict):
            problems.append(Problem(place, _("Expected an object.")))
            return {}
        unknown = sorted(value.keys() - fields.keys())
        missing = sorted(fields.keys() - value.keys() - set(optional))
        problems.extend(Problem(f"{place}.{key}", _("This key is not known here.")) for key in unknown)
        problems.extend(Problem(f"{place}.{key}", _("This key is missing.")) for key in missing)
        return {key: fields[key](value[key], f"{place}.{key}", problems) for key in fields if key in value}

    return read


def list_of(field: Field) -> Field:
    """A list whose items all fit ``field``."""

    def read(value: Any, place: str, problems: list[Problem]) -> list[Any]:
        if not isinstance(value, list):
            problems.append(Problem(place, _("Expected a list.")))
            return []
        return [field(item, f"{place}[{index}]", problems) for index, item in enumerate(value)]

    return read


def text(max_length: int, *, blank: bool = False) -> Field:
    """One line or paragraph of text."""

    def read(value: Any, place: str, problems: list[Problem]) -> str:
        if not isinstance(value, str) or "\0" in value:
            problems.append(Problem(place, _("Expected text.")))
            return ""
        if not value.strip() and not blank:
            problems.append(Problem(place, _("The text is empty.")))
        if len(value) > max_length:
            told = {"length": len(value), "limit": max_length}
            problems.append(Problem(place, _("The text has %(length)d characters; %(limit)d fit.") % told))
        return value

    return read


def trilingual(max_length: int) -> Field:
    """Text in Kazakh, Russian and English: all three, none empty."""
    return object_of(dict.fromkeys(LANGUAGES, text(max_length)))


def number(low: int, high: int) -> Field:
    """A whole number in a range."""

    def read(value: Any, place: str, problems: list[Problem]) -> int:
        if type(value) is not int or not low <= value <= high:
            told = {"low": low, "high": high}
            problems.append(Problem(place, _("Expected a whole number from %(low)d to %(high)d.") % told))
            return low
        return value

    return read


def truth(value: Any, place: str, problems: list[Problem]) -> bool:
    """True or false."""
    if not isinstance(value, bool):
        problems.append(Problem(place, _("Expected true or false.")))
        return False
    return value


def one_of(values: Collection[str], *, nullable: bool = False) -> Field:
    """One of a few words; where ``nullable``, also null, which is read as an empty word."""

    def read(value: Any, place: str, problems: list[Problem]) -> str:
        if value is None and nullable:
            return ""
        if not isinstance(value, str) or value not in values:
            problems.append(Problem(place, _("Expected one of: %(values)s.") % {"values": ", ".join(sorted(values))}))
            return ""
        return value

    return read


def reference(part: str, known: Collection[Any], *, nullable: bool = False) -> Field:
    """The code of something listed under another part of the document."""

    def read(value: Any, place: str, problems: list[Problem]) -> Any:
        if value is None and nullable:
            return None
        if not isinstance(value, str | int) or value not in known:
            told = {"value": value, "part": part}
            problems.append(Problem(place, _("“%(value)s” is not listed under %(part)s.") % told))
        return value

    return read


def date_or_none(value: Any, place: str, problems: list[Problem]) -> date | None:
    """A day as ``2026-11-24``, or null where it is not known."""
    if value is None:
        return None
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        problems.append(Problem(place, _("Expected a date such as 2026-11-24, or null.")))
        return None


def any_json(value: Any, place: str, problems: list[Problem]) -> Any:
    """Anything: checked elsewhere."""
    return value
