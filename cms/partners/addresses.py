"""Where a webhook may lead: to the public internet, and nowhere into our own network (SSRF).

What a name leads to is asked when it is saved, and again for each connection, which then goes to the very
address that was looked at: a name may lead elsewhere a moment later.
"""

import socket
from collections.abc import Iterator
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import Final
from urllib.parse import quote, urlsplit

from django.conf import settings

# An IPv4 address stands in these: at their end (NAT64, RFC 6052), after the first two bytes (6to4).
NAT64: Final = IPv6Network("64:ff9b::/96")
NOT_GLOBAL: Final = (
    IPv6Network("::/96"),  # IPv4-compatible, long out of use
    IPv6Network("64:ff9b:1::/48"),  # NAT64 of a network's own, RFC 8215
    IPv6Network("2001::/32"),  # Teredo, which tunnels to any IPv4 address
)
Address = IPv4Address | IPv6Address


class NotPublic(ValueError):
    """The name leads to this address, which is none of the public internet."""


class NotFound(ValueError):
    """The name leads nowhere."""


class Malformed(ValueError):
    """No address that messages could be sent to."""


@dataclass(frozen=True)
class Target:
    """`path`: with its query, percent-encoded."""

    tls: bool
    host: str
    port: int
    path: str


def target(url: str) -> Target:
    """Raises Malformed, also for http where addresses must be public."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError as error:
        raise Malformed(str(error)) from None
    allowed = ("https", "http") if settings.WEBHOOK_ALLOW_PRIVATE else ("https",)
    if parts.scheme not in allowed or not host or parts.username is not None or parts.password is not None:
        raise Malformed(url)
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~") + (
        f"?{quote(parts.query, safe='/%:@!$&()*+,;=~?')}" if parts.query else ""
    )
    tls = parts.scheme == "https"
    return Target(tls, host, port if port is not None else (443 if tls else 80), path)


def addresses(host: str, port: int) -> list[str]:
    """All that the name leads to, in the system's order. Raises NotFound; NotPublic where one is not."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise NotFound(str(error)) from None
    listed = list(dict.fromkeys(str(each[4][0]) for each in found))
    for address in listed:
        if not settings.WEBHOOK_ALLOW_PRIVATE and not is_public(address):
            raise NotPublic(address)
    return listed


def is_public(address: str) -> bool:
    """Whether it is of the public internet, and so is every address that stands in it."""
    return all(map(is_public_itself, meant(ip_address(address))))


def is_public_itself(address: Address) -> bool:
    if isinstance(address, IPv6Address) and (
        address.is_site_local or any(address in network for network in NOT_GLOBAL)
    ):
        return False
    # Multicast that goes round the world is global too, and Python's releases differ about some ranges.
    return address.is_global and not (
        address.is_private
        or address.is_loopback
        or address.is_link_local
        or address.is_multicast
        or address.is_unspecified
        or address.is_reserved
    )


def meant(address: Address) -> Iterator[Address]:
    """Where it leads in the end: an IPv4 address that is written as an IPv6 one, else itself."""
    if isinstance(address, IPv4Address):
        yield address
    elif address.ipv4_mapped:
        yield address.ipv4_mapped
    elif address in NAT64:
        yield IPv4Address(int(address) & 0xFFFF_FFFF)
    else:
        yield address
        if address.sixtofour:
            yield address.sixtofour
