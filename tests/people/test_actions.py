from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import transaction

from tarazy.base.clock import today
from tarazy.base.permissions import SYSTEM, Hidden, Refused
from tarazy.base.trail.models import TrailEntry
from tarazy.people import actions, errors
from tarazy.people.choices import ConsentPurpose, IdentifierScheme, OrganisationKind, OrganisationState, Role
from tarazy.people.models import Membership, Organisation, Person
from tarazy.people.queries import has_valid_qualification, users_holding
from tarazy.people.roles import holds_any
from tarazy.people.signals import membership_ended
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
TOMORROW, YESTERDAY = today() + timedelta(days=1), today() - timedelta(days=1)


def trail_of(action: str) -> list[TrailEntry]:
    return list(TrailEntry.objects.filter(action=action))


class TestOrganisations:
    def test_a_coordinator_enters_one_and_the_trail_says_so(self) -> None:
        coordinator = user_holding(Role.COORDINATOR)
        made = actions.add_organisation(
            actor=coordinator,
            name={"kk": " Ұйым ", "ru": "Организация"},
            kind=OrganisationKind.CIVIL_SOCIETY,
            regions=[RegionFactory()],
        )
        kept = Organisation.objects.get(pk=made.pk)
        assert (kept.name_kk, kept.name_en, kept.is_listed) == ("Ұйым", "", False)
        assert [region.iso for region in kept.regions.all()] == ["KZ-39"]
        (entry,) = trail_of("people.add_organisation")
        assert (entry.actor, entry.target) == (f"user:{coordinator.pk}", made.public_id)

    def test_a_nameless_one_is_refused_and_nothing_is_kept(self) -> None:
        before = Organisation.objects.count()
        with pytest.raises(errors.NameMissing):
            actions.add_organisation(actor=SYSTEM, name={"kk": "  "}, kind=OrganisationKind.MEDIA)
        assert Organisation.objects.count() == before
        assert trail_of("people.add_organisation") == []

    def test_a_monitor_may_not(self) -> None:
        with pytest.raises(Refused):
            actions.add_organisation(
                actor=user_holding(Role.MONITOR), name={"en": "Body"}, kind=OrganisationKind.CIVIL_SOCIETY
            )

    def test_an_identifier_belongs_to_one_organisation(self) -> None:
        first, second = OrganisationFactory(), OrganisationFactory()
        bin_of_first = {"scheme": IdentifierScheme.BIN, "value": "990440000385"}
        actions.identify_organisation(actor=SYSTEM, organisation=first, **bin_of_first)
        actions.identify_organisation(actor=SYSTEM, organisation=first, **bin_of_first)
        assert first.identifiers.count() == 1
        with pytest.raises(errors.IdentifierTaken):
            actions.identify_organisation(actor=SYSTEM, organisation=second, **bin_of_first)
        with pytest.raises(errors.NotABin):
            actions.identify_organisation(
                actor=SYSTEM, organisation=second, scheme=IdentifierScheme.BIN, value="990440000386"
            )

    def test_suspending_rests_the_roles_of_its_people_and_restoring_wakes_them(self) -> None:
        organisation = OrganisationFactory()
        user = user_holding(Role.LEAD, organisation=organisation)
        actions.suspend_organisation(actor=SYSTEM, organisation=organisation, reason="Left the network")
        assert user not in users_holding(Role.LEAD)
        with pytest.raises(errors.AlreadyEnded):
            actions.suspend_organisation(actor=SYSTEM, organisation=organisation, reason="Again")
        actions.restore_organisation(actor=SYSTEM, organisation=organisation, reason="Came back")
        assert user in users_holding(Role.LEAD)
        states = organisation.state_changes.values_list("state", "reason")
        assert list(states) == [
            (OrganisationState.ACTIVE, "Came back"),
            (OrganisationState.SUSPENDED, "Left the network"),
        ]


