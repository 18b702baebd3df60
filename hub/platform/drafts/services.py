"""Keep, give back and forget drafts and held forms. None of this is an act: a draft is not a record."""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from cryptography.fernet import InvalidToken

from hub.platform.drafts.keys import box
from hub.platform.drafts.marks import BEGUN_FIELDS, OWN_FIELDS, Mark, Place
from hub.platform.drafts.models import Draft, HeldForm, IdempotencyKey

Words = dict[str, list[str]]

DRAFT_LIVES = timedelta(days=90)
HELD_LIVES = timedelta(days=7)
PRESS_LIVES = timedelta(hours=24)
MOST_CHARACTERS = 500_000
MOST_DRAFTS = 300
MOST_HELD = 20


class TooMuch(ValueError):
    """The draft cannot be kept; the message says why and what to do."""


def words_of(post: Any, *, never: tuple[str, ...] = ()) -> Words:
    """Give what somebody typed into a form: no passwords, no marks, no files.

    The version and the values that the form began with stay with it.
    """
    return {
        name: [value for value in post.getlist(name) if isinstance(value, str)]
        for name in post
        if name in BEGUN_FIELDS or not (name in never or name in OWN_FIELDS or _is_private(name))
    }


def _is_private(name: str) -> bool:
    return name.startswith("_") or "password" in name.lower()


def save(*, person_id: int, site: str, place: Place, words: Words, at: datetime) -> Draft:
    """Keep what somebody typed so far, in place of what was kept before.

    :raises TooMuch: when it is longer than a draft may be, or the person has too many.
    """
    if sum(len(value) for values in words.values() for value in values) > MOST_CHARACTERS:
        raise TooMuch("This is too long to keep as a draft. Send it, or shorten it.")
    key: dict[str, Any] = {
        "person_id": person_id,
        "form_key": place.form_key,
        "subject_kind": place.subject_kind,
        "subject_id": place.subject_id,
    }
    others = Draft.objects.filter(person_id=person_id)
    if others.count() >= MOST_DRAFTS and not others.filter(**key).exists():
        raise TooMuch(f"You have {MOST_DRAFTS} drafts. Finish or remove some under Drafts, then save again.")
    # PostgreSQL keeps no NUL in text.
    clean = {name: [value.replace("\x00", "") for value in values] for name, values in words.items()}
    told = {"site": site, "title": place.title[:200], "path": place.path[:500], "data": clean, "updated_at": at}
    return Draft.objects.update_or_create(**key, defaults=told)[0]


def restore(*, person_id: int, place: Place, at: datetime) -> Draft | None:
    """Give what somebody typed into this form, if it is kept and not too old."""
    found = Draft.objects.filter(
        person_id=person_id,
        form_key=place.form_key,
        subject_kind=place.subject_kind,
        subject_id=place.subject_id,
        updated_at__gt=at - DRAFT_LIVES,
    )
    return found.first()


def discard(*, person_id: int, place: Place) -> None:
    """Forget the draft of a form, because it was sent."""
    Draft.objects.filter(
        person_id=person_id, form_key=place.form_key, subject_kind=place.subject_kind, subject_id=place.subject_id
    ).delete()


def remove(*, person_id: int, pk: int) -> None:
    """Forget one of a person's drafts, because they say so."""
    Draft.objects.filter(person_id=person_id, pk=pk).delete()


def drafts_of(person_id: int, *, site: str, at: datetime) -> list[Draft]:
    """Give a person's drafts, newest first."""
    rows = Draft.objects.filter(person_id=person_id, site=site, updated_at__gt=at - DRAFT_LIVES)
    return list(rows.order_by("-updated_at", "-pk").defer("data"))


def hold(mark: Mark, words: Words, *, at: datetime) -> str | None:
    """Seal what somebody sent after their session ended; give the name to take it back by, or None.

    The mark in the form says whose it is: only that person gets it back, whoever sent it.
    """
    if sum(len(value) for values in words.values() for value in values) > MOST_CHARACTERS:
        return None
    if HeldForm.objects.filter(person_id=mark.person_id).count() >= MOST_HELD:
        return None
    sealed = box().encrypt(json.dumps(words, ensure_ascii=False).encode())
    public_id = secrets.token_hex(16)
    HeldForm.objects.create(public_id=public_id, person_id=mark.person_id, sealed=sealed, held_at=at)
    return public_id


def take_back(public_id: str, *, person_id: int, at: datetime) -> Words | None:
    """Give a held form back to the person who sent it, once; nobody else learns that it exists."""
    found = HeldForm.objects.filter(public_id=public_id, person_id=person_id, held_at__gt=at - HELD_LIVES).first()
    if found is None:
        return None
    try:
        words: Mapping[str, Any] = json.loads(box().decrypt(bytes(found.sealed)))
    except InvalidToken:
        return None
    found.delete()
    return dict(words)


def was_sent(mark: Mark) -> bool:
    """Say whether the form with this mark was sent and accepted: a late autosave must not bring its draft back."""
    return IdempotencyKey.objects.filter(person_id=mark.person_id, key=mark.key, is_answered=True).exists()


def expire(*, at: datetime) -> int:
    """Forget what is older than it may be; give how many rows went."""
    gone = [
        Draft.objects.filter(updated_at__lte=at - DRAFT_LIVES).delete(),
        HeldForm.objects.filter(held_at__lte=at - HELD_LIVES).delete(),
        IdempotencyKey.objects.filter(pressed_at__lte=at - PRESS_LIVES).delete(),
    ]
    return sum(count for count, _ in gone)
