"""What ODK Collect's own code expects of a server, one test for each row of docs/openrosa.md."""

from __future__ import annotations

import hashlib
import uuid

import pytest
from lxml import etree

from tarazy.base.permissions import SYSTEM
from tarazy.fieldwork.actions import MediaFile, close_campaign, revoke_device_key
from tarazy.fieldwork.models import Attachment, Campaign, FormVersion, Submission
from tests.fieldwork.factories import SURVEY, CampaignFactory, Device, device_for, hearing_xml, published_form

pytestmark = pytest.mark.django_db

LIST = "{http://openrosa.org/xforms/xformsList}"
MANIFEST = "{http://openrosa.org/xforms/xformsManifest}"
RESPONSE = "{http://openrosa.org/http/response}"
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 60


def message(response: object) -> str:
    root = etree.fromstring(response.content)  # type: ignore[attr-defined]
    assert root.tag == f"{RESPONSE}OpenRosaResponse"
    return str(root.findtext(f"{RESPONSE}message"))


# headers


@pytest.mark.parametrize("path", ["formList", "formManifest/none", "forms/none.xml", "media/none/x", "elsewhere"])
def test_every_answer_carries_the_headers_of_the_protocol(device: Device, path: str) -> None:
    response = device.get(path)
    assert response["X-OpenRosa-Version"] == "1.0"
    assert response["X-OpenRosa-Accept-Content-Length"] == "100000000"
    assert response["Date"].endswith("GMT")
    assert response["Content-Language"] == "en"
    assert response["Content-Type"] == "text/xml; charset=utf-8"


def test_version_header_is_not_demanded_of_clients(device: Device) -> None:
    assert device.client.get(f"{device.base}/formList").status_code == 200


# form list


def test_form_list_is_in_the_namespace_that_collect_looks_for(device: Device) -> None:
    root = etree.fromstring(device.get("formList").content)
    assert root.tag == f"{LIST}xforms"
    assert [child.tag for child in root] == [f"{LIST}xform"]


def test_form_list_gives_id_name_version_hash_and_absolute_address(device: Device, form: FormVersion) -> None:
    entry = etree.fromstring(device.get("formList").content)[0]
    assert entry.findtext(f"{LIST}formID") == "hearing"
    assert entry.findtext(f"{LIST}version") == "1"
    assert entry.findtext(f"{LIST}hash") == f"md5:{hashlib.md5(bytes(form.xform)).hexdigest()}"
    assert entry.findtext(f"{LIST}downloadUrl", "").startswith(f"http://testserver/openrosa/{device.secret}/")
    assert entry.find(f"{LIST}manifestUrl") is None


@pytest.mark.parametrize(("language", "name"), [("kk", "Отырыс"), ("ru-KZ,ru;q=0.9", "Заседание"), ("en", "Hearing")])
def test_form_list_names_forms_in_the_language_of_the_device(device: Device, language: str, name: str) -> None:
    device.language = language
    entry = etree.fromstring(device.get("formList").content)[0]
    assert entry.findtext(f"{LIST}name") == name


def test_form_list_can_be_asked_for_one_form(device: Device) -> None:
    assert len(etree.fromstring(device.get("formList?formID=hearing&verbose=true").content)) == 1
    assert len(etree.fromstring(device.get("formList?formID=other").content)) == 0


def test_form_list_offers_the_newest_published_version_alone(device: Device, campaign: Campaign) -> None:
    published_form(campaign, "2")
    entries = etree.fromstring(device.get("formList").content)
    assert [entry.findtext(f"{LIST}version") for entry in entries] == ["2"]


def test_form_list_shows_nothing_of_other_campaigns(device: Device) -> None:
    other = CampaignFactory()
    published_form(other)
    assert len(etree.fromstring(device.get("formList").content)) == 1


def test_form_list_of_a_closed_campaign_is_empty(device: Device, campaign: Campaign) -> None:
    close_campaign(actor=SYSTEM, campaign=campaign)
    assert len(etree.fromstring(device.get("formList").content)) == 0


# forms and media


def test_form_download_is_the_bytes_of_its_hash(device: Device, form: FormVersion) -> None:
    address = etree.fromstring(device.get("formList").content)[0].findtext(f"{LIST}downloadUrl", "")
    response = device.get(address.removeprefix("http://testserver"))
    assert response.status_code == 200
    assert response["Content-Type"] == "text/xml; charset=utf-8"
    assert response.content == bytes(form.xform)


