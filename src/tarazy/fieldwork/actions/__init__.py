"""Everything that changes campaigns, forms, keys and submissions: one verb each, one transaction, permission inside."""

from tarazy.fieldwork.actions.bulk import receive_in_bulk
from tarazy.fieldwork.actions.campaigns import add_campaign, change_campaign, close_campaign, reopen_campaign
from tarazy.fieldwork.actions.devices import NewDeviceKey, add_device_key, revoke_device_key
from tarazy.fieldwork.actions.forms import (
    MediaFile,
    add_media,
    import_form,
    publish_version,
    remove_draft,
    retire_version,
)
from tarazy.fieldwork.actions.submissions import withdraw_submission

__all__ = [
    "MediaFile",
    "NewDeviceKey",
    "add_campaign",
    "add_device_key",
    "add_media",
    "change_campaign",
    "close_campaign",
    "import_form",
    "publish_version",
    "receive_in_bulk",
    "remove_draft",
    "reopen_campaign",
    "retire_version",
    "revoke_device_key",
    "withdraw_submission",
]
