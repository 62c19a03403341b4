"""What becomes of a made plan: it is checked as it is written, given out, published."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from pipelines.database import connected
from pipelines.drafting.draft import Draft
from pipelines.legal_time import LEGAL_TIME
from pipelines.plans.importing import Import, check, save
from pipelines.settings import Settings
from pipelines.xplan.validation.telling import to_json
from pipelines.xplan.validation.validation import Validation, validated


@dataclass(frozen=True)
class Outcome:
    """A made plan, what its validation found, and what became of it in the store, where it was published."""

    draft: Draft
    validation: Validation
    output: Path | None
    published: Import | None

    def to_json(self) -> dict[str, Any]:
        """For machines."""
        return {
            "id": self.draft.plan,
            "version": self.draft.document.version,
            "features": len(self.draft.document.features),
            "files": [each.name for each in self.draft.attachments],
            "notices": [
                {"rule": each.rule, "message": {"de": each.message.de, "en": each.message.to("en")}}
                for each in self.draft.notices
            ],
            "validation": to_json(self.validation),
            "import": self.published and self.published.to_json(),
        }


def finish(draft: Draft, name: str, settings: Settings, output: Path | None, *, imports: bool) -> Outcome:
    """Check a plan in the form in which it is given out, write it to ``output``, and publish it if it is to.

    Raises UsageError for an ``output`` that cannot be written, and what :func:`pipelines.plans.importing.check` raises.
    """
    with TemporaryDirectory(prefix="plan-") as folder:
        path = Path(folder) / f"{name}.{'zip' if draft.attachments else 'gml'}"
        draft.write(path)
        validation = validated(path, settings.xplan_schema_folder, datetime.now(LEGAL_TIME).date())
        if output:
            draft.write(output)
        published = _published(path, settings) if imports else None
    return Outcome(draft, validation, output, published)


def _published(path: Path, settings: Settings) -> Import:
    checked = check(settings, path)
    with connected(settings) as database:
        return save(settings, database, checked)