def test_form_of_another_campaign_is_not_found(device: Device) -> None:
    foreign = published_form(CampaignFactory())
    assert device.get(f"forms/{foreign.public_id}.xml").status_code == 404


@pytest.fixture
def form_with_picture(campaign: Campaign) -> FormVersion:
    survey = [(*SURVEY[0], "media::image"), *[(*row, "") for row in SURVEY[1:-1]], (*SURVEY[-1], "")]
    survey[4] = (*SURVEY[4], "court.png")
    return published_form(campaign, "3", media=[MediaFile("court.png", PNG)], survey=survey)


def test_manifest_names_file_hash_and_address(device: Device, form_with_picture: FormVersion) -> None:
    entry = etree.fromstring(device.get("formList").content)[0]
    manifest_url = entry.findtext(f"{LIST}manifestUrl", "")
    root = etree.fromstring(device.get(manifest_url.removeprefix("http://testserver")).content)
    assert root.tag == f"{MANIFEST}manifest"
    (file,) = root
    assert file.findtext(f"{MANIFEST}filename") == "court.png"
    assert file.findtext(f"{MANIFEST}hash") == f"md5:{hashlib.md5(PNG).hexdigest()}"
    response = device.get(file.findtext(f"{MANIFEST}downloadUrl", "").removeprefix("http://testserver"))
    assert b"".join(response.streaming_content) == PNG


def test_unchanged_media_is_answered_with_304(device: Device, form_with_picture: FormVersion) -> None:
    media = form_with_picture.media.get()
    first = device.get(f"media/{media.public_id}/court.png")
    again = device.get(f"media/{media.public_id}/court.png", **{"If-None-Match": first["ETag"]})
    assert again.status_code == 304
    assert again["X-OpenRosa-Version"] == "1.0"


# keys


def test_malformed_key_is_401(device: Device) -> None:
    response = device.client.get("/openrosa/not-a-key/formList")
    assert response.status_code == 401
    assert message(response)


@pytest.mark.parametrize("method", ["get", "head", "post"])
def test_well_formed_but_wrong_key_is_403(device: Device, method: str) -> None:
    address = f"/openrosa/{'0' * 32}/" + ("formList" if method == "get" else "submission")
    assert getattr(device.client, method)(address).status_code == 403


def test_revoked_key_is_403(device: Device) -> None:
    revoke_device_key(actor=SYSTEM, key=device.key)
    assert device.get("formList").status_code == 403
    assert device.post(hearing_xml()).status_code == 403
    assert not Submission.objects.exists()


def test_key_is_not_kept_in_the_database(device: Device) -> None:
    assert device.secret not in device.key.fingerprint


def test_key_is_not_logged(device: Device, caplog: pytest.LogCaptureFixture) -> None:
    device.get("nowhere")
    device.get("formManifest/none")
    device.post(b"<broken")
    device.client.get(f"/openrosa/{'0' * 32}/formList")
    assert device.secret not in caplog.text
    assert "0" * 32 not in caplog.text


# head


def test_head_submission_is_204_with_headers(device: Device) -> None:
    response = device.head("submission")
    assert response.status_code == 204
    assert response["X-OpenRosa-Accept-Content-Length"] == "100000000"
    assert not response.content


def test_get_submission_is_405(device: Device) -> None:
    response = device.get("submission")
    assert (response.status_code, response["Allow"]) == (405, "HEAD, POST")


# submissions


def test_accepted_is_201_with_a_message(device: Device) -> None:
    response = device.post(hearing_xml("uuid:1"))
    assert response.status_code == 201
    assert message(response) == "The record has been received. Thank you."
    stored = Submission.objects.get()
    assert stored.instance_id == "uuid:1"
    assert stored.device == device.key
    assert stored.reported_device == "collect:test"


def test_original_is_kept_to_the_byte(device: Device) -> None:
    xml = b"\xef\xbb\xbf" + hearing_xml("uuid:1", region="  KZ-39 <!-- note --> ")
    assert device.post(xml).status_code == 201
    stored = Submission.objects.get()
    assert bytes(stored.original) == xml
    assert stored.sha256 == hashlib.sha256(xml).hexdigest()


