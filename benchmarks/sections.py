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
    layer.publish_first()  # starts the process that forks reading processes; commands pay for it, functions do not
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
    layer.publish_first()
    rival = {"ogr2ogr": lambda: rivals.ogr2ogr(place, path), "publish": layer.publish_first}
    turns = take_turns(rival, repeats, place.clear)
    what = "whole publication, reprojected : ogr2ogr load"
    return [ratio("points in EPSG:4326", what, turns["publish"], turns["ogr2ogr"], 2.5)]


def peaks(place: Place, folder: Path, few: int, many: int) -> list[Line]:
    """Publish invalid polygons only, few and ten times as many, as commands."""
    place.clear()
    found = {count: _peak(place, files.bow_ties(folder, count), "auto") for count in (few, many)}
    bare = _peak(place, files.bow_ties(folder, few), None)
    section = f"peak memory, {many:,} invalid polygons"
    lines = [
        ("process and children at one moment", found[many].together, 500),
        ("process alone, resident", found[many].process, None),
        ("children alone, resident, shared pages counted twice", found[many].children, None),
        (f"process and children, {few:,}", found[few].together, None),
        (f"process and children, {few:,}, without tiles and downloads", bare.together, None),
    ]
    growth = found[many].together / found[few].together
    flat = Line(section, f"growth when the input grows {many // few} times", growth, growth, growth, "×", 1.25)
    return [*(Line(section, what, size, size, size, "MB", bar) for what, size, bar in lines), flat]


def operations(place: Place, buildings: Path, later: Path, places: Path, repeats: int) -> list[Line]:
    """Compare a later state of the buildings with the live one; publish the places twice and go back and forth."""
    layer, many = Layer(place, buildings), Layer(place, places)
    layer.publish_first()
    many.publish_first()
    run.publish(place.settings, place.database, many.dataset, force=True)
    numbers = iter([1, 2] * repeats)
    turns = take_turns(
        {
            "diff": lambda: layer.diff(later),
            "rollback": lambda: run.rollback(place.database, many.id, next(numbers)),
        },
        repeats,
    )
    layer.publish(later)
    alone = take_turns({"compare": lambda: layer.compare(1, 2)}, repeats)
    features = f"{pyogrio.read_info(buildings)['features']:,} buildings"
    return [
        seconds("operations", f"comparing two versions of {features}", alone["compare"], 5),
        seconds("operations", f"diff of a file with {features}, loading it included", turns["diff"], 5),
        seconds("operations", f"rollback of {pyogrio.read_info(places)['features']:,} points", turns["rollback"], 1),
    ]


def artefacts(place: Place, paths: list[Path]) -> list[Line]:
    """Publish with downloads and pictures, without and with tiles; once, since these are seconds and no ratios."""
    lines = []
    for path in paths:
        for tiles, what, bar in (("none", "downloads and pictures", None), ("auto", "tiles, too", 60)):
            timing = take_turns({what: Layer(place, path, tiles).publish_first}, 1, place.clear)[what]
            features = f"{pyogrio.read_info(path)['features']:,} features"
            lines.append(seconds("publication with files", f"{features}, {what}", timing, bar))
    return lines


def encoding(place: Place, path: Path, repeats: int) -> list[Line]:
    """Ways to bring ready Arrow batches into a table, against the one that the portal takes."""
    turns = encoders.race(place, path, repeats)
    section = f"COPY encoders, {path.stem}: theirs : pgpq"
    return [ratio(section, name, timing, turns["pgpq"], None) for name, timing in turns.items() if name != "pgpq"]


def _peak(place: Place, path: Path, tiles: str | None) -> memory.Peak:
    layer = Layer(place, path, tiles)
    layer.renew()
    return memory.peak(layer.arguments, layer.environment)
