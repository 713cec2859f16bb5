"""Where a request comes from: the address that the outermost proxy of ours saw, which nobody can forge."""

import ipaddress
import re

from django.conf import settings
from django.http import HttpRequest

IPV6_HOME = 64
WITH_PORT = re.compile(r"\[(?P<six>[0-9A-Fa-f:.]+)\](:\d+)?|(?P<four>\d+(\.\d+){3}):\d+")


def address_of(request: HttpRequest) -> str:
    """Give the client's address; what stands left of our own proxies' entries is hearsay and is not read."""
    direct = str(request.META.get("REMOTE_ADDR", ""))
    proxies = settings.TRUSTED_PROXIES
    told = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",") if part.strip()]
    return bare(told[-proxies] if 0 < proxies <= len(told) else direct)


def bare(told: str) -> str:
    """Take away what some proxies and servers write along: a port, brackets, and IPv6's way of writing IPv4."""
    found = WITH_PORT.fullmatch(told)
    address = (found["six"] or found["four"]) if found else told
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return told
    mapped = parsed.ipv4_mapped if isinstance(parsed, ipaddress.IPv6Address) else None
    return str(mapped or parsed)


def network_of(request: HttpRequest) -> str:
    """Give the network that counts as one sender: the address, or the /64 of an IPv6 address."""
    address = address_of(request)
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return "unknown"
    if isinstance(parsed, ipaddress.IPv6Address):
        return str(ipaddress.ip_network(f"{parsed}/{IPV6_HOME}", strict=False))
    return str(parsed)


def is_loopback(request: HttpRequest) -> bool:
    """Say whether the request comes from this very machine."""
    try:
        return ipaddress.ip_address(address_of(request)).is_loopback
    except ValueError:
        return False
