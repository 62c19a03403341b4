import pytest

from pipelines.xplan.crs import epsg


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("EPSG:25832", 25832),
        ("epsg:25832", 25832),
        ("urn:ogc:def:crs:EPSG::25832", 25832),
        ("urn:ogc:def:crs:EPSG:9.9:31467", 31467),
        ("urn:ogc:def:crs:EPSG:6.18.3:31467", 31467),
        ("urn:x-ogc:def:crs:EPSG:25833", 25833),
        ("http://www.opengis.net/def/crs/EPSG/0/25832", 25832),
        ("http://www.opengis.net/gml/srs/epsg.xml#31467", 31467),
        ("urn:adv:crs:ETRS89_UTM32", 25832),
        ("urn:adv:crs:ETRS89_UTM32*DE_DHHN2016_NH", 25832),
        ("urn:adv:crs:DE_DHDN_3GK3", 31467),
        ("urn:adv:crs:DE_DHDN_3GK3_BW120", 31467),
        ("urn:adv:crs:DE_DHHN92_NH", None),
        ("Gauß-Krüger", None),
        ("", None),
    ],
)
def test_all_spellings_of_a_system_have_its_code(name: str, code: int | None) -> None:
    assert epsg(name) == code
