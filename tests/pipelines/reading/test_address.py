import socket

import pytest

from pipelines.address import is_public, resolve
from pipelines.errors import SourceError


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.178.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",
        "224.0.0.1",
        "255.255.255.255",
        "::1",
        "::",
        "fe80::1",
        "fd00::1",
        "ff02::1",
        "::ffff:10.0.0.1",
        "64:ff9b::7f00:1",
        "2002:7f00:1::",
    ],
)
def test_inner_addresses(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "2001:4860:4860::8888", "::ffff:8.8.8.8", "64:ff9b::808:808"])
def test_public_addresses(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "2130706433", "0x7f.1", "::1"])
def test_a_host_in_the_inner_network_is_refused_however_it_is_written(host: str) -> None:
    with pytest.raises(SourceError) as caught:
        resolve(host, 80, ())

    assert "internen Netz" in caught.value.message.de or "nicht zu finden" in caught.value.message.de


@pytest.mark.parametrize(("host", "is_offered"), [("10.0.0.1", True), ("169.254.169.254", False), ("fe80::1", False)])
def test_nobody_is_led_to_open_a_link_local_address(host: str, is_offered: bool) -> None:  # noqa: FBT001
    with pytest.raises(SourceError) as caught:
        resolve(host, 80, ())

    assert ("GEOPORTAL_URL_HOSTS" in caught.value.to("de")) is is_offered


def test_the_operator_can_list_a_host() -> None:
    assert resolve("LocalHost", 80, ["gis.example", " localhost "])


def test_an_unknown_host_is_named() -> None:
    with pytest.raises(SourceError, match=r"gibt-es-nicht\.invalid ist nicht zu finden"):
        resolve("gibt-es-nicht.invalid", 80, ())


def test_addresses_are_those_of_the_system() -> None:
    expected = {info[4][0] for info in socket.getaddrinfo("localhost", 80, type=socket.SOCK_STREAM)}

    assert set(resolve("localhost", 80, ["localhost"])) == expected
