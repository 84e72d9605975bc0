"""From an invitation to a membership: what is promised in the letter is made true when it is accepted."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from django.db import transaction

from tarazy.accounts.facade import invite
from tarazy.base.i18n import format_list
from tarazy.base.permissions import SYSTEM, require
from tarazy.people import actions
from tarazy.people.choices import OrganisationKind, Role
from tarazy.people.errors import RoleNotForOrganisation
from tarazy.people.models import Membership, Organisation

if TYPE_CHECKING:
    from tarazy.accounts.models import Invitation, User


PROMISE = "people.promise"


@dataclass(frozen=True)
class Promise:
    """What an invitation promises; kept as its context, which the room below does not read."""

    role: str
    organisation: str
    given_name: str
    family_name: str


def invite_person(
    *,
    actor: object,
    email: str,
    language: str,
    role: Role,
    organisation: Organisation,
    given_name: str,
    family_name: str,
) -> Invitation:
    """Invite someone into a role in an organisation; they get a letter, and the role when they accept.

    Raises:
        RoleNotForOrganisation: focal points belong to authorities and to nobody else.
        DomainError: the account room refuses: the address has an account, or too many letters went out.
    """
    require(actor, "people.give_role", role)
    if (role == Role.AUTHORITY) != (organisation.kind == OrganisationKind.AUTHORITY):
        raise RoleNotForOrganisation
    promise = Promise(role, organisation.public_id, given_name.strip(), family_name.strip())
    return invite(actor=actor, email=email, language=language, context={PROMISE: asdict(promise)})


@transaction.atomic
def keep_promise(*, invitation: Invitation, user: User) -> Membership:
    """Make the person and the membership that an accepted invitation promised.

    The inviter answered for the role when the invitation was sent; the system carries it out.
    """
    promise = Promise(**invitation.context[PROMISE])
    organisation = Organisation.objects.get(public_id=promise.organisation)
    person = actions.add_person(actor=SYSTEM, given_name=promise.given_name, family_name=promise.family_name, user=user)
    return actions.start_membership(actor=SYSTEM, person=person, organisation=organisation, role=Role(promise.role))


def promised_role(context: dict[str, Any] | None) -> str | None:
    """Return the role an invitation promises; None where it is asked for at all."""
    role: str | None = (context or {}).get(PROMISE, {}).get("role")
    return role


def describe_promise(context: dict[str, Any]) -> str:
    """Return in words what an invitation is to: a role in an organisation."""
    if PROMISE not in context:
        return ""
    promise = Promise(**context[PROMISE])
    organisation = Organisation.objects.filter(public_id=promise.organisation).first()
    return format_list(filter(None, [Role(promise.role).label, organisation and organisation.name]))
