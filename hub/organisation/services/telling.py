"""The messages of organisations. A mail server that is down keeps nobody out: every message also stands on a page."""

from __future__ import annotations

from collections.abc import Iterable

from django.core.mail import send_mail

from hub.platform.doors import address_at


def tell(addresses: Iterable[str], subject: str, text: str, *, path: str = "", after: str = "") -> None:
    """Write to each address by itself, so that none learns of the others.

    :param path: a page of the supplier site that the message leads to.
    """
    parts = ["Hello,", text, address_at("supplier", path) if path else "", after]
    body = "\n\n".join(part for part in parts if part)
    for address in addresses:
        send_mail(subject, body, None, [address], fail_silently=True)
