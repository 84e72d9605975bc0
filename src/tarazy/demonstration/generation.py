"""A source of hearings for the country and the methodology as this installation holds them."""

from __future__ import annotations

from tarazy.country.choices import CourtLevel
from tarazy.country.models import Court, Holiday
from tarazy.demonstration.campaign import FIRST_DAY, LAST_DAY
from tarazy.demonstration.hearings import Country, Generator, Measure, working_days
from tarazy.demonstration.records import FORM_ID, questions_in_order
from tarazy.methodology.choices import Unit
from tarazy.methodology.facade import indicators_of_form


def generator(seed: int) -> Generator:
    """Return a source of hearings in the courts and on the working days of the country, asked by the hearing form."""
    courts: dict[str, list[tuple[str, str]]] = {}
    for court in Court.objects.select_related("region"):
        kind = court.level if court.level == CourtLevel.CASSATION else court.kind
        courts.setdefault(court.region.iso, []).append((court.code, kind))
    holidays = frozenset(Holiday.objects.values_list("date", flat=True))
    country = Country(courts, working_days(FIRST_DAY, LAST_DAY, holidays))
    return Generator(country, _measures(), seed)


def _measures() -> list[Measure]:
    order = {name: number for number, name in enumerate(questions_in_order())}
    measures = [
        Measure(indicator.code, indicator.question_name, indicator.rule or {}, indicator.unit == Unit.DEFENDANT)
        for indicator in indicators_of_form(FORM_ID)
    ]
    return sorted(measures, key=lambda measure: order[measure.question])
