"""The small picture in the map's place: its address, and the page that it comes with."""

from server.background.start import PLACE, StartPicture

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
