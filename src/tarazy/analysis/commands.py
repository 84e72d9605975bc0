"""``tarazy indicators`` and ``tarazy analysis``: compute results, show them, rebuild the columnar copy."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from tarazy.base.permissions import SYSTEM

if TYPE_CHECKING:
    from tarazy.analysis.queries import Figure
    from tarazy.fieldwork.models import Campaign


@click.group()
def indicators() -> None:
    """Results of the indicators."""


@indicators.command()
@click.option("--campaign", "slug", default="", help="Only this campaign; unset: all.")
@click.option("--force", is_flag=True, help="Write results anew even where nothing changed.")
@click.option("--json", "as_json", is_flag=True, help="Report as JSON.")
def compute(slug: str, force: bool, as_json: bool) -> None:
    """Bring all results up to date with the submissions."""
    from tarazy.analysis.actions import recompute_results

    done = recompute_results(actor=SYSTEM, campaign=_campaign(slug) if slug else None, force=force)
    if as_json:
        click.echo(json.dumps(asdict(done)))
    else:
        click.echo(f"{done.indicators} indicators written in {done.campaigns} campaigns, {done.seconds:.1f} s.")


@indicators.command()
@click.argument("code")
@click.option("--campaign", "slug", default="", help="Unset: the latest campaign with results.")
@click.option("--json", "as_json", is_flag=True, help="Report as JSON.")
def show(code: str, slug: str, as_json: bool) -> None:
    """Show what may be published of indicator CODE: n, N, share and 95 % interval, by every breakdown."""
    from tarazy.analysis.queries import data_rows, indicator_figures, sampling_note, shown_campaign
    from tarazy.methodology.models import Indicator

    indicator = Indicator.objects.filter(code__iexact=code).first()
    if indicator is None:
        raise click.ClickException(f"There is no indicator {code}.")
    campaign = _campaign(slug) if slug else shown_campaign()
    if campaign is None:
        raise click.ClickException("There are no results yet. `tarazy indicators compute` makes them.")
    found = indicator_figures(campaign, indicator)
    if found.total is None:
        raise click.ClickException(f"{indicator.code} has no results in {campaign.slug}.")
    if as_json:
        click.echo(json.dumps(_document(found, list(data_rows(campaign, indicator)), sampling_note(campaign))))
        return
    click.echo(f"{indicator.code}  {indicator.question}\n{campaign.slug}: {campaign.get_design_display()}")
    for figure in (found.total, *(each for figures in found.breakdowns.values() for each in figures)):
        click.echo(f"  {figure.breakdown:<12} {figure.label:<34} {_words(figure)}")
    if found.agreement and found.agreement.share is not None:
        alpha = "–" if found.agreement.alpha is None else f"{found.agreement.alpha:.2f}"
        click.echo(f"  two observers agree {found.agreement.share:.0%} of {found.agreement.pairs}, alpha {alpha}")
    click.echo(sampling_note(campaign))


@click.group()
def analysis() -> None:
    """The columnar copy that answers questions over all submissions."""


@analysis.command()
@click.option("--json", "as_json", is_flag=True, help="Report as JSON.")
def rebuild(as_json: bool) -> None:
    """Make this machine's columnar copy anew from the record, then the results."""
    from tarazy.analysis.actions import rebuild_copy, recompute_results

    rows = rebuild_copy(actor=SYSTEM, progress=_progress)
    done = recompute_results(actor=SYSTEM)
    if as_json:
        click.echo(json.dumps({"observations": rows, **asdict(done)}))
    else:
        click.echo(f"{rows} observations copied; {done.indicators} indicators written.")


def _progress(number: int) -> None:
    if sys.stderr.isatty():
        click.echo(f"\r{number} submissions read", nl=False, err=True)


def _campaign(slug: str) -> Campaign:
    from tarazy.fieldwork.models import Campaign

    campaign = Campaign.objects.filter(slug=slug).first()
    if campaign is None:
        raise click.ClickException(f"There is no campaign {slug}.")
    return campaign


def _document(found: Any, rows: list[dict[str, Any]], note: str) -> dict[str, Any]:
    agreement = found.agreement
    return {
        "indicator": found.indicator.code,
        "question": str(found.indicator.question),
        "campaign": found.campaign.slug,
        "sampling": found.campaign.design,
        "note": note,
        "agreement": asdict(agreement) if agreement else None,
        "results": rows,
    }


def _words(figure: Figure) -> str:
    if figure.is_shown:
        share = f"{figure.share:6.1%}" if figure.share is not None else ""
        return f"{share} ({figure.low:.1%}–{figure.high:.1%})  {figure.yes} of {figure.denominator}"
    if figure.is_range:
        return f"{figure.share_from:.1%} to {figure.share_to:.1%} ({figure.low:.1%}–{figure.high:.1%})"
    if figure.state == "none":
        return "no observation to count"
    return f"fewer than {figure.threshold}" if figure.state == "few" else "withheld"


COMMANDS = [indicators, analysis]
