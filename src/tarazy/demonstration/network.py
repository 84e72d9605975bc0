"""Organisations and people of the invented network, entered through the doors of their rooms."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from tarazy.accounts import facade as accounts
from tarazy.accounts.models import User
from tarazy.base.permissions import SYSTEM
from tarazy.country.models import Region
from tarazy.demonstration.credentials import Credentials, address
from tarazy.people import facade as people
from tarazy.people.choices import ROLES_WITH_SECOND_FACTOR, ConsentPurpose, OrganisationKind, Role
from tarazy.people.models import Organisation

BEGAN_ON = date(2024, 1, 15)
QUALIFIED_ON = date(2024, 1, 26)
QUALIFIED_UNTIL = date(2027, 1, 26)
USUAL_CONSENTS = (ConsentPurpose.DIRECTORY, ConsentPurpose.CONTACT)


@dataclass(frozen=True)
class CastMember:
    """One invented person: the account of the contracts, the role, and for monitors the regions."""

    account: str
    role: Role
    organisation: str
    given_name: str
    family_name: str
    language: str
    regions: tuple[str, ...]
    consents: tuple[ConsentPurpose, ...]

    @property
    def has_second_factor(self) -> bool:
        return self.role in ROLES_WITH_SECOND_FACTOR


@cache
def cast() -> tuple[CastMember, ...]:
    """Return everyone who has an account in the demonstration."""
    return tuple(_read_cast())


def enter_network(credentials: Credentials) -> None:
    """Enter all organisations and people, with memberships, consents and qualifications."""
    regions = {region.iso: region for region in Region.objects.all()}
    organisations = {row["key"]: _enter_organisation(row, regions) for row in _source()["organisation"]}
    for member in cast():
        _enter_person(member, organisations[member.organisation], regions, credentials)


def monitors_of(region: str) -> Sequence[str]:
    """Return the accounts of the monitors who work in a region, those at home there first."""
    at_home = [member for member in cast() if region in member.regions]
    return [member.account for member in sorted(at_home, key=lambda member: member.regions.index(region))]


def user_of(account: str) -> User:
    """Return the account that was made for a member of the cast."""
    return User.objects.get(email=address(account))


def _enter_organisation(row: Mapping[str, Any], regions: Mapping[str, Region]) -> Organisation:
    return people.add_organisation(
        actor=SYSTEM,
        name=row["name"],
        description=row["description"],
        kind=OrganisationKind(row["kind"]),
        regions=[regions[iso] for iso in row["regions"]],
        is_listed=row["listed"],
    )


def _enter_person(
    member: CastMember, organisation: Organisation, regions: Mapping[str, Region], credentials: Credentials
) -> None:
    user = accounts.create_account(
        actor=SYSTEM, email=address(member.account), language=member.language, password=credentials.password
    )
    if member.has_second_factor:
        accounts.enrol_totp(actor=SYSTEM, user=user, secret=credentials.totp_secret)
    person = people.add_person(actor=SYSTEM, given_name=member.given_name, family_name=member.family_name, user=user)
    people.start_membership(
        actor=SYSTEM,
        person=person,
        organisation=organisation,
        role=member.role,
        regions=[regions[iso] for iso in member.regions],
        started_on=BEGAN_ON,
    )
    for purpose in member.consents:
        people.give_consent(actor=SYSTEM, person=person, purpose=purpose, language=member.language)
    if member.role == Role.MONITOR:
        people.grant_qualification(
            actor=SYSTEM,
            person=person,
            scheme="observer",
            value="hearing",
            granted_on=QUALIFIED_ON,
            expires_on=QUALIFIED_UNTIL,
        )


def _read_cast() -> Iterator[CastMember]:
    for row in _source()["person"]:
        given_name, family_name = row["name"]
        yield CastMember(
            account=row["account"],
            role=Role(row["role"]),
            organisation=row["organisation"],
            given_name=given_name,
            family_name=family_name,
            language=row["language"],
            regions=tuple(row.get("regions", ())),
            consents=tuple(ConsentPurpose(value) for value in row.get("consents", USUAL_CONSENTS)),
        )


@cache
def _source() -> dict[str, Any]:
    return tomllib.loads(files("tarazy.demonstration").joinpath("data", "network.toml").read_text("utf-8"))
