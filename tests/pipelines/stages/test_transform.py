import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import shapely
from geopandas import GeoDataFrame, GeoSeries
from pyproj import CRS

from pipelines.definition import Dataset
from pipelines.errors import SourceError
from pipelines.reading.crs import from_file
from pipelines.settings import Settings
from pipelines.stages.geometry import repair
from pipelines.stages.operation import SYSTEM_GRIDS, operation
from pipelines.stages.transform import reproject

MakeDataset = Callable[..., Dataset]
MakeFrame = Callable[..., GeoDataFrame]

GRID = "de_adv_BETA2007.tif"
STATE_GRID = "de_lgl_bw_BWTA2017.tif"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(home=tmp_path)


@pytest.fixture
def with_grid(shared_data: Path, tmp_path: Path) -> Settings:
    return Settings(home=tmp_path, proj_grids=shared_data / "proj")


def frame_in(code: int, *wkt: str) -> GeoDataFrame:
    geometry = GeoSeries.from_wkt(list(wkt), crs=code).set_axis(range(1, len(wkt) + 1))
    return GeoDataFrame(geometry=geometry.rename("geom"))


def test_dhdn_with_the_federal_grid_matches_the_reference_and_is_reduced(
    with_grid: Settings, make_dataset: MakeDataset
) -> None:
    """Reference: cs2cs with BETA2007, EPSG operation "DHDN to ETRS89 (8)"."""
    chosen = operation(CRS.from_epsg(31467), with_grid)

    moved, findings, _ = reproject(frame_in(31467, "POINT (3511000 5396000)"), chosen, make_dataset())

    assert (moved.geometry.x.iloc[0], moved.geometry.y.iloc[0]) == pytest.approx((510920.276, 5394281.032), abs=1e-3)
    assert moved.crs.to_epsg() == 25832
    assert not findings
    assert "DHDN to ETRS89 (8)" in chosen.name
    assert (chosen.accuracy, chosen.best, chosen.grids, chosen.missing) == (0.9, False, (GRID,), (STATE_GRID,))


WITHOUT_GRIDS = """
import sys
from pathlib import Path
from pyproj import CRS
from pipelines.stages import operation, transform
from pipelines.settings import Settings
operation.SYSTEM_GRIDS = Path(sys.argv[1])
chosen = operation.operation(CRS.from_epsg(31467), Settings())
print(chosen.accuracy, chosen.best, chosen.grids, *chosen.missing)
print(transform._transformer(chosen.pipeline).transform(3511000, 5396000))
"""


def with_grids_of(folder: Path) -> tuple[str, tuple[float, float]]:
    """What is chosen where only this folder has grids, in a process of its own, since PROJ never forgets a folder."""
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT_GRIDS, str(folder)], capture_output=True, text=True, check=True, cwd=folder
    )
    described, coordinates = done.stdout.splitlines()
    return described, eval(coordinates)


def test_dhdn_without_any_grid_says_what_is_missing(tmp_path: Path) -> None:
    """Reference: cs2cs, "DHDN to ETRS89 (3)"."""
    described, coordinates = with_grids_of(tmp_path)

    assert described == f"1.0 False () {STATE_GRID} {GRID}"
    assert coordinates == pytest.approx((510920.126, 5394281.116), abs=1e-3)


@pytest.mark.parametrize("name", [GRID, "BETA2007.gsb"])
def test_both_formats_of_the_federal_grid_give_the_same(
    tmp_path: Path, request: pytest.FixtureRequest, name: str
) -> None:
    """PROJ asks for the name in PROJ-data and takes Debian's older file of the same content, too."""
    folder = SYSTEM_GRIDS if name.endswith(".gsb") else request.getfixturevalue("shared_data") / "proj"
    if not (folder / name).exists():
        pytest.skip(f"{name} is not installed")
    (tmp_path / name).symlink_to(folder / name)

    described, coordinates = with_grids_of(tmp_path)

    assert described == f"0.9 False ('{GRID}',) {STATE_GRID}"
    assert coordinates == pytest.approx((510920.276, 5394281.032), abs=1e-3)


