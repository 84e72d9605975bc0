"""The pages of coordinators, as they get them, in each language; and what others get instead."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from tarazy.accounts.models import User
from tarazy.base.db import LANGUAGES
from tarazy.fieldwork.choices import VersionState
from tarazy.fieldwork.models import Campaign, DeviceKey, FormVersion, Submission
from tarazy.people.choices import Role
from tests.fieldwork.factories import (
    SURVEY,
    CampaignFactory,
    Device,
    device_for,
    draft_form,
    hearing_workbook,
    hearing_xml,
    published_form,
)
from tests.people.factories import user_holding

pytestmark = pytest.mark.django_db
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 60


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture(autouse=True)
def _no_second_factor(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whether a second factor is due is tested in ``accounts``; here people are past it."""
    monkeypatch.setattr("tarazy.accounts.policy._second_factor_rules", [])


@pytest.fixture
def coordinator() -> User:
    return user_holding(Role.COORDINATOR)


@pytest.fixture
def submission(device: Device) -> Submission:
    body = (
        "<hearing_date>2026-03-04</hearing_date><region>KZ-39</region><open>perhaps</open><photo>a.png</photo>"
        "<defendant><sex>female</sex><counsel>yes</counsel></defendant><odd>1</odd>"
    )
    device.post(hearing_xml("uuid:1", body=body), {"a.png": PNG, "b.bin": b"1"})
    device.post(hearing_xml("uuid:2", deprecated_id="uuid:1"))
    return Submission.objects.get(instance_id="uuid:1")


