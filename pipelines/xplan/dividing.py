"""A file with several plans → one document per plan, with its features and its attachments."""

from collections.abc import Iterator
from dataclasses import replace

from pipelines.errors import RefusedError
from pipelines.text import Text
from pipelines.xplan.attachment import Attachment
from pipelines.xplan.catalogue import PLANS
from pipelines.xplan.documents import linked
from pipelines.xplan.model import Document, Feature
from pipelines.xplan.parts import Part, joined, loose, parts
from pipelines.xplan.read import Package
from pipelines.xplan.write import new_id

ONE_FILE_EACH = Text("Bitte jeden Plan in einer eigenen Datei ausgeben.", "Please export each plan into its own file.")


def divided(package: Package) -> list[Package]:
    """Return one package per plan; the only plan of a file keeps all that is in it.

    The envelope of the collection stays: it holds each of its plans, too. An attachment goes to the plans that name
    it, one that none names to all. Raises RefusedError for a file without a plan, and where plans cannot be told
    apart: features that belong to none of them, or to two.
    """
    document = package.document
    found = parts(document)
    if not found:
        raise RefusedError(
            Text(f"{package.main.name} enthält keinen Plan.", f"{package.main.name} holds no plan."),
            Text(
                f"Gebraucht wird eines von {', '.join(sorted(PLANS))}.", f"One of {', '.join(sorted(PLANS))} is needed."
            ),
        )
    if len(found) == 1:
        return [package]
    if left := loose(document):
        raise RefusedError(
            Text(
                f"{len(left)} Objekte gehören zu keinem der {len(found)} Pläne, als erstes {_named(left[0])}.",
                f"{len(left)} features belong to none of the {len(found)} plans, the first is {_named(left[0])}.",
            ),
            ONE_FILE_EACH,
        )
    _refuse_shared(document, found)
    documents = [_document(document, part) for part in found]
    named = [set(_named_files(each, package.attachments)) for each in documents]
    return [
        replace(package, document=each, attachments=tuple(_with_unnamed(package.attachments, own, named)))
        for each, own in zip(documents, named, strict=True)
    ]


def _document(document: Document, part: Part) -> Document:
    gml_id = new_id(document.gml_id, part.plan.gml_id or document.features.index(part.plan))
    return replace(document, features=part.features, gml_id=gml_id, notices=())


def _refuse_shared(document: Document, found: list[Part]) -> None:
    """A relation that crosses from one plan's features to another's would lead nowhere afterwards."""
    owners = {id(feature): part.plan for part in found for feature in part.features}
    for feature in document.features:
        for other in joined(document, feature):
            if owners[id(feature)] is not owners[id(other)]:
                raise RefusedError(
                    Text(
                        f"{_named(feature)} und {_named(other)} gehören zu verschiedenen Plänen und zueinander.",
                        f"{_named(feature)} and {_named(other)} belong to different plans and to each other.",
                    ),
                    ONE_FILE_EACH,
                )


def _named_files(document: Document, attachments: tuple[Attachment, ...]) -> Iterator[str]:
    names = {each.name for each in attachments}
    return (name for each in linked(document) if (name := each.among(names)))


def _with_unnamed(attachments: tuple[Attachment, ...], own: set[str], named: list[set[str]]) -> Iterator[Attachment]:
    elsewhere = set().union(*named) - own
    return (each for each in attachments if each.name not in elsewhere)


def _named(feature: Feature) -> str:
    return f"{feature.class_name} {feature.gml_id}"
