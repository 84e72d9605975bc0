"""The register of permissions: a predicate for each, the reason for a refusal, and who may hear that reason."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
from rules.predicates import Predicate, always_deny

from tarazy.base.permissions.actors import System

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    Reason = str | _StrPromise


class Refused(PermissionDenied):
    """The actor may know of the thing but not do this; ``reason`` says why, in the reader's language."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(str(reason))
        self.reason = reason


class Hidden(Http404):
    """To this actor the thing does not exist."""


@dataclass(frozen=True)
class Grant:
    """One permission: who has it, what the others are told, and which of them are told anything."""

    permission: str
    predicate: Predicate
    refusal: Reason
    visible_to: Predicate


_grants: dict[str, Grant] = {}


def grant(
    permission: str,
    predicate: Predicate,
    *,
    refusal: Reason,
    visible_to: Predicate = always_deny,
) -> None:
    """Register ``permission`` (``room.verb``) for actors that fit ``predicate(actor, obj)``.

    ``refusal`` is shown, with 403, to actors that fit ``visible_to``; everyone else gets 404.

    Raises:
        ValueError: the permission is granted already; one permission has one rule.
    """
    if permission in _grants:
        raise ValueError(f"{permission} is granted twice")
    _grants[permission] = Grant(permission, predicate, refusal, visible_to)


def can(actor: object, permission: str, obj: Any = None) -> bool:
    """Say whether the actor may; an inactive or anonymous actor only where a predicate says so itself.

    Raises:
        KeyError: nobody ever granted this permission: a spelling mistake, not a refusal.
    """
    known = _grants[permission]
    if isinstance(actor, System):
        return True
    if actor is not None and getattr(actor, "is_authenticated", False) and not getattr(actor, "is_active", False):
        return False
    return bool(known.predicate.test(actor, obj))


def require(actor: object, permission: str, obj: Any = None) -> None:
    """Return if the actor may.

    Raises:
        Refused: no, and the actor may read the reason.
        Hidden: no, and the actor must not learn that there is anything.
    """
    if can(actor, permission, obj):
        return
    known = _grants[permission]
    if getattr(actor, "is_active", False) and known.visible_to.test(actor, obj):
        raise Refused(known.refusal)
    raise Hidden(permission)


def refusal_of(actor: object, permission: str, obj: Any = None) -> Reason | None:
    """Return why the actor may not, for a page that shows a disabled step with its reason; None if they may."""
    try:
        require(actor, permission, obj)
    except Refused as refused:
        return refused.reason
    return None
