"""What accounts do by the clock."""

from __future__ import annotations

from datetime import timedelta

from django.contrib.sessions.backends.db import SessionStore

from tarazy.accounts.actions.sign_ins import conclude_stale_sign_ins, forget_old_sign_ins
from tarazy.base.schedule import every

REMEMBERED = timedelta(days=90)


@every(name="accounts.tidy", days=1, at="03:10")
def tidy() -> None:
    """End what nobody came back to, and forget what ended long ago."""
    conclude_stale_sign_ins()
    forget_old_sign_ins(REMEMBERED)
    SessionStore.clear_expired()
