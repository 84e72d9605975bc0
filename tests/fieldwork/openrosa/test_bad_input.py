"""Malformed XML is refused with a reason; well-formed but odd XML is kept whole and flagged.

Never a silent drop or a 500.
"""

from __future__ import annotations

import uuid

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from tarazy.fieldwork.models import Attachment, Submission
from tests.fieldwork.factories import Device, hearing_xml, multipart

pytestmark = pytest.mark.django_db

BOMB = (
    b'<!DOCTYPE data [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">'
    b'<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]>'
)
REFUSED = {
    "empty": (b"", "empty"),
    "spaces": (b"   \n", "empty"),
    "no xml": (b"hello", "not well-formed"),
    "cut in the middle": (hearing_xml()[:-20], "not well-formed"),
    "mismatched tags": (hearing_xml().replace(b"</region>", b"</regiom>"), "not well-formed"),
    "two roots": (hearing_xml() + b"<more/>", "not well-formed"),
    "unknown entity": (hearing_xml(open="&nbsp;"), "not well-formed"),
    "document type": (b"<!DOCTYPE data>" + hearing_xml().split(b"?>", 1)[1], "DOCTYPE"),
    "external entity": (
        b'<?xml version="1.0"?><!-- x --><!DOCTYPE data [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
        + hearing_xml(open="&x;").split(b"?>", 1)[1],
        "DOCTYPE",
    ),
    "entity bomb": (BOMB + hearing_xml(open="&c;").split(b"?>", 1)[1], "DOCTYPE"),
    "document type in UTF-16": (
        ("<!DOCTYPE data>" + hearing_xml().decode().split("?>", 1)[1]).encode("utf-16"),
        "DOCTYPE",
    ),
    "NUL": (hearing_xml(open="ye\x00s"), "NUL"),
    "control character": (hearing_xml(open="ye\x08s"), "control character"),
    "character reference to NUL": (hearing_xml(open="&#0;"), "not well-formed"),
    "character reference to a control character": (hearing_xml(open="&#8;"), "not well-formed"),
    "not UTF-8": (hearing_xml(open="\u00e9").replace("\u00e9".encode(), b"\xe9"), "utf-8"),
    "declared UTF-8, written otherwise": (
        "<?xml version='1.0' encoding='UTF-8'?><data id='hearing'><open>Да</open></data>".encode("cp1251"),
        "UTF-8",
    ),
    "unknown encoding": (b"<?xml version='1.0' encoding='EBCDIC-KZ'?><data id='hearing'/>", "EBCDIC-KZ"),
    "no form id": (b"<data><a>1</a></data>", "names no form"),
    "very deep": (b"<data id='hearing'>" + b"<a>" * 5000 + b"</a>" * 5000 + b"</data>", "levels deep"),
    "long id": (hearing_xml("uuid:" + "x" * 600), "longer than"),
}


@pytest.mark.parametrize(("xml", "words"), REFUSED.values(), ids=list(REFUSED))
def test_malformed_is_400_with_a_reason_and_keeps_nothing(device: Device, xml: bytes, words: str) -> None:
    response = device.post(xml, {"a.jpg": b"picture"})
    assert response.status_code == 400
    assert words.lower() in response.content.decode().lower()
    assert not Submission.objects.exists()
    assert not Attachment.objects.exists()


def flags(submission: Submission) -> list[str]:
    return [flag["code"] for flag in submission.flags]


ODD = {
    "unknown node": (hearing_xml(stranger="1"), ["unknown_node"]),
    "bad date": (hearing_xml(hearing_date="notadate"), ["bad_date"]),
    "impossible date": (hearing_xml(hearing_date="2026-02-30"), ["bad_date"]),
    "date far ahead": (hearing_xml(hearing_date="2999-01-01"), ["future_date"]),
    "bad number": (hearing_xml(public="many"), ["bad_integer"]),
    "huge number": (hearing_xml(public="9" * 40), ["bad_integer"]),
    "choice outside the list": (hearing_xml(open="perhaps"), ["unknown_choice"]),
    "text beside questions": (hearing_xml(body="stray<open>yes</open>"), ["text_in_group"]),
    "question twice": (hearing_xml(body="<open>yes</open><open>no</open>"), ["misplaced_repeat"]),
    "node in an answer": (hearing_xml(open="<b>yes</b>"), ["unknown_node"]),
    "path as file name": (hearing_xml(photo="../../etc/passwd"), ["bad_file_name"]),
    "no instanceID": (b"<data id='hearing' version='1'><open>yes</open></data>", ["no_instance_id"]),
    "other root": (hearing_xml().replace(b"<data", b"<other").replace(b"</data", b"</other"), ["other_root"]),
    "unknown version": (hearing_xml(version="7"), ["unknown_version"]),
    "encrypted": (b"<data id='hearing' version='1' encrypted='yes'><media><file>a.enc</file></media></data>", None),
}


