"""The loop of a worker: three lanes side by side, so that a long task never holds back the mail or the clock."""

from __future__ import annotations

import logging
import secrets
import threading
import time
from collections.abc import Callable
from signal import SIGINT, SIGTERM, signal
from types import FrameType

from django.db import close_old_connections, connection
from django.utils.module_loading import autodiscover_modules

from tarazy.base.failures import describe
from tarazy.base.outbox.delivery import deliver_next
from tarazy.base.schedule.running import enter_jobs, run_due_job
from tarazy.base.worker.signs import SIGN_SECONDS, give_sign, sign_off, take_up_lost_tasks
from tarazy.base.worker.tasks import run_next_task

logger = logging.getLogger("tarazy.worker")

IDLE_SECONDS = 0.5
CLOCK_SECONDS = 2.0
LONGEST_PAUSE_SECONDS = 30.0
GRACE_SECONDS = 25.0

Step = Callable[[], bool]


class Worker:
    """Works until ``stop`` is called; finishes what is in hand, for at most ``GRACE_SECONDS``."""

    def __init__(self) -> None:
        self.id = secrets.token_hex(12)
        self._stopping = threading.Event()
        self._lanes = [
            threading.Thread(target=self._work, args=lane, name=lane[0], daemon=True)
            for lane in (
                ("tasks", lambda: run_next_task(self.id), IDLE_SECONDS),
                ("outbox", deliver_next, IDLE_SECONDS),
                ("schedule", run_due_job, CLOCK_SECONDS),
            )
        ]

    def stop(self) -> None:
        """Take nothing new."""
        self._stopping.set()

    def run(self) -> bool:
        """Work until told to stop; False if something did not finish in time and was left to the next worker."""
        autodiscover_modules("tasks")
        self._patiently(enter_jobs)
        self._patiently(self._look_around)
        for lane in self._lanes:
            lane.start()
        while not self._stopping.wait(SIGN_SECONDS):
            self._patiently(self._look_around)
        return self._end()

    def _look_around(self) -> None:
        give_sign(self.id)
        take_up_lost_tasks()

    def _end(self) -> bool:
        deadline = time.monotonic() + GRACE_SECONDS
        for lane in self._lanes:
            lane.join(max(0.0, deadline - time.monotonic()))
        self._patiently(lambda: sign_off(self.id), tries=1)
        connection.close()
        return not any(lane.is_alive() for lane in self._lanes)

    def _work(self, name: str, step: Step, idle_seconds: float) -> None:
        """One lane: step after step while there is work, a short pause when there is none, longer after an error."""
        pause = 0.0
        while not self._stopping.wait(pause):
            try:
                close_old_connections()
                pause = 0.0 if step() else idle_seconds
            except Exception as error:
                pause = min(max(pause, idle_seconds) * 2, LONGEST_PAUSE_SECONDS)
                logger.error("%s pauses for %.0f s: %s", name, pause, describe(error))
                connection.close()
        connection.close()

    def _patiently(self, act: Callable[[], object], tries: int = 0) -> None:
        """Do what needs the database, again and again until it answers or we are told to stop."""
        pause = IDLE_SECONDS
        while True:
            try:
                close_old_connections()
                act()
            except Exception as error:
                pause = min(pause * 2, LONGEST_PAUSE_SECONDS)
                logger.error("The database does not answer, next try in %.0f s: %s", pause, describe(error))
                connection.close()
            else:
                return
            tries -= 1
            if tries == 0 or self._stopping.wait(pause):
                return


def work_until_stopped() -> bool:
    """Run a worker in this process; SIGTERM and SIGINT stop it cleanly."""
    worker = Worker()

    def stop(_number: int, _frame: FrameType | None) -> None:
        worker.stop()

    signal(SIGTERM, stop)
    signal(SIGINT, stop)
    return worker.run()