def test_answers_are_typed(device: Device) -> None:
    body = (
        "<hearing_date>2026-03-04</hearing_date><open>yes</open><public>12</public>"
        "<defendant><sex>female</sex><counsel>yes</counsel></defendant><defendant><sex>male</sex></defendant>"
    )
    device.post(hearing_xml(body=body))
    stored = Submission.objects.get()
    assert stored.answers == {
        "hearing_date": "2026-03-04",
        "open": "yes",
        "public": 12,
        "defendant": [{"sex": "female", "counsel": "yes"}, {"sex": "male"}],
    }
    assert stored.observed_on is not None
    assert stored.observed_on.isoformat() == "2026-03-04"
    assert stored.flags == []


@pytest.mark.parametrize(("language", "words"), [("kk", "қабылданды"), ("ru-RU", "получена"), ("en", "received")])
def test_message_is_in_the_language_of_the_device(device: Device, language: str, words: str) -> None:
    device.language = language
    assert words in message(device.post(hearing_xml()))


def test_same_record_again_is_201_without_a_double(device: Device) -> None:
    xml = hearing_xml("uuid:1")
    assert [device.post(xml).status_code for _ in range(3)] == [201, 201, 201]
    assert Submission.objects.count() == 1


def test_same_record_from_another_device_is_201_without_a_double(device: Device, campaign: Campaign) -> None:
    xml = hearing_xml("uuid:1")
    device.post(xml)
    assert device_for(campaign).post(xml).status_code == 201
    assert Submission.objects.count() == 1


def test_same_id_with_other_content_is_409(device: Device) -> None:
    device.post(hearing_xml("uuid:1"))
    response = device.post(hearing_xml("uuid:1", open="no"))
    assert response.status_code == 409
    assert "other content" in message(response)
    assert Submission.objects.get().answers["open"] == "yes"


def test_unknown_form_is_404(device: Device) -> None:
    response = device.post(hearing_xml().replace(b'id="hearing"', b'id="other"'))
    assert response.status_code == 404
    assert "other" in message(response)


def test_form_of_another_campaign_is_unknown(device: Device) -> None:
    stranger = device_for(CampaignFactory())
    assert stranger.post(hearing_xml()).status_code == 404


def test_closed_campaign_is_409_but_what_it_has_is_confirmed(device: Device, campaign: Campaign) -> None:
    known = hearing_xml("uuid:1")
    device.post(known)
    close_campaign(actor=SYSTEM, campaign=campaign)
    assert device.post(hearing_xml("uuid:2")).status_code == 409
    assert device.post(known).status_code == 201


def test_unknown_version_is_taken_and_flagged(device: Device) -> None:
    assert device.post(hearing_xml(version="0.9")).status_code == 201
    assert [flag["code"] for flag in Submission.objects.get().flags] == ["unknown_version"]


def test_older_version_is_still_taken_without_remark(device: Device, campaign: Campaign, form: FormVersion) -> None:
    published_form(campaign, "2")
    assert device.post(hearing_xml(version="1")).status_code == 201
    stored = Submission.objects.get()
    assert (stored.version, stored.flags) == (form, [])


# files


def test_files_are_kept_under_the_names_the_device_gave(device: Device) -> None:
    name = "Сот залы — 1.jpg"
    assert device.post(hearing_xml(photo=name), {name: PNG}).status_code == 201
    stored = Attachment.objects.get()
    assert (stored.name, stored.size, stored.is_expected) == (name, len(PNG), True)
    assert stored.sha256 == hashlib.sha256(PNG).hexdigest()


def test_same_files_again_are_kept_once(device: Device) -> None:
    xml = hearing_xml(photo="a.png")
    for _ in range(2):
        assert device.post(xml, {"a.png": PNG}).status_code == 201
    assert Attachment.objects.count() == 1


def test_same_name_with_other_bytes_is_409(device: Device) -> None:
    xml = hearing_xml(photo="a.png")
    device.post(xml, {"a.png": PNG})
    response = device.post(xml, {"a.png": PNG + b"1"})
    assert response.status_code == 409
    assert "a.png" in message(response)


