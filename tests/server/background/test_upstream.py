"""Asking a foreign server: the one that was chosen, checked, bounded, and not more often than needed."""

import asyncio
from collections.abc import Awaitable, Callable
from functools import partial

import pytest

from pipelines.background import Foreign
from server.background import upstream as module
from server.background.kept import Answer, Kept
from server.background.upstream import Upstream
from server.problem import Problem
from tests.server.background.conftest import PICTURE, Site

TRUSTED = ("127.0.0.1",)
PATH = "/bild/14/5647/8608.png"


def ask[T](
    foreign: Foreign, use: Callable[[Upstream], Awaitable[T]], trusted: tuple[str, ...] = TRUSTED, room: int = 10_000
) -> T:
    async def run() -> T:
        upstream = Upstream(foreign, trusted, room)
        try:
            return await use(upstream)
        finally:
            await upstream.close()

    return asyncio.run(run())


def test_an_answer_is_asked_for_once(site: Site, pictures: Foreign) -> None:
    async def use(upstream: Upstream) -> list[Answer]:
        together = await asyncio.gather(*(upstream.get(site.url + PATH) for _ in range(5)))
        return [*together, await upstream.get(site.url + PATH)]

    answers = ask(pictures, use)
    assert {(answer.body, answer.media_type) for answer in answers} == {(PICTURE, "image/png")}
    assert site.asked(PATH) == 1


def test_nothing_about_the_visitor_is_passed_on(site: Site, pictures: Foreign) -> None:
    ask(pictures, lambda upstream: upstream.get(site.url + PATH))
    _, headers = site.requests[0]
    assert headers["User-Agent"] == "geoportal"
    assert {"Cookie", "Referer", "X-Forwarded-For", "Forwarded"} & set(headers) == set()


def test_without_room_every_visitor_asks(site: Site, pictures: Foreign) -> None:
    async def use(upstream: Upstream) -> None:
        for _ in range(2):
            await upstream.get(site.url + PATH)

    ask(pictures, use, room=0)
    assert site.asked(PATH) == 2


def test_an_empty_tile_is_remembered(site: Site, pictures: Foreign) -> None:
    async def use(upstream: Upstream) -> list[Answer]:
        return [await upstream.get(f"{site.url}/none") for _ in range(2)]

    assert [answer.body for answer in ask(pictures, use)] == [b"", b""]
    assert site.asked("/none") == 1


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param((500, {"Content-Type": "image/png"}, b"x"), id="failure"),
        pytest.param((302, {"Location": "http://127.0.0.1:1/"}, b""), id="redirect"),
        pytest.param((200, {"Content-Type": "text/html"}, b"<script>"), id="page"),
        pytest.param((200, {"Content-Type": "image/svg+xml"}, b"<svg>"), id="picture with scripts"),
        pytest.param((200, {"Content-Type": "image/png"}, b"x" * 3000), id="too much"),
        pytest.param((200, {"Content-Type": "image/png", "Content-Length": "99"}, b"x"), id="cut off"),
    ],
)
def test_what_is_no_tile_is_refused(
    site: Site, pictures: Foreign, monkeypatch: pytest.MonkeyPatch, answer: tuple[int, dict[str, str], bytes]
) -> None:
    monkeypatch.setattr(module, "MOST", 2000)
    monkeypatch.setattr(module, "SECONDS", 1)
    site.answers[PATH] = answer
    with pytest.raises(Problem) as refused:
        ask(pictures, lambda upstream: upstream.get(site.url + PATH))
    assert refused.value.status == 502


def test_no_other_host_is_asked(site: Site, pictures: Foreign) -> None:
    for address in ("http://127.0.0.1:9/x.png", "https://example.org/x.png", "file:///etc/passwd"):
        with pytest.raises(Problem) as refused:
            ask(pictures, partial(Upstream.get, address=address))
        assert refused.value.status == 502
    assert site.requests == []


def test_an_inner_address_is_refused_unless_the_operator_names_it(site: Site, pictures: Foreign) -> None:
    with pytest.raises(Problem):
        ask(pictures, lambda upstream: upstream.get(site.url + PATH), trusted=())
    assert site.requests == []


def test_kept_answers_have_a_bound() -> None:
    kept = Kept(3000)
    for number in range(5):
        kept.put(f"tile {number}", Answer(b"x" * 400, "image/png", 1e12))
        kept.get("tile 0")
    assert kept.size <= 3000
    assert kept.get("tile 0"), "what is used stays"
    assert kept.get("tile 1") is None
    kept.put("old", Answer(b"x", "image/png", 0))
    assert kept.get("old") is None
