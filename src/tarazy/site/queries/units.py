"""Published figures as the units that charts compare. What is withheld stays withheld."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from django.urls import reverse

from tarazy.analysis.facade import Figure, IndicatorFigure
from tarazy.base.ui.charts import Between, Estimate, Shapes, Unit, Value, Withheld
from tarazy.country import facade as country

# Four letters at most, for the tile grid: Kazakh, Russian, English.
SHORT = {
    "KZ-10": ("Аба", "Аба", "Aba"),
    "KZ-11": ("Ақм", "Акм", "Akm"),
    "KZ-15": ("Ақт", "Акт", "Akt"),
    "KZ-19": ("АлОб", "АлОб", "AlmR"),
    "KZ-23": ("Аты", "Аты", "Aty"),
    "KZ-27": ("БҚО", "ЗКО", "WKaz"),
    "KZ-31": ("Жам", "Жам", "Zham"),
    "KZ-33": ("Жет", "Жет", "Zhet"),
    "KZ-35": ("Қар", "Кар", "Kar"),
    "KZ-39": ("Қос", "Кос", "Kos"),
    "KZ-43": ("Қыз", "Кыз", "Kyz"),
    "KZ-47": ("Маң", "Ман", "Man"),
    "KZ-55": ("Пав", "Пав", "Pav"),
    "KZ-59": ("СҚО", "СКО", "NKaz"),
    "KZ-61": ("Түр", "Тур", "Tur"),
    "KZ-62": ("Ұлы", "Улы", "Uly"),
    "KZ-63": ("ШҚО", "ВКО", "EKaz"),
    "KZ-71": ("Аст", "Аст", "Ast"),
    "KZ-75": ("Алм", "Алм", "Alm"),
    "KZ-79": ("Шым", "Шым", "Shym"),
}


@cache
def shapes() -> Shapes:
    """Return the outlines and tiles of the regions."""
    return Shapes.from_json(country.region_shapes())


def shown(figure: Figure | None) -> Value:
    """Return what a chart shows of a figure: a share with its interval, its range, "withheld", or nothing."""
    if figure is None or figure.state == "none":
        return None
    if figure.is_range and figure.share_from is not None and figure.share_to is not None:
        return Between(
            figure.share_from, figure.share_to, figure.low or 0.0, 1.0 if figure.high is None else figure.high
        )
    if (
        figure.share is None
        or figure.yes is None
        or figure.denominator is None
        or figure.low is None
        or figure.high is None
    ):
        return Withheld(figure.threshold if figure.state == "few" else 0)
    return Estimate(figure.yes, figure.denominator, figure.share, figure.low, figure.high)


def region_units(figures: Iterable[Figure], *, language: str, here: str = "") -> list[Unit]:
    """Return the twenty regions, those in which nothing was seen too, in the order of the reader's alphabet."""
    known = {figure.value: figure for figure in figures}
    place = ("kk", "ru", "en").index(language)
    return [
        Unit(
            key=region.iso,
            label=region.name,
            value=shown(known.get(region.iso)),
            href=reverse("region", args=[region.iso]),
            short=SHORT[region.iso][place],
            is_here=region.iso == here,
        )
        for region in country.regions_by_name()
    ]


def indicator_units(figures: Iterable[IndicatorFigure]) -> list[Unit]:
    """Return indicators with their figures, each with the country's share to compare with where there is one."""
    units = []
    for each in figures:
        whole = shown(each.country)
        units.append(
            Unit(
                key=each.indicator.code,
                label=each.indicator.title,
                value=shown(each.figure),
                href=reverse("indicator", args=[each.indicator.code]),
                compared=whole.share if isinstance(whole, Estimate) else None,
            )
        )
    return units


def plain_units(figures: Iterable[Figure]) -> list[Unit]:
    """Return the values of a breakdown as they come."""
    return [Unit(figure.value, figure.label, shown(figure)) for figure in figures]
