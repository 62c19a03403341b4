"""The provider under stock pygeoapi: its own server, its own parser, the same database."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from pipelines.config import rewrite
from pipelines.datasets import load_town
from pipelines.publication import live_publications
from server.crs import BY_URI
from tests.server.samples import CANARY, Portal
from tests.server.serving import answering, environment, free_port


@pytest.fixture(scope="module")
def stock_url(samples: Portal, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of stock pygeoapi with a generated configuration; Starlette adapter, as ``pygeoapi serve`` runs."""
    folder = tmp_path_factory.mktemp("stock")
    address = f"http://127.0.0.1:{free_port()}"
    with samples.database.reader.connect() as connection:
        datasets = [publication.dataset for publication in live_publications(connection)]
    config = rewrite(samples.settings.config, datasets, load_town(samples.settings))
    (folder / "config.yml").write_text(config, encoding="utf-8")
    files = {"PYGEOAPI_CONFIG": str(folder / "config.yml"), "PYGEOAPI_OPENAPI": str(folder / "openapi.yml")}
    chosen = samples.settings.model_copy(update={"public_url": address})
    variables = dict(os.environ) | environment(chosen) | files
    program = str(Path(sys.executable).with_name("pygeoapi"))
    generate = [program, "openapi", "generate", files["PYGEOAPI_CONFIG"]]
    subprocess.run([*generate, "--output-file", files["PYGEOAPI_OPENAPI"]], env=variables, check=True)
    command = [sys.executable, "-m", "uvicorn", "pygeoapi.starlette_app:APP", "--log-level", "warning"]
    with (
        (folder / "log").open("wb") as log,
        answering([*command, "--port", address.rsplit(":", 1)[1]], variables, f"{address}/conformance", log),
    ):
        yield address


def features(url: str, collection: str, **parameters: str) -> list[object]:
    answer = httpx.get(f"{url}/collections/{collection}/items", params={"f": "json"} | parameters, timeout=30)
    assert answer.status_code == 200, answer.text
    found: list[object] = answer.json()["features"]
    return found


@pytest.mark.parametrize(
    "parameters",
    [
        pytest.param({"limit": "1000"}, id="all"),
        pytest.param({"limit": "5", "offset": "10", "sortby": "-höhe"}, id="page"),
        pytest.param({"bbox": "9.136,48.69,9.137,48.691"}, id="box"),
        pytest.param({"jahr": "1907"}, id="field"),
        pytest.param({"datetime": "2024-05-10"}, id="day"),
        pytest.param({"properties": "jahr", "skipGeometry": "true"}, id="selected"),
        *(pytest.param({"crs": uri}, id=uri.rsplit("/", 1)[1]) for uri in BY_URI),
    ],
)
def test_same_features_as_our_server(stock_url: str, server_url: str, parameters: dict[str, str]) -> None:
    stock = features(stock_url, "baeume", **parameters)

    assert stock
    assert json.dumps(stock).replace("&lt;", "<").replace("&gt;", ">") == json.dumps(
        features(f"{server_url}/api", "baeume", **parameters)
    )


def test_one_feature(stock_url: str) -> None:
    feature = httpx.get(f"{stock_url}/collections/flaechen/items/3", params={"f": "json"}, timeout=30).json()

    assert feature["properties"] == {"nummer": 3, "name": "Fläche 3"}


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("items/999", 404),
        ("items?nummer=abc", 400),
        ("items?offset=100000000000000000000", 400),
        ("items?datetime=gestern", 400),
        ("items?filter=nummer%3D1", 400),
    ],
)
def test_refusals_are_no_server_errors(stock_url: str, path: str, status: int) -> None:
    assert httpx.get(f"{stock_url}/collections/flaechen/{path}", timeout=30).status_code == status


def test_queryables_are_the_public_fields(stock_url: str, server_url: str) -> None:
    stock = httpx.get(f"{stock_url}/collections/baeume/queryables", params={"f": "json"}, timeout=30).json()
    ours = httpx.get(f"{server_url}/api/collections/baeume/queryables", timeout=30).json()

    assert list(stock["properties"]) == list(ours["properties"])


@pytest.mark.parametrize(
    "path", ["", "/collections", "/collections/baeume", "/collections/baeume/items", "/collections/flaechen/items/3"]
)
def test_our_templates_work_there_too(stock_url: str, path: str) -> None:
    page = httpx.get(f"{stock_url}{path}", params={"f": "html", "lang": "de"}, timeout=30)

    assert page.status_code == 200
    assert '<html lang="de">' in page.text
    assert 'href="/api/static/portal.css"' in page.text  # behind a proxy that takes off /api
    assert httpx.get(f"{stock_url}/static/portal.css", timeout=30).status_code == 200
    assert CANARY not in page.text


def test_configuration_holds_no_internal_layer(samples: Portal, stock_url: str) -> None:
    assert httpx.get(f"{stock_url}/collections/streng_geheim", timeout=30).status_code == 404
    assert Path(samples.settings.config).is_file()
