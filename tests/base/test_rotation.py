import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner
from django.core.exceptions import FieldError
from django.db import connection, transaction

from tarazy.base import trail
from tarazy.base.crypto import KeyRingError, Tampered, decrypt, holders
from tarazy.base.crypto.commands import keys
from tarazy.base.crypto.keyring import Purpose, State, keyring
from tarazy.base.crypto.rotation import destroy_key, key_uses, rotate
from tarazy.base.mail.models import LocalMail
from tarazy.base.outbox import OutboxEntry, enqueue
from tarazy.base.permissions import SYSTEM
from tarazy.base.trail.models import TrailHead

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("ring")]


def test_the_trail_is_sealed_anew_and_stays_whole() -> None:
    with transaction.atomic():
        trail.record(SYSTEM, "test.act")
    old = keyring().active(Purpose.SEAL).id
    assert rotate(Purpose.SEAL) == [old]
    assert TrailHead.objects.get(stream="main").seal.startswith(keyring().active(Purpose.SEAL).id)
    assert trail.verify().is_whole


def test_a_broken_seal_is_not_mended_by_a_rotation() -> None:
    with transaction.atomic():
        trail.record(SYSTEM, "test.act")
    head = TrailHead.objects.get(stream="main")
    broken = head.seal[:-4] + "0000"
    TrailHead.objects.update(seal=broken)
    assert rotate(Purpose.SEAL) == []
    assert TrailHead.objects.get(stream="main").seal == broken
    assert not trail.verify().is_whole


def test_only_a_settled_retired_key_is_destroyed() -> None:
    old = keyring().active().id
    with pytest.raises(KeyRingError, match="is active"):
        destroy_key(old)
    assert old in rotate()
    with pytest.raises(KeyRingError, match="less than a day"):
        destroy_key(old)
    assert keyring().key(old).state is State.RETIRED
    destroy_key(old, now=datetime.now(UTC) + timedelta(days=2))
    assert old not in {key.id for key in keyring().keys}


@pytest.fixture
def entries(ring: Path) -> list[OutboxEntry]:
    return [enqueue("test", {"number": number}) for number in range(7)]


def payloads() -> set[int]:
    return {json.loads(entry.payload)["number"] for entry in OutboxEntry.objects.exclude(payload__isnull=True)}


@pytest.mark.usefixtures("entries")
def test_everything_is_encrypted_anew_and_still_readable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(holders, "BATCH", 3)
    old = keyring().active().id
    done: list[int] = []
    assert old in rotate(progress=lambda _place, number: done.append(number))
    assert done == [3, 3, 1]
    assert OutboxEntry.objects.filter(payload__stored_with=old).count() == 0
    assert OutboxEntry.objects.filter(payload__stored_with=keyring().active().id).count() == 7
    assert payloads() == set(range(7))


@pytest.mark.usefixtures("entries")
def test_a_rotation_that_was_broken_off_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(holders, "BATCH", 3)
    old = keyring().active().id

    def power_cut(_place: str, _number: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        rotate(progress=power_cut)
    assert keyring().key(old).state is State.SUPERSEDED
    assert OutboxEntry.objects.filter(payload__stored_with=old).count() == 4
    assert payloads() == set(range(7))
    number_of_keys = len(keyring().keys)
    assert old in rotate(resume=True)
    assert len(keyring().keys) == number_of_keys


def test_a_rotation_does_not_undo_a_change_made_meanwhile(
    entries: list[OutboxEntry], monkeypatch: pytest.MonkeyPatch
) -> None:
    def change_first(token: str, context: str) -> bytes:
        entry = entries[0]
        if OutboxEntry.objects.get(pk=entry.pk).payload == entry.payload:
            OutboxEntry.objects.filter(pk=entry.pk).update(payload='{"number": 100}')
        return decrypt(token, context)

    monkeypatch.setattr(holders, "decrypt", change_first)
    rotate()
    assert payloads() == {100, 1, 2, 3, 4, 5, 6}


def test_the_list_says_where_each_key_is_used_and_which_is_missing(entries: list[OutboxEntry]) -> None:
    active = keyring().active().id
    with connection.cursor() as cursor:
        cursor.execute("UPDATE base_outboxentry SET payload = 't1.dffffffff.AAAA' WHERE id = %s", [entries[0].pk])
    uses = {use.id: use for use in key_uses()}
    assert uses[active].uses == {"base.outboxentry.payload": 6}
    assert (uses["dffffffff"].state, uses["dffffffff"].uses) == ("missing", {"base.outboxentry.payload": 1})


def test_an_encrypted_field_cannot_be_searched() -> None:
    for lookup in ("payload", "payload__contains", "payload__in"):
        with pytest.raises(FieldError, match="encrypted"):
            OutboxEntry.objects.filter(**{lookup: "a"}).exists()


def test_a_token_moved_to_another_column_does_not_open() -> None:
    entry = enqueue("test", {})
    with connection.cursor() as cursor:
        cursor.execute("SELECT payload FROM base_outboxentry WHERE id = %s", [entry.pk])
        token = cursor.fetchone()[0]
        LocalMail.objects.create(to="", subject="", language="kk", text="", entry="1")
        cursor.execute("UPDATE base_localmail SET text = %s", [token])
    with pytest.raises(Tampered):
        LocalMail.objects.get()


def test_the_commands_rotate_and_list() -> None:
    enqueue("test", {})
    run = CliRunner()
    rotated = run.invoke(keys, ["rotate"])
    assert rotated.exit_code == 0
    assert "base.outboxentry.payload: 1 made anew" in rotated.output
    listed = json.loads(run.invoke(keys, ["list", "--json"]).output)
    assert {use["state"] for use in listed} >= {"active", "retired"}
    assert not any("secret" in use for use in listed)
    assert run.invoke(keys, ["destroy", keyring().active().id]).exit_code == 1
