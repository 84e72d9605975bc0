"""Taking in what devices send: one submission, one transaction, everything or nothing."""

from __future__ import annotations

import errno
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import IntegrityError, OperationalError, transaction

from tarazy.accounts.models import User
from tarazy.base import files, trail
from tarazy.base.clock import today
from tarazy.base.files.errors import NoSpace
from tarazy.fieldwork.actions import lookups
from tarazy.fieldwork.choices import ChangeKind, VersionState
from tarazy.fieldwork.errors import (
    BadFileName,
    ClosedForSubmissions,
    EditOfOlder,
    EditOfUnknown,
    MalformedSubmission,
    NoRoom,
    OtherContent,
    OtherFile,
    UnknownForm,
)
from tarazy.fieldwork.files import SENT
from tarazy.fieldwork.models import Attachment, DeviceKey, FormVersion, Submission, SubmissionChange
from tarazy.fieldwork.problems import Problem
from tarazy.fieldwork.schemas import schema_of
from tarazy.fieldwork.signals import submission_received
from tarazy.fieldwork.xform.answers import Answers, Envelope, open_envelope, read_answers
from tarazy.fieldwork.xform.dimensions import observed_on
from tarazy.fieldwork.xform.xml import XmlRefused

ATTEMPTS = 3
_DISK_FULL = ("disk is full", "No space left", "could not extend file", "disk I/O error")


@dataclass(frozen=True)
class SentFile:
    """A file beside the XML, under the name that the device gave it."""

    name: str
    content: bytes = field(repr=False)


@dataclass(frozen=True)
class Receipt:
    """What became of a POST: the submission, and whether it was new or had already been here."""

    submission: Submission
    is_new: bool


@dataclass(frozen=True)
class Sent:
    """A record on its way in, with what its envelope says."""

    device: DeviceKey
    xml: bytes
    sha256: str
    envelope: Envelope
    attachments: Sequence[SentFile]
    reported_device: str
    is_incomplete: bool


def receive_submission(
    *,
    device: DeviceKey,
    xml: bytes,
    attachments: Sequence[SentFile] = (),
    reported_device: str = "",
    is_incomplete: bool = False,
) -> Receipt:
    """Keep what a device sent, whole, and read its answers once. On return everything is on the disk.

    The key is the permission: whoever calls has found it valid. The same XML again is received again without a
    double, and only files that are missing are added. `is_incomplete` says that more files follow in further POSTs.

    Raises:
        NotTaken: of some kind; nothing was kept then.
    """
    try:
        envelope = open_envelope(xml)
    except XmlRefused as refused:
        raise MalformedSubmission(refused.problem) from refused
    for sent in attachments:
        if not sent.name or len(sent.name) > 255 or "\x00" in sent.name:
            raise BadFileName(sent.name)
    sha256 = hashlib.sha256(xml).hexdigest()
    return _with_retries(Sent(device, xml, sha256, envelope, attachments, reported_device[:200], is_incomplete))


def _with_retries(sent: Sent) -> Receipt:
    """The same record may arrive twice at once: the loser of the race finds what the winner wrote."""
    for attempt in range(ATTEMPTS):
        try:
            with transaction.atomic():
                return _receive(sent)
        except IntegrityError:
            if attempt == ATTEMPTS - 1:
                raise
        except (OperationalError, OSError) as error:
            if is_disk_full(error):
                raise NoRoom from error
            raise
        except NoSpace as error:
            raise NoRoom from error
    raise AssertionError("unreachable")


def is_disk_full(error: Exception) -> bool:
    """Whether the database or the file system had no room; both say it in their own words."""
    if isinstance(error, OSError) and error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return True
    return any(words in str(error) for words in _DISK_FULL)


def _receive(sent: Sent) -> Receipt:
    versions = lookups.versions_of_form(sent.device.campaign_id, sent.envelope.form_id)
    if not versions:
        raise UnknownForm(sent.envelope.form_id)
    known = lookups.known_submission(versions[0].form_id, sent.envelope.instance_id)
    if known is not None:
        return _receive_again(sent, known)
    if versions[0].campaign_closed_at is not None:  # type: ignore[attr-defined]
        raise ClosedForSubmissions
    return Receipt(_receive_new(sent, versions), is_new=True)


def _receive_again(sent: Sent, submission: Submission) -> Receipt:
    if submission.sha256 != sent.sha256:
        raise OtherContent
    changed = _keep_attachments(sent, submission)
    if not submission.is_complete and not sent.is_incomplete:
        submission.is_complete = True
        changed.append("is_complete")
    if changed:
        submission.save(update_fields=sorted(set(changed) - {"attachments"}) or ["is_complete"])
        _record(sent, "fieldwork.complete_submission", submission)
    return Receipt(submission, is_new=False)


