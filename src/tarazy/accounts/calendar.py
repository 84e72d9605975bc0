"""The neutral page: a calendar of the month, as anybody might have open."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date

from babel import Locale, dates

from tarazy.base.clock import today
from tarazy.base.i18n.translated import active_language


@dataclass(frozen=True)
class MonthPage:
    """A month in the reader's language: its name, the week's days, its weeks."""

    title: str
    weekdays: tuple[str, ...]
    weeks: tuple[tuple[date | None, ...], ...]
    today: date


def this_month() -> MonthPage:
    """Return the present month."""
    day = today()
    locale = Locale.parse(active_language())
    days = locale.days["stand-alone"]["abbreviated"]
    weeks = calendar.Calendar(firstweekday=0).monthdatescalendar(day.year, day.month)
    return MonthPage(
        title=dates.format_skeleton("yMMMM", day, locale=locale),
        weekdays=tuple(str(days[number]) for number in range(7)),
        weeks=tuple(tuple(at if at.month == day.month else None for at in week) for week in weeks),
        today=day,
    )
