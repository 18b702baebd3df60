"""Answer a second press of the same button with the answer to the first."""

from __future__ import annotations

import hashlib
import time
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.http import HttpRequest

from hub.platform.drafts.marks import Mark
from hub.platform.drafts.models import IdempotencyKey
from hub.platform.drafts.services import PRESS_LIVES

# How long a second press waits for the first one's answer, in seconds.
PATIENCE = 10.0
STEP = 0.1
CHANGES_EACH_TIME = "csrfmiddlewaretoken"


class OtherBody(ValueError):
    """The same key came with another content."""


class StillBusy(Exception):
    """The first press has no answer yet."""


def digest_of(request: HttpRequest) -> str:
    """Give the digest of what was sent: address, fields, and names and sizes of files."""
    found = hashlib.sha256(request.path.encode())
    for name in sorted(request.POST):
        if name != CHANGES_EACH_TIME:
            found.update(repr((name, request.POST.getlist(name))).encode())
    for name in sorted(request.FILES):
        for file in request.FILES.getlist(name):
            found.update(repr((name, file.name, file.size)).encode())  # type: ignore[union-attr]
    return found.hexdigest()


def claim(mark: Mark, digest: str, *, at: datetime) -> IdempotencyKey | None:
    """Take a key for the first press; None when somebody took it before."""
    IdempotencyKey.objects.filter(person_id=mark.person_id, key=mark.key, pressed_at__lte=at - PRESS_LIVES).delete()
    try:
        with transaction.atomic():
            return IdempotencyKey.objects.create(person_id=mark.person_id, key=mark.key, digest=digest, pressed_at=at)
    except IntegrityError:
        return None


def first_answer(mark: Mark, digest: str, *, patience: float = PATIENCE) -> str | None:
    """Give the address to which the first press led; None when the first press failed and may be repeated.

    :raises OtherBody: when the first press carried another content.
    :raises StillBusy: when there is no answer within ``patience`` seconds.
    """
    waited = 0.0
    while True:
        first = IdempotencyKey.objects.filter(person_id=mark.person_id, key=mark.key).first()
        if first is None:
            return None
        if first.digest != digest:
            raise OtherBody
        if first.is_answered:
            return first.location
        if waited >= patience:
            raise StillBusy
        time.sleep(STEP)
        waited += STEP


def answer(press: IdempotencyKey, response: Any) -> None:
    """Keep the answer of an accepted press; forget a refused one, so that it can be tried again."""
    if response is not None and response.status_code in {302, 303}:
        press.location, press.is_answered = response["Location"][:2000], True
        press.save(update_fields=["location", "is_answered"])
    else:
        press.delete()
