"""Relations within a document, and what an archive has to hold beside the plan."""

from collections import Counter
from collections.abc import Iterator

from pipelines.text import Text
from pipelines.xplan.catalogue import Kind
from pipelines.xplan.documents import linked
from pipelines.xplan.model import Document, Object, Reference
from pipelines.xplan.read import Package
from pipelines.xplan.validation.finding import Finding, Severity
from pipelines.xplan.validation.subject import Subject

XLINK, XLINK_TITLE = "xlink", "Relationen (xlink:href)"
ARCHIVE, ARCHIVE_TITLE = "archive", "XPlanArchiv"
NUMBER, NUMBER_TITLE = "bereich-nummer", "Nummern der Bereiche"


def check_references(document: Document) -> Iterator[Finding]:
    """Yield relations that lead to nothing in the document, or out of it."""
    for feature in document.features:
        for message in _broken(feature, document):
            yield Finding(XLINK, Severity.ERROR, message, (feature.gml_id,), None, feature.line)


def check_sections(subject: Subject) -> Iterator[Finding]:
    """Yield Bereiche of one plan that have the same number."""
    counts = Counter((id(subject.plan(each)), each.text("nummer")) for each in subject.sections)
    for section in subject.sections:
        number = section.text("nummer")
        if number and counts[id(subject.plan(section)), number] > 1:
            message = Text(
                f"Mehrere Bereiche haben die Nummer {number}.", f"Several Bereiche have the number {number}."
            )
            yield Finding(NUMBER, Severity.WARNING, message, (section.gml_id,), subject.shape(section), section.line)


def check_archive(package: Package) -> Iterator[Finding]:
    """Yield references of an XPlanArchiv to files that it does not hold."""
    names = {each.name for each in package.attachments}
    for each in linked(package.document):
        if not each.is_web and each.among(names) is None:
            message = Text(f"{each.url} fehlt im Archiv.", f"{each.url} is missing in the archive.")
            yield Finding(ARCHIVE, Severity.ERROR, message, (each.feature.gml_id,), None, each.feature.line)


def _broken(held: Object, document: Document) -> Iterator[Text]:
    types = document.catalogue.properties(held.class_name)
    for each in held.properties:
        if isinstance(each.value, Object):
            yield from _broken(each.value, document)
        elif isinstance(each.value, Reference) and document.target(each.value) is None:
            href = each.value.href
            if each.value.target is not None:
                yield Text(
                    f"{each.name} führt zu {href}, das es im Dokument nicht gibt.",
                    f"{each.name} leads to {href}, which is not in the document.",
                )
            elif each.name in types and types[each.name].kind is Kind.REFERENCE:
                yield Text(f"{each.name} führt aus dem Dokument heraus ({href}).", f"{each.name} leads out ({href}).")
