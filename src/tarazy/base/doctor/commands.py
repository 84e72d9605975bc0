"""``tarazy doctor``."""

from __future__ import annotations

import json
from dataclasses import asdict

import click

from tarazy.base.doctor.examination import Check, Level, examine

SIGNS = {Level.OK: "ok     ", Level.WARNING: "warning", Level.ERROR: "ERROR  "}


@click.command("doctor")
@click.option("--json", "as_json", is_flag=True, help="Print as JSON.")
def doctor_command(as_json: bool) -> None:
    """Check configuration, database, storage, mail, clock and keys, and say how to mend what is wrong.

    Exits with 1 when something is wrong; a warning is a risk that you may accept.
    """
    findings = examine(own_checks())
    if as_json:
        click.echo(json.dumps([asdict(finding) for finding in findings], indent=1, ensure_ascii=False))
    else:
        for finding in findings:
            click.echo(f"{SIGNS[finding.level]}  {finding.subject}: {finding.message}")
            if finding.remedy:
                click.echo(f"         → {finding.remedy}")
    errors = [finding for finding in findings if finding.level is Level.ERROR]
    if errors:
        click.echo(f"{len(errors)} to mend: {', '.join(dict.fromkeys(error.subject for error in errors))}", err=True)
        raise click.exceptions.Exit(1)


def own_checks() -> dict[str, Check]:
    """In the order in which an operator would look."""
    from tarazy.base.doctor import configuration, database, surroundings

    return {
        "settings": configuration.check_names,
        "addresses": configuration.check_addresses,
        "secrets": configuration.check_secrets,
        "database": database.check_database,
        "storage": surroundings.check_storage,
        "mail": surroundings.check_mail,
        "outbox": surroundings.check_outbox,
        "worker": surroundings.check_worker,
        "clock": surroundings.check_clock,
        "keys": surroundings.check_keys,
        "files": surroundings.check_built_files,
    }
