"""The servers that are compared: each in a process of its own, pinned to one core, on the same tables."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

import yaml
from psycopg.conninfo import conninfo_to_dict

from benchmarks.place import Place
from benchmarks.serving.data import SCHEMA
from benchmarks.serving.load import pin

CACHE = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "geoportal-bench"
"""Where the environments of other Python servers are kept between runs."""

PACKAGES = {
    "pygeoapi": ("pygeoapi==0.24.0", "psycopg2-binary", "geoalchemy2", "starlette", "uvicorn[standard]", "aiofiles"),
    "tipg": ("tipg", "uvicorn[standard]"),
}

LONGEST = 100_000
"""The highest limit of a page that every server is told to allow."""


@dataclass(frozen=True)
class Server:
    """A running server."""

    url: str
    pid: int


@contextmanager
def ours(place: Place, cache_bytes: int | None = None) -> Iterator[Server]:
    """Our own, started as people start it."""
    port = _free_port()
    settings = place.settings
    given = {"HOME": settings.home, "TOWN": settings.town, "PORT": port, "DATASETS": place.datasets}
    given |= {} if cache_bytes is None else {"CACHE_BYTES": cache_bytes}
    variables = {f"GEOPORTAL_{name}": str(value) for name, value in given.items()}
    program = [str(Path(sys.executable).with_name("geoportal")), "serve"]
    with _running(place, Start(program, variables, port, "/healthz")) as server:
        yield server


@contextmanager
def pygeoapi(place: Place) -> Iterator[Server]:
    """Stock pygeoapi: Starlette under uvicorn, its own PostgreSQL providers."""
    port, python = _free_port(), environment("pygeoapi")
    config, openapi = place.folder / "pygeoapi.yml", place.folder / "pygeoapi-openapi.yml"
    config.write_text(yaml.safe_dump(_pygeoapi_config(place, port)), encoding="utf-8")
    variables = {"PYGEOAPI_CONFIG": str(config), "PYGEOAPI_OPENAPI": str(openapi)}
    program = str(python.with_name("pygeoapi"))
    subprocess.run(
        [program, "openapi", "generate", str(config), "--output-file", str(openapi)],
        env=os.environ | variables,
        check=True,
        stdout=subprocess.DEVNULL,
    )
    command = [str(python), "-m", "uvicorn", "pygeoapi.starlette_app:APP", *_quiet(port)]
    with _running(place, Start(command, variables, port, "/collections?f=json")) as server:
        yield server


@contextmanager
def tipg(place: Place) -> Iterator[Server]:
    """tipg with as many database connections as clients."""
    port, python = _free_port(), environment("tipg")
    variables = {
        "DATABASE_URL": _with_socket_as_host(place.dsn),
        "TIPG_DB_SCHEMAS": f'["{SCHEMA}"]',
        "TIPG_MAX_FEATURES_PER_QUERY": str(LONGEST),
        "DB_MAX_CONN_SIZE": "8",
    }
    command = [str(python), "-m", "uvicorn", "tipg.main:app", *_quiet(port)]
    with _running(place, Start(command, variables, port, "/healthz")) as server:
        yield server


@contextmanager
def featureserv(place: Place) -> Iterator[Server]:
    """pg_featureserv with more database connections than clients: with fewer it hangs when clients leave."""
    port, program = _free_port(), found("pg_featureserv")
    assert program
    config = place.folder / "pg_featureserv.toml"
    config.write_text(
        f'[Server]\nHttpHost = "127.0.0.1"\nHttpPort = {port}\nWriteTimeoutSec = 60\n'
        f'[Database]\nTableIncludes = ["{SCHEMA}"]\nDbPoolMaxConns = 16\n[Paging]\nLimitMax = {LONGEST}\n'
    )
    variables = {"DATABASE_URL": place.dsn}
    with _running(place, Start([program, "--config", str(config)], variables, port, "/")) as server:
        yield server


@contextmanager
def martin(place: Place) -> Iterator[Server]:
    """The martin tile server with one worker and without its cache."""
    port, program = _free_port(), found("martin")
    assert program
    config = place.folder / "martin.yaml"
    config.write_text(
        f"listen_addresses: 127.0.0.1:{port}\nworker_processes: 1\ncache_size_mb: 0\n"
        # On a socket it would ask for TLS too, and fail.
        f"postgres:\n  connection_string: {_with_socket_as_host(place.dsn)}?sslmode=disable\n"
        f"  auto_publish:\n    from_schemas: {SCHEMA}\n"
    )
    command = [program, "--config", str(config)]
    with _running(place, Start(command, {}, port, "/health")) as server:
        yield server


@contextmanager
def nginx(place: Place, files: Path) -> Iterator[Server]:
    """One nginx worker that sends files, and the ``.gz`` beside them to who accepts it."""
    port, folder = _free_port(), place.folder / "nginx"
    folder.mkdir(exist_ok=True)
    config = folder / "nginx.conf"
    paths = "".join(f"{kind}_temp_path {folder}; " for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
    config.write_text(
        f"daemon off; worker_processes 1; pid {folder}/pid; error_log {folder}/error.log;"
        + ("user root; " if os.geteuid() == 0 else "")
        + f"events {{}} http {{ access_log off; sendfile on; tcp_nopush on; keepalive_requests 100000000;"
        f" open_file_cache max=100; {paths} server {{ listen 127.0.0.1:{port}; root {files}; gzip_static on;"
        f" etag on; }} }}"
    )
    command = ["nginx", "-c", str(config), "-p", str(folder), "-e", f"{folder}/error.log"]
    with _running(place, Start(command, {}, port, "/items.json")) as server:
        yield server


def found(program: str) -> str | None:
    """Where a program lies: named by GEOPORTAL_BENCH_…, or in PATH; None where it is absent."""
    return os.environ.get(f"GEOPORTAL_BENCH_{program.upper()}") or shutil.which(program)


def environment(name: str) -> Path:
    """Python of an environment that holds another server; made when it is missing."""
    given = os.environ.get(f"GEOPORTAL_BENCH_{name.upper()}")
    folder = Path(given) if given else CACHE / name
    python = folder / "bin" / "python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
        subprocess.run([str(python), "-m", "pip", "install", "-q", *PACKAGES[name]], check=True)
    return python


@dataclass(frozen=True)
class Start:
    """How a server is started; it is up once the path ``ready`` is answered."""

    command: list[str]
    variables: Mapping[str, str]
    port: int
    ready: str


@contextmanager
def _running(place: Place, start: Start) -> Iterator[Server]:
    url = f"http://127.0.0.1:{start.port}"
    with (
        (place.folder / f"server-{start.port}.log").open("wb") as log,
        subprocess.Popen(
            pin(start.command), env=os.environ | start.variables, stdout=log, stderr=log, cwd=place.folder
        ) as process,
    ):
        try:
            _wait(process, url + start.ready, Path(log.name))
            yield Server(url, process.pid)
        finally:
            process.terminate()
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()


def _wait(process: "subprocess.Popen[bytes]", url: str, log: Path) -> None:
    end = time.monotonic() + 60
    while True:
        try:
            with urllib.request.urlopen(url, timeout=10):
                return
        except OSError as error:
            if process.poll() is not None or time.monotonic() > end:
                message = f"{url}: {error}\n{log.read_text(errors='replace')[-3000:]}"
                raise RuntimeError(message) from None
        time.sleep(0.1)


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


def _quiet(port: int) -> list[str]:
    return ["--host", "127.0.0.1", "--port", str(port), "--no-access-log", "--log-level", "warning"]


def _with_socket_as_host(dsn: str) -> str:
    """Write the socket's folder in the host's place: pydantic accepts no address without a host."""
    parts = conninfo_to_dict(dsn)
    return f"postgresql://{parts['user']}@{quote(str(parts['host']), safe='')}:{parts['port']}/{parts['dbname']}"


def _pygeoapi_config(place: Place, port: int) -> dict[str, Any]:
    parts = conninfo_to_dict(place.dsn)
    data = {
        "host": parts["host"],
        "port": parts["port"],
        "dbname": parts["dbname"],
        "user": parts["user"],
        "password": "",
        "search_path": [SCHEMA, "public"],
    }
    crs = "http://www.opengis.net/def/crs/EPSG/0/25832"
    common = {"data": data, "id_field": "gid", "table": "buildings", "geom_field": "geom", "storage_crs": crs}
    tiles = {
        "type": "tile",
        "name": "MVT-postgresql",
        "options": {"zoom": {"min": 0, "max": 16}},
        "format": {"name": "pbf", "mimetype": "application/vnd.mapbox-vector-tile"},
    }
    return {
        "server": {
            "bind": {"host": "127.0.0.1", "port": port},
            "url": f"http://127.0.0.1:{port}",
            "mimetype": "application/json; charset=UTF-8",
            "encoding": "utf-8",
            "language": "en-US",
            "limits": {"default_items": 10, "max_items": LONGEST},
            "map": {"url": "https://tile.example/{z}/{x}/{y}.png", "attribution": ""},
        },
        "logging": {"level": "ERROR"},
        "metadata": {
            "identification": {
                "title": "Messung",
                "description": "Messung",
                "keywords": ["Messung"],
                "keywords_type": "theme",
                "terms_of_service": "none",
                "url": "https://example.org",
            },
            "license": {"name": "none", "url": "https://example.org"},
            "provider": {"name": "Messung", "url": "https://example.org"},
            "contact": {"name": "Messung"},
        },
        "resources": {
            "buildings": {
                "type": "collection",
                "title": "Messung",
                "description": "Messung",
                "keywords": ["Messung"],
                "extents": {
                    "spatial": {"bbox": [5, 45, 15, 56], "crs": "http://www.opengis.net/def/crs/OGC/1.3/CRS84"}
                },
                "providers": [{"type": "feature", "name": "PostgreSQL", **common}, common | tiles],
            }
        },
    }
