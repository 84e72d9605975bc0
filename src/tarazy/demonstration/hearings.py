"""Invented hearings and what monitors answered about them; the same seed always gives the same."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from tarazy.demonstration import patterns
from tarazy.demonstration.patterns import RATES, Rate

Answers = dict[str, str]
MIDDLE_YEAR = 2025
PAPER_CODE = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # without what is misread in a corridor


@dataclass(frozen=True)
class Measure:
    """An indicator as the form asks for it: its question and the rule that sorts the answers."""

    code: str
    question: str
    rule: Mapping[str, Any]
    is_of_defendant: bool


@dataclass
class Observation:
    """One monitor's answers about one hearing."""

    region: str
    day: date
    answers: Answers
    defendants: list[Answers] = field(default_factory=list)


@dataclass(frozen=True)
class Country:
    """What hearings take place in: courts by region and kind, and the days on which courts sit."""

    courts: Mapping[str, Sequence[tuple[str, str]]]
    working_days: Mapping[int, Sequence[date]]


class Generator:
    """Makes hearings one after another from one source of chance."""

    def __init__(self, country: Country, measures: Sequence[Measure], seed: int) -> None:
        self.chance = random.Random(seed)  # noqa: S311 - invents data, protects nothing
        self.country = country
        self.of_hearing = [measure for measure in measures if not measure.is_of_defendant]
        self.of_defendant = [measure for measure in measures if measure.is_of_defendant]
        self._codes: set[str] = set()

    def observations(self, counts: Mapping[str, int]) -> Iterator[tuple[Observation, Observation | None]]:
        """Yield each hearing as its first and, for some, its second observer saw it, in the order of their dates."""
        planned = [(self._day(), region) for region, count in counts.items() for _ in range(count)]
        for day, region in sorted(planned):
            first = self._hearing(region, day)
            is_paired = self.chance.random() < patterns.SECOND_OBSERVERS
            yield first, self._seen_by_another(first) if is_paired else None

    def _day(self) -> date:
        year = patterns.YEARS.pick(self.chance)
        return self.chance.choice(self.country.working_days[year])

    def _hearing(self, region: str, day: date) -> Observation:
        stage = patterns.STAGES.pick(self.chance)
        seen = Observation(region, day, self._setting(region, day, stage))
        shift = patterns.REGIONS.get(region, (0, 0.0))[1] + self.chance.gauss(0, 0.35)
        self._answer(seen.answers, self.of_hearing, shift, day, outer={})
        self._details(seen.answers)
        for _ in range(patterns.DEFENDANTS.pick(self.chance)):
            seen.defendants.append(self._defendant(seen.answers, shift, day))
        return seen

    def _setting(self, region: str, day: date, stage: str) -> Answers:
        is_kazakh = region in patterns.KAZAKH_SPEAKING
        languages = patterns.LANGUAGES_OF_KAZAKH_SPEAKING if is_kazakh else patterns.LANGUAGES
        return {
            "observer_role": "first",
            "hearing_code": self._code(),
            "hearing_date": day.isoformat(),
            "region": region,
            "court": self._court(region, stage),
            "stage": stage,
            "article": patterns.ARTICLES.pick(self.chance),
            "language": languages.pick(self.chance),
            "format": patterns.FORMATS.pick(self.chance),
            "child_involved": self._yes(0.06),
            "victim_present": self._yes(0.34) if stage in {"trial", "appeal"} else "no",
            "openness": patterns.OPENNESS.pick(self.chance),
            "ill_treatment_alleged": self._yes(0.13 if stage == "custody" else 0.06),
            "observer_pressed": self._yes(0.03),
        }

    def _court(self, region: str, stage: str) -> str:
        kind = {"custody": "investigating", "appeal": "general", "cassation": "cassation"}.get(stage, "criminal")
        fitting = [code for code, hears in self.country.courts[region] if hears == kind]
        if not fitting or (kind == "criminal" and self.chance.random() < 0.6):  # most cases: a district court
            return f"{region}-OTHER"
        return self.chance.choice(fitting)

    def _code(self) -> str:
        while True:
            code = "".join(self.chance.choices(PAPER_CODE, k=6))
            if code not in self._codes:
                self._codes.add(code)
                return code

    def _details(self, answers: Answers) -> None:
        if answers["openness"] != "closed":
            answers["public_count"] = str(min(60, int(self.chance.expovariate(1 / 4))))
        if answers.get("observer_admitted") in {"partly", "no"}:
            chosen = {patterns.OBSTACLES.pick(self.chance) for _ in range(self.chance.randint(1, 2))}
            answers["obstacles"] = " ".join(sorted(chosen))
        if answers["stage"] == "custody":
            answers["custody_decision"] = patterns.CUSTODY_DECISIONS.pick(self.chance)

    def _defendant(self, hearing: Answers, shift: float, day: date) -> Answers:
        sex = patterns.SEXES.pick(self.chance)
        is_child = hearing["child_involved"] == "yes" and self.chance.random() < 0.7
        answers = {
            "sex": sex,
            "age_group": "under_18" if is_child else patterns.AGE_GROUPS.pick(self.chance),
            "measure": "custody" if hearing["stage"] == "custody" else patterns.MEASURES.pick(self.chance),
            "counsel_kind": patterns.COUNSEL.pick(self.chance),
            "interpreter_needed": self._yes(0.5 if hearing["language"] == "other" else 0.05),
            "outcome": patterns.OUTCOMES[hearing["stage"]].pick(self.chance),
        }
        own_shift = shift + (0.35 if sex == "female" else 0.0) + (0.3 if answers["measure"] != "custody" else -0.3)
        self._answer(answers, self.of_defendant, own_shift, day, outer=hearing)
        return answers

    def _answer(
        self, answers: Answers, measures: Sequence[Measure], shift: float, day: date, outer: Mapping[str, str]
    ) -> None:
        """Answer the questions of indicators; some are left blank, as people do."""
        for measure in measures:
            condition = measure.rule["applies_when"]
            if condition:
                asked = condition["question"]
                if answers.get(asked, outer.get(asked)) not in condition["in"]:
                    continue
            if self.chance.random() < patterns.LEFT_BLANK:
                answers[measure.question] = ""
            else:
                answers[measure.question] = self._answer_to(measure, shift, day)

    def _answer_to(self, measure: Measure, shift: float, day: date) -> str:
        rate = RATES[measure.code]
        outcome = self._outcome(rate, shift + rate.trend * (day.year - MIDDLE_YEAR))
        listed: list[str] = measure.rule[outcome] or measure.rule["no"]
        if len(listed) == 1:
            return listed[0]
        return self.chance.choices(listed, weights=[8, *[1] * (len(listed) - 1)])[0]

    def _outcome(self, rate: Rate, shift: float) -> str:
        drawn = self.chance.random() * 100
        if drawn < rate.not_observed:
            return "not_observed"
        if drawn < rate.not_observed + rate.not_applicable:
            return "not_applicable"
        if self.chance.random() < patterns.share_met(rate, shift):
            return "yes"
        missed = 100 - rate.not_observed - rate.not_applicable - rate.met
        return "partly" if self.chance.random() * missed < rate.partly else "no"

    def _seen_by_another(self, first: Observation) -> Observation:
        """Return the same hearing with another pair of eyes: mostly the same answers."""
        answers = {**first.answers, "observer_role": "second"}
        defendants = [dict(defendant) for defendant in first.defendants]
        self._disagree(answers, self.of_hearing, first.day)
        for defendant in defendants:
            self._disagree(defendant, self.of_defendant, first.day)
        return Observation(first.region, first.day, answers, defendants)

    def _disagree(self, answers: Answers, measures: Sequence[Measure], day: date) -> None:
        for measure in measures:
            if measure.question in answers and self.chance.random() < patterns.DISAGREEMENT:
                answers[measure.question] = self._answer_to(measure, 0.0, day)

    def _yes(self, share: float) -> str:
        return "yes" if self.chance.random() < share else "no"


def working_days(first: date, last: date, holidays: frozenset[date]) -> dict[int, list[date]]:
    """Return the days on which courts sit, by year."""
    days: dict[int, list[date]] = {}
    for number in range((last - first).days + 1):
        day = first + timedelta(days=number)
        if day.weekday() < 5 and day not in holidays:
            days.setdefault(day.year, []).append(day)
    return days
