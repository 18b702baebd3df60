"""E-mails to people outside who follow a supplier or a search: the code that shows whose address it is, and news."""

from __future__ import annotations

import hmac
import logging
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.core import signing
from django.core.mail import EmailMessage
from django.http import QueryDict
from django.template.loader import render_to_string

from hub.platform import clock
from hub.platform.actors import NOBODY
from hub.platform.registers.address import plain
from hub.platform.registers.filters.base import Asking
from hub.platform.words import list_of, plural
from hub.publishing import selectors, services, showing
from hub.publishing.models import PublishedContract, PublishedSupplier, Watch
from hub.publishing.register import PublishedContractRegister, SuppliersContractsRegister

log = logging.getLogger("hub.publishing")
CODE_LIVES = timedelta(minutes=30)
_ASKED, _STOP = "hub.publishing.follow", "hub.publishing.unfollow"


@dataclass(frozen=True)
class Wish:
    """What somebody wants to follow, and where to write; it travels in the form, signed, until the code comes back."""

    email: str
    supplier_id: int | None
    query: str
    title: str


def ask(wish: Wish, *, at: datetime) -> tuple[str, str]:
    """Make a code for an address; gives the signed wish and the code."""
    code = f"{secrets.randbelow(10**6):06d}"
    said = [wish.email, wish.supplier_id, wish.query, wish.title, at.timestamp()]
    return signing.dumps([*said, _digest(code, wish.email)], salt=_ASKED, compress=True), code


def send_code(wish: Wish, code: str) -> None:
    """Send the code, and say what it is for and what to do if somebody else asked."""
    text = render_to_string("publishing/follow_code.txt", {"code": code, "title": wish.title})
    EmailMessage(f"{code} is your code to follow {wish.title}", text, settings.DEFAULT_FROM_EMAIL, [wish.email]).send()


def answered(token: str, code: str, *, at: datetime) -> Wish | None:
    """Give the wish whose code somebody typed, or None when the code is wrong or older than half an hour."""
    try:
        email, supplier_id, query, title, made, digest = signing.loads(token, salt=_ASKED)
    except (signing.BadSignature, ValueError):
        return None
    is_fresh = timedelta(0) <= at - datetime.fromtimestamp(made, tz=at.tzinfo) <= CODE_LIVES
    is_right = hmac.compare_digest(digest, _digest("".join(code.split()), email))
    return Wish(email, supplier_id, query, title) if is_fresh and is_right else None


def stop_token(watch: Watch) -> str:
    """Give what stands in the address by which a follower stops; nothing else opens it."""
    return signing.dumps(watch.pk, salt=_STOP)


def read_stop(token: str) -> int | None:
    """Give the number in such an address, or None when it was altered."""
    try:
        return int(signing.loads(token, salt=_STOP))
    except (signing.BadSignature, ValueError, TypeError):
        return None


def tell_followers(job: Any) -> dict[str, str]:
    """Send each follower what is new since the last time, at most one e-mail a day for each thing."""
    at, upto = clock.now(), selectors.position()
    sent, done = 0, []
    for watch in selectors.watches():
        news, gone = changed(watch, at=at), selectors.departures(watch)
        try:
            if news or gone:
                letter(watch, news, gone).send()
                sent += 1
            done.append(watch.pk)
        except OSError:
            log.exception("An e-mail to a follower could not be sent; it is tried again tomorrow.")
    services.told(done, up_to=upto)
    return {"sent": plural(sent, "e-mail")}


def changed(watch: Watch, *, at: datetime) -> list[PublishedContract]:
    """Give the contracts that a follower has not heard of as they are now."""
    supplier = selectors.supplier(watch.supplier_id) if watch.supplier_id else None
    if watch.supplier_id and supplier is None:
        return []
    rows = _found(watch, supplier, at)
    return selectors.changed_since(rows, watch.seen_event)


def note_departures(contracts: Iterable[int]) -> None:
    """Note for each follower which of some contracts, by number, they found and now are to be withdrawn.

    To be called before the public rows are made anew: a withdrawn one is found by no words and no filter.
    """
    leaving, at = selectors.leaving(contracts), clock.now()
    for watch in selectors.watches() if leaving else ():
        supplier = selectors.supplier(watch.supplier_id) if watch.supplier_id else None
        if supplier is not None or not watch.supplier_id:
            services.owe(watch, _found(watch, supplier, at).filter(contract_id__in=leaving))


def _found(watch: Watch, supplier: PublishedSupplier | None, at: datetime) -> Any:
    """Give the contracts on the register that a follower follows, of a supplier or under the filters."""
    register = SuppliersContractsRegister(supplier) if supplier else PublishedContractRegister()
    asking = Asking(NOBODY, at)
    asked = register.understand(plain(QueryDict(watch.query)), asking)
    return register.narrowed(register.found(register.source(NOBODY, at), asked, asking), asked, asking)


def letter(watch: Watch, news: list[PublishedContract], gone: Any) -> EmailMessage:
    """Write the e-mail: what is new, where it stands, and how to stop, which mail programs offer as one press too.

    :param gone: the withdrawn contracts of which the follower has not heard.
    """
    stop = public_address(f"/follow/stop/{stop_token(watch)}/")
    lines = [
        {
            "title": contract.title or "Title withheld",
            "change": next((f"{one.what}" for one in showing.changes(contract)), "New on the register"),
            "href": public_address(contract.get_absolute_url()),
        }
        for contract in news
    ]
    count = gone.count()
    lines += [
        {
            "title": stone.reference,
            "change": f"Withdrawn from the register. {stone.facts['withdrawn_because']}",
            "href": public_address(stone.get_absolute_url()),
        }
        for stone in gone[: selectors.MOST_TOLD]
    ]
    more = {"more": max(0, count - selectors.MOST_TOLD), "more_at": public_address("/data/withdrawn.json")}
    text = render_to_string("publishing/follow_news.txt", {"watch": watch, "lines": lines, "stop": stop, **more})
    headers = {"List-Unsubscribe": f"<{stop}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    said = [f"{plural(len(news), 'contract')} new or changed"] if news else []
    said += [f"{plural(count, 'contract')} withdrawn"] if count else []
    subject = f"{list_of(said)}: {watch.title}"
    return EmailMessage(subject, text, settings.DEFAULT_FROM_EMAIL, [watch.email], headers=headers)


def public_address(path: str) -> str:
    """Give the full address of a page of the public site."""
    for host, site in settings.HUB_SITE_HOSTS.items():
        if site == "public":
            return f"https://{host}{path}"
    for port, site in settings.HUB_SITE_PORTS.items():
        if site == "public":
            return f"http://localhost:{port}{path}"
    return f"http://localhost:8002{path}"


def _digest(code: str, email: str) -> str:
    return hmac.new(settings.SECRET_KEY.encode(), f"{_ASKED}/{email}/{code}".encode(), sha256).hexdigest()
