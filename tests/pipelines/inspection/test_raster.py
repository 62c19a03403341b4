"""What is told of rasters that no definition describes, and whether the proposal makes areas of them."""

from collections.abc import Callable, Iterable
from pathlib import Path
from zipfile import ZipFile

import numpy as np
import pytest
import rasterio
import yaml
from click.testing import CliRunner
from rasterio.transform import from_origin

from pipelines.cli import geoportal
from pipelines.datasets import load_town
from pipelines.definition import Dataset, RasterSource
from pipelines.errors import SourceError
from pipelines.inspection.inspection import given_file
from pipelines.inspection.raster import RasterInspection, inspect_raster, is_raster
from pipelines.inspection.raster_printing import raster_definition
from pipelines.raster.read import read_unguarded
from pipelines.settings import Settings

WEST, NORTH, SIDE = 509_000, 5_393_000, 40

Write = Callable[..., Path]


@pytest.fixture
def portal(tmp_path: Path) -> Settings:
    """A portal without a database: inspecting needs none."""
    return Settings(home=tmp_path / "home")


def depths() -> np.ndarray:
    """Depths that grow from dry to two metres."""
    return np.linspace(-0.5, 2, SIDE * SIDE).clip(0).reshape(SIDE, SIDE)


def geotiff(path: Path, values: np.ndarray, **profile: object) -> Path:
    given = {"driver": "GTiff", "dtype": "float32", "crs": "EPSG:25832", "nodata": -1} | profile
    corner = from_origin(WEST, NORTH, 2, 2)
    with rasterio.open(path, "w", width=SIDE, height=SIDE, count=1, transform=corner, **given) as raster:
        raster.write(values.astype("float32"), 1)
    return path


def points(path: Path) -> Path:
    """The same as a list of points, which says neither CRS nor what stands for no value."""
    values = np.where(depths() == 0, -9999, depths())
    rows, columns = np.indices(values.shape)
    cells = zip(rows.flat, columns.flat, values.flat, strict=True)
    lines = (f"{WEST + 1 + 2 * x} {NORTH - 1 - 2 * y} {value:.3f}" for y, x, value in cells)
    path.write_text("\n".join(lines) + "\n")
    return path


CELLS = [(WEST + 2 * x, NORTH + 2 * y, 0.05 * (x * y % 40)) for y in range(20) for x in range(30)]
"""Easting, northing and depth, the easting first to change."""


def comma(number: float) -> str:
    return f"{number:.3f}".replace(".", ",")


def listed(cells: Iterable[tuple[float, ...]], header: str = "x,y,tiefe") -> str:
    return "\n".join([header, *(",".join(f"{number:.10g}" for number in cell) for cell in cells)]) + "\n"


def areas(portal: Settings, found: RasterInspection, path: Path) -> int:
    """How many areas the proposed definition makes of the file."""
    document = yaml.safe_load(raster_definition(found, load_town(portal).groups, "probe", "de"))
    source = Dataset.model_validate(document).source
    assert isinstance(source, RasterSource)
    (scenario,) = source.rasters
    located = given_file(portal, str(path))
    files = {scenario: located.files[""]}
    (frame,) = read_unguarded(source, type(located)(files, located.name, "", located.size, None))
    return len(frame)


def test_a_raster_says_where_it_lies_and_what_it_holds(portal: Settings, tmp_path: Path) -> None:
    path = geotiff(tmp_path / "tiefe.tif", depths())
    found = inspect_raster(portal, str(path))

    assert (found.cells.kind, found.cells.columns, found.cells.rows, found.cells.width) == ("GTiff", SIDE, SIDE, 2)
    assert (found.cells.lowest, found.cells.highest, found.cells.known) == (0, 2, 1)
    assert (found.reference.crs, found.reference.how, found.reach.place) == ("EPSG:25832", "file", "inside")
    assert found.bounds == (0.2, 0.8, 1, 1.5)
    assert areas(portal, found, path) == len(found.bounds)


def test_a_list_of_points_gets_its_crs_and_its_word_for_nothing(portal: Settings, tmp_path: Path) -> None:
    path = points(tmp_path / "tiefe.xyz")
    found = inspect_raster(portal, str(path))

    assert (found.cells.kind, found.cells.nodata) == ("XYZ", -9999)
    assert (found.reference.crs, found.reference.how) == ("EPSG:25832", "guess")
    assert (found.cells.lowest, found.cells.highest) == (0, 2)
    assert areas(portal, found, path) > 1


def test_what_is_no_raster_is_refused_in_our_own_words(portal: Settings, tmp_path: Path) -> None:
    path = tmp_path / "bild.tif"
    path.write_bytes(b"\x89PNG")

    with pytest.raises(SourceError, match="Der Inhalt passt nicht zur Endung"):
        inspect_raster(portal, str(path))


