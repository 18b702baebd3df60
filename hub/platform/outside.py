"""The one way to ask another host: https, a public address, no redirects, ten seconds, bounded size (security.md §12).

The name is resolved once, every address is judged, and the connection goes to the address that was judged: a name
that changes its mind between the look and the call gains nothing. Nobody's own address is ever asked; callers take
hosts from settings, or from the answer of a host that settings name.
"""

from __future__ import annotations

import ipaddress
import socket
from dataclasses import dataclass
from typing import Any
from urllib.parse import SplitResult, urlsplit

import requests
from django.conf import settings
from requests.adapters import HTTPAdapter
from requests.utils import get_environ_proxies

SECONDS = 10
LARGEST = 1024 * 1024


class Unreachable(Exception):
    """The host did not answer, or answered with something unusable."""


class NotAllowed(Unreachable):
    """The address may not be asked at all; the message is for the administrator."""


@dataclass(frozen=True)
class Answer:
    """What the host said."""

    status: int
    body: bytes


def ask(method: str, address: str, *, largest: int = LARGEST, **more: Any) -> Answer:
    """Ask one address and give its answer.

    :param largest: how many bytes of body are accepted.
    :param more: ``data``, ``auth`` and ``headers``, as for ``requests``.
    :raises NotAllowed: for plain http to another machine, and for addresses that are not public and not listed.
    :raises Unreachable: when there is no answer in time, or it is too long.
    """
    parts = urlsplit(address)
    host = check_form(parts)
    with requests.Session() as session:
        if not get_environ_proxies(address):
            # Behind a proxy of the authority's own, that proxy resolves the name and decides.
            address = pin(session, parts, judged(host, parts.port or default_port(parts)))
            more["headers"] = {**more.get("headers", {}), "Host": parts.netloc.rpartition("@")[2]}
        try:
            answer = session.request(method, address, timeout=SECONDS, allow_redirects=False, stream=True, **more)
            body = answer.raw.read(largest + 1, decode_content=True)
        except (requests.RequestException, OSError) as fault:
            raise Unreachable(f"{host} did not answer.") from fault
    if len(body) > largest:
        raise Unreachable(f"{host} answered with more than {largest:,} bytes.")
    return Answer(answer.status_code, body)


def check_form(parts: SplitResult) -> str:
    """Give the host of an address that may be asked: https, or http on this machine where settings list it.

    :raises NotAllowed: otherwise.
    """
    host = parts.hostname or ""
    if parts.scheme == "https" and host:
        return host
    if parts.scheme == "http" and is_listed(host) and host in {"localhost", "127.0.0.1", "::1"}:
        return host
    raise NotAllowed(f"{host or 'The address'} must be reached over https.")


def judged(host: str, port: int) -> str:
    """Resolve a host and give an address of it, when all its addresses are public or settings list the host.

    :raises NotAllowed: when one of them is private, of this machine, or otherwise not public.
    :raises Unreachable: when the name is unknown.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except OSError as fault:
        raise Unreachable(f"The name {host} is not known.") from fault
    addresses = [str(one[4][0]) for one in found]
    if not is_listed(host) and not all(is_public(one) for one in addresses):
        raise NotAllowed(
            f"{host} has an address that is not public. List the host in HUB_INTERNAL_HOSTS if it is right."
        )
    return addresses[0]


def is_public(text: str) -> bool:
    """Say whether an address is one of the open internet, also behind the forms that wrap an IPv4 address in IPv6."""
    address = ipaddress.ip_address(text.partition("%")[0])
    if isinstance(address, ipaddress.IPv6Address):
        inside = address.ipv4_mapped or address.sixtofour or (address.teredo or (None, None))[1]
        if inside is not None:
            return is_public(str(inside))
        if address in NAT64:
            return is_public(str(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)))
    return address.is_global and not address.is_multicast


NAT64 = ipaddress.ip_network("64:ff9b::/96")


def is_listed(host: str) -> bool:
    """Say whether settings name a host as one inside the authority's own network."""
    return host in settings.HUB_INTERNAL_HOSTS


def default_port(parts: SplitResult) -> int:
    """Give the port of an address that names none."""
    return 443 if parts.scheme == "https" else 80


def pin(session: requests.Session, parts: SplitResult, address: str) -> str:
    """Send a session's calls to one judged address while TLS still proves the name; gives the address to call."""
    session.trust_env = False
    session.mount("https://", _Named(parts.hostname or ""))
    place = f"[{address}]" if ":" in address else address
    return parts._replace(netloc=f"{place}:{parts.port or default_port(parts)}").geturl()


class _Named(HTTPAdapter):
    """Checks the certificate against the name that was asked for, not against the address it was found at."""

    def __init__(self, host: str) -> None:
        self.host = host
        super().__init__(max_retries=0)

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        """Name the host in TLS."""
        super().init_poolmanager(*args, server_hostname=self.host, assert_hostname=self.host, **kwargs)
