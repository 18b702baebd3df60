"""A stand-in for the Hub's side of sealed uploads: tus 1.0, one sealed part for each PATCH, and pages that use it.

It speaks as the Hub does (docs/packages/bids.md, "In the browser") under the Hub's content policy, and can be told to
break: what it was told to do to the next PATCHes stands in ``troubles``.
"""

from __future__ import annotations

import base64
import hashlib
import html
import json
import socket
import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from hub.platform.ui.csp import CONTENT_SECURITY_POLICY

BUILT = Path(__file__).resolve().parents[2] / "hub/static_build/hub"
POLICY = "; ".join(f"{name} {' '.join(words)}" for name, words in CONTENT_SECURITY_POLICY["DIRECTIVES"].items())  # type: ignore[attr-defined]
KINDS = {".js": "text/javascript", ".css": "text/css", ".html": "text/html", ".json": "application/json"}
CUT_AFTER = 200_000
SAID = b"This question is not for files."
SHELL = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>A bid</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="stylesheet" href="/static/hub/govuk.css">
<link rel="stylesheet" href="/static/hub/hub.css"><meta name="csrf-token" content="token-1">
<script type="module" src="/static/hub/%s"></script></head><body class="hub"><main>
<h1 class="hub-h1">A bid</h1>%s</main></body></html>"""


@dataclass
class Upload:
    """One upload as the server keeps it."""

    facts: dict[str, str]
    parts: list[bytes] = field(default_factory=list)
    length: int | None = None

    @property
    def offset(self) -> int:
        return sum(map(len, self.parts))

    @property
    def is_whole(self) -> bool:
        return self.length is not None

    @property
    def digests(self) -> list[str]:
        return [hashlib.sha256(one).hexdigest() for one in self.parts]


@dataclass(frozen=True)
class Asked:
    """A request as it came."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes


class Double:
    """The server; ``with Double() as double`` serves it on a free port."""

    def __init__(self) -> None:
        self.pages: dict[str, str] = {}
        self.uploads: dict[str, Upload] = {}
        self.asked: list[Asked] = []
        self.troubles: list[str | int] = []
        self.stuck = threading.Event()
        double = self

        class Handler(_Handler):
            server_double = double

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.at = f"http://localhost:{self.server.server_address[1]}"

    def __enter__(self) -> Double:
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stuck.set()
        self.server.shutdown()
        self.server.server_close()

    def page(self, path: str, inside: str, script: str = "sealing.js") -> str:
        """Serve a page and give its address."""
        self.pages[path] = SHELL % (script, inside)
        return self.at + path

    def of(self, method: str, begin: str = "/") -> list[Asked]:
        """Give the requests of one method."""
        return [one for one in self.asked if one.method == method and one.path.startswith(begin)]


def form(kind: str, inside: str, **data: str) -> str:
    """Give a form marked for the script."""
    told = "".join(f' data-{name.replace("_", "-")}="{html.escape(value)}"' for name, value in data.items())
    return (
        f'<form method="post" action="/plain/" enctype="multipart/form-data" data-hub-{kind}="/bid/uploads/"{told}>'
        f'<input type="hidden" name="csrfmiddlewaretoken" value="token-2">{inside}'
        '<button class="hub-btn">Send</button></form>'
    )


def data_block(value: Any) -> str:
    """Give JSON as a page holds it."""
    text = json.dumps(value).replace("<", "\\u003c")
    return f'<script type="application/json">{text}</script>'


class _Handler(BaseHTTPRequestHandler):
    server_double: Double
    protocol_version = "HTTP/1.1"

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def answer(self, status: int, content: bytes = b"", **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    def taken(self) -> bytes:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self.server_double.asked.append(Asked(self.command, self.path, dict(self.headers), body))
        return body

    def do_GET(self) -> None:
        double, path = self.server_double, self.path.split("?")[0]
        self.taken()
        if path in double.pages:
            self.answer(200, double.pages[path].encode(), Content_Type="text/html", Content_Security_Policy=POLICY)
        elif path.startswith("/static/hub/") and (BUILT / Path(path).name).exists():
            kind = KINDS[Path(path).suffix]
            self.answer(200, (BUILT / Path(path).name).read_bytes(), Content_Type=kind)
        else:
            self.answer(204 if path == "/favicon.ico" else 404)

    def do_POST(self) -> None:
        double = self.server_double
        body = self.taken()
        if not self.path.endswith("/uploads/"):
            return self.answer(200, json.loads(body)["recipient"].encode(), Content_Type="text/plain")
        assert self.headers["Tus-Resumable"] == "1.0.0" and self.headers["Upload-Defer-Length"] == "1"
        pairs = [one.split(" ") for one in self.headers["Upload-Metadata"].split(",")]
        facts = {name: base64.b64decode(value).decode() for name, value in pairs}
        address = f"{self.path}{len(double.uploads) + 1}/"
        double.uploads[address] = Upload(facts)
        return self.answer(201, Location=address)

    def do_HEAD(self) -> None:
        self.taken()
        upload = self.server_double.uploads.get(self.path)
        if upload is None:
            return self.answer(410)
        told = {"Upload_Offset": str(upload.offset)}
        if upload.is_whole:
            told["Upload_Length"] = told["Upload_Offset"]
        segments = upload.digests[:-1] if upload.is_whole else upload.digests
        return self.answer(200, Hub_Segments=",".join(segments), **told)

    def do_PATCH(self) -> None:
        double = self.server_double
        trouble = double.troubles.pop(0) if double.troubles else None
        if trouble == "cut":
            self.rfile.read(CUT_AFTER)
            self.close_connection = True
            self.connection.shutdown(socket.SHUT_RDWR)
            return None
        body, upload = self.taken(), double.uploads.get(self.path)
        if trouble == "stuck":
            double.stuck.wait(60)
        if isinstance(trouble, int):
            return self.answer(trouble, SAID if trouble == 422 else b"", Content_Type="text/plain; charset=utf-8")
        if upload is None:
            return self.answer(410)
        if int(self.headers["Upload-Offset"]) != upload.offset:
            return self.answer(409)
        way, digest = self.headers["Upload-Checksum"].split(" ")
        if (way, digest) != ("sha256", base64.b64encode(hashlib.sha256(body).digest()).decode()):
            return self.answer(460)
        upload.parts.append(body)
        if "Upload-Length" in self.headers:
            upload.length = int(self.headers["Upload-Length"])
        # The part is safe, and nobody hears of it.
        if trouble == "unheard":
            self.close_connection = True
            self.connection.shutdown(socket.SHUT_RDWR)
            return None
        return self.answer(204, Upload_Offset=str(upload.offset))
