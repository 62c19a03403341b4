"""Development plans: read and written again beside xplan-tools, and whether it reads what we write.

xplan-tools needs GDAL and Python 3.13, so it lives in an environment of its own, which GEOPORTAL_BENCH_XPLAN_TOOLS
names; docs/benchmarks.md says how to make one.
"""

import json
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import IO

import click

from benchmarks.measure import take_turns
from benchmarks.table import Line, ratio, seconds
from pipelines.xplan.convert import convert
from pipelines.xplan.model import Document
from pipelines.xplan.parse import parse
from pipelines.xplan.read import opened
from pipelines.xplan.write import write

NEWEST = "6.0"

HOW = Path(__file__).with_name("plans_peer.py")
"""What runs in the environment of xplan-tools."""

VARIABLE = "GEOPORTAL_BENCH_XPLAN_TOOLS"

SQUARE = ((0, 0), (5, 0), (10, 0), (10, 5), (10, 10), (5, 10), (0, 10), (0, 5), (0, 0))
HEAD = (
    '<xplan:XPlanAuszug xmlns:xplan="http://www.xplanung.de/xplangml/6/0" xmlns:gml="http://www.opengis.net/gml/3.2"'
    ' xmlns:xlink="http://www.w3.org/1999/xlink" gml:id="GML_1">'
)


@dataclass(frozen=True)
class Peer:
    """A running process with xplan-tools, warm: its models are built when they are used first."""

    questions: IO[str]
    answers: IO[str]

    def read(self, source: Path) -> int:
        """Read a plan, keep it, and return how many features it has. Raises RuntimeError with what it complains of."""
        return self._asked("read", source)

    def write(self, target: Path) -> int:
        """Write the plan that was read last."""
        return self._asked("write", target)

    def copy(self, source: Path, target: Path) -> None:
        """Read and write again."""
        self.read(source)
        self.write(target)

    def _asked(self, what: str, path: Path) -> int:
        print(json.dumps([what, str(path)]), file=self.questions, flush=True)
        answer = json.loads(self.answers.readline())
        if "error" in answer:
            message = f"{path.name}: {answer['error']}"
            raise RuntimeError(message)
        return int(answer["features"])


def plans(folder: Path, real: Path, many: int, repeats: int) -> list[Line]:
    """Measure with the real plans in ``real``, and with ``many`` generated objects."""
    return [*_generated(folder, many, repeats), *_beside(folder, real, repeats)]


