"""Write docs/formats-zoo.md from the table that the zoo's tests prove; --check only tells whether it is up to date."""

import sys
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "formats-zoo.md"

HEAD = """\
# What becomes of real files

Files as towns, states and sensors publish them, each inspected, described by what `geoportal inspect` proposes, and
published into a portal whose town is all of Germany. `tests/zoo` proves every line where the files are present
(`../shared/data`, too large for the repository). `deploy/zoo.py` writes this page.

| file | what it is | outcome |
|---|---|---|
"""

FOOT = """
Generated files that are made to be nasty, in `tests/zoo/test_nasty.py`: cut short, in an encoding that nothing names,
without rows, of 10,000 columns, with coordinates that are no numbers, with swapped axes, crossing outlines, holes in
holes, open rings, endless nesting, and a web page that calls itself a workbook.
"""

REASONS = {
    "Geometrie": "refused: no record has coordinates; `join` or `geocode` would give them",
    "nicht in Deutschland": "refused: it does not lie in Germany",
    "EPSG:26915": "refused: no way from its coordinate system to the one of German towns",
    "erlaubt": "refused: too many records lie outside of Germany",
    "Format": "refused: not a format of layers; the reason lists those that are",
}
"""What a reason says in German, by the words in it that the tests look for."""


def main(arguments: list[str]) -> int:
    animals = yaml.safe_load((ROOT / "tests" / "zoo" / "animals.yml").read_text(encoding="utf-8"))
    page = HEAD + "".join(f"| `{each['file']}` | {each['kind']} | {outcome(each)} |\n" for each in animals) + FOOT
    if "--check" in arguments:
        return int(not PAGE.exists() or PAGE.read_text(encoding="utf-8") != page)
    PAGE.write_text(page, encoding="utf-8")
    return 0


def outcome(animal: dict[str, Any]) -> str:
    if "says" in animal:
        return REASONS[animal["says"]]
    refused = f", {animal['refused']} refused" if animal.get("refused") else ""
    return f"{animal['loaded']:,} loaded{refused}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