@pytest.mark.parametrize(("xml", "expected"), ODD.values(), ids=list(ODD))
def test_odd_is_kept_whole_and_flagged(device: Device, xml: bytes, expected: list[str] | None) -> None:
    assert device.post(xml).status_code == 201
    stored = Submission.objects.get()
    assert bytes(stored.original) == xml
    assert flags(stored) == (expected or ["no_instance_id", "encrypted_submission"])
    assert all(str(remark) for remark in stored.remarks)


def test_bad_value_is_not_among_the_answers_but_in_its_flag(device: Device) -> None:
    device.post(hearing_xml(hearing_date="notadate"))
    stored = Submission.objects.get()
    assert "hearing_date" not in stored.answers
    assert stored.observed_on is None
    assert stored.flags[0]["params"]["value"] == "notadate"


def test_answer_of_five_megabytes_is_kept(device: Device) -> None:
    xml = hearing_xml(open="я" * 2_500_000)
    assert device.post(xml).status_code == 201
    stored = Submission.objects.get()
    assert flags(stored) == ["very_long", "unknown_choice"]
    assert bytes(stored.original) == xml


def test_ten_thousand_repeats_are_kept(device: Device) -> None:
    xml = hearing_xml(body="<defendant><sex>male</sex></defendant>" * 10_000)
    assert device.post(xml).status_code == 201
    stored = Submission.objects.get()
    assert len(stored.answers["defendant"]) == 10_000
    assert flags(stored) == ["many_repeats"]


def test_thousands_of_faults_make_a_hundred_flags(device: Device) -> None:
    assert device.post(hearing_xml(body="<zzz/>" * 5_000)).status_code == 201
    assert len(Submission.objects.get().flags) == 101


def test_more_than_25_megabytes_of_xml_are_413(device: Device) -> None:
    assert device.post(hearing_xml(open="x" * 26_000_000)).status_code == 413


def test_utf16_is_read(device: Device) -> None:
    xml = "<?xml version='1.0' encoding='UTF-16'?><data id='hearing' version='1'><open>yes</open></data>".encode(
        "utf-16"
    )
    assert device.post(xml).status_code == 201
    assert Submission.objects.get().answers == {"open": "yes"}


def test_body_cut_in_the_last_file_is_refused_and_keeps_nothing(device: Device) -> None:
    boundary, body = multipart(hearing_xml(photo="a.jpg"), {"a.jpg": b"0123456789" * 100})
    assert device.post_raw(body[:-200], f"multipart/form-data; boundary={boundary}").status_code == 400
    assert not Submission.objects.exists()
    assert device.post_raw(body, f"multipart/form-data; boundary={boundary}").status_code == 201


def test_refusal_speaks_the_language_of_the_device(device: Device) -> None:
    device.language = "ru"
    text = device.post(b"<data>").content.decode()
    assert "XML построен неправильно" in text


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(junk=st.binary(max_size=300))
def test_no_bytes_whatever_make_a_500(device: Device, junk: bytes) -> None:
    xml = hearing_xml("uuid:fixed")
    for body in (junk, xml[: len(junk)] + junk, xml.replace(b"KZ-39", junk)):
        assert device.post(body).status_code in {201, 400, 404, 409}


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(body=st.binary(max_size=400), boundary=st.text(alphabet="abc-'\" ;=", max_size=8))
def test_no_multipart_whatever_makes_a_500(device: Device, body: bytes, boundary: str) -> None:
    assert device.post_raw(body, f"multipart/form-data; boundary={boundary}").status_code == 400


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(max_size=50))
def test_every_text_that_xml_can_hold_comes_back_as_it_was(device: Device, text: str) -> None:
    root = etree.Element("data", id="hearing", version="1")
    try:
        etree.SubElement(root, "region").text = text
    except ValueError:
        return
    identity = f"uuid:{uuid.uuid4()}"  # the examples share one database: each is a record of its own
    etree.SubElement(etree.SubElement(root, "meta"), "instanceID").text = identity
    assert device.post(etree.tostring(root, encoding="utf-8")).status_code == 201
    stored = Submission.objects.get(instance_id=identity)
    kept = stored.answers.get("region", "")
    assert kept.replace("\r", "\n").strip() == text.replace("\r", "\n").strip()
