"""Loading the country's data: the one way by which they change."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.resources import files
from typing import Any

from django.db import models, transaction

from tarazy.base import trail
from tarazy.base.exchange import Changes, remove_others, synchronise
from tarazy.base.permissions import SYSTEM, require
from tarazy.country.document import read_country
from tarazy.country.models import Court, Holiday, Institution, OlderUnit, Region

Row = dict[str, Any]
_FROM_LEAVES_TO_ROOT: tuple[tuple[type[models.Model], str, str], ...] = (
    (Holiday, "date", "holidays"),
    (Institution, "code", "institutions"),
    (Court, "code", "courts"),
    (OlderUnit, "code", "older_units"),
    (Region, "iso", "regions"),
)


@transaction.atomic
def load_country(*, actor: object, content: bytes | None = None) -> Changes:
    """Make the country's tables say what ``content`` says, by default the file shipped with the program.

    All or nothing; the same file again changes nothing and leaves no trace.

    Raises:
        DocumentRefused: with every problem and its place.
    """
    require(actor, "country.load")
    parts = read_country(shipped_country() if content is None else content)
    changes = synchronise(Region, "iso", parts["regions"])
    regions = {region.iso: region for region in Region.objects.all()}
    changes += _load_older_units(parts["older_units"], regions)
    changes += synchronise(Court, "code", _located(parts["courts"], regions))
    changes += synchronise(Institution, "code", _located(parts["institutions"], regions))
    changes += synchronise(Holiday, "date", parts["holidays"])
    for model, key, part in _FROM_LEAVES_TO_ROOT:
        changes += remove_others(model, key, parts[part], part=part)
    if changes:
        trail.record(actor, "country.load", added=changes.added, changed=changes.changed, removed=changes.removed)
    return changes


def load_country_if_empty() -> None:
    """Give a new installation the shipped data; one that has its own keeps them until it loads a file."""
    if not Region.objects.exists():
        load_country(actor=SYSTEM)


def shipped_country() -> bytes:
    """Return the file that comes with the program."""
    return files("tarazy.country").joinpath("data", "country.json").read_bytes()


def _located(listed: list[Row], regions: Mapping[str, Region]) -> list[Row]:
    return [{**row, "region": regions[row["region"]] if row["region"] else None} for row in listed]


def _load_older_units(listed: list[Row], regions: Mapping[str, Region]) -> Changes:
    plain = [{key: value for key, value in row.items() if key != "became"} for row in listed]
    changes = synchronise(OlderUnit, "code", plain)
    units = {unit.code: unit for unit in OlderUnit.objects.prefetch_related("became")}
    moved = 0
    for row in listed:
        unit = units[row["code"]]
        if {region.iso for region in unit.became.all()} != set(row["became"]):
            unit.became.set(regions[iso] for iso in row["became"])
            moved += 1
    return changes if changes.added else changes + Changes(changed=moved)
