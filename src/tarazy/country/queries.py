"""What other rooms ask about the country."""

from __future__ import annotations

import json
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from typing import Any

from django.db.models import QuerySet

from tarazy.base.db import kazakh
from tarazy.base.i18n import active_language, column
from tarazy.country.models import Court, Holiday, OlderUnit, Region

SATURDAY = 5


def regions_by_name() -> QuerySet[Region]:
    """Return the regions in the alphabetical order of the reader's language."""
    name = column("name")
    return Region.objects.order_by(kazakh(name) if active_language() == "kk" else name)


def courts_of(region: Region, day: date | None = None) -> QuerySet[Court]:
    """Return the courts that sit in a region on ``day`` (today)."""
    return Court.objects.existing(day).filter(region=region)


def regions_of_older_unit(code: str, day: date) -> list[Region]:
    """Return the present units on the territory of an older one; empty if no such unit existed on ``day``.

    More than one means that a figure of the older unit can't be given to any of them.
    """
    unit = OlderUnit.objects.valid(day).filter(code=code).first()
    return list(unit.became.all()) if unit else []


def is_working_day(day: date) -> bool:
    """Say whether courts sit: neither a weekend nor a holiday."""
    return day.weekday() < SATURDAY and not Holiday.objects.filter(date=day).exists()


def next_working_day(day: date) -> date:
    """Return the first day after ``day`` on which courts sit."""
    horizon = day + timedelta(days=30)
    closed = set(Holiday.objects.filter(date__gt=day, date__lte=horizon).values_list("date", flat=True))
    following = (day + timedelta(days=number) for number in range(1, 31))
    return next(candidate for candidate in following if candidate.weekday() < SATURDAY and candidate not in closed)


@cache
def region_shapes() -> dict[str, Any]:
    """Return the outlines of the regions as drawn for maps, with their credit line."""
    shapes: dict[str, Any] = json.loads(
        files("tarazy.country").joinpath("data", "region_shapes.json").read_text("utf-8")
    )
    return shapes
