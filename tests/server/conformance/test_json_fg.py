"""OGC Features and Geometries JSON – Part 1: Core (21-045r1)."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

import httpx
import pytest
import shapely
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]
from shapely.geometry import shape

from tests.server.conformance.conftest import Get, Json
from tests.server.conformance.links import links

EPSG = "http://www.opengis.net/def/crs/EPSG/0/"
PROFILE = "http://www.opengis.net/def/profile/OGC/0/"
CONFORMANCE = "http://www.opengis.net/spec/json-fg-1/1.0/conf/"
ITEMS = "/collections/baeume/items"

REQUESTS: dict[str, dict[str, str]] = {
    ITEMS: {"f": "jsonfg", "limit": "100"},
    f"{ITEMS}/B%2F001": {"f": "jsonfg"},
    "/collections/flaechen/items": {"profile": "jsonfg", "crs": f"{EPSG}4258"},
    "/collections/flaechen/items/1": {"profile": "jsonfg", "crs": f"{EPSG}25832"},
    "/collections/flaechen/items?": {"profile": "jsonfg-plus", "crs": f"{EPSG}4258"},
    "/collections/baeume/items?": {"profile": "jsonfg-plus", "crs": f"{EPSG}25832"},
}

GEOMETRY: Json = {"type": ["object", "null"], "required": ["type", "coordinates"]}
FEATURE: Json = {
    "type": "object",
    "required": ["type", "id", "time", "place", "geometry", "properties"],
    "properties": {
        "type": {"const": "Feature"},
        "id": {"type": ["string", "integer"]},
        "time": {
            "type": ["object", "null"],
            "properties": {
                "date": {"type": "string"},
                "timestamp": {"type": "string"},
                "interval": {"type": "array", "items": {"type": "string"}, "minItems": 2, "maxItems": 2},
            },
        },
        "place": GEOMETRY,
        "geometry": GEOMETRY,
        "properties": {"type": ["object", "null"]},
        "coordRefSys": {"type": "string", "format": "uri"},
        "conformsTo": {"type": "array", "items": {"type": "string"}},
    },
}
"""What the standard says of a feature, as far as flat geometries go."""

COLLECTION: Json = {
    "type": "object",
    "required": ["type", "features", "conformsTo"],
    "properties": {"type": {"const": "FeatureCollection"}, "features": {"type": "array", "items": FEATURE}},
}


@pytest.fixture(scope="module")
def documents(get: Get) -> list[Json]:
    """Pages and single features, of points and areas, in three CRS."""
    return [get(path.rstrip("?"), **parameters) for path, parameters in REQUESTS.items()]


@pytest.fixture(scope="module")
def features(documents: list[Json]) -> list[Json]:
    """All features of the documents."""
    return [each for document in documents for each in document.get("features", [document])]


@pytest.fixture(scope="module")
def times(features: list[Json]) -> list[Json]:
    """The times that features have."""
    found = [each["time"] for each in features if each["time"]]
    assert {name for each in found for name in each} == {"date", "timestamp", "interval"}
    return found


def places(documents: list[Json]) -> Iterator[tuple[str, Json]]:
    """Each geometry in ``place``, with its CRS."""
    for document in documents:
        for each in document.get("features", [document]):
            if each["place"]:
                yield document["coordRefSys"], each["place"]


def positions(coordinates: list[Any]) -> Iterator[list[float]]:
    if isinstance(coordinates[0], list):
        for each in coordinates:
            yield from positions(each)
    else:
        yield coordinates


def test_req_core_schema_valid(documents: list[Json]) -> None:
    for document in documents:
        Draft202012Validator(COLLECTION if "features" in document else FEATURE).validate(document)


def test_req_core_metadata(documents: list[Json], features: list[Json]) -> None:
    assert all(f"{CONFORMANCE}core" in document["conformsTo"] for document in documents)
    assert not any("conformsTo" in each for document in documents for each in document.get("features", []))
    assert len(features) > 200


def test_req_core_instant(times: list[Json]) -> None:
    for each in times:
        if "date" in each:
            assert date.fromisoformat(each["date"]).isoformat() == each["date"]
        if "timestamp" in each:
            assert "T" in each["timestamp"]
            assert datetime.fromisoformat(each["timestamp"]).tzinfo


def test_req_core_interval(times: list[Json]) -> None:
    for begin, end in (each["interval"] for each in times if "interval" in each):
        assert ("T" in begin) == ("T" in end)
        assert begin <= end


def test_req_core_instant_and_interval(times: list[Json]) -> None:
    assert {len(each) for each in times} == {1}  # never both


def test_req_core_utc(times: list[Json]) -> None:
    moments = [value for each in times for value in (each.get("timestamp"), *each.get("interval", [])) if value]
    assert all(value.endswith("Z") for value in moments if "T" in value)


def test_req_core_coordinate_dimension(features: list[Json]) -> None:
    for name in ("geometry", "place"):
        found = [each[name]["coordinates"] for each in features if each[name]]
        assert {len(position) for each in found for position in positions(each)} == {2}


def test_req_core_geometry_wgs84(features: list[Json]) -> None:
    for each in features:
        for longitude, latitude in positions(each["geometry"]["coordinates"]) if each["geometry"] else ():
            assert 9 < longitude < 10
            assert 48 < latitude < 49


def test_req_core_geometry_no_jsonfg_extension(features: list[Json]) -> None:
    assert not any({"coordRefSys", "measures"} & (each["geometry"] or {}).keys() for each in features)


def test_req_core_geom_valid(documents: list[Json]) -> None:
    found = [shape(each) for _, each in places(documents)]
    assert shapely.is_valid(found).all()
    assert len(found) > 100


def test_req_core_place(documents: list[Json]) -> None:
    assert {crs for crs, _ in places(documents)} == {f"{EPSG}4258", f"{EPSG}25832"}


def test_req_core_same_crs(documents: list[Json]) -> None:
    for document in documents:
        for each in document.get("features", []):
            assert "coordRefSys" not in each
            assert "coordRefSys" not in (each["place"] or {})


def test_req_core_fallback(features: list[Json]) -> None:
    both = [each for each in features if each["place"] and each["geometry"]]
    assert len(both) == 108
    assert all(each["place"] != each["geometry"] for each in both)


def test_req_core_axis_order(documents: list[Json]) -> None:
    """Latitude comes first in EPSG:4258, easting in EPSG:25832."""
    expected = {f"{EPSG}4258": (48.7, 9.1, 0.1), f"{EPSG}25832": (510_400, 5_393_600, 700)}
    for crs, place in places(documents):
        first, second, around = expected[crs]
        for position in positions(place["coordinates"]):
            assert position == pytest.approx([first, second], abs=around)


def test_req_types_schemas_metadata(documents: list[Json]) -> None:
    assert all(f"{CONFORMANCE}types-schemas" in document["conformsTo"] for document in documents)


def test_req_types_schemas_feature_type(documents: list[Json]) -> None:
    assert {document["featureType"] for document in documents} == {"baeume", "flaechen"}


def test_req_types_schemas_geometry_dimension(documents: list[Json]) -> None:
    for document in documents:
        if "features" in document:
            found = {shapely.get_dimensions(shape(each["place"] or each["geometry"])) for each in document["features"]}
            assert found == {document["geometryDimension"]}


def test_req_types_schemas_feature_schemas(http: httpx.Client, documents: list[Json]) -> None:
    for address in {document["featureSchema"] for document in documents}:
        found = http.get(address, headers={"Accept": "application/schema+json"}).json()
        Draft202012Validator.check_schema(found)
        assert found["$id"] == address


def test_req_types_schemas_single_feature_schema(documents: list[Json]) -> None:
    for document in documents:
        assert document["featureSchema"].endswith(f"/collections/{document['featureType']}/schema")
        assert not any("featureType" in each for each in document.get("features", []))


def test_req_profiles_rfc7946(get: Get) -> None:
    for asked in ({}, {"profile": "rfc7946"}):
        found = get(ITEMS, **asked)
        assert [link["href"] for link in links(found, "profile")] == [f"{PROFILE}rfc7946"]
        assert "conformsTo" not in found
        assert not any("place" in each for each in found["features"])


def test_req_profiles_jsonfg(documents: list[Json]) -> None:
    profiles = [link["href"].removeprefix(PROFILE) for each in documents for link in links(each, "profile")]
    assert profiles == [parameters.get("profile", "jsonfg") for parameters in REQUESTS.values()]
    assert all(f"{CONFORMANCE}core" in each["conformsTo"] for each in documents)


def test_req_profiles_jsonfg_plus(get: Get) -> None:
    for name in ("baeume", "flaechen"):
        path = f"/collections/{name}/items"
        plain = {each["id"]: shape(each["geometry"]) for each in get(path, limit=100)["features"]}
        for crs in ("25832", "4258", "3857"):
            for each in get(path, limit=100, profile="jsonfg-plus", crs=f"{EPSG}{crs}")["features"]:
                assert each["place"]
                # a hundredth of a metre: what the CRS with the fewest decimals leaves
                assert shapely.hausdorff_distance(shape(each["geometry"]), plain[each["id"]]) < 2e-7


@pytest.mark.parametrize("path", [ITEMS, f"{ITEMS}/B%2F001"])
def test_req_api_profile_parameter(http: httpx.Client, path: str) -> None:
    for profile in ("rfc7946", "jsonfg", "jsonfg-plus"):
        answer = http.get(f"/api{path}", params={"profile": profile}, headers={"Accept": "application/geo+json"})
        assert answer.headers["Content-Type"] == "application/geo+json"
        assert answer.links["profile"]["url"] == f"{PROFILE}{profile}"
        assert ("conformsTo" in answer.json()) == (profile != "rfc7946")
        assert http.head(f"/api{path}", params={"profile": profile}).status_code == 200
