"""What the ground floor does by the clock."""

from __future__ import annotations

from tarazy.base.files.actions import sweep_discarded, sweep_orphans
from tarazy.base.mail.delivery import forget_local_mail
from tarazy.base.outbox.delivery import forget_delivered
from tarazy.base.schedule import every
from tarazy.base.trail import seal_streams
from tarazy.base.worker.tasks import forget_finished_tasks

every(minutes=10, name="base.seal_trail_streams")(seal_streams)
every(hours=1, name="base.sweep_discarded_files")(sweep_discarded)
every(days=1, at="03:10", name="base.sweep_orphaned_files")(sweep_orphans)
every(days=1, at="03:20", name="base.forget_delivered_entries")(forget_delivered)
every(days=1, at="03:15", name="base.forget_local_mail")(forget_local_mail)
every(days=1, at="03:25", name="base.forget_finished_tasks")(forget_finished_tasks)
