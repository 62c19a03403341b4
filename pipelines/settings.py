"""Where this portal keeps and finds things, from environment variables that start with GEOPORTAL_."""

import hashlib
import os
from pathlib import Path
from typing import Annotated

from pydantic import BeforeValidator, DirectoryPath, Field, IPvAnyNetwork, SecretStr, ValidationError
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from pipelines.definition import WebAddress
from pipelines.errors import UsageError
from pipelines.mistakes import sentence
from pipelines.text import Text

ROOT = Path(__file__).resolve().parent.parent
"""The checkout: datasets/, styles/, client/ and pygeoapi-config.yml lie here."""

EVERYWHERE = frozenset({"0.0.0.0", "::"})  # noqa: S104 - compared with, not listened on
"""Hosts that stand for all addresses of the machine."""


def _folders(value: object) -> object:
    return tuple(Path(part) for part in value.split(os.pathsep) if part) if isinstance(value, str) else value


def _listed(value: object) -> object:
    return [part.strip() for part in value.split(",")] if isinstance(value, str) else value


Folders = Annotated[tuple[Path, ...], NoDecode, BeforeValidator(_folders)]


class Settings(BaseSettings):
    """One field per environment variable; ``GEOPORTAL_DATASETS`` and ``_STYLES`` hold paths joined by ``:``.

    ``home`` holds the embedded database, downloads and artefacts. ``database_url`` names a server of one's
    own (postgresql://…) with the publisher's rights; ``reader_url`` the same database with the reader's, needed
    only where the publisher may not take the reader's role. ``public_url`` is the address users see when a proxy
    stands in front; ``trusted_proxies`` are addresses and networks whose ``Forwarded`` headers are believed.
    """

    model_config = SettingsConfigDict(env_prefix="GEOPORTAL_", frozen=True, env_ignore_empty=True)

    home: Path = ROOT / ".geoportal"
    host: str = "127.0.0.1"
    port: int = Field(8080, ge=1, le=65535)
    public_url: WebAddress | None = None
    database_url: SecretStr | None = None
    reader_url: SecretStr | None = None
    datasets: Folders = ()
    styles: Annotated[tuple[DirectoryPath, ...], NoDecode, BeforeValidator(_folders)] = ()
    town: Path = ROOT / "datasets" / "town" / "town.yml"
    client: Path = ROOT / "client" / "dist"
    config: Path = ROOT / "pygeoapi-config.yml"
    proj_grids: DirectoryPath | None = None
    trusted_proxies: Annotated[tuple[IPvAnyNetwork, ...], NoDecode, BeforeValidator(_listed)] = ()
    url_hosts: Annotated[tuple[str, ...], NoDecode, BeforeValidator(_listed)] = ()
    keep_versions: int = Field(5, ge=1)
    dask_scheduler: str | None = None
    keep_bytes: int = Field(2_000_000_000, ge=0)
    cache_bytes: int = Field(64_000_000, ge=0)
    background_bytes: int = Field(64_000_000, ge=0)
    metrics: bool = False
    access_log: bool = False
    reading_memory: int = Field(3072, ge=256)
    reading_seconds: int = Field(600, ge=1)
    xplan_schemas: Path | None = None

    @property
    def dataset_folders(self) -> tuple[Path, ...]:
        """The shipped definitions, then the town's own; a later folder wins where ids agree."""
        return (ROOT / "datasets", *self.datasets)

    @property
    def style_folders(self) -> tuple[Path, ...]:
        """The shipped styles, then the town's own; a later folder wins where ids agree."""
        return (ROOT / "styles", *self.styles)

    @property
    def xplan_schema_folder(self) -> Path:
        """Where the XSDs of XPlanGML are, in a folder per version; ``geoportal xplan schemas`` puts them there."""
        return self.xplan_schemas or self.home / "xplan-schemas"

    @property
    def base_url(self) -> str:
        """The address under which users reach the portal, without a slash at its end."""
        return (self.public_url or f"http://{self._reachable_host}:{self.port}").rstrip("/")

    @property
    def plans_namespace(self) -> str:
        """The namespace of INSPIRE's identifiers of plans and their provisions."""
        return f"{self.base_url}/api/plans"

    @property
    def _reachable_host(self) -> str:
        """The host as it stands in a URL: no browser opens "all addresses", IPv6 is in brackets (RFC 3986, 3.2.2)."""
        if self.host in EVERYWHERE:
            return "localhost"
        return f"[{self.host}]" if ":" in self.host else self.host

    @property
    def instance(self) -> str:
        """A short name for this home, so that two portals on one machine never share a socket or cluster."""
        return hashlib.sha256(str(self.home.resolve()).encode()).hexdigest()[:12]


def read_settings() -> Settings:
    """Read the environment. Raises UsageError naming the first wrong variable."""
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        said = sentence(first)
        name = "GEOPORTAL_" + str(first["loc"][0]).upper()
        raise UsageError(
            Text(f"{name} ist falsch gesetzt: {said.de}.", f"{name} is set wrongly: {said.to('en')}."),
            Text("Die Einstellungen stehen in docs/settings.md.", "docs/settings.md lists the settings."),
        ) from None
