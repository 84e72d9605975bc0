"""``tarazy outbox``: what waits to go out, what was given up, and another try for it."""

from __future__ import annotations

import json

import click

from tarazy.base.outbox.actions import retry as retry_entries
from tarazy.base.outbox.models import OutboxEntry, State


@click.group()
def outbox() -> None:
    """What waits to be delivered (mail), and what could not be."""


@outbox.command("list")
@click.option("--state", type=click.Choice(State.values), help="Only entries in this state; unset: waiting and dead.")
@click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
def list_entries(state: str | None, as_json: bool) -> None:
    """Entries with their attempts and the class of the last error; never what is in them."""
    entries = OutboxEntry.objects.filter(state__in=[state] if state else [State.WAITING, State.DEAD]).order_by("id")
    columns = ("public_id", "kind", "state", "attempts", "due_at", "last_error")
    rows = [dict(zip(columns, row, strict=True)) for row in entries.values_list(*columns)]
    if as_json:
        click.echo(json.dumps(rows, default=lambda moment: moment.isoformat(), indent=1))
        return
    for row in rows:
        due = row["due_at"].isoformat(timespec="seconds")
        click.echo(f"{row['public_id']}  {row['kind']}  {row['state']}  {row['attempts']}  {due}  {row['last_error']}")
    if not rows:
        click.echo("Nothing is waiting and nothing was given up.")


@outbox.command("retry")
@click.argument("entry", required=False)
@click.option("--all", "everything", is_flag=True, help="Everything that was given up.")
def retry(entry: str | None, everything: bool) -> None:
    """Try an entry that was given up anew."""
    if (entry is None) is not everything:
        raise click.UsageError("Name one entry, or say --all.")
    number = retry_entries(entry)
    if entry and not number:
        raise click.ClickException(f"No entry {entry} was given up.")
    click.echo(f"{number} will be tried again.")
