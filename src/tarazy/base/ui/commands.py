"""``tarazy maintenance``: close the site to people and devices for a while."""

from __future__ import annotations

import click

from tarazy.base.ui import errors


@click.group()
def maintenance() -> None:
    """Close the site for a short while, or open it again."""


@maintenance.command()
def on() -> None:
    """Answer every request with 503 and the maintenance page, from the next one on."""
    errors.maintenance_file().touch()
    click.echo("The site is closed. Open it with: tarazy maintenance off")


@maintenance.command()
def off() -> None:
    """Open the site again."""
    errors.maintenance_file().unlink(missing_ok=True)
    click.echo("The site is open.")


@maintenance.command()
def page() -> None:
    """Print the page, for the web server to show while Tarazy itself is stopped."""
    click.echo(errors.maintenance_page())
