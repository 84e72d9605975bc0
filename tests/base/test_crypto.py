import pytest
from hypothesis import given
from hypothesis import strategies as st

from tarazy.base import crypto
from tarazy.base.crypto.errors import Tampered, UnknownKey
from tarazy.base.crypto.keyring import Purpose
from tarazy.base.crypto.rotation import activate_key, prepare_key
from tarazy.base.crypto.tokens import key_of


@given(st.binary(max_size=300), st.text(max_size=40))
def test_what_was_encrypted_opens_in_its_context(plaintext: bytes, context: str) -> None:
    assert crypto.decrypt(crypto.encrypt(plaintext, context), context) == plaintext


def test_a_token_does_not_open_in_another_context() -> None:
    token = crypto.encrypt("Айгүл".encode(), "people.person.phone")
    with pytest.raises(Tampered):
        crypto.decrypt(token, "people.person.email")


def test_two_tokens_of_one_text_differ() -> None:
    assert crypto.encrypt(b"yes", "c") != crypto.encrypt(b"yes", "c")


def test_short_texts_of_different_length_look_alike() -> None:
    assert len({len(crypto.encrypt(text, "c")) for text in (b"", b"no", b"yes", b"a" * 31)}) == 1


@given(st.data())
def test_every_altered_token_is_refused(data: st.DataObject) -> None:
    token = crypto.encrypt(b"a name", "c")
    position = data.draw(st.integers(0, len(token) - 1))
    letter = data.draw(st.sampled_from("abcXYZ019-_.="))
    altered = token[:position] + letter + token[position + 1 :]
    if altered != token:
        with pytest.raises((Tampered, UnknownKey)):
            crypto.decrypt(altered, "c")


@pytest.mark.parametrize("token", ["", "t1", "t1.d", "t1..", "not a token at all", "t1.d00000000.AAAA"])
def test_what_is_no_token_is_refused(token: str) -> None:
    with pytest.raises((Tampered, UnknownKey)):
        crypto.decrypt(token, "c")


def test_a_cut_token_is_refused() -> None:
    token = crypto.encrypt(b"a name", "c")
    for length in range(len(token)):
        with pytest.raises((Tampered, UnknownKey)):
            crypto.decrypt(token[:length], "c")


def test_old_tokens_and_fingerprints_hold_after_a_new_key() -> None:
    token, mark = crypto.encrypt(b"a name", "c"), crypto.fingerprint("secret", "c")
    activate_key()
    assert crypto.decrypt(token, "c") == b"a name"
    assert key_of(crypto.encrypt(b"a name", "c")) != key_of(token)
    assert crypto.fingerprint("secret", "c") != mark
    assert mark in crypto.fingerprints("secret", "c")
    assert crypto.fingerprints("secret", "c")[0] == crypto.fingerprint("secret", "c")


def test_a_prepared_key_is_used_by_nothing_until_the_rotation() -> None:
    prepared = prepare_key()
    assert key_of(crypto.encrypt(b"x", "c")) != prepared.id
    assert not any(mark.startswith(prepared.id) for mark in crypto.fingerprints("secret", "c"))
    assert activate_key().id == prepared.id


def test_fingerprints_depend_on_value_and_context() -> None:
    assert crypto.fingerprint("a", "c") == crypto.fingerprint("a", "c")
    assert len({crypto.fingerprint(*each) for each in (("a", "c"), ("b", "c"), ("a", "d"))}) == 3


def test_a_seal_holds_for_its_message_and_context_alone() -> None:
    seal = crypto.mac("trail", b"head")
    assert crypto.mac_matches("trail", b"head", seal)
    assert not crypto.mac_matches("trail", b"head!", seal)
    assert not crypto.mac_matches("other", b"head", seal)
    for nonsense in ("", "x.y", seal[:-1], "d" + seal[1:]):
        assert not crypto.mac_matches("trail", b"head", nonsense)


def test_a_seal_of_an_older_key_still_holds() -> None:
    seal = crypto.mac("trail", b"head")
    activate_key(Purpose.SEAL)
    assert crypto.mac_matches("trail", b"head", seal)
    assert crypto.mac("trail", b"head") != seal
