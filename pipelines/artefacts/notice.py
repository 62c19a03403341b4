"""What every file says about itself: title, Datenstand, who is to be named, on which terms it may be used."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from pipelines.definition import Dataset, Dimensions, Field, GeometryType, Licence
from pipelines.text import Language, Text
from pipelines.town import Town

WORDS = {
    "sample": Text("Beispieldaten, keine amtlichen Daten", "Sample data, not official data"),
    "date": Text("Datenstand", "Data of"),
    "source": Text("Namensnennung", "Attribution"),
    "licence": Text("Lizenz", "Licence"),
    "contact": Text("Auskunft", "Contact"),
    "fields": Text("Felder", "Fields"),
}


@dataclass(frozen=True)
class Notice:
    """Words for the files of one version; only public fields are in them."""

    id: str
    geometry: GeometryType
    dimensions: Dimensions
    title: Text
    description: Text
    licence: Licence
    office: Text
    data_date: date | None
    sample: bool
    fields: dict[str, Field]

    def text(self, language: Language) -> str:
        """Return the licence notice, a few lines of plain text."""
        return "\n".join([*self._lines(language), ""])

    def field_list(self, language: Language, names: dict[str, str] | None = None) -> str:
        """Return one line per field; ``names`` are those that a format forces on us."""
        lines = [f"{WORDS['fields'].to(language)}:"]
        for name, field in self.fields.items():
            lines.append(f"  {(names or {}).get(name, name)}: {heading(name, field, language)}")
            codes = field.codes.values.items() if field.codes else ()
            lines.extend(f"    {code} = {value.label.to(language)}" for code, value in codes)
        return "\n".join([*lines, ""])

    def to_json(self) -> dict[str, Any]:
        """Return the notice for machines, as it stands in GeoJSON, GeoParquet and the manifest."""
        return {
            "title": self.title.de,
            "description": self.description.de,
            "licence": {"id": self.licence.id, "title": self.licence.title, "url": self.licence.url},
            "attribution": self.licence.attribution,
            "dataDate": self.data_date.isoformat() if self.data_date else None,
            "sample": self.sample,
        }

    def _lines(self, language: Language) -> list[str]:
        said = {key: words.to(language) for key, words in WORDS.items()}
        return [
            self.title.to(language),
            self.description.to(language).strip(),
            "",
            *([said["sample"]] if self.sample else []),
            *([f"{said['date']}: {self.data_date.isoformat()}"] if self.data_date else []),
            f"{said['source']}: {self.licence.attribution}",
            f"{said['licence']}: {self.licence.title} ({self.licence.id}), {self.licence.url}",
            f"{said['contact']}: {self.office.to(language)}",
        ]


def notice(dataset: Dataset, town: Town, data_date: date | None) -> Notice:
    """Say what there is to say of a public layer; the town's licence and office stand in for its own."""
    return Notice(
        id=dataset.id,
        geometry=dataset.geometry,
        dimensions=dataset.dimensions,
        title=dataset.title,
        description=dataset.description,
        licence=dataset.licence or town.licence,
        office=(dataset.contact or town.contact).office,
        data_date=data_date,
        sample=dataset.quality == "sample",
        fields=dataset.public_fields,
    )


def heading(name: str, field: Field, language: Language = "de") -> str:
    """Return a field's title with its unit."""
    title = field.title.to(language) if field.title else name
    return f"{title} ({field.unit})" if field.unit else title
