"""Permanent identifiers: which kinds there are, which page and which data each leads to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Model
from django.urls import reverse

from tarazy.country.models import Region
from tarazy.methodology.models import Indicator, Sphere, Standard


@dataclass(frozen=True)
class Kind:
    """How a thing is found by its identifier, and where it is shown."""

    find: Callable[[str], Model | None]
    page: Callable[[Model], str]
    data: Callable[[Model], str] | None = None


def _by(model: type[Model], field: str) -> Callable[[str], Model | None]:
    return lambda value: model._default_manager.filter(**{field: value}).first()


def _sphere(value: str) -> Model | None:
    return Sphere.objects.filter(number=value).first() if value.isdigit() else None


def _page(name: str, attribute: str) -> Callable[[Model], str]:
    return lambda thing: reverse(name, args=[getattr(thing, attribute)])


KINDS: dict[str, Kind] = {
    "indicator": Kind(
        _by(Indicator, "public_id"),
        _page("indicator", "code"),
        lambda thing: reverse("data-indicator", args=[getattr(thing, "code"), "json"]),  # noqa: B009
    ),
    "standard": Kind(_by(Standard, "public_id"), _page("standard", "code")),
    "region": Kind(_by(Region, "iso"), _page("region", "iso")),
    "sphere": Kind(_sphere, _page("sphere", "number")),
}
