"""Intake of 2 kB submissions with durable commits, on SQLite and PostgreSQL, from 4 and 8 clients.

    uv run python -m bench.intake [seconds]

The ceiling of the same run: bare durable inserts of the same size into the same database, from as many clients,
without web server, parsing, trail or answers. The disk's fsync time stands beside it.
"""

from __future__ import annotations

import http.client
import multiprocessing
import statistics
import sys
import time
import uuid

from bench.installation import (
    Installation,
    durable_postgresql,
    fsync_milliseconds,
    installation,
    machine,
    processor_seconds,
    web_and_others,
)

SIZE = 2_000
PREPARE = """
from pathlib import Path
from tarazy.base.permissions import SYSTEM
from tarazy.country.facade import load_country
from tarazy.methodology.facade import import_methodology
from tarazy.fieldwork.facade import add_campaign, add_device_key, import_form, publish_version
from tarazy.accounts.models import User
import tarazy.demonstration
from tarazy.country.models import Region
if not Region.objects.exists():
    load_country(actor=SYSTEM); import_methodology(actor=SYSTEM)
campaign = add_campaign(actor=SYSTEM, slug="bench", title={"kk": "Bench", "ru": "Bench", "en": "Bench"})
form = Path(tarazy.demonstration.__file__).parent / "data" / "hearing.xlsx"
publish_version(actor=SYSTEM, version=import_form(
    actor=SYSTEM, campaign=campaign, content=form.read_bytes(), filename="hearing.xlsx"))
user = User.objects.create(email="bench@example.org")
print(add_device_key(actor=SYSTEM, campaign=campaign, user=user).secret)
"""


def main() -> None:
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 10.0
    print(machine())
    with installation() as place:
        print(f"fsync of 4 KiB: {fsync_milliseconds(place.home):.2f} ms (median)")
        _measure("SQLite", place, "", seconds)
    with durable_postgresql() as url, installation(url) as place:
        _measure("PostgreSQL", place, url, seconds)


def _measure(name: str, place: Installation, url: str, seconds: float) -> None:
    place.python("from django.core.management import call_command; call_command('migrate', verbosity=0)")
    secret = place.python(PREPARE).split()[-1]
    for clients in (4, 8):
        ceiling = _rate(_insert, clients, seconds / 2, (url, str(place.home / "bare.sqlite3")))[0]
        with place.serving() as program:
            time.sleep(3)
            _rate(_post, clients, 2.0, (place.port, secret))
            web, others = web_and_others(program.pid)
            before = processor_seconds(web), processor_seconds(others)
            rate, spent, refused = _rate(_post, clients, seconds, (place.port, secret))
            used = (processor_seconds(web) - before[0]) / max(1, len(spent)) * 1000
            beside = (processor_seconds(others) - before[1]) / max(1, len(spent)) * 1000
        late = statistics.quantiles(spent, n=20)[-1] * 1000
        print(
            f"{name}, {clients} clients: {rate:.0f} accepted/s (at least 300), p95 {late:.0f} ms (60), "
            f"{used:.1f} ms of processor each (5) and {beside:.1f} in the worker, {refused} refused; "
            f"bare inserts {ceiling:.0f}/s, ratio {rate / ceiling:.2f}"
        )


def _rate(work, clients: int, seconds: float, arguments: tuple) -> tuple[float, list[float], int]:
    """Completed per second over all clients, the time of each, and how many were refused."""
    with multiprocessing.get_context("fork").Pool(clients) as pool:
        started = time.perf_counter()
        results = pool.starmap(work, [(seconds, *arguments)] * clients)
        elapsed = time.perf_counter() - started
    spent = [each for times, _ in results for each in times]
    return len(spent) / elapsed, spent, sum(refused for _, refused in results)


def _post(seconds: float, port: int, secret: str) -> tuple[list[float], int]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    spent, refused, deadline = [], 0, time.perf_counter() + seconds
    while time.perf_counter() < deadline:
        head, body = _request(str(uuid.uuid4()))
        started = time.perf_counter()
        connection.request("POST", f"/openrosa/{secret}/submission", body, head)
        answer = connection.getresponse()
        answer.read()
        if answer.status == 201:
            spent.append(time.perf_counter() - started)
        else:
            refused += 1
    return spent, refused


def _request(identity: str) -> tuple[dict[str, str], bytes]:
    xml = _record(identity)
    boundary = "tarazy-bench"
    part = 'Content-Disposition: form-data; name="xml_submission_file"; filename="submission.xml"\r\n'
    body = f"--{boundary}\r\n{part}Content-Type: text/xml\r\n\r\n".encode() + xml + f"\r\n--{boundary}--\r\n".encode()
    return {"Content-Type": f"multipart/form-data; boundary={boundary}", "X-OpenRosa-Version": "1.0"}, body


def _record(identity: str) -> bytes:
    """A hearing of about 2 kB, each with a code of its own."""
    code = identity.replace("-", "").upper()[:6]
    answers = "".join(
        f"<{group}>{''.join(f'<{name}>{value}</{name}>' for name, value in each.items())}</{group}>"
        for group, each in {
            "hearing": {"observer_role": "first", "hearing_code": code, "hearing_date": "2026-03-04",
                        "region": "KZ-75", "court": "KZ-75-OTHER", "stage": "trial", "language": "kk",
                        "format": "in_person", "child_involved": "no", "victim_present": "no"},
            "publicity": {"openness": "open", "entry_free": "yes", "listed": "partly", "observer_admitted": "yes"},
            "conduct": {"rights_explained": "yes", "equal_treatment": "yes", "ex_parte_contact": "no",
                        "outside_influence": "no", "called_guilty": "no", "speaking_time": "partly"},
            "defendant": {"sex": "male", "age_group": "30_44", "presence": "in_person", "enclosure": "none",
                          "handcuffs": "no", "counsel_kind": "assigned", "counsel_present": "yes"},
        }.items()
    )  # fmt: skip
    meta = f"<orx:meta><orx:instanceID>uuid:{identity}</orx:instanceID></orx:meta>"
    head = '<?xml version=\'1.0\' ?><data xmlns:orx="http://openrosa.org/xforms" id="hearing" version="2026.1">'
    body = f"{head}{answers}{meta}</data>".encode()
    return body + b"<!--" + b"x" * max(0, SIZE - len(body) - 7) + b"-->"


def _insert(seconds: float, url: str, path: str) -> tuple[list[float], int]:
    """Bare inserts, each its own durable transaction."""
    spent, deadline = [], time.perf_counter() + seconds
    payload = b"x" * SIZE
    if url:
        import psycopg

        connection = psycopg.connect(url, autocommit=True)
        connection.execute("CREATE TABLE IF NOT EXISTS bare (id uuid PRIMARY KEY, data bytea)")
        statement, key = "INSERT INTO bare VALUES (%s, %s)", uuid.uuid4
    else:
        import sqlite3

        connection = sqlite3.connect(path, isolation_level=None, timeout=30)
        connection.executescript("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;")
        connection.execute("CREATE TABLE IF NOT EXISTS bare (id text PRIMARY KEY, data blob)")
        statement, key = "INSERT INTO bare VALUES (?, ?)", lambda: str(uuid.uuid4())
    while time.perf_counter() < deadline:
        started = time.perf_counter()
        connection.execute(statement, (key(), payload))
        spent.append(time.perf_counter() - started)
    return spent, 0


if __name__ == "__main__":
    main()
