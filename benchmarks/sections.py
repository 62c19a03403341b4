"""The sections of the benchmark: each runs its contestants and returns its lines of the table."""

from pathlib import Path

import pyogrio

from benchmarks import encoders, files, memory, rivals
from benchmarks.measure import take_turns
from benchmarks.ours import Layer
from benchmarks.place import Place
from benchmarks.table import Line, ratio, seconds
from pipelines import run


def loading(place: Place, what: str, path: Path, repeats: int) -> list[Line]:
    """Load and publish one file, in turns with the rivals, who load it only."""
    layer = Layer(place, path)
    turns = take_turns(
        {
            "ogr2ogr": lambda: rivals.ogr2ogr(place, path),
            "to_postgis": lambda: rivals.to_postgis(place, path),
            "load": layer.load_only,
            "publish": layer.publish_first,
            "again": layer.publish,
            "publish command": layer.command_first,
            "again command": layer.command,
        },
        repeats,
        place.clear,
    )
    compare = [
        ("load only : ogr2ogr", "load", "ogr2ogr", 0.8),
        ("load only : to_postgis", "load", "to_postgis", 0.35),
        ("whole publication : ogr2ogr load", "publish", "ogr2ogr", 2.5),
        ("unchanged again : first publication", "again", "publish", 0.25),
        ("the same two as commands", "again command", "publish command", 0.25),
    ]
    section = f"{pyogrio.read_info(path)['features']:,} {what}"
    return [ratio(section, each, turns[ours], turns[theirs], bar) for each, ours, theirs, bar in compare]


def degrees(place: Place, path: Path, repeats: int) -> list[Line]:
    """Publish points that must be reprojected, which the rival's load leaves out."""
    layer = Layer(place, path)
    rival = {"ogr2ogr": lambda: rivals.ogr2ogr(place, path), "publish": layer.publish_first}
    turns = take_turns(rival, repeats, place.clear)
    what = "whole publication, reprojected : ogr2ogr load"
    return [ratio("points in EPSG:4326", what, turns["publish"], turns["ogr2ogr"], 2.5)]


def peaks(place: Place, folder: Path, few: int, many: int) -> list[Line]:
    """Publish invalid polygons only, few and ten times as many, as commands."""
    place.clear()
    found = {count: _peak(place, files.bow_ties(folder, count)) for count in (few, many)}
    section = f"peak memory, {many:,} invalid polygons"
    lines = [
        ("process and children at one moment", found[many].together, 500),
        ("process alone", found[many].process, None),
        ("children alone", found[many].children, None),
        (f"process and children, {few:,}", found[few].together, None),
    ]
    growth = found[many].together / found[few].together
    flat = Line(section, f"growth when the input grows {many // few} times", growth, growth, growth, "×", 1.25)
    return [*(Line(section, what, size, size, size, "MB", bar) for what, size, bar in lines), flat]


def rollback(place: Place, path: Path, repeats: int) -> list[Line]:
    """Publish two versions, then take the second back, and back again."""
    layer = Layer(place, path)
    layer.publish_first()
    run.publish(place.settings, place.database, layer.dataset, force=True)
    numbers = iter([1, 2] * repeats)
    turns = take_turns({"": lambda: run.rollback(place.database, layer.id, next(numbers))}, repeats)
    return [seconds("operations", f"rollback, {path.stem}", turns[""], 1)]


def encoding(place: Place, path: Path, repeats: int) -> list[Line]:
    """Ways to bring ready Arrow batches into a table, against the one that the portal takes."""
    turns = encoders.race(place, path, repeats)
    section = f"COPY encoders, {path.stem}: theirs : pgpq"
    return [ratio(section, name, timing, turns["pgpq"], None) for name, timing in turns.items() if name != "pgpq"]


def _peak(place: Place, path: Path) -> memory.Peak:
    layer = Layer(place, path)
    layer.renew()
    return memory.peak(layer.arguments, layer.environment)
