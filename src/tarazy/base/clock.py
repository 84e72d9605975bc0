"""The two questions about time, asked in one place so that nothing depends on the server's zone."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

ALMATY = ZoneInfo("Asia/Almaty")


def now() -> datetime:
    """Return the present moment, aware, in UTC."""
    return datetime.now(UTC)


def today() -> date:
    """Return today's date in Kazakhstan (one time zone, UTC+5, since March 2024)."""
    return datetime.now(ALMATY).date()
