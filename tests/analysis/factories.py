"""A small form and its indicators, and submissions as devices send them."""

from __future__ import annotations

import json
import uuid
from typing import Any

from tarazy.base.permissions import SYSTEM
from tarazy.country.facade import load_country
from tarazy.fieldwork.models import Campaign
from tarazy.methodology.facade import import_methodology
from tests.fieldwork.factories import CampaignFactory, Device, device_for, published_form

LABELS = ("type", "name", "label::Қазақша (kk)", "label::Русский (ru)", "label::English (en)", "indicator", "dimension")
SURVEY: list[tuple[str, ...]] = [
    LABELS,
    ("text", "code", "Код", "Код", "Code", "", "hearing"),
    ("select_one observer", "role", "Рөлі", "Роль", "Role", "", "observer"),
    ("date", "hearing_date", "Күні", "Дата", "Date", "", "date"),
    ("select_one region", "region", "Өңір", "Регион", "Region", "", "region"),
    ("select_one lang", "lang", "Тілі", "Язык", "Language", "", "language"),
    ("select_one ypn", "rights", "Құқық", "Права", "Rights", "E1", ""),
    ("select_one ypn", "judge", "Судья", "Судья", "Judge", "A3", ""),
    ("begin_repeat", "defendant", "Сотталушы", "Подсудимый", "Defendant", "", ""),
    ("select_one sex", "sex", "Жынысы", "Пол", "Sex", "", "sex"),
    ("select_one ypn", "interpreter_needed", "Аудармашы", "Нужен", "Needed", "", ""),
    ("select_one ypn", "interpreter_present", "Аудармашы", "Есть", "Present", "I2", ""),
    ("end_repeat", "", "", "", "", "", ""),
]
CHOICES: list[tuple[str, ...]] = [
    ("list_name", "name", "label::Қазақша (kk)", "label::Русский (ru)", "label::English (en)"),
    *[("ypn", name, name, name, name) for name in ("yes", "partly", "no", "not_observed", "na")],
    *[("region", name, name, name, name) for name in ("KZ-39", "KZ-10", "KZ-71")],
    *[("lang", name, name, name, name) for name in ("kk", "ru")],
    *[("observer", name, name, name, name) for name in ("first", "second")],
    *[("sex", name, name, name, name) for name in ("female", "male")],
]


def campaign_with_form(**fields: Any) -> tuple[Campaign, Device]:
    """A campaign with the small form, and a device that may send to it."""
    load_country(actor=SYSTEM)
    import_methodology(actor=SYSTEM)
    campaign = CampaignFactory(**fields)
    published_form(campaign, survey=SURVEY, choices=CHOICES)
    return campaign, device_for(campaign)


def record(
    *, defendants: list[dict[str, str]] | None = None, instance_id: str = "", replaces: str = "", **answers: str
) -> bytes:
    """A record as Collect writes it."""
    values = {"code": "", "hearing_date": "2025-03-04", "region": "KZ-39", "lang": "kk", "rights": "yes"} | answers
    body = "".join(f"<{name}>{value}</{name}>" for name, value in values.items() if value)
    for each in defendants or []:
        body += "<defendant>" + "".join(f"<{name}>{value}</{name}>" for name, value in each.items()) + "</defendant>"
    deprecated = f"<deprecatedID>{replaces}</deprecatedID>" if replaces else ""
    identity = instance_id or f"uuid:{uuid.uuid4()}"
    meta = f"<meta>{deprecated}<instanceID>{identity}</instanceID></meta>"
    return f'<?xml version="1.0"?><data id="hearing" version="1">{body}{meta}</data>'.encode()


def send(device: Device, number: int = 1, **answers: Any) -> None:
    """Send the same answers a number of times, each as a record of its own."""
    for _ in range(number):
        answer = device.post(record(**answers))
        assert answer.status_code == 201, json.dumps(answer.content.decode())
