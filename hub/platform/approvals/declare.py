"""Say which fields of a record an approval covers, and which value chooses its route."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from hub.law.findings import Finding
from hub.platform import canon
from hub.platform.actors import Actor
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
    :param asks: for an act that does more than its record says, such as ending on a day: the form fields of its terms,
        by name, with what they begin with. Whoever asks fills them in, and the act must be performed with the same.
    :param said: the terms as people read them, by their labels, from plain values by name.
    :param bars: what stands against asking for an act with these terms, so that nobody approves what would be refused.
    :param means: what the terms mean for this record, by labels, such as what the law says of them.
    :param worth: the values without and with VAT that choose the band, from the record and the terms.
    :param scheme: the key of the lines of the scheme that decide, where they are those of another approval.
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
    asks: Callable[[Any], dict[str, Any]] | None = None
    said: Callable[[Mapping[str, Any]], dict[str, Any]] = dict
    bars: Callable[[Any, Mapping[str, Any], Actor], list[Finding]] | None = None
    means: Callable[[Any, Mapping[str, Any]], dict[str, Any]] | None = None
    worth: Callable[[Any, Mapping[str, Any]], tuple[Decimal | None, Decimal | None]] | None = None
    scheme: str = ""

    def __post_init__(self) -> None:
        if self.key in REGISTRY:
            raise ValueError(f"The approval {self.key} is declared twice.")
        REGISTRY[self.key] = self

    @property
    def route(self) -> str:
        """Give the key of the lines of the scheme that decide."""
        return self.scheme or self.key

    def content_of(self, record: Any, terms: Mapping[str, Any] | None = None) -> Content:
        """Freeze what a record says now, and the terms of the act on it, as plain values."""
        plain = plain_terms(terms or {})
        meant = self.means(record, plain) if self.means and plain else {}
        fields = canon.plain({**self.content(record), **(self.said(plain) if plain else {}), **meant})
        values = self.worth(record, plain) if self.worth and plain else (self.value(record), self.value_inc(record))
        return Content(fields, *values)

    def digest_of(self, record: Any, terms: Mapping[str, Any] | None = None) -> str:
        """Give the digest of what a record says now: content, terms and value."""
        return digest(self.content_of(record, terms))


def plain_terms(terms: Mapping[str, Any]) -> dict[str, Any]:
    """Give the terms of an act as they are kept: an amount in pounds and pence, so that 100 and 100.00 are the same."""
    return canon.plain(  # type: ignore[no-any-return]
        {name: amount(value) if isinstance(value, Decimal) else value for name, value in terms.items()}
    )


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
