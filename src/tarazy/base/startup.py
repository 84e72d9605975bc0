"""What rooms want done before an installation serves, and whether this node is ready to."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from django.conf import settings

if TYPE_CHECKING:
    from pathlib import Path

LOADING = "loading"

_preparations: dict[str, Callable[[], None]] = {}


def register_preparation(name: str, prepare: Callable[[], None]) -> None:
    """Have ``prepare()`` run at every start, in the order of registration; it must be quick when nothing is to do."""
    _preparations[name] = prepare


def run_preparations() -> None:
    """Run what the rooms registered."""
    for prepare in _preparations.values():
        prepare()


def is_ready() -> bool:
    """Say whether nothing long is being loaded; the supervisor keeps this marker while it loads the demonstration."""
    home: Path = settings.ENV.home
    return not (home / LOADING).exists()
