"""The small picture in the map's place: what it is made of, its address, and the page that it comes with."""

from pathlib import Path
from typing import Any

import pytest

from pipelines.artefacts.artefact import finished, write_manifest
from pipelines.artefacts.start_frame import start_name
from pipelines.artefacts.store import Store
from pipelines.background import Background
from pipelines.datasets import load_town
from pipelines.publication import live_publications
from pipelines.text import Text
from server.background.start import PLACE, StartPicture, start_picture
from tests.server.samples import Portal

PICTURE = StartPicture(b"<svg/>", ("Stadt <A&B>", "Land"))


def test_the_address_names_the_content() -> None:
    assert PICTURE.path == StartPicture(b"<svg/>", ()).path
    assert PICTURE.path != StartPicture(b"<svg />", ()).path


def test_the_page_shows_it_and_names_whose_data_it_shows() -> None:
    page = PICTURE.put_into(f"<main>{PLACE}</main>")

    assert f'<img src="{PICTURE.path}" alt=""' in page
    assert "© Stadt &lt;A&amp;B&gt;, © Land" in page
    assert PLACE not in page


def test_another_page_stays_as_it_is() -> None:
    assert PICTURE.put_into("<main></main>") == "<main></main>"


FOREIGN = {
    "name": "x",
    "tiles": "https://example.org/{z}/{x}/{y}.png",
    "attribution": "x",
    "url": "https://example.org",
}


@pytest.mark.parametrize("shown", [{"show": "layers"}, {"show": "built"}, {"show": "foreign", "foreign": FOREIGN}])
def test_the_town_s_own_layers_stand_in_for_whatever_map_comes(
    samples: Portal, tmp_path: Path, shown: dict[str, Any]
) -> None:
    background = Background.model_validate(shown | {"datasets": ["flaechen", "gibtesnicht"]})
    town = load_town(samples.settings).model_copy(update={"background": background})
    with samples.database.reader.connect() as connection:
        layers = {layer.dataset.id: layer for layer in live_publications(connection)}
    store = Store(tmp_path)
    assert start_picture(store, town, layers) is None, "nothing was made of them"

    folder = store.path("flaechen", layers["flaechen"].version)
    folder.mkdir(parents=True)
    (folder / start_name(town)).write_text('<svg><path d="M1 1h9"/></svg>', encoding="utf-8")
    part = finished(folder / start_name(town), folder, "start", "image/svg+xml", Text("Bild"))
    write_manifest(folder, [part], {})
    picture = start_picture(store, town, layers)

    assert picture
    assert b'<path d="M1 1h9"/>' in picture.body
    assert picture.attributions == (town.licence.attribution,)