class TestMemberships:
    def test_starting_gives_the_role_from_that_day(self) -> None:
        person, organisation = PersonFactory(), OrganisationFactory()
        actions.start_membership(
            actor=user_holding(Role.COORDINATOR),
            person=person,
            organisation=organisation,
            role=Role.MONITOR,
            started_on=TOMORROW,
        )
        assert not holds_any(person.user, {Role.MONITOR})
        assert Membership.objects.active(TOMORROW).filter(person=person, role=Role.MONITOR).exists()

    def test_the_same_role_twice_is_refused(self) -> None:
        held = MembershipFactory()
        with pytest.raises(errors.AlreadyMember):
            actions.start_membership(
                actor=SYSTEM, person=held.person, organisation=held.organisation, role=Role(held.role)
            )

    @pytest.mark.parametrize(
        ("role", "kind"),
        [(Role.AUTHORITY, OrganisationKind.CIVIL_SOCIETY), (Role.MONITOR, OrganisationKind.AUTHORITY)],
    )
    def test_an_authority_has_focal_points_and_nobody_else_has(self, role: Role, kind: OrganisationKind) -> None:
        with pytest.raises(errors.RoleNotForOrganisation):
            actions.start_membership(
                actor=SYSTEM, person=PersonFactory(), organisation=OrganisationFactory(kind=kind), role=role
            )

    def test_nobody_gives_a_role_to_themselves(self) -> None:
        administrator = user_holding(Role.ADMINISTRATOR)
        with pytest.raises(errors.RoleNotForOneself):
            actions.start_membership(
                actor=administrator,
                person=Person.objects.get(user=administrator),
                organisation=OrganisationFactory(),
                role=Role.COORDINATOR,
            )

    def test_a_coordinator_cannot_make_a_key_holder(self) -> None:
        with pytest.raises(Refused):
            actions.start_membership(
                actor=user_holding(Role.COORDINATOR),
                person=PersonFactory(),
                organisation=OrganisationFactory(),
                role=Role.KEYHOLDER,
            )

    def test_ending_takes_the_role_at_once_and_tells_the_rooms_above(self) -> None:
        user = user_holding(Role.MONITOR)
        membership = Membership.objects.get(person__user=user)
        heard: list[Membership] = []

        def hear(sender: object, membership: Membership, **kwargs: object) -> None:
            heard.append(membership)
            assert transaction.get_connection().in_atomic_block

        membership_ended.connect(hear)
        try:
            actions.end_membership(actor=SYSTEM, membership=membership, reason="Moved away")
        finally:
            membership_ended.disconnect(hear)
        assert heard == [membership]
        assert user not in users_holding(Role.MONITOR)
        with pytest.raises(errors.AlreadyEnded):
            actions.end_membership(actor=SYSTEM, membership=membership, reason="Again")

    def test_ending_asks_for_a_reason_and_a_sensible_day(self) -> None:
        membership = MembershipFactory()
        with pytest.raises(errors.ReasonMissing):
            actions.end_membership(actor=SYSTEM, membership=membership, reason=" ")
        with pytest.raises(errors.EndsBeforeItBegins):
            actions.end_membership(actor=SYSTEM, membership=membership, reason="Moved", ended_on=YESTERDAY)
        membership.refresh_from_db()
        assert membership.is_active

    def test_a_stranger_finds_nothing_to_end(self) -> None:
        with pytest.raises(Hidden):
            actions.end_membership(actor=UserFactory(), membership=MembershipFactory(), reason="Spite")


class TestConsents:
    def test_giving_twice_records_once_and_withdrawing_hides_the_person(self) -> None:
        person = PersonFactory()
        colleague = user_holding(Role.MONITOR)
        for _ in range(2):
            consent = actions.give_consent(
                actor=person.user, person=person, purpose=ConsentPurpose.DIRECTORY, language="kk"
            )
        assert len(trail_of("people.give_consent")) == 1
        assert person in Person.objects.visible_to(colleague)
        actions.withdraw_consent(actor=person.user, consent=consent)
        assert person not in Person.objects.visible_to(colleague)
        assert person.consents.count() == 1

    def test_nobody_else_consents_for_a_person(self) -> None:
        with pytest.raises(Hidden):
            actions.give_consent(
                actor=user_holding(Role.LEAD), person=PersonFactory(), purpose=ConsentPurpose.PUBLIC, language="ru"
            )

    def test_a_consent_is_withdrawn_once(self) -> None:
        consent = ConsentFactory()
        actions.withdraw_consent(actor=consent.person.user, consent=consent)
        with pytest.raises(errors.AlreadyEnded):
            actions.withdraw_consent(actor=consent.person.user, consent=consent)


class TestQualifications:
    @pytest.mark.parametrize(
        ("days_until_expiry", "is_valid"),
        [(None, True), (1, True), (0, False)],
    )
    def test_it_holds_until_the_day_it_expires(self, days_until_expiry: int | None, is_valid: bool) -> None:
        expires_on = None if days_until_expiry is None else today() + timedelta(days=days_until_expiry)
        held = QualificationFactory(granted_on=today() - timedelta(days=9), expires_on=expires_on)
        assert has_valid_qualification(held.person, "observer", "hearing") is is_valid
        assert held.is_valid is is_valid

    def test_revoking_ends_it_whatever_its_date(self) -> None:
        held = QualificationFactory(expires_on=TOMORROW)
        actions.revoke_qualification(
            actor=user_holding(Role.TRAINER), qualification=held, reason="Left notes in the courtroom"
        )
        assert not has_valid_qualification(held.person, "observer", "hearing")
        assert not held.is_valid

    def test_a_scope_is_not_stretched(self) -> None:
        held = QualificationFactory(value="hearing")
        assert not has_valid_qualification(held.person, "observer", "visit")

    def test_monitors_do_not_qualify_each_other(self) -> None:
        with pytest.raises(Refused):
            actions.grant_qualification(
                actor=user_holding(Role.MONITOR), person=PersonFactory(), scheme="observer", value="hearing"
            )
