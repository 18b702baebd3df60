"""Start the demo from a clean clone with empty caches, as a stranger would, and time it.

Fails when the first page takes longer than 90 seconds, the second start longer than 15, when a site does not
answer, when signing in as a person of the demo fails, or when the Hub does not stop on request.
"""

from __future__ import annotations

import argparse
import http.cookiejar
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FIRST_START = 90.0
SECOND_START = 15.0
STOP = 15.0
PERSON = "priya"


class Failed(Exception):
    """The demo did not do what a stranger expects of it."""


def main() -> int:
    """Run the whole test; print one line of JSON with the times."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--keep-caches", action="store_true", help="use the machine's package caches")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="hub-smoke-") as folder:
        try:
            times = stranger(Path(folder), fresh=not options.keep_caches)
        except Failed as fault:
            print(f"The demo from a clean clone failed: {fault}", file=sys.stderr)
            return 1
    print(json.dumps(times))
    return 0


def stranger(folder: Path, *, fresh: bool) -> dict[str, float]:
    """Clone, start, look round, stop, start again, stop."""
    clone, port = folder / "clone", free_ports()
    environment = surroundings(folder, port, fresh=fresh)
    began = time.monotonic()
    subprocess.run(["git", "clone", "--quiet", str(ROOT), str(clone)], check=True)
    with Demo(clone, environment) as demo:
        demo.wait_for_page(port, within=FIRST_START - (time.monotonic() - began))
        first = time.monotonic() - began
        look_round(port)
    began = time.monotonic()
    with Demo(clone, environment) as demo:
        demo.wait_for_page(port, within=SECOND_START)
        second = time.monotonic() - began
    return {"first_page_s": round(first, 1), "second_start_s": round(second, 1)}


class Demo:
    """`./dev demo` in a clone, stopped at the end whatever happens."""

    def __init__(self, clone: Path, environment: dict[str, str]) -> None:
        self.log = clone.parent / "demo.log"
        self.clone, self.environment = clone, environment

    def __enter__(self) -> Demo:
        self.output = self.log.open("ab")
        self.process = subprocess.Popen(
            ["./dev", "demo"],
            cwd=self.clone,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=self.output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        return self

    def __exit__(self, *_: object) -> None:
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(STOP)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            raise Failed(f"it did not stop within {STOP:.0f} s of being asked") from None
        finally:
            self.output.close()

    def wait_for_page(self, port: int, *, within: float) -> None:
        """Wait until the seeded /demo/ is served, not a page that says "wait"."""
        until = time.monotonic() + within
        while time.monotonic() < until:
            if self.process.poll() is not None:
                raise Failed(f"it ended with code {self.process.returncode}.\n{self.tail()}")
            if f'value="{PERSON}"' in page(f"http://localhost:{port}/demo/", quiet=True):
                return
            time.sleep(0.2)
        raise Failed(f"no page after {within:.0f} s.\n{self.tail()}")

    def tail(self) -> str:
        return self.log.read_text(encoding="utf-8", errors="replace")[-3000:]


def look_round(port: int) -> None:
    """Open the front page of each site, and sign in as one person."""
    page(f"http://127.0.0.1:{port}/demo/")
    page(f"http://localhost:{port + 1}/")
    page(f"http://localhost:{port + 2}/")
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))
    address = f"http://localhost:{port}/demo/"
    form = page(address, browser=browser)
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', form)
    fields = {"person": PERSON, "csrfmiddlewaretoken": token.group(1) if token else ""}
    home = page(address + "as/", browser=browser, data=urllib.parse.urlencode(fields).encode())
    if "Priya Shah" not in home:
        raise Failed("after choosing Priya Shah, the page does not name her")


def page(
    address: str,
    *,
    browser: urllib.request.OpenerDirector | None = None,
    data: bytes | None = None,
    quiet: bool = False,
) -> str:
    """Give the text of a page; an empty text when `quiet` and there is none."""
    request = urllib.request.Request(address, data=data, headers={"Referer": address})
    opener = browser or urllib.request.build_opener()
    try:
        with opener.open(request, timeout=30) as answer:
            return answer.read().decode("utf-8", "replace")
    except (urllib.error.URLError, OSError) as fault:
        if quiet:
            return ""
        raise Failed(f"{address} answered {fault}") from fault


def surroundings(folder: Path, port: int, *, fresh: bool) -> dict[str, str]:
    """Give an environment without our settings and, when fresh, without package caches."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("HUB_", "DJANGO_"))}
    kept.pop("VIRTUAL_ENV", None)
    if fresh:
        kept |= {name: str(folder / name) for name in ("UV_CACHE_DIR", "PIP_CACHE_DIR", "npm_config_cache")}
    return kept | {"PORT": str(port)}


def free_ports() -> int:
    """Find three ports in a row that nobody uses."""
    for port in range(18000, 28000, 10):
        try:
            for offset in range(3):
                with socket.socket() as probe:
                    probe.bind(("127.0.0.1", port + offset))
        except OSError:
            continue
        return port
    raise Failed("no three free ports in a row between 18000 and 28000")


if __name__ == "__main__":
    if not shutil.which("git"):
        sys.exit("The smoke test clones the tree and needs git.")
    sys.exit(main())
