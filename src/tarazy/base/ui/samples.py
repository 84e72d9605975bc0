"""What ``/ui/`` shows the components with: invented units, figures, forms; the words in three languages."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django import forms
from django.core.paginator import Page, Paginator

from tarazy.base.i18n import Text, format_number, pick
from tarazy.base.ui import charts
from tarazy.base.ui.charts import Between, Estimate, Unit, Withheld
from tarazy.base.ui.sample_texts import LONG, WORDS

RIVERS = (
    ("zhaiyq", "Жайық", "Жаик (Урал)", "Zhaiyq", (37, 118)),
    ("tobyl", "Тобыл", "Тобол", "Tobyl", (64, 240)),
    ("esil", "Есіл", "Ишим", "Esil", (58, 806)),
    ("ertis", "Ертіс", "Иртыш", "Ertis", (131, 402)),
    ("nura", "Нұра", "Нура", "Nura", None),
    ("syrdaria", "Сырдария", "Сырдарья", "Syrdaria", (19, 97)),
    ("ile", "Іле", "Или", "Ile", (171, 233)),
    ("shu", "Шу", "Чу", "Shu", "withheld"),
)
SHAPES = charts.Shapes(
    width=720,
    height=300,
    credit="",
    shapes={
        "zhaiyq": charts.Shape("M0 60l130-40 60 90-50 110-140-30z", 90, 120),
        "tobyl": charts.Shape("M130 20l120-20 90 70-60 90-90-50z", 230, 80),
        "esil": charts.Shape("M250 0l150 10 30 90-90-30z", 350, 40),
        "ertis": charts.Shape("M400 10l160 0 90 60-80 70-140-40z", 530, 70),
        "nura": charts.Shape("M340 70l90 30 20 90-110 20-60-50z", 370, 140),
        "syrdaria": charts.Shape("M190 110l90 50 60 50-40 90-160-80z", 250, 210),
        "ile": charts.Shape("M430 100l140 40 90 90-150 60-170-80 110-20z", 540, 200),
        "shu": charts.Shape("", 420, 240, is_point=True),
    },
    tiles={
        "zhaiyq": (1, 1),
        "tobyl": (2, 1),
        "esil": (3, 1),
        "ertis": (4, 1),
        "nura": (3, 2),
        "syrdaria": (2, 2),
        "ile": (4, 2),
        "shu": (3, 3),
    },
)


def words(key: str) -> Text:
    """Return a sample text in the active language."""
    return pick(dict(zip(("kk", "ru", "en"), WORDS[key], strict=True)))


def estimate(yes: int, n: int) -> Estimate:
    """Return a share with a rough interval, enough to be looked at."""
    share = yes / n
    margin = 1.96 * (share * (1 - share) / n) ** 0.5
    return Estimate(yes, n, share, max(share - margin, 0), min(share + margin, 1))


def units() -> list[Unit]:
    return [
        Unit(key, pick({"kk": kk, "ru": ru, "en": en}), _value(given), href="#map", short=kk[:3])
        for key, kk, ru, en, given in RIVERS
    ]


def _value(given: Any) -> charts.Value:
    if given == "withheld":
        return Withheld(5)
    return estimate(*given) if given else None


def whole() -> Unit:
    return Unit("whole", words("country"), estimate(642, 2114))


def trend(side: str) -> charts.TrendChart:
    years = [
        Unit("2023", "2023", None),
        Unit("2024", "2024", estimate(232, 744)),
        Unit("2025", "2025", estimate(262, 806)),
        Unit("2026", "2026", estimate(236, 564)),
    ]
    return charts.trend_chart(f"trend-{side}", words("trend"), words("trend"), years)


class SampleForm(forms.Form):
    """One field of every widget."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in (*self.fields, "title_hint", "consent_hint"):
            if name.endswith("_hint"):
                self.fields[name.removesuffix("_hint")].help_text = words(name)
            else:
                self.fields[name].label = words(name)
        options = [("a", words("option_a")), ("b", words("option_b")), ("c", words("option_c"))]
        for name in ("language", "outcome", "topics"):
            self.fields[name].choices = options  # type: ignore[attr-defined]

    title = forms.CharField()
    email = forms.EmailField(required=False)
    language = forms.ChoiceField()
    outcome = forms.ChoiceField(widget=forms.RadioSelect)
    topics = forms.MultipleChoiceField(widget=forms.CheckboxSelectMultiple, required=False)
    held_on = forms.DateField(widget=forms.DateInput(attrs={"type": "date", "class": "input-short"}))
    note = forms.CharField(widget=forms.Textarea(attrs={"rows": 4}), required=False)
    attachment = forms.FileField(required=False)
    password = forms.CharField(widget=forms.PasswordInput(attrs={"autocomplete": "off"}), required=False)
    consent = forms.BooleanField()


class FilterForm(forms.Form):
    year = forms.ChoiceField(choices=[("2026", "2026"), ("2025", "2025")], required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["year"].label = words("year")


@dataclass(frozen=True)
class Patterns:
    """Everything that the pattern page shows, by name."""

    units: list[Unit]
    today: date

    def words(self, key: str) -> Text:
        return words(key)

    def form(self, side: str) -> SampleForm:
        """Return a form that was sent empty, so that hints and errors show."""
        return SampleForm({"title": "", "outcome": "a"}, auto_id=f"{side}_%s", prefix=side)

    def filters(self, side: str) -> FilterForm:
        return FilterForm(auto_id=f"{side}_filter_%s")

    def page(self) -> Page[int]:
        return Paginator(range(2418), 30).page(3)

    def address(self, number: int) -> str:
        return f"?page={number}#pages"

    def estimate(self) -> Estimate:
        return estimate(18, 42)

    def rows(self) -> list[tuple[str, str, str]]:
        measured = [(unit.label, unit.estimate) for unit in self.units if unit.estimate]
        counted = [(label, known.yes, known.n) for label, known in measured]
        total = (words("country"), sum(row[1] for row in counted), sum(row[2] for row in counted))
        return [(label, format_number(yes), format_number(n)) for label, yes, n in (*counted, total)]

    def intervals(self) -> charts.IntervalChart:
        ranged = replace(self.units[0], value=self.range_only())
        return charts.interval_chart(words("sentence"), words("river"), [ranged, *self.units[1:]], whole=whole())

    def trend(self, side: str) -> charts.TrendChart:
        return trend(side)

    def map(self, side: str) -> charts.MapChart:
        return charts.map_chart(f"map-{side}", words("map"), words("sentence"), SHAPES, self.units)

    def tiles(self) -> charts.TileChart:
        return charts.tile_chart(words("tiles"), SHAPES, self.units)

    def range_only(self) -> Between:
        return Between(0.91, 0.97, 0.86, 0.99)

    def unit(self) -> Unit:
        return self.units[0]

    def foreign(self) -> Text:
        """Return a text that exists in one language only."""
        return pick({"kk": "", "ru": LONG, "en": ""})
