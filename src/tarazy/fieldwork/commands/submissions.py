"""``tarazy submissions``: what devices sent, as a table."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import Self

import click
from django.utils import translation

from tarazy.base.permissions import SYSTEM
from tarazy.fieldwork.commands.campaigns import campaign_called
from tarazy.fieldwork.exports import FORMATS, export_submissions
from tarazy.fieldwork.models import Form


@click.group()
def submissions() -> None:
    """Submissions."""


@submissions.command()
@click.option("--campaign", "slug", required=True)
@click.option("--form", "form_id", required=True, help="The id of the form.")
@click.option("--format", "kind", type=click.Choice(list(FORMATS)), required=True)
@click.option("-o", "--output", required=True, type=click.Path(dir_okay=False, path_type=Path))
@click.option("--lang", type=click.Choice(["kk", "ru", "en"]), default="kk", show_default=True)
@click.option("--labels", is_flag=True, help="Questions and choices as their texts, not as their names.")
def export(  # noqa: PLR0917 - click gives them by name
    slug: str, form_id: str, kind: str, output: Path, lang: str, labels: bool
) -> None:
    """Write all submissions of a form that count, one a row; repeats get tables of their own where the format can."""
    form = Form.objects.filter(campaign=campaign_called(slug), form_id=form_id).first()
    if form is None:
        raise click.ClickException(f"There is no form {form_id} in the campaign {slug}.")
    try:
        with translation.override(lang), Progress("submissions") as progress:
            written = export_submissions(
                actor=SYSTEM, form=form, kind=kind, output=output, with_labels=labels, progress=progress.show
            )
    except OSError as error:
        raise click.ClickException(f"{output} could not be written: {error.strerror}.") from None
    click.echo(f"{written.submissions} submissions in {', '.join(str(path) for path in written.paths)}.", err=True)


class Progress:
    """A line on a terminal that grows; nothing where the output goes elsewhere."""

    def __init__(self, what: str) -> None:
        self.what = what
        self.shown_at = 0.0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *failure: object) -> None:
        if self.shown_at:
            click.echo(err=True)

    def show(self, done: int, total: int) -> None:
        now = time.monotonic()
        if sys.stderr.isatty() and (now - self.shown_at > 0.2 or done == total):
            click.echo(f"\r{done} of {total} {self.what}", nl=False, err=True)
            self.shown_at = now
