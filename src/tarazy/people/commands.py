"""Commands of this room: ``tarazy user invite``."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from tarazy.base.errors import DomainError
from tarazy.base.permissions import SYSTEM
from tarazy.people.choices import OrganisationKind, Role

if TYPE_CHECKING:
    from tarazy.people.models import Organisation

COORDINATION_OFFICE = {"kk": "Үйлестіру кеңсесі", "ru": "Координационное бюро", "en": "Coordination office"}


@click.group()
def user() -> None:
    """The people of this installation."""


@user.command()
@click.argument("email")
@click.option("--role", type=click.Choice(Role.values), required=True, help="What they will be in the network.")
@click.option("--lang", type=click.Choice(["kk", "ru", "en"]), default="kk", help="Language of the letter.")
@click.option("--organisation", help="Public id of the organisation; unset: the coordination office.")
@click.option("--given-name", default="", help="Unset: the part of the address before the @.")
@click.option("--family-name", default="")
@click.option("--json", "as_json", is_flag=True, help="Report as JSON.")
def invite(
    email: str, role: str, lang: str, organisation: str | None, given_name: str, family_name: str, as_json: bool
) -> None:
    """Invite someone by mail; the way the first people of a new installation come in."""
    from django.core.exceptions import ValidationError

    from tarazy.people.invitations import invite_person

    try:
        invitation = invite_person(
            actor=SYSTEM,
            email=email,
            language=lang,
            role=Role(role),
            organisation=_organisation(organisation),
            given_name=given_name or email.partition("@")[0],
            family_name=family_name,
        )
    except (DomainError, ValidationError) as refused:
        reason = refused.messages[0] if isinstance(refused, ValidationError) else str(refused)
        raise click.ClickException(reason) from refused
    report = {"invitation": invitation.public_id, "role": role, "expires_at": invitation.expires_at.isoformat()}
    click.echo(
        json.dumps(report) if as_json else f"Invited as {role}; the letter is valid until {report['expires_at']}."
    )


def _organisation(public_id: str | None) -> Organisation:
    from tarazy.people.actions import add_organisation
    from tarazy.people.models import Organisation

    if public_id is not None:
        try:
            return Organisation.objects.get(public_id=public_id)
        except Organisation.DoesNotExist as missing:
            raise click.ClickException(f"There is no organisation {public_id}.") from missing
    office = Organisation.objects.filter(name_en=COORDINATION_OFFICE["en"]).first()
    return office or add_organisation(actor=SYSTEM, name=COORDINATION_OFFICE, kind=OrganisationKind.CIVIL_SOCIETY)


COMMANDS = [user]
