import io
import zipfile

import openpyxl
import pytest

from tarazy.base.files.sniffing import sniff


def zipped(*names: str, **contents: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, text in {**dict.fromkeys(names, "x"), **contents}.items():
            archive.writestr(name, text)
    return made.getvalue()


def workbook() -> bytes:
    made = io.BytesIO()
    openpyxl.Workbook().save(made)
    return made.getvalue()


SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@pytest.mark.parametrize(
    ("content", "name", "kind"),
    [
        (b"%PDF-1.4\n%\xe2\xe3", "a.png", "application/pdf"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "a", "image/jpeg"),
        (b"RIFF\x10\x00\x00\x00WEBPVP8 ", "a", "image/webp"),
        (b"RIFF\x10\x00\x00\x00WAVEfmt ", "a", "audio/wav"),
        (b"\x00\x00\x00\x18ftypM4A \x00\x00\x00\x00", "a", "audio/mp4"),
        (b"\x00\x00\x00\x18ftyp3gp4\x00\x00\x00\x00", "a", "video/3gpp"),
        (b"\x00\x00\x00\x18ftypisom\x00\x00\x00\x00", "a", "video/mp4"),
        (b"\xff\xfb\x90\x64" + b"\0" * 60, "a", "audio/mpeg"),
        (b"#!AMR\n\x3c", "a", "audio/amr"),
        (workbook(), "form.xls", SHEET),
        (zipped("[Content_Types].xml", "word/document.xml"), "a.docx", WORD),
        (
            zipped("[Content_Types].xml", "xl/vbaProject.bin"),
            "a.xlsx",
            "application/vnd.ms-excel.sheet.macroEnabled.12",
        ),
        (
            zipped(mimetype="application/vnd.oasis.opendocument.text"),
            "a.odt",
            "application/vnd.oasis.opendocument.text",
        ),
        (zipped("a.txt"), "a.docx", "application/zip"),
        (b"PK\x03\x04 broken", "a.docx", "application/octet-stream"),
        ("Қазақша мәтін".encode(), "a.txt", "text/plain"),
        ("Протокол судебного заседания".encode("cp1251"), "a.txt", "text/plain"),
        ("a,ә\n1,2\n".encode(), "a.csv", "text/csv"),
        (b"a,b\n", "a.exe", "text/plain"),
        (b'{"a": 1}', "a.json", "application/json"),
        (b"WEBVTT\n\n00:01", "a.vtt", "text/vtt"),
        (b"<?xml version='1.0'?><h:html xmlns:h='http://www.w3.org/1999/xhtml'/>", "form.xml", "application/xml"),
        (b"<data id='hearing'><meta><instanceID/></meta></data>", "a.xml", "application/xml"),
        (b"<?xml version='1.0'?>\n<!-- note -->\n<html xmlns='http://www.w3.org/1999/xhtml'/>", "a.xml", "text/html"),
        (b"<p xmlns='http://www.w3.org/1999/xhtml'/>", "a.xml", "text/html"),
        (b"<?xml version='1.0'?><data id='hearing'/>", "a.xml", "application/xml"),
        (b"<data id='hearing'/>", "a.txt", "application/xml"),
        (b"  \n<!DOCTYPE html><p>", "a.txt", "text/html"),
        (b"Dear all, <script>alert(1)</script>", "a.txt", "text/html"),
        (b"<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg'/>", "a.png", "image/svg+xml"),
        (b"\xef\xbb\xbf<svg onload=alert(1)>", "a.txt", "image/svg+xml"),
        (b"\x00\x01\x02\x03\x04", "a.txt", "application/octet-stream"),
        (b"MZ\x90\x00", "a.jpg", "application/x-msdownload"),
    ],
)
def test_the_kind_is_told_by_the_bytes(content: bytes, name: str, kind: str) -> None:
    assert sniff(io.BytesIO(content), len(content), name).media_type == kind


def test_text_cut_in_the_middle_of_a_letter_is_still_text() -> None:
    for shift in range(3):
        content = b"a" * shift + "ңғқ".encode() * 3000
        assert sniff(io.BytesIO(content), len(content), "a.txt").media_type == "text/plain"
