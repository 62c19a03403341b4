"""What a report says beside its counts: which version, from when, by whom, and who knows more."""

from dataclasses import dataclass
from datetime import date, datetime

from pipelines.definition import Contact
from pipelines.errors import GeoportalError


@dataclass(frozen=True)
class About:
    """``version`` is None for a check; ``error`` says why nothing went live; ``csv`` is where all findings are.

    ``contact`` answers for the layer's data, ``town`` is the town's name. ``csv`` is an address relative to the page.
    """

    town: str
    contact: Contact
    at: datetime
    version: int | None = None
    actor: str | None = None
    data_date: date | None = None
    error: GeoportalError | None = None
    csv: str | None = None
