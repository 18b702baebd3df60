"""Test clients that come in by one door, already signed in."""

from __future__ import annotations

import re
from typing import Any

from django.http import HttpRequest
from django.test import Client

from hub.platform import clock
from hub.platform.identity.models import Person
from hub.platform.identity.sessions import SessionStore, cookie_name, sign_in

HOSTS = {"staff": "staff.test", "supplier": "supplier.test", "public": "public.test"}


class SiteClient(Client):
    """Django's test client at one of the three doors."""

    def __init__(self, site: str = "staff", **kwargs: Any) -> None:
        self.site = site
        super().__init__(HTTP_HOST=HOSTS[site], **kwargs)

    def sign_in(self, person: Person, *, how: str = "test") -> SiteClient:
        """Sign a person in as if by a passkey a moment ago, and give the client.

        :param how: ``password`` makes a session without a second factor.
        """
        request = HttpRequest()
        request.site = self.site  # type: ignore[attr-defined]
        request.now = clock.now()  # type: ignore[attr-defined]
        request.META.update({"REMOTE_ADDR": "127.0.0.1", "HTTP_HOST": HOSTS[self.site]})
        request.session = SessionStore()
        sign_in(request, person, how=how)
        request.session.save()
        self.cookies[cookie_name(self.site)] = str(request.session.session_key)
        return self

    def session_data(self) -> Any:
        """Give the stored session of this client."""
        return SessionStore(self.cookies[cookie_name(self.site)].value)


TOKENS = re.compile(rb'(name="csrfmiddlewaretoken" value|name="csrf-token" content)="[^"]*"')


def without_tokens(answer: Any) -> bytes:
    """Give a page's body without what differs each time, so that two answers can be compared."""
    return TOKENS.sub(b"", answer.content)