@pytest.mark.skipif(not (SYSTEM_GRIDS / "BETA2007.gsb").exists(), reason="Debian's proj-data is not installed")
def test_the_systems_grids_are_found(settings: Settings) -> None:
    assert operation(CRS.from_epsg(31467), settings).accuracy == 0.9


@pytest.mark.skipif(not (SYSTEM_GRIDS / "BETA2007.gsb").exists(), reason="Debian's proj-data is not installed")
def test_grids_are_found_in_threads_that_asked_proj_before(settings: Settings, make_dataset: MakeDataset) -> None:
    frame = frame_in(31467, "POINT (3511000 5396000)")
    with ThreadPoolExecutor(max_workers=1) as old:
        old.submit(lambda: CRS.from_epsg(31467).to_wkt()).result()
        here = operation(CRS.from_epsg(31467), settings)
        there = old.submit(operation, CRS.from_epsg(31467), settings).result()
        moved, _, _ = old.submit(reproject, frame, here, make_dataset()).result()

    assert there == here
    assert moved.geometry.tolist() == reproject(frame, here, make_dataset())[0].geometry.tolist()


@pytest.mark.parametrize(
    ("crs", "accuracy"),
    [
        pytest.param("EPSG:25832", 0.0, id="already there"),
        pytest.param("EPSG:25833", 0.0, id="other zone, same datum"),
        pytest.param("EPSG:4258", 0.0, id="degrees, same datum"),
        pytest.param("OGC:CRS84", 1.0, id="lon/lat"),
        pytest.param("EPSG:4326", 1.0, id="WGS 84"),
        pytest.param("EPSG:3857", 1.0, id="web maps"),
    ],
)
def test_no_grid_could_improve_these(settings: Settings, crs: str, accuracy: float) -> None:
    chosen = operation(CRS.from_user_input(crs), settings)

    assert (chosen.accuracy, chosen.best, chosen.missing) == (accuracy, True, ())
    assert chosen.source == crs


def test_degrees_are_read_longitude_first(settings: Settings, make_dataset: MakeDataset) -> None:
    moved, _, _ = reproject(frame_in(4326, "POINT (9 48)"), operation(CRS.from_epsg(4326), settings), make_dataset())

    assert (moved.geometry.x.iloc[0], moved.geometry.y.iloc[0]) == pytest.approx((500000, 5316300.224), abs=1e-3)


def test_coordinates_without_image_are_refused(settings: Settings, make_dataset: MakeDataset) -> None:
    frame = frame_in(4326, "POINT (9 48)", "POINT (510000 5393000)", "POINT (9 48)")

    moved, (finding,), _ = reproject(frame, operation(CRS.from_epsg(4326), settings), make_dataset())

    assert moved.index.tolist() == [1, 3]
    assert (finding.record, finding.rule, finding.action) == (2, "coordinates", "refused")


def spatial_frame() -> GeoDataFrame:
    geometry = shapely.from_wkt([None, "POINT Z (9 48 430)", "POINT ZM (9 48 430.12345 1.23456)", "POINT (9 48)"])
    return GeoDataFrame({"nr": [1, 2, 3, 4]}, geometry=GeoSeries(geometry, crs=4326).rename("geom"))


def test_records_without_geometry_pass_and_heights_are_dropped_and_counted(
    settings: Settings, make_dataset: MakeDataset
) -> None:
    moved, findings, counts = reproject(spatial_frame(), operation(CRS.from_epsg(4326), settings), make_dataset())

    assert moved.geometry.isna().tolist() == [True, False, False, False]
    assert not moved.geometry.has_z.any()
    assert moved["nr"].tolist() == [1, 2, 3, 4]
    assert counts == {"flattened": 2, "reprojected": 3}
    assert not findings


