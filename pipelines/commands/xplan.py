"""``geoportal xplan``: development plans in XPlanGML."""

# ruff: noqa: PLC0415 - what reads plans takes long to import; other commands must not wait for it

import json
from pathlib import Path

import click

from pipelines.commands.ending import as_json
from pipelines.errors import SourceError, UsageError
from pipelines.report.printing import print_json, say
from pipelines.settings import Settings
from pipelines.text import Text, user_language

FAULTY, UNREADABLE = 1, 2
"""Exit codes of ``validate``: what plans' validators answer, not those of errors."""

TO_FILE = click.Path(dir_okay=False, writable=True, path_type=Path)
A_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group()
def xplan() -> None:
    """Development plans in XPlanGML: check, store, give out."""


@xplan.command()
@click.argument("file", type=A_FILE)
@as_json
def show(file: Path, *, json_: bool) -> None:
    """Tell what is in FILE, a plan in XPlanGML (.gml) or an XPlanArchiv (.zip); nothing is written."""
    from pipelines.xplan.read import opened
    from pipelines.xplan.summary import summary

    with opened(file) as package:
        found = summary(package)
    if json_:
        print_json(found.to_json())
    else:
        for line in found.lines():
            say(line)


@xplan.command()
@click.argument("versions", nargs=-1, metavar="[VERSION]...")
@as_json
@click.pass_obj
def schemas(settings: Settings, versions: tuple[str, ...], *, json_: bool) -> None:
    """Fetch the XSDs of these versions (by default all) once, so that plans are checked without network."""
    from pipelines.xplan.catalogue import VERSIONS, known
    from pipelines.xplan.schemas import fetch

    folder = settings.xplan_schema_folder
    found = {each: fetch(each, folder, settings.url_hosts) for each in map(known, versions or VERSIONS)}
    if json_:
        print_json({"schemas": {version: str(path) for version, path in found.items()}})
        return
    for version, path in found.items():
        say(Text(f"XPlanGML {version}: {path}"))


@xplan.command()
@click.argument("file", type=A_FILE)
@as_json
@click.option("--html", type=TO_FILE, help="Write a report with drawings, one self-contained page in German.")
@click.option("--geojson", type=TO_FILE, help="Write the places of all faults, in degrees.")
@click.pass_obj
def validate(settings: Settings, file: Path, html: Path | None, geojson: Path | None, *, json_: bool) -> None:
    """Check FILE, a plan (.gml) or XPlanArchiv (.zip): exit 0 valid (warnings allowed), 1 faults, 2 unreadable."""
    from pipelines.reading.nursery import warm_up

    warm_up()
    from pipelines.xplan.validation.judging import judge
    from pipelines.xplan.validation.printing import print_report

    more = {"page": html, "places": geojson}
    try:
        report = judge(file, settings, [name for name, path in more.items() if path])
    except SourceError as error:
        click.echo(error.to(user_language()), err=True)
        if json_:
            print_json(error.to_json() | {"exit_code": UNREADABLE})
        raise click.exceptions.Exit(UNREADABLE) from None
    if html:
        html.write_text(report.pop("page"), encoding="utf-8")
    if geojson:
        geojson.write_text(json.dumps(report.pop("places"), ensure_ascii=False), encoding="utf-8")
    if json_:
        print_json(report)
    else:
        print_report(report)
    raise click.exceptions.Exit(0 if report["valid"] else FAULTY)


@xplan.command("import")
@click.argument("file", type=A_FILE)
@click.option("--force", is_flag=True, help="Take a plan over although its version does not know what it holds.")
@as_json
@click.pass_obj
def import_(settings: Settings, file: Path, *, force: bool, json_: bool) -> None:
    """Check FILE, a plan (.gml) or XPlanArchiv (.zip), and publish each plan in it."""
    from pipelines.reading.nursery import warm_up

    warm_up()
    from pipelines.database import connected
    from pipelines.plans.importing import check, save
    from pipelines.plans.listing import print_import

    checked = check(settings, file, force=force)
    with connected(settings) as database:
        done = save(settings, database, checked)
    print_import(done, as_json=json_)


@xplan.command()
@click.argument("file", type=A_FILE)
@as_json
@click.pass_obj
def diff(settings: Settings, file: Path, *, json_: bool) -> None:
    """Tell what FILE, a plan (.gml) or XPlanArchiv (.zip), would change in the plans that are live."""
    from pipelines.reading.nursery import warm_up

    warm_up()
    from pipelines.database import connected
    from pipelines.plans.comparing import compare
    from pipelines.plans.telling import print_comparisons

    with connected(settings) as database, database.publisher.connect() as connection:
        found = compare(settings, connection, file)
    print_comparisons(found, as_json=json_)


