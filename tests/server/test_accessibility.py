"""/barrierefreiheit: what § 10 (3) L-BGG asks a statement to say."""

import httpx
import pytest
from lxml import html

from pipelines.datasets import load_town
from server.accessibility import BARRIERS, statement
from server.pygeoapi_app import read_base
from tests.server.samples import Portal


@pytest.mark.parametrize(("language", "status"), [("de", "teilweise vereinbar"), ("en", "partially conformant")])
def test_the_statement_says_what_the_law_asks(http: httpx.Client, language: str, status: str) -> None:
    answer = http.get(f"/barrierefreiheit?lang={language}")
    tree = html.fromstring(answer.content)

    assert (answer.status_code, answer.headers["Content-Language"]) == (200, language)
    assert tree.get("lang") == language
    assert status in tree.xpath("string(//main)")
    assert len(tree.xpath("//main//dl/dt")) == len(BARRIERS)
    assert len(tree.xpath("//main//h2")) == 4
    assert "Landeszentrum Barrierefreiheit" in tree.xpath("string(//main)")


def test_a_town_elsewhere_names_no_foreign_law(samples: Portal) -> None:
    settings = samples.settings
    town = load_town(settings).model_copy(update={"ags": "09162000"})
    page = statement(town, read_base(settings.config, "https://karte.example/api", town), "de")

    assert "L-BGG" not in page
    assert "2016/2102" in page


def test_unknown_parameters_are_refused(http: httpx.Client) -> None:
    assert http.get("/barrierefreiheit?sprache=de").status_code == 400
