"""Definition → pygeoapi resource, and the ``resources:`` part of pygeoapi-config.yml.

The server builds pygeoapi's API from the same functions, fed with live definitions instead of files.
"""

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import yaml

from pipelines.definition import Dataset
from pipelines.errors import DefinitionError
from pipelines.storage import Box
from pipelines.text import Text
from pipelines.town import Town

CRS84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
STORAGE_CRS = "http://www.opengis.net/def/crs/EPSG/0/25832"
CRS = (
    CRS84,
    STORAGE_CRS,
    "http://www.opengis.net/def/crs/EPSG/0/4258",
    "http://www.opengis.net/def/crs/EPSG/0/3857",
)
"""What every collection answers in: web default, German surveying, INSPIRE (ETRS89 degrees), web maps."""

PROVIDER = "server.provider.PostGISProvider"


def resource(dataset: Dataset, town: Town, bbox: Box | None = None) -> dict[str, Any]:
    """Describe one public layer as a pygeoapi collection; ``bbox`` defaults to the town's extent."""
    return {
        "type": "collection",
        "title": _words(dataset.title),
        "description": _words(dataset.description),
        "keywords": list(dataset.keywords) or [dataset.id],
        "links": _links(dataset, town),
        "extents": {"spatial": {"bbox": list(bbox or town.extent), "crs": CRS84}},
        "providers": [
            {
                "type": "feature",
                "name": PROVIDER,
                "data": dataset.id,
                "id_field": "id",
                **({"title_field": dataset.info_fields[0]} if dataset.info_fields else {}),
                "storage_crs": STORAGE_CRS,
                "crs": list(CRS),
            }
        ],
    }


def resources(datasets: Iterable[Dataset], town: Town) -> dict[str, Any]:
    """Describe all public layers by id; internal ones are not listed."""
    public = sorted((dataset for dataset in datasets if dataset.visibility == "public"), key=lambda d: d.id)
    return {dataset.id: resource(dataset, town) for dataset in public}


def metadata(town: Town) -> dict[str, Any]:
    """Describe the service as a whole: pygeoapi's ``metadata`` block."""
    office = {"name": _words(town.contact.office), "url": town.contact.url or town.imprint}
    contact = {"email": town.contact.email, "phone": town.contact.phone, "url": office["url"]}
    return {
        "identification": {
            "title": _words(town.title),
            "description": _words(town.description),
            "keywords": {"de": ["Geodaten", "Offene Daten", town.name], "en": ["geodata", "open data", town.name]},
            "keywords_type": "theme",
            "terms_of_service": town.licence.url,
            "url": office["url"],
        },
        "license": {"name": town.licence.title, "url": town.licence.url},
        "provider": office,
        "contact": {"name": town.contact.office.de} | {name: value for name, value in contact.items() if value},
    }


def rewrite(path: Path, datasets: Iterable[Dataset], town: Town) -> str:
    """Return the text of ``path`` with a new ``resources:`` part; all else stays, comments too."""
    text = read(path)
    part = yaml.safe_dump({"resources": resources(datasets, town)}, allow_unicode=True, sort_keys=False, width=110)
    new, count = re.subn(r"^resources:.*?\n(?=\S|\Z)", lambda _: part, text, flags=re.DOTALL | re.MULTILINE)
    if count != 1:
        raise DefinitionError(
            Text(f"{path}: erwartet wird ein Eintrag resources:.", f"{path}: expected one entry resources:.")
        )
    return new


def read(path: Path) -> str:
    """Return the text of pygeoapi-config.yml. Raises DefinitionError when there is none."""
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise DefinitionError(Text(f"{path} ist nicht lesbar: {error}.", f"{path} cannot be read: {error}.")) from None


def _words(text: Text) -> dict[str, str]:
    return {"de": text.de} | ({"en": text.en} if text.en else {})


def _links(dataset: Dataset, town: Town) -> list[dict[str, str]]:
    licence, contact = dataset.licence or town.licence, dataset.contact or town.contact
    links = [{"type": "text/html", "rel": "license", "title": licence.title, "href": licence.url}]
    if contact.url:
        links.append({"type": "text/html", "rel": "author", "title": contact.office.de, "href": contact.url})
    return links
