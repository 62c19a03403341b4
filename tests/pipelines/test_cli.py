"""The command line as people and scripts use it."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from pipelines import cli
from pipelines.database import Database
from pipelines.publishing.lock import lock
from pipelines.settings import ROOT, Settings
from tests.conftest import PUBLISHED, copied

DEFINITION = """\
id: brunnen
title: {de: Brunnen, en: Fountains}
description: Brunnen der Stadt
group: freizeit
source: {path: brunnen.csv, delimiter: ;, crs: "EPSG:4326", x: lon, y: lat}
geometry: Point
key: nummer
fields:
  nummer:
  name:
  baujahr: {type: integer}
  melder: {visibility: internal, pattern: "[^@]*", on_error: clear}
"""
SHIPPED = {path.stem for path in (ROOT / "datasets").glob("*.yml")}
CANARY = "kanarienvogel"
ROWS = [f"B1;Marktbrunnen;1902;9.14;48.69;{CANARY};{CANARY}", f"B2;Zehntbrunnen;1788;9.16;48.68;{CANARY}@x;{CANARY}"]

Run = Callable[..., int]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A town's own folder with one layer."""
    folder = tmp_path / "ebenen"
    folder.mkdir()
    (folder / "brunnen.yml").write_text(DEFINITION, encoding="utf-8")
    write(folder, ROWS)
    return folder


def write(folder: Path, rows: list[str], name: str = "brunnen.csv") -> Path:
    path = folder / name
    path.write_text("\n".join(["nummer;name;baujahr;lon;lat;melder;bemerkung", *rows]) + "\n", encoding="utf-8")
    return path


@pytest.fixture
def environment(settings: Settings, folder: Path) -> dict[str, str]:
    urls = {"DATABASE_URL": settings.database_url, "READER_URL": settings.reader_url}
    secrets = {f"GEOPORTAL_{name}": url.get_secret_value() for name, url in urls.items() if url}
    return secrets | {"GEOPORTAL_HOME": str(settings.home), "GEOPORTAL_DATASETS": str(folder), "LC_ALL": "C.UTF-8"}


