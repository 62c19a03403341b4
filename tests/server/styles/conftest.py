"""An application with the styles of a portal whose layers are drawn in many ways."""

import json
from collections.abc import Iterator

import httpx
import psycopg
import pytest
from psycopg.sql import SQL, Identifier
from pydantic import SecretStr

from pipelines.cluster import SUPERUSER, embedded_cluster
from pipelines.database import connected
from pipelines.provision import DATABASE
from pipelines.rights import PUBLISHER, READER
from pipelines.settings import Settings
from server.styles.routes import ROUTES
from tests.server.samples import AREAS, TREES, Portal, area, tree
from tests.server.tiles.conftest import application, reached

TREE_STYLE = [
    {
        "id": "baeume-punkt",
        "type": "symbol",
        "minzoom": 12,
        "metadata": {"legend": {"de": "Zustand", "en": "Condition"}},
        "layout": {
            "icon-image": ["match", ["get", "zustand"], "tot", "raute-882255", "kreis-117733"],
            "icon-size": ["interpolate", ["linear"], ["zoom"], 12, 1, 14, 1.5],
        },
    },
    {
        "id": "baeume-name",
        "type": "symbol",
        "filter": ["!=", ["get", "art"], "Linde"],
        "layout": {"text-field": ["concat", "Baum: ", ["get", "art"]], "text-size": 12, "text-anchor": "top"},
        "paint": {"text-color": "#123456", "text-halo-color": "#fff", "text-halo-width": 1.5},
    },
]

AREA_STYLE = [{"id": "flaechen-waerme", "type": "heatmap"}]
"""What SLD and QGIS do not have."""


@pytest.fixture(scope="session")
def styled(cluster_settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Portal]:
    """A portal with 100 trees, and 8 areas whose style is for the map alone."""
    cluster, name = embedded_cluster(cluster_settings), "stile"
    with psycopg.connect(cluster.dsn(SUPERUSER, "postgres"), autocommit=True) as connection:
        create = SQL("CREATE DATABASE {} OWNER {} TEMPLATE {} STRATEGY file_copy")
        connection.execute(create.format(Identifier(name), Identifier(PUBLISHER), Identifier(DATABASE)))
    folder = tmp_path_factory.mktemp("stile")
    for layer, style in (("baeume", TREE_STYLE), ("flaechen", AREA_STYLE)):
        (folder / f"{layer}.json").write_text(json.dumps(style))
    settings = Settings(
        home=folder / "home",
        database_url=SecretStr(cluster.dsn(PUBLISHER, name)),
        reader_url=SecretStr(cluster.dsn(READER, name)),
        public_url="https://karte.example.org/portal",
        styles=(folder,),
    )
    with connected(settings) as database:
        portal = Portal(settings, database, folder)
        portal.publish(TREES, [tree(number) for number in range(100)])
        portal.publish(AREAS | {"tiles": "none"}, [area(number) for number in range(8)])
        yield portal


@pytest.fixture(scope="session")
def client(styled: Portal) -> Iterator[httpx.Client]:
    """A client of the styles."""
    with reached(application(styled.settings, routes=ROUTES)) as client:
        yield client
