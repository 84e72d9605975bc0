"""A server killed in the middle of intake: afterwards there is a whole record or none, and the retry completes it."""

from __future__ import annotations

import random
import signal
import time
from pathlib import Path

import pytest

from tests.support.program import Installation

PREPARE = """
import django; django.setup()
from tarazy.config.preparation import prepare; prepare()
from tests.fieldwork.factories import *
campaign = CampaignFactory(); published_form(campaign)
print(device_for(campaign).secret)
"""
SEND = """
import sys, django; django.setup()
from django.conf import settings; settings.ALLOWED_HOSTS = ["testserver"]
from tests.fieldwork.factories import *
from tarazy.fieldwork.models import DeviceKey
device = Device(DeviceKey.objects.get(), sys.argv[1])
for number in range(int(sys.argv[2]), 10_000):
    xml = hearing_xml(f"uuid:{number}", photo="a.bin")
    assert device.post(xml, {"a.bin": str(number).encode() * 200}).status_code == 201
    print(number, flush=True)
"""
CHECK = """
import django; django.setup()
from tarazy.base import trail
from tarazy.fieldwork.models import *
assert trail.verify().is_whole, trail.verify().faults
assert not Submission.objects.exclude(attachments__isnull=False).exists()
assert Submission.objects.count() == SubmissionChange.objects.count() == Attachment.objects.count()
print(*sorted(int(row.instance_id[5:]) for row in Submission.objects.all()))
"""


@pytest.mark.sqlite
def test_killed_in_the_middle_then_sent_again(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    installation = Installation(home, home / "keyring.json")
    secret = installation.do(PREPARE).split()[-1]
    sent = 0
    for _ in range(3):
        program = installation.start(SEND, secret, str(sent))
        assert program.stdout is not None
        first = program.stdout.readline()
        assert first, program.communicate()[1]
        time.sleep(random.uniform(0, 0.3))
        program.send_signal(signal.SIGKILL)
        confirmed = [int(line) for line in (first + program.communicate()[0]).split()]
        kept = [int(number) for number in installation.do(CHECK).split()]
        assert set(confirmed) <= set(kept), "what was confirmed is there"
        sent = max(confirmed)  # the device sends again what it had no answer to, and the last before it
    assert kept == list(range(len(kept)))