@pytest.fixture
def geoportal(environment: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command in this process and return its exit code."""
    for name, value in environment.items():
        monkeypatch.setenv(name, value)

    def run(*arguments: str, language: str = "en") -> int:
        monkeypatch.setenv("LC_ALL", {"de": "de_DE.UTF-8", "en": "en_US.UTF-8"}[language])
        with pytest.raises(SystemExit) as left:
            cli.main(arguments)
        assert isinstance(left.value.code, int)
        return left.value.code

    return run


def printed(capsys: pytest.CaptureFixture[str]) -> Any:
    """The JSON on standard output."""
    return json.loads(capsys.readouterr().out)


def test_publish_prints_the_report(geoportal: Run, capsys: pytest.CaptureFixture[str]) -> None:
    code = geoportal("publish", "brunnen", language="de")

    shown = capsys.readouterr().out
    assert (code, "brunnen: veröffentlicht (1)" in shown, "gelesen" in shown) == (0, True, True)


def test_publish_for_machines(geoportal: Run, capsys: pytest.CaptureFixture[str]) -> None:
    geoportal("publish", "brunnen", "--json")
    outcome = printed(capsys)

    assert (outcome["dataset"], outcome["status"], outcome["version"], outcome["error"]) == (
        "brunnen",
        "published",
        1,
        None,
    )
    assert outcome["report"]["records"] == {"read": 2, "loaded": 2, "refused": 0, "left_out": 0}


def test_publish_takes_another_source(geoportal: Run, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    own = write(folder, ROWS[:1], "eigene.csv")
    geoportal("publish", "brunnen", str(own), "--json")

    assert printed(capsys)["report"]["source"] == "eigene.csv"


def test_what_has_not_changed_is_told_without_the_libraries_that_read_geodata(
    geoportal: Run, environment: dict[str, str]
) -> None:
    geoportal("publish", "brunnen")
    program = (
        "import atexit, sys; from pipelines.cli import main; "
        "atexit.register(lambda: print(sorted({'geopandas', 'pandas', 'pyarrow', 'pyogrio'} & set(sys.modules)))); "
        "main(['publish', 'brunnen'])"
    )

    told = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
        env=os.environ | environment,
    ).stdout

    assert "unchanged" in told
    assert told.splitlines()[-1] == "[]"


def test_dry_run_publishes_nothing(geoportal: Run, capsys: pytest.CaptureFixture[str]) -> None:
    geoportal("publish", "brunnen", "--dry-run")
    capsys.readouterr()
    geoportal("history", "brunnen", "--json")

    assert printed(capsys) == {"dataset": "brunnen", "versions": []}


def test_the_history_of_what_was_never_published_says_so(geoportal: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert geoportal("history", "brunnen", language="de") == 0
    assert "brunnen wurde noch nie veröffentlicht." in capsys.readouterr().out


def test_force_publishes_again(geoportal: Run, capsys: pytest.CaptureFixture[str]) -> None:
    geoportal("publish", "brunnen")
    geoportal("publish", "brunnen", "--force")
    capsys.readouterr()
    geoportal("history", "brunnen", "--json")

    assert [(each["version"], each["live"]) for each in printed(capsys)["versions"]] == [(2, True), (1, False)]


def test_check_tells_without_publishing(geoportal: Run, capsys: pytest.CaptureFixture[str]) -> None:
    code = geoportal("check", "brunnen", "--json")
    outcome = printed(capsys)

    assert (code, outcome["status"], outcome["version"]) == (0, "checked", None)


def test_list_shows_what_is_live(geoportal: Run, capsys: pytest.CaptureFixture[str]) -> None:
    geoportal("publish", "brunnen")
    capsys.readouterr()
    geoportal("list", "--json")
    layer = next(each for each in printed(capsys) if each["id"] == "brunnen")

    assert layer | {"checked_at": "", "data_date": ""} == {
        "id": "brunnen",
        "title": {"de": "Brunnen", "en": "Fountains"},
        "visibility": "public",
        "defined": True,
        "version": 1,
        "count": 2,
        "data_date": "",
        "checked_at": "",
    }


def test_list_shows_live_layers_without_definition(
    geoportal: Run, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    geoportal("publish", "brunnen")
    (folder / "brunnen.yml").unlink()
    capsys.readouterr()
    geoportal("list", "--json")
    layer = next(each for each in printed(capsys) if each["id"] == "brunnen")

    assert (layer["defined"], layer["version"]) == (False, 1)


def test_list_names_a_wrong_definition_beside_the_others(
    geoportal: Run, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "kaputt.yml").write_text("id: kaputt\n", encoding="utf-8")
    code = geoportal("list", "--json")
    output = capsys.readouterr()

    assert code == 3
    assert "brunnen" in {each["id"] for each in json.loads(output.out)}
    assert "kaputt.yml" in output.err


def test_list_for_people(geoportal: Run, capsys: pytest.CaptureFixture[str]) -> None:
    geoportal("list", language="de")

    shown = capsys.readouterr().out
    assert ("Datenstand" in shown, "Brunnen" in shown) == (True, True)


def test_rollback_and_withdraw(geoportal: Run, capsys: pytest.CaptureFixture[str]) -> None:
    geoportal("publish", "brunnen")
    geoportal("publish", "brunnen", "--force")
    capsys.readouterr()
    geoportal("rollback", "brunnen", "--json")
    geoportal("rollback", "brunnen", "2", language="de")
    geoportal("withdraw", "brunnen", language="de")

    shown = capsys.readouterr().out
    assert json.loads(shown[: shown.index("}") + 1]) == {"dataset": "brunnen", "version": 1}
    assert "brunnen: Fassung 2 ist wieder veröffentlicht." in shown
    assert "brunnen ist nicht mehr veröffentlicht." in shown


class TestExitCodes:
    """One code per class of error, one sentence, no traceback."""

    @pytest.mark.parametrize(
        ("arguments", "code"),
        [
            pytest.param(["publish", "gibtsnicht"], 2, id="unknown layer"),
            pytest.param(["publish"], 2, id="neither layer nor --all"),
            pytest.param(["publish", "brunnen", "--all"], 2, id="layer and --all"),
            pytest.param(["publish", "--all", "--dry-run"], 2, id="--all --dry-run"),
            pytest.param(["publisch"], 2, id="unknown command"),
            pytest.param(["list", "--jason"], 2, id="unknown option"),
            pytest.param(["rollback"], 2, id="missing argument"),
            pytest.param(["rollback", "brunnen", "eins"], 2, id="bad argument"),
            pytest.param(["history", "gibtsnicht"], 2, id="history of nothing"),
            pytest.param(["withdraw", "brunnen"], 2, id="not published"),
            pytest.param(["publish", "brunnen", "/gibt/es/nicht.csv"], 4, id="no such file"),
        ],
    )
    @pytest.mark.parametrize("language", ["de", "en"])
    def test_mistakes_of_the_caller(
        self, geoportal: Run, capsys: pytest.CaptureFixture[str], arguments: list[str], code: int, language: str
    ) -> None:
        left = geoportal(*arguments, language=language)

        said = capsys.readouterr().err
        assert (left, said.count("\n"), "Traceback" in said) == (code, 1, False)

    def test_both_languages_differ(self, geoportal: Run, capsys: pytest.CaptureFixture[str]) -> None:
        geoportal("publish", "gibtsnicht", language="de")
        geoportal("publish", "gibtsnicht", language="en")
        german, english = capsys.readouterr().err.splitlines()

        assert german.startswith("Es gibt keine Ebene „gibtsnicht“.")
        assert english.startswith("There is no layer “gibtsnicht”.")

    def test_wrong_definition(self, geoportal: Run, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        (folder / "brunnen.yml").write_text(DEFINITION.replace("Point", "Punkt"), encoding="utf-8")

        assert geoportal("publish", "brunnen") == 3
        assert "brunnen.yml, line 6" in capsys.readouterr().err

    def test_refused_data(self, geoportal: Run, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        write(folder, [*ROWS, "B3;Neuer Brunnen;bald;9.15;48.69;;"])

        assert geoportal("publish", "brunnen", language="de") == 5
        captured = capsys.readouterr()
        assert "1 von 3 Datensätzen ist fehlerhaft" in captured.err
        assert "baujahr: „bald“ – erwartet wird eine ganze Zahl." in captured.out

    def test_unreachable_database(self, geoportal: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        monkeypatch.setenv("GEOPORTAL_DATABASE_URL", f"postgresql:///geoportal?host={tmp_path}")

        assert geoportal("list") == 6

    def test_layer_that_another_publishes(
        self, geoportal: Run, database: Database, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("pipelines.publishing.lock.WAIT", 0.1)
        with database.publisher.begin() as connection:
            lock(connection, "brunnen")

            assert geoportal("publish", "brunnen") == 7

    def test_wrong_setting(self, geoportal: Run, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("GEOPORTAL_PORT", "viele")

        assert geoportal("list") == 2

    def test_mistake_of_the_portal(
        self, geoportal: Run, database: Database, settings: Settings, capsys: pytest.CaptureFixture[str]
    ) -> None:
        with database.publisher.begin() as connection:
            connection.execute(text("ALTER TABLE portal.publication RENAME COLUMN report TO bericht"))
        left = geoportal("publish", "brunnen")

        said = capsys.readouterr().err
        assert (left, said.count("\n"), "Traceback" in said) == (70, 1, False)
        assert "Traceback" in next((settings.home / "log").iterdir()).read_text(encoding="utf-8")

    def test_no_output_and_no_log_tells_what_is_internal_or_undeclared(
        self, geoportal: Run, database: Database, settings: Settings, capfd: pytest.CaptureFixture[str]
    ) -> None:
        commands = [("check", "brunnen"), ("publish", "brunnen"), ("history", "brunnen"), ("list",)]
        codes = [geoportal(*command, *option) for command in commands for option in ((), ("--json",))]
        with database.publisher.begin() as connection:
            connection.execute(text("ALTER TABLE portal.publication RENAME COLUMN report TO bericht"))
        codes.append(geoportal("publish", "brunnen", "--force"))
        said = capfd.readouterr()
        log = next((settings.home / "log").iterdir()).read_text(encoding="utf-8")

        assert codes == [0] * 8 + [70]
        assert CANARY not in said.out + said.err + log

    def test_error_for_machines(self, geoportal: Run, capsys: pytest.CaptureFixture[str]) -> None:
        geoportal("publish", "gibtsnicht", "--json")
        error = printed(capsys)

        assert (error["error"], error["exit_code"]) == ("UsageError", 2)
        assert error["message"] == {
            "de": "Es gibt keine Ebene „gibtsnicht“.",
            "en": "There is no layer “gibtsnicht”.",
        }

    def test_interrupted_publication(self, environment: dict[str, str], folder: Path, database: Database) -> None:
        write(folder, [f"N{number};Brunnen;1900;9.15;48.69;;" for number in range(60_000)])
        busy = text("SELECT count(*) > 0 FROM pg_stat_activity WHERE application_name LIKE 'geoportal brunnen %'")
        heeding = ["env", "--default-signal=INT"]  # a shell's background job, as tests may be, ignores Ctrl-C
        command = [*heeding, str(Path(sys.executable).with_name("geoportal")), "publish", "brunnen"]
        process = subprocess.Popen(command, env=os.environ | environment, stderr=subprocess.PIPE, text=True)
        with database.publisher.connect() as connection:
            while not connection.scalar(busy):
                connection.rollback()
                time.sleep(0.05)
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=60)

        assert (process.returncode, "Traceback" in said) == (130, False)


class TestAll:
    """`publish --all` over the shipped layers and the town's own."""

    @pytest.fixture
    def settings(self, published: Settings, tmp_path: Path) -> Iterator[Settings]:
        """A portal that has every shipped layer."""
        with copied(published, tmp_path / "home") as settings:
            yield settings

    def test_every_shipped_layer_is_published(self, published: Settings) -> None:
        outcomes = json.loads((published.home / PUBLISHED).read_text(encoding="utf-8"))

        assert {each["dataset"]: each["status"] for each in outcomes} == dict.fromkeys(SHIPPED, "published")

    def test_a_layer_of_the_town_comes_to_those_that_have_not_changed(
        self, geoportal: Run, capsys: pytest.CaptureFixture[str]
    ) -> None:
        code = geoportal("publish", "--all", "--json")
        outcomes = {each["dataset"]: each["status"] for each in printed(capsys)}

        assert (code, outcomes) == (0, dict.fromkeys(SHIPPED, "unchanged") | {"brunnen": "published"})

    def test_one_bad_layer_decides_the_exit_code(
        self, geoportal: Run, folder: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        (folder / "brunnen.csv").unlink()
        code = geoportal("publish", "--all")

        captured = capsys.readouterr()
        assert (code, captured.err.count("\n")) == (4, 1)
        assert captured.err.startswith("brunnen: ")


class TestConfig:
    """`geoportal config` writes the generated part of pygeoapi-config.yml."""

    @pytest.fixture
    def config(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
        path = tmp_path / "pygeoapi-config.yml"
        path.write_text("# ours\nserver: {}\nresources: {}\n", encoding="utf-8")
        monkeypatch.setenv("GEOPORTAL_CONFIG", str(path))
        return path

    def test_out_of_date_file_fails_the_check(self, geoportal: Run, config: Path) -> None:
        assert geoportal("config", "--check") == 3
        assert config.read_text(encoding="utf-8").endswith("resources: {}\n")

    def test_written_file_passes_it(self, geoportal: Run, config: Path) -> None:
        assert (geoportal("config"), geoportal("config", "--check")) == (0, 0)
        assert "  brunnen:\n    type: collection\n" in config.read_text(encoding="utf-8")

    def test_missing_file_is_named(self, geoportal: Run, config: Path, capsys: pytest.CaptureFixture[str]) -> None:
        config.unlink()

        assert geoportal("config") == 3
        assert config.name in capsys.readouterr().err


def test_help_needs_no_settings(geoportal: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GEOPORTAL_PORT", "viele")

    assert geoportal("--help") == 0
