"""``tarazy worker``: runs what is not done while a visitor waits."""

from __future__ import annotations

import os
import sys

import click

from tarazy.base.worker.loop import work_until_stopped


@click.command()
def worker() -> None:
    """Run background tasks, the outbox and the schedule until SIGTERM. Several may run, on several machines."""
    finished = work_until_stopped()
    sys.stdout.flush()
    if not finished:  # a thread is still at it; its claim lapses and another worker takes it up
        os._exit(0)
