import pytest
from django.db import transaction

from tarazy.accounts.models import User
from tarazy.base import trail
from tarazy.base.permissions import SYSTEM
from tarazy.base.trail.models import TrailEntry, TrailHead
from tarazy.base.trail.verification import Original

pytestmark = pytest.mark.django_db


@pytest.fixture
def three_acts() -> list[TrailEntry]:
    user = User.objects.create_user("a@example.test")
    return [trail.record(user, "people.change", user, step=step) for step in range(3)]


def faults() -> list[str]:
    return [str(fault) for fault in trail.verify().faults]


@pytest.mark.usefixtures("three_acts")
def test_an_untouched_trail_is_whole() -> None:
    checked = trail.verify()
    assert checked.is_whole
    assert checked.entries == 3


def test_an_edited_entry_is_named(three_acts: list[TrailEntry]) -> None:
    TrailEntry.objects.filter(pk=three_acts[1].pk).update(data={"step": 9})
    assert faults() == ["trail main entry 2: was edited after it was written"]


def test_a_removed_entry_is_named(three_acts: list[TrailEntry]) -> None:
    three_acts[1].delete()
    assert faults() == ["trail main entry 2: removed, or moved elsewhere"]


def test_a_removed_last_entry_is_named(three_acts: list[TrailEntry]) -> None:
    three_acts[2].delete()
    assert faults() == ["trail main entry 3: removed: the stream now ends at 2"]


def test_reordered_entries_are_named(three_acts: list[TrailEntry]) -> None:
    first, second, _ = three_acts
    TrailEntry.objects.filter(pk=first.pk).update(number=99)
    TrailEntry.objects.filter(pk=second.pk).update(number=1)
    TrailEntry.objects.filter(pk=first.pk).update(number=2)
    assert faults() == ["trail main entry 1: does not follow from the entry before it"]


def test_a_trail_rewritten_by_someone_without_the_keys_is_found(three_acts: list[TrailEntry]) -> None:
    three_acts[2].delete()
    TrailHead.objects.update(number=2, hash=three_acts[1].hash)
    assert faults() == ["trail main entry 2: its seal was not made with this installation's keys"]


def test_a_stream_cut_short_after_sealing_is_found() -> None:
    entries = [trail.record(SYSTEM, "fieldwork.receive", stream="intake-1") for _ in range(2)]
    trail.seal_streams()
    entries[1].delete()
    TrailHead.objects.filter(stream="intake-1").delete()
    assert "trail intake-1 entry 2: differs from what entry 1 of main sealed" in faults()


@pytest.mark.usefixtures("three_acts")
def test_sealing_twice_without_new_entries_writes_once() -> None:
    trail.record(SYSTEM, "fieldwork.receive", stream="intake-1")
    assert trail.seal_streams() is not None
    assert trail.seal_streams() is None


def test_an_original_that_changed_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tarazy.base.trail.verification._providers", {})
    trail.register_originals("test", lambda: [Original("submission x", "0" * 64, lambda: b"<data/>")])
    assert faults() == ["submission x: the stored original no longer matches its hash"]


@pytest.mark.django_db(transaction=True)
def test_recording_outside_a_transaction_is_refused() -> None:
    with pytest.raises(RuntimeError):
        trail.record(SYSTEM, "people.change")


@pytest.mark.django_db(transaction=True)
def test_a_rolled_back_change_leaves_no_trace() -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        trail.record(SYSTEM, "people.change")
        raise ZeroDivisionError
    assert not TrailEntry.objects.exists()
