"""Checking the trail and the stored originals; names the first broken link of each stream."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from tarazy.base import crypto
from tarazy.base.trail.chain import MAIN, entry_hash
from tarazy.base.trail.models import TrailEntry, TrailHead


@dataclass(frozen=True)
class Original:
    """Something kept as it came: how to name it, the hash noted at receipt, and how to read it now."""

    label: str
    sha256: str
    read: Callable[[], bytes]


Provider = Callable[[], Iterable[Original]]
_providers: dict[str, Provider] = {}


@dataclass(frozen=True)
class Fault:
    """One broken link: where, and what is wrong there."""

    where: str
    problem: str

    def __str__(self) -> str:
        return f"{self.where}: {self.problem}"


@dataclass
class Verification:
    """What was checked and what did not hold."""

    entries: int = 0
    streams: int = 0
    originals: int = 0
    faults: list[Fault] = field(default_factory=list)

    @property
    def is_whole(self) -> bool:
        return not self.faults


def register_originals(name: str, provider: Provider) -> None:
    """Let a room have its stored originals checked: ``provider()`` yields an :class:`Original` each."""
    _providers[name] = provider


def verify() -> Verification:
    """Check every stream, every head, every seal and every registered original."""
    result = Verification()
    heads = {head.stream: head for head in TrailHead.objects.all()}
    streams = set(TrailEntry.objects.values_list("stream", flat=True).distinct()) | set(heads)
    for stream in sorted(streams):
        result.streams += 1
        result.faults += _faults_of_stream(stream, heads.get(stream), result)
    result.faults += _faults_of_seals()
    result.faults += _faults_of_originals(result)
    return result


def _faults_of_stream(stream: str, head: TrailHead | None, result: Verification) -> Iterator[Fault]:
    number, digest = 0, ""
    for entry in TrailEntry.objects.filter(stream=stream).order_by("number").iterator(chunk_size=2000):
        result.entries += 1
        where = f"trail {stream} entry {entry.number}"
        if entry.number != number + 1:
            yield Fault(f"trail {stream} entry {number + 1}", "removed, or moved elsewhere")
            return
        if entry.previous != digest:
            yield Fault(where, "does not follow from the entry before it")
            return
        if entry_hash(entry) != entry.hash:
            yield Fault(where, "was edited after it was written")
            return
        number, digest = entry.number, entry.hash
    yield from _faults_of_head(stream, head, number, digest)


def _faults_of_head(stream: str, head: TrailHead | None, number: int, digest: str) -> Iterator[Fault]:
    if head is None:
        yield Fault(f"trail {stream}", "its head is missing")
    elif (head.number, head.hash) != (number, digest):
        yield Fault(f"trail {stream} entry {head.number}", f"removed: the stream now ends at {number}")
    elif number and not crypto.mac_matches("trail-head", f"{stream}:{number}:{digest}".encode(), head.seal):
        yield Fault(f"trail {stream} entry {number}", "its seal was not made with this installation's keys")


def _faults_of_seals() -> Iterator[Fault]:
    for seal in TrailEntry.objects.filter(stream=MAIN, action="trail.seal").order_by("number").iterator():
        for stream, (number, digest) in seal.data["heads"].items():
            found = TrailEntry.objects.filter(stream=stream, number=number).values_list("hash", flat=True).first()
            if found != digest:
                yield Fault(f"trail {stream} entry {number}", f"differs from what entry {seal.number} of main sealed")
                return


def _faults_of_originals(result: Verification) -> Iterator[Fault]:
    for provider in _providers.values():
        for original in provider():
            result.originals += 1
            try:
                content = original.read()
            except OSError:
                yield Fault(original.label, "the stored original is missing")
                continue
            if hashlib.sha256(content).hexdigest() != original.sha256:
                yield Fault(original.label, "the stored original no longer matches its hash")
