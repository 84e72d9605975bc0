"""Changing keys: a new one for all that is written, the old values made anew, the old key put away, later destroyed.

Each step can be broken off and repeated. A key that data still needs is never put away, and one that was put away still
opens old backups until someone destroys it by name.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from tarazy.base.crypto.errors import KeyRingError
from tarazy.base.crypto.holders import holders
from tarazy.base.crypto.keyring import Key, Purpose, State, change_keyring, in_state, keyring, new_key

SETTLING = timedelta(hours=24)
"""How long a retired key stays untouchable: a transaction that began before the rotation may still commit."""


Progress = Callable[[str, int], None]


def _silent(_place: str, _number: int) -> None:
    return None


@dataclass(frozen=True)
class KeyUse:
    """One key as ``tarazy keys list`` shows it. ``uses`` maps a place to the number of values there."""

    id: str
    purpose: str
    state: str
    created_at: str
    changed_at: str
    uses: dict[str, int]


def key_uses() -> list[KeyUse]:
    """Every key, with where it is used; keys that the database names but the ring lacks have the state "missing"."""
    uses = _uses()
    known = [
        KeyUse(key.id, key.purpose, key.state, key.created_at, key.changed_at, uses.pop(key.id, {}))
        for key in keyring().keys
    ]
    return known + [KeyUse(key_id, "", "missing", "", "", places) for key_id, places in sorted(uses.items())]


def prepare_key(purpose: Purpose = Purpose.DATA) -> Key:
    """Adds a key that nothing uses yet, so that the file can reach every machine before the rotation begins."""
    key = new_key(purpose, State.PREPARED)
    change_keyring(lambda keys: (*keys, key))
    return key


def activate_key(purpose: Purpose = Purpose.DATA) -> Key:
    """Makes the prepared key (or a new one) the active one; its predecessor still opens what it closed."""
    return change_keyring(lambda keys: _with_next_active(keys, purpose)).active(purpose)


def rotate(purpose: Purpose = Purpose.DATA, *, progress: Progress = _silent, resume: bool = False) -> list[str]:
    """A new key, everything made anew with it, old keys put away where nothing uses them; returns their ids.

    ``resume`` goes on with a rotation that was broken off instead of adding yet another key.
    """
    if not resume:
        activate_key(purpose)
    for place, number in _renew_all(purpose):
        progress(place, number)
    return retire_unused_keys()


def retire_unused_keys() -> list[str]:
    """Puts away superseded keys that no value in the database names; returns their ids."""
    uses = _uses()
    unused = {key.id for key in keyring().keys if key.state is State.SUPERSEDED and key.id not in uses}
    if unused:
        change_keyring(lambda keys: tuple(in_state(key, State.RETIRED) if key.id in unused else key for key in keys))
    return sorted(unused)


def destroy_key(key_id: str, *, now: datetime | None = None) -> None:
    """Removes a retired key from the ring for good: backups from its time can't be opened any more.

    Raises ``KeyRingError`` if it is not retired, was retired less than a day ago, or is used after all.
    """
    key = keyring().key(key_id)
    if key.state is not State.RETIRED:
        raise KeyRingError(f"Key {key_id} is {key.state}; only a retired key can be destroyed.")
    if (now or datetime.now(UTC)) - datetime.fromisoformat(key.changed_at) < SETTLING:
        raise KeyRingError(f"Key {key_id} was retired less than a day ago; something may be on its way with it.")
    if key_id in _uses():
        raise KeyRingError(f"Key {key_id} is used after all; run 'tarazy keys rotate --resume' first.")
    change_keyring(lambda keys: tuple(kept for kept in keys if kept.id != key_id))


def _renew_all(purpose: Purpose) -> Iterator[tuple[str, int]]:
    past = (State.SUPERSEDED, State.RETIRED)
    outdated = [key.id for key in keyring().keys if key.purpose is purpose and key.state in past]
    for holder in holders():
        for key_id in outdated:
            for number in holder.renew(key_id):
                yield holder.name, number


def _uses() -> dict[str, dict[str, int]]:
    """key id → place → number of values."""
    found: dict[str, dict[str, int]] = {}
    for holder in holders():
        for key_id, number in holder.uses().items():
            found.setdefault(key_id, {})[holder.name] = number
    return found


def _with_next_active(keys: tuple[Key, ...], purpose: Purpose) -> tuple[Key, ...]:
    prepared = [key for key in keys if key.purpose is purpose and key.state is State.PREPARED]
    chosen = prepared[0] if prepared else new_key(purpose, State.PREPARED)

    def succeeded(key: Key) -> Key:
        return in_state(key, State.SUPERSEDED) if key.purpose is purpose and key.state is State.ACTIVE else key

    return (*(succeeded(key) for key in keys if key.id != chosen.id), in_state(chosen, State.ACTIVE))
