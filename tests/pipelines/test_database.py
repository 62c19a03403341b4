from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest
from psycopg.conninfo import conninfo_to_dict, make_conninfo
from psycopg.sql import SQL, Identifier
from pydantic import SecretStr
from sqlalchemy import Engine, func, select, text
from sqlalchemy.exc import DBAPIError

from pipelines import portal
from pipelines.cluster import SUPERUSER, Cluster, embedded_cluster
from pipelines.database import Database, connected, connected_reader, parse
from pipelines.errors import GeoportalError, UsageError
from pipelines.rights import PUBLISHER, READER
from pipelines.settings import Settings

PLANNER = "planner"
"""A publisher on a server of the town's own, with no more rights than a test gives."""


@pytest.fixture
def cluster(cluster_settings: Settings) -> Cluster:
    return embedded_cluster(cluster_settings)


def administer(cluster: Cluster, database: str, *statements: str) -> None:
    with psycopg.connect(cluster.dsn(SUPERUSER, database), autocommit=True) as connection:
        for statement in statements:
            connection.execute(statement.encode())


@pytest.fixture
def own_server(cluster: Cluster, database_name: str, settings: Settings) -> Settings:
    """Settings for a database without a portal, reached as PLANNER, who may do nothing yet."""
    administer(
        cluster,
        database_name,
        f"DO $$ BEGIN CREATE ROLE {PLANNER}; EXCEPTION WHEN duplicate_object THEN END $$",
        f"REVOKE {READER} FROM {PLANNER}",
        "DROP SCHEMA data, portal CASCADE",
    )
    dsn = make_conninfo(cluster.dsn(SUPERUSER, database_name), options=f"-c role={PLANNER}")
    return settings.model_copy(update={"database_url": SecretStr(dsn), "reader_url": None})


@pytest.fixture(scope="module")
def bare_cluster(new_cluster: Callable[[], Cluster]) -> Cluster:
    cluster = new_cluster()
    cluster.start()
    return cluster


@pytest.fixture
def bare_server(bare_cluster: Cluster) -> Settings:
    """Settings for the administrator of a server that has never seen a portal."""
    return Settings(home=bare_cluster.home, database_url=SecretStr(bare_cluster.dsn(SUPERUSER, "postgres")))


def refusal(settings: Settings) -> str:
    with pytest.raises(GeoportalError) as caught, connected(settings):
        pass
    return caught.value.to("en")


def value(engine: Engine, statement: str) -> object:
    with engine.connect() as connection:
        return connection.scalar(text(statement))


def test_the_publisher_owns_both_schemas(database: Database) -> None:
    owners = value(
        database.publisher,
        "SELECT array_agg(DISTINCT nspowner::regrole::text) FROM pg_namespace WHERE nspname IN ('data', 'portal')",
    )
    assert owners == [PUBLISHER]


@pytest.mark.parametrize("table", [portal.publication, portal.live])
def test_the_reader_sees_what_is_published(database: Database, table: object) -> None:
    assert value(database.reader, f"SELECT count(*) FROM {table}") == 0


@pytest.mark.parametrize(
    "statement",
    [
        pytest.param("SELECT * FROM portal.finding", id="findings name records"),
        pytest.param("SELECT * FROM portal.search", id="rows of versions that are not live"),
        pytest.param("SELECT * FROM portal.alembic_version", id="not a matter of the public"),
        pytest.param("CREATE TABLE data.mine ()", id="no table"),
        pytest.param("DELETE FROM portal.live", id="no change"),
        pytest.param("SET default_transaction_read_only = off; DELETE FROM portal.live", id="no change by a trick"),
    ],
)
def test_the_reader_may_not(database: Database, statement: str) -> None:
    with pytest.raises(DBAPIError, match=r"permission denied|read-only transaction"), database.reader.begin() as reader:
        reader.execute(text(statement))


def test_a_readers_query_ends_after_its_time(database: Database) -> None:
    assert value(database.reader, "SHOW statement_timeout") == "15s"


