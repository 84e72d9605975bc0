from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.db import IntegrityError, transaction

from tarazy.base import trail
from tarazy.base.clock import now, today
from tarazy.base.permissions import require
from tarazy.fieldwork.choices import SamplingDesign
from tarazy.fieldwork.errors import EndsBeforeItBegins, NoLongerValid, SlugTaken, TitleMissing
from tarazy.fieldwork.models import Campaign
from tarazy.fieldwork.signals import campaign_closed

Texts = Mapping[str, str]


@transaction.atomic
def add_campaign(
    *,
    actor: object,
    slug: str,
    title: Texts,
    description: Texts | None = None,
    design: SamplingDesign = SamplingDesign.CONVENIENCE,
    design_note: Texts | None = None,
    starts_on: date | None = None,
    ends_on: date | None = None,
) -> Campaign:
    """Open a campaign.

    Raises:
        TitleMissing, EndsBeforeItBegins, SlugTaken
    """
    require(actor, "fieldwork.add_campaign")
    campaign = Campaign(
        slug=slug,
        design=design,
        starts_on=starts_on or today(),
        ends_on=ends_on,
    )
    campaign.title = title
    campaign.description = description or {}
    campaign.design_note = design_note or {}
    _check(campaign)
    try:
        with transaction.atomic():
            campaign.save()
    except IntegrityError as error:
        raise SlugTaken from error
    trail.record(actor, "fieldwork.add_campaign", campaign, slug=slug, design=str(design))
    return campaign


@transaction.atomic
def change_campaign(*, actor: object, campaign: Campaign) -> Campaign:
    """Keep what was changed about a campaign; its short name stays, since devices and addresses use it.

    Raises:
        TitleMissing, EndsBeforeItBegins
    """
    require(actor, "fieldwork.change_campaign", campaign)
    _check(campaign)
    columns = [
        f"{name}_{language}" for name in ("title", "description", "design_note") for language in ("kk", "ru", "en")
    ]
    campaign.save(update_fields=[*columns, "design", "starts_on", "ends_on"])
    trail.record(actor, "fieldwork.change_campaign", campaign, design=campaign.design)
    return campaign


@transaction.atomic
def close_campaign(*, actor: object, campaign: Campaign) -> Campaign:
    """Take no further submissions; what is still on devices stays there.

    Raises:
        NoLongerValid: it was closed before.
    """
    require(actor, "fieldwork.change_campaign", campaign)
    closed_at = now()
    if not Campaign.objects.open().filter(pk=campaign.pk).update(closed_at=closed_at):
        raise NoLongerValid
    campaign.closed_at = closed_at
    trail.record(actor, "fieldwork.close_campaign", campaign)
    campaign_closed.send(Campaign, campaign=campaign)
    return campaign


@transaction.atomic
def reopen_campaign(*, actor: object, campaign: Campaign) -> Campaign:
    """Take submissions again.

    Raises:
        NoLongerValid: it is open.
    """
    require(actor, "fieldwork.change_campaign", campaign)
    if not Campaign.objects.filter(pk=campaign.pk, closed_at__isnull=False).update(closed_at=None):
        raise NoLongerValid
    campaign.closed_at = None
    trail.record(actor, "fieldwork.reopen_campaign", campaign)
    return campaign


def _check(campaign: Campaign) -> None:
    if not campaign.title:
        raise TitleMissing
    if campaign.ends_on is not None and campaign.ends_on < campaign.starts_on:
        raise EndsBeforeItBegins
