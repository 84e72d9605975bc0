"""What happens by the clock: each job once at a time over all machines, and no run lost by a restart."""

from tarazy.base.schedule.jobs import every
from tarazy.base.schedule.running import run_due_job

__all__ = ["every", "run_due_job"]