@pytest.mark.parametrize(("name", "expected"), [("jit", "off"), ("timezone", "UTC")])
def test_sessions_are_fit_for_short_queries(database: Database, name: str, expected: str) -> None:
    assert value(database.reader, f"SHOW {name}") == expected


def test_a_pooled_session_that_the_server_ended_is_replaced_unseen(database: Database) -> None:
    before = value(database.reader, "SELECT pg_backend_pid()")
    with database.publisher.connect() as connection:
        connection.execute(select(func.pg_terminate_backend(before, 5000)))
    assert value(database.reader, "SELECT pg_backend_pid()") != before


def test_passwords_do_not_show(database: Database) -> None:
    assert "postgresql" not in repr(database).replace("postgresql+psycopg://", "")


def test_without_a_readers_login_the_publisher_takes_the_readers_role(settings: Settings) -> None:
    with connected(settings.model_copy(update={"reader_url": None})) as database:
        assert value(database.reader, "SELECT current_user::text") == READER


def test_a_server_process_needs_the_readers_login_alone(database: Database, settings: Settings) -> None:
    with connected_reader(settings.model_copy(update={"database_url": None})) as reader:
        assert value(reader, "SELECT current_user::text") == READER


def test_a_portal_can_be_set_up_with_the_least_rights(
    own_server: Settings, cluster: Cluster, database_name: str
) -> None:
    administer(
        cluster,
        database_name,
        f"CREATE SCHEMA data AUTHORIZATION {PLANNER}",
        f"CREATE SCHEMA portal AUTHORIZATION {PLANNER}",
        f"GRANT {READER} TO {PLANNER}",
    )
    with connected(own_server) as database:
        assert value(database.reader, "SELECT count(*) FROM portal.live") == 0


def test_an_administrators_server_needs_no_preparation(bare_server: Settings) -> None:
    with connected(bare_server) as database:
        assert value(database.reader, "SELECT count(*) FROM portal.live") == 0


def test_a_missing_role_is_named(bare_server: Settings, bare_cluster: Cluster) -> None:
    administer(
        bare_cluster,
        "template1",
        "DROP DATABASE postgres WITH (FORCE)",
        f"DROP ROLE IF EXISTS {READER}",
        f"DROP ROLE IF EXISTS {PLANNER}",
        f"CREATE ROLE {PLANNER}",
        f"CREATE DATABASE postgres OWNER {PLANNER}",
    )
    administer(bare_cluster, "postgres", "CREATE EXTENSION postgis")
    dsn = make_conninfo(bare_cluster.dsn(SUPERUSER, "postgres"), options=f"-c role={PLANNER}")
    message = refusal(bare_server.model_copy(update={"database_url": SecretStr(dsn)}))
    assert f"CREATE ROLE {READER} NOLOGIN;" in message


def test_a_missing_right_to_create_schemas_is_named(own_server: Settings) -> None:
    assert f'CREATE SCHEMA data AUTHORIZATION "{PLANNER}";' in refusal(own_server)


def test_a_schema_of_somebody_else_is_named(own_server: Settings, cluster: Cluster, database_name: str) -> None:
    administer(cluster, database_name, "CREATE SCHEMA portal")
    assert f'ALTER SCHEMA portal OWNER TO "{PLANNER}";' in refusal(own_server)


def test_a_role_that_may_not_be_taken_is_named(own_server: Settings, cluster: Cluster, database_name: str) -> None:
    administer(
        cluster, database_name, *(f"CREATE SCHEMA {name} AUTHORIZATION {PLANNER}" for name in ("data", "portal"))
    )
    assert f'GRANT {READER} TO "{PLANNER}";' in refusal(own_server)


def test_missing_postgis_is_named(own_server: Settings, cluster: Cluster, database_name: str) -> None:
    administer(cluster, database_name, "DROP EXTENSION postgis CASCADE")
    assert "CREATE EXTENSION postgis;" in refusal(own_server)


