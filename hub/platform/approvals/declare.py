"""Say which fields of a record an approval covers, and which value chooses its route."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from hub.platform import canon
from hub.platform.approvals.rules import Content

REGISTRY: dict[str, Approval] = {}
DOMAIN = "hub/approval/v1"


@dataclass(frozen=True, eq=False)
class Approval:
    """One sort of approval.

    :param key: what acts name in ``needs=``.
    :param of: the record on which the act is performed.
    :param content: the fields that are approved, by their labels: plain values, never records.
    :param value: the value without VAT that chooses the band; None when it is not known.
    :param title: what people call the record.
    :param value_inc: the value with VAT, for lines of the scheme that count it.
    """

    key: str
    of: type[Any]
    label: str
    content: Callable[[Any], dict[str, Any]]
    value: Callable[[Any], Decimal | None]
    link: Callable[[Any], str] = lambda record: str(record.get_absolute_url())
    title: Callable[[Any], str] = lambda record: str(getattr(record, "title", "") or record)
    value_inc: Callable[[Any], Decimal | None] = lambda record: None
    prefetch: Sequence[str] = ()

    def __post_init__(self) -> None:
        if self.key in REGISTRY:
            raise ValueError(f"The approval {self.key} is declared twice.")
        REGISTRY[self.key] = self

    def content_of(self, record: Any) -> Content:
        """Freeze what a record says now, as plain values."""
        return Content(canon.plain(self.content(record)), self.value(record), self.value_inc(record))

    def digest_of(self, record: Any) -> str:
        """Give the digest of what a record says now: content and value."""
        return digest(self.content_of(record))


def digest(content: Content) -> str:
    """Give the digest of some content."""
    values = {"fields": content.fields, "value": amount(content.value), "value_inc": amount(content.value_inc)}
    return canon.digest(values, domain=DOMAIN)


def amount(value: Decimal | None) -> str | None:
    """Give an amount as text in pence, so that 100 and 100.00 are the same."""
    return None if value is None else f"{value:.2f}"


def forget(key: str) -> None:
    """Take a declaration away again; for tests that add one."""
    REGISTRY.pop(key, None)
