"""Backup and restore, drilled: what comes back is what was saved, on either database, or nothing comes back."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import connection, transaction

from tarazy.base import files, trail
from tarazy.base.backup import back_up
from tarazy.base.backup.errors import BackupRefused
from tarazy.base.crypto.keyring import keyring_path
from tarazy.base.files.allowed import Allowed
from tarazy.base.permissions import SYSTEM
from tarazy.base.trail.models import TrailEntry
from tests.people.factories import MembershipFactory, RegionFactory
from tests.support.program import Installation

pytestmark = pytest.mark.django_db(transaction=True)

MOVING = {"tables/base_trailentry.jsonl", "tables/base_trailhead.jsonl"}
ANYTHING = Allowed(frozenset({"application/pdf", "text/plain"}), 1_000_000)


@pytest.fixture
def content() -> None:
    """People, regions, a stored file, acts on the trail."""
    membership = MembershipFactory()
    membership.regions.add(RegionFactory())
    with transaction.atomic():
        files.store(b"%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n", name="a.pdf", allowed=ANYTHING, actor=SYSTEM)
        trail.record(SYSTEM, "people.begin_membership", membership, note="Қостанай", share=0.25)
        trail.record(SYSTEM, "fieldwork.receive", stream=trail.new_intake_stream())
    trail.seal_streams()


@pytest.fixture
def backup(content: None, tmp_path: Path) -> Path:
    path = tmp_path / "backup.zip"
    back_up(path)
    return path


def members(path: Path) -> dict[str, str]:
    with zipfile.ZipFile(path) as archive:
        return json.loads(archive.read("manifest.json"))["members"]


def rewrite(path: Path, change: Callable[[str, bytes], bytes]) -> None:
    """The same archive with its members changed."""
    with zipfile.ZipFile(path) as archive:
        contents = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in contents.items():
            archive.writestr(name, change(name, data))


@pytest.mark.parametrize("target", ["sqlite", "postgresql"])
def test_restore_brings_back_every_row_and_file(
    backup: Path, target: str, new_installation: Callable[..., Installation], tmp_path: Path
) -> None:
    restored = new_installation(target, keyring_path())
    outcome = restored.run("restore", backup, "--json")
    assert outcome.returncode == 0, outcome.stderr
    summary = json.loads(outcome.stdout)
    assert summary["files"] == 1
    assert summary["trail_entries"] == TrailEntry.objects.count() - 1, "all but the one that tells of the backup"

    again = tmp_path / "again.zip"
    assert restored.run("backup", again).returncode == 0
    before, after = members(backup), members(again)
    assert {name: after[name] for name in before if name not in MOVING} == {
        name: digest for name, digest in before.items() if name not in MOVING
    }


def test_restored_installation_takes_new_rows(
    backup: Path, engine: str, new_installation: Callable[..., Installation], tmp_path: Path
) -> None:
    restored = new_installation(engine, keyring_path())
    assert restored.run("restore", backup).returncode == 0
    assert restored.run("backup", tmp_path / "one.zip").returncode == 0, "a new trail entry gets a free number"
    verified = restored.run("trail", "verify")
    assert verified.returncode == 0, verified.stderr


def test_backup_holds_no_key_and_no_session(backup: Path) -> None:
    secrets = [key["secret"] for key in json.loads(keyring_path().read_text())["keys"]]
    with zipfile.ZipFile(backup) as archive:
        names = archive.namelist()
        whole = b"".join(archive.read(name) for name in names)
    assert not any(secret.encode() in whole for secret in secrets)
    assert "tables/django_session.jsonl" not in names


def test_backup_is_readable_by_its_owner_alone_and_on_record(backup: Path) -> None:
    assert backup.stat().st_mode & 0o077 == 0
    assert TrailEntry.objects.filter(action="base.back_up").count() == 1


def test_backup_never_writes_over_a_file(content: None, tmp_path: Path) -> None:
    path = tmp_path / "kept"
    path.write_text("kept")
    with pytest.raises(BackupRefused, match="exists already"):
        back_up(path)
    assert path.read_text() == "kept"


def test_backup_reads_one_moment_while_others_write(content: None, tmp_path: Path) -> None:
    entries = TrailEntry.objects.count()
    seen: list[str] = []

    def write_meanwhile(what: str) -> None:
        seen.append(what)

    back_up(tmp_path / "backup.zip", progress=write_meanwhile)
    with zipfile.ZipFile(tmp_path / "backup.zip") as archive:
        assert len(archive.read("tables/base_trailentry.jsonl").splitlines()) == entries
    assert "base_trailentry" in seen
    assert connection.in_atomic_block is False


@pytest.mark.sqlite
def test_restore_refuses_an_installation_in_use(backup: Path, new_installation: Callable[..., Installation]) -> None:
    used = new_installation("sqlite", keyring_path())
    assert used.run("restore", backup).returncode == 0
    outcome = used.run("restore", backup)
    assert outcome.returncode == 1
    assert "not empty" in outcome.stderr


@pytest.mark.sqlite
def test_restore_refuses_without_the_key_ring(backup: Path, new_installation: Callable[..., Installation]) -> None:
    outcome = new_installation("sqlite").run("restore", backup)
    assert outcome.returncode == 1
    assert "no key ring" in outcome.stderr


@pytest.mark.sqlite
def test_restore_refuses_with_another_key_ring(backup: Path, new_installation: Callable[..., Installation]) -> None:
    other = new_installation("sqlite")
    other.run("keys", "list")
    outcome = other.run("restore", backup)
    assert outcome.returncode == 1
    assert "key ring" in outcome.stderr


@pytest.mark.sqlite
@pytest.mark.parametrize(
    "part", ["tables/base_trailentry.jsonl", "tables/people_person.jsonl", "files/", "manifest.json"]
)
def test_restore_refuses_what_was_altered(
    backup: Path, part: str, new_installation: Callable[..., Installation]
) -> None:
    rewrite(backup, lambda name, data: data[:-2] + b" \n" if name.startswith(part) else data)
    target = new_installation("sqlite", keyring_path())
    for arguments in (["restore", "--check", backup], ["restore", backup]):
        outcome = target.run(*arguments)
        assert outcome.returncode == 1, outcome.stdout
        assert outcome.stderr.startswith("Error: ")
    assert not (target.home / "files").exists()


@pytest.mark.sqlite
def test_restore_refuses_a_truncated_file(backup: Path, new_installation: Callable[..., Installation]) -> None:
    backup.write_bytes(backup.read_bytes()[:-500])
    outcome = new_installation("sqlite", keyring_path()).run("restore", backup)
    assert outcome.returncode == 1
    assert "damaged" in outcome.stderr


@pytest.mark.sqlite
def test_check_says_that_a_backup_is_whole(backup: Path, new_installation: Callable[..., Installation]) -> None:
    outcome = new_installation("sqlite", keyring_path()).run("restore", "--check", backup)
    assert outcome.returncode == 0, outcome.stderr
    assert "whole" in outcome.stdout
