"""Documents are made once for each state of what is live, and are answers like all others."""

import httpx
import pytest

from tests.server.lane.test_lane import CODED, raw

DOCUMENTS = [
    "/api?f=json",
    "/api/openapi",
    "/api/conformance?f=html",
    "/api/collections?lang=en",
    "/api/collections/baeume?f=html",
    "/api/collections/baeume/queryables",
    "/api/collections/baeume/schema",
    "/api/collections/baeume/sortables",
    "/map.json",
]


@pytest.mark.parametrize("path", DOCUMENTS)
def test_document_is_the_same_in_every_coding(http: httpx.Client, path: str) -> None:
    plain, body = raw(http, path, Accept_Encoding="identity")
    assert (plain.status_code, plain.headers["Cache-Control"]) == (200, "no-cache")
    assert "Accept-Encoding" in plain.headers["Vary"]

    for coding, unpack in CODED.items():
        coded, packed = raw(http, path, Accept_Encoding=coding)
        assert (unpack(packed), coded.headers["Content-Encoding"]) == (body, coding)
        assert coded.headers["ETag"] not in {plain.headers["ETag"], ""}
        assert coded.headers["Content-Type"] == plain.headers["Content-Type"]
        assert raw(http, path, Accept_Encoding=coding, If_None_Match=coded.headers["ETag"])[0].status_code == 304


@pytest.mark.parametrize("path", DOCUMENTS)
def test_head_of_a_document_tells_what_get_tells(http: httpx.Client, path: str) -> None:
    before = http.head(path, headers={"Accept-Encoding": "br", "Accept-Language": "fr"})
    got, _ = raw(http, path, Accept_Encoding="br", Accept_Language="fr")

    assert (before.content, dict(before.headers) | {"date": ""}) == (b"", dict(got.headers) | {"date": ""})


def test_document_is_of_the_language_and_form_that_were_asked_for(http: httpx.Client) -> None:
    for _ in range(2):
        german = http.get("/api/collections/baeume", headers={"Accept": "text/html", "Accept-Language": "de"})
        english = http.get("/api/collections/baeume", headers={"Accept": "text/html", "Accept-Language": "en"})
        data = http.get("/api/collections/baeume", headers={"Accept": "application/json"})

        assert ('<html lang="de"' in german.text, '<html lang="en"' in english.text) == (True, True)
        assert data.json()["id"] == "baeume"


@pytest.mark.parametrize(
    ("path", "status"),
    [("/api/collections/keine", 404), ("/api/collections/geheim", 404), ("/api/collections?offset=1", 400)],
)
def test_refused_documents_stay_refused(http: httpx.Client, path: str, status: int) -> None:
    for _ in range(2):
        answer = http.get(path)
        assert (answer.status_code, answer.headers["Cache-Control"]) == (status, "no-store")
        assert answer.headers["Content-Type"] == "application/problem+json"
