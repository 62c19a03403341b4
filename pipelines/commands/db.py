"""``geoportal db``: the embedded database by hand, and backups of any."""

# ruff: noqa: PLC0415 - what speaks to databases takes long to import; other commands must not wait for it

import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipelines.commands.ending import as_json
from pipelines.errors import UsageError
from pipelines.report.printing import print_json, say
from pipelines.settings import Settings
from pipelines.text import Text, figure

if TYPE_CHECKING:
    from pipelines.cluster import Cluster


@click.group()
def db() -> None:
    """Start, stop, open, save and restore the database."""


@db.command()
@as_json
@click.pass_obj
def start(settings: Settings, *, json_: bool) -> None:
    """Start the embedded database and keep it running until `db stop`."""
    from pipelines import lease
    from pipelines.database import connected

    cluster = _embedded(settings)
    with connected(settings):
        lease.pin(cluster)
    _report(settings, Text("Die Datenbank läuft.", "The database is running."), json_=json_)


@db.command()
@as_json
@click.pass_obj
def stop(settings: Settings, *, json_: bool) -> None:
    """Stop the embedded database, or let it stop when the last program that uses it ends."""
    from pipelines import lease

    stopped = lease.unpin(_embedded(settings))
    sentence = Text("Die Datenbank ist beendet.", "The database has stopped.")
    in_use = Text(
        "Die Datenbank wird noch benutzt und endet mit dem letzten Programm, das sie braucht.",
        "The database is still in use and stops with the last program that needs it.",
    )
    _report(settings, sentence if stopped else in_use, json_=json_)


@db.command()
@as_json
@click.pass_obj
def status(settings: Settings, *, json_: bool) -> None:
    """Show whether the database runs, its versions and its size."""
    from pipelines.status import read_status

    found = read_status(settings)
    if json_:
        print_json(asdict(found))
    else:
        for line in found.lines():
            say(line)


@db.command()
@click.option("--reader", is_flag=True, help="The login that sees public columns only.")
@as_json
@click.pass_obj
def url(settings: Settings, *, reader: bool, json_: bool) -> None:
    """Print the database's address for QGIS, psql and others, without a password."""
    from pipelines.database import access, without_password

    addresses = access(settings)
    address = without_password(addresses.reader if reader else addresses.publisher)
    if json_:
        print_json({"url": address})
    else:
        click.echo(address)


@db.command("psql", context_settings={"ignore_unknown_options": True, "help_option_names": []})
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
@click.pass_obj
def open_psql(settings: Settings, arguments: tuple[str, ...]) -> None:
    """Open psql with the publisher's rights; ARGUMENTS go to psql."""
    from pipelines import psql
    from pipelines.database import connected

    with connected(settings) as database:
        code = psql.interact(database, arguments)
    sys.exit(code)


@db.command()
@click.argument("file", type=click.Path(path_type=Path))
@as_json
@click.pass_obj
def dump(settings: Settings, file: Path, *, json_: bool) -> None:
    """Save database and artefacts into FILE; it holds internal layers too."""
    from pipelines import backup

    size = backup.dump(settings, file)
    if json_:
        print_json({"file": str(file), "bytes": size})
    else:
        megabytes = figure(f"{size / 1e6:.1f}")
        say(Text(f"{file} ist geschrieben ({megabytes.de} MB).", f"{file} is written ({megabytes.en} MB)."))


@db.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--force", is_flag=True, help="Replace what the portal holds.")
@as_json
@click.pass_obj
def restore(settings: Settings, file: Path, *, force: bool, json_: bool) -> None:
    """Bring the portal back from FILE; a running server must be started anew afterwards."""
    from pipelines import backup

    manifest = backup.restore(settings, file, force=force)
    if json_:
        print_json(asdict(manifest))
    else:
        say(
            Text(
                f"Das Portal ist wieder auf dem Stand vom {manifest.created}.",
                f"The portal is back at its state of {manifest.created}.",
            )
        )


def _embedded(settings: Settings) -> "Cluster":
    from pipelines.cluster import embedded_cluster

    if settings.database_url:
        raise UsageError(
            Text(
                "GEOPORTAL_DATABASE_URL nennt einen eigenen Server; das Portal startet und beendet ihn nicht.",
                "GEOPORTAL_DATABASE_URL names a server of your own; the portal neither starts nor stops it.",
            )
        )
    return embedded_cluster(settings)


def _report(settings: Settings, sentence: Text, *, json_: bool) -> None:
    if json_:
        from pipelines.status import read_status

        print_json(asdict(read_status(settings)))
    else:
        say(sentence)
