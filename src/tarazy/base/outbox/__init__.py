"""The outbox: what must reach the outside (mail, above all) is a row in the transaction that wants it sent.

A worker delivers it, tries again with growing delay, and gives up visibly. Delivery is *at least once*: a handler may
be called again for the same entry after a crash.
"""

from tarazy.base.outbox.actions import enqueue, retry
from tarazy.base.outbox.delivery import deliver_due
from tarazy.base.outbox.handlers import Undeliverable, handler
from tarazy.base.outbox.models import OutboxEntry

__all__ = ["OutboxEntry", "Undeliverable", "deliver_due", "enqueue", "handler", "retry"]
