from collections.abc import Callable, Mapping

import pytest
import shapely
from geopandas import GeoDataFrame, GeoSeries

from pipelines.definition import Dataset
from pipelines.errors import DefinitionError, RefusedError
from pipelines.stages.geocode import geocode

MakeDataset = Callable[..., Dataset]
MakeFrame = Callable[..., GeoDataFrame]

ENTRIES = [
    ("Maiergasse", 8, None, "Echterdingen"),
    ("Maiergasse", 8, "a", "Echterdingen"),
    ("Maiergasse", 8, "1", "Echterdingen"),
    ("Max-Lang-Straße", 36, None, "Leinfelden"),
    ("Hauptstraße", 5, None, "Echterdingen"),
    ("Hauptstraße", 5, None, "Musberg"),
    ("Doppelweg", 1, None, "Stetten"),
    ("Doppelweg", 1, None, "Stetten"),
    ("Königstraße", 2, None, "Stetten"),
]


@pytest.fixture(scope="module")
def addresses() -> Mapping[str, GeoDataFrame]:
    columns = dict(zip(("strasse", "hausnummer", "zusatz", "ortsteil"), zip(*ENTRIES, strict=True), strict=True))
    points = shapely.points([(510_000 + place, 5_393_000) for place in range(len(ENTRIES))])
    return {"adressen": GeoDataFrame(columns, geometry=GeoSeries(points, name="geom", crs=25832))}


@pytest.fixture
def dataset(make_dataset: MakeDataset) -> Dataset:
    return make_dataset(
        fields={"nummer": None, "anschrift": None, "ort": None}, geocode={"street": "anschrift", "quarter": "ort"}
    )


@pytest.mark.parametrize(
    ("address", "quarter", "place", "quality"),
    [
        pytest.param("Maiergasse 8", None, 0, "exact", id="as written"),
        pytest.param("Maiergasse 8a", "Echterdingen", 1, "exact", id="with suffix"),
        pytest.param("maiergasse 8 A", None, 1, "normalised", id="case and blank"),
        pytest.param("Maiergasse 8/1", None, 2, "exact", id="second house on the plot"),
        pytest.param("Max-Lang-Str. 36, 70771 Leinfelden", "leinfelden", 3, "normalised", id="with postcode"),
        pytest.param("Koenigstrasse 2", None, 8, "normalised", id="umlaut and ß"),
        pytest.param("Hauptstr. 5", "Musberg", 5, "quarter", id="only the quarter decides"),
    ],
)
def test_an_address_has_its_place(
    addresses: Mapping[str, GeoDataFrame],
    dataset: Dataset,
    make_frame: MakeFrame,
    address: str,
    quarter: str | None,
    place: int,
    quality: str,
) -> None:
    frame = make_frame({"nummer": ["1"], "anschrift": [address], "ort": [quarter]})

    result, findings, qualities = geocode(frame, dataset, addresses)

    assert not findings
    assert qualities == {quality: 1}
    assert result.geometry.iloc[0].x == 510_000 + place
    assert result.crs.to_epsg() == 25832


@pytest.mark.parametrize(
    ("address", "quarter", "rule"),
    [
        pytest.param("Maiergasse 9", None, "geocode-missing", id="number not there"),
        pytest.param("Maiergasse", None, "geocode-number", id="no number"),
        pytest.param("Maiergasse 8-10", None, "geocode-missing", id="range"),
        pytest.param(None, None, "geocode-missing", id="empty"),
        pytest.param("Hauptstraße 5", None, "geocode-ambiguous", id="street in two quarters"),
        pytest.param("Maiergasse 8", "Stuttgart", "geocode-unknown-quarter", id="unknown quarter"),
        pytest.param("Doppelweg 1", "Stetten", "geocode-ambiguous", id="twice at different places"),
        pytest.param("Maiergasse 8", "Musberg", "geocode-quarter", id="other quarter"),
    ],
)
def test_what_is_not_certain_is_refused(
    addresses: Mapping[str, GeoDataFrame],
    dataset: Dataset,
    make_frame: MakeFrame,
    address: str | None,
    quarter: str | None,
    rule: str,
) -> None:
    frame = make_frame({"nummer": ["1"], "anschrift": [address], "ort": [quarter]})

    result, (finding,), qualities = geocode(frame, dataset, addresses)

    assert result.empty
    assert (finding.record, finding.rule, finding.action, finding.field) == (1, rule, "refused", "anschrift")
    assert not qualities


def test_a_number_of_its_own_column(
    addresses: Mapping[str, GeoDataFrame], make_dataset: MakeDataset, make_frame: MakeFrame
) -> None:
    dataset = make_dataset(
        fields={"nummer": None, "strasse": None, "haus": {"type": "integer"}},
        geocode={"street": "strasse", "number": "haus"},
    )
    frame = make_frame({"nummer": ["1"], "strasse": ["Maiergasse"], "haus": [8]})

    result, _, qualities = geocode(frame, dataset, addresses)

    assert len(result) == 1
    assert qualities == {"exact": 1}


def test_internal_addresses_stand_in_no_finding(
    addresses: Mapping[str, GeoDataFrame], make_dataset: MakeDataset, make_frame: MakeFrame
) -> None:
    dataset = make_dataset(
        fields={"nummer": None, "anschrift": {"visibility": "internal"}}, geocode={"street": "anschrift"}
    )

    _, (finding,), _ = geocode(make_frame({"nummer": ["1"], "anschrift": ["Kanarienweg 1"]}), dataset, addresses)

    assert "Kanarien" not in repr(finding)


def test_an_address_layer_of_other_fields_is_a_mistake_of_the_definition(
    addresses: Mapping[str, GeoDataFrame], dataset: Dataset, make_frame: MakeFrame
) -> None:
    renamed = addresses["adressen"].rename(columns={"strasse": "str", "ortsteil": "teilort"})
    frame = make_frame({"anschrift": ["Maiergasse 8"], "ort": [None]})

    with pytest.raises(DefinitionError) as caught:
        geocode(frame, dataset, {"adressen": renamed})

    assert caught.value.to("de") == (
        "In der Ebene „adressen“ fehlt, was geocode dort braucht: „strasse“, „ortsteil“. "
        "Vorhanden sind: str, hausnummer, zusatz, teilort."
    )


def test_the_address_layer_must_be_published(dataset: Dataset, make_frame: MakeFrame) -> None:
    with pytest.raises(RefusedError) as caught:
        geocode(make_frame({"anschrift": ["a 1"], "ort": [None]}), dataset, {})

    assert caught.value.hint is not None
    assert "geoportal publish adressen" in caught.value.hint.de
