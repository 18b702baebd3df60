"""`hub serve`: the web server and the worker together, until interrupted."""

from __future__ import annotations

import argparse
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

from django.conf import settings

from hub.cli import BadInput

HOSTS = ("127.0.0.1", "::1")
# Seconds to end requests and jobs; a job that is killed is begun again by the next worker.
PATIENCE = 8
HELP = "Serve the three sites (PORT, PORT+1, PORT+2) and run the worker beside them."


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("--port", type=int, default=int(os.environ.get("PORT", "8000")))
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--no-worker", action="store_true", help="only the web server")


def run(options: argparse.Namespace) -> int:
    """Start both and end both together: when one stops, so does the other."""
    print("\n".join(addresses(options.port)), flush=True)
    return serve(options.port, workers=options.workers, with_worker=not options.no_worker)


def addresses(port: int) -> list[str]:
    """Give the lines that say where each site is; passkeys need a name, so they say localhost."""
    sites = ("Staff", "Suppliers", "The public")
    return [f"  {site:<16}  http://localhost:{port + number}/" for number, site in enumerate(sites)]


def serve(port: int, *, workers: int = 2, with_worker: bool = True) -> int:
    """Run gunicorn on three ports and the worker, until one ends or somebody interrupts.

    :raises BadInput: when one of the ports is taken.
    """
    hosts = open_hosts(port)
    environment = {**os.environ, "PORT": str(port), "PYTHONUNBUFFERED": "1"}
    children = {"web server": subprocess.Popen(web(port, workers, hosts), env=environment)}
    if with_worker:
        command = [sys.executable, "-m", "hub", "work"]
        children["worker"] = subprocess.Popen(command, env=environment)
    return wait(children)


def open_hosts(port: int) -> list[str]:
    """Give the loopback addresses that this machine has; `localhost` may mean either of them.

    :raises BadInput: when one of the three ports is taken on one of them.
    """
    found = [host for host in HOSTS if has(host)]
    for host in found:
        for number in (port, port + 1, port + 2):
            if is_taken(host, number):
                raise BadInput(
                    f"Port {number} is in use by another program. Stop it, or choose another: PORT={port + 100} …"
                )
    return found


def has(host: str) -> bool:
    """Say whether this machine has a loopback address."""
    try:
        with socket.socket(_family(host)) as probe:
            probe.bind((host, 0))
    except OSError:
        return False
    return True


def is_taken(host: str, port: int) -> bool:
    """Say whether somebody listens on a port already."""
    with socket.socket(_family(host)) as probe:
        # As gunicorn does: a port that was left a moment ago is free.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return True
    return False


def _family(host: str) -> socket.AddressFamily:
    return socket.AF_INET6 if ":" in host else socket.AF_INET


def web(port: int, workers: int, hosts: list[str]) -> list[str]:
    """Give the web server's command line."""
    names = [f"[{host}]" if ":" in host else host for host in hosts]
    binds = [part for number in range(port, port + 3) for name in names for part in ("--bind", f"{name}:{number}")]
    logs = Path(settings.HUB_HOME) / "logs"
    logs.mkdir(parents=True, exist_ok=True)
    return [
        *(sys.executable, "-m", "gunicorn", "hub.config.wsgi:application", "--preload"),
        *binds,
        *("--workers", str(workers), "--threads", "4", "--no-control-socket", "--timeout", "120"),
        *("--graceful-timeout", "5", "--log-level", "warning", "--error-logfile", str(logs / "web.log")),
    ]


def wait(children: dict[str, subprocess.Popen[bytes]]) -> int:
    """Wait until one child ends or somebody interrupts; then end all and give the code."""
    stopping: list[int] = []
    for asked in (signal.SIGTERM, signal.SIGINT):
        signal.signal(asked, lambda number, frame: stopping.append(number))
    while not stopping and all(child.poll() is None for child in children.values()):
        time.sleep(0.2)
    ended = [(name, child.returncode) for name, child in children.items() if child.poll() is not None]
    if not stopping:
        for name, code in ended:
            print(f"The {name} ended (code {code}), so all stops. Look into {settings.HUB_HOME}/logs", file=sys.stderr)
    end(list(children.values()))
    return 0 if stopping else max(1, *(code for _, code in ended))


def end(children: list[subprocess.Popen[bytes]]) -> None:
    """Ask all to stop together, and stop those that do not."""
    for child in children:
        if child.poll() is None:
            child.terminate()
    until = time.monotonic() + PATIENCE
    for child in children:
        try:
            child.wait(timeout=max(0.1, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()
