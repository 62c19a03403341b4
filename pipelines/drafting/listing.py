"""What the terminal shows of a made plan. The plan itself may go to standard output, so all else goes beside it."""

import click

from pipelines.drafting.outcome import Outcome
from pipelines.plans.listing import print_import
from pipelines.reading.formats import suffix
from pipelines.report.printing import print_json
from pipelines.text import Text, user_language


def print_draft(outcome: Outcome, *, as_json: bool) -> None:
    """Print what was made, what is unusual in it, and rule by rule what its validation found."""
    if as_json:
        print_json(outcome.to_json())
        return
    for notice in outcome.draft.notices:
        _aside(Text(f"! {notice.message.de}", f"! {notice.message.to('en')}"))
    for check in outcome.validation.checks:
        if check.errors or check.warnings:
            _aside(
                Text(
                    f"! {check.number} {check.title}: {check.errors} Fehler, {check.warnings} Warnungen",
                    f"! {check.number} {check.title}: {check.errors} errors, {check.warnings} warnings",
                )
            )
    if left := _left_out(outcome):
        _aside(
            Text(
                f"! In einer .gml fehlen {left}; -o mit .zip schreibt alles zusammen.",
                f"! A .gml lacks {left}; -o with .zip writes all of it.",
            )
        )
    features, verdict = len(outcome.draft.document.features), outcome.validation.is_valid
    german, english = ("gültig", "valid") if verdict else ("nicht gültig", "not valid")
    _aside(
        Text(
            f"{outcome.draft.plan}: {features} Objekte, XPlanGML {outcome.draft.document.version}, {german}",
            f"{outcome.draft.plan}: {features} features, XPlanGML {outcome.draft.document.version}, {english}",
        )
    )
    if outcome.published:
        print_import(outcome.published, as_json=False)


def _left_out(outcome: Outcome) -> str:
    """Names of the files that are in no archive, where the plan was given out without one."""
    is_whole = suffix(outcome.output) == ".zip" if outcome.output else outcome.published
    return "" if is_whole else ", ".join(each.name for each in outcome.draft.attachments)


def _aside(text: Text) -> None:
    click.echo(text.to(user_language()), err=True)
