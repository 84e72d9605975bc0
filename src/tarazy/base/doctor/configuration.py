"""The settings: known names, sensible values, secrets that only their owner reads."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings

from tarazy.base.doctor.examination import Finding, fine, risky, wrong

# Every setting and what it decides; docs/operate/settings.md says more, and a test compares the two with the sources.
SETTINGS = {
    "TARAZY_HOME": "data folder",
    "TARAZY_HOST": "network address to listen on",
    "TARAZY_PORT": "port to listen on",
    "TARAZY_PUBLIC_URL": "address that readers type",
    "TARAZY_CONTENT_URL": "second origin, for untrusted content",
    "TARAZY_SECRET_KEY_FILE": "file with the signing key",
    "TARAZY_KEYRING": "file with the field-encryption keys",
    "TARAZY_DATABASE_URL": "PostgreSQL database; unset: SQLite in the data folder",
    "TARAZY_MAIL_URL": "mail server; unset: a mailbox page for coordinators",
    "TARAZY_MAIL_FROM": "sender of our mail",
    "TARAZY_ACCESS_LOG": "where requests are noted",
    "TARAZY_WEB_WORKERS": "number of web processes",
    "TARAZY_TRUSTED_PROXIES": "number of reverse proxies in front",
    "TARAZY_LEAVE_URL": "neutral page of “Leave quickly”",
    "TARAZY_IDLE_MINUTES": "idle time until signed out",
    "TARAZY_IDLE_MINUTES_STRICT": "the same for roles with a forced second factor",
    "TARAZY_SIGN_IN_HOURS": "hours until signed out in any case",
    "TARAZY_SIGN_IN_HOURS_STRICT": "the same for roles with a forced second factor",
    "TARAZY_FUNDING_STATEMENT": "whether the funding statement is shown",
    "TARAZY_SECURITY_CONTACT": "contact in security.txt",
    "TARAZY_DEMO_PASSWORD": "password of the demonstration accounts",
    "TARAZY_DEMO_TOTP_SECRET": "second-factor secret of the demonstration accounts",
    "TARAZY_DEBUG": "error pages with details, for development",
}


def check_names() -> Iterator[Finding]:
    """A misspelt name is silently without effect otherwise."""
    unknown = sorted(
        name
        for name in os.environ
        if name.startswith("TARAZY_") and name not in SETTINGS and not name.startswith("TARAZY_TEST_")
    )
    for name in unknown:
        yield risky("settings", f"{name} is not a setting of Tarazy", "Correct or remove it; docs/operate/settings.md")
    if not unknown:
        set_here = [name for name in SETTINGS if name in os.environ]
        yield fine("settings", f"{len(set_here)} of {len(SETTINGS)} set: {', '.join(set_here) or 'none'}")
    if settings.DEBUG:
        yield wrong("settings", "error pages show details to everyone", "Unset TARAZY_DEBUG")


def check_addresses() -> Iterator[Finding]:
    """The public address decides links in mail, cookies and passkeys."""
    public, content = urlsplit(settings.ENV.public_url), urlsplit(settings.ENV.content_url)
    is_local = public.hostname in {"localhost", "127.0.0.1"}
    if public.scheme not in {"http", "https"} or not public.hostname:
        yield wrong("addresses", f"{settings.ENV.public_url!r} is no address", "TARAZY_PUBLIC_URL=https://your.host")
        return
    if public.hostname == "127.0.0.1":
        yield risky("addresses", "passkeys do not work on 127.0.0.1", "Use localhost in TARAZY_PUBLIC_URL")
    if public.scheme == "http" and not is_local:
        yield wrong(
            "addresses", "passwords would cross the network in the clear", "Set up TLS; TARAZY_PUBLIC_URL=https://…"
        )
    elif (public.scheme, public.netloc) == (content.scheme, content.netloc):
        yield wrong("addresses", "untrusted content shares our origin", "TARAZY_CONTENT_URL=https://another.host")
    else:
        yield fine("addresses", f"{settings.ENV.public_url}, untrusted content at {settings.ENV.content_url}")
    if not is_local and settings.ENV.trusted_proxies == 0 and settings.ENV.host in {"127.0.0.1", "localhost"}:
        yield risky(
            "addresses",
            "behind a proxy, all readers look like one to the rate limits",
            "TARAZY_TRUSTED_PROXIES=1",
        )


def check_secrets() -> Iterator[Finding]:
    """What must be readable by its owner alone."""
    home: Path = settings.ENV.home
    secret = Path(os.environ.get("TARAZY_SECRET_KEY_FILE") or home / "secret-key")
    open_to_others = [path for path in (home, secret) if path.exists() and _mode(path) & 0o077]
    for path in open_to_others:
        yield wrong("secrets", f"{path} can be read by others", f"chmod go-rwx {path}")
    if len(settings.SECRET_KEY) < 50:
        yield wrong("secrets", "the signing key is short", f"Stop Tarazy, remove {secret}, start it: a new one is made")
    elif not open_to_others:
        yield fine("secrets", "data folder and signing key are readable by their owner alone")
    accounts = home / "demo-accounts.txt"
    if accounts.exists() and settings.ENV.is_https:
        yield risky(
            "secrets", "demonstration accounts exist on a public site", "Use an empty installation for real work"
        )


def _mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)
