import json
import logging
from datetime import timedelta

import pytest
import time_machine
from click.testing import CliRunner
from django.db import connection, transaction

from tarazy.base.clock import now
from tarazy.base.outbox import OutboxEntry, Undeliverable, deliver_due, enqueue, handler, handlers, retry
from tarazy.base.outbox.commands import outbox
from tarazy.base.outbox.delivery import delay_after, deliver_next, forget_delivered

pytestmark = pytest.mark.django_db


@pytest.fixture
def delivered(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, object]]:
    """What entries of the kind "test" brought; "broken" ones fail, "hopeless" ones can't be delivered at all."""
    monkeypatch.setattr(handlers, "_handlers", {})
    arrived: list[dict[str, object]] = []

    @handler("broken", attempts=3)
    def break_off(payload: dict[str, object]) -> None:
        raise ConnectionError("Айгүл <a@example.test> could not be reached")

    @handler("hopeless")
    def give_up(payload: dict[str, object]) -> None:
        raise Undeliverable("recipient refused 550")

    handler("test")(arrived.append)
    return arrived


def test_an_entry_is_delivered_once_and_then_empty(delivered: list[dict[str, object]]) -> None:
    entry = enqueue("test", {"to": "Айгүл"})
    assert deliver_due() == 1
    assert delivered == [{"to": "Айгүл", "entry": entry.public_id}]
    assert deliver_due() == 0
    entry.refresh_from_db()
    assert (entry.state, entry.payload, entry.attempts) == ("done", "", 1)


def test_a_payload_is_not_readable_in_the_database(delivered: list[dict[str, object]]) -> None:
    enqueue("test", {"to": "Aigul"})
    with connection.cursor() as cursor:
        cursor.execute("SELECT payload FROM base_outboxentry")
        assert "Aigul" not in cursor.fetchone()[0]


def test_a_rolled_back_transaction_takes_its_entry_along(delivered: list[dict[str, object]]) -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        enqueue("test", {})
        raise RuntimeError
    assert deliver_due() == 0


def test_an_entry_waits_for_its_time(delivered: list[dict[str, object]]) -> None:
    enqueue("test", {}, not_before=now() + timedelta(hours=1))
    assert deliver_due() == 0
    with time_machine.travel(now() + timedelta(hours=2)):
        assert deliver_due() == 1


def test_the_oldest_goes_first(delivered: list[dict[str, object]]) -> None:
    for number in range(3):
        enqueue("test", {"number": number})
    deliver_due()
    assert [payload["number"] for payload in delivered] == [0, 1, 2]


def test_what_fails_is_tried_later_and_given_up_at_last(
    delivered: list[dict[str, object]], caplog: pytest.LogCaptureFixture
) -> None:
    entry = enqueue("broken", {"to": "a@example.test"})
    moment = now()
    for attempt in (1, 2, 3):
        with time_machine.travel(moment), caplog.at_level(logging.INFO):
            assert deliver_due() == 1
            entry.refresh_from_db()
            assert entry.attempts == attempt
            moment = entry.due_at + timedelta(seconds=1)
    assert entry.state == "dead"
    assert entry.last_error == "ConnectionError"
    assert "example.test" not in caplog.text
    assert json.loads(entry.payload)["to"] == "a@example.test"


def test_delays_grow_to_six_hours() -> None:
    for attempts, seconds in ((1, 15), (2, 60), (3, 240), (8, 6 * 3600), (100, 6 * 3600)):
        for _ in range(20):
            assert 0.79 * seconds < delay_after(attempts).total_seconds() < 1.21 * seconds


def test_what_cannot_be_delivered_is_given_up_at_once(delivered: list[dict[str, object]]) -> None:
    entries = [enqueue("hopeless", {}), enqueue("nobody delivers this", {})]
    deliver_due()
    for entry, reason in zip(entries, ["recipient refused 550", "no handler"], strict=True):
        entry.refresh_from_db()
        assert (entry.state, entry.last_error) == ("dead", reason)


def test_a_claim_keeps_others_away_until_it_lapses(delivered: list[dict[str, object]]) -> None:
    entry = enqueue("test", {})
    OutboxEntry.objects.filter(pk=entry.pk).update(claim="another", claimed_until=now() + timedelta(minutes=5))
    assert not deliver_next()
    with time_machine.travel(now() + timedelta(minutes=6)):
        assert deliver_next()
    assert len(delivered) == 1


def test_who_was_too_slow_does_not_undo_what_another_did(delivered: list[dict[str, object]]) -> None:
    @handler("slow")
    def lose_claim(payload: dict[str, object]) -> None:
        OutboxEntry.objects.filter(public_id=payload["entry"]).update(claim="another")

    entry = enqueue("slow", {})
    deliver_next()
    entry.refresh_from_db()
    assert (entry.state, entry.claim) == ("waiting", "another")


def test_the_commands_show_and_retry(delivered: list[dict[str, object]]) -> None:
    entry = enqueue("hopeless", {"to": "a@example.test"})
    deliver_due()
    shown = CliRunner().invoke(outbox, ["list", "--json"])
    assert [row["public_id"] for row in json.loads(shown.output)] == [entry.public_id]
    assert "example.test" not in shown.output
    assert CliRunner().invoke(outbox, ["retry", entry.public_id]).exit_code == 0
    entry.refresh_from_db()
    assert (entry.state, entry.attempts) == ("waiting", 0)
    assert CliRunner().invoke(outbox, ["retry", "nothing"]).exit_code == 1
    assert CliRunner().invoke(outbox, ["retry"]).exit_code == 2


def test_delivered_entries_are_forgotten_after_a_month(delivered: list[dict[str, object]]) -> None:
    enqueue("test", {})
    enqueue("hopeless", {})
    deliver_due()
    assert forget_delivered() == 0
    with time_machine.travel(now() + timedelta(days=31)):
        assert forget_delivered() == 1
    assert retry() == 1


@pytest.mark.parametrize("number", [0, 20])
def test_idling_asks_one_question_and_writes_nothing(
    number: int, delivered: list[dict[str, object]], django_assert_num_queries
) -> None:
    for _ in range(number):
        enqueue("test", {}, not_before=now() + timedelta(days=1))
    with django_assert_num_queries(1):
        assert not deliver_next()
