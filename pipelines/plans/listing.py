"""What the terminal shows of stored plans: imports, lists, histories, and what a conversion lost."""

import dataclasses
from collections.abc import Iterable, Sequence

import click

from pipelines.plans.history import Entry
from pipelines.plans.importing import Import
from pipelines.plans.stored import Plan
from pipelines.report.printing import print_json, print_table, say
from pipelines.report.standing import standing
from pipelines.text import Text, user_language
from pipelines.xplan.loss import Loss

STATUSES = {"imported": Text("übernommen", "imported"), "unchanged": Text("unverändert", "unchanged")}


def print_import(done: Import, *, as_json: bool) -> None:
    """Print what became of a file; what is unusual in it, and its faults, are warnings."""
    if as_json:
        print_json(done.to_json())
        return
    for notice in done.checked.notices:
        place = f"{notice.gml_id}: " if notice.gml_id else ""
        say(Text(f"! {place}{notice.message.de}", f"! {place}{notice.message.to('en')}"))
    for rule in done.checked.report["rules"]:
        counts = Text(f"{rule['errors']} Fehler", f"{rule['errors']} errors")
        say(
            Text(
                f"! {rule['rule']} {rule['title']}: {counts.de}, {rule['warnings']} Warnungen",
                f"! {rule['rule']} {rule['title']}: {counts.en}, {rule['warnings']} warnings",
            )
        )
    for record, stored in done.plans:
        status = STATUSES[stored.status]
        named = " ".join(part for part in (record.nummer, record.name) if part)
        say(
            Text(
                f"{record.plan}: {named}, XPlanGML {record.version}: {status.de} ({stored.number})",
                f"{record.plan}: {named}, XPlanGML {record.version}: {status.en} ({stored.number})",
            )
        )


def print_plans(plans: Sequence[Plan], *, as_json: bool) -> None:
    """Print the plans that are live."""
    if as_json:
        print_json([each.to_json() for each in plans])
        return
    heads = (
        Text("Kennung", "Id"),
        Text("Nummer", "Number"),
        Text("Name"),
        Text("XPlanGML"),
        Text("Rechtsstand", "Legal status"),
        Text("Fassung", "Version"),
        Text("übernommen", "imported"),
    )
    print_table(
        heads,
        (
            (
                each.plan,
                each.nummer,
                each.name,
                each.version,
                each.rechtsstand and each.rechtsstand.words,
                each.number,
                each.imported_at,
            )
            for each in plans
        ),
    )


def print_history(plan: str, entries: Sequence[Entry], *, as_json: bool) -> None:
    """Print the versions of one plan."""
    if as_json:
        print_json({"plan": plan, "versions": [dataclasses.asdict(entry) for entry in entries]})
        return
    heads = (
        Text("Fassung", "Version"),
        Text("Stand", "State"),
        Text("XPlanGML"),
        Text("übernommen", "imported"),
        Text("von", "by"),
        Text("Quelle", "Source"),
        Text("Fehler", "Errors"),
        Text("Warnungen", "Warnings"),
    )
    print_table(
        heads,
        (
            (
                each.number,
                standing(each),
                each.version,
                each.imported_at,
                each.actor,
                each.source,
                each.errors,
                each.warnings,
            )
            for each in entries
        ),
    )


def print_losses(losses: Iterable[Loss]) -> None:
    """Print on standard error what could not come along into another version."""
    for each in losses:
        what = ".".join(part for part in (each.class_name, each.name) if part)
        value = f" ({each.value})" if each.value else ""
        click.echo(f"! {each.gml_id} {what}{value}: {each.reason.to(user_language())}", err=True)
