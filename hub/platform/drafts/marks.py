"""Marks in forms: which press of which person this is, and where a draft of it is kept. Signed, so never believed."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import Any

from django.core import signing

KEY_FIELD = "_key"
BASE_FIELD = "_base"
VERSION_FIELD = "_version"
# Fields of ours and of Django's that are no words of the person's.
OWN_FIELDS = frozenset({KEY_FIELD, BASE_FIELD, VERSION_FIELD, "csrfmiddlewaretoken", "later"})
# What a draft keeps besides the words: what it was begun from, so that a later change of somebody else is seen.
BEGUN_FIELDS = frozenset({BASE_FIELD, VERSION_FIELD})
# A page may stay open over a long weekend.
MARK_LIVES = 5 * 24 * 60 * 60
_KEY_SALT, _PLACE_SALT, _BASE_SALT = "hub.drafts.key", "hub.drafts.place", "hub.drafts.base"


@dataclass(frozen=True)
class Mark:
    """One rendering of a form for one person."""

    person_id: int
    key: str


@dataclass(frozen=True)
class Place:
    """Where the draft of a form is kept."""

    form_key: str
    title: str
    path: str
    subject_kind: str = ""
    subject_id: int = 0
    never: tuple[str, ...] = ()


def new_mark(person_id: int) -> str:
    """Give the mark of a form that is rendered for a person; each rendering has its own."""
    return signing.dumps([person_id, secrets.token_hex(16)], salt=_KEY_SALT)


def read_mark(text: str | None) -> Mark | None:
    """Give what a mark says, or None when it is missing, altered or too old."""
    try:
        person_id, key = signing.loads(text or "", salt=_KEY_SALT, max_age=MARK_LIVES)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return Mark(person_id, key)


def place_token(place: Place) -> str:
    """Give a place as a part of an address."""
    return signing.dumps(vars(place), salt=_PLACE_SALT, compress=True)


def read_place(token: str) -> Place | None:
    """Give the place that an address names, or None when it was altered."""
    try:
        told = signing.loads(token, salt=_PLACE_SALT)
    except (signing.BadSignature, ValueError):
        return None
    return Place(**{**told, "never": tuple(told["never"])})


def seal_base(values: dict[str, Any]) -> str:
    """Give the values that a form began with, so that a conflict can show them."""
    return signing.dumps(values, salt=_BASE_SALT, compress=True)


def read_base(text: str | None) -> dict[str, Any]:
    """Give the values that a form began with; nothing when they are missing or altered."""
    try:
        found = signing.loads(text or "", salt=_BASE_SALT)
    except (signing.BadSignature, ValueError):
        return {}
    return dict(found)
