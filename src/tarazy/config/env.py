"""The environment an installation is configured by, read once and typed.

Every name is documented in docs/operate/settings.md; ``tarazy doctor`` checks the values.
"""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit


def _flag(name: str, default: bool) -> bool:
    return os.environ.get(name, "1" if default else "0").strip().lower() in {"1", "true", "yes", "on"}


def _path(name: str, default: Path) -> Path:
    return Path(os.environ.get(name) or default).expanduser().resolve()


def _secret_key(path: Path) -> str:
    """Read the signing key, making an owner-readable one at the first start."""
    try:
        return path.read_text().strip()
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:  # another process was first
        return path.read_text().strip()
    with os.fdopen(descriptor, "w") as stream:
        stream.write(secrets.token_urlsafe(64))
    return path.read_text().strip()


@dataclass(frozen=True)
class Environment:
    """What the operator decided; see docs/operate/settings.md for each value."""

    home: Path
    host: str
    port: int
    public_url: str
    content_url: str
    secret_key: str
    keyring: Path
    mail_url: str
    mail_from: str
    database_url: str
    web_workers: int
    debug: bool
    funding_statement: bool
    security_contact: str
    leave_url: str
    trusted_proxies: int
    idle_minutes: int
    idle_minutes_strict: int
    sign_in_hours: int
    sign_in_hours_strict: int

    @property
    def is_https(self) -> bool:
        return self.public_url.startswith("https://")

    @property
    def public_host(self) -> str:
        return urlsplit(self.public_url).hostname or "localhost"

    @property
    def content_host(self) -> str:
        return urlsplit(self.content_url).hostname or "127.0.0.1"


def read() -> Environment:
    """Read the environment; values that are not set get the defaults of the contracts."""
    home = _path("TARAZY_HOME", Path("var"))
    home.mkdir(parents=True, exist_ok=True)
    port = int(os.environ.get("TARAZY_PORT", "8000"))
    configuration = Path(os.environ.get("XDG_CONFIG_HOME") or "~/.config").expanduser() / "tarazy"
    return Environment(
        home=home,
        host=os.environ.get("TARAZY_HOST", "127.0.0.1"),
        port=port,
        public_url=os.environ.get("TARAZY_PUBLIC_URL", f"http://localhost:{port}").rstrip("/"),
        content_url=os.environ.get("TARAZY_CONTENT_URL", f"http://127.0.0.1:{port}").rstrip("/"),
        secret_key=_secret_key(_path("TARAZY_SECRET_KEY_FILE", home / "secret-key")),
        keyring=_path("TARAZY_KEYRING", configuration / "keyring.json"),
        mail_url=os.environ.get("TARAZY_MAIL_URL", ""),
        mail_from=os.environ.get("TARAZY_MAIL_FROM", "Tarazy <tarazy@localhost>"),
        database_url=os.environ.get("TARAZY_DATABASE_URL", ""),
        web_workers=int(os.environ.get("TARAZY_WEB_WORKERS", "2")),
        debug=_flag("TARAZY_DEBUG", False),
        funding_statement=_flag("TARAZY_FUNDING_STATEMENT", True),
        security_contact=os.environ.get("TARAZY_SECURITY_CONTACT", ""),
        leave_url=os.environ.get("TARAZY_LEAVE_URL", ""),
        trusted_proxies=int(os.environ.get("TARAZY_TRUSTED_PROXIES", "0")),
        idle_minutes=int(os.environ.get("TARAZY_IDLE_MINUTES", "720")),
        idle_minutes_strict=int(os.environ.get("TARAZY_IDLE_MINUTES_STRICT", "30")),
        sign_in_hours=int(os.environ.get("TARAZY_SIGN_IN_HOURS", "168")),
        sign_in_hours_strict=int(os.environ.get("TARAZY_SIGN_IN_HOURS_STRICT", "12")),
    )
