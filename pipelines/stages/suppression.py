"""Statistical disclosure control: small counts are withheld, and others with them so that no total tells them.

The table's parts add up to a total in every row, and every column adds up to a number that is known elsewhere
(the town's). Such a table is a flow network: a row hands its total on to its parts, a column collects them.
A withheld count can be anything that still balances, so it is safe when enough flow can be sent around a circle
through it and other withheld cells. Where too little can, the cheapest circle through cells that are still
shown is withheld too (Cox 1995; Fischetti and Salazar-González 2001).
"""

import heapq
from dataclasses import dataclass, field

import numpy as np
from geopandas import GeoDataFrame
from numpy.typing import NDArray

from pipelines.definition import Suppress
from pipelines.report.finding import Finding
from pipelines.text import Text

Counts = NDArray[np.int64]
Mask = NDArray[np.bool_]

MESSAGE = Text(
    "Aus Datenschutzgründen nicht veröffentlicht (statistische Geheimhaltung).",
    "Withheld to protect privacy (statistical confidentiality).",
)
"""The same words for small counts and for those that only cover them: the difference would tell."""


def suppress(frame: GeoDataFrame, suppress: Suppress) -> tuple[GeoDataFrame, list[Finding]]:
    """Empty the counts under ``below`` (0 too, which tells as much), and those that would give them away.

    ``frame`` holds one table, with integer columns; a missing count is taken for a small one. Afterwards no
    withheld count follows from the rest, from its row's sum and its column's sum, and each small one could as
    well be ``below`` or more. Where a table is too small for that, all of it is withheld. Findings carry no values.
    """
    names = [*suppress.parts, *([suppress.total] if suppress.total else [])]
    counts = frame[names].astype("Int64").fillna(0).to_numpy(dtype="int64")
    parts = counts[:, : len(suppress.parts)]
    totals = counts[:, -1] if suppress.total else None
    hidden = withheld(parts, totals, suppress.below)
    result = frame.copy()
    for position, name in enumerate(names):
        result[name] = result[name].mask(hidden[:, position])
    findings = [
        Finding(int(frame.index[row]), "suppressed", "cleared", MESSAGE, field=names[column])
        for row, column in zip(*np.nonzero(hidden & frame[names].notna().to_numpy(dtype=bool)), strict=True)
    ]
    return result, findings


def withheld(parts: Counts, totals: Counts | None, below: int) -> Mask:
    """Return which cells to withhold: the parts (rows × columns), then the totals as a last column if given.

    Counts are not negative. Without ``totals``, the sums of the rows count as known.
    """
    network = _Network.of(parts, totals, below)
    for edge in np.flatnonzero(network.flow < below):
        if not network.protect(int(edge), below):
            network.hidden[:] = True
            break
    shape = (len(parts), parts.shape[1] + (totals is not None))
    return network.hidden.reshape(shape[::-1]).T if network.hidden.size else np.zeros(shape, dtype=bool)


@dataclass
class _Network:
    """Cells as edges from ``tail`` to ``head`` that carry their count; nodes are rows, columns and the source.

    A count can grow without end and shrink to zero. Sending flow through a cell that is shown costs its count,
    for that is what would be withheld.
    """

    tail: Counts
    head: Counts
    flow: Counts
    hidden: Mask
    edges_at: dict[int, list[int]] = field(default_factory=dict)

    @classmethod
    def of(cls, parts: Counts, totals: Counts | None, below: int) -> "_Network":
        """Edges go column by column, the totals last; every count under ``below`` is withheld from the start."""
        rows, columns = parts.shape
        tail = np.tile(np.arange(rows), columns)
        head = rows + np.repeat(np.arange(columns), rows)
        flow = parts.T.ravel()
        if totals is not None:
            tail = np.concatenate([tail, np.full(rows, rows + columns)])
            head = np.concatenate([head, np.arange(rows)])
            flow = np.concatenate([flow, totals])
        network = cls(tail, head, flow, flow < below)
        for edge, ends in enumerate(zip(tail.tolist(), head.tolist(), strict=True)):
            for node in ends:
                network.edges_at.setdefault(node, []).append(edge)
        return network

    def protect(self, edge: int, below: int) -> bool:
        """Withhold more cells until the count of ``edge`` could be ``below``; False when no circle is left."""
        flow = self.flow.copy()
        missing = below - int(flow[edge])
        while missing > 0:
            path = self._cheapest(int(self.head[edge]), int(self.tail[edge]), edge, flow)
            if path is None:
                return False
            backward = [step for step, forward in path if not forward]
            amount = min([missing, *(int(flow[step]) for step in backward)])
            for step, forward in path:
                flow[step] += amount if forward else -amount
                self.hidden[step] = True
            missing -= amount
        return True

    def _cheapest(self, start: int, goal: int, without: int, flow: Counts) -> list[tuple[int, bool]] | None:
        """Dijkstra's way from ``start`` to ``goal``: edges forward (count grows) or backward (count shrinks)."""
        cost: dict[int, int] = {start: 0}
        arrived: dict[int, tuple[int, int, bool]] = {}
        queue = [(0, start)]
        while queue:
            spent, node = heapq.heappop(queue)
            if node == goal:
                return self._way(start, goal, arrived)
            if spent > cost[node]:
                continue
            for edge in self.edges_at[node]:
                forward = int(self.tail[edge]) == node
                if edge == without or (not forward and flow[edge] <= 0):
                    continue
                neighbour = int(self.head[edge] if forward else self.tail[edge])
                total = spent + (0 if self.hidden[edge] else int(self.flow[edge]) + 1)
                if total < cost.get(neighbour, total + 1):
                    cost[neighbour] = total
                    arrived[neighbour] = (node, edge, forward)
                    heapq.heappush(queue, (total, neighbour))
        return None

    @staticmethod
    def _way(start: int, goal: int, arrived: dict[int, tuple[int, int, bool]]) -> list[tuple[int, bool]]:
        way: list[tuple[int, bool]] = []
        node = goal
        while node != start:
            node, edge, forward = arrived[node]
            way.append((edge, forward))
        return way
