"""Development plans as plain files: the plans as features, and each one's GML, archive and attachments.

What holds at a place takes a server; a mirror shows the plans that lie there, and gives their files out.
"""

from collections.abc import Iterator
from pathlib import PurePosixPath
from tempfile import SpooledTemporaryFile

from sqlalchemy import Connection, select

from pipelines.plans.names import OF_PLANS, is_derived
from pipelines.plans.stored import live_content, live_plans
from pipelines.publication import Publication
from pipelines.tables import layer_table
from server.plans.routes import IN_MEMORY

HEAD, BETWEEN, END = '{"type":"FeatureCollection","features":[', ",", "]}"


def is_mirrored(layer: Publication) -> bool:
    """Whether a mirror shows this layer: not the objects of plans, of which the server tells what they mean."""
    return layer.dataset.id in OF_PLANS or not is_derived(layer.dataset.id)


def features(connection: Connection, layer: Publication) -> str:
    """Return all features of a collection as GeoJSON."""
    columns = layer_table(layer.dataset, layer.features).c
    rows = connection.scalars(select(columns.geojson).order_by(columns.id))
    return HEAD + BETWEEN.join(map(str, rows)) + END


def plan_files(connection: Connection) -> Iterator[tuple[PurePosixPath, bytes]]:
    """Give every file of every plan with its path on the server, without the slash at the beginning."""
    folder = PurePosixPath("api", "plans")
    for plan in live_plans(connection):
        content = live_content(connection, plan.plan)
        if content is None:
            continue
        yield folder / f"{plan.plan}.gml", content.document
        with SpooledTemporaryFile(IN_MEMORY) as archive:
            content.pack(archive)
            archive.seek(0)
            yield folder / f"{plan.plan}.zip", archive.read()
        for file in content.files:
            yield folder / plan.plan / "attachments" / file.name, file.content
