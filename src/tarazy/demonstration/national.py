"""A synthetic load of the size of the country: a hundred thousand records, read as single ones are, written in bulk."""

from __future__ import annotations

import multiprocessing
import random
import uuid
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor

from django.db import connections

from tarazy.base.db import hasty_commits
from tarazy.base.permissions import SYSTEM
from tarazy.demonstration.generation import generator
from tarazy.demonstration.records import Identity, record_xml
from tarazy.fieldwork import facade as fieldwork
from tarazy.fieldwork.models import Campaign, DeviceKey

RECORDS = 100_000
BATCH = 500
SEED = 7_000_000
PROCESSES = 2
# Hearings by region of which a batch takes its records, roughly as people live in the country.
COUNTS = {
    **{"KZ-75": 55, "KZ-71": 34, "KZ-79": 29, "KZ-61": 51, "KZ-19": 36, "KZ-31": 29, "KZ-35": 27, "KZ-15": 22},
    **{"KZ-39": 20, "KZ-43": 20, "KZ-47": 19, "KZ-55": 18, "KZ-11": 19, "KZ-63": 18, "KZ-23": 17, "KZ-33": 17},
    **{"KZ-27": 17, "KZ-10": 16, "KZ-59": 14, "KZ-62": 7},
}
Progress = Callable[[list[int], str], Iterable[int]]


def send_national_records(campaign: Campaign, progress: Progress) -> None:
    """Write all batches, those that are there already left out; `progress` is handed their numbers and yields them."""
    keys = list(campaign.device_keys.filter(revoked_at__isnull=True).values_list("pk", flat=True))
    batches = list(range(RECORDS // BATCH))
    connections.close_all()  # a connection must not be shared with the processes that begin here
    with ProcessPoolExecutor(PROCESSES, mp_context=multiprocessing.get_context("fork")) as pool:
        done = [pool.submit(write_batch, batch, keys[batch % len(keys)]) for batch in batches]
        for batch in progress(batches, "Batches"):
            done[batch].result()


def write_batch(batch: int, key: int) -> int:
    """Write one batch and return how many of its records were new."""
    device = DeviceKey.objects.select_related("campaign").get(pk=key)
    records = list(_records(batch))
    with hasty_commits():
        return fieldwork.receive_in_bulk(actor=SYSTEM, device=device, records=records)


def _records(batch: int) -> Iterator[bytes]:
    chance = random.Random(SEED + batch)  # noqa: S311 - invents data, protects nothing
    pairs = generator(SEED + batch).observations(COUNTS)
    seen = [observation for pair in pairs for observation in pair if observation is not None]
    for observation in chance.sample(seen, BATCH):
        identity = Identity(f"uuid:{uuid.UUID(int=chance.getrandbits(128), version=4)}")
        yield record_xml(observation, identity)
