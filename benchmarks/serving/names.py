"""How long the search takes while people type, with 200,000 addresses to find."""

import time
from itertools import product
from pathlib import Path
from statistics import quantiles
from typing import Any

import httpx
import numpy as np
import pyogrio
import shapely
from geopandas import GeoDataFrame

from benchmarks.place import Place
from benchmarks.serving import data, peers
from benchmarks.table import Line
from pipelines import run
from pipelines.definition import Dataset

NAMED_AFTER = (
    *("Haupt", "Bahnhof", "Schul", "Garten", "Kirch", "Linden", "Berg", "Wald", "Wiesen", "Mühl", "Rosen", "Birken"),
    *("Eichen", "Buchen", "Ahorn", "Tannen", "Feld", "Brunnen", "Markt", "Rathaus", "Schloss", "Burg", "See", "Bach"),
    *("Ring", "Nord", "Süd", "Ost", "West", "Neue ", "Alte ", "Obere ", "Untere ", "Goethe", "Schiller", "Mozart"),
    *("Beethoven", "Bach", "Uhland", "Hegel", "Kant", "Lessing", "Heine", "Hölderlin", "Mörike", "Robert-Koch-"),
    *("Max-Lang-", "Karl-Benz-", "Gottlieb-Daimler-", "Friedrich-List-", "Echterdinger ", "Stuttgarter ", "Ulmer "),
)
ENDINGS = ("straße", "weg", "gasse", "platz", "allee", "ring", "steige", "hof", "halde", "winkel")
QUARTERS = ("Echterdingen", "Leinfelden", "Musberg", "Stetten", "Oberaichen", "Unteraichen", "Hohenheim", "Plieningen")

TYPED = (
    *("echterd", "musb", "haupt", "hauptstr", "haupts", "max lang", "goethe", "kant", "ha", "s", "linden"),
    *("Hauptstraße 12", "hauptstr. 12", "Haupstraße 12", "Max-Lang-Str. 5", "maxlangstrasse 5", "Mörikeweg 77"),
    *("moerikeweg 7", "Gottlib-Daimler-Str 3", "Echterdingen Hauptstraße 1", "Schillerstr 100 Musberg", "12 Bachweg"),
    *("schule", "bahnhof", "rathaus musberg", "gibtesnicht", "straße", "weg 1", "Hölderlinplatz", "holderlinplaz"),
)
"""What is asked in turns: beginnings, whole addresses, misspelt ones, and the words that match most."""

ROUNDS = 20


def search(place: Place, count: int) -> list[Line]:
    """Publish so many addresses and ask a server without memory for answers, one question after the other."""
    data.calm(place)
    publish(place, count)
    near = {"near": "9.145,48.692"}
    with peers.ours(place, 0) as server, httpx.Client(base_url=server.url) as client:
        asked = [{"q": typed} for typed in TYPED]
        lines = [_line(client, f"{count:,} addresses", asked), _line(client, "the same, nearest first", asked, near)]
        return [*lines, _line(client, "what is near", [{}], near)]


def publish(place: Place, count: int) -> None:
    """Publish the addresses as a public layer. Raises RuntimeError when that fails."""
    fields: dict[str, Any] = {name: {} for name in ("oi", "strasse", "hausnummer", "zusatz", "ort", "ortsteil")}
    definition: dict[str, Any] = {
        "id": "adressen",
        "title": "Adressen",
        "description": "Hauskoordinaten",
        "group": "stadt",
        "source": {"path": addresses(place.folder, count)},
        "geometry": "Point",
        "key": "oi",
        "fields": fields | {"hausnummer": {"type": "integer"}},
        "info": ["strasse", "hausnummer", "zusatz", "ort", "ortsteil"],
        "inspire_theme": "ad",
        "tiles": "none",
    }
    outcome = run.publish(place.settings, place.database, Dataset.model_validate(definition))
    if outcome.status != "published":
        message = f"adressen: {outcome.status}: {outcome.error}"
        raise RuntimeError(message)


def addresses(folder: Path, count: int) -> Path:
    """Write addresses of all streets in all quarters, EPSG:25832, each street along a line of its own."""
    path = folder / f"addresses-{count}.gpkg"
    if not path.exists():
        streets = [
            (f"{after}{end}".strip(), quarter) for after, end, quarter in product(NAMED_AFTER, ENDINGS, QUARTERS)
        ]
        numbers = np.arange(count)
        street, along = numbers % len(streets), numbers // len(streets)
        random = np.random.default_rng(7)
        start = [500_000, 5_390_000] + random.random((len(streets), 2)) * 20_000
        columns = {
            "oi": [f"DE{number:08d}" for number in numbers],
            "strasse": [streets[each][0] for each in street],
            "hausnummer": along + 1,
            "zusatz": [None if number % 23 else "a" for number in numbers],
            "ort": "Leinfelden-Echterdingen",
            "ortsteil": [streets[each][1] for each in street],
        }
        points = shapely.points(start[street, 0] + 15 * along, start[street, 1])
        pyogrio.write_dataframe(GeoDataFrame(columns, geometry=points, crs=25832), path, driver="GPKG")
    return path


def _line(client: httpx.Client, what: str, asked: list[dict[str, str]], more: dict[str, str] | None = None) -> Line:
    taken = [_milliseconds(client, each | (more or {})) for _ in range(ROUNDS) for each in asked]
    percentiles = quantiles(taken, n=20)
    detail = f"median {percentiles[9]:.1f} ms"
    return Line("search", f"{what}, p95", percentiles[-1], min(taken), max(taken), "ms", 30, detail)


def _milliseconds(client: httpx.Client, parameters: dict[str, str]) -> float:
    start = time.perf_counter()
    client.get("/api/search", params=parameters).raise_for_status()
    return (time.perf_counter() - start) * 1000
