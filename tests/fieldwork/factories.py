"""Forms, campaigns and devices for tests; and a device that talks as ODK Collect does."""

from __future__ import annotations

import io
import time
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import factory
from django.db import connection
from django.test import Client
from factory.django import DjangoModelFactory
from openpyxl import Workbook

from tarazy.accounts.models import User
from tarazy.base.permissions import SYSTEM
from tarazy.fieldwork.actions import MediaFile, add_device_key, import_form, publish_version
from tarazy.fieldwork.changes import Cursor, changes_after
from tarazy.fieldwork.models import Campaign, DeviceKey, FormVersion, SubmissionChange
from tests.people.factories import UserFactory

Row = Sequence[Any]

SURVEY: list[Row] = [
    ("type", "name", "label::Қазақша (kk)", "label::Русский (ru)", "label::English (en)", "indicator", "dimension"),
    ("date", "hearing_date", "Отырыс күні", "Дата заседания", "Date of the hearing", "", "date"),
    ("select_one region", "region", "Өңір", "Регион", "Region", "", "region"),
    ("select_one yn", "open", "Ашық па?", "Открыто?", "Open?", "B1", ""),
    ("integer", "public", "Көрермен", "Публика", "Public", "", ""),
    ("image", "photo", "Сурет", "Снимок", "Picture", "", ""),
    ("begin_repeat", "defendant", "Сотталушы", "Подсудимый", "Defendant", "", ""),
    ("select_one sex", "sex", "Жынысы", "Пол", "Sex", "", "sex"),
    ("select_one yn", "counsel", "Қорғаушы бар ма?", "Есть защитник?", "Counsel present?", "G1", ""),
    ("end_repeat", "", "", "", "", "", ""),
]
CHOICES: list[Row] = [
    ("list_name", "name", "label::Қазақша (kk)", "label::Русский (ru)", "label::English (en)"),
    ("yn", "yes", "Иә", "Да", "Yes"),
    ("yn", "no", "Жоқ", "Нет", "No"),
    ("region", "KZ-39", "Қостанай", "Костанай", "Kostanay"),
    ("region", "KZ-10", "Абай", "Абай", "Abai"),
    ("sex", "female", "Әйел", "Женский", "Female"),
    ("sex", "male", "Ер", "Мужской", "Male"),
]
TITLE_COLUMNS = ("form_title::Қазақша (kk)", "form_title::Русский (ru)", "form_title::English (en)")
TITLES = ("Отырыс", "Заседание", "Hearing")


def workbook(**sheets: Sequence[Row]) -> bytes:
    """An .xlsx with the given sheets, row by row."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def hearing_workbook(version: str = "1", survey: Sequence[Row] = SURVEY, choices: Sequence[Row] = CHOICES) -> bytes:
    settings = [("form_id", "version", *TITLE_COLUMNS), ("hearing", version, *TITLES)]
    return workbook(survey=survey, choices=choices, settings=settings)


class CampaignFactory(DjangoModelFactory[Campaign]):
    class Meta:
        model = Campaign

    slug = factory.Sequence(lambda number: f"campaign-{number}")
    title = {"kk": "Сот бақылауы", "ru": "Наблюдение в судах", "en": "Court watch"}


def published_form(campaign: Campaign, version: str = "1", **parts: Any) -> FormVersion:
    """The small hearing form, offered to devices."""
    made = draft_form(campaign, version, **parts)
    return publish_version(actor=SYSTEM, version=made)


def draft_form(campaign: Campaign, version: str = "1", media: Sequence[MediaFile] = (), **parts: Any) -> FormVersion:
    content = hearing_workbook(version, **parts)
    return import_form(actor=SYSTEM, campaign=campaign, content=content, filename="hearing.xlsx", media=media)


def hearing_xml(instance_id: str = "", *, version: str = "1", deprecated_id: str = "", **answers: str) -> bytes:
    """A record as Collect writes it; `answers` replaces or adds nodes, `body` everything inside the root."""
    instance_id = instance_id or f"uuid:{uuid.uuid4()}"
    values = {"hearing_date": "2026-03-04", "region": "KZ-39", "open": "yes", "public": "3", "photo": ""} | answers
    body = values.pop("body", None) or "".join(f"<{name}>{value}</{name}>" for name, value in values.items())
    deprecated = f"<deprecatedID>{deprecated_id}</deprecatedID>" if deprecated_id else ""
    return (
        f'<?xml version=\'1.0\' ?><data id="hearing" version="{version}">{body}'
        f"<meta>{deprecated}<instanceID>{instance_id}</instanceID></meta></data>"
    ).encode()


@dataclass
class Device:
    """A phone with a key. `post` sends a record in the very form that OkHttp gives it."""

    key: DeviceKey
    secret: str
    language: str = "en"
    client: Client = field(default_factory=lambda: Client(raise_request_exception=False))

    @property
    def base(self) -> str:
        return f"/openrosa/{self.secret}"

    @property
    def headers(self) -> dict[str, str]:
        return {"X-OpenRosa-Version": "1.0", "Accept-Language": self.language, "User-Agent": "ODK Collect"}

    def get(self, path: str, **headers: str) -> Any:
        return self.client.get(path if path.startswith("/") else f"{self.base}/{path}", headers=self.headers | headers)

    def head(self, path: str) -> Any:
        return self.client.head(f"{self.base}/{path}", headers=self.headers)

    def post(self, xml: bytes, files: Mapping[str, bytes] | None = None, *, incomplete: bool = False) -> Any:
        boundary, body = multipart(xml, files or {}, incomplete=incomplete)
        return self.post_raw(body, f"multipart/form-data; boundary={boundary}")

    def post_raw(self, body: bytes, content_type: str) -> Any:
        path = f"{self.base}/submission?deviceID=collect%3Atest"
        return self.client.generic("POST", path, body, content_type, headers=self.headers)


def multipart(xml: bytes, files: Mapping[str, bytes], *, incomplete: bool = False) -> tuple[str, bytes]:
    """Boundary and body as Collect's OkHttpConnection makes them: the file name is also the name of its field."""
    boundary = str(uuid.uuid4())
    parts = [("xml_submission_file", "submission.xml", "text/xml", xml)]
    parts += [(name, name, "application/octet-stream", content) for name, content in files.items()]
    body = b""
    for name, filename, kind, content in parts:
        head = f'Content-Disposition: form-data; name="{name}"; filename="{filename}"\r\nContent-Type: {kind}\r\n'
        head += f"Content-Length: {len(content)}\r\n\r\n"
        body += f"--{boundary}\r\n".encode() + head.encode() + content + b"\r\n"
    if incomplete:
        head = 'Content-Disposition: form-data; name="*isIncomplete*"\r\nContent-Length: 3\r\n\r\n'
        body += f"--{boundary}\r\n".encode() + head.encode() + b"yes\r\n"
    return boundary, body + f"--{boundary}--\r\n".encode()


def device_for(campaign: Campaign, user: User | None = None, language: str = "en") -> Device:
    made = add_device_key(actor=SYSTEM, campaign=campaign, user=user or UserFactory())
    return Device(made.key, made.secret, language)


def wait_until_fed() -> None:
    """PostgreSQL's feed waits for whatever transaction is under way in the cluster, other workers' tests included."""
    deadline = time.monotonic() + 120
    while not connection.in_atomic_block and len(changes_after(Cursor(), 10_000)) < SubmissionChange.objects.count():
        assert time.monotonic() < deadline, "the feed never caught up"
        time.sleep(0.05)
