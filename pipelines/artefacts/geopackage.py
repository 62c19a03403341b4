"""The words of a GeoPackage: titles and code lists of its columns, licence and Datenstand of its data.

Columns and codes go by the Schema extension (OGC 12-128r18, F.9), the notice by the Metadata extension (F.8), which
GDAL cannot write through Arrow.
"""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

from pipelines.artefacts.notice import Notice, heading
from pipelines.artefacts.ogr import CHANGED

DEFINITION = "http://www.geopackage.org/spec121/#extension_{}"

TABLES = """
CREATE TABLE IF NOT EXISTS gpkg_extensions (
    table_name TEXT, column_name TEXT, extension_name TEXT NOT NULL, definition TEXT NOT NULL, scope TEXT NOT NULL,
    CONSTRAINT ge_tce UNIQUE (table_name, column_name, extension_name)
);
CREATE TABLE gpkg_data_columns (
    table_name TEXT NOT NULL, column_name TEXT NOT NULL, name TEXT, title TEXT, description TEXT, mime_type TEXT,
    constraint_name TEXT,
    CONSTRAINT pk_gdc PRIMARY KEY (table_name, column_name),
    CONSTRAINT gdc_tn UNIQUE (table_name, name)
);
CREATE TABLE gpkg_data_column_constraints (
    constraint_name TEXT NOT NULL, constraint_type TEXT NOT NULL, value TEXT, min NUMERIC, min_is_inclusive BOOLEAN,
    max NUMERIC, max_is_inclusive BOOLEAN, description TEXT,
    CONSTRAINT gdcc_ntv UNIQUE (constraint_name, constraint_type, value)
);
CREATE TABLE gpkg_metadata (
    id INTEGER CONSTRAINT m_pk PRIMARY KEY ASC NOT NULL, md_scope TEXT NOT NULL DEFAULT 'dataset',
    md_standard_uri TEXT NOT NULL, mime_type TEXT NOT NULL DEFAULT 'text/xml', metadata TEXT NOT NULL DEFAULT ''
);
CREATE TABLE gpkg_metadata_reference (
    reference_scope TEXT NOT NULL, table_name TEXT, column_name TEXT, row_id_value INTEGER,
    timestamp DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')), md_file_id INTEGER NOT NULL,
    md_parent_id INTEGER,
    CONSTRAINT crmr_mfi_fk FOREIGN KEY (md_file_id) REFERENCES gpkg_metadata(id),
    CONSTRAINT crmr_mpi_fk FOREIGN KEY (md_parent_id) REFERENCES gpkg_metadata(id)
);
"""


def describe_geopackage(path: Path, notice: Notice) -> None:
    """Add the words of ``notice`` to a GeoPackage with one layer named ``notice.id``."""
    with closing(sqlite3.connect(path)) as file, file:
        file.executescript(TABLES)
        extensions = {"gpkg_schema": TABLES_OF_SCHEMA, "gpkg_metadata": TABLES_OF_METADATA}
        for name, tables in extensions.items():
            definition = DEFINITION.format(name.removeprefix("gpkg_"))
            file.executemany(
                "INSERT INTO gpkg_extensions VALUES (?, NULL, ?, ?, 'read-write')",
                [(table, name, definition) for table in tables],
            )
        _describe_columns(file, notice)
        _describe_data(file, notice)


TABLES_OF_SCHEMA = ("gpkg_data_columns", "gpkg_data_column_constraints")
TABLES_OF_METADATA = ("gpkg_metadata", "gpkg_metadata_reference")


def _describe_columns(file: sqlite3.Connection, notice: Notice) -> None:
    for name, field in notice.fields.items():
        listed = f"{notice.id}_{name}" if field.codes else None
        row = (notice.id, name, name, heading(name, field), listed)
        file.execute("INSERT INTO gpkg_data_columns VALUES (?, ?, ?, ?, NULL, NULL, ?)", row)
        codes = field.codes.values.items() if field.codes else ()
        file.executemany(
            "INSERT INTO gpkg_data_column_constraints VALUES (?, 'enum', ?, NULL, NULL, NULL, NULL, ?)",
            [(listed, code, value.label.de) for code, value in codes],
        )


def _describe_data(file: sqlite3.Connection, notice: Notice) -> None:
    said = (notice.text("de"), notice.text("en"), json.dumps(notice.to_json(), ensure_ascii=False))
    kinds = ("text/plain", "text/plain", "application/json")
    for number, (words, kind) in enumerate(zip(said, kinds, strict=True), start=1):
        row = (number, notice.licence.url, kind, words)
        file.execute("INSERT INTO gpkg_metadata VALUES (?, 'dataset', ?, ?, ?)", row)
        reference = (notice.id, CHANGED, number)
        file.execute("INSERT INTO gpkg_metadata_reference VALUES ('table', ?, NULL, NULL, ?, ?, NULL)", reference)
