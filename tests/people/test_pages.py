"""The pages as their readers get them, in each language, with and without the right."""

from __future__ import annotations

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from tarazy.accounts.models import Invitation, User
from tarazy.base.db import LANGUAGES
from tarazy.people.choices import ConsentPurpose, OrganisationState, Role
from tarazy.people.models import Membership, Organisation, Person
from tests.people.factories import (
    ConsentFactory,
    MembershipFactory,
    OrganisationFactory,
    PersonFactory,
    QualificationFactory,
    RegionFactory,
    UserFactory,
    user_holding,
)

pytestmark = pytest.mark.django_db


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


def pages_of_a_coordinator() -> list[str]:
    membership = MembershipFactory()
    ConsentFactory(person=membership.person)
    held = QualificationFactory(person=membership.person)
    suspended = OrganisationFactory(state=OrganisationState.SUSPENDED)
    return [
        reverse("people:directory"),
        reverse("people:directory") + "?text=zzz",
        reverse("people:invitation_new"),
        reverse("people:organisations"),
        reverse("people:organisations") + "?text=zzz",
        reverse("people:organisation_new"),
        membership.organisation.get_absolute_url(),
        suspended.get_absolute_url(),
        reverse("people:organisation_change", args=[suspended.public_id]),
        reverse("people:organisation_suspension", args=[suspended.public_id]),
        reverse("people:membership_ending", args=[membership.public_id]),
        membership.person.get_absolute_url(),
        reverse("people:person_rename", args=[membership.person.public_id]),
        reverse("people:qualification_new", args=[membership.person.public_id]),
        reverse("people:qualification_revocation", args=[held.public_id]),
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_renders_in_every_language(language: str, coordinator: User) -> None:
    with translation.override(language):
        pages = pages_of_a_coordinator()
    client = signed_in(coordinator)
    answers = {page: client.get(page) for page in pages}
    assert {page: answer.status_code for page, answer in answers.items()} == dict.fromkeys(pages, 200)
    assert all(f'<html lang="{language}">' in answer.content.decode() for answer in answers.values())


def test_a_visitor_sees_listed_organisations_and_no_people() -> None:
    listed = OrganisationFactory(is_listed=True)
    hidden = OrganisationFactory()
    ConsentFactory(person=MembershipFactory(organisation=listed).person)
    page = Client().get("/en/people/organisations/").content.decode()
    assert listed.name_en in page
    assert hidden.name_en not in page
    detail = Client().get(f"/en/people/organisations/{listed.public_id}/").content.decode()
    assert "Қалиева" not in detail
    assert Client().get(f"/en/people/organisations/{hidden.public_id}/").status_code == 404


def test_what_one_may_not_do_answers_with_the_reason_or_not_at_all(coordinator: User) -> None:
    monitor, learner = signed_in(user_holding(Role.MONITOR)), signed_in(user_holding(Role.LEARNER))
    organisation = OrganisationFactory()
    change = f"/en/people/organisations/{organisation.public_id}/change/"
    refused = monitor.get(change)
    assert refused.status_code == 403
    assert "A coordinator changes what is entered about an organisation." in refused.content.decode()
    assert learner.get(change).status_code == 404
    assert learner.get("/en/people/").status_code == 404
    assert signed_in(coordinator).get(change).status_code == 200


def test_a_name_that_falls_back_says_which_language_it_is_in() -> None:
    OrganisationFactory(name={"kk": "Әділдік қоры"}, is_listed=True)
    page = Client().get("/en/people/organisations/").content.decode()
    assert '<span lang="kk">Әділдік қоры</span>' in page


def test_entering_an_organisation_from_the_form(coordinator: User) -> None:
    region = RegionFactory()
    client = signed_in(coordinator)
    nameless = client.post("/kk/people/organisations/new/", {"kind": "media", "regions": [region.pk]})
    assert nameless.status_code == 200
    assert "Атауын кемінде бір тілде жазыңыз." in nameless.content.decode()
    done = client.post(
        "/kk/people/organisations/new/", {"kind": "media", "regions": [region.pk], "name_ru": "Редакция"}
    )
    made = Organisation.objects.get(name_ru="Редакция")
    assert done.status_code == 302
    assert done.headers["Location"] == f"/kk/people/organisations/{made.public_id}/"


def test_an_invitation_becomes_a_membership_when_it_is_accepted(coordinator: User) -> None:
    organisation = OrganisationFactory()
    answer = signed_in(coordinator).post(
        "/en/people/invitations/new/",
        {
            "given_name": "Асқар",
            "family_name": "Оспанов",
            "email": "askar@example.test",
            "language": "kk",
            "organisation": organisation.pk,
            "role": Role.MONITOR,
        },
    )
    assert answer.status_code == 302, answer.content.decode()
    invitation = Invitation.objects.get(email="askar@example.test")
    assert not Membership.objects.filter(organisation=organisation).exists()
    assert not mail.outbox  # mail leaves through the outbox, never in the request
    from tarazy.accounts.signals import invitation_accepted

    user = UserFactory(email="askar@example.test")
    invitation_accepted.send(Invitation, invitation=invitation, user=user)
    held = Membership.objects.get(organisation=organisation)
    assert (held.person.user, held.role, str(held.person)) == (user, Role.MONITOR, "Асқар Оспанов")


def test_a_coordinator_is_not_offered_roles_that_watch_over_others(coordinator: User) -> None:
    page = signed_in(coordinator).get("/en/people/invitations/new/").content.decode()
    assert 'value="monitor"' in page
    assert 'value="keyholder"' not in page
    forged = signed_in(coordinator).post(
        "/en/people/invitations/new/",
        {
            "given_name": "X",
            "email": "x@example.test",
            "language": "en",
            "organisation": OrganisationFactory().pk,
            "role": Role.KEYHOLDER,
        },
    )
    assert forged.status_code == 200
    assert not Invitation.objects.exists()


def test_a_person_gives_and_withdraws_their_own_consent() -> None:
    person = PersonFactory()
    client = signed_in(person.user)
    client.post(f"/ru/people/{person.public_id}/consents/{ConsentPurpose.DIRECTORY}/")
    consent = person.consents.get()
    assert (consent.purpose, consent.language) == (ConsentPurpose.DIRECTORY, "ru")
    client.post(f"/ru/people/consents/{consent.public_id}/withdrawal/")
    assert not person.consents.standing().exists()
    assert client.post(f"/ru/people/{person.public_id}/consents/nonsense/").status_code == 404


def test_nobody_withdraws_the_consent_of_another() -> None:
    consent = ConsentFactory()
    answer = signed_in(user_holding(Role.LEAD)).post(f"/ru/people/consents/{consent.public_id}/withdrawal/")
    assert answer.status_code == 404
    assert consent.person.consents.standing().exists()


@pytest.mark.parametrize("address", ["/en/people/organisations/", "/en/people/"])
def test_lists_do_not_ask_more_for_four_than_for_one(address: str, coordinator: User) -> None:
    def cost() -> int:
        client = signed_in(User.objects.get(pk=coordinator.pk))
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        return len(queries)

    MembershipFactory().organisation.regions.add(RegionFactory())
    with_one = cost()  # may ask once more than later ones, for what the process then remembers
    for _ in range(3):
        MembershipFactory().organisation.regions.add(RegionFactory())
    assert cost() <= with_one <= 12


def test_the_directory_finds_a_name_in_any_case() -> None:
    person = PersonFactory(family_name="Әбілқасымова")
    ConsentFactory(person=person)
    page = signed_in(user_holding(Role.MONITOR)).get("/kk/people/", {"text": "әБІЛҚ"}).content.decode()
    assert "Әбілқасымова" in page


def test_a_person_corrects_their_own_name() -> None:
    person = PersonFactory()
    answer = signed_in(person.user).post(
        f"/kk/people/{person.public_id}/name/", {"given_name": "Әсел", "family_name": ""}
    )
    assert answer.status_code == 302
    assert str(Person.objects.get(pk=person.pk)) == "Әсел"
