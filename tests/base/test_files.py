import io
import zipfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from tarazy.base import files
from tarazy.base.files import actions, storage
from tarazy.base.files.allowed import Allowed
from tarazy.base.files.errors import EmptyFile, FileRefused, KindNotAllowed, NoSpace, TooLarge
from tarazy.base.files.models import StoredFile
from tarazy.base.permissions import SYSTEM

pytestmark = pytest.mark.django_db

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360000002000001e221bc33"
    "0000000049454e44ae426082"
)
PDF = b"%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"
ANYTHING = Allowed(frozenset({"image/png", "application/pdf", "text/plain", "text/html", "image/svg+xml"}), 1_000_000)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, settings) -> Path:
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {"BACKEND": "tarazy.base.files.storage.DurableStorage", "OPTIONS": {"location": tmp_path / "files"}},
    }
    return tmp_path / "files"


def contents(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def keep(content: bytes, name: str = "a.png", allowed: Allowed = ANYTHING) -> StoredFile:
    return files.store(content, name=name, allowed=allowed, actor=SYSTEM)


def test_a_file_lies_under_its_hash_and_comes_back_whole(folder: Path) -> None:
    kept = keep(PNG)
    assert (kept.size, kept.media_type, kept.stored_by) == (len(PNG), "image/png", "system")
    assert (folder / kept.path).read_bytes() == PNG
    assert (folder / kept.path).stat().st_mode & 0o077 == 0


def test_the_same_content_is_kept_once_for_two_files(folder: Path) -> None:
    first, second = keep(PNG, "one.png"), keep(PNG, "two.png")
    assert first.public_id != second.public_id
    assert len(contents(folder)) == 1


def test_an_upload_is_taken_like_bytes() -> None:
    assert files.store(SimpleUploadedFile("b.pdf", PDF), name="b.pdf", allowed=ANYTHING, actor=SYSTEM).name == "b.pdf"


@pytest.mark.parametrize(
    ("content", "allowed", "refusal"),
    [
        (b"", ANYTHING, EmptyFile),
        (PNG, Allowed(frozenset({"image/png"}), len(PNG) - 1), TooLarge),
        (b"MZ\x90\x00" + b"\0" * 100, ANYTHING, KindNotAllowed),
        (PDF, files.IMAGES, KindNotAllowed),
    ],
)
def test_what_is_not_allowed_is_refused_and_leaves_nothing(
    folder: Path, content: bytes, allowed: Allowed, refusal: type[FileRefused]
) -> None:
    with pytest.raises(refusal):
        keep(content, "innocent.png", allowed)
    assert contents(folder) == []
    assert not StoredFile.objects.exists()


def test_a_refusal_says_what_is_taken_and_what_was_found() -> None:
    with pytest.raises(KindNotAllowed) as refused:
        keep(PDF, "a.png", files.IMAGES)
    assert "application/pdf" in str(refused.value)
    assert ".png" in str(refused.value)


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("../../etc/passwd.png", "passwd.png"),
        ("C:\\docs\\скан 1.png", "скан 1.png"),
        ("evil\u202egnp.exe", "evilgnp.exe.png"),
        ("a\x00b\nc.png", "abc.png"),
        ("..", "file.png"),
        ("", "file.png"),
        ("page.html", "page.html.png"),
        ("x" * 300 + ".PNG", "x" * 116 + ".PNG"),
    ],
)
def test_a_name_is_only_text(sent: str, kept: str) -> None:
    assert keep(PNG, sent).name == kept


def test_a_full_disk_is_said_clearly_and_leaves_nothing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(storage, "RESERVE", 1 << 62)
    with pytest.raises(NoSpace):
        keep(PNG)
    assert contents(folder) == []
    assert not StoredFile.objects.exists()


def test_a_disk_that_fills_while_writing_leaves_nothing(folder: Path) -> None:
    """The kernel itself stops the write in the middle, here by a limit on the size of files."""
    import resource
    import signal

    keep(PDF)
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    ignored = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, before[1]))
    try:
        with pytest.raises(NoSpace), transaction.atomic():
            keep(b"text " * 100_000, "long.txt")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, ignored)
    assert len(contents(folder)) == 1
    assert StoredFile.objects.count() == 1


def test_a_half_written_file_of_the_same_name_is_written_anew(folder: Path) -> None:
    kept = keep(PNG)
    (folder / kept.path).write_bytes(PNG[:10])
    keep(PNG)
    assert (folder / kept.path).read_bytes() == PNG


def test_a_discarded_file_goes_with_its_content(folder: Path) -> None:
    kept = keep(PNG)
    files.discard(kept)
    assert actions.sweep_discarded() == 1
    assert contents(folder) == []


def test_content_stays_while_another_file_shares_it(folder: Path) -> None:
    kept, other = keep(PNG), keep(PNG, "other.png")
    files.discard(kept)
    assert actions.sweep_discarded() == 1
    assert (folder / other.path).exists()


def test_a_discarded_file_waits_until_no_row_refers_to_it(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = keep(PNG)
    files.discard(kept)
    monkeypatch.setattr(actions, "_is_referred_to", lambda stored_file: stored_file.pk == kept.pk)
    assert actions.sweep_discarded() == 0
    assert (folder / kept.path).exists()
    monkeypatch.undo()
    assert actions.sweep_discarded() == 1


def test_content_of_a_rolled_back_transaction_goes_after_a_day(folder: Path) -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        keep(PNG)
        raise RuntimeError
    assert len(contents(folder)) == 1
    assert actions.sweep_orphans() == 0
    with time_machine.travel(datetime.now(UTC) + timedelta(days=2), tick=False):
        assert actions.sweep_orphans() == 1
    assert contents(folder) == []


def test_a_sweep_leaves_content_that_has_a_row(folder: Path) -> None:
    keep(PNG)
    with time_machine.travel(datetime.now(UTC) + timedelta(days=2), tick=False):
        assert actions.sweep_orphans() == 0
    assert len(contents(folder)) == 1


def test_a_picture_is_shown_in_place_and_anything_else_is_downloaded() -> None:
    picture = files.respond(keep(PNG), download=False)
    assert picture.headers["Content-Disposition"] == 'inline; filename="a.png"'
    assert b"".join(picture.streaming_content) == PNG  # type: ignore[arg-type]
    for content, name in (
        (PDF, "a.pdf"),
        (b"<html><script>alert(1)</script>", "a.html"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "a.svg"),
    ):
        response = files.respond(keep(content, name), download=False)
        assert response.headers["Content-Disposition"].startswith("attachment;")
    assert files.respond(keep(PNG), download=True).headers["Content-Disposition"].startswith("attachment;")


def test_a_picture_that_is_also_a_page_or_an_archive_is_downloaded() -> None:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as made:
        made.writestr("a.txt", "a")
    for tail in (b"<script>alert(1)</script>", archive.getvalue()):
        kept = keep(PNG + tail)
        assert kept.media_type == "image/png"
        assert kept.is_ambiguous
        assert files.respond(kept, download=False).headers["Content-Disposition"].startswith("attachment;")


def test_a_response_can_neither_run_nor_be_kept() -> None:
    response = files.respond(keep(PNG, "Айгүл.png"), download=False)
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
    assert response.headers["Cache-Control"] == "private, no-store"
    assert response.headers["Content-Type"] == "image/png"
    assert response.headers["Content-Length"] == str(len(PNG))
    assert "filename*=utf-8''%D0%90" in response.headers["Content-Disposition"]
