"""Tables of the ground floor, gathered here because Django looks for them in this module."""

from tarazy.base.files.models import StoredFile
from tarazy.base.mail.models import LocalMail
from tarazy.base.outbox.models import OutboxEntry
from tarazy.base.schedule.models import ScheduledJob
from tarazy.base.trail.models import TrailEntry, TrailHead
from tarazy.base.worker.models import WorkerSign

__all__ = ["LocalMail", "OutboxEntry", "ScheduledJob", "StoredFile", "TrailEntry", "TrailHead", "WorkerSign"]
