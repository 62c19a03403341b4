"""Files made to do harm: refused with a sentence for the planner, or read without doing any."""

import hashlib
import json
import socket
import sqlite3
import stat
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import geopandas as gpd
import numpy as np
import openpyxl
import pytest
import rasterio
import rasterio.transform
from geopandas import GeoDataFrame

from pipelines.definition import RasterSource, TableSource
from pipelines.errors import SourceError
from pipelines.raster.read import read_raster
from pipelines.raster.read import read_unguarded as read_raster_unguarded
from pipelines.reading.fetch import Located
from pipelines.reading.read import read, read_unguarded

CANARY = "geheimer-kanarienvogel"
Read = Callable[..., GeoDataFrame]


class Trap:
    """A port that nobody may call, and a file that nobody may read."""

    def __init__(self, listener: socket.socket, secret: Path) -> None:
        self._listener, self.secret = listener, secret
        self.url = f"http://127.0.0.1:{listener.getsockname()[1]}"

    def was_called(self) -> bool:
        """Tell whether a connection is waiting."""
        self._listener.settimeout(0.3)
        try:
            self._listener.accept()[0].close()
        except TimeoutError:
            return False
        return True


@pytest.fixture
def trap(tmp_path: Path) -> Iterator[Trap]:
    folder = tmp_path / "anderswo"
    folder.mkdir()
    secret = folder / "geheim.geojson"
    point = {"type": "Point", "coordinates": [9, 48]}
    feature = {"type": "Feature", "properties": {"a": CANARY}, "geometry": point}
    secret.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}))
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield Trap(listener, secret)


@pytest.fixture(params=["guarded", "in this process"])
def attempt(request: pytest.FixtureRequest, located: Callable[[Path], Located]) -> Read:
    """Read a whole file, with the sandbox and without: the readers themselves must do no harm either."""
    reader = read if request.param == "guarded" else read_unguarded

    def run(path: Path, **source: Any) -> GeoDataFrame:
        (frame,) = reader(TableSource.model_validate({"path": path} | source), located(path))
        return frame

    return run


@contextmanager
def unharmed(trap: Trap) -> Iterator[None]:
    """Whatever happens, nobody calls."""
    try:
        yield
    finally:
        assert not trap.was_called()


def vrt(target: str) -> str:
    return (
        f'<OGRVRTDataSource><OGRVRTLayer name="geheim"><SrcDataSource>{target}</SrcDataSource>'
        "</OGRVRTLayer></OGRVRTDataSource>"
    )


@pytest.mark.parametrize("ending", [".gml", ".geojson", ".json", ".kml", ".gpx", ".xml", ".gpkg", ".shp", ".dxf"])
@pytest.mark.parametrize("remote", [False, True])
def test_a_vrt_under_another_name_opens_nothing(
    tmp_path: Path, trap: Trap, attempt: Read, ending: str, *, remote: bool
) -> None:
    path = tmp_path / f"plan{ending}"
    path.write_text(vrt(f"/vsicurl/{trap.url}/a.geojson" if remote else str(trap.secret)))

    with pytest.raises(SourceError), unharmed(trap):
        attempt(path)


RASTER = RasterSource.model_validate({"rasters": {"": "plan.tif"}, "classes": [{"code": "1", "over": 0.5}]})


def raster(path: Path) -> Path:
    """Write a raster of four cells."""
    place = {"driver": "GTiff", "width": 2, "height": 2, "count": 1, "dtype": "float32", "crs": "EPSG:25832"}
    corner = rasterio.transform.from_origin(510000, 5393000, 1, 1)
    with rasterio.open(path, "w", **place, transform=corner) as file:
        file.write(np.ones((1, 2, 2), "float32"))
    return path


def test_a_vrt_named_as_a_raster_opens_nothing(tmp_path: Path, trap: Trap, located: Callable[[Path], Located]) -> None:
    secret = raster(tmp_path / "anderswo" / "geheim.tif")

    for target in (str(secret), f"/vsicurl/{trap.url}/a.tif"):
        path = tmp_path / "plan.tif"
        path.write_text(
            '<VRTDataset rasterXSize="2" rasterYSize="2"><VRTRasterBand dataType="Float32" band="1"><SimpleSource>'
            f"<SourceFilename>{target}</SourceFilename></SimpleSource></VRTRasterBand></VRTDataset>"
        )
        for reader in (read_raster, read_raster_unguarded):
            with pytest.raises(SourceError), unharmed(trap):
                list(reader(RASTER, located(path)))


