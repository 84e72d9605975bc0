"""The country as one file: its layout, its checks, and what of it does not fit together."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from tarazy.base.exchange import (
    DocumentRefused,
    Field,
    Problem,
    date_or_none,
    list_of,
    one_of,
    read_document,
    reference,
    rows,
    text,
    trilingual,
    truth,
    unique,
)
from tarazy.country.choices import CourtKind, CourtLevel, HolidayKind, InstitutionKind, RegionKind

FORMAT = "tarazy-country/1"
Parts = dict[str, list[dict[str, Any]]]


def read_country(content: bytes) -> Parts:
    """Return the rows of each part, checked against each other.

    Raises:
        DocumentRefused: with every problem and its place.
    """
    document = read_document(content, FORMAT)
    problems: list[Problem] = []
    parts: Parts = {"regions": rows(document, "regions", _region_fields(), problems)}
    known = {row["iso"] for row in parts["regions"]}
    for part, fields in _fields_by_part(known).items():
        parts[part] = rows(document, part, fields, problems)
    for part, key in (("regions", "iso"), ("holidays", "date"), *((part, "code") for part in _CODED)):
        unique(part, [row[key] for row in parts[part]], problems)
    problems += [problem for part in _CODED for problem in _backward_periods(part, parts[part])]
    if problems:
        raise DocumentRefused(problems)
    return parts


_CODED = ("older_units", "courts", "institutions")


def _region_fields() -> dict[str, Field]:
    return {
        "iso": text(5),
        "kato": text(2),
        "kind": one_of(RegionKind.values),
        "name": trilingual(120),
        "centre": trilingual(120),
    }


def _fields_by_part(regions: set[str]) -> dict[str, dict[str, Field]]:
    period: dict[str, Field] = {"valid_from": date_or_none, "valid_until": date_or_none}
    older = {"code": text(6), "name": trilingual(120), "valid_from": date_or_none, "valid_until": _day}
    named: dict[str, Field] = {"code": text(20), "name": trilingual(200), "to_be_verified": truth}
    return {
        "older_units": {**older, "became": list_of(reference("regions", regions))},
        "courts": {
            **named,
            **period,
            "region": reference("regions", regions),
            "level": one_of(CourtLevel.values),
            "kind": one_of(CourtKind.values),
        },
        "institutions": {
            **named,
            **period,
            "region": reference("regions", regions, nullable=True),
            "kind": one_of(InstitutionKind.values),
        },
        "holidays": {
            "date": _day,
            "kind": one_of(HolidayKind.values),
            "name": trilingual(120),
            "to_be_verified": truth,
        },
    }


def _day(value: Any, place: str, problems: list[Problem]) -> Any:
    day = date_or_none(value, place, problems)
    if value is None:
        problems.append(Problem(place, _("A date is needed here.")))
    return day


def _backward_periods(part: str, listed: list[dict[str, Any]]) -> list[Problem]:
    message = _("The last day lies before the first.")
    return [Problem(f"{part}: {row['code']}", message) for row in listed if _is_backward(row)]


def _is_backward(row: dict[str, Any]) -> bool:
    first, last = row["valid_from"], row["valid_until"]
    return first is not None and last is not None and first > last
