"""Dates, numbers and lists as CLDR writes them in the active language; Django has no Kazakh formats."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from functools import lru_cache
from typing import Literal

from babel import Locale, dates, lists, numbers

from tarazy.base.clock import ALMATY
from tarazy.base.i18n.translated import active_language

Length = Literal["full", "long", "medium", "short"]


@lru_cache(maxsize=8)
def _locale(language: str) -> Locale:
    return Locale.parse({"kk": "kk_KZ", "ru": "ru_KZ", "en": "en_GB"}[language])


def format_date(value: date, length: Length = "long") -> str:
    """Return a date in words: 24 қараша 2026 ж."""
    if isinstance(value, datetime):
        value = value.astimezone(ALMATY).date()
    return dates.format_date(value, length, locale=_locale(active_language()))


def format_datetime(value: datetime, length: Length = "medium") -> str:
    """Return a moment in Kazakhstan's time."""
    return dates.format_datetime(value, length, tzinfo=ALMATY, locale=_locale(active_language()))


def format_number(value: float, digits: int = 0) -> str:
    """Return a number with the language's separators, rounded half to even."""
    return _number(value, digits, active_language())


def format_percent(share: float, digits: int = 0) -> str:
    """Return a share between 0 and 1 as a percentage."""
    return _percent(share, digits, active_language())


# A page of results prints hundreds of numbers, and the next reader the same ones.
@lru_cache(maxsize=8192)
def _number(value: float, digits: int, language: str) -> str:
    pattern = "#,##0" + ("." + "0" * digits if digits else "")
    return numbers.format_decimal(value, pattern, locale=_locale(language))


@lru_cache(maxsize=8192)
def _percent(share: float, digits: int, language: str) -> str:
    locale = _locale(language)
    pattern = str(locale.percent_formats[None].pattern)
    if digits:
        pattern = (
            pattern.replace("0", "0." + "0" * digits, 1)
            if "#0" not in pattern
            else pattern.replace("#0", "#0." + "0" * digits)
        )
    return numbers.format_percent(share, pattern, locale=locale)


def format_list(items: Iterable[object]) -> str:
    """Return items joined as the language joins them: “A, B және C”."""
    return lists.format_list([str(item) for item in items], locale=_locale(active_language()))
