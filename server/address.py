"""Under which address a request reached the portal: the configured one, or what a trusted proxy says of it.

Source: RFC 7239 (``Forwarded``) and its forerunners ``X-Forwarded-Proto``, ``-Host``, ``-Prefix`` and ``-For``. Anybody
can send these headers, so they count only where the peer of the connection is listed in the settings. Each says a part
of the address; a part that is not said, or not well formed, is that of the configured address.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from ipaddress import IPv4Network, IPv6Network, ip_address
from typing import Any
from urllib.parse import urlsplit

from pipelines.settings import Settings

Networks = Sequence[IPv4Network | IPv6Network]

MAX_HEADER = 4096
"""Characters of ``Forwarded`` that are read: those at its end, which the nearest proxies wrote."""

_HOST = re.compile(r"(?:[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?|\[[0-9A-Fa-f:.]{2,45}\])(?::[0-9]{1,5})?")
_PREFIX = re.compile(r"(?:/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)*/?")
_ELEMENT = re.compile(r"""(?:[^,"]|"(?:[^"\\]|\\.)*")+""")
_PAIR = re.compile(r"""([!#$%&'*+.^_`|~0-9A-Za-z-]+)=(?:"((?:[^"\\]|\\.)*)"|([^";,\s]*))""")


def base_url(scope: Mapping[str, Any], settings: Settings) -> str:
    """Return the portal's address as this request's client knows it, without a slash at its end.

    ``scope`` is ASGI's, whose ``client`` must be the peer of the connection itself.
    """
    configured = settings.base_url
    if not settings.trusted_proxies or not _trusts(settings.trusted_proxies, _peer(scope)):
        return configured
    said = _said(_headers(scope), settings.trusted_proxies)
    parts = urlsplit(configured)
    scheme = said.get("proto", "").lower()
    host, prefix = said.get("host", ""), said.get("prefix")
    if scheme not in {"http", "https"}:
        scheme = parts.scheme
    if not _HOST.fullmatch(host):
        host = parts.netloc
    if prefix is None or not _PREFIX.fullmatch(prefix):
        prefix = parts.path
    return f"{scheme}://{host}{prefix}".rstrip("/")


def _peer(scope: Mapping[str, Any]) -> str:
    client = scope.get("client")
    return str(client[0]) if client else ""


def _headers(scope: Mapping[str, Any]) -> dict[str, str]:
    """Headers by name; lines of one name are one list (RFC 9110, 5.3)."""
    found: dict[str, str] = {}
    for name, value in scope["headers"]:
        key = name.decode("latin-1").lower()
        if key == "forwarded" or key.startswith("x-forwarded-"):
            text = value.decode("latin-1")
            found[key] = f"{found[key]},{text}" if key in found else text
    return found


def _said(headers: Mapping[str, str], trusted: Networks) -> dict[str, str]:
    """What the outermost trusted proxy says; further out, every client could have written it."""
    prefix = _listed(headers.get("x-forwarded-prefix", ""))
    said: dict[str, str] = {}
    if "forwarded" in headers:
        hops = list(_elements(headers["forwarded"]))
        for hop in reversed(hops):
            said = {name: hop[name] for name in ("proto", "host") if name in hop} or said
            if not _trusts(trusted, _node(hop.get("for", ""))):
                break
        depth = 1
    else:
        depth = _depth(_listed(headers.get("x-forwarded-for", "")), trusted)
        for name in ("proto", "host"):
            if values := _listed(headers.get(f"x-forwarded-{name}", "")):
                said[name] = values[-min(depth, len(values))]
    return said | ({"prefix": prefix[-min(depth, len(prefix))]} if prefix else {})


def _depth(clients: Sequence[str], trusted: Networks) -> int:
    """How many trusted proxies stand one behind the other."""
    depth = 1
    for client in reversed(clients):
        if not _trusts(trusted, _node(client)):
            break
        depth += 1
    return depth


def _elements(header: str) -> Iterator[dict[str, str]]:
    """The hops of ``Forwarded``, farthest first; commas and semicolons in quotes belong to their value."""
    for element in _ELEMENT.findall(header[-MAX_HEADER:]):
        yield {
            name.lower(): re.sub(r"\\(.)", r"\1", quoted) if quoted else plain
            for name, quoted, plain in _PAIR.findall(element)
        }


def _listed(header: str) -> list[str]:
    return [part.strip() for part in header.split(",") if part.strip()]


def _node(name: str) -> str:
    """The address of ``192.0.2.1``, ``192.0.2.1:80``, ``2001:db8::1`` and ``[2001:db8::1]:80``."""
    if name.startswith("["):
        return name[1:].partition("]")[0]
    return name.partition(":")[0] if name.count(":") == 1 else name


def _trusts(trusted: Networks, peer: str) -> bool:
    try:
        address = ip_address(peer)
    except ValueError:
        return False
    mapped = getattr(address, "ipv4_mapped", None)  # how a socket for both families shows IPv4
    return any((mapped or address) in network for network in trusted)
