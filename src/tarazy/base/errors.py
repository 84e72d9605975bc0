"""The parent of every error that a domain rule raises."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


class DomainError(Exception):
    """A rule of the domain forbids this; ``reason`` says which, in the reader's language, and what to do instead."""

    def __init__(self, reason: str | _StrPromise) -> None:
        super().__init__(reason)
        self.reason = reason

    def __str__(self) -> str:
        return str(self.reason)
