"""What stands around every page: the site's line, the places one can go to, the languages, the banner.

``base`` knows no place. Rooms above register theirs when they start (``AppConfig.ready``).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.urls import reverse

from tarazy.base import pages
from tarazy.base.i18n.translated import active_language
from tarazy.base.permissions import can

Where = Literal["head", "rail", "foot"]


@dataclass(frozen=True)
class Place:
    """One word of a navigation: a label, an address by name, and on the rail the permission that shows it."""

    label: Any
    url_name: str
    order: int
    permission: str = ""
    count: Callable[[Any], int] | None = None
    section: str = ""
    """The beginning of the addresses, after the language, that count as "here"; by default the place's own."""


@dataclass(frozen=True)
class ShownPlace:
    label: str
    href: str
    is_current: bool
    count: int | None


@dataclass(frozen=True)
class Language:
    code: str
    name: str
    href: str
    is_current: bool


@dataclass(frozen=True)
class Banner:
    """A line above everything, such as "This is a demonstration"; may keep search engines out."""

    text: Any
    no_index: bool = False


@dataclass(frozen=True)
class Session:
    """Where a signed-in reader's own addresses are, by name, and the neutral page that "Leave quickly" ends at."""

    account: str
    leave: str
    neutral_page: str


_places: dict[Where, list[Place]] = {"head": [], "rail": [], "foot": []}
_lines: dict[str, Any] = {"line": "", "about": "", "statement": ""}
_banners: list[Callable[[], Banner | None]] = []
_session: list[Session] = []


def register_place(where: Where, place: Place) -> None:
    """Put a word into the head (public), the rail (signed in; at most seven words) or the foot."""
    _places[where] = sorted({*_places[where], place}, key=lambda known: known.order)


def register_lines(*, line: Any, about: Any, statement: Any) -> None:
    """Say what the site is: the line beside the mark, the paragraph at the foot, and a statement under it."""
    _lines.update(line=line, about=about, statement=statement)


def register_banner(provider: Callable[[], Banner | None]) -> None:
    """Ask ``provider`` for a banner at every page; it must be cheap."""
    _banners.append(provider)


def register_session(session: Session) -> None:
    """Say by which addresses one's account is reached and left; shown on every signed-in page."""
    _session[:] = [session]


def neutral_origin() -> str:
    """Return scheme and host of the neutral page, or nothing before one is registered."""
    if not _session:
        return ""
    parts = urlsplit(str(_session[0].neutral_page))  # may be an address by name, resolved at each request
    return f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""


class Shell:
    """The frame of one request, worked out only as far as its template asks."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request
        self._user = getattr(request, "user", AnonymousUser())  # a refused host is answered before anyone is known
        self.path = request.path
        self.language = active_language()

    @property
    def is_signed_in(self) -> bool:
        return bool(self._user.is_authenticated)

    def page_address(self, number: int) -> str:
        """The same list, asked the same way, at another of its pages."""
        query = self._request.GET.copy()
        query["page"] = str(number)
        return f"?{query.urlencode()}"

    @cached_property
    def languages(self) -> list[Language]:
        """The same page in each language."""
        query = self._request.META.get("QUERY_STRING", "")
        rest = self.path_without_language + (f"?{query}" if query else "")
        return [
            Language(code, str(name), f"/{code}/{rest}", code == self.language) for code, name in settings.LANGUAGES
        ]

    @cached_property
    def path_without_language(self) -> str:
        for code, _ in settings.LANGUAGES:
            if self.path.startswith(f"/{code}/"):
                return self.path[len(code) + 2 :]
        return ""

    @property
    def line(self) -> str:
        return str(_lines["line"])

    @property
    def about(self) -> str:
        return str(_lines["about"])

    @property
    def statement(self) -> str:
        return str(_lines["statement"])

    @cached_property
    def banners(self) -> list[Banner]:
        return [banner for provider in _banners if (banner := provider()) is not None]

    @property
    def session(self) -> Session | None:
        return _session[0] if _session else None

    @property
    def no_index(self) -> bool:
        return any(banner.no_index for banner in self.banners)

    def places(self, where: Where) -> list[ShownPlace]:
        """The places that this reader may go to."""
        return [self._shown(place, self._user) for place in _places[where] if _is_open(place, self._user)]

    def _shown(self, place: Place, user: Any) -> ShownPlace:
        href = reverse(place.url_name)
        beginning = f"/{self.language}/{place.section}" if place.section else href
        is_home = href == f"/{self.language}/"
        is_current = self.path == href if is_home else self.path.startswith(beginning)
        return ShownPlace(str(place.label), href, is_current, place.count(user) if place.count else None)


def shell_of(request: HttpRequest) -> Shell:
    """Return the request's frame, made once."""
    if not hasattr(request, "shell"):
        request.shell = Shell(request)  # type: ignore[attr-defined]
    made: Shell = request.shell  # type: ignore[attr-defined]
    return made


def _words_of_banners(request: HttpRequest) -> str:
    return "".join(str(banner.text) for banner in shell_of(request).banners)


pages.vary_by(_words_of_banners)


def _is_open(place: Place, user: Any) -> bool:
    return not place.permission or can(user, place.permission)
