"""What the storms share: a quote with many bidders, their sealed parts on disk, a served Hub, and clients that press.

The bidders are made by the acts that people perform, but for their accounts and invitations, which are written at once.
"""

from __future__ import annotations

import base64
import contextlib
import hashlib
import http.client
import os
import random
import secrets
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

HOST = "supplier.test"
# When the quote of the story is sent; the storm itself runs by the machine's clock.
STORY = datetime(2026, 11, 23, 9, tzinfo=UTC)
OPENERS = ("helen", "daniel", "naomi", "morag", "noor")


@dataclass
class File:
    """One file of one bidder, sealed beforehand: its parts on disk, the descriptor last."""

    commitment: str
    mib: int
    parts: list[Path]


@dataclass
class Bidder:
    """One bidder as the generator knows it."""

    reference: str
    cookie: str
    token: str
    files: list[File] = field(default_factory=list)


def ground(cast: Any, *, due_at: datetime) -> tuple[Any, Any]:
    """Give an open quote with its roster in force, and the openers' keys."""
    from hub.bids.tests import bidding, stories
    from hub.platform import clock
    from hub.tender.models import Tender

    ring = stories.Ring()
    with clock.frozen(STORY):
        made = bidding.ground(cast, ring, STORY, firms=1)
    # The clock of this run is the machine's own; the day of the story would be years away.
    Tender.objects.filter(pk=made.one.pk).update(due_at=due_at)
    made.one.refresh_from_db()
    return made.one, ring


def bidders(one: Any, count: int, *, at: datetime) -> list[Bidder]:
    """Make organisations, each with an owner who is signed in and a bid that is answered but for its files."""
    from hub.bids import selectors, services
    from hub.bids.rules.answers import Given

    found = []
    for party, person, actor in _people(one, count, at):
        bid = services.begin(one, party=party, by=actor, at=at)
        for question in selectors.questions_of(one)[:3]:
            given = {"number": Given("17,500"), "text": Given("As asked, in six weeks.")}.get(
                str(question.answer_as), Given(is_declared=True)
            )
            services.save_answer(bid, question, given, by=actor, stamp=services.Stamp(at))
        cookie, token = signed_in(person)
        found.append(Bidder(bid.reference, cookie, token))
    return found


def _people(one: Any, count: int, at: datetime) -> list[tuple[Any, Any, Any]]:
    from hub.platform.actors import SYSTEM, Actor, Grant
    from hub.platform.identity import services as identity
    from hub.platform.identity.roles import Role
    from hub.platform.tenancy.models import Party, PartyKind
    from hub.supplier.models import Supplier
    from hub.tender.models import Invitation

    parties = Party.objects.bulk_create(
        [Party(kind=PartyKind.SUPPLIER, name=f"Storm firm {number:04}") for number in range(count)]
    )
    suppliers = Supplier.objects.bulk_create([Supplier(name=party.name, party=party) for party in parties])
    Invitation.objects.bulk_create(
        [Invitation(tender=one, supplier=each, name=each.name, email=f"{each.pk}@storm.example", invited_on=at.date())
         for each in suppliers]
    )  # fmt: skip
    made = []
    for party in parties:
        person = identity.add_person(name=f"Bidder {party.pk}", email=f"b{party.pk}@storm.example", by=SYSTEM, at=at)
        identity.grant_role(person, Role.SUPPLIER_OWNER, at_party=party, by=SYSTEM, at=at)
        made.append((party, person, Actor(person.pk, person.name, frozenset({Grant(party.pk, Role.SUPPLIER_OWNER)}))))
    return made


def signed_in(person: Any) -> tuple[str, str]:
    """Sign somebody in and give the cookie and the token against forged requests."""
    from hub.platform.identity.sessions import SessionStore, cookie_name
    from hub.platform.testing.clients import SiteClient

    client = SiteClient("supplier").sign_in(person)
    name = cookie_name("supplier")
    store, token = SessionStore(client.cookies[name].value), secrets.token_hex(16)
    store["_csrftoken"] = token
    store.save()
    return f"{name}={client.cookies[name].value}", token


def seal(one: Bidder, folder: Path, *, files: int, size: int) -> int:
    """Seal files as a browser does, to the bid's own mailbox; gives the bytes that will be sent."""
    from hub.bids.models import Mailbox
    from hub.bids.sealing.box import Box
    from hub.bids.sealing.descriptors import Descriptor, commitment, new_salt, seal_descriptor
    from hub.bids.sealing.files import FORM_SEGMENT_BYTES, mib

    recipient = Mailbox.objects.get(bid__reference=one.reference).recipient
    total = 0
    for number in range(files):
        content = os.urandom(size)
        salt, sha256 = new_salt(), hashlib.sha256(content).hexdigest()
        pieces = [content[at : at + FORM_SEGMENT_BYTES] for at in range(0, size, FORM_SEGMENT_BYTES)]
        sealed = [Box.seal(piece, recipient) for piece in pieces]
        digests = tuple(hashlib.sha256(part).hexdigest() for part in sealed)
        facts = Descriptor(f"file-{number}.pdf", size, size, sha256, "application/pdf", digests, salt)
        parts = []
        for place, part in enumerate([*sealed, seal_descriptor(facts, recipient)]):
            path = folder / f"{one.reference}-{number}-{place}"
            path.write_bytes(part)
            parts.append(path)
            total += len(part)
        one.files.append(File(commitment(salt, sha256, size), mib(size), parts))
    return total


