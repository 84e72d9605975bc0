"""Start on an existing data folder until the first page, and the memory of web and worker together.

    uv run python -m bench.start

The peer of the same run: the bare interpreter importing Django with the settings, which no start can beat.
"""

from __future__ import annotations

import subprocess
import sys
import time
import urllib.request

from bench.installation import TOP, installation, machine, megabytes, tree


def main() -> None:
    print(machine())
    with installation() as place:
        place.tarazy("demo", "load")
        started = time.perf_counter()
        subprocess.run(
            [sys.executable, "-c", "import django; django.setup()"], env=place.environment, cwd=TOP, check=True
        )
        bare = time.perf_counter() - started
        started = time.perf_counter()
        with place.serving() as program:
            place.wait_until_ready(program, "/kk/")
            first = time.perf_counter() - started
            for _ in range(50):
                urllib.request.urlopen(place.address + "/kk/", timeout=20).read()
            time.sleep(8)  # the worker has computed results meanwhile
            memory = megabytes(tree(program.pid))
        print(
            f"start to the first page: {first:.1f} s (limit 3), {first / bare:.1f} × setting up Django ({bare:.1f} s)"
        )
        print(f"web and worker: {memory:.0f} MB (limit 400), shared pages counted once")


if __name__ == "__main__":
    main()
