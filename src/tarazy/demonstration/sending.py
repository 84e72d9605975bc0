"""Which record is sent when, by whom, and with which of the faults that real data have."""

from __future__ import annotations

import random
import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from tarazy.demonstration.hearings import Observation
from tarazy.demonstration.network import monitors_of
from tarazy.demonstration.records import VERSION, Identity, record_xml

ACCEPTED, MALFORMED, CONFLICT = 201, 400, 409
AT_HOME = 0.7  # of hearings are watched by the monitor who lives closest
LATE = 30  # one record in so many arrives after all others: a month without a connection
Pair = tuple[Observation, Observation | None]


@dataclass(frozen=True)
class Sending:
    """One request: whose device, which bytes, and the answer that the protocol wants."""

    account: str
    xml: bytes
    expected: int = ACCEPTED


@dataclass(frozen=True)
class _Record:
    seen: Observation
    account: str
    instance_id: str

    def sending(self, *, version: str = VERSION, unknown: Mapping[str, str] | None = None) -> Sending:
        xml = record_xml(self.seen, Identity(self.instance_id), version=version, unknown=unknown)
        return Sending(self.account, xml)

    def with_answers(self, **changed: str) -> _Record:
        """The same record with other answers about the hearing."""
        answers = {**self.seen.answers, **changed}
        return replace(self, seen=replace(self.seen, answers=answers))


class Plan:
    """Turns hearings into requests. How many of a fault there are does not depend on chance; where they fall does."""

    def __init__(self, pairs: Iterable[Pair], everyone: Sequence[str], seed: int) -> None:
        self.chance = random.Random(seed)  # noqa: S311 - invents data, protects nothing
        self.everyone = everyone
        self.records = [record for pair in pairs for record in self._assigned(pair)]

    def sendings(self) -> list[Sending]:
        """Return all requests in the order in which they arrive."""
        requests = [[record.sending()] for record in self.records]
        numbers = list(range(len(self.records)))
        self.chance.shuffle(numbers)
        for fault, count in self._faults():
            for number in numbers[:count]:
                requests[number] = fault(self.records[number])
            del numbers[:count]
        late: list[Sending] = []
        for number in numbers[: len(self.records) // LATE]:
            late += requests[number]
            requests[number] = []
        return [sending for of_record in requests for sending in of_record] + late

    def _faults(self) -> list[tuple[Callable[[_Record], list[Sending]], int]]:
        return [
            (self._sent_twice, 40),
            (self._corrected, 55),
            (self._other_content_under_the_same_id, 3),
            (self._cut_and_sent_again, 3),
            (self._with_unknown_node, 8),
            (self._with_older_version, 6),
            (self._with_odd_date, 6),
            (self._with_older_region, 4),
            (self._without_region, 5),
        ]

    def _assigned(self, pair: Pair) -> list[_Record]:
        first, second = pair
        monitors = monitors_of(first.region)
        others = [*monitors, *self.everyone]
        watching = monitors[0] if self.chance.random() < AT_HOME else self.chance.choice(monitors)
        records = [_Record(first, watching, self._instance_id())]
        if second is not None:
            partner = next(account for account in others if account != watching)
            records.append(_Record(second, partner, self._instance_id()))
        return records

    def _instance_id(self) -> str:
        return f"uuid:{uuid.UUID(int=self.chance.getrandbits(128), version=4)}"

    def _sent_twice(self, record: _Record) -> list[Sending]:
        """The answer was lost on the way; the device sends the same bytes again."""
        return [record.sending(), record.sending()]

    def _corrected(self, record: _Record) -> list[Sending]:
        """The monitor noticed a slip and edited the sent record."""
        edited = Identity(self._instance_id(), corrects=record.instance_id)
        correction = Sending(record.account, record_xml(record.seen, edited))
        return [record.with_answers(language="other").sending(), correction]

    def _other_content_under_the_same_id(self, record: _Record) -> list[Sending]:
        """A device that was restored from a copy gives another record the same identifier."""
        clash = record.with_answers(public_count="499").sending()
        return [record.sending(), replace(clash, expected=CONFLICT)]

    def _cut_and_sent_again(self, record: _Record) -> list[Sending]:
        """The connection broke inside the XML; the device keeps the record and sends it again."""
        whole = record.sending()
        return [replace(whole, xml=whole.xml[: len(whole.xml) // 2], expected=MALFORMED), whole]

    def _with_unknown_node(self, record: _Record) -> list[Sending]:
        return [record.sending(unknown={"weather": "snow"})]

    def _with_older_version(self, record: _Record) -> list[Sending]:
        return [record.sending(version="2025.4")]

    def _with_odd_date(self, record: _Record) -> list[Sending]:
        """The telephone's clock was wrong, or another client let a word through."""
        odd = self.chance.choice(["1970-01-01", "2062-05-14", "yesterday"])
        return [record.with_answers(hearing_date=odd).sending()]

    def _with_older_region(self, record: _Record) -> list[Sending]:
        """A code of before June 2022, whose territory now lies in two regions."""
        return [record.with_answers(region="KZ-VOS").sending()]

    def _without_region(self, record: _Record) -> list[Sending]:
        return [record.with_answers(region="").sending()]