def _generated(folder: Path, count: int, repeats: int) -> list[Line]:
    half, whole = (_areas(folder, each) for each in (count // 2, count))
    target = folder / "copied.gml"
    contestants = {path.stem: partial(_copied, path, target) for path in (half, whole)}
    turns = take_turns(contestants, repeats)
    section = f"plan of {count:,} objects"
    growth = ratio(section, "growth when the objects double", turns[whole.stem], turns[half.stem], 2.5)
    return [seconds(section, "read and written again", turns[whole.stem], 2), growth]


def _beside(folder: Path, real: Path, repeats: int) -> Iterator[Line]:
    files = sorted(real.glob("*")) if real.is_dir() else []
    place = os.environ.get(VARIABLE)
    if not files or not place:
        click.echo(
            f"plans: beside xplan-tools left out, {f'no plans in {real}' if place else f'no {VARIABLE}'}", err=True
        )
        return
    with _peer(Path(place)) as peer:
        yield _agreement(peer, folder, files)
        largest = max((each for each in files if each.suffix == ".gml"), key=lambda each: each.stat().st_size)
        target = folder / "copied.gml"
        document, count = _read(largest), peer.read(largest)
        contestants = {
            "write": lambda: _written(document, target),
            "their write": lambda: peer.write(target),
            "copy": lambda: _copied(largest, target),
            "their copy": lambda: peer.copy(largest, target),
        }
        turns = take_turns(contestants, repeats)
        section = f"{largest.name}, {count:,} objects"
        yield ratio(section, "written : xplan-tools", turns["write"], turns["their write"], 0.2)
        yield ratio(section, "read and written again : xplan-tools", turns["copy"], turns["their copy"], None)


def _agreement(peer: Peer, folder: Path, files: list[Path]) -> Line:
    """Exports in their own version and in the newest that xplan-tools reads, with as many features as we wrote."""
    exports = [(export, count) for each in files for export, count in _exports(folder, each)]
    read = sum(peer.read(export) == count for export, count in exports)
    share = read / len(exports)
    what = f"of {len(exports)} exports of {len(files)} plans, those that xplan-tools reads whole"
    return Line("exports of real plans", what, share, share, share, "", 1, at_least=True)


def _exports(folder: Path, path: Path) -> Iterator[tuple[Path, int]]:
    with opened(path) as package:
        document = package.document
    yield _written(document, folder / f"{path.stem}.gml")
    if document.version != NEWEST:
        yield _written(convert(document, NEWEST).document, folder / f"{path.stem}-{NEWEST}.gml")


def _written(document: Document, target: Path) -> tuple[Path, int]:
    with target.open("wb") as file:
        write(document, file)
    return target, len(document.features)


def _copied(source: Path, target: Path) -> None:
    _written(_read(source), target)


def _read(path: Path) -> Document:
    with path.open("rb") as file:
        return parse(file, path.name)


@contextmanager
def _peer(place: Path) -> Iterator[Peer]:
    command = [str(place / "bin" / "python"), str(HOW)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdin
        assert process.stdout
        yield Peer(process.stdin, process.stdout)
        process.stdin.close()


def _areas(folder: Path, count: int) -> Path:
    """Write a plan of so many building areas side by side."""
    path = folder / f"areas-{count}.gml"
    contents = "".join(f'<xplan:planinhalt xlink:href="#{_id(number)}"/>' for number in range(count))
    plan, section = _id(-1), _id(-2)
    relations = f'{contents}<xplan:gehoertZuPlan xlink:href="#{plan}"/>'
    members = [
        f'<xplan:BP_Plan gml:id="{plan}"><xplan:bereich xlink:href="#{section}"/></xplan:BP_Plan>',
        f'<xplan:BP_Bereich gml:id="{section}"><xplan:nummer>1</xplan:nummer>{relations}</xplan:BP_Bereich>',
        *(_area(number, section) for number in range(count)),
    ]
    text = "".join(f"<gml:featureMember>{each}</gml:featureMember>" for each in members)
    path.write_text(f"{HEAD}{text}</xplan:XPlanAuszug>", encoding="utf-8")
    return path


def _area(number: int, section: str) -> str:
    east, north = 500_000 + 10 * (number % 100), 5_400_000 + 10 * (number // 100)
    ring = " ".join(f"{east + x}.000 {north + y}.000" for x, y in SQUARE)
    return (
        f'<xplan:BP_BaugebietsTeilFlaeche gml:id="{_id(number)}"><xplan:ebene>0</xplan:ebene>'
        f'<xplan:gehoertZuBereich xlink:href="#{section}"/><xplan:rechtscharakter>1000</xplan:rechtscharakter>'
        f'<xplan:position><gml:Polygon gml:id="{_id(number)}_1" srsName="EPSG:25832"><gml:exterior><gml:LinearRing>'
        f"<gml:posList>{ring}</gml:posList></gml:LinearRing></gml:exterior></gml:Polygon></xplan:position>"
        "<xplan:flaechenschluss>true</xplan:flaechenschluss><xplan:GFZ>0.8</xplan:GFZ><xplan:GRZ>0.4</xplan:GRZ>"
        "<xplan:Z>2</xplan:Z><xplan:allgArtDerBaulNutzung>1000</xplan:allgArtDerBaulNutzung>"
        "</xplan:BP_BaugebietsTeilFlaeche>"
    )


def _id(number: int) -> str:
    return f"GML_00000000-0000-4000-8000-{number % 2**48:012x}"
