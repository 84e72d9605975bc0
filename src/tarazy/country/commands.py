"""``tarazy country``: the regions, courts and holidays that everything else refers to."""

from __future__ import annotations

import json
from pathlib import Path

import click

from tarazy.base.exchange import DocumentRefused
from tarazy.base.permissions import SYSTEM
from tarazy.country.actions import load_country


@click.group()
def country() -> None:
    """Regions, older units, courts, institutions, holidays."""


@country.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path), required=False)
@click.option("--json", "as_json", is_flag=True, help="Report as JSON.")
def load(file: Path | None, as_json: bool) -> None:
    """Make the tables say what FILE says; without FILE, what is shipped with the program.

    The file is the whole: what it leaves out is removed, unless records still use it. Loading it again changes nothing.
    """
    try:
        changes = load_country(actor=SYSTEM, content=file.read_bytes() if file else None)
    except DocumentRefused as refused:
        raise click.ClickException(str(refused)) from None
    if as_json:
        click.echo(json.dumps(vars(changes)))
    else:
        click.echo(f"{changes.added} added, {changes.changed} changed, {changes.removed} removed.")


COMMANDS = (country,)