class Client:
    """One bidder's connection; says what was answered, and never tries again by itself."""

    def __init__(self, port: int, one: Bidder) -> None:
        self.port, self.one = port, one
        self.line = http.client.HTTPConnection("127.0.0.1", port, timeout=120)

    def ask(self, method: str, path: str, body: bytes = b"", **headers: str) -> tuple[int, dict[str, str], bytes]:
        """Send one request and give status, headers and body."""
        told = {"Host": HOST, "Cookie": self.one.cookie, "X-CSRFToken": self.one.token, "Referer": f"http://{HOST}/",
                **{name.replace("_", "-"): value for name, value in headers.items()}}  # fmt: skip
        self.line.request(method, path, body, told)
        answer = self.line.getresponse()
        return answer.status, dict(answer.headers), answer.read()

    def upload(self, file: File) -> bool:
        """Send one file by tus, part by part."""
        told = {"question": "4", "commitment": file.commitment, "mib": str(file.mib)}
        metadata = ",".join(f"{name} {base64.b64encode(value.encode()).decode()}" for name, value in told.items())
        status, headers, _ = self.ask(
            "POST", f"/bids/{self.one.reference}/uploads/", Upload_Defer_Length="1", Upload_Metadata=metadata
        )
        offset = 0
        for place, path in enumerate(file.parts):
            if status not in (201, 204):
                return False
            status, offset = self._part(headers["Location"], path.read_bytes(), offset, place == len(file.parts) - 1)
        return status == 204

    def _part(self, at: str, content: bytes, offset: int, is_last: bool) -> tuple[int, int]:
        checksum = base64.b64encode(hashlib.sha256(content).digest()).decode()
        more = {"Upload_Length": str(offset + len(content))} if is_last else {}
        status, _, _ = self.ask(
            "PATCH", at, content, Content_Type="application/offset+octet-stream", Upload_Offset=str(offset),
            Upload_Checksum=f"sha256 {checksum}", **more,
        )  # fmt: skip
        return status, offset + len(content)

    def submit(self, number: int = 1) -> int:
        """Press Submit; gives the status, 302 for a version that is acknowledged."""
        form = urlencode({"number": number, "is_true": "on", "accept_missing": "on"}).encode()
        path = f"/bids/{self.one.reference}/check/"
        status, _, _ = self.ask("POST", path, form, Content_Type="application/x-www-form-urlencoded")
        return status

    def close(self) -> None:
        """Hang up."""
        self.line.close()


class Served:
    """A served Hub in processes of its own, which can be killed and started again."""

    def __init__(self, home: Path, *, workers: int = 2, with_worker: bool = False) -> None:
        self.home, self.workers, self.with_worker, self.port = home, workers, with_worker, free_port()
        self.child: subprocess.Popen[bytes] | None = None
        self.worker: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it, and wait until it answers."""
        command = [
            *(
                sys.executable,
                "-m",
                "gunicorn",
                "hub.config.wsgi:application",
                "--preload",
                "--bind",
                f"127.0.0.1:{self.port}",
            ),
            *("--workers", str(self.workers), "--threads", "4", "--no-control-socket", "--timeout", "120"),
            *("--log-level", "critical", "--error-logfile", str(self.home / "web.log")),
        ]
        self.child = subprocess.Popen(command, start_new_session=True, stdout=subprocess.DEVNULL)
        if self.with_worker:
            work = [sys.executable, "-m", "hub", "work"]
            quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
            self.worker = subprocess.Popen(work, start_new_session=True, **quiet)  # type: ignore[call-overload]
        until = time.monotonic() + 60
        while time.monotonic() < until:
            try:
                line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
                line.request("GET", "/sign-in/", headers={"Host": HOST})
                line.getresponse().read()
                return
            except OSError:
                time.sleep(0.1)
        raise RuntimeError("The Hub did not start.")

    def kill_one(self, dice: random.Random) -> None:
        """End one process that answers, in the middle of whatever it does; another takes its place."""
        assert self.child is not None, "it runs"
        children = Path(f"/proc/{self.child.pid}/task/{self.child.pid}/children").read_text().split()
        if children:
            with contextlib.suppress(ProcessLookupError):
                os.kill(int(dice.choice(children)), signal.SIGKILL)

    def kill(self) -> None:
        """End every process of it at once, as a power cut does."""
        for child in (self.child, self.worker):
            if child is not None:
                os.killpg(child.pid, 9)
                child.wait()
        self.child = self.worker = None


def free_port() -> int:
    """Give a port on which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def soon(seconds: float) -> datetime:
    """Give a moment by the machine's clock."""
    from hub.platform import clock

    return clock.real_now() + timedelta(seconds=seconds)
