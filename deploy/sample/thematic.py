"""Write the sources of the thematic layers: ``python -m deploy.sample.thematic [folder]``.

They are sample data: names and numbers follow the town's report on digitalisation 2022/23, places and the rest are
made up. The same program writes the same bytes again, so that a change of the data can be reviewed.
"""

import sys
from pathlib import Path

from deploy.sample import (
    thematic_education,
    thematic_fibre,
    thematic_leisure,
    thematic_lights,
    thematic_networks,
    thematic_parking,
    thematic_sensors,
    thematic_town,
    thematic_transport,
)

SOURCES = Path(__file__).resolve().parents[2] / "datasets" / "sources"
SUBJECTS = (
    thematic_education,
    thematic_networks,
    thematic_fibre,
    thematic_sensors,
    thematic_transport,
    thematic_parking,
    thematic_lights,
    thematic_leisure,
    thematic_town,
)


def write(folder: Path) -> None:
    """Write every source into ``folder``."""
    folder.mkdir(parents=True, exist_ok=True)
    for subject in SUBJECTS:
        subject.write(folder)


if __name__ == "__main__":
    write(Path(sys.argv[1]) if len(sys.argv) > 1 else SOURCES)
