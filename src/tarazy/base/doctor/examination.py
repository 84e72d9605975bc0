"""A finding, and the list of checks that find; rooms above add their own with :func:`register_check`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """How bad it is: an error stops or endangers the work, a warning is a risk that someone may accept."""

    OK = "ok"
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True)
class Finding:
    """What was seen, and how to mend it where it is not right."""

    subject: str
    level: Level
    message: str
    remedy: str = ""


Check = Callable[[], Iterable[Finding]]
_checks: dict[str, Check] = {}


def register_check(subject: str, check: Check) -> None:
    """Have ``check()`` run by ``tarazy doctor``; it yields findings about ``subject``."""
    _checks[subject] = check


def examine(own: Mapping[str, Check]) -> list[Finding]:
    """Run our own checks, then the registered ones. One that fails is an error itself, and the others still run."""
    findings: list[Finding] = []
    for subject, check in {**own, **_checks}.items():
        try:
            findings += check()
        except Exception as error:
            findings.append(Finding(subject, Level.ERROR, f"could not be checked: {type(error).__name__}: {error}"))
    return findings


def fine(subject: str, message: str) -> Finding:
    return Finding(subject, Level.OK, message)


def risky(subject: str, message: str, remedy: str) -> Finding:
    return Finding(subject, Level.WARNING, message, remedy)


def wrong(subject: str, message: str, remedy: str) -> Finding:
    return Finding(subject, Level.ERROR, message, remedy)
