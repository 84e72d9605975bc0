from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.db import transaction

from tarazy.accounts.models import User
from tarazy.base import trail
from tarazy.base.permissions import require
from tarazy.country.models import Region
from tarazy.people.choices import IdentifierScheme, OrganisationKind, OrganisationState
from tarazy.people.errors import AlreadyEnded, IdentifierTaken, NameMissing, NotABin, ReasonMissing
from tarazy.people.identifiers import is_bin
from tarazy.people.models import Organisation, OrganisationIdentifier, OrganisationStateChange


@transaction.atomic
def add_organisation(
    *,
    actor: object,
    name: Mapping[str, str],
    kind: OrganisationKind,
    regions: Iterable[Region] = (),
    description: Mapping[str, str] | None = None,
    is_listed: bool = False,
) -> Organisation:
    """Enter an organisation in the network.

    Raises:
        NameMissing: no language has a name.
    """
    require(actor, "people.add_organisation")
    organisation = Organisation(kind=kind, is_listed=is_listed)
    organisation.name = _named(name)
    organisation.description = dict(description or {})
    organisation.save(force_insert=True)
    organisation.regions.set(regions)
    trail.record(actor, "people.add_organisation", organisation, kind=kind)
    return organisation


@transaction.atomic
def change_organisation(
    *,
    actor: object,
    organisation: Organisation,
    name: Mapping[str, str],
    description: Mapping[str, str],
    regions: Iterable[Region],
    is_listed: bool,
) -> Organisation:
    """Change what is said about an organisation; its kind stays what it was entered as.

    Raises:
        NameMissing: no language has a name.
    """
    require(actor, "people.change_organisation", organisation)
    organisation.name = _named(name)
    organisation.description = dict(description)
    organisation.is_listed = is_listed
    organisation.save()
    organisation.regions.set(regions)
    trail.record(actor, "people.change_organisation", organisation, is_listed=is_listed)
    return organisation


@transaction.atomic
def identify_organisation(
    *, actor: object, organisation: Organisation, scheme: IdentifierScheme, value: str
) -> OrganisationIdentifier:
    """Note the number or address under which others know an organisation; the same one twice changes nothing.

    Raises:
        NotABin: the check digit of a BIN does not fit.
        IdentifierTaken: another organisation has it.
    """
    require(actor, "people.change_organisation", organisation)
    value = value.strip()
    if scheme == IdentifierScheme.BIN and not is_bin(value):
        raise NotABin
    identifier, is_new = OrganisationIdentifier.objects.get_or_create(
        scheme=scheme, value=value, defaults={"organisation": organisation}
    )
    if identifier.organisation_id != organisation.pk:
        raise IdentifierTaken
    if is_new:
        trail.record(actor, "people.identify_organisation", organisation, scheme=scheme)
    return identifier


@transaction.atomic
def suspend_organisation(*, actor: object, organisation: Organisation, reason: str) -> Organisation:
    """Take an organisation out of the network's work; the roles its people hold rest until it is restored.

    Raises:
        ReasonMissing, AlreadyEnded
    """
    require(actor, "people.change_organisation", organisation)
    if not reason.strip():
        raise ReasonMissing
    return _move(actor, organisation, "people.suspend_organisation", OrganisationState.SUSPENDED, reason.strip())


@transaction.atomic
def restore_organisation(*, actor: object, organisation: Organisation, reason: str) -> Organisation:
    """Let a suspended organisation take part again.

    Raises:
        ReasonMissing, AlreadyEnded
    """
    require(actor, "people.change_organisation", organisation)
    if not reason.strip():
        raise ReasonMissing
    return _move(actor, organisation, "people.restore_organisation", OrganisationState.ACTIVE, reason.strip())


def _move(
    actor: object, organisation: Organisation, action: str, state: OrganisationState, reason: str
) -> Organisation:
    changed = Organisation.objects.filter(pk=organisation.pk).exclude(state=state).update(state=state)
    if not changed:
        raise AlreadyEnded
    organisation.state = state
    OrganisationStateChange.objects.create(
        organisation=organisation, state=state, by=actor if isinstance(actor, User) else None, reason=reason
    )
    trail.record(actor, action, organisation)
    return organisation


def _named(name: Mapping[str, str]) -> dict[str, str]:
    stripped = {language: value.strip() for language, value in name.items()}
    if not any(stripped.values()):
        raise NameMissing
    return stripped