def test_no_overview_beside_a_raster_is_opened(tmp_path: Path, trap: Trap, located: Callable[[Path], Located]) -> None:
    path = raster(tmp_path / "plan.tif")
    for ending in (".ovr", ".msk"):
        (tmp_path / f"plan.tif{ending}").write_text(
            '<VRTDataset rasterXSize="2" rasterYSize="2"><VRTRasterBand dataType="Byte" band="1"><SimpleSource>'
            f"<SourceFilename>/vsicurl/{trap.url}/a.tif</SourceFilename></SimpleSource></VRTRasterBand></VRTDataset>"
        )

    for reader in (read_raster, read_raster_unguarded):
        with unharmed(trap):
            (frame,) = reader(RASTER, located(path))
        assert len(frame) == 1


@pytest.mark.parametrize("beginning", ['<!-- http://www.opengis.net/gml "Feature" -->', "<!-- <kml> <gpx> -->"])
@pytest.mark.parametrize("ending", [".gml", ".kml", ".gpx"])
def test_a_vrt_that_begins_as_it_should_opens_nothing(
    tmp_path: Path, trap: Trap, attempt: Read, ending: str, beginning: str
) -> None:
    path = tmp_path / f"plan{ending}"
    path.write_text(vrt(str(trap.secret)).replace("<OGRVRTLayer", f"{beginning}<OGRVRTLayer"))

    with pytest.raises(SourceError), unharmed(trap):
        attempt(path)


def test_a_neighbour_brings_in_nothing(tmp_path: Path, trap: Trap, attempt: Read) -> None:
    path = tmp_path / "plan.gml"
    path.write_text(
        f'<gml:FeatureCollection xmlns:gml="http://www.opengis.net/gml" xmlns:c="urn:c" '
        f'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="urn:c {trap.url}/c.xsd">'
        '<gml:featureMember><c:Mast><c:nr>1</c:nr><c:lage><gml:Point srsName="EPSG:25832">'
        "<gml:coordinates>510000,5393000</gml:coordinates></gml:Point></c:lage></c:Mast></gml:featureMember>"
        f'<gml:featureMember xmlns:x="http://www.w3.org/1999/xlink" x:href="{trap.url}/mehr.gml"/>'
        "</gml:FeatureCollection>"
    )
    (tmp_path / "plan.gfs").write_text("<GMLFeatureClassList><kaputt/></GMLFeatureClassList>")
    (tmp_path / "plan.xsd").symlink_to(trap.secret)

    with unharmed(trap):
        frame = attempt(path)

    assert frame["nr"].astype(str).tolist() == ["1"]
    assert sorted(other.name for other in tmp_path.iterdir()) == ["anderswo", "plan.gfs", "plan.gml", "plan.xsd"]


def test_a_network_link_is_not_followed(tmp_path: Path, trap: Trap, attempt: Read) -> None:
    path = tmp_path / "plan.kml"
    path.write_text(
        '<kml xmlns="http://www.opengis.net/kml/2.2"><Document><Folder><name>a</name>'
        "<Placemark><name>da</name><Point><coordinates>9.1,48.7</coordinates></Point></Placemark></Folder>"
        f"<NetworkLink><Link><href>{trap.url}/mehr.kml</href></Link></NetworkLink></Document></kml>"
    )

    with unharmed(trap):
        assert len(attempt(path, layer="a")) == 1


LAUGHS = (
    '<!DOCTYPE x [<!ENTITY a "haha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">'
    '<!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;"><!ENTITY e "&d;&d;&d;&d;&d;&d;&d;&d;">]>'
)
ROOTS = {
    ".gml": '<g:FeatureCollection xmlns:g="http://www.opengis.net/gml"><g:featureMember><c>&e;</c></g:featureMember>'
    "</g:FeatureCollection>",
    ".kml": '<kml xmlns="http://www.opengis.net/kml/2.2"><Placemark><name>&e;</name></Placemark></kml>',
    ".gpx": '<gpx xmlns="http://www.topografix.com/GPX/1/1"><wpt lat="1" lon="1"><name>&e;</name></wpt></gpx>',
    ".xml": '<d2LogicalModel xmlns="http://datex2.eu/schema/2/2_0"><a>&e;</a></d2LogicalModel>',
}


@pytest.mark.parametrize("ending", ROOTS)
@pytest.mark.parametrize("kind", ["laughs", "file", "address", "parameter"])
def test_entities_are_refused(tmp_path: Path, trap: Trap, attempt: Read, ending: str, kind: str) -> None:
    types = {
        "laughs": LAUGHS,
        "file": f'<!DOCTYPE x [<!ENTITY e SYSTEM "file://{trap.secret}">]>',
        "address": f'<!DOCTYPE x [<!ENTITY e SYSTEM "{trap.url}/e">]>',
        "parameter": f'<!DOCTYPE x [<!ENTITY % p SYSTEM "{trap.url}/p.dtd"> %p; <!ENTITY e "x">]>',
    }
    path = tmp_path / f"plan{ending}"
    path.write_text(f'<?xml version="1.0"?>{types[kind]}{ROOTS[ending]}')

    with pytest.raises(SourceError, match="DOCTYPE"), unharmed(trap):
        attempt(path)


