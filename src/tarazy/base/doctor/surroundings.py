"""What an installation leans on: disk, mail server, clock, keys, worker, and the files made at set-up."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.mail import get_connection
from django.db import connection
from django.utils import translation

from tarazy.base import crypto
from tarazy.base.clock import now
from tarazy.base.crypto.keyring import keyring_path
from tarazy.base.doctor.examination import Finding, fine, risky, wrong
from tarazy.base.mail.transport import smtp_options
from tarazy.base.outbox.models import OutboxEntry, State
from tarazy.base.schedule.models import ScheduledJob
from tarazy.base.trail.models import TrailEntry
from tarazy.base.worker.signs import SILENT_AFTER, last_sign

GIGABYTE = 1024**3
OVERDUE = timedelta(hours=1)
DRIFT = timedelta(seconds=5)


def check_storage() -> Iterator[Finding]:
    """Write a file, read it, remove it; and look at what room is left."""
    name = default_storage.save("doctor/probe", ContentFile(b"tarazy"))
    try:
        with default_storage.open(name) as file:
            is_same = file.read() == b"tarazy"
    finally:
        default_storage.delete(name)
    if not is_same:
        yield wrong("storage", "a file came back changed", "Check the disk or the store that files go to")
    free = shutil.disk_usage(settings.ENV.home).free
    if free < GIGABYTE:
        yield wrong("storage", f"{free / GIGABYTE:.1f} GB are free on the data disk", "Make room, or grow the disk")
    elif free < 5 * GIGABYTE:
        yield risky("storage", f"{free / GIGABYTE:.1f} GB are free on the data disk", "Make room soon")
    else:
        yield fine("storage", f"files can be written and read; {free / GIGABYTE:.0f} GB free")


def check_mail() -> Iterator[Finding]:
    """Reach the mail server and sign in there; send nothing."""
    if not settings.ENV.mail_url:
        yield risky(
            "mail",
            "no mail leaves the house; it lies on the mailbox page of coordinators",
            "TARAZY_MAIL_URL=smtp://user:password@host:587",
        )
        return
    try:
        options = smtp_options(settings.ENV.mail_url)
        server = get_connection("django.core.mail.backends.smtp.EmailBackend", **options)
        server.open()
        server.close()
    except (OSError, ValueError) as error:
        yield wrong("mail", f"the server cannot be used: {error}", "Check TARAZY_MAIL_URL; docs/operate/mail.md")
    else:
        yield fine("mail", f"{options['host']} takes our mail")
    if "@localhost" in settings.ENV.mail_from:
        yield risky("mail", f"the sender is {settings.ENV.mail_from}", "TARAZY_MAIL_FROM='Tarazy <name@your.host>'")


def check_outbox() -> Iterator[Finding]:
    """What could not be delivered, and what waits too long."""
    dead = OutboxEntry.objects.filter(state=State.DEAD).count()
    late = OutboxEntry.objects.filter(state=State.WAITING, due_at__lt=now() - OVERDUE).count()
    if dead:
        yield risky("outbox", f"{dead} entries were given up", "tarazy outbox list; then tarazy outbox retry --all")
    if late:
        yield wrong("outbox", f"{late} entries are overdue by more than an hour", "Is the worker running?")
    if not dead and not late:
        yield fine("outbox", "nothing is overdue and nothing was given up")


def check_worker() -> Iterator[Finding]:
    """Whether anyone does the background work, and whether the schedule keeps to it."""
    sign = last_sign()
    if sign is None or sign < now() - SILENT_AFTER:
        heard = "never" if sign is None else f"at {sign:%Y-%m-%d %H:%M} UTC"
        yield risky("worker", f"none is at work (last heard of: {heard})", "`tarazy serve`, or start tarazy-worker")
    else:
        yield fine("worker", "at work")
    for job in ScheduledJob.objects.exclude(last_error=""):
        yield risky("schedule", f"{job.name} failed last time: {job.last_error}", "See the worker's log")


def check_clock() -> Iterator[Finding]:
    """A clock that runs behind writes a trail that looks forged; old time-zone data shift hearings by an hour."""
    moment = now()
    newest = TrailEntry.objects.order_by("-at").values_list("at", flat=True).first()
    if newest is not None and newest > moment + DRIFT:
        yield wrong(
            "clock", f"it stands before the last entry of the trail ({newest:%Y-%m-%d %H:%M} UTC)", "Run an NTP client"
        )
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT clock_timestamp()")
            drift = abs(cursor.fetchone()[0] - now())
        if drift > DRIFT:
            yield wrong(
                "clock", f"it differs from the database's by {drift.total_seconds():.0f} s", "Run an NTP client on both"
            )
    offset = datetime(2025, 1, 1, tzinfo=ZoneInfo("Asia/Almaty")).utcoffset()
    if offset != timedelta(hours=5):
        yield wrong("clock", "the time-zone data are from before March 2024", "Update the tzdata package")
    else:
        yield fine("clock", f"{moment:%Y-%m-%d %H:%M:%S} UTC, Kazakhstan at UTC+5")


def check_keys() -> Iterator[Finding]:
    """The key ring opens what it sealed, and does not lie beside the data."""
    token = crypto.encrypt(b"tarazy", "doctor")
    if crypto.decrypt(token, "doctor") != b"tarazy":
        yield wrong("keys", "the key ring does not open what it sealed", "Bring it back from its copy")
    warnings = crypto.keyring_warnings()
    for warning in warnings:
        yield risky("keys", warning, "docs/operate/keys.md")
    if not warnings:
        yield fine("keys", f"{keyring_path()}: {len(crypto.keyring().keys)} keys; keep a copy off this machine")


def check_built_files() -> Iterator[Finding]:
    """Style sheet, script and translations are made at set-up, or come with the wheel."""
    missing = [name for name in ("built/tarazy.css", "built/tarazy.js") if finders.find(name) is None]
    untranslated = [language for language in ("kk", "ru") if not _is_translated(language)]
    if missing:
        yield wrong("files", f"{', '.join(missing)} are missing", "script/assets, or install the wheel")
    if untranslated:
        yield wrong("files", f"translations are missing: {', '.join(untranslated)}", "script/messages --compile")
    if not missing and not untranslated:
        yield fine("files", "style sheet, script and translations are there")


def _is_translated(language: str) -> bool:
    """Whether our own catalogue is there, by a string that every page shows."""
    with translation.override(language):
        return translation.gettext("Skip to the content") != "Skip to the content"
