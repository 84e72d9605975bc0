import json
import multiprocessing
import os
from dataclasses import replace
from pathlib import Path

import pytest

from tarazy.base import crypto
from tarazy.base.crypto.errors import KeyRingError, KeyRingMissing, UnknownKey
from tarazy.base.crypto.keyring import Purpose, State, change_keyring, keyring, new_key, read_keyring

pytestmark = pytest.mark.usefixtures("ring")


def test_a_ring_is_made_at_first_need_for_its_owner_alone(ring: Path) -> None:
    keyring()
    assert ring.stat().st_mode & 0o777 == 0o600
    assert ring.parent.stat().st_mode & 0o777 == 0o700
    assert [path.name for path in ring.parent.iterdir()] == ["keyring.json"]


def test_a_ring_that_others_may_read_is_refused(ring: Path) -> None:
    keyring()
    ring.chmod(0o640)
    with pytest.raises(KeyRingError, match="chmod 600"):
        keyring()


@pytest.mark.parametrize("content", ["", "{}", "[]", '{"format": "tarazy-keyring/1", "id": "a", "keys": []}', "\x00"])
def test_a_damaged_ring_is_refused_and_left_as_it_is(ring: Path, content: str) -> None:
    ring.parent.mkdir()
    ring.write_text(content)
    ring.chmod(0o600)
    with pytest.raises(KeyRingError, match="not a key ring or is damaged"):
        keyring()
    assert ring.read_text() == content


def test_a_secret_of_another_length_is_refused(ring: Path) -> None:
    keyring()
    content = json.loads(ring.read_text())
    content["keys"][0]["secret"] = "c2hvcnQ="
    ring.write_text(json.dumps(content))
    with pytest.raises(KeyRingError):
        keyring()


def test_a_lost_ring_is_missed_instead_of_replaced(ring: Path) -> None:
    keyring()
    ring.unlink()
    with pytest.raises(KeyRingMissing, match="Bring it back"):
        keyring()
    assert not ring.exists()


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path, settings) -> None:
    (tmp_path / "file").write_text("")
    settings.ENV = replace(settings.ENV, keyring=tmp_path / "file" / "keyring.json")
    with pytest.raises(KeyRingError, match=r"TARAZY_KEYRING|cannot be reached"):
        keyring()


def test_secrets_are_never_shown() -> None:
    key = keyring().active()
    assert key.secret.hex() not in repr(key)
    assert "secret" not in repr(key)


def _make_ring(results: "multiprocessing.Queue[str]") -> None:
    results.put(keyring().id)


def test_processes_that_start_together_agree_on_one_ring() -> None:
    context = multiprocessing.get_context("fork")
    results: multiprocessing.Queue[str] = context.Queue()
    started = [context.Process(target=_make_ring, args=(results,)) for _ in range(8)]
    for process in started:
        process.start()
    ids = {results.get(timeout=20) for _ in started}
    for process in started:
        process.join()
    assert len(ids) == 1


def _add_keys(number: int) -> None:
    for _ in range(number):
        change_keyring(lambda keys: (*keys, new_key(Purpose.DATA, State.PREPARED)))


def test_changes_by_several_processes_are_all_kept(ring: Path) -> None:
    keyring()
    context = multiprocessing.get_context("fork")
    started = [context.Process(target=_add_keys, args=(5,)) for _ in range(4)]
    for process in started:
        process.start()
    for process in started:
        process.join()
    assert len(keyring().keys) == 2 + 20
    assert ring.stat().st_mode & 0o777 == 0o600


def test_a_change_is_seen_by_who_has_read_the_ring_before() -> None:
    before = keyring()
    key = new_key(Purpose.DATA, State.PREPARED)
    change_keyring(lambda keys: (*keys, key))
    assert keyring() is not before
    assert keyring().key(key.id).state is State.PREPARED


def test_a_write_that_breaks_off_leaves_the_old_ring(ring: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = keyring()

    def no_space(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", no_space)
    with pytest.raises(KeyRingError, match="No space left"):
        change_keyring(lambda keys: (*keys, new_key(Purpose.DATA, State.PREPARED)))
    monkeypatch.undo()
    assert read_keyring(ring).id == before.id
    assert len(keyring().keys) == 2
    assert not [path for path in ring.parent.iterdir() if path.name not in {"keyring.json", ".keyring.json.lock"}]


def test_an_operator_is_warned_of_a_ring_inside_the_data_folder(tmp_path: Path, settings) -> None:
    assert crypto.keyring_warnings() == []
    settings.ENV = replace(settings.ENV, keyring=tmp_path / "home" / "keyring.json")
    assert "inside the data folder" in crypto.keyring_warnings()[0]


def test_an_unknown_key_is_named() -> None:
    with pytest.raises(UnknownKey, match="d00000000"):
        keyring().key("d00000000")
