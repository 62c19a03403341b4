"""One thing that was looked at, and how it is."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from pipelines.text import Text

Health = Literal["good", "poor", "missing"]
"""good: works · poor: the portal runs, but something is worse or cannot be read · missing: it cannot do without."""


@dataclass(frozen=True)
class Check:
    """``subject`` and ``details`` are for machines; ``found`` says how it is, ``remedy`` what to do."""

    subject: str
    health: Health
    found: Text
    remedy: Text | None = None
    details: Mapping[str, Any] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """Return everything, words in both languages."""
        words = {"found": self.found, "remedy": self.remedy}
        said = {name: {"de": text.de, "en": text.to("en")} if text else None for name, text in words.items()}
        return {"subject": self.subject, "health": self.health} | said | {"details": dict(self.details)}