@pytest.mark.parametrize("extension", ["pg_trgm", "unaccent"])
def test_an_extension_that_may_not_be_created_is_named(
    own_server: Settings, cluster: Cluster, database_name: str, extension: str
) -> None:
    administer(cluster, database_name, f"DROP EXTENSION {extension} CASCADE")
    assert f"CREATE EXTENSION {extension};" in refusal(own_server)


def test_a_databases_owner_creates_the_extensions_of_the_search(
    own_server: Settings, cluster: Cluster, database_name: str
) -> None:
    administer(
        cluster,
        database_name,
        "DROP EXTENSION pg_trgm, unaccent CASCADE",
        f"GRANT CREATE ON DATABASE {database_name} TO {PLANNER}",
        f"GRANT {READER} TO {PLANNER}",
    )
    with connected(own_server) as database:
        assert value(database.reader, "SELECT count(*) FROM portal.found") == 0


def test_an_old_postgis_is_named(settings: Settings, cluster: Cluster, database_name: str) -> None:
    administer(cluster, database_name, "UPDATE pg_extension SET extversion = '3.2.9' WHERE extname = 'postgis'")
    assert "PostGIS 3.2.9, but 3.3 or newer" in refusal(settings)


def test_postgis_outside_the_search_path_is_named(settings: Settings, cluster: Cluster, database_name: str) -> None:
    administer(cluster, database_name, f'ALTER DATABASE "{database_name}" SET search_path = data')
    assert "SET search_path = public" in refusal(settings)


def test_another_encoding_is_named(cluster: Cluster, settings: Settings) -> None:
    administer(cluster, "postgres", "CREATE DATABASE latin ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0")
    dsn = SecretStr(cluster.dsn(SUPERUSER, "latin"))
    assert "LATIN1 instead of UTF8" in refusal(settings.model_copy(update={"database_url": dsn}))


def test_an_unreachable_server_is_named_without_the_password(settings: Settings) -> None:
    url = SecretStr("postgresql://planner:geheim@127.0.0.1:1/geoportal")
    message = refusal(settings.model_copy(update={"database_url": url}))
    assert "127.0.0.1" in message
    assert "geheim" not in message


def test_an_address_that_is_none_is_refused_without_the_password() -> None:
    with pytest.raises(UsageError) as caught:
        parse("postgresl://planner:geheim@server/geoportal", "GEOPORTAL_DATABASE_URL")
    assert "geheim" not in caught.value.to("de") + caught.value.to("en")


@pytest.mark.parametrize("scheme", ["postgresql", "postgres", "postgresql+psycopg"])
def test_every_usual_scheme_is_understood(scheme: str) -> None:
    assert conninfo_to_dict(parse(f"{scheme}://planner@server/geoportal", "X"))["host"] == "server"


def test_two_portals_on_one_server_know_nothing_of_each_other(
    database: Database, cluster: Cluster, settings: Settings
) -> None:
    with psycopg.connect(cluster.dsn(SUPERUSER, "postgres"), autocommit=True) as connection:
        connection.execute(SQL("CREATE DATABASE {} OWNER {}").format(Identifier("second"), Identifier(PUBLISHER)))
    administer(cluster, "second", "CREATE EXTENSION postgis")
    second = Settings(home=settings.home, database_url=SecretStr(cluster.dsn(PUBLISHER, "second")))
    with connected(second) as other, database.publisher.begin() as connection:
        connection.execute(text("CREATE TABLE data.only_here ()"))
        assert value(other.publisher, "SELECT to_regclass('data.only_here')::text") is None


def test_many_processes_at_once_set_up_one_portal(own_server: Settings, cluster: Cluster, database_name: str) -> None:
    administer(
        cluster, database_name, f"GRANT CREATE ON DATABASE {database_name} TO {PLANNER}", f"GRANT {READER} TO {PLANNER}"
    )

    def use(_: int) -> object:
        with connected(own_server) as database:
            return value(database.reader, "SELECT count(*) FROM portal.live")

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(use, range(4))) == [0] * 4
