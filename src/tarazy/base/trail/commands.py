"""``tarazy trail verify``."""

from __future__ import annotations

import json

import click

from tarazy.base.trail.verification import verify


@click.group("trail")
def trail_command() -> None:
    """The tamper-evident record of who did what."""


@trail_command.command("verify")
@click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
def verify_command(as_json: bool) -> None:
    """Check every entry, every head and every stored original; name the first broken link of each stream."""
    found = verify()
    if as_json:
        faults = [{"where": fault.where, "problem": fault.problem} for fault in found.faults]
        counts = {"entries": found.entries, "streams": found.streams, "originals": found.originals}
        click.echo(json.dumps({"whole": found.is_whole, **counts, "faults": faults}, indent=1, ensure_ascii=False))
    elif found.is_whole:
        click.echo(
            f"The trail is whole: {found.entries} entries in {found.streams} streams, {found.originals} originals."
        )
    if not found.is_whole:
        for fault in found.faults:
            click.echo(str(fault), err=True)
        raise click.exceptions.Exit(1)
