"""Reads that join or shape; each returns a queryset or a frozen dataclass that a page is made of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, Q, QuerySet

from tarazy.accounts.models import User
from tarazy.base.clock import today
from tarazy.base.db import kazakh
from tarazy.base.i18n import active_language, column
from tarazy.base.permissions import can
from tarazy.people.choices import ConsentPurpose, OrganisationState, Role
from tarazy.people.models import (
    Consent,
    Membership,
    Organisation,
    OrganisationStateChange,
    Person,
    Qualification,
)


@dataclass(frozen=True)
class OrganisationFilter:
    """What a visitor of the list asked for; empty values ask for everything."""

    text: str = ""
    kind: str = ""
    region: str = ""


@dataclass(frozen=True)
class OrganisationPage:
    """One organisation with the people that the reader may see."""

    organisation: Organisation
    memberships: list[Membership]
    changes: list[OrganisationStateChange]
    may_change: bool


@dataclass(frozen=True)
class ConsentState:
    """One purpose, and whether the person stands by it."""

    purpose: ConsentPurpose
    consent: Consent | None


@dataclass(frozen=True)
class PersonPage:
    """One person as the reader may see them; what is hidden from the reader is None, not an empty list."""

    person: Person
    is_own: bool
    memberships: list[Membership]
    consents: list[ConsentState] | None
    qualifications: list[Qualification] | None
    may_end_memberships: bool
    may_grant: bool


def person_of(user: object) -> Person | None:
    """Return who signs in with this account."""
    return Person.objects.filter(user_id=getattr(user, "pk", None) or -1).first()


def active_memberships(user: object, day: date | None = None) -> QuerySet[Membership]:
    """Return the memberships from which the account's rights follow on ``day`` (today)."""
    held = Membership.objects.active(day).filter(organisation__state=OrganisationState.ACTIVE)
    return held.filter(person__user_id=getattr(user, "pk", None) or -1).select_related("organisation", "person")


def users_holding(*roles: Role) -> QuerySet[User]:
    """Return the active accounts that hold one of ``roles`` today."""
    held = Membership.objects.active().filter(role__in=roles, organisation__state=OrganisationState.ACTIVE)
    return User.objects.filter(pk__in=held.values("person__user_id"), is_active=True)


def has_valid_qualification(person: Person, scheme: str, value: str, day: date | None = None) -> bool:
    """Say whether ``person`` can be relied on for ``(scheme, value)`` on ``day`` (today)."""
    return person.qualifications.valid(day or today()).filter(scheme=scheme, value=value).exists()


def organisations(actor: object, asked: OrganisationFilter) -> QuerySet[Organisation]:
    """Return the organisations that ``actor`` may see and asked for, by name in the reader's language."""
    found = Organisation.objects.visible_to(actor).prefetch_related("regions")
    if asked.text:
        found = found.filter(
            Q(name_kk__icontains=asked.text) | Q(name_ru__icontains=asked.text) | Q(name_en__icontains=asked.text)
        )
    if asked.kind:
        found = found.filter(kind=asked.kind)
    if asked.region:
        found = found.filter(regions__iso=asked.region)
    name = column("name")
    return found.order_by(kazakh(name) if active_language() == "kk" else name, "pk")


def organisation_page(actor: object, organisation: Organisation) -> OrganisationPage:
    """Return an organisation with the members visible to ``actor`` and, for those who may change it, its past."""
    may_change = can(actor, "people.change_organisation", organisation)
    memberships = organisation.memberships.active().visible_to(actor).select_related("person")
    return OrganisationPage(
        organisation=organisation,
        memberships=list(memberships.order_by("person__family_name", "person__given_name", "role")),
        changes=list(organisation.state_changes.select_related("by")) if may_change else [],
        may_change=may_change,
    )


def directory(actor: object, text: str = "") -> QuerySet[Person]:
    """Return the people that ``actor`` may see, with the roles they hold today."""
    held = Membership.objects.active().visible_to(actor).select_related("organisation")
    found = Person.objects.visible_to(actor).prefetch_related(Prefetch("memberships", held, to_attr="held"))
    if text:
        found = found.filter(Q(family_name__icontains=text) | Q(given_name__icontains=text))
    return found.order_by(kazakh("family_name"), kazakh("given_name"), "pk")


def person_page(actor: object, person: Person) -> PersonPage:
    """Return a person as ``actor`` may see them."""
    is_own = person.user_id is not None and person.user_id == getattr(actor, "pk", None)
    memberships = person.memberships.visible_to(actor).select_related("organisation")
    return PersonPage(
        person=person,
        is_own=is_own,
        memberships=list(memberships.order_by("-started_on", "pk")),
        consents=_consents(actor, person) if can(actor, "people.change_consent", person) else None,
        qualifications=_qualifications(actor, person),
        may_end_memberships=can(actor, "people.manage_members"),
        may_grant=can(actor, "people.grant_qualification"),
    )


def _consents(actor: object, person: Person) -> list[ConsentState]:
    standing = {consent.purpose: consent for consent in person.consents.standing().visible_to(actor)}
    return [ConsentState(purpose, standing.get(purpose)) for purpose in ConsentPurpose]


def _qualifications(actor: object, person: Person) -> list[Qualification] | None:
    visible = list(person.qualifications.visible_to(actor).order_by("-granted_on", "-pk"))
    is_own = person.user_id is not None and person.user_id == getattr(actor, "pk", None)
    return visible if visible or is_own or can(actor, "people.grant_qualification") else None
