from __future__ import annotations

import secrets
from dataclasses import dataclass

from django.db import transaction

from tarazy.accounts.models import User
from tarazy.base import crypto, trail
from tarazy.base.clock import now
from tarazy.base.db.identifiers import CROCKFORD
from tarazy.base.permissions import require
from tarazy.fieldwork.errors import CampaignClosed, NoLongerValid
from tarazy.fieldwork.models import Campaign, DeviceKey
from tarazy.fieldwork.models.device import CONTEXT

SECRET_LENGTH = 32  # letters of Crockford's base 32: 160 bits


@dataclass(frozen=True)
class NewDeviceKey:
    """A key with its secret, which is known only now."""

    key: DeviceKey
    secret: str


@transaction.atomic
def add_device_key(*, actor: object, campaign: Campaign, user: User, name: str = "") -> NewDeviceKey:
    """Give a person's device the means to send to a campaign. The secret is returned and not kept.

    Raises:
        CampaignClosed
    """
    require(actor, "fieldwork.add_device_key", campaign)
    if not campaign.is_open:
        raise CampaignClosed
    secret = "".join(secrets.choice(CROCKFORD) for _ in range(SECRET_LENGTH))
    key = DeviceKey.objects.create(
        campaign=campaign, user=user, name=name.strip()[:100], fingerprint=crypto.fingerprint(secret, CONTEXT)
    )
    trail.record(actor, "fieldwork.add_device_key", key, campaign=campaign.slug, holder=user.pk)
    return NewDeviceKey(key, secret)


@transaction.atomic
def revoke_device_key(*, actor: object, key: DeviceKey) -> DeviceKey:
    """From now on the key opens nothing; what it sent stays.

    Raises:
        NoLongerValid: it was revoked before.
    """
    require(actor, "fieldwork.revoke_device_key", key)
    by = actor if isinstance(actor, User) else None
    revoked_at = now()
    if not DeviceKey.objects.filter(pk=key.pk, revoked_at__isnull=True).update(revoked_at=revoked_at, revoked_by=by):
        raise NoLongerValid
    key.revoked_at, key.revoked_by = revoked_at, by
    trail.record(actor, "fieldwork.revoke_device_key", key)
    return key
