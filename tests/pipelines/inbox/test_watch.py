"""Files that planners drop, on a real database."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
import shapely
from geopandas import GeoDataFrame, GeoSeries

from pipelines.database import Database
from pipelines.inbox.parcel import HINT, Parcel
from pipelines.inbox.watch import Watch
from pipelines.publication import history
from pipelines.publishing.lock import lock
from pipelines.report.outcome import Outcome
from pipelines.settings import Settings
from tests.pipelines.samples import FIELDS, line, live_version, names_shown, write

REST = 0.2


@pytest.fixture
def described(settings: Settings, tmp_path: Path) -> Settings:
    """Settings of a portal that knows the layer of the parking places, and another one from a Shapefile."""
    folder = tmp_path / "definitions"
    folder.mkdir()
    plain = f"title: Parken\ndescription: Parken\ngroup: mobilitaet\ngeometry: Point\nfields: {json.dumps(FIELDS)}\n"
    source = "{path: parken.csv, delimiter: ;, crs: 'EPSG:4326', x: lon, y: lat}"
    (folder / "parkplaetze.yml").write_text(
        f"id: parkplaetze\nsource: {source}\nkey: nummer\nmax_shrink: 0.5\n{plain}", encoding="utf-8"
    )
    (folder / "ladepunkte.yml").write_text(
        "id: ladepunkte\nsource: {path: laden.shp}\nkey: nummer\ntitle: Laden\ndescription: Laden\ngroup: mobilitaet\n"
        "geometry: Point\nfields: {nummer: null}\n",
        encoding="utf-8",
    )
    return settings.model_copy(update={"datasets": (folder,)})


@pytest.fixture
def drop(tmp_path: Path) -> Path:
    folder = tmp_path / "eingang"
    for name in ("parkplaetze", "ladepunkte"):
        (folder / name).mkdir(parents=True)
    return folder


@pytest.fixture
def told() -> list[tuple[Parcel, Outcome]]:
    return []


@pytest.fixture
def watch(described: Settings, database: Database, drop: Path, told: list[tuple[Parcel, Outcome]]) -> Watch:
    return Watch(described, database, drop, REST, lambda *what: told.append(what))


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []


def test_dropped_file_is_published_and_put_away_with_its_report(watch: Watch, database: Database, drop: Path) -> None:
    path = write(drop / "parkplaetze", line(1), line(2))
    (outcome,) = watch.once()

    assert (outcome.status, names_shown(database)) == ("published", ["Neuer Markt"] * 2)
    assert not path.exists()
    done = names(drop / "parkplaetze" / "done")
    assert [name.partition(".")[2] for name in done] == ["csv", "report.csv", "report.html", "report.json"]
    written = {name.partition(".")[2]: (drop / "parkplaetze" / "done" / name).read_text("utf-8") for name in done}
    assert json.loads(written["report.json"])["report"]["records"]["loaded"] == 2


def test_file_that_cannot_be_put_away_is_tried_again(
    watch: Watch, database: Database, drop: Path, told: list[tuple[Parcel, Outcome]]
) -> None:
    path = write(drop / "parkplaetze", line(1))
    obstacle = drop / "parkplaetze" / "done"
    obstacle.touch()

    assert watch.once() == []
    assert (path.exists(), live_version(database)) == (True, 1)
    assert "lässt sich nicht ablegen" in str(told[-1][1].error)

    obstacle.unlink()
    time.sleep(4 * REST)
    assert [outcome.status for outcome in watch.once()] == ["unchanged"]
    assert not path.exists()


def test_owner_of_the_file_is_the_actor(watch: Watch, database: Database, drop: Path) -> None:
    path = write(drop / "parkplaetze", line(1))
    owner = path.owner()
    watch.once()

    with database.publisher.connect() as connection:
        assert history(connection, "parkplaetze")[0].actor == owner


def test_refused_file_is_put_aside_with_the_reason(watch: Watch, database: Database, drop: Path) -> None:
    write(drop / "parkplaetze", line(1, plaetze="viele"))
    (outcome,) = watch.once()
    refused = drop / "parkplaetze" / "refused"
    (text,) = (path for path in refused.iterdir() if path.suffix == ".txt")

    assert (outcome.status, live_version(database)) == ("refused", None)
    assert outcome.error
    assert text.read_text(encoding="utf-8").strip() == outcome.error.to("en")
    (table,) = refused.glob("*.report.csv")
    (page,) = refused.glob("*.report.html")
    assert f'href="{table.name}"' in page.read_text(encoding="utf-8")
    assert len(list(refused.glob("*.csv"))) == 2


@pytest.mark.parametrize(
    ("name", "content"), [("notiz.docx", b"PK nonsense"), ("parken.csv", b""), ("karte.gpkg", b"SQLite format 3\0half")]
)
def test_what_cannot_be_read_gets_a_sentence(watch: Watch, drop: Path, name: str, content: bytes) -> None:
    (drop / "parkplaetze" / name).write_bytes(content)
    (outcome,) = watch.once()

    assert outcome.error
    assert outcome.error.exit_code in {4, 5}
    assert [name for name in names(drop / "parkplaetze" / "refused") if name.endswith(".txt")]


@pytest.mark.parametrize(
    "name", ["~$parken.xlsx", ".parken.csv.swp", "parken.csv.tmp", "parken.csv.part", "Thumbs.db", "desktop.ini"]
)
def test_files_that_programs_keep_for_themselves_stay(watch: Watch, drop: Path, name: str) -> None:
    (drop / "parkplaetze" / name).write_bytes(b"x")

    assert watch.once() == []
    assert names(drop / "parkplaetze") == [name]


def test_file_that_a_program_has_open_waits(watch: Watch, drop: Path) -> None:
    path = write(drop / "parkplaetze", line(1))
    lock_file = path.with_name(f".~lock.{path.name}#")
    lock_file.touch()
    assert watch.once() == []

    lock_file.unlink()
    assert len(watch.once()) == 1


def test_file_that_still_grows_waits(watch: Watch, database: Database, drop: Path) -> None:
    path = write(drop / "parkplaetze", line(1))
    watch.look()
    for number in range(2, 5):
        time.sleep(REST / 2)
        with path.open("a", encoding="utf-8") as file:
            file.write(line(number) + "\n")
        assert watch.look() == []
    time.sleep(REST * 1.2)
    assert len(watch.look()) == 1

    assert len(names_shown(database)) == 4


def test_the_same_name_again_overwrites_nothing(watch: Watch, drop: Path) -> None:
    for name in ("eins", "zwei", "drei"):
        write(drop / "parkplaetze", line(1, name=name))
        watch.once()
    done = drop / "parkplaetze" / "done"

    files = [path.read_text(encoding="utf-8") for path in done.glob("*.csv")]
    assert sorted(name for text in files for name in ("eins", "zwei", "drei") if name in text) == [
        "drei",
        "eins",
        "zwei",
    ]
    assert len(list(done.glob("*.report.json"))) == 3


def test_shapefile_is_one_parcel(watch: Watch, drop: Path) -> None:
    shapes = GeoSeries(shapely.points([[511000.0, 5393000.0]]), crs=25832)
    frame = GeoDataFrame({"nummer": ["L1"]}, geometry=shapes)
    frame.to_file(drop / "ladepunkte" / "laden.shp")
    (drop / "ladepunkte" / "laden.shp.xml").write_text("<metadata/>")
    (outcome,) = watch.once()

    assert outcome.status == "published"
    assert names(drop / "ladepunkte") == ["done"]
    suffixes = {name.partition(".")[2] for name in names(drop / "ladepunkte" / "done")} - {"report.html", "report.csv"}
    assert suffixes == {"shp", "shx", "dbf", "prj", "cpg", "shp.xml", "report.json"}


def test_sidecar_that_comes_first_waits_for_its_main_file(watch: Watch, drop: Path) -> None:
    (drop / "ladepunkte" / "laden.dbf").write_bytes(b"x")

    assert watch.once() == []
    assert names(drop / "ladepunkte") == ["laden.dbf"]


def test_folder_of_no_layer_is_told(watch: Watch, drop: Path) -> None:
    write_to = drop / "parkplätze"
    write_to.mkdir()
    write(write_to, line(1))

    assert watch.once() == []
    assert "parkplaetze" in (write_to / HINT).read_text(encoding="utf-8")
    assert names(write_to) == [HINT, "parken.csv"]


def test_layer_that_somebody_else_publishes_is_tried_again(
    watch: Watch, database: Database, drop: Path, told: list[tuple[Parcel, Outcome]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipelines.publishing.lock.WAIT", 0.1)
    path = write(drop / "parkplaetze", line(1))
    with database.publisher.begin() as connection:
        lock(connection, "parkplaetze")
        assert watch.once() == []
    assert path.exists()
    assert [type(outcome.error).__name__ for _, outcome in told] == ["BusyError"]

    time.sleep(3 * REST)
    assert [outcome.status for outcome in watch.look()] == ["published"]


def test_far_fewer_features_are_put_aside(watch: Watch, drop: Path, database: Database) -> None:
    write(drop / "parkplaetze", *map(line, range(10)))
    watch.once()
    write(drop / "parkplaetze", line(1))
    (outcome,) = watch.once()

    assert (outcome.status, live_version(database)) == ("refused", 1)


def test_command_ends_with_the_signal_and_takes_what_comes(described: Settings, database: Database, drop: Path) -> None:
    urls = {"DATABASE_URL": described.database_url, "READER_URL": described.reader_url}
    secrets = {f"GEOPORTAL_{name}": url.get_secret_value() for name, url in urls.items() if url}
    places = {"GEOPORTAL_HOME": str(described.home), "GEOPORTAL_DATASETS": str(described.datasets[0])}
    command = [str(Path(sys.executable).with_name("geoportal")), "watch", str(drop), "--rest", str(REST)]
    process = subprocess.Popen(command, env=os.environ | secrets | places, stdout=subprocess.PIPE, text=True)
    write(drop / "parkplaetze", line(1))
    assert process.stdout
    assert "parkplaetze/parken.csv: " in process.stdout.readline()
    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=30)

    assert live_version(database) == 1
    assert names(drop / "parkplaetze") == ["done"]
