"""Which network addresses may be asked: public ones, and hosts that the operator has listed."""

import ipaddress
import socket
from collections.abc import Iterable, Sequence
from typing import Any

import httpx

from pipelines.errors import SourceError
from pipelines.text import Text

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

TRANSLATED = (ipaddress.ip_network("64:ff9b::/96"), ipaddress.ip_network("64:ff9b:1::/48"))
"""NAT64 (RFC 6052, RFC 8215): an IPv4 address in the last 32 bits."""


def resolve(host: str, port: int, trusted: Sequence[str]) -> list[str]:
    """Return the host's addresses to connect to, so that no second look-up can give another one.

    A name in front of the town's inner network must not lead a definition's address there, so every address has
    to be public unless ``trusted`` names the host. Raises SourceError.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise SourceError(
            Text(f"Der Server {host} ist nicht zu finden.", f"The server {host} cannot be found."),
            Text("Bitte Adresse und Internetverbindung prüfen.", "Please check the address and the connection."),
        ) from None
    addresses = list(dict.fromkeys(str(info[4][0]).partition("%")[0] for info in found))
    if host.casefold() not in {name.strip().casefold() for name in trusted} and not all(map(is_public, addresses)):
        raise _internal(host, addresses)
    return addresses


def port_of(url: httpx.URL) -> int:
    """Return the port that an address names or means."""
    return url.port or (443 if url.scheme == "https" else 80)


def pinned(url: httpx.URL, address: str) -> dict[str, Any]:
    """Return a request to the address that was checked, by the name that was meant (Host header, TLS server name)."""
    return {
        "method": "GET",
        "url": url.copy_with(host=address),
        "headers": {"Host": url.netloc.decode("ascii"), "User-Agent": "geoportal", "Accept": "*/*"},
        "extensions": {"sni_hostname": url.host},
    }


def _internal(host: str, addresses: Iterable[str]) -> SourceError:
    """Nobody is led to open link-local addresses: clouds answer there with what a server must keep to itself."""
    refused = Text(
        f"{host} liegt im internen Netz; von dort wird nichts geholt.",
        f"{host} lies in an internal network; nothing is fetched from there.",
    )
    if any(_target(ipaddress.ip_address(address)).is_link_local for address in addresses):
        return SourceError(refused)
    return SourceError(
        refused,
        Text(
            f"Soll es doch sein: GEOPORTAL_URL_HOSTS={host} setzen.",
            f"If it shall be: set GEOPORTAL_URL_HOSTS={host}.",
        ),
    )


def is_public(address: str) -> bool:
    """Tell whether an address leads into the public internet; of IPv4 within IPv6, the IPv4 address counts."""
    target = _target(ipaddress.ip_address(address))
    return target.is_global and not target.is_multicast and not target.is_reserved


def _target(address: Address) -> Address:
    if isinstance(address, ipaddress.IPv4Address):
        return address
    if any(address in network for network in TRANSLATED):
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour or (address.teredo[1] if address.teredo else address)
