"""How a version of a layer or a plan stands: live, brought back or taken out, by whom and when."""

from datetime import datetime
from typing import Protocol

from pipelines.legal_time import day
from pipelines.text import Text


class Version(Protocol):
    """What is known of a version's standing."""

    @property
    def live(self) -> bool:
        """Whether everybody sees it."""

    @property
    def returned_at(self) -> datetime | None:
        """When it was brought back, the last time."""

    @property
    def returned_by(self) -> str | None:
        """Who did so."""

    @property
    def withdrawn_at(self) -> datetime | None:
        """When it was taken out, the last time."""

    @property
    def withdrawn_by(self) -> str | None:
        """Who did so."""


def standing(version: Version) -> Text | None:
    """Whether a version is live and who brought it back, or who took it out since; None where neither is so."""
    returned, withdrawn = version.returned_at, version.withdrawn_at
    if version.live and returned:
        who = version.returned_by
        return Text(
            f"veröffentlicht, zurückgeholt {day(returned, 'de')} von {who}",
            f"live, brought back {day(returned, 'en')} by {who}",
        )
    if version.live:
        return Text("veröffentlicht", "live")
    if withdrawn and (returned is None or returned < withdrawn):
        who = version.withdrawn_by
        return Text(f"herausgenommen {day(withdrawn, 'de')} von {who}", f"withdrawn {day(withdrawn, 'en')} by {who}")
    return None
