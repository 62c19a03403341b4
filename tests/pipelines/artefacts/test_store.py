from pathlib import Path

import pytest

from pipelines.artefacts.store import Store


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "artefacts")


def fill(folder: Path) -> None:
    (folder / "manifest.json").write_text("{}")
    (folder / "tiles.pmtiles").write_bytes(b"x" * 100)
    (folder / "downloads").mkdir()
    (folder / "downloads" / "a.csv").write_bytes(b"y" * 1000)


def keep(store: Store, *versions: int) -> None:
    for version in versions:
        fill(store.draft("wlan", version))
        store.keep("wlan", version)


def test_a_draft_is_not_seen_until_it_is_kept(store: Store) -> None:
    fill(store.draft("wlan", 1))
    assert store.versions("wlan") == []

    store.keep("wlan", 1)
    assert store.versions("wlan") == [1]
    assert (store.path("wlan", 1) / "downloads" / "a.csv").exists()


def test_a_draft_begins_empty(store: Store) -> None:
    fill(store.draft("wlan", 1))
    assert list(store.draft("wlan", 1).iterdir()) == []


def test_a_left_over_is_replaced(store: Store) -> None:
    keep(store, 1)
    (store.draft("wlan", 1) / "new").touch()
    store.keep("wlan", 1)

    assert [path.name for path in store.path("wlan", 1).iterdir()] == ["new"]
    assert [path.name for path in (store.folder / "wlan").iterdir()] == ["1"]


def test_sweeping_removes_drafts_and_unknown_versions(store: Store) -> None:
    keep(store, 1, 2, 3)
    fill(store.draft("wlan", 4))

    assert store.sweep("wlan", {1, 2}) == [".4.part", "3"]
    assert sorted(path.name for path in (store.folder / "wlan").iterdir()) == ["1", "2"]


def test_sweeping_removes_what_a_killed_removal_left(store: Store) -> None:
    keep(store, 1)
    (store.folder / "wlan" / ".2.old").mkdir()
    (store.folder / "wlan" / "stray").touch()

    store.sweep("wlan", {1})

    assert [path.name for path in (store.folder / "wlan").iterdir()] == ["1"]


def test_sweeping_a_layer_without_files_is_nothing(store: Store) -> None:
    assert store.sweep("wlan", {1}) == []


def test_trimming_leaves_what_a_rollback_needs(store: Store) -> None:
    keep(store, 1, 2, 3)
    store.trim("wlan", {2, 3})

    assert sorted(path.name for path in store.path("wlan", 1).iterdir()) == ["manifest.json", "tiles.pmtiles"]
    assert (store.path("wlan", 2) / "downloads" / "a.csv").exists()


def test_size_is_that_of_all_files(store: Store) -> None:
    keep(store, 1)
    assert (store.size("wlan", 1), store.size("wlan", 2)) == (1102, 0)


def test_dropping_removes_version_and_draft(store: Store) -> None:
    keep(store, 1, 2)
    fill(store.draft("wlan", 1))
    store.drop("wlan", 1)

    assert [path.name for path in (store.folder / "wlan").iterdir()] == ["2"]
