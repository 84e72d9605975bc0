"""Keeps the web server and the worker running, and ends both cleanly. Imports nothing heavy: it lives all the time.

``tarazy serve`` prepares the installation and then becomes this program, so that what preparing needed is given back.
"""

from __future__ import annotations

import argparse
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from types import FrameType

from tarazy.base.logs import put_large_log_aside

GRACE = 30  # seconds that children have to finish what they are doing
RESTART_PAUSE = 1.0
# No network address: whoever takes the log must not learn where a monitor was.
ACCESS_LINE = "%(time)s %(method)s %(path)s %(status)d %(dt_ms).1f ms"


def replace_this_process(*, demo: bool) -> None:
    """Become the supervisor."""
    arguments = [sys.executable, "-m", "tarazy.config.supervisor", *(["--demo"] if demo else [])]
    os.execv(sys.executable, arguments)  # noqa: S606 - our own interpreter, our own module


class Supervisor:
    """Starts the children, restarts one that fell over, stops all on SIGTERM or SIGINT."""

    def __init__(self, commands: dict[str, list[str]]) -> None:
        self.commands = commands
        self.children: dict[str, subprocess.Popen[bytes]] = {}
        self.is_stopping = False

    def start(self) -> None:
        """Start every child."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._stop)
        for name in self.commands:
            self._launch(name)

    def watch(self) -> int:
        """Wait until told to stop; return the exit code of the program."""
        while not self.is_stopping:
            for name, child in self.children.items():
                if child.poll() is not None and not self.is_stopping:
                    print(f"{name} ended with {child.returncode}; starting it again", file=sys.stderr, flush=True)  # noqa: T201
                    time.sleep(RESTART_PAUSE)
                    self._launch(name)
                    break
            time.sleep(0.2)
        return self.stop()

    def finish_first(self, command: list[str]) -> bool:
        """Run a command to its end, or until told to stop; say whether it did what it should."""
        child = subprocess.Popen(command)  # noqa: S603 - our own programs
        while child.poll() is None and not self.is_stopping:
            time.sleep(0.1)
        if child.poll() is None:
            child.terminate()
        return child.wait(GRACE) == 0 or self.is_stopping

    def stop(self, code: int = 0) -> int:
        """End every child and return ``code``."""
        self.is_stopping = True
        self._finish()
        return code

    def _launch(self, name: str) -> None:
        self.children[name] = subprocess.Popen(self.commands[name])  # noqa: S603 - our own programs

    def _stop(self, number: int, frame: FrameType | None) -> None:
        self.is_stopping = True

    def _finish(self) -> None:
        for child in self.children.values():
            if child.poll() is None:
                child.terminate()
        deadline = time.monotonic() + GRACE
        for child in self.children.values():
            try:
                child.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                child.kill()


def web_command() -> list[str]:
    """Return the command that serves the site."""
    folder = Path(sys.executable).parent
    return [
        str(folder / "granian"),
        "tarazy.config.wsgi:application",
        "--interface=wsgi",
        f"--host={os.environ.get('TARAZY_HOST', '127.0.0.1')}",
        f"--port={os.environ.get('TARAZY_PORT', '8000')}",
        f"--workers={os.environ.get('TARAZY_WEB_WORKERS', '2')}",
        "--blocking-threads=4",
        "--respawn-failed-workers",
        "--no-ws",
        "--log-level=warning",
        f"--log-config={Path(__file__).with_name('granian.json')}",
        "--access-log",
        f"--access-log-fmt={ACCESS_LINE}",
    ]


def program(*arguments: str) -> list[str]:
    """Return the command line of ``tarazy`` itself."""
    return [sys.executable, "-m", "tarazy.config", *arguments]


def is_serving() -> bool:
    """Ask the web server whether it is ready."""
    host = os.environ.get("TARAZY_HOST", "127.0.0.1")
    host = "127.0.0.1" if host in {"0.0.0.0", ""} else host  # noqa: S104 - compared, not bound
    try:
        with urllib.request.urlopen(
            f"http://{host}:{os.environ.get('TARAZY_PORT', '8000')}/readyz", timeout=2
        ) as answer:
            return bool(answer.status == 200)
    except (OSError, urllib.error.HTTPError):
        return False


def main() -> int:
    """Serve, load the demonstration if asked for, say when ready, and stay until told to stop."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--demo", action="store_true")
    asked = parser.parse_args()
    put_large_log_aside()
    supervisor = Supervisor({"web": web_command(), "worker": program("worker")})
    marker = Path(os.environ.get("TARAZY_HOME") or "var").expanduser() / "loading"
    marker.unlink(missing_ok=True)  # left by a start that was cut short
    if asked.demo:
        marker.touch()
    supervisor.start()
    if asked.demo and not supervisor.finish_first(program("demo", "load")):
        print("The demonstration could not be loaded; see above.", file=sys.stderr, flush=True)  # noqa: T201
        return supervisor.stop(code=1)
    marker.unlink(missing_ok=True)
    while not supervisor.is_stopping and not is_serving():
        time.sleep(0.1)
    if not supervisor.is_stopping:
        public = os.environ.get("TARAZY_PUBLIC_URL") or f"http://localhost:{os.environ.get('TARAZY_PORT', '8000')}"
        print(f"Tarazy is ready at {public}", flush=True)  # noqa: T201
    return supervisor.watch()


if __name__ == "__main__":
    sys.exit(main())
