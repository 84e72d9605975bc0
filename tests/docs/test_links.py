"""Documents point at what is there."""

import re
from collections.abc import Iterator
from pathlib import Path

from tests.support.environment import TOP

LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
FENCE = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
NOT_A_WORD = re.compile(r"[^\w\s-]")


def documents() -> list[Path]:
    return sorted([*TOP.glob("*.md"), *(TOP / "docs").rglob("*.md")])


def links(document: Path) -> Iterator[tuple[str, str]]:
    """The path and the part of every link that stays in the repository."""
    for address in LINK.findall(FENCE.sub("", document.read_text())):
        if "://" not in address and not address.startswith("mailto:"):
            path, _, part = address.partition("#")
            yield path, part


def parts(document: Path) -> set[str]:
    """The names under which the headings of a document can be linked to."""
    titles = HEADING.findall(FENCE.sub("", document.read_text()))
    return {NOT_A_WORD.sub("", title.lower()).strip().replace(" ", "-") for title in titles}


def test_links_lead_somewhere() -> None:
    broken = []
    for document in documents():
        for path, part in links(document):
            target = (document.parent / path).resolve() if path else document
            if not target.exists() or (part and part not in parts(target)):
                broken.append(f"{document.relative_to(TOP)}: {path}#{part}")
    assert broken == []


def test_every_document_can_be_reached_from_the_readme() -> None:
    reached, waiting = set(), [TOP / "README.md"]
    while waiting:
        document = waiting.pop()
        if document in reached or document.suffix != ".md":
            continue
        reached.add(document)
        targets = [(document.parent / path).resolve() for path, _part in links(document) if path]
        waiting += [target / "README.md" if target.is_dir() else target for target in targets]
    assert [str(document.relative_to(TOP)) for document in documents() if document not in reached] == []
