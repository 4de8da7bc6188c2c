"""Where a request comes from, as far as that can be known: for the limit of those without a key."""

from collections.abc import Mapping
from functools import lru_cache
from hashlib import blake2b
from ipaddress import IPv6Address, ip_address
from typing import Any, Final

from django.conf import settings

# What one household or server has of IPv6: an address of its own for each request costs nothing there.
IPV6_NETWORK: Final = 64


def client_of(meta: Mapping[str, Any]) -> str | None:
    """Stands for who asks, an address of IPv4 or a network of IPv6; None where nothing is to be counted.

    That is so where the address is of our own network: a proxy that we were not told of, before which
    everybody would be one, or a website of one's own. No address is kept: what stands for it can't be undone
    without this installation's key.
    """
    return stand_in(without_port(text_of(meta).strip()))


def without_port(text: str) -> str:
    """Some proxies write it: `203.0.113.9:51234`, `[2001:db8::1]:443`."""
    if text.startswith("["):
        return text[1:].partition("]")[0]
    return text.partition(":")[0] if text.count(":") == 1 else text


# Telling what kind of address it is costs ten times as much as counting it.
@lru_cache(maxsize=4096)
def stand_in(text: str) -> str | None:
    try:
        address = ip_address(text)
    except ValueError:
        return None
    if isinstance(address, IPv6Address) and address.ipv4_mapped:
        address = address.ipv4_mapped
    if address.is_private or address.is_loopback or address.is_link_local:
        return None
    packed = address.packed[: IPV6_NETWORK // 8] if address.version == 6 else address.packed
    key = settings.SECRET_KEY.encode()[:64]
    return blake2b(packed, key=key, digest_size=9, person=b"dateline").hexdigest()


def text_of(meta: Mapping[str, Any]) -> str:
    """As the last of our own proxies has seen it. What stands before that anybody can write."""
    told = str(meta.get("HTTP_X_FORWARDED_FOR", "")).split(",")
    proxies: int = settings.TRUSTED_PROXIES
    if proxies and len(told) >= proxies and told[-proxies].strip():
        return told[-proxies]
    return str(meta.get("REMOTE_ADDR", ""))
