"""Which roles an account holds now: the one question that nearly every permission comes down to."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from tarazy.base.permissions import System
from tarazy.people.choices import OrganisationState, Role

if TYPE_CHECKING:
    from tarazy.people.models import Person

_KEPT = "_roles_held"


def roles_of(actor: object) -> frozenset[str]:
    """Return the roles that ``actor`` holds today through active memberships in active organisations.

    Asked once for each user object, that is once a request; an inactive or anonymous actor holds none.
    """
    if isinstance(actor, System):
        return frozenset(Role)
    if actor is None or not getattr(actor, "pk", None) or not getattr(actor, "is_active", False):
        return frozenset()
    kept: frozenset[str] | None = vars(actor).get(_KEPT)
    if kept is None:
        kept = vars(actor)[_KEPT] = _roles_held(getattr(actor, "person", None))
    return kept


def holds_any(actor: object, roles: Collection[str]) -> bool:
    """Say whether ``actor`` holds at least one of ``roles`` today."""
    return not roles_of(actor).isdisjoint(roles)


def _roles_held(person: Person | None) -> frozenset[str]:
    if person is None:
        return frozenset()
    held = person.memberships.active().filter(organisation__state=OrganisationState.ACTIVE)
    return frozenset(held.values_list("role", flat=True))
