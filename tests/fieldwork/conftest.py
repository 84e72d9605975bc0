from __future__ import annotations

import pytest

from tarazy.fieldwork.models import Campaign, FormVersion
from tests.fieldwork.factories import CampaignFactory, Device, device_for, published_form


@pytest.fixture
def campaign(db: None) -> Campaign:
    return CampaignFactory()


@pytest.fixture
def form(campaign: Campaign) -> FormVersion:
    return published_form(campaign)


@pytest.fixture
def device(campaign: Campaign, form: FormVersion) -> Device:
    return device_for(campaign)
