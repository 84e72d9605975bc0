"""The worker: one process that runs background tasks, the outbox and the schedule until it is told to stop."""
