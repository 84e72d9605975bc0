from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db import IntegrityError, transaction

from tarazy.base import trail
from tarazy.base.clock import today
from tarazy.base.permissions import require
from tarazy.country.models import Region
from tarazy.people.choices import OrganisationKind, Role
from tarazy.people.errors import (
    AlreadyEnded,
    AlreadyMember,
    EndsBeforeItBegins,
    ReasonMissing,
    RoleNotForOneself,
    RoleNotForOrganisation,
)
from tarazy.people.models import Membership, Organisation, Person
from tarazy.people.signals import membership_ended, membership_started


@transaction.atomic
def start_membership(
    *,
    actor: object,
    person: Person,
    organisation: Organisation,
    role: Role,
    regions: Iterable[Region] = (),
    started_on: date | None = None,
) -> Membership:
    """Give a person a role in an organisation.

    Raises:
        RoleNotForOneself: nobody gives a role to themselves.
        RoleNotForOrganisation: focal points belong to authorities and to nobody else.
        AlreadyMember: the person holds this role there.
    """
    require(actor, "people.give_role", role)
    if person.user_id is not None and person.user_id == getattr(actor, "pk", None):
        raise RoleNotForOneself
    if (role == Role.AUTHORITY) != (organisation.kind == OrganisationKind.AUTHORITY):
        raise RoleNotForOrganisation
    membership = _new_membership(person, organisation, role, started_on or today())
    membership.regions.set(regions)
    trail.record(actor, "people.start_membership", membership, role=role, organisation=organisation.public_id)
    membership_started.send(Membership, membership=membership)
    return membership


@transaction.atomic
def end_membership(*, actor: object, membership: Membership, reason: str, ended_on: date | None = None) -> Membership:
    """End a membership: from ``ended_on`` (today, if not given) its rights no longer hold.

    Side effects: sends ``membership_ended``, on which higher rooms withdraw what rested on the role.

    Raises:
        ReasonMissing, AlreadyEnded, EndsBeforeItBegins
    """
    require(actor, "people.end_membership", membership)
    ended_on = ended_on or today()
    if not reason.strip():
        raise ReasonMissing
    if ended_on < membership.started_on:
        raise EndsBeforeItBegins
    changed = Membership.objects.filter(pk=membership.pk, ended_on__isnull=True).update(
        ended_on=ended_on, end_reason=reason.strip()
    )
    if not changed:
        raise AlreadyEnded
    membership.ended_on, membership.end_reason = ended_on, reason.strip()
    trail.record(actor, "people.end_membership", membership, ended_on=ended_on.isoformat())
    membership_ended.send(Membership, membership=membership)
    return membership


def _new_membership(person: Person, organisation: Organisation, role: Role, started_on: date) -> Membership:
    try:
        with transaction.atomic():  # the database says it even when two coordinators click at once
            return Membership.objects.create(person=person, organisation=organisation, role=role, started_on=started_on)
    except IntegrityError as error:
        raise AlreadyMember from error
