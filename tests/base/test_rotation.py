from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction

from tarazy.base import trail
from tarazy.base.crypto import KeyRingError
from tarazy.base.crypto.keyring import Purpose, State, keyring
from tarazy.base.crypto.rotation import destroy_key, rotate
from tarazy.base.permissions import SYSTEM
from tarazy.base.trail.models import TrailHead

pytestmark = pytest.mark.django_db


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
