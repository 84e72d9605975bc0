"""The translation catalogues: one per room and language, English being the source.

The root catalogue, in `config`, also carries what Django and allauth say and do not say in our languages. Run by
`script/messages`.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog, Message

SOURCES = Path(__file__).resolve().parents[1] / "src/tarazy"
LANGUAGES = ("kk", "ru")
ROOT = "config"
TEMPLATES = (".html", ".txt", ".jinja", ".svg", ".xml")
KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
# Parts of other people's packages whose words reach our pages. Templates are all our own.
FOREIGN = {
    "django": ("conf", "contrib/auth"),
    "allauth": (".",),
}
FOREIGN_FILES = re.compile(
    r"^(core/validators|forms/|db/models/(base|constraints)|utils/timesince|contrib/auth/(forms|password_validation)"
    r"|(\./)?(allauth/)?(account|mfa)/(adapter|forms|views|decorators|fields|internal/.*|.*/forms|.*/internal/.*|utils)).*\.py"
)
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}|</?[a-z][\w-]*")

Key = tuple[str, str]


def rooms() -> list[str]:
    return sorted(path.parent.name for path in SOURCES.glob("*/__init__.py"))


def po_path(room: str, language: str) -> Path:
    return SOURCES / room / "locale" / language / "LC_MESSAGES" / "django.po"


def key(message: Message) -> Key:
    """What tells a message from others: its context and its (first) source string."""
    first = message.id[0] if isinstance(message.id, (list, tuple)) else message.id
    return (message.context or "", first)


# Collecting


def extract(room: str) -> Catalog:
    """Every translatable string of a room's code and templates."""
    from babel.messages.catalog import Catalog

    found = Catalog()
    for path in sorted((SOURCES / room).rglob("*")):
        inside = path.relative_to(SOURCES / room).parts
        if "migrations" in inside or "static" in inside or "locale" in inside or not path.is_file():
            continue
        for string, comments, context in _strings_in(path):
            found.add(
                string,
                locations=[(path.relative_to(SOURCES).as_posix(), 0)],
                auto_comments=comments,
                context=context,
            )
    return found


def _strings_in(path: Path) -> Iterator[tuple[str | tuple[str, ...], list[str], str | None]]:
    from babel.messages.extract import extract as babel_extract

    if path.suffix == ".py":
        method, options = "python", {}
    elif path.suffix in TEMPLATES and "templates" in path.parts:
        method, options = "jinja2.ext:babel_extract", {"trimmed": "true", "silent": "false"}
    else:
        return
    with path.open("rb") as source:
        for _line, string, comments, context in babel_extract(
            method, source, keywords=KEYWORDS, comment_tags=("Translators:",), options=options, strip_comment_tags=False
        ):
            yield string, comments, context


def foreign_messages(language: str) -> Iterator[Message]:
    """What Django and allauth can show on our pages but have no words for in this language."""
    for package, parts in FOREIGN.items():
        for part in parts:
            folder = _package_folder(package) / part / "locale"
            theirs = _read(folder / language / "LC_MESSAGES/django.po", language)
            known = {key(message) for message in theirs if _is_complete(message)}
            source = folder / "en/LC_MESSAGES/django.po"
            for message in _read(source if source.exists() else folder / "ru/LC_MESSAGES/django.po", "en"):
                shown = any(FOREIGN_FILES.match(name) for name, _line in message.locations)
                if message.id and shown and key(message) not in known:
                    message.locations = [(package, 0)]
                    yield message


def _package_folder(package: str) -> Path:
    from importlib.util import find_spec

    spec = find_spec(package)
    assert spec is not None
    assert spec.origin is not None
    return Path(spec.origin).parent


def template_for(room: str, language: str) -> Catalog:
    """All that a room's catalogue must hold, untranslated."""
    wanted = extract(room)
    if room == ROOT:
        for message in foreign_messages(language):
            if wanted.get(message.id, message.context) is None:
                wanted.add(message.id, locations=message.locations, context=message.context, flags=message.flags)
    return wanted


# Reading and writing


def _read(path: Path, language: str) -> Catalog:
    from babel.messages.catalog import Catalog
    from babel.messages.pofile import read_po

    if not path.exists():
        return Catalog(locale=language)
    with path.open("rb") as source:
        return read_po(source, locale=language, abort_invalid=True)


def write(path: Path, catalogue: Catalog) -> None:
    """In an order and with a header that change only when the texts do."""
    from babel.messages.pofile import write_po

    header = [
        ("Language", str(catalogue.locale)),
        ("Plural-Forms", catalogue.plural_forms),
        ("MIME-Version", "1.0"),
        ("Content-Type", "text/plain; charset=utf-8"),
        ("Content-Transfer-Encoding", "8bit"),
    ]
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as target:
        lines = "".join(f'"{name}: {value}\\n"\n' for name, value in header)
        target.write(f'msgid ""\nmsgstr ""\n{lines}\n'.encode())
        write_po(target, catalogue, width=120, omit_header=True, sort_by_file=True, include_lineno=False)