@pytest.mark.parametrize(
    ("dimensions", "expected"),
    [
        ("xyz", ["POINT Z (500000 5316300.224 430)", "POINT Z (500000 5316300.224 430.123)"]),
        ("xyzm", [None, "POINT ZM (500000 5316300.224 430.123 1.23456)"]),
        ("xym", [None, "POINT M (500000 5316300.224 1.23456)"]),
    ],
)
def test_declared_heights_and_measures_pass_through(
    settings: Settings, make_dataset: MakeDataset, dimensions: str, expected: list[str | None]
) -> None:
    dataset = make_dataset(dimensions=dimensions)

    moved, _, _ = reproject(spatial_frame(), operation(CRS.from_epsg(4326), settings), dataset)

    found = [shape.wkt if "NaN" not in shape.wkt else None for shape in moved.geometry.iloc[[1, 2]]]
    assert found == expected


def test_coordinates_come_to_millimetres_in_the_same_pass(settings: Settings, make_dataset: MakeDataset) -> None:
    frame = frame_in(31467, "POINT (3511000.12345 5396000)", "POINT (3511000.123 5396000.001)")

    moved, _, counts = reproject(frame, operation(CRS.from_epsg(31467), settings), make_dataset())

    assert moved.geometry.x.tolist() == [round(x, 3) for x in moved.geometry.x]
    assert counts == {"reprojected": 2}
    assert frame.geometry.x.iloc[0] == 3511000.12345


def test_what_is_in_the_storage_crs_stays_for_the_repair_to_round_and_count(
    settings: Settings, make_dataset: MakeDataset
) -> None:
    frame, dataset = frame_in(25832, "POINT (510000.12345 5390000)", "POINT (510000.123 5390000.001)"), make_dataset()

    same, findings, none = reproject(frame, operation(CRS.from_epsg(25832), settings), dataset)
    moved, _, counts = repair(same, dataset)

    assert same.geometry.x.tolist() == [510000.12345, 510000.123]
    assert moved.geometry.x.tolist() == [510000.123, 510000.123]
    assert not findings + list(none)
    assert counts == {"rounded": 1}


@pytest.mark.parametrize(("code", "wkt"), [(4326, "POINT (48 9)"), (25832, "POINT (5316300.224 500000)")])
def test_axes_are_turned_where_the_definition_says_so(
    settings: Settings, make_dataset: MakeDataset, code: int, wkt: str
) -> None:
    dataset = make_dataset(source={"path": "baeume.csv", "axes": "yx"})

    moved, _, _ = reproject(frame_in(code, wkt), operation(CRS.from_epsg(code), settings), dataset)

    assert (moved.geometry.x.iloc[0], moved.geometry.y.iloc[0]) == (500000, 5316300.224)


def test_an_empty_batch_stays_empty(settings: Settings, make_dataset: MakeDataset, make_frame: MakeFrame) -> None:
    moved, findings, _ = reproject(make_frame(wkt=[]), operation(CRS.from_epsg(25832), settings), make_dataset())

    assert moved.empty
    assert not findings


def test_a_crs_with_an_unknown_datum_is_refused(settings: Settings) -> None:
    text = (
        'PROJCS["unnamed",GEOGCS["Bessel",DATUM["D_unknown",SPHEROID["bessel",6377397.155,299.1528128]],'
        'PRIMEM["Greenwich",0],UNIT["Degree",0.0174532925199433]],PROJECTION["Transverse_Mercator"],'
        'PARAMETER["latitude_of_origin",0],PARAMETER["central_meridian",9],PARAMETER["scale_factor",1],'
        'PARAMETER["false_easting",3500000],PARAMETER["false_northing",0],UNIT["Meter",1]]'
    )
    crs = from_file(text)
    assert crs is not None

    with pytest.raises(SourceError, match="keine Umrechnung"):
        operation(crs, settings)
