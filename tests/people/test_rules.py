"""The matrix: every role against every kind of row, as permission and as list."""

from __future__ import annotations

import pytest
from django.db import models

from tarazy.accounts.models import User
from tarazy.base.clock import now, today
from tarazy.base.permissions import Hidden, Refused, can, require
from tarazy.people.choices import GUARDED_ROLES, OrganisationState, Role
from tarazy.people.models import Consent, Membership, Organisation, Person, Qualification
from tests.people.factories import (
    ConsentFactory,
    MembershipFactory,
    OrganisationFactory,
    PersonFactory,
    QualificationFactory,
    UserFactory,
    user_holding,
)
from tests.support.agreement import disagreements

pytestmark = pytest.mark.django_db

VIEW = {
    Person: "people.view_person",
    Organisation: "people.view_organisation",
    Membership: "people.view_membership",
    Consent: "people.view_consent",
    Qualification: "people.view_qualification",
}


@pytest.fixture
def actors() -> list[User]:
    """One account for every role, one without any, one whose role ended, one in a suspended organisation."""
    suspended = OrganisationFactory(state=OrganisationState.SUSPENDED)
    ended = MembershipFactory(role=Role.COORDINATOR, started_on=today().replace(year=2024), ended_on=today())
    holders = [user_holding(role) for role in Role]
    return [*holders, UserFactory(), ended.person.user, user_holding(Role.COORDINATOR, organisation=suspended)]


@pytest.fixture
def rows(actors: list[User]) -> None:
    listed, withdrawn = PersonFactory(), PersonFactory()
    ConsentFactory(person=listed)
    ConsentFactory(person=withdrawn, withdrawn_at=now())
    ConsentFactory(person=actors[5].person)
    for person in (listed, withdrawn, actors[4].person):
        QualificationFactory(person=person)
        MembershipFactory(person=person)
    OrganisationFactory(is_listed=True)
    OrganisationFactory(is_listed=True, state=OrganisationState.SUSPENDED)


@pytest.mark.usefixtures("rows")
@pytest.mark.parametrize("model", VIEW, ids=lambda model: model.__name__)
def test_lists_and_permissions_agree(model: type[models.Model], actors: list[User]) -> None:
    things = model._default_manager.all()
    assert things.count() >= 3
    assert disagreements(VIEW[model], things, actors) == []


def test_a_person_without_directory_consent_is_hidden_from_colleagues() -> None:
    colleague, shy = user_holding(Role.MONITOR), PersonFactory()
    assert not can(colleague, "people.view_person", shy)
    ConsentFactory(person=shy)
    assert can(colleague, "people.view_person", shy)


@pytest.mark.parametrize("role", [Role.AUTHORITY, Role.LEARNER])
def test_guests_of_the_network_see_nobody_in_it(role: Role) -> None:
    listed = ConsentFactory().person
    guest = user_holding(role)
    assert not can(guest, "people.view_person", listed)
    assert not can(guest, "people.view_directory")
    assert list(Person.objects.visible_to(guest)) == [guest.person]


@pytest.mark.parametrize("role", Role)
def test_roles_that_watch_over_others_are_given_by_the_administrator_alone(role: Role) -> None:
    assert can(user_holding(Role.ADMINISTRATOR), "people.give_role", role)
    assert can(user_holding(Role.COORDINATOR), "people.give_role", role) is (role not in GUARDED_ROLES)
    assert not can(user_holding(Role.LEAD), "people.give_role", role)


def test_a_colleague_reads_the_reason_and_an_outsider_finds_nothing() -> None:
    organisation = OrganisationFactory()
    with pytest.raises(Refused) as refused:
        require(user_holding(Role.MONITOR), "people.change_organisation", organisation)
    assert refused.value.reason
    with pytest.raises(Hidden):
        require(user_holding(Role.LEARNER), "people.change_organisation", organisation)


def test_a_blocked_account_may_nothing() -> None:
    user = user_holding(Role.ADMINISTRATOR)
    user.is_active = False
    assert not can(user, "people.manage_members")