def update(room: str, language: str) -> Catalog:
    """Bring one catalogue in step with the sources; what is translated stays, what is gone goes."""
    from babel.messages.catalog import Catalog

    old = _read(po_path(room, language), language)
    new = Catalog(locale=language)
    for message in template_for(room, language):
        if not message.id:
            continue
        known = old.get(message.id, message.context)
        same_kind = known is not None and known.pluralizable == message.pluralizable
        new.add(
            message.id,
            known.string if known is not None and same_kind else None,
            locations=message.locations,
            flags=(known.flags if known is not None else set()) | message.flags,
            auto_comments=message.auto_comments,
            user_comments=known.user_comments if known is not None else (),
            context=message.context,
        )
    if len(new):
        write(po_path(room, language), new)
    elif po_path(room, language).exists():
        po_path(room, language).unlink()
    return new


# Checking


def problems(chosen: Iterable[str]) -> Iterator[str]:
    """Everything wrong with the catalogues, a line each."""
    words: dict[tuple[str, Key], dict[object, list[str]]] = defaultdict(lambda: defaultdict(list))
    for room in chosen:
        for language in LANGUAGES:
            catalogue = _read(po_path(room, language), language)
            name = po_path(room, language).relative_to(SOURCES).as_posix()
            for problem in _problems_of(catalogue, template_for(room, language)):
                yield f"{name}: {problem}"
            for message in catalogue:
                if message.id and _is_complete(message):
                    words[language, key(message)][message.string].append(room)
    for (language, (_context, source)), variants in words.items():
        if len(variants) > 1:
            places = "; ".join(f"{' and '.join(rooms)}: {string!r}" for string, rooms in variants.items())
            yield f"{language}: {source!r} is translated in several ways (one would win; use pgettext): {places}"


def _problems_of(catalogue: Catalog, wanted: Catalog) -> Iterator[str]:
    present = {key(message): message for message in catalogue if message.id}
    needed = {key(message): message for message in wanted if message.id}
    yield from (f"missing: {source!r} (run script/messages)" for _, source in sorted(needed.keys() - present.keys()))
    yield from (f"left over: {source!r} (run script/messages)" for _, source in sorted(present.keys() - needed.keys()))
    for found, message in present.items():
        if message.fuzzy:
            yield f"fuzzy: {found[1]!r}"
        elif not _is_complete(message):
            yield f"untranslated: {found[1]!r}"
        elif (difference := placeholder_difference(message)) is not None:
            yield f"placeholders or tags differ ({difference}): {found[1]!r}"


def _is_complete(message: Message) -> bool:
    strings = message.string if isinstance(message.string, (list, tuple)) else (message.string,)
    return bool(strings) and all(strings) and not message.fuzzy


def placeholder_difference(message: Message) -> str | None:
    """How a translation's placeholders and tags differ from its source's; `None` when they agree.

    In a plural each form carries what the English plural carries, for in Russian "one" is also 21.
    """
    sources = message.id if isinstance(message.id, (list, tuple)) else (message.id,)
    strings = message.string if isinstance(message.string, (list, tuple)) else (message.string,)
    expected = sorted(PLACEHOLDER.findall(sources[-1]))
    for string in strings:
        found = sorted(PLACEHOLDER.findall(string))
        if found != expected:
            return f"{' '.join(expected) or 'none'} became {' '.join(found) or 'none'}"
    return None


# Compiling


def compile_stale() -> int:
    """Make the .mo files that are missing or older than their .po; returns how many."""
    stale = [path for path in SOURCES.glob("*/locale/*/LC_MESSAGES/*.po") if _is_stale(path)]
    for path in stale:
        from babel.messages.mofile import write_mo

        with path.with_suffix(".mo").open("wb") as target:
            write_mo(target, _read(path, path.parts[-3]))
    return len(stale)


def _is_stale(path: Path) -> bool:
    compiled = path.with_suffix(".mo")
    return not compiled.exists() or compiled.stat().st_mtime < path.stat().st_mtime


def _report(found: list[str], shown: int = 30) -> int:
    sys.stderr.writelines(f"{problem}\n" for problem in found[:shown])
    if len(found) > shown:
        counts = Counter(problem.split(": ", 1)[0] for problem in found)
        sys.stderr.writelines(f"{name}: {count} problems in all\n" for name, count in counts.items())
    return 1 if found else 0


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="script/messages", description=__doc__)
    parser.add_argument("room", nargs="*", help="these rooms alone")
    how = parser.add_mutually_exclusive_group()
    how.add_argument("--check", action="store_true", help="change nothing; fail when a catalogue is not right")
    how.add_argument("--compile", action="store_true", help="make the .mo files")
    options = parser.parse_args(arguments)
    if unknown := set(options.room) - set(rooms()):
        parser.error(f"no such room: {', '.join(sorted(unknown))}")
    chosen = options.room or rooms()
    if options.compile:
        compile_stale()
        return 0
    if options.check:
        return _report(list(problems(chosen)))
    for room in chosen:
        for language in LANGUAGES:
            catalogue = update(room, language)
            left = sum(1 for message in catalogue if message.id and not _is_complete(message))
            if len(catalogue):
                sys.stdout.write(f"{room} {language}: {len(catalogue)} strings, {left} to translate\n")
    compile_stale()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
