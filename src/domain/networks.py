"""Client addresses, as rate limits count them."""

from __future__ import annotations

from ipaddress import IPv6Address


def network_of(address: str) -> str:
    """What one client has to itself: an IPv4 address, or the /64 of an IPv6 address (RFC 6177), which has 2^64.

    Anything else is returned as it is.
    """
    try:
        parsed = IPv6Address(address)
    except ValueError:
        return address
    mapped = parsed.ipv4_mapped
    return f"{IPv6Address(int(parsed) >> 64 << 64)}/64" if mapped is None else str(mapped)
