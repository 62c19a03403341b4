"""Addresses behind a proxy: believed from those that are listed, ignored from everybody else."""

from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from pipelines.settings import Settings
from server.address import base_url
from tests.server.samples import Portal
from tests.server.serving import serving

PROXY = "10.0.0.7"
SETTINGS = Settings.model_validate(
    {"public_url": "https://karten.example.org/geo/", "trusted_proxies": "10.0.0.0/8, 2001:db8::1"}
)
CONFIGURED = "https://karten.example.org/geo"


def told(peer: str | None, *headers: tuple[str, str]) -> str:
    lines = [(name.encode(), value.encode("latin-1")) for name, value in headers]
    scope: dict[str, Any] = {"client": (peer, 1234) if peer else None, "headers": lines}
    return base_url(scope, SETTINGS)


@pytest.mark.parametrize("peer", [None, "192.0.2.1", "11.0.0.1", "unix", "2001:db8::2"])
def test_nobody_else_is_believed(peer: str | None) -> None:
    assert told(peer, ("x-forwarded-host", "böse.example"), ("forwarded", "host=evil.example")) == CONFIGURED


@pytest.mark.parametrize(
    ("headers", "address"),
    [
        ([], CONFIGURED),
        ([("x-forwarded-proto", "http")], "http://karten.example.org/geo"),
        ([("x-forwarded-host", "a.example:8443")], "https://a.example:8443/geo"),
        ([("x-forwarded-host", "a.example"), ("x-forwarded-prefix", "/stadt/karte/")], "https://a.example/stadt/karte"),
        ([("x-forwarded-host", "a.example"), ("x-forwarded-prefix", "/")], "https://a.example"),
        ([("forwarded", "for=192.0.2.1;proto=http;host=a.example")], "http://a.example/geo"),
        ([("forwarded", 'for="[2001:db8::5]:99";host="[2001:db8::9]:80";proto=HTTP')], "http://[2001:db8::9]:80/geo"),
        ([("forwarded", 'for="a,b;c";host=a.example')], "https://a.example/geo"),
    ],
)
def test_a_trusted_proxy_says_a_part_or_all(headers: list[tuple[str, str]], address: str) -> None:
    assert told(PROXY, *headers) == address


def test_only_trusted_hops_of_a_chain_count() -> None:
    """The client has written the first entry; the outer proxy, which ours knows, the second."""
    assert told(PROXY, ("forwarded", "host=evil.example, for=192.0.2.1;host=a.example, for=10.1.1.1")) == (
        "https://a.example/geo"
    )
    chain = [("x-forwarded-for", "192.0.2.1, 10.1.1.1"), ("x-forwarded-host", "evil.example, a.example, inner")]
    assert told(PROXY, *chain) == "https://a.example/geo"
    assert told(PROXY, ("x-forwarded-for", "192.0.2.1"), *chain[1:]) == "https://inner/geo"


@pytest.mark.parametrize(
    "host", ["a.example/x", "a b", "a.example:port", "ä.example", '"><script>', "u@a.example", "-"]
)
def test_a_malformed_host_is_not_taken_over(host: str) -> None:
    assert told(PROXY, ("x-forwarded-host", host)) == CONFIGURED


@pytest.mark.parametrize("prefix", ["//evil.example", "/../x", "geo", "/a?b", "/a b", "/%2e"])
def test_a_malformed_prefix_is_not_taken_over(prefix: str) -> None:
    assert told(PROXY, ("x-forwarded-prefix", prefix)) == CONFIGURED


def test_lists_and_mapped_addresses() -> None:
    assert told("::ffff:10.0.0.1", ("x-forwarded-host", "a.example")) == "https://a.example/geo"
    assert told("2001:db8::1", ("x-forwarded-host", "a.example")) == "https://a.example/geo"
    assert told(PROXY, ("forwarded", '"' * 100_000), ("forwarded", "," * 100_000)) == CONFIGURED


@pytest.fixture(scope="module")
def proxied(samples: Portal) -> Iterator[str]:
    """A server that believes proxies on its own machine."""
    with serving(samples.settings, trusted_proxies="127.0.0.1") as address:
        yield address


RESOURCES = [
    "",
    "/openapi",
    "/collections",
    "/collections/baeume",
    "/collections/baeume/queryables",
    "/collections/baeume/schema",
    "/collections/baeume/items?limit=3&offset=3",
    "/collections/baeume/items/B%2F001",
]


@pytest.mark.parametrize("path", RESOURCES)
def test_every_link_leads_through_the_proxy(proxied: str, path: str) -> None:
    headers = {"X-Forwarded-Proto": "https", "X-Forwarded-Host": "geo.example.org", "X-Forwarded-Prefix": "/portal"}
    body = httpx.get(f"{proxied}/api{path}", headers=headers | {"Accept": "application/json"}).text
    assert "https://geo.example.org/portal/api" in body
    assert "127.0.0.1" not in body
    page = httpx.get(f"{proxied}/api{path}", headers=headers | {"Accept": "text/html"}).text
    assert "127.0.0.1" not in page
    assert 'href="/api' not in page


def test_a_server_without_trusted_proxies_keeps_its_address(http: httpx.Client) -> None:
    body = http.get("/api", headers={"X-Forwarded-Host": "evil.example", "Forwarded": "host=evil.example"}).text
    assert "evil" not in body
