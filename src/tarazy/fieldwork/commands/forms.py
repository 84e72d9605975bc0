"""``tarazy form``: from a spreadsheet to a form that devices are offered."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import click

from tarazy.base.errors import DomainError
from tarazy.base.permissions import SYSTEM
from tarazy.fieldwork.actions import MediaFile, import_form, publish_version
from tarazy.fieldwork.commands.campaigns import campaign_called
from tarazy.fieldwork.errors import FormRefused
from tarazy.fieldwork.models import FormVersion
from tarazy.fieldwork.problems import Problem

EXISTING = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group()
def form() -> None:
    """Forms: the questions of a campaign."""


@form.command("import")
@click.argument("file", type=EXISTING)
@click.option("--campaign", "slug", required=True, help="The campaign that the form belongs to.")
@click.option("--media", type=EXISTING, multiple=True, help="A file that the form shows; may be given several times.")
@click.option("--publish", is_flag=True, help="Offer the version to devices at once.")
@click.option("--json", "as_json", is_flag=True, help="Report as JSON.")
def import_(file: Path, slug: str, media: Sequence[Path], publish: bool, as_json: bool) -> None:
    """Make a version of the form in FILE: an XLSForm (.xlsx, .xls, .csv) or an XForm (.xml).

    Every problem is reported with its sheet and row. Files that the form needs and that were not given are warnings;
    the version stays a draft until they are there.
    """
    files = [MediaFile(path.name, path.read_bytes()) for path in media]
    try:
        version = import_form(
            actor=SYSTEM,
            campaign=campaign_called(slug),
            content=file.read_bytes(),
            filename=file.name,
            media=files,
        )
        problems = version.remarks + version.awaited
        if publish and not version.awaited and version.is_draft:
            publish_version(actor=SYSTEM, version=version)
    except FormRefused as refused:
        _refuse(refused.problems, as_json)
    except DomainError as error:
        raise click.ClickException(str(error)) from None
    else:
        _report(version, problems, as_json)


def _refuse(problems: Sequence[Problem], as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps({"problems": [_described(problem) for problem in problems]}, ensure_ascii=False))
    lines = [f"{'error' if problem.is_error else 'warning'}: {problem}" for problem in problems]
    raise click.ClickException("The form was not imported.\n" + "\n".join(lines))


def _report(version: FormVersion, problems: Sequence[Problem], as_json: bool) -> None:
    if as_json:
        report = {
            "form": version.form.form_id,
            "version": version.version,
            "id": version.public_id,
            "state": version.state,
            "warnings": [_described(problem) for problem in problems],
        }
        click.echo(json.dumps(report, ensure_ascii=False))
        return
    click.echo(f"Form {version.form.form_id}, version {version.version or '(none)'}: {version.get_state_display()}.")
    for problem in problems:
        click.echo(f"warning: {problem}")


def _described(problem: Problem) -> dict[str, object]:
    return {**problem.as_json(), "text": problem.text}
