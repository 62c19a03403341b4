"""The drawn geography of the town: what is shipped fits together, and is what the drawing programs write."""

import json
from collections.abc import Callable, Iterator
from itertools import combinations
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import pyogrio
import pytest
import rasterio
from pyproj import CRS
from shapely import Point, Polygon, STRtree, unary_union

from deploy.sample import draw
from pipelines.datasets import load_dataset
from pipelines.settings import ROOT, Settings
from pipelines.style import load_style

DATASETS = ROOT / "datasets"
SOURCES = DATASETS / "sources"
SHARED = ROOT.parent / "shared" / "data" / "parking"
DRAWN = (
    "stadtgrenze",
    "stadtteile",
    "siedlung",
    "gruen",
    "gewaesser",
    "gebaeude",
    "strassen",
    "bahn",
    "orte",
    "adressen",
    "schulbezirke",
    "schulwege",
    "starkregen",
)
SCENARIOS = ("selten", "aussergewoehnlich", "extrem")
CLASS_EDGES = (0.05, 0.1, 0.5, 1.0)
FILES: dict[str, tuple[str, int]] = {
    "stadtgebiet.gpkg": ("GPKG", 25832),
    "strassen.gpkg": ("GPKG", 25832),
    "gebaeude.fgb": ("FlatGeobuf", 25832),
    "gruen.geojson": ("GeoJSON", 25832),
    "siedlung.geojson": ("GeoJSON", 25832),
    "orte.geojson": ("GeoJSON", 4326),
    "gewaesser.kml": ("LIBKML", 4326),
    "bahn.gml": ("GML", 25832),
    "schulwege.gml": ("GML", 25832),
    "schulbezirke.zip": ("ESRI Shapefile", 31467),
}
Layers = Callable[..., gpd.GeoDataFrame]


@pytest.fixture
def layers(tmp_path: Path) -> Layers:
    def read(name: str, layer: str | None = None, crs: int = 25832) -> gpd.GeoDataFrame:
        content = (SOURCES / name).read_bytes()
        copy = tmp_path / name
        copy.write_bytes(content)  # GDAL writes a schema file beside a GML
        options = {"encoding": "cp1252"} if name.endswith(".zip") else {}
        return pyogrio.read_dataframe(copy, layer=layer, **options).to_crs(crs)

    return read


@pytest.fixture
def town(layers: Layers) -> gpd.GeoDataFrame:
    return layers("stadtgebiet.gpkg", "stadtgrenze")


@pytest.fixture
def quarters(layers: Layers) -> gpd.GeoDataFrame:
    return layers("stadtgebiet.gpkg", "stadtteile")


@pytest.fixture
def addresses() -> pd.DataFrame:
    return pd.read_csv(SOURCES / "adressen.csv", sep=";", decimal=",", encoding="utf-8-sig", dtype={"ADZ": "string"})


def parking() -> Iterator[dict[str, Any]]:
    for name in ("bfrk_bw_car.json", "bfrk_bw_bike.json"):
        yield from json.loads((SHARED / name).read_text(encoding="utf-8"))


@pytest.mark.parametrize("dataset_id", DRAWN)
def test_definition_names_its_source_its_lineage_and_that_it_is_a_sample(dataset_id: str) -> None:
    dataset = load_dataset(DATASETS / f"{dataset_id}.yml")

    assert dataset.quality == "sample"
    assert dataset.lineage
    assert dataset.lineage.en
    assert dataset.description.en
    assert dataset.inspire_theme
    assert dataset.dcat_theme
    assert all(field.title and field.title.en for field in dataset.public_fields.values())


@pytest.mark.parametrize("dataset_id", DRAWN)
def test_style_draws_public_fields_only_and_has_a_legend(dataset_id: str) -> None:
    dataset = load_dataset(DATASETS / f"{dataset_id}.yml")

    layers = load_style(Settings(), dataset)

    assert any("legend" in layer.get("metadata", {}) for layer in layers)


@pytest.mark.parametrize(("name", "expected"), FILES.items())
def test_file_has_the_crs_and_format_that_towns_really_have(
    name: str, expected: tuple[str, int], tmp_path: Path
) -> None:
    driver, crs = expected
    copy = tmp_path / name
    copy.write_bytes((SOURCES / name).read_bytes())
    path = f"/vsizip/{copy}" if name.endswith(".zip") else copy

    layer = "stadtgrenze" if name == "stadtgebiet.gpkg" else None
    info = pyogrio.read_info(path, layer=layer)

    assert info["driver"] == driver
    assert CRS.from_user_input(info["crs"]) == CRS.from_epsg(crs)
    assert info["features"] > 0


