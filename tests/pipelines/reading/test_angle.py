import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.reading.angle import angle, two_angles

HERE = 48 + 41 / 60 + 32.5 / 3600


@pytest.mark.parametrize(
    ("text", "degrees"),
    [
        ("48°41'32,5\"N", HERE),
        ("48° 41' 32.5'' N", HERE),
        ("48° 41′ 32,5″ n. Br.", HERE),
        ("N 48 41.542", 48 + 41.542 / 60),
        ("N 48° 41.542", 48 + 41.542 / 60),
        ("Nord 48°41,5'", 48 + 41.5 / 60),
        ("S 48 41 32", -(48 + 41 / 60 + 32 / 3600)),
        ("48.69° N", 48.69),
    ],
)
def test_latitudes(text: str, degrees: float) -> None:
    found = angle(text)

    assert found is not None
    assert found.degrees == pytest.approx(degrees, abs=1e-12)
    assert (found.axis, found.is_marked) == ("y", True)


@pytest.mark.parametrize(
    ("text", "degrees"),
    [
        ("9°7'50\"O", 9.13055555),
        ("E009 07.833", 9.13055),
        ("9° 7′ 50″ ö. L.", 9.13055555),
        ("9° 7' 50'' W", -9.13055555),
    ],
)
def test_longitudes(text: str, degrees: float) -> None:
    found = angle(text)

    assert found is not None
    assert found.degrees == pytest.approx(degrees, abs=1e-7)
    assert (found.axis, found.has_minutes) == ("x", True)


@pytest.mark.parametrize("text", ["48 41 32,5", "48:41:32.5"])
def test_what_may_be_anything_is_not_marked(text: str) -> None:
    found = angle(text)

    assert found is not None
    assert found.degrees == pytest.approx(HERE)
    assert not found.is_marked


@pytest.mark.parametrize(
    "text",
    [
        "48°60'N", "48°41'60\"N", "48,5°41'N", "48°41,5'32\"N", "91°N", "190°", "N48°41'S", "-9°8'W", "Haus 3",
        "12 Uhr", "48°41'32\"N 9°7'O", "", "°", "1e5° N", "48°41'32\"Q",
    ],
)  # fmt: skip
def test_what_is_no_angle_is_not_read(text: str) -> None:
    assert angle(text) is None


@given(st.integers(0, 89), st.integers(0, 59), st.integers(0, 59_999), st.sampled_from("NS"), st.sampled_from(".,"))
def test_what_is_written_is_read(degrees: int, minutes: int, thousandths: int, side: str, sign: str) -> None:
    seconds = f"{thousandths / 1000:.3f}".replace(".", sign)
    found = angle(f"{degrees}°{minutes:02d}'{seconds}\"{side}")

    assert found is not None
    size = degrees + minutes / 60 + thousandths / 3_600_000
    assert abs(found.degrees) == pytest.approx(size, abs=1e-12)
    assert (found.degrees < 0) == (side == "S" and size > 0)


@pytest.mark.parametrize(
    ("text", "axes"),
    [
        ("48°41'32.5\"N 9°07'50.0\"E", ("y", "x")),
        ("48°41'32.5\"N9°07'50.0\"E", ("y", "x")),
        ("N 48° 41.542 E 009° 07.833", ("y", "x")),
        ("48° 41′ 32,5″ N, 9° 7′ 50″ O", ("y", "x")),
        ("9°7'50\"O / 48°41'32,5\"N", ("x", "y")),
        ("(48°41'32,5\", 9°7'50\")", (None, None)),
    ],
)
def test_both_in_one_cell(text: str, axes: tuple[str | None, str | None]) -> None:
    found = two_angles(text)

    assert found is not None
    assert tuple(each.axis for each in found) == axes
    assert sorted(each.degrees for each in found) == pytest.approx([9.1305555, 48.69236], abs=1e-4)


@pytest.mark.parametrize(
    "text", ["48 41 32 9 7 50", "48.68, 9.13", "48°41'N 9°7'N", "48°41'N 9°7'", "48°41'32\"N", "Rathaus 1"]
)
def test_what_is_not_two_angles_is_none(text: str) -> None:
    assert two_angles(text) is None


def test_long_cells_are_no_angles_and_looked_at_no_further() -> None:
    assert angle("9°" + " " * 200) is None
    assert two_angles("48°41'N" + " " * 200 + "9°7'E") is None
