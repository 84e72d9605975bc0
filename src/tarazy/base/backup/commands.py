"""``tarazy backup FILE`` and ``tarazy restore FILE``."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path

import click

from tarazy.base.backup import back_up, check, restore
from tarazy.base.backup.errors import BackupRefused

Destination = click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
as_json_option = click.option("--json", "as_json", is_flag=True, help="Print the summary as JSON.")


@click.command("backup")
@Destination
@as_json_option
def backup_command(file: Path, as_json: bool) -> None:
    """Write database and files to one FILE. The keys stay out: keep the key ring elsewhere, or nothing opens it."""
    try:
        summary = back_up(file, progress=_show)
    except BackupRefused as error:
        raise click.ClickException(str(error)) from error
    _clear()
    if as_json:
        click.echo(json.dumps(asdict(summary), indent=1))
    else:
        click.echo(f"{summary.path}: {summary.rows} rows, {summary.files} files, {summary.size} bytes")


@click.command("restore")
@Destination
@click.option("--check", "only_check", is_flag=True, help="Read the backup and compare its parts; change nothing.")
@as_json_option
def restore_command(file: Path, only_check: bool, as_json: bool) -> None:
    """Fill an empty installation from FILE, then check it against its trail."""
    try:
        if only_check:
            manifest = check(file, progress=_show)
            summary = {name: manifest[name] for name in ("created_at", "release", "database", "files")}
        else:
            summary = asdict(restore(file, progress=_show))
    except BackupRefused as error:
        raise click.ClickException(str(error)) from error
    _clear()
    if as_json:
        click.echo(json.dumps(summary, indent=1))
    elif only_check:
        click.echo(f"The backup of {summary['created_at']} is whole.")
    else:
        click.echo(
            f"Restored the backup of {summary['created_at']}: {summary['rows']} rows, {summary['files']} files. "
            f"The trail is whole ({summary['trail_entries']} entries), and so are {summary['originals']} originals."
        )


def _show(what: str) -> None:
    if sys.stderr.isatty():
        click.echo(f"\r\033[K{what}", nl=False, err=True)


def _clear() -> None:
    if sys.stderr.isatty():
        click.echo("\r\033[K", nl=False, err=True)
