"""``tarazy campaign``: pieces of monitoring with a plan."""

from __future__ import annotations

import json

import click
from django.core.exceptions import ValidationError
from django.core.validators import validate_slug

from tarazy.base.errors import DomainError
from tarazy.base.permissions import SYSTEM
from tarazy.fieldwork.actions import add_campaign
from tarazy.fieldwork.choices import SamplingDesign
from tarazy.fieldwork.models import Campaign


def campaign_called(slug: str) -> Campaign:
    """The campaign; a command ends with the reason when there is none."""
    found = Campaign.objects.filter(slug=slug).first()
    if found is None:
        raise click.ClickException(
            f"There is no campaign {slug}. Make it with: tarazy campaign add {slug} --title TEXT"
        )
    return found


@click.group()
def campaign() -> None:
    """Campaigns: what is observed, when, and how it was chosen."""


@campaign.command()
@click.argument("slug")
@click.option("--title", required=True, help="The title, in the language of --lang.")
@click.option("--lang", type=click.Choice(["kk", "ru", "en"]), help="Language of the title; without it, of all three.")
@click.option(
    "--design",
    type=click.Choice(SamplingDesign.values),
    default=SamplingDesign.CONVENIENCE.value,
    show_default=True,
    help="How the observed are chosen.",
)
@click.option("--json", "as_json", is_flag=True, help="Report as JSON.")
def add(slug: str, title: str, lang: str | None, design: str, as_json: bool) -> None:
    """Open the campaign SLUG."""
    titles = {lang: title} if lang else dict.fromkeys(("kk", "ru", "en"), title)
    try:
        validate_slug(slug)
        made = add_campaign(actor=SYSTEM, slug=slug, title=titles, design=SamplingDesign(design))
    except ValidationError:
        raise click.UsageError("SLUG holds only Latin letters, digits, hyphens and underscores.") from None
    except DomainError as error:
        raise click.ClickException(str(error)) from None
    report = {"slug": made.slug, "id": made.public_id}
    click.echo(json.dumps(report) if as_json else f"Campaign {made.slug} is open.")
