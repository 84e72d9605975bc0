"""What the room above knows of invitations: what one invites to, and on which page someone is invited."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse


@dataclass(frozen=True)
class Desk:
    """``describe`` says in words what a context invites to; ``form`` names the page of the form."""

    describe: Callable[[dict[str, Any]], str]
    form: str


_desks: list[Desk] = []


def register_invitation_desk(*, describe: Callable[[dict[str, Any]], str], form: str) -> None:
    """Let the room above describe its invitations, and say by which address its form is reached."""
    _desks[:] = [Desk(describe, form)]


def purpose(context: dict[str, Any]) -> str:
    """Return in words what an invitation is to."""
    return str(_desks[0].describe(context)) if _desks else ""


def form_url() -> str:
    """Return where someone is invited; empty while no room offers it."""
    return reverse(_desks[0].form) if _desks else ""