def _receive_new(sent: Sent, versions: Sequence[FormVersion]) -> Submission:
    former = _former(sent, versions[0].form_id)
    version = version_for(sent.envelope, versions)
    answers = read_record(sent.envelope, version)
    submission = new_submission(sent, version, answers, former)
    submission.save(force_insert=True)
    if former is not None:
        Submission.objects.filter(pk=former.pk).update(is_current=False)
        SubmissionChange.objects.create(submission=former, kind=ChangeKind.REPLACED)
    if _keep_attachments(sent, submission):
        submission.save(update_fields=["flags"])
    SubmissionChange.objects.create(submission=submission, kind=ChangeKind.RECEIVED)
    _note_use(sent.device)
    submission_received.send(Submission, submission=submission)
    _record(sent, "fieldwork.receive_submission", submission, sha256=sent.sha256)
    return submission


def _former(sent: Sent, form_id: int) -> Submission | None:
    """The submission that this one corrects, if it says so; it must be the latest of its record."""
    if not sent.envelope.deprecated_id:
        return None
    found = Submission.objects.filter(form_id=form_id, instance_id=sent.envelope.deprecated_id)
    former = found.only("pk", "root_id", "edition", "is_current").first()
    if former is None:
        raise EditOfUnknown
    if not former.is_current:
        raise EditOfOlder
    return former


def version_for(envelope: Envelope, versions: Sequence[FormVersion]) -> FormVersion:
    """The version that the record names; else the published one; else the newest."""
    for version in versions:
        if version.version == envelope.version:
            return version
    return next((version for version in versions if version.state == VersionState.PUBLISHED), versions[0])


def read_record(envelope: Envelope, version: FormVersion) -> Answers:
    """The answers of a record, with a flag where it was not made with a published version of the form."""
    answers = read_answers(envelope, schema_of(version), today())
    if version.version != envelope.version:
        params = {"version": envelope.version[:100], "used": version.version[:100]}
        answers.flags.insert(0, Problem("unknown_version", "warning", params=params))
    elif version.state == VersionState.DRAFT:
        answers.flags.insert(0, Problem("draft_version", "warning", params={"version": version.version[:100]}))
    return answers


def new_submission(sent: Sent, version: FormVersion, answers: Answers, former: Submission | None = None) -> Submission:
    """The row that keeps a record, not yet written."""
    envelope = sent.envelope
    return Submission(
        campaign_id=sent.device.campaign_id,
        form_id=version.form_id,
        version=version,
        declared_version=envelope.version,
        instance_id=envelope.instance_id,
        instance_name=envelope.instance_name,
        original=sent.xml,
        sha256=sent.sha256,
        device=sent.device,
        reported_device=sent.reported_device,
        answers=answers.values,
        flags=[flag.as_json() for flag in answers.flags],
        promised_files=answers.files,
        observed_on=_observed_on(answers, version),
        is_complete=not sent.is_incomplete,
        is_trial=version.state == VersionState.DRAFT,
        edition=former.edition + 1 if former else 1,
        root_id=(former.root_id or former.pk) if former else None,
        replaces=former,
    )


def _observed_on(answers: Answers, version: FormVersion) -> date | None:
    return observed_on(answers.values, schema_of(version))


def _keep_attachments(sent: Sent, submission: Submission) -> list[str]:
    """Add the files that are not here yet; returns what changed: "attachments", and "flags" for the unexpected."""
    if not sent.attachments:
        return []
    present = dict(submission.attachments.values_list("name", "sha256"))
    changed: list[str] = []
    for file in sent.attachments:
        sha256 = hashlib.sha256(file.content).hexdigest()
        if present.get(file.name, sha256) != sha256:
            raise OtherFile(file.name)
        if file.name in present:
            continue
        present[file.name] = sha256
        changed += ["attachments", *_keep_attachment(sent, submission, file, sha256)]
    return changed


def _keep_attachment(sent: Sent, submission: Submission, file: SentFile, sha256: str) -> list[str]:
    stored = None
    if file.content:
        stored = files.store(file.content, name=file.name, allowed=SENT, actor=_holder(sent.device))
    is_expected = file.name in submission.promised_files
    Attachment.objects.create(
        submission=submission,
        name=file.name,
        file=stored,
        sha256=sha256,
        size=len(file.content),
        is_expected=is_expected,
    )
    if is_expected:
        return []
    flag = Problem("unexpected_file", "warning", params={"name": file.name})
    submission.flags = [*submission.flags, flag.as_json()]
    return ["flags"]


def _note_use(device: DeviceKey) -> None:
    """Once a day: a write for every submission would make devices wait for each other."""
    day = today()
    if device.last_used_on != day:
        DeviceKey.objects.filter(pk=device.pk).update(last_used_on=day)


def _record(sent: Sent, action: str, submission: Submission, **data: Any) -> None:
    """The last step, in a stream picked by chance, so that the chain holds up nobody for longer than it must."""
    data["device"] = sent.device.public_id
    trail.record(_holder(sent.device), action, submission, stream=trail.new_intake_stream(), **data)


def _holder(device: DeviceKey) -> User:
    return User(pk=device.user_id)
