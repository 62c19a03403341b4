"""Atom feeds (RFC 4287): which versions were published, of one layer or of all."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from lxml import etree
from lxml.builder import ElementMaker

from pipelines.text import Language, Text
from server.feed.changes import Counts
from server.feed.versions import Version
from server.links import Json

ATOM = "http://www.w3.org/2005/Atom"
XML = "{http://www.w3.org/XML/1998/namespace}lang"
MEDIA_TYPE = "application/atom+xml"

_new = ElementMaker(namespace=ATOM, nsmap={None: ATOM})

TITLE = Text("{}: Fassung {}", "{}: version {}")
COUNTED = Text(
    "{added} Objekte neu, {changed} geändert, {removed} entfallen",
    "{added} features added, {changed} changed, {removed} removed",
)
FEATURES = Text("{} Objekte", "{} features")
AS_OF = Text("Datenstand {}", "data as of {}")


@dataclass(frozen=True)
class Entry:
    """One version with the title of its layer, what it changed where that is known, and its links."""

    version: Version
    title: Text
    counts: Counts | None = None
    links: Sequence[Json] = field(default=())


@dataclass(frozen=True)
class Feed:
    """``key`` names the feed for ever, whatever address it is read under."""

    key: str
    title: str
    author: str
    rights: str
    links: Sequence[Json]
    entries: Sequence[Entry]


def write(feed: Feed, language: Language) -> bytes:
    """Write the feed as XML."""
    root = _new.feed(
        _new.id(identifier(feed.key)),
        _new.title(feed.title),
        _new.updated(_moment(updated(each.version for each in feed.entries))),
        _new.author(_new.name(feed.author)),
        _new.rights(feed.rights),
        *map(_link, feed.links),
        *(_entry(each, feed.key, language) for each in feed.entries),
        {XML: language},
    )
    return bytes(etree.tostring(root, xml_declaration=True, encoding="utf-8"))


def updated(found: Iterable[Version]) -> datetime:
    """Return when the newest of these versions came before people."""
    return max((each.updated for each in found), default=datetime(1970, 1, 1, tzinfo=UTC))


def identifier(key: str) -> str:
    """Return a name that stays (RFC 4287, 4.2.6)."""
    return f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, key)}"


def _entry(entry: Entry, key: str, language: Language) -> Any:
    version = entry.version
    return _new.entry(
        _new.id(identifier(f"{key}#{version.dataset_id}/{version.number}")),
        _new.title(TITLE.to(language).format(entry.title.to(language), version.number)),
        _new.updated(_moment(version.updated)),
        _new.published(_moment(version.published_at)),
        _new.category(term=version.dataset_id),
        _new.summary(_summary(entry, language)),
        *map(_link, entry.links),
    )


def _summary(entry: Entry, language: Language) -> str:
    said = [FEATURES.to(language).format(entry.version.count)]
    if entry.version.data_date:
        said.append(AS_OF.to(language).format(entry.version.data_date.isoformat()))
    if entry.counts:
        said.append(COUNTED.to(language).format(**vars(entry.counts)))
    return "; ".join(said) + "."


def _link(link: Mapping[str, object]) -> Any:
    names = ("rel", "type", "hreflang", "length", "title", "href")
    return _new.link({name: str(link[name]) for name in names if name in link})


def _moment(value: datetime) -> str:
    return value.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
