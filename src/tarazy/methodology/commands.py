"""``tarazy methodology``: spheres, standards and indicators as one readable file."""

from __future__ import annotations

import json
from pathlib import Path

import click

from tarazy.base.exchange import DocumentRefused
from tarazy.base.permissions import SYSTEM
from tarazy.methodology.actions import import_methodology
from tarazy.methodology.queries import exported_methodology, is_empty


@click.group()
def methodology() -> None:
    """Spheres, standards, indicators."""


@methodology.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Report as JSON.")
def import_(file: Path, as_json: bool) -> None:
    """Make the methodology what FILE says.

    The file is the whole: what it leaves out is removed, unless records still use it. Importing it again changes
    nothing.
    """
    try:
        changes = import_methodology(actor=SYSTEM, content=file.read_bytes())
    except DocumentRefused as refused:
        raise click.ClickException(str(refused)) from None
    if as_json:
        click.echo(json.dumps(vars(changes)))
    else:
        click.echo(f"{changes.added} added, {changes.changed} changed, {changes.removed} removed.")


@methodology.command()
@click.option(
    "-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="A file; otherwise standard output."
)
def export(output: Path | None) -> None:
    """Write the whole methodology as one file that `import` reads."""
    if is_empty():
        raise click.ClickException("There is no methodology yet. Import one first.")
    if output:
        output.write_text(exported_methodology(), encoding="utf-8")
    else:
        click.echo(exported_methodology(), nl=False)


COMMANDS = (methodology,)
