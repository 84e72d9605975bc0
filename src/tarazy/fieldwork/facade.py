"""The door to this room for the rooms above."""

from tarazy.fieldwork.actions import (
    MediaFile,
    add_campaign,
    add_device_key,
    close_campaign,
    import_form,
    publish_version,
    receive_in_bulk,
    revoke_device_key,
    withdraw_submission,
)
from tarazy.fieldwork.changes import Cursor, changes_after
from tarazy.fieldwork.queries import indicator_questions, submissions_for_results, values_at

__all__ = [
    "Cursor",
    "MediaFile",
    "add_campaign",
    "add_device_key",
    "changes_after",
    "close_campaign",
    "import_form",
    "indicator_questions",
    "publish_version",
    "receive_in_bulk",
    "revoke_device_key",
    "submissions_for_results",
    "values_at",
    "withdraw_submission",
]
