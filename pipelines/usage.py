"""A wrong call of the command line, in the words of both languages; click itself speaks English only."""

import click

from pipelines.errors import UsageError
from pipelines.text import Text


def wrong_call(error: click.ClickException) -> UsageError:
    """Return what click says as an error of ours, with the command whose help tells more."""
    said = error.format_message()
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        return UsageError(Text(said, said))
    command = error.ctx.command_path if isinstance(error, click.UsageError) and error.ctx else "geoportal"
    return UsageError(
        Text(_german(error), said),
        Text(f"Hilfe: {command} --help", f"Help: {command} --help"),
    )


def _german(error: click.ClickException) -> str:
    match error:
        case click.NoSuchOption():
            return f"Die Option „{error.option_name}“ gibt es nicht."
        case click.exceptions.NoSuchCommand():
            return f"Den Befehl „{error.command_name}“ gibt es nicht."
        case click.MissingParameter():
            return f"Die Angabe {_name(error)} fehlt."
        case click.BadParameter():
            return f"Die Angabe {_name(error)} hat einen Wert, der nicht passt."
        case click.BadOptionUsage():
            return f"Die Option „{error.option_name}“ ist falsch benutzt."
    return "Der Aufruf hat zu viele oder falsche Angaben."


def _name(error: click.BadParameter) -> str:
    return error.param.human_readable_name if error.param else ""
