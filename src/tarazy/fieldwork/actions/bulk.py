"""Taking in many records at once: for loads that are made here, never for what a device sends."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from django.db import transaction

from tarazy.base import trail
from tarazy.base.permissions import require
from tarazy.fieldwork.actions import lookups
from tarazy.fieldwork.actions.intake import Sent, new_submission, read_record, version_for
from tarazy.fieldwork.choices import ChangeKind
from tarazy.fieldwork.errors import UnknownForm
from tarazy.fieldwork.models import DeviceKey, Submission, SubmissionChange
from tarazy.fieldwork.signals import submission_received
from tarazy.fieldwork.xform.answers import open_envelope

BATCH = 250


def receive_in_bulk(*, actor: object, device: DeviceKey, records: Sequence[bytes]) -> int:
    """Keep new records of one device, read as single ones are, and say how many were not here yet.

    They are written in one transaction and with one entry in the trail, which holds their hashes. Records that are
    here already are left out, whatever they hold now; corrections and files can't come this way.

    Raises:
        UnknownForm: a record is of a form that the device's campaign does not have.
        XmlRefused: a record is not well-formed.
    """
    require(actor, "fieldwork.add_device_key", device.campaign)
    submissions = [_read(device, xml) for xml in records]
    with transaction.atomic():
        return _write(actor, device, submissions)


def _read(device: DeviceKey, xml: bytes) -> Submission:
    envelope = open_envelope(xml)
    versions = lookups.versions_of_form(device.campaign_id, envelope.form_id)
    if not versions:
        raise UnknownForm(envelope.form_id)
    version = version_for(envelope, versions)
    sent = Sent(device, xml, hashlib.sha256(xml).hexdigest(), envelope, (), "", is_incomplete=False)
    return new_submission(sent, version, read_record(envelope, version))


def _write(actor: object, device: DeviceKey, submissions: Sequence[Submission]) -> int:
    ids = [submission.instance_id for submission in submissions]
    known = Submission.objects.filter(campaign=device.campaign_id, instance_id__in=ids)
    here = set(known.values_list("instance_id", flat=True))
    fresh = [submission for submission in submissions if submission.instance_id not in here]
    if not fresh:
        return 0
    Submission.objects.bulk_create(fresh, batch_size=BATCH)
    SubmissionChange.objects.bulk_create(
        [SubmissionChange(submission=submission, kind=ChangeKind.RECEIVED) for submission in fresh], batch_size=BATCH
    )
    for submission in fresh:
        submission_received.send(Submission, submission=submission)
    hashes = {submission.public_id: submission.sha256 for submission in fresh}
    trail.record(actor, "fieldwork.receive_in_bulk", device, stream=trail.new_intake_stream(), sha256=hashes)
    return len(fresh)
