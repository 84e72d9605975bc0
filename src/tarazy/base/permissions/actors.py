"""Who acts: a signed-in user, nobody, or the system itself."""

from __future__ import annotations

from typing import Protocol, runtime_checkable


@runtime_checkable
class Actor(Protocol):
    """What the ground floor needs to know of someone who acts; the user model fits it."""

    @property
    def pk(self) -> int | None: ...
    @property
    def is_authenticated(self) -> bool: ...
    @property
    def is_active(self) -> bool: ...


class System:
    """The command line, the schedule and the demonstration: they act for the operator and may do everything."""

    pk = None
    is_authenticated = True
    is_active = True

    def __str__(self) -> str:
        return "system"


SYSTEM = System()


def actor_id(actor: object) -> str:
    """Return the opaque name under which the trail keeps an actor: ``user:7``, ``system`` or ``nobody``."""
    if isinstance(actor, System):
        return "system"
    pk = getattr(actor, "pk", None)
    return f"user:{pk}" if pk else "nobody"
