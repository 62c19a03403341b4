from pathlib import Path

import pytest

from pipelines.errors import UsageError
from pipelines.settings import ROOT, Settings, read_settings
from pipelines.text import Text, user_language


def test_folders_are_joined_by_colons(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GEOPORTAL_DATASETS", "/a:/b c")

    assert read_settings().dataset_folders == (ROOT / "datasets", Path("/a"), Path("/b c"))


def test_an_empty_variable_is_no_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GEOPORTAL_PORT", "")

    assert read_settings().port == 8080


def test_a_wrong_variable_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GEOPORTAL_PORT", "achtzig")

    with pytest.raises(UsageError, match="GEOPORTAL_PORT"):
        read_settings()


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("PORT", "0", "mindestens 1"),
        ("PORT", "65536", "höchstens 65535"),
        ("PORT", "achtzig", "eine ganze Zahl, nicht 'achtzig'"),
        ("KEEP_VERSIONS", "0", "mindestens 1"),
        ("PUBLIC_URL", "karte.stadt.example", "mit http:// oder https:// beginnt"),
        ("PUBLIC_URL", "https://", "mit http:// oder https:// beginnt"),
        ("STYLES", "/nirgends/stile", "den Ordner /nirgends/stile gibt es nicht"),
        ("PROJ_GRIDS", "/nirgends/gitter", "den Ordner '/nirgends/gitter' gibt es nicht"),
    ],
)
def test_a_wrong_value_is_said_in_german(monkeypatch: pytest.MonkeyPatch, name: str, value: str, expected: str) -> None:
    monkeypatch.setenv(f"GEOPORTAL_{name}", value)

    with pytest.raises(UsageError) as raised:
        read_settings()

    assert raised.value.message.de.startswith(f"GEOPORTAL_{name} ist falsch gesetzt: ")
    assert expected in raised.value.message.de


@pytest.mark.parametrize(
    ("settings", "url"),
    [
        ({}, "http://127.0.0.1:8080"),
        ({"host": "::1"}, "http://[::1]:8080"),
        ({"host": "0.0.0.0"}, "http://localhost:8080"),
        ({"host": "::", "port": 81}, "http://localhost:81"),
        ({"host": "::", "public_url": "https://karte.stadt.example/"}, "https://karte.stadt.example"),
    ],
)
def test_the_address_can_be_opened(settings: dict[str, object], url: str) -> None:
    assert Settings.model_validate(settings).base_url == url


def test_two_homes_are_two_instances() -> None:
    assert Settings(home=Path("/a")).instance != Settings(home=Path("/b")).instance


def test_the_database_password_is_not_shown() -> None:
    settings = Settings.model_validate({"database_url": "postgresql://u:geheim@h/d"})

    assert "geheim" not in repr(settings)


@pytest.mark.parametrize(
    ("value", "language"),
    [("de_DE.UTF-8", "de"), ("de_AT", "de"), ("german", "de"), ("en_US.UTF-8", "en"), ("C", "en"), ("fr_FR", "en")],
)
def test_the_language_follows_the_locale(monkeypatch: pytest.MonkeyPatch, value: str, language: str) -> None:
    monkeypatch.setenv("LC_ALL", value)

    assert user_language() == language


def test_german_stands_in_for_a_missing_translation() -> None:
    assert Text("Schulen").to("en") == "Schulen"
