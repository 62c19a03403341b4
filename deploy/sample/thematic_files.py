"""The file formats in which town halls keep their lists and maps, written so that the same data give the same bytes."""

import csv
import io
import json
import re
import tempfile
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from xml.etree import ElementTree as ET

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import pyogrio
from pyproj import Transformer
from shapely import transform
from shapely.geometry import Point, mapping
from shapely.geometry.base import BaseGeometry

Value = str | int | float | bool | date | None
Points = npt.NDArray[np.float64]
Row = Mapping[str, Value]

UTM32 = "EPSG:25832"
"""ETRS89 / UTM zone 32N, easting first: the CRS in which the town is drawn."""
GAUSS_KRUEGER = "EPSG:31467"
"""DHDN / 3-degree Gauß-Krüger zone 3; written easting (Rechtswert) first, as the old files are."""
DEGREES = "OGC:CRS84"
"""WGS 84, longitude first."""

WRITTEN = "2023-10-31T12:00:00.000Z"
GML = "http://www.opengis.net/gml/3.2"
KML = "http://www.opengis.net/kml/2.2"
APP = "https://www.leinfelden-echterdingen.de/beispiel/mobilfunk"


@dataclass(frozen=True)
class Feature:
    """One record with its place; ``geometry`` in EPSG:25832."""

    geometry: BaseGeometry
    values: Row


def projected(geometry: BaseGeometry, crs: str) -> BaseGeometry:
    """Bring a geometry from EPSG:25832 to ``crs``, rounded to some centimetres."""
    move = Transformer.from_crs(UTM32, crs, always_xy=True)
    decimals = 7 if crs == DEGREES else 2

    def moved(points: Points) -> Points:
        return np.column_stack(move.transform(points[:, 0], points[:, 1])).round(decimals)

    return transform(geometry, moved)


def coordinates(geometry: BaseGeometry, crs: str) -> tuple[float, float]:
    """Easting and northing, or longitude and latitude, of a point in ``crs``."""
    place = projected(geometry, crs)
    assert isinstance(place, Point)
    return place.x, place.y


