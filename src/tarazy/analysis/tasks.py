"""Results follow the submissions within seconds, and rest while nothing arrives."""

from __future__ import annotations

from datetime import timedelta

from tarazy.analysis.actions import recompute_results
from tarazy.analysis.queries import are_results_current, last_run
from tarazy.base.clock import now
from tarazy.base.permissions import SYSTEM
from tarazy.base.schedule import every

SHARE_OF_TIME = 4  # a run of one second is followed by four of rest, so that intake keeps its processor


@every(seconds=5, name="analysis.recompute", catch_up=False)
def recompute_when_needed() -> None:
    """Recompute if submissions came, left or changed since, unless the last long run was only just."""
    run = last_run()
    if run and now() - run.computed_at < timedelta(seconds=run.seconds * SHARE_OF_TIME):
        return
    if not are_results_current():
        recompute_results(actor=SYSTEM)
