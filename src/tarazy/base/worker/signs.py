"""Signs of life: who works, and what happens to the tasks of one who fell silent."""

from __future__ import annotations

import socket
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from tarazy.base.clock import now
from tarazy.base.worker.models import WorkerSign

SIGN_SECONDS = 10
SILENT_AFTER = timedelta(seconds=60)
MOST_RUNS = 3
"""A task that was lost with three workers is taken for the cause and marked as failed."""


def give_sign(worker_id: str) -> None:
    """Say that this worker lives."""
    if not WorkerSign.objects.filter(pk=worker_id).update(seen_at=now()):
        WorkerSign.objects.create(pk=worker_id, host=socket.gethostname()[:120])


def sign_off(worker_id: str) -> None:
    """Say that this worker has stopped; what it left running is anyone's."""
    WorkerSign.objects.filter(pk=worker_id).delete()


def last_sign() -> datetime | None:
    """When any worker was last heard of; for ``tarazy doctor`` and readiness."""
    return WorkerSign.objects.order_by("-seen_at").values_list("seen_at", flat=True).first()


@transaction.atomic
def take_up_lost_tasks() -> int:
    """Put tasks back into the queue whose worker is silent; returns how many. Tasks must bear being run twice."""
    WorkerSign.objects.filter(seen_at__lt=now() - SILENT_AFTER).delete()
    living = set(WorkerSign.objects.values_list("pk", flat=True))
    running = DBTaskResult.objects.running().select_for_update(skip_locked=True)
    lost = [task for task in running if not task.worker_ids or task.worker_ids[-1] not in living]
    for task in lost:
        _put_back(task)
    return len(lost)


def _put_back(task: DBTaskResult[Any, Any]) -> None:
    if len(task.worker_ids) < MOST_RUNS:
        task.status = TaskResultStatus.READY
        task.save(update_fields=["status"])
        return
    task.status, task.finished_at = TaskResultStatus.FAILED, now()
    task.exception_class_path = "tarazy.base.worker.signs.WorkerLost"
    task.save(update_fields=["status", "finished_at", "exception_class_path"])


class WorkerLost(Exception):
    """Named as the error of a task that ended several workers."""
