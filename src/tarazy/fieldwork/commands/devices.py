"""``tarazy device``: keys by which phones send to a campaign."""

from __future__ import annotations

import json
from pathlib import Path

import click

from tarazy.accounts.models import User
from tarazy.base.errors import DomainError
from tarazy.base.permissions import SYSTEM
from tarazy.fieldwork.actions import add_device_key
from tarazy.fieldwork.collect import qr_code, server_address
from tarazy.fieldwork.commands.campaigns import campaign_called


@click.group()
def device() -> None:
    """Device keys."""


@device.command()
@click.option("--campaign", "slug", required=True, help="The campaign that the device sends to.")
@click.option("--user", "email", required=True, help="Whose device it is.")
@click.option("--name", default="", help="What the device is called in lists.")
@click.option(
    "--qr",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write the picture that ODK Collect scans: .png or .svg.",
)
@click.option("--json", "as_json", is_flag=True, help="Report as JSON.")
def add(slug: str, email: str, name: str, qr: Path | None, as_json: bool) -> None:
    """Make a device key and print the server URL for ODK Collect, which is told only now."""
    campaign = campaign_called(slug)
    user = User.objects.filter(email=email.strip().lower()).first()
    if user is None:
        raise click.ClickException(f"There is no account {email}.")
    if qr is not None and qr.suffix.lower() not in {".png", ".svg"}:
        raise click.UsageError("The picture's name ends in .png or .svg.")
    try:
        made = add_device_key(actor=SYSTEM, campaign=campaign, user=user, name=name)
    except DomainError as error:
        raise click.ClickException(str(error)) from None
    address = server_address(made.secret)
    if qr is not None:
        qr.write_bytes(qr_code(made.secret, campaign, qr.suffix.lower().removeprefix(".")))
    click.echo(json.dumps({"id": made.key.public_id, "url": address}) if as_json else address)
