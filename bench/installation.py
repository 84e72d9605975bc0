"""A throw-away installation to measure: its own data folder, key ring, database and port."""

from __future__ import annotations

import os
import platform
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

TOP = Path(__file__).parents[1]


def machine() -> str:
    """What the figures were measured on."""
    info = Path("/proc/cpuinfo").read_text()
    model = next((line.split(":")[1].strip() for line in info.splitlines() if line.startswith("model name")), "?")
    memory = int(Path("/proc/meminfo").read_text().split()[1]) // 1024 // 1024
    load = os.getloadavg()[0]
    return (
        f"{os.cpu_count()} × {model}, {memory} GiB, {platform.system()} {platform.release()}, "
        f"Python {platform.python_version()}; load before {load:.1f}"
    )


def fsync_milliseconds(folder: Path, times: int = 200) -> float:
    """The median time of a write of 4 KiB and an fsync on the disk of `folder`."""
    path, spent = folder / "fsync-probe", []
    with path.open("wb", buffering=0) as file:
        for _ in range(times):
            file.seek(0)
            started = time.perf_counter()
            file.write(b"x" * 4096)
            os.fsync(file.fileno())
            spent.append(time.perf_counter() - started)
    path.unlink()
    return statistics.median(spent) * 1000


class Installation:
    """Where the measured program lives; `environment` makes any program part of it."""

    def __init__(self, home: Path, database_url: str = "") -> None:
        self.home, self.port = home, _free_port()
        own = {
            "TARAZY_HOME": str(home / "home"),
            "TARAZY_KEYRING": str(home / "keyring.json"),
            "TARAZY_DATABASE_URL": database_url,
            "TARAZY_PORT": str(self.port),
            "DJANGO_SETTINGS_MODULE": "tarazy.config.settings",
        }
        self.environment = {**os.environ, **own}

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def tarazy(self, *arguments: str) -> str:
        done = subprocess.run(
            [sys.executable, "-m", "tarazy.config", *arguments],
            env=self.environment, cwd=TOP, check=True, capture_output=True, text=True,
        )  # fmt: skip
        return done.stdout

    def python(self, code: str) -> str:
        done = subprocess.run(
            [sys.executable, "-c", f"import django; django.setup()\n{code}"],
            env=self.environment, cwd=TOP, check=False, capture_output=True, text=True,
        )  # fmt: skip
        if done.returncode:
            raise RuntimeError(done.stderr)
        return done.stdout

    @contextmanager
    def serving(self) -> Iterator[subprocess.Popen[bytes]]:
        """`tarazy serve`, ready; stopped afterwards."""
        program = subprocess.Popen(
            [sys.executable, "-m", "tarazy.config", "serve"],
            env=self.environment, cwd=TOP, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        try:
            self.wait_until_ready(program)
            yield program
        finally:
            program.terminate()
            program.wait(40)

    def wait_until_ready(self, program: subprocess.Popen[bytes], path: str = "/readyz", seconds: float = 60) -> None:
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline and program.poll() is None:
            try:
                with urllib.request.urlopen(self.address + path, timeout=5) as answer:
                    if answer.status == 200:
                        return
            except OSError:
                time.sleep(0.02)
        raise RuntimeError("the program did not get ready")


@contextmanager
def installation(database_url: str = "") -> Iterator[Installation]:
    """An empty installation, gone afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="tarazy-bench-"))
    try:
        yield Installation(folder, database_url)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def durable_postgresql() -> Iterator[str]:
    """The URL of a private PostgreSQL whose commits are on the disk when they say so."""
    sys.path.insert(0, str(TOP))
    from tests.support import postgresql

    postgresql.SETTINGS.update(fsync="on", synchronous_commit="on", full_page_writes="on")
    server = postgresql.start()
    try:
        yield server.url
    finally:
        server.stop()


def tree(pid: int) -> list[int]:
    """A process and all below it."""
    found = [pid]
    for each in found:
        for task in Path(f"/proc/{each}/task").glob("*/children"):
            found += [int(child) for child in task.read_text().split()]
    return found


def web_and_others(pid: int) -> tuple[list[int], list[int]]:
    """The processes of the web server, and the rest of the program's."""
    web, others = [], []
    for each in tree(pid):
        try:
            command = Path(f"/proc/{each}/cmdline").read_bytes()
        except OSError:
            continue
        (web if b"granian" in command else others).append(each)
    return web, others


def processor_seconds(pids: list[int]) -> float:
    """What these processes have used of the processor."""
    ticks = 0
    for pid in pids:
        try:
            fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
        except OSError:
            continue
        ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def megabytes(pids: list[int]) -> float:
    """What they hold in memory, shared pages divided among those who share them (PSS)."""
    total = 0
    for pid in pids:
        try:
            rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
        except OSError:
            continue
        total += next(int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Pss:"))
    return total / 1024


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
