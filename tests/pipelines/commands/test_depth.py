import json

import pytest
from click.testing import CliRunner, Result

from pipelines.commands.depth import depth
from pipelines.database import Database
from pipelines.errors import UsageError
from pipelines.settings import Settings

PLACE = ("510000", "5393000", "--crs", "EPSG:25832")


def run(settings: Settings, *arguments: str) -> Result:
    return CliRunner().invoke(depth, list(arguments), obj=settings, catch_exceptions=False)


def test_depths_that_are_not_published_are_said_to_be_missing(settings: Settings, database: Database) -> None:
    with pytest.raises(UsageError, match="keine Raster veröffentlicht"):
        run(settings, "starkregen", *PLACE)


def test_published_depths_can_be_looked_up(portal_settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "de_DE.UTF-8")

    said = run(portal_settings, "starkregen", *PLACE, "--radius", "500").output
    told = json.loads(run(portal_settings, "starkregen", *PLACE, "--scenario", "extrem", "--json").output)

    assert said.count("Wassertiefe") == 3
    assert "cm im Umkreis von 500 m" in said
    assert said.endswith("Kein Vorhersagewert: gerechnet für ein angenommenes Ereignis.\n")
    (answer,) = told["answers"]
    assert (answer["scenario"], answer["forecast"]) == ("extrem", False)
    assert answer["levels"][0]["unit"] == "cm"


def test_a_place_far_away_is_outside(portal_settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "C")

    assert "extrem: depth of water outside of the map" in run(portal_settings, "starkregen", "-3.5", "40").output