def write_csv(
    path: Path,
    rows: Sequence[Row],
    *,
    encoding: str = "utf-8",
    delimiter: str = ";",
    decimal: str = ".",
) -> None:
    """Write a CSV with Windows line ends; ``utf-8-sig`` sets a byte-order mark as Excel does."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=delimiter)
    writer.writerow(rows[0])
    writer.writerows([_cell(value, decimal) for value in row.values()] for row in rows)
    path.write_bytes(text.getvalue().encode(encoding))


def write_geojson(path: Path, features: Iterable[Feature], crs: str = DEGREES) -> None:
    """Write GeoJSON: RFC 7946, or for another CRS the older form that names it in a ``crs`` member."""
    lines = [
        json.dumps(
            {"type": "Feature", "properties": f.values, "geometry": mapping(projected(f.geometry, crs))},
            ensure_ascii=False,
        )
        for f in features
    ]
    head = '"type": "FeatureCollection",'
    if crs != DEGREES:
        head += '\n"crs": ' + json.dumps({"type": "name", "properties": {"name": _urn(crs)}}) + ","
    path.write_text("{\n" + head + '\n"features": [\n' + ",\n".join(lines) + "\n]\n}\n", encoding="utf-8")


def write_geopackage(path: Path, layers: Mapping[str, Sequence[Feature]], tables: Mapping[str, Sequence[Row]]) -> None:
    """Write layers in EPSG:25832 and tables without geometry into one GeoPackage."""
    pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": WRITTEN})
    path.unlink(missing_ok=True)
    frames = {name: _frame(features, UTM32) for name, features in layers.items()}
    frames |= {name: pd.DataFrame([dict(row) for row in rows]) for name, rows in tables.items()}
    for number, (name, frame) in enumerate(frames.items()):
        pyogrio.write_dataframe(frame, path, layer=name, driver="GPKG", append=number > 0)


def write_shapefile(path: Path, features: Sequence[Feature], crs: str) -> None:
    """Write a zipped Shapefile with Windows umlauts and, as usual, no .cpg that would say so."""
    with tempfile.TemporaryDirectory() as folder:
        shape = Path(folder) / f"{path.stem}.shp"
        pyogrio.write_dataframe(_frame(features, crs), shape, encoding="cp1252", DBF_DATE_LAST_UPDATE=WRITTEN[:10])
        parts = sorted(part for part in Path(folder).iterdir() if part.suffix != ".cpg")
        _zip(path, {part.name: part.read_bytes() for part in parts})


def write_workbook(path: Path, sheets: Mapping[str, tuple[Sequence[str], Sequence[Row]]]) -> None:
    """Write an XLSX; each sheet has some title lines above its header."""
    content = io.BytesIO()
    with pd.ExcelWriter(content, engine="openpyxl") as writer:
        for name, (titles, rows) in sheets.items():
            pd.DataFrame({"": list(titles)}).to_excel(writer, sheet_name=name, header=False, index=False)
            frame = pd.DataFrame([dict(row) for row in rows])
            frame.to_excel(writer, sheet_name=name, startrow=len(titles), index=False, header=bool(rows))
    with zipfile.ZipFile(content) as book:
        parts = {name: book.read(name) for name in book.namelist()}
    stamp = re.compile(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
    parts["docProps/core.xml"] = stamp.sub(f"{WRITTEN[:19]}Z".encode(), parts["docProps/core.xml"])
    _zip(path, parts)


def write_gml(path: Path, kind: str, features: Sequence[Feature]) -> None:
    """Write points as GML 3.2 in EPSG:25832, easting first as the EPSG registry has it."""
    ET.register_namespace("gml", GML)
    ET.register_namespace("le", APP)
    root = ET.Element(f"{{{GML}}}FeatureCollection", {f"{{{GML}}}id": "sammlung"})
    for number, feature in enumerate(features, start=1):
        member = ET.SubElement(root, f"{{{GML}}}featureMember")
        record = ET.SubElement(member, f"{{{APP}}}{kind}", {f"{{{GML}}}id": f"{kind}.{number}"})
        place = ET.SubElement(record, f"{{{APP}}}position")
        attributes = {"srsName": _urn(UTM32), f"{{{GML}}}id": f"position.{number}"}
        point = ET.SubElement(place, f"{{{GML}}}Point", attributes)
        easting, northing = coordinates(feature.geometry, UTM32)
        ET.SubElement(point, f"{{{GML}}}pos").text = f"{easting:.2f} {northing:.2f}"
        for name, value in feature.values.items():
            ET.SubElement(record, f"{{{APP}}}{name}").text = _cell(value, ".")
    _write_xml(path, root)


def write_kml(path: Path, title: str, features: Sequence[Feature]) -> None:
    """Write placemarks as the usual globe programs do: ``Name`` and extended data, longitude first."""
    ET.register_namespace("", KML)
    root = ET.Element(f"{{{KML}}}kml")
    document = ET.SubElement(root, f"{{{KML}}}Document")
    ET.SubElement(document, f"{{{KML}}}name").text = title
    for feature in features:
        _placemark(document, feature)
    _write_xml(path, root)


def _placemark(document: ET.Element, feature: Feature) -> None:
    placemark = ET.SubElement(document, f"{{{KML}}}Placemark")
    values = {name: _cell(value, ".") for name, value in feature.values.items()}
    ET.SubElement(placemark, f"{{{KML}}}name").text = values.pop("Name")
    extended = ET.SubElement(placemark, f"{{{KML}}}ExtendedData")
    for name, value in values.items():
        data = ET.SubElement(extended, f"{{{KML}}}Data", {"name": name})
        ET.SubElement(data, f"{{{KML}}}value").text = value
    point = ET.SubElement(placemark, f"{{{KML}}}Point")
    longitude, latitude = coordinates(feature.geometry, DEGREES)
    ET.SubElement(point, f"{{{KML}}}coordinates").text = f"{longitude},{latitude},0"


def _write_xml(path: Path, root: ET.Element) -> None:
    ET.indent(root)
    path.write_bytes(ET.tostring(root, encoding="utf-8", xml_declaration=True) + b"\n")


def _urn(crs: str) -> str:
    return "urn:ogc:def:crs:EPSG::" + crs.removeprefix("EPSG:")


def _frame(features: Sequence[Feature], crs: str) -> gpd.GeoDataFrame:
    places = [projected(feature.geometry, crs) for feature in features]
    columns = {name: _column([feature.values[name] for feature in features]) for name in features[0].values}
    return gpd.GeoDataFrame(columns, geometry=places, crs=crs)


def _column(values: Sequence[Value]) -> pd.Series:
    """Whole numbers stay whole where some are missing, which pandas would otherwise turn into floats."""
    known = [value for value in values if value is not None]
    whole = len(known) < len(values) and bool(known) and all(isinstance(value, int) for value in known)
    return pd.Series(list(values), dtype="Int64" if whole else None)


def _zip(path: Path, parts: Mapping[str, bytes]) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name, (2023, 10, 31, 12, 0, 0)), content, zipfile.ZIP_DEFLATED, 9)


def _cell(value: Value, decimal: str) -> str:
    if value is None:
        return ""
    return str(value).replace(".", decimal) if isinstance(value, float) else str(value)
