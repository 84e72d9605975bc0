"""Running background tasks (``django_tasks``): claimed one at a time, in order of priority and age."""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import Any, cast

from django.db import transaction
from django_tasks.base import TaskContext, TaskResult, TaskResultStatus
from django_tasks_db.models import DBTaskResult

from tarazy.base.clock import now
from tarazy.base.failures import describe

logger = logging.getLogger("tarazy.tasks")

KEPT = timedelta(days=14)


def run_next_task(worker_id: str) -> bool:
    """Claim one waiting task and run it; False when there was none."""
    if not DBTaskResult.objects.ready().exists():  # asked first without a lock, so that idling writes nothing
        return False
    row = _claim(worker_id)
    if row is None:
        return False
    _run(row)
    return True


def forget_finished_tasks() -> int:
    """Delete what finished more than two weeks ago."""
    deleted, _ = DBTaskResult.objects.finished().filter(finished_at__lt=now() - KEPT).delete()
    return deleted


@transaction.atomic
def _claim(worker_id: str) -> DBTaskResult[Any, Any] | None:
    row = DBTaskResult.objects.ready().get_locked()
    if row is not None:
        row.claim(worker_id)
    return row


def _run(row: DBTaskResult[Any, Any]) -> None:
    """Run it and note the outcome; of an error only class and place, since messages may hold personal data."""
    try:
        task, result = row.task, row.task_result
        context = (TaskContext(task_result=cast("TaskResult[Any]", result)),) if task.takes_context else ()
        row.set_successful(task.call(*context, *result.args, **result.kwargs))
    except Exception as error:
        place = describe(error)
        logger.error("%s failed: %s", row.task_path, place)
        row.status, row.finished_at, row.traceback = TaskResultStatus.FAILED, now(), place
        row.exception_class_path = f"{type(error).__module__}.{type(error).__qualname__}"
        row.save(update_fields=["status", "finished_at", "traceback", "exception_class_path"])