@xplan.command()
@click.argument("definition", type=A_FILE)
@click.option("-o", "--output", type=TO_FILE, help="Write to this file: .gml, or .zip with scans and other files.")
@click.option("--import", "imports", is_flag=True, help="Publish the plan.")
@as_json
@click.pass_obj
def make(settings: Settings, definition: Path, output: Path | None, *, imports: bool, json_: bool) -> None:
    """Make a plan of the town's own tables, as DEFINITION (datasets/plans/<id>.yml) says, and check it as `validate`
    does: exit 0 valid, 1 faults found. As GML to standard output, unless -o, --import or --json is given.
    """
    from pipelines.drafting.draft import draft
    from pipelines.drafting.listing import print_draft
    from pipelines.drafting.outcome import finish

    outcome = finish(draft(definition, settings), definition.stem, settings, output, imports=imports)
    print_draft(outcome, as_json=json_)
    if not (output or imports or json_):
        click.echo(outcome.draft.content, nl=False)
    raise click.exceptions.Exit(0 if outcome.validation.is_valid else FAULTY)


@xplan.command()
@click.argument("plan")
@click.option("--version", metavar="VERSION", help="Version of XPlanGML, by default the plan's own.")
@click.option("--as", "form", type=click.Choice(["xplan", "plu"]), default="xplan", help="plu: INSPIRE's land use 4.0.")
@click.option("-o", "--output", type=TO_FILE, help="Write to this file: .gml, or .zip with attachments.")
@click.pass_obj
def export(settings: Settings, plan: str, version: str | None, form: str, output: Path | None) -> None:
    """Write PLAN (id, name or number) as it is live; as GML to standard output, unless -o names a file."""
    if form == "plu" and version:
        raise UsageError(
            Text(
                "--version ist eine Fassung von XPlanGML, --as plu schreibt keines.",
                "--version is one of XPlanGML, which --as plu does not write.",
            )
        )
    from pipelines.database import connected
    from pipelines.plans.exporting import as_planned_land_use, converted, live, write_to
    from pipelines.plans.listing import print_losses

    with connected(settings) as database, database.publisher.connect() as connection:
        content = live(connection, plan)
    content, losses = as_planned_land_use(content, settings) if form == "plu" else converted(content, version)
    print_losses(losses)
    if output:
        write_to(content.document, content.contents, output, content.main)
    else:
        click.echo(content.document, nl=False)


@xplan.command("list")
@as_json
@click.pass_obj
def list_(settings: Settings, *, json_: bool) -> None:
    """List the plans that are live."""
    from pipelines.database import connected
    from pipelines.plans.listing import print_plans
    from pipelines.plans.stored import live_plans

    with connected(settings) as database, database.publisher.connect() as connection:
        plans = live_plans(connection)
    print_plans(plans, as_json=json_)


@xplan.command()
@click.argument("plan")
@as_json
@click.pass_obj
def history(settings: Settings, plan: str, *, json_: bool) -> None:
    """Show the versions of PLAN (id, name or number) that are kept, newest first."""
    from pipelines.database import connected
    from pipelines.plans.history import find
    from pipelines.plans.history import history as versions
    from pipelines.plans.listing import print_history

    with connected(settings) as database, database.publisher.connect() as connection:
        found = find(connection, plan)
        entries = versions(connection, found)
    print_history(found, entries, as_json=json_)


@xplan.command()
@click.argument("plan")
@click.argument("number", type=int, required=False)
@as_json
@click.pass_obj
def rollback(settings: Settings, plan: str, number: int | None, *, json_: bool) -> None:
    """Make an older version of PLAN live again: NUMBER, or the one that the live one replaced."""
    from pipelines.database import connected
    from pipelines.plans.importing import roll_back

    with connected(settings) as database:
        found, shown = roll_back(settings, database, plan, number)
    if json_:
        print_json({"plan": found, "number": shown})
        return
    say(Text(f"{found}: Fassung {shown} ist wieder veröffentlicht.", f"{found}: version {shown} is live again."))


@xplan.command()
@click.argument("plan")
@as_json
@click.pass_obj
def withdraw(settings: Settings, plan: str, *, json_: bool) -> None:
    """Take PLAN (id, name or number) out of the portal; `rollback` brings it back."""
    from pipelines.database import connected
    from pipelines.plans.importing import withdraw as take_out

    with connected(settings) as database:
        found = take_out(settings, database, plan)
    if json_:
        print_json({"plan": found, "number": None})
        return
    say(Text(f"{found} ist nicht mehr veröffentlicht.", f"{found} is no longer published."))
