"""What one may open is what one finds in lists, for every role and kind of row."""

from __future__ import annotations

import pytest
from django.db import models

from tarazy.accounts.models import User
from tarazy.base.permissions import SYSTEM, Hidden, Refused, can, require
from tarazy.fieldwork.models import Campaign, DeviceKey, FormVersion, Submission
from tarazy.people.choices import Role
from tests.fieldwork.factories import CampaignFactory, device_for, draft_form, hearing_xml, published_form
from tests.people.factories import UserFactory, user_holding
from tests.support.agreement import disagreements

pytestmark = pytest.mark.django_db

VIEW = {
    Campaign: "fieldwork.view_campaign",
    FormVersion: "fieldwork.view_version",
    DeviceKey: "fieldwork.view_device_key",
    Submission: "fieldwork.view_submission",
}
PLAN = (
    "fieldwork.change_campaign",
    "fieldwork.import_form",
    "fieldwork.add_device_key",
)


@pytest.fixture
def actors() -> list[User]:
    """One account for every role, and two monitors with devices that have sent something."""
    monitors = [UserFactory(), user_holding(Role.MONITOR)]
    for monitor in monitors:
        campaign = CampaignFactory()
        published_form(campaign)
        draft_form(campaign, "2")
        device_for(campaign, monitor).post(hearing_xml())
    CampaignFactory()
    return [*(user_holding(role) for role in Role), *monitors]


@pytest.mark.parametrize("model", VIEW)
def test_permission_and_list_agree(model: type[models.Model], actors: list[User]) -> None:
    assert disagreements(VIEW[model], model._default_manager.all(), actors) == []


@pytest.mark.parametrize("permission", PLAN)
def test_only_planners_plan(permission: str, actors: list[User]) -> None:
    campaign = Campaign.objects.first()
    allowed = {role for role in Role if can(user_holding(role), permission, campaign)}
    assert allowed == {Role.COORDINATOR, Role.LEAD}
    assert can(SYSTEM, permission, campaign)


def test_analyst_is_told_why_and_learner_finds_nothing() -> None:
    campaign = CampaignFactory()
    with pytest.raises(Refused):
        require(user_holding(Role.ANALYST), "fieldwork.import_form", campaign)
    with pytest.raises(Hidden):
        require(user_holding(Role.LEARNER), "fieldwork.import_form", campaign)


def test_administrator_sees_no_content(actors: list[User]) -> None:
    assert not Submission.objects.visible_to(user_holding(Role.ADMINISTRATOR)).exists()
    assert not Submission.objects.visible_to(user_holding(Role.ANALYST)).exists()
