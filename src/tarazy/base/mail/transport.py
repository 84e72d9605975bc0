"""How mail leaves the house: TARAZY_MAIL_URL, ``smtp://user:password@host:port?tls=starttls|implicit|none``."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

TIMEOUT_SECONDS = 20
PORTS = {"starttls": 587, "implicit": 465, "none": 25}


def smtp_options(url: str) -> dict[str, Any]:
    """The arguments of Django's SMTP backend. Encryption is on unless the address says ``tls=none``.

    Raises:
        ValueError: the address is not one; the message says what is wrong, without the password.
    """
    parts = urlsplit(url)
    if parts.scheme not in {"smtp", "smtps"} or not parts.hostname:
        raise ValueError("TARAZY_MAIL_URL must look like smtp://user:password@host:587?tls=starttls")
    usual = "implicit" if parts.scheme == "smtps" else "starttls"
    tls = parse_qs(parts.query).get("tls", [usual])[-1]
    if tls not in PORTS:
        raise ValueError("TARAZY_MAIL_URL: tls must be starttls, implicit or none")
    return {
        "host": parts.hostname,
        "port": parts.port or PORTS[tls],
        "username": unquote(parts.username or ""),
        "password": unquote(parts.password or ""),
        "use_tls": tls == "starttls",
        "use_ssl": tls == "implicit",
        "timeout": TIMEOUT_SECONDS,
    }