def test_geopackage_has_layers_and_a_table_without_geometry() -> None:
    layers = dict(pyogrio.list_layers(SOURCES / "stadtgebiet.gpkg"))

    assert layers["metadaten"] is None
    assert {"stadtgrenze", "stadtteile"} < layers.keys()


def test_geojson_names_its_crs_in_the_old_member() -> None:
    document = json.loads((SOURCES / "gruen.geojson").read_text(encoding="utf-8"))

    assert document["crs"]["properties"]["name"] == "urn:ogc:def:crs:EPSG::25832"


def test_boundary_is_a_real_town_s_size_and_shape(town: gpd.GeoDataFrame) -> None:
    outline = town.geometry.iloc[0]

    assert 29e6 < outline.area < 32e6
    assert 120 < len(outline.exterior.coords) < 300
    assert outline.area / outline.minimum_rotated_rectangle.area < 0.85


def test_boundary_contains_every_real_car_park_of_the_town(town: gpd.GeoDataFrame) -> None:
    if not SHARED.is_dir():
        pytest.skip("the state's survey of stops is not beside the checkout (../shared/data/parking)")
    outline = town.to_crs(4326).geometry.iloc[0]
    ours = [
        record
        for record in parking()
        if record.get("gemeinde") == "Leinfelden-Echterdingen"
        or record.get("ortsteil") in {"Leinfelden", "Echterdingen", "Oberaichen"}
    ]

    assert len(ours) >= 18
    assert [record for record in ours if not outline.contains(Point(record["lon"], record["lat"]))] == []


def test_quarters_are_the_town_without_gap_or_overlap(town: gpd.GeoDataFrame, quarters: gpd.GeoDataFrame) -> None:
    areas = list(quarters.geometry)

    assert sorted(quarters["name"]) == ["Echterdingen", "Leinfelden", "Musberg", "Stetten"]
    assert unary_union(areas).symmetric_difference(town.geometry.iloc[0]).area == 0
    assert all(one.intersection(other).area == 0 for one, other in combinations(areas, 2))


def test_school_districts_are_the_town_without_gap_or_overlap(layers: Layers, town: gpd.GeoDataFrame) -> None:
    districts = layers("schulbezirke.zip", crs=31467)
    areas, whole = list(districts.geometry), unary_union(districts.geometry)

    assert sorted(districts["SCHUL_ID"]) == ["eichberg", "goldwiesen", "lindach", "lus", "schoenbuch", "zeppelin"]
    assert "Schönbuchschule" in set(districts["SCHULE"])
    assert isinstance(whole, Polygon)
    assert len(whole.interiors) == 0
    assert sum(area.area for area in areas) == pytest.approx(whole.area, abs=1)
    assert whole.area == pytest.approx(town.to_crs(31467).geometry.iloc[0].area, rel=1e-5)


def test_addresses_are_unique_and_lie_in_their_quarter(addresses: pd.DataFrame, quarters: gpd.GeoDataFrame) -> None:
    places = gpd.points_from_xy(addresses["OSTWERT"], addresses["NORDWERT"])
    areas = dict(zip(quarters["name"], quarters.geometry, strict=True))

    assert 1500 <= len(addresses) < 1800
    assert addresses["OI"].is_unique
    assert not addresses.duplicated(["STN", "HNR", "ADZ", "POT"]).any()
    assert all(areas[quarter].contains(place) for quarter, place in zip(addresses["POT"], places, strict=True))


def test_addresses_lie_in_a_building(addresses: pd.DataFrame, layers: Layers) -> None:
    houses = layers("gebaeude.fgb")
    places = gpd.points_from_xy(addresses["OSTWERT"], addresses["NORDWERT"])

    found, _ = STRtree(houses.geometry).query(places, predicate="within")

    assert len(np.unique(found)) == len(addresses)


@pytest.mark.parametrize(
    ("quarter", "street", "number"),
    [
        *(("Leinfelden", "Neuer Markt", number) for number in range(1, 7)),
        ("Leinfelden", "Marktplatz", 1),
        ("Echterdingen", "Maiergasse", 8),
        ("Echterdingen", "Bernhäuser Straße", 13),
        ("Echterdingen", "Hauptstraße", 79),
        ("Musberg", "Filderstraße", 47),
        ("Stetten", "Stettener Hauptstraße", 30),
    ],
)
def test_addresses_that_lists_of_the_town_hall_name_are_there(
    addresses: pd.DataFrame, quarter: str, street: str, number: int
) -> None:
    same = addresses[(addresses["POT"] == quarter) & (addresses["STN"] == street) & (addresses["HNR"] == number)]

    assert len(same[same["ADZ"].isna()]) == 1


