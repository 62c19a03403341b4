"""``python -m pipelines.xplan.validation.worker FILE SCHEMAS [MORE]…``: judge a stranger's plan, confined, in JSON.

The process may read the file and the schemas, write beside the file, and nothing else: no network, bounded time and
memory. It prints ``{"report": …}``, or ``{"error": …}`` where the file cannot be read. ``MORE`` names what the report
holds besides.
"""

import json
import sys
import tempfile
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from pipelines.errors import SourceError
from pipelines.legal_time import LEGAL_TIME
from pipelines.reading.sandbox.confinement import MEGABYTE, Limits, confine, leave_network, limit
from pipelines.xplan.validation.page import page
from pipelines.xplan.validation.places import to_drawing
from pipelines.xplan.validation.telling import to_json
from pipelines.xplan.validation.validation import Validation, validated

LIMITS = Limits(memory=1536 * MEGABYTE, seconds=60, file=1024 * MEGABYTE)

MORE: Mapping[str, Callable[[Validation], Any]] = {"drawing": to_drawing, "page": page}
"""Members that a report may have besides: plan and faults as GeoJSON, and the report as a page in German."""


def main() -> None:
    """Judge the file that the command line names."""
    file, schemas = (Path(argument).resolve() for argument in sys.argv[1:3])
    tempfile.tempdir = str(file.parent)
    limit(LIMITS)
    leave_network()
    confine([file, *([schemas] if schemas.is_dir() else [])], file.parent)
    try:
        found = validated(file, schemas, datetime.now(LEGAL_TIME).date())
        answer = {"report": to_json(found) | {name: MORE[name](found) for name in sys.argv[3:]}}
    except SourceError as error:
        answer = {"error": error.to_json()}
    json.dump(answer, sys.stdout)


if __name__ == "__main__":
    main()
