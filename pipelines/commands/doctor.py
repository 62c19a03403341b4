"""Is everything there that the portal needs?"""

# ruff: noqa: PLC0415 - what reads geodata takes a second to import; help and `serve` must not wait for it

from typing import TYPE_CHECKING

import click

from pipelines.commands.ending import as_json
from pipelines.errors import SetupError
from pipelines.report.printing import print_json, say
from pipelines.settings import Settings

if TYPE_CHECKING:
    from pipelines.doctor.check import Health

SIGNS: dict["Health", str] = {"good": "+", "poor": "!", "missing": "-"}
"""Characters that every terminal has."""


@click.command()
@as_json
@click.pass_obj
def doctor(settings: Settings, *, json_: bool) -> None:
    """Say what is installed and works, and how to get what is missing."""
    from pipelines.doctor.examine import examine
    from pipelines.text import Text

    checks = []
    for check in examine(settings):
        checks.append(check)
        if not json_:
            sign = SIGNS[check.health]
            say(Text(f"{sign} {check.found.de}", f"{sign} {check.found.to('en')}"))
            if check.remedy:
                say(Text(f"    {check.remedy.de}", f"    {check.remedy.to('en')}"))
    well = all(check.health != "missing" for check in checks)
    if json_:
        print_json({"well": well, "checks": [check.to_json() for check in checks]})
    raise click.exceptions.Exit(0 if well else SetupError.exit_code)
