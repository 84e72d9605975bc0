from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st

from tarazy.base.clock import ALMATY, now
from tarazy.base.schedule import every, run_due_job
from tarazy.base.schedule import jobs as register
from tarazy.base.schedule.jobs import Job
from tarazy.base.schedule.models import ScheduledJob
from tarazy.base.schedule.running import enter_jobs

START = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.fixture
def runs(monkeypatch: pytest.MonkeyPatch) -> list[datetime]:
    monkeypatch.setattr(register, "jobs", {})
    monkeypatch.setattr("tarazy.base.schedule.running.jobs", register.jobs)
    return []


def scheduled(run: Callable[[], object], **how: object) -> None:
    every(name="test.job", **how)(run)  # type: ignore[arg-type]
    enter_jobs()


def run_all(moment: datetime) -> None:
    with time_machine.travel(moment, tick=False):
        while run_due_job():
            pass


@pytest.mark.django_db
def test_a_job_keeps_its_rhythm(runs: list[datetime]) -> None:
    with time_machine.travel(START, tick=False):
        scheduled(lambda: runs.append(now()), minutes=5)
    for minute in range(0, 21):
        run_all(START + timedelta(minutes=minute))
    assert runs == [START + timedelta(minutes=minute) for minute in (0, 5, 10, 15, 20)]


@pytest.mark.django_db
def test_missed_runs_are_made_up_for_by_one(runs: list[datetime]) -> None:
    with time_machine.travel(START, tick=False):
        scheduled(lambda: runs.append(now()), minutes=5)
    run_all(START)
    run_all(START + timedelta(hours=3, minutes=2))
    assert len(runs) == 2
    assert ScheduledJob.objects.get().due_at == START + timedelta(hours=3, minutes=5)


@pytest.mark.django_db
def test_a_job_without_catching_up_leaves_a_late_run(runs: list[datetime]) -> None:
    with time_machine.travel(START, tick=False):
        scheduled(lambda: runs.append(now()), hours=1, catch_up=False)
    run_all(START + timedelta(minutes=40))
    assert runs == []
    run_all(START + timedelta(minutes=61))
    assert len(runs) == 1


@pytest.mark.django_db
def test_a_job_of_the_night_runs_at_its_time_in_almaty(runs: list[datetime]) -> None:
    with time_machine.travel(START, tick=False):
        scheduled(lambda: runs.append(now()), days=1, at="03:30")
    for hour in range(49):
        run_all(START + timedelta(hours=hour, minutes=30))
    assert [moment.astimezone(ALMATY).time() for moment in runs] == [time(3, 30)] * 2


@pytest.mark.django_db
def test_a_failed_job_is_tried_again_soon_and_says_why(runs: list[datetime]) -> None:
    def fail() -> None:
        runs.append(now())
        raise ValueError("with a name in it")

    with time_machine.travel(START, tick=False):
        scheduled(fail, days=1)
    run_all(START)
    job = ScheduledJob.objects.get()
    assert (job.last_error, job.due_at, job.claim) == ("ValueError", START + timedelta(minutes=10), "")
    run_all(START + timedelta(minutes=10))
    assert len(runs) == 2


@pytest.mark.django_db
def test_one_runner_at_a_time(runs: list[datetime]) -> None:
    with time_machine.travel(START, tick=False):
        scheduled(lambda: runs.append(now()), minutes=5)
        ScheduledJob.objects.update(claim="another", claimed_until=START + timedelta(minutes=2))
    run_all(START + timedelta(minutes=1))
    assert runs == []
    run_all(START + timedelta(minutes=3))
    assert len(runs) == 1


@pytest.mark.django_db
def test_jobs_of_code_that_is_gone_are_left(runs: list[datetime]) -> None:
    ScheduledJob.objects.create(name="old.job", due_at=START)
    run_all(START + timedelta(days=1))
    assert ScheduledJob.objects.get().due_at == START


@given(st.timedeltas(timedelta(0), timedelta(days=400)), st.integers(1, 3000), st.booleans())
def test_the_next_time_is_later_and_at_most_one_interval_away(late: timedelta, minutes: int, daily: bool) -> None:
    interval = timedelta(days=1) if daily else timedelta(minutes=minutes)
    job = Job("a", lambda: None, interval, time(3, 30) if daily else None, catch_up=True)
    due = job.next_due(START, START + late)
    assert timedelta(0) < due - (START + late) <= interval


def test_a_job_needs_an_interval_that_fits_its_time(runs: list[datetime]) -> None:
    for wrong in ({}, {"minutes": 5, "at": "03:30"}):
        with pytest.raises(ValueError, match="interval"):
            every(name="test.wrong", **wrong)  # type: ignore[arg-type]
    every(name="test.twice", minutes=1)(lambda: None)
    with pytest.raises(ValueError, match="twice"):
        every(name="test.twice", minutes=1)(lambda: None)
