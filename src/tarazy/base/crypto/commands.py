"""``tarazy keys``: list, rotate, prepare and destroy the keys of the key ring."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from dataclasses import asdict
from typing import TypeVar

import click

from tarazy.base.crypto import rotation
from tarazy.base.crypto.errors import KeyRingError, Tampered
from tarazy.base.crypto.keyring import Purpose, keyring_path, keyring_warnings

Result = TypeVar("Result")

purpose_option = click.option(
    "--purpose",
    type=click.Choice([purpose.value for purpose in Purpose]),
    default=Purpose.DATA.value,
    help="data: encrypted fields and fingerprints (the default); seal: the heads of the trail.",
)


@click.group()
def keys() -> None:
    """Keys that protect fields and seal the trail."""


@keys.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
def list_keys(as_json: bool) -> None:
    """Every key with its state and where it is used."""
    found = _refusing(rotation.key_uses)
    if as_json:
        click.echo(json.dumps([asdict(use) for use in found], indent=1))
        return
    click.echo(f"Key ring: {keyring_path()}")
    for use in found:
        places = ", ".join(f"{place} ({number})" for place, number in sorted(use.uses.items())) or "not used"
        click.echo(f"{use.id}  {use.purpose:<4}  {use.state:<10}  {use.changed_at}  {places}")
    for warning in keyring_warnings():
        click.echo(warning, err=True)


@keys.command("prepare")
@purpose_option
def prepare(purpose: str) -> None:
    """Add a key that nothing uses yet; copy the file to every machine, then rotate."""
    key = _refusing(lambda: rotation.prepare_key(Purpose(purpose)))
    click.echo(f"Key {key.id} is prepared in {keyring_path()}.")


@keys.command("rotate")
@purpose_option
@click.option("--resume", is_flag=True, help="Go on with a rotation that was broken off; adds no key.")
def rotate(purpose: str, resume: bool) -> None:
    """Take a new key (or the prepared one) and make everything anew with it."""
    done: dict[str, int] = {}

    def progress(place: str, number: int) -> None:
        done[place] = done.get(place, 0) + number
        if sys.stderr.isatty():
            click.echo(f"\r{place}: {done[place]}", nl=False, err=True)

    retired = _refusing(lambda: rotation.rotate(Purpose(purpose), progress=progress, resume=resume))
    for place, number in done.items():
        click.echo(f"{place}: {number} made anew")
    for key_id in retired:
        click.echo(f"Key {key_id} is retired. It still opens older backups, until: tarazy keys destroy {key_id}")


@keys.command("destroy")
@click.argument("key_id")
def destroy(key_id: str) -> None:
    """Remove a retired key for good; backups from its time can't be opened any more."""
    _refusing(lambda: rotation.destroy_key(key_id))
    click.echo(f"Key {key_id} is destroyed.")


def _refusing(act: Callable[[], Result]) -> Result:
    try:
        return act()
    except (KeyRingError, Tampered) as error:
        raise click.ClickException(str(error)) from error
