"""Shows the trail's check every original of this room: what devices sent, and the forms that they were sent for."""

from __future__ import annotations

from collections.abc import Iterator

from django.core.files.storage import default_storage

from tarazy.base import trail
from tarazy.base.trail.models import TrailEntry
from tarazy.base.trail.verification import Original
from tarazy.fieldwork.models import Attachment, FormVersion, Submission

CHUNK = 200


def _submissions() -> Iterator[Original]:
    """Against the hashes that the trail noted at receipt, for whoever changes a row can change its hash with it."""
    noted = _noted("fieldwork.receive_submission")
    for hashes in TrailEntry.objects.filter(action="fieldwork.receive_in_bulk").values_list("data__sha256", flat=True):
        noted |= hashes
    for row in Submission.objects.order_by("pk").only("public_id", "original").iterator(chunk_size=CHUNK):
        sha256 = noted.get(row.public_id, "")
        yield Original(f"submission {row.public_id}", sha256, lambda row=row: bytes(row.original))  # type: ignore[misc]


def _versions() -> Iterator[Original]:
    noted = _noted("fieldwork.import_form")
    for row in FormVersion.objects.order_by("pk").only("public_id", "xform").iterator(chunk_size=CHUNK):
        sha256 = noted.get(row.public_id, "")
        yield Original(f"form version {row.public_id}", sha256, lambda row=row: bytes(row.xform))  # type: ignore[misc]


def _noted(action: str) -> dict[str, str]:
    entries = TrailEntry.objects.filter(action=action).values_list("target", "data").iterator(chunk_size=2000)
    return {target: data.get("sha256", "") for target, data in entries}


def _attachments() -> Iterator[Original]:
    rows = Attachment.objects.filter(file__isnull=False).select_related("file").order_by("pk")
    for row in rows.iterator(chunk_size=CHUNK):
        path = row.file.path if row.file else ""
        yield Original(f"attachment {row.public_id}", row.sha256, lambda path=path: _read(path))  # type: ignore[misc]


def _read(path: str) -> bytes:
    with default_storage.open(path) as file:
        return bytes(file.read())


def register() -> None:
    trail.register_originals("fieldwork.submissions", _submissions)
    trail.register_originals("fieldwork.versions", _versions)
    trail.register_originals("fieldwork.attachments", _attachments)
