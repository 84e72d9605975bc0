"""The invented campaign: three years of hearings, one form, a key for each monitor's device."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from tarazy.base.i18n import text
from tarazy.base.permissions import SYSTEM
from tarazy.demonstration.hearing_form import WORKBOOK
from tarazy.demonstration.network import user_of
from tarazy.fieldwork import facade as fieldwork
from tarazy.fieldwork.choices import SamplingDesign
from tarazy.fieldwork.models import Campaign

SLUG = "demo"
FIRST_DAY, LAST_DAY = date(2024, 2, 1), date(2026, 10, 30)  # of hearings; the campaign itself takes whole years


def open_campaign() -> Campaign:
    """Open the campaign and publish its hearing form."""
    campaign = fieldwork.add_campaign(
        actor=SYSTEM,
        slug=SLUG,
        title=text(
            kk="Сот отырыстарын бақылау, 2024–2026 (ойдан шығарылған)",
            ru="Наблюдение за судами, 2024–2026 (вымышленное)",
            en="Court monitoring, 2024–2026 (invented)",
        ),
        design=SamplingDesign.CONVENIENCE,
        design_note=text(
            kk="Бақылаушылар өздері жете алған отырыстар. Барлық отырыстар туралы қорытынды жасауға болмайды.",
            ru="Заседания, до которых наблюдатели смогли добраться. О всех заседаниях по ним судить нельзя.",
            en="Hearings that monitors could reach. They say nothing for sure about all hearings.",
        ),
        starts_on=date(2024, 1, 1),
        ends_on=date(2026, 12, 31),
    )
    version = fieldwork.import_form(
        actor=SYSTEM,
        campaign=campaign,
        content=WORKBOOK.read_bytes(),
        filename=WORKBOOK.name,
    )
    fieldwork.publish_version(actor=SYSTEM, version=version)
    return campaign


def give_keys(campaign: Campaign, accounts: Iterable[str]) -> dict[str, str]:
    """Return the secret of a new device key for each account; keys of a load that was cut short are revoked."""
    secrets = {}
    for account in accounts:
        user = user_of(account)
        for former in campaign.device_keys.filter(user=user, revoked_at__isnull=True):
            fieldwork.revoke_device_key(actor=SYSTEM, key=former)
        key = fieldwork.add_device_key(actor=SYSTEM, campaign=campaign, user=user, name="ODK Collect")
        secrets[account] = key.secret
    return secrets
