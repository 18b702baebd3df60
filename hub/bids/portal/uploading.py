"""Files of a bid as they come in: by a form, sealed while it is read; or sealed already, part by part (tus)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile

from hub.bids import selectors, services
from hub.bids.portal.bidding import _bid, _question
from hub.bids.services import Stamp
from hub.bids.store.shelf import CannotStore
from hub.platform.act_table import Refused
from hub.platform.actors import Actor

NOTHING_KEPT = "The file could not be kept. Nothing of it counts; send it again in a moment."


def stamp_of(request: Any) -> Stamp:
    """Give the stamp of a request, as the front door set it."""
    return Stamp(request.stamp, request_id=getattr(request, "id", ""))


class SealingHandler(FileUploadHandler):
    """Seals the files of a form as they arrive: not a byte of them is written anywhere before.

    ``sent`` counts the files that are safe; ``said`` holds the sentences for those that are not. Whoever may not send
    them has them read and thrown away.
    """

    # Django hands over 64 KiB at a time otherwise, and half of the time goes into taking pieces off pieces.
    chunk_size = 1024 * 1024

    def __init__(self, request: Any, actor: Actor, *, reference: str, number: int, stamp: Stamp) -> None:
        super().__init__(request)
        self.actor, self.reference, self.number, self.stamp = actor, reference, number, stamp
        self.form: services.FormFile | None = None
        self.sent = 0
        self.said: list[str] = []

    def new_file(self, field_name: str, file_name: str, *args: Any, **kwargs: Any) -> None:
        """Begin a file, before its first byte is read."""
        super().new_file(field_name, file_name, *args, **kwargs)
        self.form = None
        try:
            row = _bid(self.actor, self.reference)
            form = services.FormFile(row, _question(row, self.number), by=self.actor, stamp=self.stamp)
            form.begin(file_name, self.content_type or "")
        except LookupError:
            raise SkipFile from None
        except Refused as refused:
            self.said.append(refused.sentence)
            raise SkipFile from refused
        self.form = form

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Seal the next bytes; nothing is handed on."""
        if self.form is None:
            return
        try:
            self.form.write(raw_data)
        except (CannotStore, Refused) as fault:
            self._stop(fault)

    def file_complete(self, file_size: int) -> UploadedFile | None:
        """Keep the file, and leave its name and size in the form's place for it."""
        if self.form is None:
            return None
        try:
            self.form.finish()
        except (CannotStore, Refused) as fault:
            self._stop(fault)
            return None
        self.sent += 1
        return UploadedFile(None, self.file_name, self.content_type, file_size, self.charset)

    def _stop(self, fault: Exception) -> None:
        self.form = None
        self.said.append(fault.sentence if isinstance(fault, Refused) else NOTHING_KEPT)


@dataclass(frozen=True)
class Upload:
    """An upload of parts that are sealed already.

    :param name: tells it apart, and stands in its address.
    :param offset: bytes of ciphertext that are safe.
    :param parts: digests of the parts that are safe, in order.
    """

    name: str
    offset: int
    parts: tuple[str, ...]
    is_whole: bool


def begin_upload(actor: Actor, reference: str, *, number: int, commitment: str, mib: int, stamp: Stamp) -> Upload:
    """Begin an upload whose content its commitment fixes.

    :raises LookupError, Refused: when it is not theirs, too late, too large, or there are too many.
    """
    row = _bid(actor, reference)
    item = services.begin_parts(
        row, _question(row, number), commitment=commitment, mib=mib, by=actor, stamp=stamp
    )  # fmt: skip
    return _upload(item)


def upload_of(actor: Actor, reference: str, name: str) -> Upload:
    """Give how far an upload has come.

    :raises LookupError: when it is not theirs, or was taken out.
    """
    item = selectors.item_of(_bid(actor, reference), name)
    if item is None or not services.comes_in_parts(item):
        raise LookupError(name)
    return _upload(item)


def take_part(
    actor: Actor, reference: str, name: str, *, part: services.Part, stamp: Stamp
) -> Upload:  # fmt: skip
    """Take one sealed part whole, or nothing of it.

    :raises LookupError, Refused: when it is not theirs, too late, or does not belong at this place.
    :raises CannotStore: when the store does not take it.
    """
    item = selectors.item_of(_bid(actor, reference), name)
    if item is None or not services.comes_in_parts(item):
        raise LookupError(name)
    return _upload(services.take_part(item, part, by=actor, stamp=stamp))


def _upload(item: Any) -> Upload:
    return Upload(item.name, item.safe_bytes, tuple(item.segments), bool(item.descriptor))
