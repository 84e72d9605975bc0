"""Every address declares who may open it."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver

# Other people's views, each with the reason why its own protection is enough.
FOREIGN = {
    "allauth.": "sign-in is public by nature; the rest asks for a session itself",
    "django.views.static": "static files are public",
}


def addresses(resolver: URLResolver, prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    for pattern in resolver.url_patterns:
        here = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern, here)
        else:
            yield here, pattern


def declares_access(pattern: URLPattern) -> bool:
    view = pattern.callback
    return hasattr(view, "access") or hasattr(getattr(view, "view_class", None), "access")


def test_every_view_declares_its_access() -> None:
    wrong = [
        f"{address} → {pattern.lookup_str}"
        for address, pattern in addresses(get_resolver())
        if not declares_access(pattern) and not pattern.lookup_str.startswith(tuple(FOREIGN))
    ]
    assert wrong == [], "each view carries @public, @signed_in or @requires(…)"


def test_every_address_has_a_name() -> None:
    assert [address for address, pattern in addresses(get_resolver()) if not pattern.name] == []
