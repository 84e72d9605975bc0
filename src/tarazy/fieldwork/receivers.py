"""What happens here when something changes on a lower floor."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver

from tarazy.base.permissions import SYSTEM
from tarazy.fieldwork.actions import revoke_device_key
from tarazy.fieldwork.models import DeviceKey
from tarazy.people.facade import active_memberships
from tarazy.people.signals import membership_ended


@receiver(membership_ended)
def revoke_keys_of_who_left(sender: object, membership: Any, **kwargs: object) -> None:
    """Who belongs to no organisation of the network any more sends nothing more."""
    user = membership.person.user
    if user is None or active_memberships(user).exists():
        return
    for key in DeviceKey.objects.filter(user=user, revoked_at__isnull=True):
        revoke_device_key(actor=SYSTEM, key=key)
