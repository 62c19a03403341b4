import io
from pathlib import Path

import numpy as np
import pytest

from pipelines.xplan.linear import shape
from pipelines.xplan.parse import parse
from pipelines.xplan.validation.geometry import flaws
from pipelines.xplan.validation.soundness import sound_faces
from tests.pipelines.xplan.plans import PLAN, SECTION, area, content, polygon, read, text


def ring(points: str, attributes: str = "") -> str:
    return f"<gml:LinearRing><gml:posList{attributes}>{points}</gml:posList></gml:LinearRing>"


@pytest.mark.parametrize(
    ("written", "is_sound"),
    [
        pytest.param(ring("0 0 4 0 4 4 0 4 0 0"), True, id="square"),
        pytest.param(ring("0 0 0 4 4 4 4 0 0 0"), False, id="clockwise"),
        pytest.param(ring("0 0 4 0 4 4 0 4"), False, id="open"),
        pytest.param(ring("0 0 4 0 4 0 4 4 0 4 0 0"), False, id="repeated"),
        pytest.param(ring("0 0 4 4 4 0 0 4 0 0"), False, id="crossing"),
        pytest.param(ring("0 0 4 0 4 4 0 4 0 0", ' srsDimension="2"'), False, id="attributes"),
    ],
)
def test_only_what_is_without_flaw_needs_no_closer_look(written: str, is_sound: bool) -> None:  # noqa: FBT001
    position = area(position=polygon(written))
    (geometry,) = (each for _, each in read(text(PLAN, SECTION, position)).by_id["F"].geometries)
    assert sound_faces([geometry], [shape(geometry)]).tolist() == [is_sound]
    assert not is_sound or flaws(geometry) == []


def test_nothing_is_overlooked_in_real_documents(anything: Path) -> None:
    document = parse(io.BytesIO(content(anything)), anything.name)
    geometries = [
        geometry for feature in document.features for _, geometry in feature.geometries if geometry.kind == "Polygon"
    ]
    drawn = [shape(each) for each in geometries]
    for number in np.flatnonzero(sound_faces(geometries, drawn)).tolist():
        assert flaws(geometries[number]) == []
