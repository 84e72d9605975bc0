"""What every template keeps to."""

from __future__ import annotations

import re

import pytest

from tests.support.environment import TOP
from tests.support.templates import faults, template_files

FORBIDDEN = {
    "an inline style": re.compile(r"\sstyle\s*=", re.IGNORECASE),
    "a style element": re.compile(r"<style\b", re.IGNORECASE),
    "an inline event handler": re.compile(r"<[^>]*\son[a-z]+\s*=\s*[\"']", re.IGNORECASE),
    "an inline script": re.compile(r"<script\b(?![^>]*\b(?:src=|type=[\"']application/json))", re.IGNORECASE),
    "a javascript: address": re.compile(r"[\"']\s*javascript:", re.IGNORECASE),
    "an address on another host's assets": re.compile(
        r"<(?:script|link|img)\b[^>]*(?:src|href)=[\"']https?:", re.IGNORECASE
    ),
    "escaping switched off": re.compile(r"autoescape\s+false", re.IGNORECASE),
}
# Mail readers know no style sheets.
MAIL = re.compile(r"/mail(/|\.html|_parts\.html)")


def test_templates_compile() -> None:
    assert list(faults()) == []


@pytest.mark.parametrize("what", FORBIDDEN)
def test_templates_hold_nothing_that_the_content_policy_forbids(what: str) -> None:
    found = [
        f"{path.relative_to(TOP)}:{text.count(chr(10), 0, match.start()) + 1}"
        for path in template_files()
        if path.suffix == ".html" and not MAIL.search(path.as_posix())
        for text in [path.read_text()]
        for match in FORBIDDEN[what].finditer(text)
    ]
    assert found == [], f"{what} in {found}"
