"""Permanent, opaque identifiers of what may be cited."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Any

from django.db import models

CROCKFORD = "0123456789abcdefghjkmnpqrstvwxyz"  # no i, l, o, u: can be read out over a telephone
LENGTH = 12


def new_public_id() -> str:
    """Return 60 random bits as 12 letters of Crockford's base 32; says nothing of order or number."""
    return "".join(secrets.choice(CROCKFORD) for _ in range(LENGTH))


if TYPE_CHECKING:
    _CharField = models.CharField[str, str]
else:
    _CharField = models.CharField


class PublicIdField(_CharField):
    """The identifier a thing keeps for ever, in its URL and in citations."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.update(max_length=LENGTH, unique=True, editable=False, default=new_public_id)
        super().__init__(**kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        for fixed in ("max_length", "unique", "editable", "default"):
            kwargs.pop(fixed, None)
        return name, path, args, kwargs
