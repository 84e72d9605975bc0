"""What a device is offered."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, QuerySet

from tarazy.fieldwork.choices import VersionState
from tarazy.fieldwork.models import DeviceKey, FormMedia, FormVersion


def offered_forms(device: DeviceKey, form_id: str = "") -> QuerySet[FormVersion]:
    """The published version of each form of the key's campaign, none once the campaign is closed."""
    found = FormVersion.objects.published().filter(
        form__campaign_id=device.campaign_id, form__campaign__closed_at__isnull=True
    )
    if form_id:
        found = found.filter(form__form_id=form_id)
    has_media = Exists(FormMedia.objects.filter(version=OuterRef("pk")))
    return (
        found.defer("xform", "warnings").select_related("form").annotate(has_media=has_media).order_by("form__form_id")
    )


def offered_version(device: DeviceKey, public_id: str) -> FormVersion | None:
    """A version that is or was offered; a device may fetch an older one that its list still named."""
    found = FormVersion.objects.exclude(state=VersionState.DRAFT)
    return found.filter(form__campaign_id=device.campaign_id, public_id=public_id).first()


def form_media(version: FormVersion) -> QuerySet[FormMedia]:
    """The media files of a version that have arrived, in the order of their names."""
    return version.media.filter(file__isnull=False).order_by("name")


def media_file(device: DeviceKey, public_id: str) -> FormMedia | None:
    """A file of a form that is or was offered to this device."""
    found = FormMedia.objects.filter(public_id=public_id, version__form__campaign_id=device.campaign_id)
    return found.exclude(version__state=VersionState.DRAFT).select_related("file").first()
