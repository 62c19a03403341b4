"""What is in a plan's file, in short: for a person who wants to know what was sent."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pipelines.text import Text
from pipelines.xplan.attachment import Attachment
from pipelines.xplan.catalogue import CodeValue
from pipelines.xplan.crs import epsg
from pipelines.xplan.model import Document, Feature
from pipelines.xplan.parts import parts
from pipelines.xplan.read import Package


@dataclass(frozen=True, slots=True)
class PlanSummary:
    """One plan; ``rechtsstand`` is the value with its words, None where the plan states none."""

    gml_id: str
    class_name: str
    name: str | None
    nummer: str | None
    rechtsstand: CodeValue | None
    features: int

    def line(self) -> Text:
        """The plan in one line."""
        named = " ".join(part for part in (self.nummer, self.name) if part) or self.gml_id
        state = f", {self.rechtsstand.words}" if self.rechtsstand else ""
        return Text(
            f"{self.class_name}: {named}{state} ({self.features} Objekte)",
            f"{self.class_name}: {named}{state} ({self.features} features)",
        )


@dataclass(frozen=True, slots=True)
class Summary:
    """One file: ``crs`` is as written with its EPSG code (None: not known)."""

    document: Document
    crs: tuple[str | None, int | None]
    plans: tuple[PlanSummary, ...]
    classes: dict[str, int]
    attachments: tuple[Attachment, ...]

    def lines(self) -> Iterator[Text]:
        """For the terminal."""
        written, code = self.crs
        yield Text(f"XPlanGML {self.document.version}, {f'EPSG:{code}' if code else written or '–'}")
        yield from (plan.line() for plan in self.plans)
        yield from (Text(f"  {count:>6} {name}") for name, count in self.classes.items())
        for each in self.attachments:
            yield Text(f"{each.name}: {each.media_type}, {each.size / 1e6:.1f} MB")
        for notice in self.document.notices:
            place = f"{notice.gml_id}: " if notice.gml_id else ""
            yield Text(f"! {place}{notice.message.de}", f"! {place}{notice.message.to('en')}")

    def to_json(self) -> dict[str, Any]:
        """For machines."""
        written, code = self.crs
        return {
            "version": self.document.version,
            "crs": {"srsName": written, "epsg": code},
            "plans": [_plan(plan) for plan in self.plans],
            "classes": self.classes,
            "attachments": [
                {"name": each.name, "type": each.media_type, "bytes": each.size} for each in self.attachments
            ],
            "notices": [
                {
                    "rule": each.rule,
                    "message": {"de": each.message.de, "en": each.message.to("en")},
                    "gml_id": each.gml_id,
                    "line": each.line,
                }
                for each in self.document.notices
            ],
        }


def summary(package: Package) -> Summary:
    """Summarise an opened file."""
    document = package.document
    return Summary(
        document=document,
        crs=(document.srs_name, epsg(document.srs_name) if document.srs_name else None),
        plans=tuple(_summarised(part.plan, len(part.features), document) for part in parts(document)),
        classes=dict(sorted(Counter(each.class_name for each in document.features).items())),
        attachments=package.attachments,
    )


def _summarised(plan: Feature, features: int, document: Document) -> PlanSummary:
    return PlanSummary(
        gml_id=plan.gml_id,
        class_name=plan.class_name,
        name=plan.text("name"),
        nummer=plan.text("nummer"),
        rechtsstand=document.words(plan, "rechtsstand"),
        features=features,
    )


def _plan(plan: PlanSummary) -> dict[str, Any]:
    return {
        "gml_id": plan.gml_id,
        "class": plan.class_name,
        "name": plan.name,
        "nummer": plan.nummer,
        "rechtsstand": plan.rechtsstand and plan.rechtsstand.to_json(),
        "features": plan.features,
    }
