"""What was wrong with one record, and what was done about it."""

from dataclasses import dataclass
from typing import Literal

from pipelines.text import Text

Action = Literal["refused", "repaired", "cleared", "warned"]
"""refused: not loaded · repaired: geometry mended · cleared: one value emptied · warned: loaded as it is."""


@dataclass(frozen=True)
class Finding:
    """One rule that one record broke.

    ``record`` is the 1-based position in the source (None for rules on a whole layer, which know the feature only),
    ``feature`` the id once it is known, ``position`` longitude and latitude (CRS84). ``before`` and ``after`` are the
    value as text, areas in m², lengths in m; they are None for internal fields and those that disclosure control may
    withhold, whose values appear in no report. ``line`` is where people find the record: the row of the ``sheet`` as
    Excel shows it, or the line of a text file; None where the format has neither.
    """

    record: int | None
    rule: str
    action: Action
    message: Text
    feature: str | None = None
    field: str | None = None
    before: str | None = None
    after: str | None = None
    position: tuple[float, float] | None = None
    sheet: str | None = None
    line: int | None = None
