"""Importing the methodology: the one way by which it changes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from importlib.resources import files
from typing import Any

from django.db import models, transaction

from tarazy.base import trail
from tarazy.base.exchange import Changes, remove_others, synchronise
from tarazy.base.i18n import texts
from tarazy.base.permissions import SYSTEM, require
from tarazy.methodology.document import Methodology, Row, read_methodology
from tarazy.methodology.models import (
    Indicator,
    IndicatorGroup,
    IndicatorStandard,
    Instrument,
    MethodologyEdition,
    Sphere,
    Standard,
)
from tarazy.methodology.queries import exported_methodology, is_empty

NO_TEXT = {"kk": "", "ru": "", "en": ""}


@transaction.atomic
def import_methodology(*, actor: object, content: bytes | None = None) -> Changes:
    """Make the methodology what ``content`` says, by default the file shipped with the program.

    All or nothing; the same file again changes nothing and leaves no trace.

    Raises:
        DocumentRefused: with every problem and its place.
    """
    require(actor, "methodology.import")
    said = read_methodology(shipped_methodology() if content is None else content)
    changes = synchronise(Sphere, "number", said.spheres)
    changes += synchronise(IndicatorGroup, "code", _numbered(said.groups))
    changes += synchronise(Instrument, "code", _numbered(map(_instrument, said.instruments)))
    changes += synchronise(Standard, "code", _numbered(_standards(said)))
    changes += synchronise(Indicator, "code", _numbered(_indicators(said)))
    changes += _synchronise_references(said)
    changes += _remove_what_is_left_out(said)
    changes += _note_edition(said, changes)
    if changes:
        trail.record(
            actor,
            "methodology.import",
            edition=said.edition,
            added=changes.added,
            changed=changes.changed,
            removed=changes.removed,
        )
    return changes


def import_methodology_if_empty() -> None:
    """Give a new installation the shipped methodology; one that has its own keeps it until it imports a file."""
    if is_empty():
        import_methodology(actor=SYSTEM)


def shipped_methodology() -> bytes:
    """Return the file that comes with the program."""
    return files("tarazy.methodology").joinpath("data", "methodology.json").read_bytes()


def _standards(said: Methodology) -> Iterator[Row]:
    instruments = _by(Instrument, "code")
    for row in said.standards:
        yield {"quotation": "", **row, "instrument": instruments[row["instrument"]]}


def _indicators(said: Methodology) -> Iterator[Row]:
    """Yield the values of each indicator's own columns; a part of the definition that is not given is empty."""
    spheres, groups = _by(Sphere, "number"), _by(IndicatorGroup, "code")
    empty = {"statement": NO_TEXT, "numerator": NO_TEXT, "denominator": NO_TEXT, "rule": None}
    for row in said.indicators:
        measured_by = row.get("measured_by", {"form": "", "question": ""})
        plain = {key: value for key, value in row.items() if key not in {"standards", "measured_by"}}
        asked = {"form_id": measured_by["form"], "question_name": measured_by["question"]}
        yield {**empty, **plain, **asked, "sphere": spheres[row["sphere"]], "group": groups[row["group"]]}


def _synchronise_references(said: Methodology) -> Changes:
    """Count an indicator as changed when the list of its standards is another or in another order."""
    standards = _by(Standard, "code")
    indicators = {row.code: row for row in Indicator.objects.prefetch_related("references__standard")}
    changed = 0
    for row in said.indicators:
        indicator = indicators[row["code"]]
        present = [reference.standard.code for reference in indicator.references.all()]
        if present == row["standards"]:
            continue
        indicator.references.all().delete()
        IndicatorStandard.objects.bulk_create(
            IndicatorStandard(indicator=indicator, standard=standards[code], position=position)
            for position, code in enumerate(row["standards"])
        )
        changed += bool(present)
    return Changes(changed=changed)


def _remove_what_is_left_out(said: Methodology) -> Changes:
    changes = remove_others(Indicator, "code", said.indicators, part="indicators")
    changes += remove_others(Standard, "code", said.standards, part="standards")
    changes += remove_others(Instrument, "code", said.instruments, part="instruments")
    changes += remove_others(IndicatorGroup, "code", said.groups, part="groups")
    return changes + remove_others(Sphere, "number", said.spheres, part="spheres")


def _note_edition(said: Methodology, changes: Changes) -> Changes:
    """Add a row to the history of editions where anything, even the note alone, is new."""
    latest = MethodologyEdition.objects.first()
    if latest and not changes and latest.label == said.edition and texts(latest, "note") == said.note:
        return Changes()
    edition = MethodologyEdition(label=said.edition)
    edition.note = said.note
    edition.save(force_insert=True)
    edition.sha256 = hashlib.sha256(exported_methodology().encode()).hexdigest()
    edition.save(update_fields=["sha256"])
    return Changes(added=1)


def _instrument(row: Row) -> Row:
    return {"symbol": "", "binding_since": None, **row}


def _numbered(listed: Iterable[Mapping[str, Any]]) -> list[Row]:
    return [{**row, "position": position} for position, row in enumerate(listed)]


def _by(model: type[models.Model], key: str) -> dict[Any, Any]:
    return {getattr(row, key): row for row in model._default_manager.all()}
