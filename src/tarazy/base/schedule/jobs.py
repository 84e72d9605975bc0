"""The register of recurring jobs, and when each is due next."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from tarazy.base.clock import ALMATY

Run = Callable[[], object]


@dataclass(frozen=True)
class Job:
    """A recurring job. Runs that were missed are made up for by one, unless ``catch_up`` is off: then they are left."""

    name: str
    run: Run
    interval: timedelta
    at: time | None
    catch_up: bool

    def first_due(self, moment: datetime) -> datetime:
        """A new job runs at once; one with a time of day waits for it."""
        return moment if self.at is None else self._next_at(moment)

    def next_due(self, due_at: datetime, moment: datetime) -> datetime:
        """The first regular time after ``moment``; the rhythm stays that of ``due_at``, however long a run took."""
        if self.at is not None:
            return self._next_at(moment)
        missed = max(0, (moment - due_at) // self.interval)
        return due_at + self.interval * (missed + 1)

    def is_left(self, due_at: datetime, moment: datetime) -> bool:
        """Whether a late run is skipped."""
        return not self.catch_up and moment - due_at > min(self.interval / 2, timedelta(minutes=10))

    def _next_at(self, moment: datetime) -> datetime:
        local = moment.astimezone(ALMATY)
        due = local.replace(hour=self.at.hour, minute=self.at.minute, second=0, microsecond=0) if self.at else local
        while due <= local:
            due += self.interval
        return due.astimezone(moment.tzinfo)


jobs: dict[str, Job] = {}


def every(
    *, name: str, seconds: int = 0, minutes: int = 0, hours: int = 0, days: int = 0, at: str = "", catch_up: bool = True
) -> Callable[[Run], Run]:
    """Run a function again and again: ``@every(minutes=5, name="analysis.recompute")``.

    ``at="03:30"`` is a time of day in Almaty, for intervals of whole days. A job that fails is tried again soon after.
    It should bear being run twice: a machine may die after the work and before the note that it was done.
    """
    interval = timedelta(seconds=seconds, minutes=minutes, hours=hours, days=days)
    if not interval or (at and interval % timedelta(days=1)):
        raise ValueError("A job has an interval; with a time of day, one of whole days.")

    def register(run: Run) -> Run:
        if name in jobs:
            raise ValueError(f"{name} is scheduled twice")
        jobs[name] = Job(name, run, interval, time.fromisoformat(at) if at else None, catch_up)
        return run

    return register
