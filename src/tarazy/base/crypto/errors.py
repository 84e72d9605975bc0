"""What can go wrong with keys and with what they protect; every message says how to mend it."""


class KeyRingError(Exception):
    """The key ring cannot be used as it is; nothing was read or written with it."""


class KeyRingMissing(KeyRingError):
    """This data folder has been used with a key ring that is not there any more."""


class UnknownKey(KeyRingError):
    """A value was protected with a key that this key ring does not hold."""

    def __init__(self, key_id: str) -> None:
        self.key_id = key_id
        super().__init__(f"The key ring does not hold the key {key_id}; bring back the key ring that does.")


class Tampered(Exception):
    """A protected value was altered, cut, or moved here from another place."""
