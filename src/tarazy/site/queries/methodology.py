"""The methodology as a visitor browses it: spheres, then indicators and the standards that they measure."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from django.shortcuts import get_object_or_404

from tarazy.methodology import facade as methodology
from tarazy.methodology.models import Indicator, Instrument, MethodologyEdition, Sphere, Standard


@dataclass(frozen=True)
class MethodologyPage:
    """All spheres with how much of each is measured."""

    edition: MethodologyEdition | None
    spheres: list[Sphere]
    indicator_count: int
    measured_count: int


@dataclass(frozen=True)
class Group:
    """Indicators of one right or guarantee."""

    name: str
    code: str
    indicators: list[Indicator]


@dataclass(frozen=True)
class SpherePage:
    """One sphere with its indicators and its neighbours."""

    sphere: Sphere
    groups: list[Group]
    measured_count: int
    before: Sphere | None
    after: Sphere | None


@dataclass(frozen=True)
class InstrumentStandards:
    """An instrument with its provisions."""

    instrument: Instrument
    standards: list[Standard]


@dataclass(frozen=True)
class StandardPage:
    """One provision with the indicators that show how far it is met."""

    standard: Standard
    indicators: list[Indicator]


def methodology_page() -> MethodologyPage:
    """Return the spheres with their counts."""
    spheres = list(methodology.spheres())
    return MethodologyPage(
        edition=MethodologyEdition.objects.first(),
        spheres=spheres,
        indicator_count=sum(sphere.indicator_count for sphere in spheres),  # type: ignore[attr-defined]
        measured_count=sum(sphere.measured_count for sphere in spheres),  # type: ignore[attr-defined]
    )


def sphere_page(number: int) -> SpherePage:
    """Return one of the eight spheres; 404 for any other number."""
    spheres = {sphere.number: sphere for sphere in Sphere.objects.all()}
    sphere = spheres.get(number) or get_object_or_404(Sphere, number=number)
    indicators = list(methodology.indicators(sphere))
    return SpherePage(
        sphere=sphere,
        groups=grouped(indicators),
        measured_count=sum(indicator.is_measured for indicator in indicators),
        before=spheres.get(number - 1),
        after=spheres.get(number + 1),
    )


def grouped(indicators: list[Indicator]) -> list[Group]:
    """Put indicators, which come in their order, under their guarantees."""
    return [
        Group(group.name, group.code, list(members))
        for group, members in groupby(indicators, key=lambda indicator: indicator.group)
    ]


def standards_by_instrument() -> list[InstrumentStandards]:
    """Return every instrument with its provisions, in the order of the methodology."""
    found = Standard.objects.select_related("instrument").order_by("instrument__position", "position")
    return [
        InstrumentStandards(instrument, list(standards))
        for instrument, standards in groupby(found, key=lambda standard: standard.instrument)
    ]


def standard_page(code: str) -> StandardPage:
    """Return a provision with the indicators that it stands behind; 404 for an unknown code."""
    standard = get_object_or_404(Standard.objects.select_related("instrument"), code=code)
    return StandardPage(standard, list(methodology.indicators().filter(standards=standard)))