@pytest.mark.parametrize(
    "street", ["Max-Lang-Straße", "Sielminger Straße", "Leinfelder Straße", "Plieninger Straße", "Maiergasse"]
)
def test_streets_of_the_town_s_report_have_addresses_and_lines(
    street: str, addresses: pd.DataFrame, layers: Layers
) -> None:
    assert (addresses["STN"] == street).any()
    assert (layers("strassen.gpkg")["name"] == street).any()


def test_some_addresses_need_their_quarter(addresses: pd.DataFrame) -> None:
    quarters = addresses.groupby(["STN", "HNR"])["POT"].nunique()

    assert {"Bahnhofstraße", "Stuttgarter Straße"} <= set(quarters[quarters > 1].index.get_level_values("STN"))


def test_house_numbers_are_even_on_one_side_of_a_street_and_odd_on_the_other(
    addresses: pd.DataFrame, layers: Layers
) -> None:
    streets = layers("strassen.gpkg")
    line = streets[streets["name"] == "Max-Lang-Straße"].geometry.iloc[0]
    sides = {left: set[int]() for left in (True, False)}
    street = addresses[addresses["STN"] == "Max-Lang-Straße"]
    places = gpd.points_from_xy(street["OSTWERT"], street["NORDWERT"])
    for number, place in zip(street["HNR"].tolist(), places, strict=True):
        sides[_left(line, place)].add(number % 2)

    assert sorted(map(len, sides.values())) == [1, 1]
    assert sides[True] != sides[False]


def test_houses_stand_neither_on_each_other_nor_on_a_street(layers: Layers) -> None:
    houses, streets = layers("gebaeude.fgb"), layers("strassen.gpkg")
    tree = STRtree(houses.geometry)

    one, other = tree.query(houses.geometry, predicate="intersects")
    carriageways = streets.geometry.buffer(1.5)

    assert (one == other).all()
    assert tree.query(carriageways, predicate="intersects").size == 0


def test_ways_to_school_lead_through_the_town_to_their_school(layers: Layers, town: gpd.GeoDataFrame) -> None:
    ways = layers("schulwege.gml")

    assert set(ways["schul_id"]) == {"eichberg", "goldwiesen", "lindach", "lus", "schoenbuch", "zeppelin"}
    assert ways.within(town.geometry.iloc[0]).all()
    assert (ways.length - ways["laenge_m"]).abs().max() < 1
    assert ways.groupby("schul_id").geometry.apply(_common_end).max() < 150


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_depths_are_small_rasters_in_metres(scenario: str) -> None:
    path = SOURCES / f"starkregen_{scenario}.tif"

    with rasterio.open(path) as raster:
        depth = raster.read(1, masked=True)
        assert raster.crs.to_epsg() == 25832
        assert raster.res == (5.0, 5.0)
        assert raster.nodata == -9999
    assert path.stat().st_size < 400_000
    assert depth.min() == 0
    assert not np.isin(np.round(depth.compressed(), 4), CLASS_EDGES).any()


def test_rarer_rain_floods_more() -> None:
    flooded, deep = zip(*(_wet(scenario) for scenario in SCENARIOS), strict=True)

    assert list(flooded) == sorted(flooded)
    assert list(deep) == sorted(deep)
    assert 0.03 < flooded[0] < flooded[-1] < 0.25


def test_sources_are_what_the_drawing_program_writes(tmp_path: Path) -> None:
    draw.write_texts(tmp_path)

    written = sorted(tmp_path.iterdir())

    assert len(written) == 8
    assert [path.name for path in written if path.read_bytes() != (SOURCES / path.name).read_bytes()] == []


def test_drawn_sources_stay_small() -> None:
    names = [*FILES, "adressen.csv", *(f"starkregen_{scenario}.tif" for scenario in SCENARIOS)]

    assert sum((SOURCES / name).stat().st_size for name in names) < 6_000_000


def _left(line: object, place: Point) -> bool:
    frame = gpd.GeoSeries([line])
    along = frame.project(place).iloc[0]
    here, ahead = frame.interpolate(along).iloc[0], frame.interpolate(along + 2).iloc[0]
    return bool((ahead.x - here.x) * (place.y - here.y) - (ahead.y - here.y) * (place.x - here.x) > 0)


def _common_end(lines: gpd.GeoSeries) -> float:
    """Greatest distance in metres between the ends of ways to one school."""
    ends = gpd.GeoSeries([Point(line.coords[-1]) for line in lines])
    return max(float(ends.distance(end).max()) for end in ends)


def _wet(scenario: str) -> tuple[float, float]:
    with rasterio.open(SOURCES / f"starkregen_{scenario}.tif") as raster:
        depth = raster.read(1, masked=True).compressed()
    return float((depth > 0).mean()), float((depth > 0.5).mean())
