"""What other rooms and pages ask about the methodology."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet

from tarazy.base.exchange import dump
from tarazy.base.i18n import texts
from tarazy.methodology.choices import Status
from tarazy.methodology.document import FORMAT, OUTCOMES
from tarazy.methodology.models import (
    Indicator,
    IndicatorGroup,
    IndicatorStandard,
    Instrument,
    MethodologyEdition,
    Sphere,
    Standard,
)


def spheres() -> QuerySet[Sphere]:
    """Return the eight spheres, each with ``indicator_count`` and ``measured_count``."""
    measured = Count("indicators", filter=Q(indicators__status=Status.MEASURED))
    return Sphere.objects.annotate(indicator_count=Count("indicators"), measured_count=measured).order_by("number")


def indicators(sphere: Sphere | None = None) -> QuerySet[Indicator]:
    """Return the indicators, of one sphere or of all, with their sphere, group and standards."""
    references = IndicatorStandard.objects.select_related("standard__instrument").order_by("position")
    found = Indicator.objects.select_related("sphere", "group").prefetch_related(Prefetch("references", references))
    return found.filter(sphere=sphere) if sphere else found


def indicators_of_form(form_id: str) -> QuerySet[Indicator]:
    """Return the measured indicators that a form's questions answer."""
    return Indicator.objects.measured().filter(form_id=form_id)


def is_empty() -> bool:
    """Say whether no methodology was ever imported."""
    return not MethodologyEdition.objects.exists()


def exported_methodology() -> str:
    """Return the whole methodology as the file that an import would read."""
    edition = MethodologyEdition.objects.first()
    document = {
        "format": FORMAT,
        "edition": edition.label if edition else "",
        "note": texts(edition, "note") if edition else {},
        "spheres": [_sphere(row) for row in Sphere.objects.all()],
        "groups": [{"code": row.code, "name": texts(row, "name")} for row in IndicatorGroup.objects.all()],
        "instruments": [_instrument(row) for row in Instrument.objects.all()],
        "standards": [_standard(row) for row in Standard.objects.select_related("instrument")],
        "indicators": [_indicator(row) for row in indicators()],
    }
    return dump(document)


def _sphere(row: Sphere) -> dict[str, Any]:
    return {
        "number": row.number,
        "code": row.code,
        "name": texts(row, "name"),
        "description": texts(row, "description"),
    }


def _instrument(row: Instrument) -> dict[str, Any]:
    instrument: dict[str, Any] = {
        "code": row.code,
        "kind": row.kind,
        "adopted": row.adopted,
        "title": texts(row, "title"),
    }
    if row.symbol:
        instrument["symbol"] = row.symbol
    if row.binding_since:
        instrument["binding_since"] = row.binding_since.isoformat()
    return instrument


def _standard(row: Standard) -> dict[str, Any]:
    standard: dict[str, Any] = {
        "code": row.code,
        "instrument": row.instrument.code,
        "article": row.article,
        "edition": row.edition,
        "title": texts(row, "title"),
    }
    return {**standard, "quotation": row.quotation} if row.quotation else standard


def _indicator(row: Indicator) -> dict[str, Any]:
    indicator: dict[str, Any] = {
        "code": row.code,
        "group": row.group.code,
        "sphere": row.sphere.number,
        **{key: getattr(row, key) for key in ("plane", "unit", "level", "scale", "status")},
        "sensitive": row.sensitive or None,
        "title": texts(row, "title"),
        "question": texts(row, "question"),
        "standards": [reference.standard.code for reference in row.references.all()],
        "national_law": row.national_law,
        "to_be_verified": row.to_be_verified,
    }
    return {**indicator, **_definition(row)} if row.is_measured else indicator


def _definition(row: Indicator) -> dict[str, Any]:
    return {
        **{key: texts(row, key) for key in ("statement", "numerator", "denominator")},
        "measured_by": {"form": row.form_id, "question": row.question_name},
        "rule": _in_order(row.rule or {}),
    }


def _in_order(rule: dict[str, Any]) -> dict[str, Any]:
    """PostgreSQL keeps JSON without the order of its keys."""
    ordered = {key: rule[key] for key in (*OUTCOMES, "applies_when")}
    if condition := rule["applies_when"]:
        ordered["applies_when"] = {"question": condition["question"], "in": condition["in"]}
    return ordered
