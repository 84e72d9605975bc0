"""Who delivers what: one function for each kind of entry."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

Deliver = Callable[[dict[str, Any]], None]


class Undeliverable(Exception):
    """Raised by a handler when trying again is of no use; ``reason`` is a short code without personal data."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class Handler:
    """How one kind is delivered, how often it is tried, and how long one try may take."""

    kind: str
    deliver: Deliver
    attempts: int
    time_limit: timedelta


_handlers: dict[str, Handler] = {}


def handler(kind: str, *, attempts: int = 12, minutes: int = 5) -> Callable[[Deliver], Deliver]:
    """Register the function that delivers entries of this kind; it may be called again for the same entry.

    With 12 attempts an entry is given up after about a day and a half. After ``minutes`` another worker may take over.
    """

    def register(deliver: Deliver) -> Deliver:
        if kind in _handlers:
            raise ValueError(f"{kind} has a handler already")
        _handlers[kind] = Handler(kind, deliver, attempts, timedelta(minutes=minutes))
        return deliver

    return register


def handler_of(kind: str) -> Handler:
    """The handler of a kind; raises ``Undeliverable`` if there is none."""
    try:
        return _handlers[kind]
    except KeyError:
        raise Undeliverable("no handler") from None
