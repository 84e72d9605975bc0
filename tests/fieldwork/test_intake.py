"""Everything or nothing: many at once, killed in the middle, no room left; and what the trail makes of it."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from django.db import OperationalError, connection, connections

from tarazy.base import trail
from tarazy.base.permissions import SYSTEM
from tarazy.fieldwork import actions
from tarazy.fieldwork.changes import Cursor, changes_after
from tarazy.fieldwork.models import Attachment, DeviceKey, Form, FormVersion, Submission, SubmissionChange
from tarazy.people.actions import end_membership
from tarazy.people.choices import Role
from tarazy.people.models import Membership
from tests.fieldwork.factories import CampaignFactory, Device, device_for, hearing_xml, published_form, wait_until_fed
from tests.people.factories import user_holding


@pytest.fixture
def committed_device(transactional_db: None) -> Device:
    campaign = CampaignFactory()
    published_form(campaign)
    return device_for(campaign)


def at_once(count: int, act: Any) -> list[int]:
    """The status of `count` requests that begin together, each with a connection of its own."""
    together = threading.Barrier(count)
    found: list[int] = []

    def run(number: int) -> None:
        try:
            together.wait(30)
            found.append(act(number).status_code)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return found


@pytest.mark.postgresql
def test_twenty_identical_posts_at_once_are_all_accepted_and_make_one(committed_device: Device) -> None:
    xml = hearing_xml("uuid:1", photo="a.png")
    assert at_once(20, lambda _: _sender(committed_device).post(xml, {"a.png": b"picture"})) == [201] * 20
    assert Submission.objects.count() == 1
    assert Attachment.objects.count() == 1
    assert SubmissionChange.objects.count() == 1
    assert trail.verify().is_whole


@pytest.mark.postgresql
def test_two_edits_of_one_record_at_once_let_one_through(committed_device: Device) -> None:
    committed_device.post(hearing_xml("uuid:1"))
    found = at_once(
        4, lambda number: _sender(committed_device).post(hearing_xml(f"uuid:e{number}", deprecated_id="uuid:1"))
    )
    assert sorted(found) == [201, 409, 409, 409]
    assert Submission.objects.current().count() == 1


@pytest.mark.postgresql
def test_change_feed_misses_nothing_that_many_write_at_once(committed_device: Device) -> None:
    assert at_once(8, lambda _: _sender(committed_device).post(hearing_xml())) == [201] * 8
    wait_until_fed()
    cursor, seen = Cursor(), []
    while found := changes_after(cursor, limit=3):
        seen += [change.submission_id for change in found]
        cursor = found[-1].cursor
    assert sorted(seen) == sorted(Submission.objects.values_list("pk", flat=True))


def _sender(device: Device) -> Device:
    return Device(device.key, device.secret)


@pytest.mark.django_db
@pytest.mark.parametrize("words", ["database or disk is full", "could not extend file: No space left on device"])
def test_full_database_disk_is_507_and_keeps_nothing(
    device: Device, monkeypatch: pytest.MonkeyPatch, words: str
) -> None:
    def no_room(*args: object, **kwargs: object) -> None:
        raise OperationalError(words)

    with monkeypatch.context() as patched:
        patched.setattr("tarazy.fieldwork.actions.intake.trail.record", no_room)
        response = device.post(hearing_xml("uuid:1"))
    assert response.status_code == 507
    assert b"Nothing was lost" in response.content
    assert not Submission.objects.exists()
    assert device.post(hearing_xml("uuid:1")).status_code == 201


@pytest.mark.django_db
def test_full_file_disk_is_507_and_keeps_nothing(device: Device, monkeypatch: pytest.MonkeyPatch) -> None:
    xml = hearing_xml("uuid:1", photo="a.png")
    with monkeypatch.context() as patched:
        patched.setattr("tarazy.base.files.storage.RESERVE", 1 << 60)
        assert device.post(xml, {"a.png": b"picture 507"}).status_code == 507
    assert not Submission.objects.exists()
    assert device.post(xml, {"a.png": b"picture 507"}).status_code == 201


@pytest.mark.django_db
def test_busy_database_is_503_without_the_key_in_the_log(
    device: Device, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def busy(*args: object, **kwargs: object) -> None:
        raise OperationalError("database is locked")

    monkeypatch.setattr("tarazy.fieldwork.actions.intake.trail.record", busy)
    assert device.post(hearing_xml()).status_code == 503
    assert device.secret not in caplog.text


@pytest.mark.django_db
def test_trail_notices_a_changed_original_even_with_its_hash(device: Device) -> None:
    device.post(hearing_xml("uuid:1"))
    assert trail.verify().is_whole
    Submission.objects.update(original=b"<other/>", sha256="0" * 64)
    faults = trail.verify().faults
    assert [fault.where for fault in faults] == [f"submission {Submission.objects.get().public_id}"]


@pytest.mark.django_db
def test_trail_notices_a_changed_form(form: FormVersion) -> None:
    FormVersion.objects.update(xform=b"<other/>")
    assert [fault.where for fault in trail.verify().faults] == [f"form version {form.public_id}"]


@pytest.mark.django_db
def test_keys_of_who_leaves_the_network_are_revoked(form: FormVersion) -> None:
    user = user_holding(Role.MONITOR)
    device = device_for(form.form.campaign, user)
    end_membership(actor=SYSTEM, membership=Membership.objects.get(person__user=user), reason="left")
    assert DeviceKey.objects.get(pk=device.key.pk).is_revoked
    assert device.get("formList").status_code == 403


@pytest.mark.django_db
def test_intake_asks_the_database_ten_questions(device: Device, django_assert_max_num_queries: Any) -> None:
    device.post(hearing_xml())
    with django_assert_max_num_queries(12):
        device.post(hearing_xml())


@pytest.mark.django_db
def test_version_with_the_same_content_again_changes_nothing(form: FormVersion) -> None:
    again = actions.import_form(
        actor=SYSTEM,
        campaign=form.form.campaign,
        content=bytes(form.xform),
        filename="hearing.xml",
    )
    assert again == form
    assert Form.objects.count() == 1
    assert connection.vendor in {"sqlite", "postgresql"}
