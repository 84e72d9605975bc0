"""What a submission says about its observation by the questions that carry dimensions."""

from __future__ import annotations

import datetime
from typing import Any

from tarazy.fieldwork.xform.schema import Schema


def observed_on(values: dict[str, Any], schema: Schema) -> datetime.date | None:
    """The date of the hearing or visit, from the question whose dimension is `date`."""
    steps = schema.dimensions.get("date")
    found: Any = values
    for step in steps or ():
        found = found.get(step) if isinstance(found, dict) else None
    if not steps or not isinstance(found, str):
        return None
    return datetime.date.fromisoformat(found[:10])
