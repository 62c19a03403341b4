"""Run by the Python that has xplan-tools: one line of JSON with what to do and a path in, one line out."""

import json
import sys
from typing import Any

from xplan_tools.interface import Datasource


class Held:
    """The plan that was read last."""

    def __init__(self) -> None:
        self._plan: Any = None

    def answer(self, what: str, path: str) -> dict[str, object]:
        """Do what is asked, and say what became of it."""
        try:
            if what == "read":
                self._plan = Datasource(path).repo().get_all()
            else:
                Datasource(path, for_write=True).repo().save_all(self._plan)
        except Exception as error:  # noqa: BLE001 - whatever it complains of is the answer
            return {"error": f"{type(error).__name__}: {error}"[:500]}
        return {"features": len(self._plan.features)}


held = Held()
for line in sys.stdin:
    print(json.dumps(held.answer(*json.loads(line))), flush=True)  # noqa: T201 - the other end reads it
