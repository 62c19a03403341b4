"""Roles, database and extensions in the embedded cluster, where we are the administrator ourselves."""

import psycopg
from psycopg.sql import SQL, Identifier

from pipelines.cluster import SUPERUSER, Cluster
from pipelines.rights import EXTENSIONS, PUBLISHER, READER

DATABASE = "geoportal"

STATEMENT_TIMEOUT = "15s"
"""How long a query of the public may take; publications keep old tables for longer than this."""

ROLES = {
    PUBLISHER: (),
    READER: (f"ALTER ROLE {READER} SET statement_timeout = '{STATEMENT_TIMEOUT}'", f"GRANT {READER} TO {PUBLISHER}"),
}


def provision(cluster: Cluster) -> None:
    """Create what is missing; needs a running cluster and the lock of :func:`pipelines.lease.starting`."""
    with psycopg.connect(cluster.dsn(SUPERUSER, "postgres"), autocommit=True) as connection:
        known = {name for (name,) in connection.execute("SELECT rolname FROM pg_roles")}
        for role, statements in ROLES.items():
            if role not in known:
                connection.execute(SQL("CREATE ROLE {} LOGIN").format(Identifier(role)))
                for statement in statements:
                    connection.execute(statement)
        if not connection.execute("SELECT FROM pg_database WHERE datname = %s", [DATABASE]).rowcount:
            connection.execute(SQL("CREATE DATABASE {} OWNER {}").format(Identifier(DATABASE), Identifier(PUBLISHER)))
    create_extensions(cluster, DATABASE)


def create_extensions(cluster: Cluster, database: str) -> None:
    """Create what the portal needs, or update it after the system's packages were upgraded."""
    with psycopg.connect(cluster.dsn(SUPERUSER, database), autocommit=True) as connection:
        found = connection.execute(
            "SELECT name, installed_version, default_version FROM pg_available_extensions WHERE name = ANY (%s)",
            [list(EXTENSIONS)],
        ).fetchall()
        versions = {name: (installed, newest) for name, installed, newest in found}
        for name in EXTENSIONS:
            installed, newest = versions.get(name, (None, None))
            if installed is None:
                connection.execute(SQL("CREATE EXTENSION {}").format(Identifier(name)))
            elif installed != newest:
                connection.execute(SQL("ALTER EXTENSION {} UPDATE").format(Identifier(name)))