def test_the_command_knows_rasters_by_their_suffix(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "de_DE.UTF-8")
    monkeypatch.setenv("GEOPORTAL_HOME", str(tmp_path / "home"))
    path, dry = geotiff(tmp_path / "tiefe.tif", depths()), geotiff(tmp_path / "trocken.tif", depths() * 0)

    assert is_raster("https://example.org/a.TIF?b=c.gml")
    told = CliRunner().invoke(geoportal, ["inspect", str(path)])
    assert "Werte: 0 bis 2, 0% der Zellen ohne Wert" in told.output
    assert "id: tiefe" in told.output
    assert "classes" not in CliRunner().invoke(geoportal, ["inspect", str(dry)]).output
    refused = CliRunner().invoke(geoportal, ["inspect", str(dry), "--definition", "trocken"])
    assert isinstance(refused.exception, SourceError)


def test_tiles_in_an_archive_are_one_raster(portal: Settings, tmp_path: Path) -> None:
    west = geotiff(tmp_path / "west.tif", depths().clip(max=1))
    east = tmp_path / "ost.tif"
    corner = from_origin(WEST + 2 * SIDE, NORTH, 2, 2)
    with rasterio.open(
        east, "w", driver="GTiff", width=SIDE, height=SIDE, count=1, dtype="float32", crs="EPSG:25832", transform=corner
    ) as raster:
        raster.write(depths().astype("float32"), 1)
    with ZipFile(tmp_path / "kacheln.zip", "w") as archive:
        for tile in (west, east):
            archive.write(tile, tile.name)

    assert is_raster(str(tmp_path / "kacheln.zip"))
    found = inspect_raster(portal, str(tmp_path / "kacheln.zip"))
    assert (found.cells.kind, found.cells.columns, found.cells.rows) == ("GTiff", 2 * SIDE, SIDE)
    assert (found.cells.lowest, found.cells.highest) == (0, 2)


def test_an_archive_with_a_list_beside_its_raster_is_asked_for_the_list(tmp_path: Path) -> None:
    with ZipFile(tmp_path / "beides.zip", "w") as archive:
        archive.write(geotiff(tmp_path / "tiefe.tif", depths()), "tiefe.tif")
        archive.writestr("pegel.csv", "name;lon;lat\nFilder;9.1;48.7\n")

    assert not is_raster(str(tmp_path / "beides.zip"))


IN_GERMAN = "Rechtswert;Hochwert;Höhe\n" + "".join(";".join(map(comma, cell)) + "\n" for cell in CELLS)
IN_DEGREES = [(9.1 + (x - WEST) / 2e4, 48.68 + (y - NORTH) / 2e4, depth) for x, y, depth in CELLS]


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        pytest.param(listed(CELLS), "utf-8", id="along x"),
        pytest.param(listed(sorted(CELLS)), "utf-8", id="along y"),
        pytest.param(listed([cell for cell in CELLS if cell[2]]), "utf-8", id="dry cells left out"),
        pytest.param(IN_GERMAN, "cp1252", id="decimal commas"),
        pytest.param(listed(IN_DEGREES, "lon,lat,tiefe"), "utf-8-sig", id="degrees"),
    ],
)
def test_a_table_that_fills_a_grid_is_a_raster(portal: Settings, tmp_path: Path, text: str, encoding: str) -> None:
    path = tmp_path / "tiefe.csv"
    path.write_text(text, encoding=encoding)

    assert is_raster(str(path))
    found = inspect_raster(portal, str(path))
    assert (found.cells.kind, found.reach.place) == ("XYZ", "inside")
    assert found.cells.highest == pytest.approx(1.95)
    assert areas(portal, found, path) > 4


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(listed([(WEST + n * 37 % 900, NORTH + n * 71 % 900, n % 7) for n in range(400)]), id="anywhere"),
        pytest.param(listed(CELLS, "y,x,tiefe"), id="northings first"),
        pytest.param(listed([(x, y, n) for n, (x, y, _) in enumerate(CELLS)], "x,y,nr"), id="numbers"),
        pytest.param(listed([(*cell, 1) for cell in CELLS], "x,y,tiefe,art"), id="more columns"),
        pytest.param(listed([*CELLS, CELLS[0]]), id="two in one place"),
        pytest.param(listed(CELLS).replace("0.05", "nass"), id="words"),
    ],
)
def test_other_tables_stay_points(tmp_path: Path, text: str) -> None:
    path = tmp_path / "punkte.csv"
    path.write_text(text, encoding="utf-8")

    assert not is_raster(str(path))
