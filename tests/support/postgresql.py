"""A PostgreSQL server of the suite's own: made in a private folder, on a free port, gone when the run ends."""

from __future__ import annotations

import ctypes
import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

OWNER = "tarazy"
DIE_WITH_PARENT = 1  # PR_SET_PDEATHSIG
# Nothing in a test must outlive a power cut.
SETTINGS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "listen_addresses": "127.0.0.1",
    "max_connections": "60",
    "shared_buffers": "128MB",
    "log_min_messages": "fatal",
}


def find_program(name: str) -> Path:
    """The newest PostgreSQL program of that name; Debian keeps them outside PATH."""
    versions = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=lambda path: float(path.parts[4]))
    found = versions[-1] if versions else shutil.which(name)
    if found is None:
        raise RuntimeError("PostgreSQL is not installed: script/test installs it, or `apt-get install postgresql`.")
    return Path(found)


@dataclass
class PrivateServer:
    """A running server. `url` holds a password that exists nowhere else."""

    folder: Path
    process: subprocess.Popen[bytes]
    port: int
    password: str

    @property
    def url(self) -> str:
        return f"postgresql://{OWNER}:{self.password}@127.0.0.1:{self.port}/postgres"

    def stop(self) -> None:
        self.process.send_signal(signal.SIGQUIT)
        self.process.wait(timeout=20)
        shutil.rmtree(self.folder, ignore_errors=True)


def start() -> PrivateServer:
    """Make a cluster and start it (about 3 s)."""
    folder = Path(tempfile.mkdtemp(prefix="tarazy-postgresql-"))
    password = secrets.token_urlsafe(24)
    (folder / "password").write_text(password)
    as_owner = _unprivileged(folder)
    data = folder / "data"
    subprocess.run(
        [find_program("initdb"), "-D", data, "-U", OWNER, "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync",
         "--auth=scram-sha-256", f"--pwfile={folder / 'password'}"],
        check=True, stdout=subprocess.DEVNULL, cwd=folder, **as_owner,
    )  # fmt: skip
    port = _free_port()
    options = [f"-c{name}={value}" for name, value in SETTINGS.items()]
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            [find_program("postgres"), "-D", data, "-p", str(port), "-k", folder, *options],
            stdout=log, stderr=log, stdin=subprocess.DEVNULL, cwd=folder, **as_owner,
            preexec_fn=_die_with_parent,  # noqa: PLW1509 - no threads yet
        )  # fmt: skip
    server = PrivateServer(folder, process, port, password)
    _wait_until_ready(server)
    return server


def _unprivileged(folder: Path) -> dict[str, object]:
    """The account to run as: PostgreSQL refuses root."""
    if os.geteuid() != 0:
        return {}
    try:
        account = pwd.getpwnam("postgres")
    except KeyError:
        account = pwd.getpwnam("nobody")
    for path in (folder, *folder.iterdir()):
        os.chown(path, account.pw_uid, account.pw_gid)
    return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}


def _die_with_parent() -> None:
    """Ask the kernel to end the server if the run is killed."""
    ctypes.CDLL(None).prctl(DIE_WITH_PARENT, signal.SIGQUIT)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_until_ready(server: PrivateServer, seconds: float = 30) -> None:
    import psycopg

    deadline = time.monotonic() + seconds
    while True:
        try:
            psycopg.connect(server.url, connect_timeout=5).close()
        except psycopg.OperationalError as error:
            if server.process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"PostgreSQL did not start: {(server.folder / 'log').read_text()}") from error
            time.sleep(0.1)
        else:
            return