def test_several_posts_of_one_record_make_one_submission(device: Device) -> None:
    xml = hearing_xml("uuid:1", photo="a.png")
    assert device.post(xml, {"a.png": PNG}, incomplete=True).status_code == 201
    assert Submission.objects.get().is_complete is False
    assert device.post(xml, {"b.png": PNG}, incomplete=True).status_code == 201
    assert device.post(xml, {"c.png": PNG}).status_code == 201
    stored = Submission.objects.get()
    assert stored.is_complete is True
    assert sorted(stored.attachments.values_list("name", flat=True)) == ["a.png", "b.png", "c.png"]


def test_more_than_a_hundred_files_in_one_post(device: Device) -> None:
    files = {f"{number}.bin": bytes([number]) for number in range(1, 150)}
    assert device.post(hearing_xml(), files).status_code == 201
    assert Attachment.objects.count() == 149


def test_unexpected_file_is_kept_and_flagged(device: Device) -> None:
    assert device.post(hearing_xml(), {"strange.exe": b"MZ\x90"}).status_code == 201
    assert Attachment.objects.get().is_expected is False
    assert Submission.objects.get().flags == [
        {"code": "unexpected_file", "severity": "warning", "params": {"name": "strange.exe"}}
    ]


def test_empty_file_is_kept(device: Device) -> None:
    assert device.post(hearing_xml(photo="a.png"), {"a.png": b""}).status_code == 201
    assert Attachment.objects.get().size == 0


def test_large_file_passes_through_the_disk(device: Device) -> None:
    content = bytes(range(256)) * 12_000
    assert device.post(hearing_xml(photo="a.bin"), {"a.bin": content}).status_code == 201
    assert Attachment.objects.get().sha256 == hashlib.sha256(content).hexdigest()


def test_two_xmls_or_none_are_400(device: Device) -> None:
    assert device.post_raw(b"", "multipart/form-data; boundary=x").status_code == 400
    part = b'--x\r\nContent-Disposition: form-data; name="xml_submission_file"; filename="a"\r\n\r\n<a id="b"/>\r\n'
    assert device.post_raw(part * 2 + b"--x--\r\n", "multipart/form-data; boundary=x").status_code == 400
    assert device.post_raw(b"--x--\r\n", "multipart/form-data; boundary=x").status_code == 400
    assert device.post_raw(b"hello", "text/plain").status_code == 400


# edits


def test_edit_makes_a_new_version_of_the_record(device: Device) -> None:
    device.post(hearing_xml("uuid:1"))
    assert device.post(hearing_xml("uuid:2", deprecated_id="uuid:1", open="no")).status_code == 201
    former, latest = Submission.objects.order_by("pk")
    assert (former.is_current, latest.is_current) == (False, True)
    assert (latest.root, latest.replaces, latest.edition) == (former, former, 2)
    assert list(Submission.objects.current()) == [latest]


def test_edit_of_an_edit_keeps_the_root(device: Device) -> None:
    device.post(hearing_xml("uuid:1"))
    device.post(hearing_xml("uuid:2", deprecated_id="uuid:1"))
    device.post(hearing_xml("uuid:3", deprecated_id="uuid:2"))
    latest = Submission.objects.get(instance_id="uuid:3")
    assert latest.root is not None
    assert (latest.root.instance_id, latest.edition) == ("uuid:1", 3)


def test_edit_of_an_unknown_record_is_404(device: Device) -> None:
    assert device.post(hearing_xml("uuid:2", deprecated_id=f"uuid:{uuid.uuid4()}")).status_code == 404


def test_edit_of_an_older_version_is_409(device: Device) -> None:
    device.post(hearing_xml("uuid:1"))
    device.post(hearing_xml("uuid:2", deprecated_id="uuid:1"))
    assert device.post(hearing_xml("uuid:3", deprecated_id="uuid:1")).status_code == 409
    assert Submission.objects.current().count() == 1


def test_edit_again_and_superseded_original_again_are_201(device: Device) -> None:
    original, edit = hearing_xml("uuid:1"), hearing_xml("uuid:2", deprecated_id="uuid:1")
    device.post(original)
    device.post(edit)
    assert device.post(edit).status_code == 201
    assert device.post(original).status_code == 201
    assert Submission.objects.count() == 2
    assert Submission.objects.current().get().instance_id == "uuid:2"
