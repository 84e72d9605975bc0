"""Who may do what with people and organisations; what the rooms below leave to roles is granted here too."""

from __future__ import annotations

from collections.abc import Collection
from typing import TypeVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from rules.predicates import Predicate

from tarazy.accounts.facade import Entitlement, entitle, require_second_factor_when
from tarazy.base.permissions import grant
from tarazy.people.choices import GUARDED_ROLES, NETWORK_ROLES, ROLES_WITH_SECOND_FACTOR, Role
from tarazy.people.invitations import promised_role
from tarazy.people.models import Consent, Membership, Organisation, Person, Qualification
from tarazy.people.roles import holds_any, roles_of

Model = TypeVar("Model", bound=models.Model)


def has_any_role(*roles: Role) -> Predicate:
    """Return the predicate "holds at least one of these roles today"."""
    return _roles_predicate(frozenset(roles))


def has_role(role: Role) -> Predicate:
    """Return the predicate "holds this role today"."""
    return has_any_role(role)


def _roles_predicate(roles: Collection[str]) -> Predicate:
    return Predicate(lambda actor: holds_any(actor, roles), name=f"holds {' or '.join(sorted(roles))}")


def _sees(model: type[Model]) -> Predicate:
    """Return the predicate "the row is among those visible to the actor"."""

    def is_visible(actor: object, obj: models.Model | None) -> bool:
        return obj is not None and model._default_manager.visible_to(actor).filter(pk=obj.pk).exists()  # type: ignore[attr-defined]

    return Predicate(is_visible, name=f"sees {model.__name__.lower()}")


def _is_own(actor: object, thing: Person | Consent | Qualification | Membership | None) -> bool:
    """The thing is about the actor."""
    person = thing if isinstance(thing, Person) else getattr(thing, "person", None)
    return person is not None and person.user_id is not None and person.user_id == getattr(actor, "pk", None)


def _may_give(actor: object, role: str | None) -> bool:
    """Coordinators give the roles of the field; those that watch over others are the administrator's to give."""
    held = roles_of(actor)
    if Role.ADMINISTRATOR in held:
        return True
    return Role.COORDINATOR in held and role not in GUARDED_ROLES


is_own = Predicate(_is_own, name="is their own")
may_give = Predicate(_may_give, name="may give the role")
is_coordinator = has_role(Role.COORDINATOR)
is_in_network = _roles_predicate(NETWORK_ROLES)
looks_after_people = has_any_role(Role.COORDINATOR, Role.ADMINISTRATOR)
looks_after_data = has_any_role(Role.COORDINATOR, Role.PROTECTION)
judges_skill = has_any_role(Role.COORDINATOR, Role.LEAD, Role.TRAINER)

grant("people.view_directory", is_in_network, refusal=_("The directory is open to people of the network."))
grant("people.view_person", _sees(Person), refusal=_("This person is not in the directory."))
grant("people.view_organisation", _sees(Organisation), refusal=_("This organisation is not listed."))
grant("people.view_membership", is_own | _sees(Membership), refusal=_("This membership is not shown to you."))
grant("people.view_consent", _sees(Consent), refusal=_("Consents are seen by those they belong to."))
grant("people.view_qualification", _sees(Qualification), refusal=_("Qualifications are seen by their holder."))
grant(
    "people.add_organisation",
    is_coordinator,
    refusal=_("A coordinator enters organisations."),
    visible_to=is_in_network,
)
grant(
    "people.change_organisation",
    is_coordinator,
    refusal=_("A coordinator changes what is entered about an organisation."),
    visible_to=_sees(Organisation),
)
grant(
    "people.manage_members",
    looks_after_people,
    refusal=_("A coordinator or the administrator invites people and ends memberships."),
    visible_to=is_in_network,
)
grant(
    "people.give_role",
    may_give,
    refusal=_("This role is given by the administrator alone."),
    visible_to=is_in_network,
)
grant(
    "people.end_membership",
    looks_after_people,
    refusal=_("A coordinator or the administrator ends a membership."),
    visible_to=_sees(Membership),
)
grant(
    "people.change_consent",
    is_own | looks_after_data,
    refusal=_("A consent is given and withdrawn by the person it belongs to, or for them by a coordinator."),
    visible_to=_sees(Person),
)
grant(
    "people.grant_qualification",
    judges_skill,
    refusal=_("A trainer, a sphere lead or a coordinator grants qualifications."),
    visible_to=is_in_network,
)
grant(
    "people.revoke_qualification",
    judges_skill,
    refusal=_("A trainer, a sphere lead or a coordinator revokes qualifications."),
    visible_to=_sees(Qualification),
)
grant(
    "people.change_person",
    is_own | looks_after_people,
    refusal=_("A name is corrected by the person, a coordinator or the administrator."),
    visible_to=_sees(Person),
)

# What the ground floor leaves to roles.
grant("base.read_mailbox", is_coordinator, refusal=_("Coordinators read the local mailbox."), visible_to=is_in_network)

# What the account room leaves to roles. An invitation is asked for with its context, which names the promised role.
invites_into_role = Predicate(lambda actor, context: may_give.test(actor, promised_role(context)), name="may invite")
entitle(Entitlement.INVITE, invites_into_role)
entitle(Entitlement.OPEN_RECOVERY, looks_after_people)
entitle(Entitlement.CONFIRM_RECOVERY, has_any_role(Role.COORDINATOR, Role.ADMINISTRATOR, Role.PROTECTION))
entitle(Entitlement.DEACTIVATE, has_role(Role.ADMINISTRATOR))
require_second_factor_when(lambda user: holds_any(user, ROLES_WITH_SECOND_FACTOR))