@pytest.fixture
def geopackage(tmp_path: Path) -> Path:
    path = tmp_path / "plan.gpkg"
    points = gpd.points_from_xy([9.1, 9.2], [48.7, 48.8])
    gpd.GeoDataFrame({"a": [1, 2]}, geometry=points, crs=4326).to_file(path, layer="orte")
    return path


def alter(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        database.create_function("ST_IsEmpty", 1, lambda _: 0)
        for statement in statements:
            database.execute(statement)


def view(name: str, columns: str) -> list[str]:
    """Statements that make a view one of the GeoPackage's layers."""
    return [
        f"CREATE VIEW {name} AS SELECT fid AS OGC_FID, {columns}, geom FROM orte",
        f"INSERT INTO gpkg_contents (table_name, data_type, srs_id) VALUES ('{name}', 'features', 4326)",
        f"INSERT INTO gpkg_geometry_columns VALUES ('{name}', 'geom', 'POINT', 4326, 0, 0)",
    ]


def test_a_plain_view_is_a_layer(geopackage: Path, attempt: Read) -> None:
    alter(geopackage, *view("sicht", "a * 10 AS a"))

    assert attempt(geopackage, layer="sicht")["a"].astype(str).tolist() == ["10", "20"]


def test_triggers_do_not_run(geopackage: Path, attempt: Read) -> None:
    alter(
        geopackage,
        "CREATE TABLE spur (wer TEXT)",
        "CREATE TRIGGER falle AFTER UPDATE ON gpkg_contents BEGIN INSERT INTO spur VALUES ('da'); END",
        "CREATE TRIGGER falle2 AFTER INSERT ON orte BEGIN DELETE FROM orte; END",
    )
    before = hashlib.sha256(geopackage.read_bytes()).hexdigest()

    assert len(attempt(geopackage, layer="orte")) == 2
    assert hashlib.sha256(geopackage.read_bytes()).hexdigest() == before


@pytest.mark.parametrize(
    "column",
    [
        "load_extension('{secret}') AS a",
        "readfile('{secret}') AS a",
        "gdal_get_pixel_value('{secret}', 1, 'pixel', 0, 0) AS a",
        "ogr_geocode('{url}') AS a",
        "BlobFromFile('{secret}') AS a",
    ],
)
def test_a_view_that_reaches_out_is_refused(geopackage: Path, trap: Trap, attempt: Read, column: str) -> None:
    alter(geopackage, *view("sicht", column.format(secret=trap.secret, url=trap.url)))

    for layer in ("sicht", "orte"):
        with pytest.raises(SourceError, match="über die Datei hinaus"), unharmed(trap):
            attempt(geopackage, layer=layer)


def test_a_virtual_table_that_reaches_out_is_refused(geopackage: Path, trap: Trap, attempt: Read) -> None:
    alter(
        geopackage,
        "PRAGMA writable_schema = ON",
        "INSERT INTO sqlite_master VALUES ('table', 'fremd', 'fremd', 0, "
        f"'CREATE VIRTUAL TABLE fremd USING VirtualOGR(''{trap.secret}'')')",
    )

    with pytest.raises(SourceError, match="VirtualOGR"), unharmed(trap):
        attempt(geopackage, layer="orte")


def test_a_view_without_end_is_stopped(
    geopackage: Path, located: Callable[[Path], Located], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GEOPORTAL_READING_SECONDS", "2")
    endless = "(WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n) AS a"
    alter(geopackage, *view("sicht", endless))

    with pytest.raises(SourceError, match="dauert länger als 2 s"):
        list(read(TableSource(path=geopackage, layer="sicht"), located(geopackage)))


def test_changes_that_still_lie_in_the_log_are_read(geopackage: Path, attempt: Read) -> None:
    with closing(sqlite3.connect(geopackage, isolation_level=None)) as editor:
        editor.execute("PRAGMA journal_mode = WAL")
        editor.execute("CREATE TABLE notiz AS SELECT 7 AS a")
        editor.execute("INSERT INTO gpkg_contents (table_name, data_type) VALUES ('notiz', 'attributes')")
        names = {other.name for other in geopackage.parent.iterdir()}

        assert attempt(geopackage, layer="notiz")["a"].astype(str).tolist() == ["7"]
        assert {other.name for other in geopackage.parent.iterdir()} == names


def pack(path: Path, members: dict[str | ZipInfo, bytes]) -> Path:
    with ZipFile(path, "w", ZIP_DEFLATED) as archive:
        for member, content in members.items():
            archive.writestr(member, content)
    return path


def link(name: str) -> ZipInfo:
    member = ZipInfo(name)
    member.external_attr = (stat.S_IFLNK | 0o777) << 16
    return member


@pytest.mark.parametrize(
    ("members", "words"),
    [
        ({"bombe.csv": bytes(200 * 1024**2)}, "entpackt sich auf mehr"),
        ({"../../klettert.csv": b"a;b\n1;2\n"}, "kein brauchbares Archiv"),
        ({"/etc/cron.d/a.csv": b"a;b\n1;2\n"}, "kein brauchbares Archiv"),
        ({"..\\..\\klettert.csv": b"a;b\n1;2\n"}, "kein brauchbares Archiv"),
        ({link("a.csv"): b"/etc/passwd"}, "kein brauchbares Archiv"),
        ({"a.csv": b"a;b\n1;2\n", "./a.csv": b"a;b\n3;4\n"}, "kein brauchbares Archiv"),
        ({"innen.zip": b"PK"}, "weiteres Archiv"),
        ({f"{number}.txt": b"" for number in range(1001)}, "kein brauchbares Archiv"),
    ],
    ids=["bomb", "climbs", "absolute", "climbs in Windows", "link", "twice", "nested", "many"],
)
def test_archives_that_do_harm(tmp_path: Path, attempt: Read, members: dict[str | ZipInfo, bytes], words: str) -> None:
    path = pack(tmp_path / "daten.zip", members)
    before = sorted(tmp_path.rglob("*"))

    with pytest.raises(SourceError, match=words):
        attempt(path)

    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize("name", ["PG:dbname=x.csv", "vsicurl!b.csv", "a#b?c%20.csv"])
def test_a_member_s_name_is_a_name(tmp_path: Path, attempt: Read, name: str) -> None:
    path = pack(tmp_path / "daten.zip", {f"ordner/{name}": b"a;b\n1;2\n"})

    assert attempt(path)["b"].tolist() == ["2"]


@pytest.mark.parametrize("name", ["GPKG:plan.gpkg", "alt.zip!neu.gpkg", "plan#1?.gpkg"])
def test_a_file_s_name_is_a_name(geopackage: Path, attempt: Read, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.chdir(geopackage.parent)
    geopackage.rename(name)

    assert len(attempt(Path(name))) == 2


SHEET = (
    '<?xml version="1.0"?>{types}<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    '<row r="1"><c r="A1" t="inlineStr"><is><t>a{use}</t></is></c></row></sheetData></worksheet>'
)


def replaced(path: Path, name: str, content: str) -> Path:
    """Write another content for one member of an archive."""
    with ZipFile(path) as archive:
        members: dict[str | ZipInfo, bytes] = {each: archive.read(each) for each in archive.namelist()}
    return pack(path, {**members, name: content.encode()})


@pytest.mark.parametrize("kind", ["laughs", "file", "address"])
def test_entities_of_a_workbook_are_refused(tmp_path: Path, trap: Trap, attempt: Read, kind: str) -> None:
    types = {
        "laughs": LAUGHS,
        "file": f'<!DOCTYPE x [<!ENTITY e SYSTEM "file://{trap.secret}">]>',
        "address": f'<!DOCTYPE x [<!ENTITY e SYSTEM "{trap.url}/e">]>',
    }
    path = tmp_path / "liste.xlsx"
    openpyxl.Workbook().save(path)
    replaced(path, "xl/worksheets/sheet1.xml", SHEET.format(types=types[kind], use="&e;"))

    with pytest.raises(SourceError, match="DOCTYPE"), unharmed(trap):
        attempt(path)


def test_formulas_are_not_calculated_and_links_not_followed(tmp_path: Path, trap: Trap, attempt: Read) -> None:
    path = tmp_path / "liste.xlsx"
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["nr", "dienst", "verweis", "wort"])
    sheet.append([1, f'=WEBSERVICE("{trap.url}/a")', f"='[{trap.secret}]Blatt'!A1", "=cmd|' /C calc'!A0"])
    sheet["D2"].hyperlink = f"{trap.url}/klick"
    book.save(path)
    replaced(
        path,
        "xl/externalLinks/externalLink1.xml",
        '<externalLink xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>',
    )

    with unharmed(trap):
        frame = attempt(path)

    assert frame.drop(columns="geom").iloc[0].tolist()[0] == 1
    assert CANARY not in frame.to_csv()
    assert trap.url not in frame.drop(columns="geom").to_csv()
