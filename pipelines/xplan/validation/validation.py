"""A file → what it breaks: structure, relations, rules of the model, geometry, each told with its status."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path

from lxml import etree

from pipelines.reading.formats import suffix
from pipelines.text import Text
from pipelines.xplan import schema
from pipelines.xplan.crs import epsg
from pipelines.xplan.geometry import Geometry
from pipelines.xplan.names import COLLECTIONS, GML, split
from pipelines.xplan.parse import SAFE, parse_geometry, refuse_others
from pipelines.xplan.read import Package, opened
from pipelines.xplan.validation import coverage, geometry, references, region, scope, structure
from pipelines.xplan.validation.finding import Finding, Severity
from pipelines.xplan.validation.semantics import RULES, check_rules
from pipelines.xplan.validation.subject import Subject
from pipelines.xplan.validation.uncovered import UNCOVERED

SCHEMA, SCHEMA_TITLE = "schema", "Gültigkeit nach dem XML-Schema"

NO_SCHEMA = Text(
    "Das XML-Schema dieser Fassung liegt nicht vor; an seiner Stelle prüft der Katalog der Klassen "
    "(`geoportal xplan schemas` holt die Schemata).",
    "The XML schema of this version is not at hand; the catalogue of classes stands in "
    "(`geoportal xplan schemas` fetches the schemas).",
)
NOT_IN_VERSION = Text("gilt in dieser Fassung nicht", "not in this version")
BARE = Text("Die Datei enthält nur eine Geometrie.", "The file holds a geometry only.")


class Status(StrEnum):
    """What became of a check."""

    DONE = "done"
    NOT_APPLICABLE = "not_applicable"
    NOT_IMPLEMENTED = "not_implemented"


@dataclass(frozen=True, slots=True)
class Check:
    """One check with its outcome; ``reason`` says why it was not done."""

    number: str
    title: str
    status: Status
    errors: int = 0
    warnings: int = 0
    reason: Text | None = None

    @property
    def is_structural(self) -> bool:
        """Whether it is about what a document may hold at all; the rules of the model have numbers."""
        return not self.number[0].isdigit()


@dataclass(frozen=True)
class Validation:
    """``version`` is None for a bare geometry; ``crs`` is the EPSG code of all coordinates, None where unknown."""

    name: str
    version: str | None
    crs: int | None
    findings: tuple[Finding, ...]
    checks: tuple[Check, ...]
    subject: Subject | None

    @property
    def is_valid(self) -> bool:
        """Whether no error was found; warnings are allowed."""
        return not any(each.severity is Severity.ERROR for each in self.findings)

    def title(self, rule: str) -> str:
        """Return the title of a rule that a finding names."""
        return next(check.title for check in self.checks if check.number == rule)


def validated(path: Path, schemas: Path, today: date) -> Validation:
    """Check a .gml or XPlanArchiv; ``schemas`` is the folder of the XSDs, ``today`` decides what is in force.

    A file that holds one geometry of GML is judged for that. Raises SourceError for what cannot be read.
    """
    if suffix(path) != ".zip" and (bare := _bare(path)) is not None:
        return _of_geometry(path.name, bare)
    with opened(path) as package:
        return of_package(path, package, schemas, today)


def of_package(path: Path, package: Package, schemas: Path, today: date) -> Validation:
    """Check what :func:`pipelines.xplan.read.opened` gave of ``path``, as :func:`validated` does."""
    document = package.document
    subject = Subject(document, today)
    done: list[tuple[str, str, Sequence[Finding]]] = []
    has_schema = schema.place(document.version, schemas) is not None
    if has_schema:
        done.append((SCHEMA, SCHEMA_TITLE, list(_schema_findings(package, schemas))))
    else:
        done.append((structure.NAME, structure.TITLE, list(structure.check_structure(document))))
    done.append((references.XLINK, references.XLINK_TITLE, list(references.check_references(document))))
    if suffix(path) == ".zip":
        done.append((references.ARCHIVE, references.ARCHIVE_TITLE, list(references.check_archive(package))))
    done += [(number, title, list(check(subject))) for number, title, check in OF_SUBJECT]
    broken = list(check_rules(subject))
    for number, title in _titles(document.version):
        done.append((number, title, [each for each in broken if each.rule == number]))
    skipped = [] if has_schema else [Check(SCHEMA, SCHEMA_TITLE, Status.NOT_APPLICABLE, reason=NO_SCHEMA)]
    findings = tuple(finding for _, _, found in done for finding in found)
    return Validation(
        name=path.name,
        version=document.version,
        crs=epsg(document.srs_name) if document.srs_name else None,
        findings=findings,
        checks=(*skipped, *(_counted(*each) for each in done), *_others(document.version)),
        subject=subject,
    )


OF_SUBJECT: Sequence[tuple[str, str, Callable[[Subject], Iterator[Finding]]]] = (
    (references.NUMBER, references.NUMBER_TITLE, references.check_sections),
    (region.NAME, region.TITLE, region.check_region),
    (geometry.NUMBER, geometry.TITLE, geometry.check_geometries),
    (coverage.NUMBER, coverage.TITLE, coverage.check_coverage),
    (scope.NUMBER, scope.TITLE, scope.check_scopes),
)


def _of_geometry(name: str, bare: Geometry) -> Validation:
    findings = tuple(geometry.findings(bare))
    written = bare.any_srs_name
    return Validation(
        name=name,
        version=None,
        crs=epsg(written) if written else None,
        findings=findings,
        checks=(
            _counted(geometry.NUMBER, geometry.TITLE, findings),
            Check(SCHEMA, SCHEMA_TITLE, Status.NOT_APPLICABLE, reason=BARE),
        ),
        subject=None,
    )


def _schema_findings(package: Package, schemas: Path) -> Iterator[Finding]:
    with package.main.open("rb") as file:
        for fault in schema.faults(file, package.main.name, package.document.version, schemas):
            ids = (fault.gml_id,) if fault.gml_id else ()
            yield Finding(SCHEMA, Severity.ERROR, fault.message, ids, None, fault.line)


def _counted(number: str, title: str, findings: Sequence[Finding]) -> Check:
    counts = Counter(each.severity for each in findings)
    return Check(number, title, Status.DONE, counts[Severity.ERROR], counts[Severity.WARNING])


def _titles(version: str) -> list[tuple[str, str]]:
    """Numbers of the rules that a version has, each once; some bind two classes."""
    titles: dict[str, str] = {}
    for rule in RULES:
        if rule.binds(version):
            titles.setdefault(rule.number, rule.title)
    return list(titles.items())


def _others(version: str) -> Iterator[Check]:
    for rule in RULES:
        if not rule.binds(version):
            yield Check(rule.number, rule.title, Status.NOT_APPLICABLE, reason=NOT_IN_VERSION)
    for each in UNCOVERED:
        yield Check(each.number, each.title, Status.NOT_IMPLEMENTED, reason=each.reason)


def _bare(path: Path) -> Geometry | None:
    """The geometry of a file that holds nothing else, None for all other files."""
    with path.open("rb") as file:
        refuse_others(file, path.name)
        try:
            _, root = next(etree.iterparse(file, events=("start",), **SAFE))
        except (etree.XMLSyntaxError, StopIteration):
            return None
        space, _ = split(root.tag)
        if space != GML or root.tag in COLLECTIONS:
            return None
        file.seek(0)
        return parse_geometry(file, path.name)
