"""Counting the columnar copy: tallies by breakdown, and what two observers said of the same thing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

from tarazy.analysis.choices import Breakdown
from tarazy.analysis.measuring import LETTERS, NOT_MEASURED
from tarazy.analysis.suppression import TOTAL, Row, crossing

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

# (campaign, place in the catalogue) -> row -> outcome -> n
Tallies = dict[tuple[int, int], dict[Row, dict[str, int]]]
Pairs = Mapping[tuple[int, int], dict[tuple[str, str], int]]  # … -> (first, second) -> n
UNKNOWN = "unknown"

# Two observers of one hearing: what was received first counts. Without a code every submission is a hearing of its own.
_RANKED = """
SELECT *, coalesce(hearing, '#' || submission) AS code, coalesce(repeat, '') AS level, dense_rank() OVER (
    PARTITION BY campaign, coalesce(hearing, '#' || submission) ORDER BY received, submission
) AS place FROM observation
"""
_TALLIES = f"""
WITH counted AS (
    SELECT campaign, unnest(range(1, len(outcomes) + 1)) AS number, outcomes,
           coalesce(region, '') AS region, coalesce(year(observed_on)::VARCHAR, '') AS year,
           coalesce(sex, '') AS sex, coalesce(age_group, '') AS age_group, coalesce(language, '') AS language
    FROM ({_RANKED}) WHERE place = 1
), lettered AS (
    SELECT * EXCLUDE (outcomes), outcomes[number] AS letter FROM counted WHERE outcomes[number] <> '{NOT_MEASURED}'
)
SELECT campaign, number, letter, region, year, sex, age_group, language, count(*)
FROM lettered
GROUP BY GROUPING SETS (
    (campaign, number, letter), (campaign, number, letter, region), (campaign, number, letter, year),
    (campaign, number, letter, region, year), (campaign, number, letter, sex), (campaign, number, letter, age_group),
    (campaign, number, letter, language)
)
"""  # noqa: S608 - no value from outside
_PAIRS = f"""
WITH ranked AS ({_RANKED}),
paired AS (
    SELECT one.campaign, unnest(range(1, len(one.outcomes) + 1)) AS number,
           one.outcomes AS first, two.outcomes AS second
    FROM ranked one JOIN ranked two USING (campaign, code, level, instance)
    WHERE one.place = 1 AND two.place = 2 AND len(one.outcomes) = len(two.outcomes)
      AND (one.device IS DISTINCT FROM two.device OR one.observer IS DISTINCT FROM two.observer)
)
SELECT campaign, number, first[number], second[number], count(*) FROM paired
WHERE first[number] NOT IN ('{NOT_MEASURED}', 'o') AND second[number] NOT IN ('{NOT_MEASURED}', 'o')
GROUP BY ALL
"""  # noqa: S608 - no value from outside
_PERIODS = "SELECT campaign, min(observed_on), max(observed_on) FROM observation GROUP BY campaign"


def tallies(database: DuckDBPyConnection, regions: Collection[str]) -> Tallies:
    """How many observations of each outcome there are, in every row of every breakdown."""
    found: Tallies = defaultdict(dict)
    for campaign, number, letter, region, year, sex, age_group, language, count in database.execute(
        _TALLIES
    ).fetchall():
        known = region if region is None or region in regions else UNKNOWN
        row = _row(known, year, {"sex": sex, "age_group": age_group, "language": language})
        tally = found[campaign, number - 1].setdefault(row, {})
        outcome = LETTERS[letter].value
        tally[outcome] = tally.get(outcome, 0) + count
    return {key: _told_apart(rows) for key, rows in found.items()}


def agreements(database: DuckDBPyConnection) -> Pairs:
    """What the first and the second observer said of the same thing; not observed by either is no pair."""
    found: dict[tuple[int, int], dict[tuple[str, str], int]] = defaultdict(dict)
    for campaign, number, first, second, count in database.execute(_PAIRS).fetchall():
        found[campaign, number - 1][LETTERS[first].value, LETTERS[second].value] = count
    return found


def periods(database: DuckDBPyConnection) -> dict[int, tuple[object, object]]:
    """First and last day observed of every campaign."""
    return {campaign: (first, last) for campaign, first, last in database.execute(_PERIODS).fetchall()}


def _row(region: str | None, year: str | None, lone: Mapping[str, str | None]) -> Row:
    if region is not None and year is not None:
        return crossing(region or UNKNOWN, year or UNKNOWN)
    if region is not None:
        return Row(Breakdown.REGION.value, region or UNKNOWN)
    if year is not None:
        return Row(Breakdown.YEAR.value, year or UNKNOWN)
    for breakdown, value in lone.items():
        if value is not None:
            return Row(breakdown, value or UNKNOWN)
    return TOTAL


def _told_apart(rows: dict[Row, dict[str, int]]) -> dict[Row, dict[str, int]]:
    """Without the breakdowns that these observations know nothing of (the sex of a hearing)."""
    known = {row.breakdown for row in rows if row.value not in {UNKNOWN, ""}}
    always = {TOTAL.breakdown, Breakdown.REGION.value, Breakdown.YEAR.value, Breakdown.REGION_YEAR.value}
    return {row: tally for row, tally in rows.items() if row.breakdown in known | always}
