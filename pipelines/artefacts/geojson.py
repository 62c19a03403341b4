"""GeoJSON: the finished features of the table, joined; CRS84 with 7 decimals, as the API gives them."""

import json
from pathlib import Path

from psycopg.sql import SQL, Identifier
from sqlalchemy import Connection

from pipelines.artefacts.notice import Notice
from pipelines.artefacts.rows import copied
from pipelines.portal import DATA
from pipelines.tables import table_name

SELECT = SQL("COPY (SELECT geojson FROM {}) TO STDOUT (FORMAT csv, DELIMITER E'\\x02', QUOTE E'\\x01')")
"""JSON has no control characters in it (RFC 8259, 7), so with these nothing is ever quoted: one feature per line."""


def write_geojson(connection: Connection, notice: Notice, version: int, target: Path) -> Path:
    """Write one FeatureCollection, a feature per line, with licence, attribution and Datenstand as foreign members."""
    members = json.dumps({"type": "FeatureCollection", "name": notice.id} | notice.to_json(), ensure_ascii=False)
    table = Identifier(DATA, table_name(notice.id, version))
    with target.open("wb") as file:
        file.write(members.removesuffix("}").encode() + b', "features": [')
        separator = b"\n"
        for block in copied(connection, SELECT.format(table)):
            file.write(separator + block.removesuffix(b"\n").replace(b"\n", b",\n"))
            separator = b",\n"
        file.write(b"\n]}\n")
    return target
