"""Writers and sweepers of the same content at once: no row ever loses its content."""

from collections.abc import Callable

import pytest

from tests.support.program import Installation

WORK = """
import random
import django
django.setup()
from django.core.files.storage import default_storage
from django.db import transaction
from tarazy.base import files
from tarazy.base.files.actions import sweep_discarded
from tarazy.base.files.allowed import Allowed
from tarazy.base.permissions import SYSTEM
TEXT = Allowed(frozenset({"text/plain"}), 1000)
for _ in range(40):
    content = random.choice([b"one", b"two"])
    with transaction.atomic():
        kept = files.store(content, name="a.txt", allowed=TEXT, actor=SYSTEM)
    with default_storage.open(kept.path) as file:
        assert file.read() == content
    if random.random() < 0.7:
        files.discard(kept)
    sweep_discarded()
"""
COUNT = """
import django
django.setup()
from django.core.files.storage import default_storage
from tarazy.base.files import StoredFile
missing = [row.pk for row in StoredFile.objects.filter(discarded_at=None) if not default_storage.exists(row.path)]
print(len(missing), StoredFile.objects.filter(discarded_at=None).count())
"""


@pytest.mark.parametrize("engine", ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def test_no_row_loses_its_content(migrated_installation: Callable[[str], Installation], engine: str) -> None:
    installation = migrated_installation(engine)
    workers = [installation.start(WORK) for _ in range(3)]
    for worker in workers:
        _, complaint = worker.communicate(timeout=120)
        assert worker.returncode == 0, complaint
    missing, kept = map(int, installation.do(COUNT).split())
    assert missing == 0
    assert kept > 0
