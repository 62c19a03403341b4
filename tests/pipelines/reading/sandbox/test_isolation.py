"""A process that reads: what it may, what it may not, and how it ends."""

import os
import signal
import socket
import subprocess
import sys
import textwrap
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from pipelines.errors import RefusedError, SourceError
from pipelines.reading import nursery
from pipelines.reading.sandbox import Limits, isolated, landlock, protections
from pipelines.reading.sandbox.isolation import FailedReadingError
from pipelines.settings import ROOT

sys.path.insert(0, str(Path(__file__).parent))
probes: Any = import_module("sandbox_probes")

MEGABYTE = 1024**2
WITH_LANDLOCK = pytest.mark.skipif(not landlock.version(), reason="this kernel has no Landlock")


def is_alive(pid: int) -> bool:
    with suppress(OSError):
        return "Z" not in Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[:1]
    return False


def gone(pid: int, patience: float = 5) -> bool:
    end = time.monotonic() + patience
    while is_alive(pid) and time.monotonic() < end:
        time.sleep(0.02)
    return not is_alive(pid)


def test_values_and_frames_arrive_in_order() -> None:
    assert list(isolated(probes.words, "a", "ß")) == ["a", "ß"]


def test_nothing_runs_before_somebody_asks() -> None:
    isolated(probes.crash, signal.SIGSEGV)


def test_errors_for_people_arrive_unchanged() -> None:
    values = isolated(probes.refuse)
    assert next(values) == 1
    with pytest.raises(RefusedError) as caught:
        next(values)

    assert caught.value.to("de") == "So nicht. Anders."
    assert caught.value.to("en") == "Not so. Otherwise."


def test_a_mistake_arrives_with_its_traceback() -> None:
    with pytest.raises(FailedReadingError, match=r"(?s)in stumble.*KeyError: 'FEHLT'"):
        list(isolated(probes.stumble))


def test_log_lines_arrive(caplog: pytest.LogCaptureFixture) -> None:
    assert list(isolated(probes.tell)) == [1]

    assert [(one.name, one.levelname, one.message) for one in caplog.records] == [
        ("pipelines.reading.probe", "WARNING", "Zeile 7")
    ]


def test_code_does_not_come_back() -> None:
    with pytest.raises(FailedReadingError, match="cannot leave the reading process"):
        list(isolated(probes.code))


@pytest.mark.parametrize("ending", [signal.SIGSEGV, None])
def test_a_crash_is_one_sentence(ending: int | None) -> None:
    with pytest.raises(SourceError, match=r"plan\.dxf lässt sich nicht lesen \(der Leseprozess ist abgestürzt\)"):
        list(
            isolated(probes.crash, ending, name="plan.dxf") if ending else isolated(probes.exit_early, name="plan.dxf")
        )


def test_too_much_memory_is_too_large() -> None:
    with pytest.raises(SourceError, match="zu groß"):
        list(isolated(probes.hog, 600 * MEGABYTE, limits=Limits(memory=500 * MEGABYTE)))
    assert list(isolated(probes.hog, 600 * MEGABYTE, limits=Limits(memory=1500 * MEGABYTE))) == [600 * MEGABYTE]


@pytest.mark.parametrize("function", [probes.spin, probes.doze])
def test_too_much_time_is_told(function: object) -> None:
    with pytest.raises(SourceError, match="dauert länger als 1 s"):
        list(isolated(function, limits=Limits(seconds=1)))  # type: ignore[arg-type]


def test_the_reader_s_own_time_does_not_count() -> None:
    values = isolated(probes.flood, limits=Limits(seconds=1))
    next(values)
    time.sleep(1.5)

    assert len(next(values)) == MEGABYTE
    values.close()  # type: ignore[attr-defined]


def test_too_much_output_is_too_large() -> None:
    with pytest.raises(SourceError, match="zu groß"):
        list(isolated(probes.flood, limits=Limits(output=10 * MEGABYTE)))


def test_temporary_files_are_bounded() -> None:
    with pytest.raises(SourceError, match="zu groß"):
        list(isolated(probes.fill, 3 * MEGABYTE, limits=Limits(file=2 * MEGABYTE)))


def test_no_connection_is_possible() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        assert list(probes.connect(port)) == ["connected"]

        assert list(isolated(probes.connect, port)) == ["PermissionError"]


@WITH_LANDLOCK
def test_only_the_source_and_its_siblings_are_readable(tmp_path: Path) -> None:
    (tmp_path / "tief").mkdir()
    names = ["a.shp", "a.dbf", "A.PRJ", "a.shp.xml", "b.shp", "tief/a.shp"]
    for name in names:
        (tmp_path / name).write_text(name)
    (tmp_path / "a.cpg").symlink_to(tmp_path / "b.shp")

    seen = {
        name: next(isolated(probes.open_file, str(tmp_path / name), reads=[tmp_path / "a.shp"]))
        for name in [*names, "a.cpg"]
    }

    assert seen == {name: name for name in names[:4]} | dict.fromkeys([*names[4:], "a.cpg"], "PermissionError")