def pages(campaign: Campaign, submission: Submission) -> list[str]:
    version = submission.version
    draft = draft_form(campaign, "9")
    key = submission.device
    assert key is not None
    return [
        reverse("fieldwork:campaigns"),
        reverse("fieldwork:campaign_new"),
        campaign.get_absolute_url(),
        CampaignFactory().get_absolute_url(),
        *(reverse(f"fieldwork:campaign_{step}", args=[campaign.slug]) for step in ("change", "closing")),
        reverse("fieldwork:form_import", args=[campaign.slug]),
        reverse("fieldwork:device_new", args=[campaign.slug]),
        reverse("fieldwork:device_revocation", args=[key.public_id]),
        version.get_absolute_url(),
        draft.get_absolute_url(),
        *(reverse(f"fieldwork:version_{step}", args=[draft.public_id]) for step in ("publication", "removal", "xform")),
        reverse("fieldwork:version_retirement", args=[version.public_id]),
        reverse("fieldwork:submissions", args=[campaign.slug]),
        reverse("fieldwork:submissions", args=[campaign.slug]) + "?text=zzz",
        *(
            reverse("fieldwork:submissions", args=[campaign.slug]) + f"?state={state}&since=2026-01-01&form=hearing"
            for state in ("", "flagged", "replaced", "withdrawn", "trial", "all")
        ),
        submission.get_absolute_url(),
        *(reverse(f"fieldwork:submission_{step}", args=[submission.public_id]) for step in ("original", "withdrawal")),
        *(reverse("fieldwork:attachment", args=[file.public_id]) for file in submission.attachments.all()),
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_renders_in_every_language(
    language: str, coordinator: User, campaign: Campaign, submission: Submission
) -> None:
    with translation.override(language):
        asked = pages(campaign, submission)
    client = signed_in(coordinator)
    answers = {page: client.get(page) for page in asked}
    assert {page: answer.status_code for page, answer in answers.items()} == dict.fromkeys(asked, 200)


def test_outsider_finds_nothing(campaign: Campaign, submission: Submission) -> None:
    with translation.override("en"):
        asked = [page for page in pages(campaign, submission) if page != reverse("fieldwork:campaigns")]
    client = signed_in(user_holding(Role.LEARNER))
    assert {client.get(page).status_code for page in asked} == {404}


def test_analyst_sees_campaigns_but_no_originals(campaign: Campaign, submission: Submission) -> None:
    client = signed_in(user_holding(Role.ANALYST))
    with translation.override("en"):
        assert client.get(campaign.get_absolute_url()).status_code == 200
        assert client.get(submission.get_absolute_url()).status_code == 404
        assert client.get(reverse("fieldwork:form_import", args=[campaign.slug])).status_code == 403


def test_monitor_sees_what_they_sent_and_nothing_else(
    campaign: Campaign, form: FormVersion, submission: Submission
) -> None:
    mine = device_for(campaign)
    mine.post(hearing_xml("uuid:mine"))
    client = signed_in(mine.key.user)
    with translation.override("en"):
        own = Submission.objects.get(instance_id="uuid:mine")
        assert client.get(own.get_absolute_url()).status_code == 200
        assert client.get(submission.get_absolute_url()).status_code == 404
        listed = client.get(reverse("fieldwork:submissions", args=[campaign.slug])).content.decode()
    assert "uuid:mine" in listed
    assert "uuid:2" not in listed


def test_campaign_is_opened_changed_and_closed(coordinator: User) -> None:
    client = signed_in(coordinator)
    entered = {"slug": "spring", "title_kk": "Көктем", "design": "random", "starts_on": "2026-03-01"}
    with translation.override("en"):
        client.post(reverse("fieldwork:campaign_new"), entered)
        campaign = Campaign.objects.get(slug="spring")
        client.post(reverse("fieldwork:campaign_change", args=["spring"]), entered | {"title_ru": "Весна"})
        client.post(reverse("fieldwork:campaign_closing", args=["spring"]))
    campaign.refresh_from_db()
    assert (campaign.title_kk, campaign.title_ru, campaign.is_open) == ("Көктем", "Весна", False)


def test_second_campaign_of_one_name_is_refused_in_the_form(coordinator: User, campaign: Campaign) -> None:
    entered = {"slug": campaign.slug, "title_kk": "x", "design": "random", "starts_on": "2026-03-01"}
    with translation.override("en"):
        answer = signed_in(coordinator).post(reverse("fieldwork:campaign_new"), entered)
    assert "already has this short name" in answer.content.decode()


def test_form_is_imported_completed_and_published(coordinator: User, campaign: Campaign) -> None:
    survey: list[Any] = [(*SURVEY[0], "media::image"), *((*row, "") for row in SURVEY[1:])]
    survey[4] = (*SURVEY[4], "court.png")
    client = signed_in(coordinator)
    with translation.override("en"):
        upload = SimpleUploadedFile("hearing.xlsx", hearing_workbook("5", survey=survey))
        answer = client.post(reverse("fieldwork:form_import", args=[campaign.slug]), {"file": upload})
        version = FormVersion.objects.get(version="5")
        assert answer["Location"] == version.get_absolute_url()
        assert "missing" in client.get(version.get_absolute_url()).content.decode()
        media = {"media": [SimpleUploadedFile("court.png", PNG)]}
        client.post(reverse("fieldwork:version_media", args=[version.public_id]), media)
        client.post(reverse("fieldwork:version_publication", args=[version.public_id]))
    version.refresh_from_db()
    assert version.state == VersionState.PUBLISHED
    assert [step.state for step in version.steps.all()] == ["published"]


@pytest.mark.parametrize(("language", "words"), [("en", "Sheet"), ("ru", "Лист"), ("kk", "Парақ")])
def test_faulty_form_shows_its_problems_by_sheet_and_row(
    coordinator: User, campaign: Campaign, language: str, words: str
) -> None:
    survey = [SURVEY[0], ("intger", "a", "x", "x", "x", "", ""), ("text", "b c", "x", "x", "x", "", "")]
    upload = SimpleUploadedFile("hearing.xlsx", hearing_workbook(survey=survey))
    with translation.override(language):
        address = reverse("fieldwork:form_import", args=[campaign.slug])
    text = signed_in(coordinator).post(address, {"file": upload}).content.decode()
    assert words in text
    assert "intger" in text
    assert "b c" in text
    assert not FormVersion.objects.exists()


def test_keys_are_made_for_people_called_by_their_address(coordinator: User, campaign: Campaign) -> None:
    monitor = user_holding(Role.MONITOR)
    with translation.override("en"):
        answer = signed_in(coordinator).get(reverse("fieldwork:device_new", args=[campaign.slug]))
    assert f">{monitor.email}</option>" in answer.content.decode()


def test_key_is_shown_once_as_picture_and_address(coordinator: User, campaign: Campaign) -> None:
    monitor = user_holding(Role.MONITOR)
    client = signed_in(coordinator)
    with translation.override("en"):
        answer = client.post(
            reverse("fieldwork:device_new", args=[campaign.slug]), {"user": monitor.pk, "name": "phone"}
        )
    text = answer.content.decode()
    assert "<svg" in text
    assert "/openrosa/" in text
    assert "no-store" in answer["Cache-Control"]
    key = DeviceKey.objects.get()
    assert "/openrosa/" not in client.get(campaign.get_absolute_url()).content.decode()
    with translation.override("en"):
        client.post(reverse("fieldwork:device_revocation", args=[key.public_id]))
    key.refresh_from_db()
    assert key.is_revoked


def test_withdrawal_needs_a_reason_and_shows_it(coordinator: User, submission: Submission) -> None:
    client = signed_in(coordinator)
    current = Submission.objects.get(instance_id="uuid:2")
    with translation.override("en"):
        address = reverse("fieldwork:submission_withdrawal", args=[current.public_id])
        client.post(address, {"reason": ""})
        assert Submission.objects.counted().exists()
        client.post(address, {"reason": "Sent by mistake"})
        assert "Sent by mistake" in client.get(current.get_absolute_url()).content.decode()
    assert not Submission.objects.counted().exists()


def test_answers_are_shown_in_the_words_of_the_form(coordinator: User, submission: Submission) -> None:
    with translation.override("kk"):
        text = signed_in(coordinator).get(submission.get_absolute_url()).content.decode()
    for words in ("Отырыс күні", "Қостанай", "Сотталушы", "Әйел", "G1"):
        assert words in text


@pytest.mark.parametrize("count", [1, 3])
def test_list_asks_the_database_as_often_for_many_as_for_one(
    coordinator: User, campaign: Campaign, device: Device, count: int
) -> None:
    for _ in range(count):
        device.post(hearing_xml())
    client = signed_in(coordinator)
    with translation.override("en"):
        address = reverse("fieldwork:submissions", args=[campaign.slug])
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        client.get(address)
    assert len(queries) <= 12


@pytest.mark.parametrize("count", [1, 3])
def test_campaign_list_asks_as_often_for_many_as_for_one(coordinator: User, count: int) -> None:
    for _ in range(count):
        published_form(CampaignFactory())
    client = signed_in(coordinator)
    with translation.override("en"):
        address = reverse("fieldwork:campaigns")
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        client.get(address)
    assert len(queries) <= 8
