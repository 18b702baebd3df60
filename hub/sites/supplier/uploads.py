"""Uploads of a bid that are sealed before they come: tus 1.0, where each PATCH carries one whole sealed part.

A part is kept whole and safe, or not at all: after a broken connection the offset stands where it stood, and the sender
goes on from there. So nothing but the database and the store needs to know how far an upload is, on any host.
"""

from __future__ import annotations

import base64
import binascii
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from hub.bids import portal
from hub.platform.act_table import Refused
from hub.platform.identity.roles import SUPPLIER_ROLES, Role
from hub.platform.ui.views import PageView

VERSION = "1.0.0"
EXTENSIONS = "creation,creation-defer-length,checksum"
PART = "application/offset+octet-stream"
LONGEST_PART = 17 * 1024 * 1024
LONGEST_MAILBOX = 64 * 1024
BIDDERS = frozenset({Role.SUPPLIER_OWNER, Role.SUPPLIER_EDITOR})


class UploadPage(PageView):
    """What all addresses of uploads share."""

    reads = BIDDERS

    @property
    def stamp(self) -> portal.Stamp:
        """Give when the first line of the request came."""
        return portal.stamp_of(self.request)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Say which version is spoken; turn refusals into answers that a script can read."""
        if request.headers.get("Tus-Resumable", VERSION) != VERSION:
            return self.answer(412)
        try:
            return super().dispatch(request, *args, **kwargs)
        except LookupError:
            raise Http404 from None
        except Refused as refused:
            return self.answer(422, refused.sentence)
        except portal.CannotStore as fault:
            return self.answer(507, str(fault))

    def answer(self, status: int, text: str = "", **headers: str) -> HttpResponse:
        """Give an answer of the protocol."""
        made = HttpResponse(text, status=status, content_type="text/plain; charset=utf-8")
        made["Tus-Resumable"] = VERSION
        made["Cache-Control"] = "no-store"
        for name, value in headers.items():
            made[name.replace("_", "-")] = value
        return made

    def state(self, status: int, upload: portal.Upload, **headers: str) -> HttpResponse:
        """Give how far an upload is."""
        parts = {"Upload_Offset": str(upload.offset), "Hub_Segments": ",".join(upload.parts)}
        if upload.is_whole:
            parts["Upload_Length"] = str(upload.offset)
        return self.answer(status, **parts, **headers)


class UploadsView(UploadPage):
    """Begin an upload."""

    http_method_names = ["post", "options"]

    def options(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Say what is understood."""
        return self.answer(204, Tus_Version=VERSION, Tus_Extension=EXTENSIONS, Tus_Checksum_Algorithm="sha256")

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Begin one: its commitment fixes what will come."""
        told = _metadata(request.headers.get("Upload-Metadata", ""))
        try:
            number, mib, commitment = int(told["question"]), int(told["mib"]), told["commitment"]
        except (KeyError, ValueError):
            return self.answer(400, "Upload-Metadata must give question, mib and commitment.")
        reference = kwargs["reference"]
        upload = portal.begin_upload(
            self.actor, reference, number=number, commitment=commitment, mib=mib, stamp=self.stamp
        )
        return self.state(201, upload, Location=f"/bids/{reference}/uploads/{upload.name}/")


class UploadView(UploadPage):
    """Go on with an upload."""

    http_method_names = ["head", "patch"]

    def head(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Say how far it is."""
        return self.state(200, portal.upload_of(self.actor, kwargs["reference"], kwargs["name"]))

    def patch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Take one part, whole or not at all; what is not theirs is missing, whatever they send."""
        portal.upload_of(self.actor, kwargs["reference"], kwargs["name"])
        if request.content_type != PART:
            return self.answer(415, f"The content must be {PART}.")
        try:
            part = self._part()
        except ValueError as fault:
            return self.answer(400, str(fault))
        if len(part.content) > LONGEST_PART:
            return self.answer(413, "A part has at most 17 MiB.")
        try:
            upload = portal.take_part(self.actor, kwargs["reference"], kwargs["name"], part=part, stamp=self.stamp)
        except portal.WrongPlace:
            return self.answer(409, "This is not where the last part ended.")
        except portal.WrongSum:
            return self.answer(460, "The part was changed on its way. Send it again.")
        return self.state(204, upload)

    def _part(self) -> portal.Part:
        """Read what was sent.

        :raises ValueError: when headers are wrong, or less came than was announced.
        """
        headers, announced = self.request.headers, int(self.request.META.get("CONTENT_LENGTH") or 0)
        content = self.request.read(LONGEST_PART + 1)
        if len(content) != min(announced, LONGEST_PART + 1):
            raise ValueError("The part did not come as a whole. Send it again.")
        offset, length = int(headers.get("Upload-Offset", "")), headers.get("Upload-Length")
        is_last = length is not None and int(length) == offset + len(content)
        return portal.Part(content, offset, _checksum(headers.get("Upload-Checksum", "")), is_last)


class MailboxView(UploadPage):
    """Take a mailbox that the bidder's browser made; gives the public half that counts."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Take it, unless there is one."""
        text = request.read(LONGEST_MAILBOX + 1)
        if len(text) > LONGEST_MAILBOX:
            return self.answer(413, "A mailbox is shorter.")
        envelope, reference = kwargs["envelope"], kwargs["reference"]
        return self.answer(
            200, portal.add_mailbox(self.actor, reference, envelope=envelope, text=text, stamp=self.stamp)
        )


class FileReceiptView(UploadPage):
    """The signed receipt of one answer or file."""

    reads = SUPPLIER_ROLES
    http_method_names = ["get"]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Give it."""
        found = portal.file_receipt(self.actor, kwargs["reference"], kwargs["name"])
        if found is None:
            raise Http404
        return _saved(found.encode(), f"receipt-{kwargs['name'][:8]}.json", "application/json")


class EvidenceView(UploadPage):
    """Everything about a bid in one signed file, for its own people."""

    reads = SUPPLIER_ROLES
    http_method_names = ["get"]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Give it."""
        found = portal.evidence(self.actor, kwargs["reference"], at=self.at)
        if found is None:
            raise Http404
        return _saved(found, f"evidence-{kwargs['reference'][:8]}.zip", "application/zip")


def _saved(content: bytes, name: str, kind: str) -> HttpResponse:
    made = HttpResponse(content, content_type=kind)
    made["Content-Disposition"] = f'attachment; filename="{name}"'
    made["Cache-Control"] = "private, no-store"
    return made


def _metadata(text: str) -> dict[str, str]:
    found = {}
    for pair in filter(None, text.split(",")):
        name, _, value = pair.strip().partition(" ")
        try:
            found[name] = base64.b64decode(value, validate=True).decode()
        except (binascii.Error, UnicodeDecodeError):
            continue
    return found


def _checksum(text: str) -> str:
    """Give the SHA-256 that a sender names, in hexadecimal; empty where it names none.

    :raises ValueError: for another sort of checksum.
    """
    if not text:
        return ""
    name, _, value = text.partition(" ")
    if name != "sha256":
        raise ValueError("Only sha256 is understood as a checksum.")
    return base64.b64decode(value, validate=True).hex()