@WITH_LANDLOCK
def test_relative_paths_start_where_the_reader_stands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.csv").write_text("hier")
    monkeypatch.chdir(tmp_path)

    assert list(isolated(probes.open_file, "a.csv", reads=[Path("a.csv")])) == ["hier"]


@WITH_LANDLOCK
def test_a_folder_is_readable_with_all_in_it(tmp_path: Path) -> None:
    (tmp_path / "plan.gdb").mkdir()
    (tmp_path / "plan.gdb" / "a1").write_text("x")

    assert list(isolated(probes.open_file, str(tmp_path / "plan.gdb" / "a1"), reads=[tmp_path / "plan.gdb"])) == ["x"]


@WITH_LANDLOCK
@pytest.mark.parametrize("path", ["/etc/passwd", str(ROOT / "pyproject.toml"), "/proc/1/environ"])
def test_other_files_are_out_of_reach(tmp_path: Path, path: str) -> None:
    assert list(isolated(probes.open_file, path, reads=[tmp_path])) == ["PermissionError"]


@WITH_LANDLOCK
def test_nothing_is_written_but_to_its_own_folder(tmp_path: Path) -> None:
    assert list(isolated(probes.create, str(tmp_path / "a.gfs"), reads=[tmp_path])) == ["PermissionError"]
    assert list(isolated(probes.create, "a.gfs", reads=[tmp_path])) == ["written"]


def test_its_folder_goes_with_it() -> None:
    values = isolated(probes.own_folder)
    folder = Path(next(values))
    assert (folder / "spur").exists()

    values.close()  # type: ignore[attr-defined]

    assert not folder.exists()


def test_it_knows_no_credentials(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GEOPORTAL_SOURCE_ALKIS_URL", "postgresql://leser:geheim@host/db")

    (found,) = isolated(probes.environment)

    assert not [name for name in found if name.startswith(("GEOPORTAL_", "PG"))]


def test_other_processes_are_out_of_reach() -> None:
    assert list(isolated(probes.kill_parent)) == ["refused"]


def test_programs_run_within_the_same_bounds(tmp_path: Path) -> None:
    assert list(isolated(probes.start, "/bin/echo", "hier")) == ["hier\n"]
    if landlock.version():
        with pytest.raises(FailedReadingError, match="CalledProcessError"):
            list(isolated(probes.start, "/bin/cat", "/etc/passwd"))


def test_closing_early_ends_it_at_once() -> None:
    values = isolated(probes.pids)
    pid = next(values)
    assert is_alive(pid)

    values.close()  # type: ignore[attr-defined]

    assert not is_alive(pid)


def test_threads_read_at_the_same_time() -> None:
    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(lambda word: list(isolated(probes.words, word)), map(str, range(24))))

    assert found == [[str(number)] for number in range(24)]


def test_a_thread_that_ends_takes_nothing_with_it() -> None:
    thread = threading.Thread(target=lambda: list(isolated(probes.words, "a")))
    thread.start()
    thread.join()

    assert list(isolated(probes.words, "b")) == ["b"]


@pytest.mark.parametrize("ending", [signal.SIGKILL, signal.SIGINT, signal.SIGTERM])
def test_it_ends_with_the_process_that_reads(ending: signal.Signals) -> None:
    program = textwrap.dedent(
        """
        import signal
        import time
        from pipelines.reading import nursery
        from pipelines.reading.sandbox import isolated
        from sandbox_probes import own_folder, pids
        signal.signal(signal.SIGINT, signal.default_int_handler)  # it may be ignored where the tests run
        running = [isolated(pids), isolated(own_folder)]
        print(next(running[0]), nursery.nurseries[0].process.pid, next(running[1]), flush=True)
        time.sleep(600)
        """
    )
    path = os.environ | {"PYTHONPATH": str(Path(__file__).parent)}
    with subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True, env=path) as parent:
        assert parent.stdout
        pid, zygote, folder = parent.stdout.readline().split()
        parent.send_signal(ending)

    assert gone(int(pid))
    assert gone(int(zygote))
    assert not Path(folder).exists()


def test_a_zygote_that_is_no_longer_needed_goes() -> None:
    assert list(isolated(probes.words, "a")) == ["a"]
    (warm,) = nursery.nurseries

    nursery.cool_down()

    assert not is_alive(warm.process.pid)
    assert list(isolated(probes.words, "b")) == ["b"]


def test_a_killed_zygote_is_replaced() -> None:
    nursery.warm_up()
    (warm,) = nursery.nurseries
    os.kill(warm.process.pid, signal.SIGKILL)
    assert gone(warm.process.pid)

    assert list(isolated(probes.words, "a")) == ["a"]


def test_protections_are_told() -> None:
    found = protections()

    assert set(found) == {"limits", "network_namespace", "seccomp", "landlock"}
    assert found["limits"]
    assert found["landlock"] == bool(landlock.version())


def test_a_frame_arrives() -> None:
    (frame,) = isolated(probes.table)

    assert frame.index.name == "record"
