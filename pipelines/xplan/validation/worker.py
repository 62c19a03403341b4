"""``python -m pipelines.xplan.validation.worker FILE SCHEMAS [MORE]…``: judge a stranger's plan, confined, in JSON.

The process may read the file and the schemas, write beside the file, and nothing else: no network, bounded time and
memory. It prints ``{"report": …}``, or ``{"error": …}`` where the file cannot be read. ``MORE`` names what the report
holds besides.
"""

import json
import sys
import tempfile
from pathlib import Path

from pipelines.errors import SourceError
from pipelines.reading.sandbox.confinement import MEGABYTE, Limits, confine, leave_network, limit
from pipelines.xplan.validation.judging import report_on

LIMITS = Limits(memory=1536 * MEGABYTE, seconds=60, file=1024 * MEGABYTE)


def main() -> None:
    """Judge the file that the command line names."""
    file, schemas = (Path(argument).resolve() for argument in sys.argv[1:3])
    tempfile.tempdir = str(file.parent)
    limit(LIMITS)
    leave_network()
    confine([file, *([schemas] if schemas.is_dir() else [])], file.parent)
    try:
        (report,) = report_on(file, schemas, sys.argv[3:])
        answer = {"report": report}
    except SourceError as error:
        answer = {"error": error.to_json()}
    json.dump(answer, sys.stdout)


if __name__ == "__main__":
    main()
