"""A rectangle → the stretches of the curve that its features can lie on."""

from dataclasses import dataclass
from itertools import pairwise

from pipelines.curve import CELL, END, LEVELS, POSITION, SOUTH, TURN, WEST

Bounds = tuple[float, float, float, float]
"""West, south, east, north in metres of EPSG:25832."""

Window = tuple[int, int, int, int]
"""First column and row, last column and row; empty where the last come before the first."""

Stretch = tuple[int, int]
"""First and last place, both included."""

LARGE: Stretch = (-END, -1)
"""Where large features lie: a centre says little about them."""

FINENESS = 3
"""Levels below the smallest cell that is as large as the rectangle: 8 to 16 cells along its longer side."""

FINER = (3, 8)
"""The least and the most levels for counting: walking along the edge costs as much as reading what lies on it."""

QUADRANT = tuple(tuple(order.index(position) for position in range(4)) for order in POSITION)
"""Orientation, how manyth along the curve → quadrant."""


def stretches(box: Bounds, reach: float, most: int) -> tuple[Stretch, ...]:
    """Return at most ``most`` stretches, ascending, large features first.

    A feature whose box touches the rectangle has its centre no further away than ``reach`` metres. Stretches may hold
    other features, too: they are an aid for the index, and no selection.
    """
    west, south, east, north = box
    low_x, high_x = _cell(west - reach, WEST), _cell(east + reach, WEST)
    low_y, high_y = _cell(south - reach, SOUTH), _cell(north + reach, SOUTH)
    depth = max(0, max(high_x - low_x, high_y - low_y).bit_length() - FINENESS)
    window = (low_x >> depth, low_y >> depth, high_x >> depth, high_y >> depth)
    found, _ = _descend(window, window, LEVELS - depth)
    return (LARGE, *_joined(_scaled(found, depth), most - 1))


@dataclass(frozen=True)
class Parts:
    """Stretches whose features all lie in a rectangle, and stretches of which each feature must be looked at."""

    inside: tuple[Stretch, ...]
    edge: tuple[Stretch, ...]


def parts(box: Bounds, within: Bounds, reach: float, expected: int) -> Parts:
    """Take an area apart that reaches to ``box`` and holds the rectangle ``within``, both in metres.

    ``expected`` is about how many features lie in it. With n cells along a side, some 4 / n of them lie on its edge.
    """
    (west, south, east, north), (left, bottom, right, top) = box, within
    low_x, high_x = _cell(west - reach, WEST), _cell(east + reach, WEST)
    low_y, high_y = _cell(south - reach, SOUTH), _cell(north + reach, SOUTH)
    fineness = min(max(FINER[0], (expected // 12).bit_length() // 2 + 1), FINER[1])
    depth = max(0, max(high_x - low_x, high_y - low_y).bit_length() - fineness)
    outer = (low_x >> depth, low_y >> depth, high_x >> depth, high_y >> depth)
    first_x, last_x = _cell(left + reach, WEST) + 1, _cell(right - reach, WEST) - 1
    first_y, last_y = _cell(bottom + reach, SOUTH) + 1, _cell(top - reach, SOUTH) - 1
    size = 1 << depth
    inner = (-(-first_x // size), -(-first_y // size), (last_x + 1) // size - 1, (last_y + 1) // size - 1)
    inside, edge = _descend(outer, inner, LEVELS - depth)
    return Parts(tuple(_scaled(inside, depth)), (LARGE, *_scaled(edge, depth)))


def _scaled(found: list[Stretch], depth: int) -> list[Stretch]:
    return [(first << 2 * depth, ((last + 1) << 2 * depth) - 1) for first, last in found]


def _cell(ordinate: float, origin: int) -> int:
    return int(min(max((ordinate - origin) // CELL, 0), 2**LEVELS - 1))


def _descend(outer: Window, inner: Window, levels: int) -> tuple[list[Stretch], list[Stretch]]:
    """Walk down the quadrants along the curve: stretches in the ``inner`` window, and the others in the ``outer``."""
    low_x, low_y, high_x, high_y = outer
    left, bottom, right, top = inner
    inside, edge = list[Stretch](), list[Stretch]()
    waiting = [(0, 0, 0, 0, levels)]
    while waiting:
        x, y, code, orientation, level = waiting.pop()
        side = (1 << level) - 1
        if x > high_x or y > high_y or x + side < low_x or y + side < low_y:
            continue
        is_inside = x >= left and y >= bottom and x + side <= right and y + side <= top
        if is_inside or level == 0:
            _append(inside if is_inside else edge, code, code + (1 << 2 * level) - 1)
            continue
        half = level - 1
        for position in (3, 2, 1, 0):  # the last to come on the stack is the first to be looked at
            quadrant = QUADRANT[orientation][position]
            corner_x, corner_y = x + ((quadrant >> 1) << half), y + ((quadrant & 1) << half)
            waiting.append((corner_x, corner_y, code + (position << 2 * half), orientation ^ TURN[position], half))
    return inside, edge


def _append(found: list[Stretch], first: int, last: int) -> None:
    if found and found[-1][1] == first - 1:
        found[-1] = (found[-1][0], last)
    else:
        found.append((first, last))


def _joined(found: list[Stretch], most: int) -> list[Stretch]:
    """Close the smallest gaps until no more than ``most`` are left."""
    if len(found) <= most:
        return found
    gaps = sorted(range(1, len(found)), key=lambda number: found[number - 1][1] - found[number][0])
    kept = sorted(gaps[: most - 1])
    edges = [0, *kept, len(found)]
    return [(found[start][0], found[end - 1][1]) for start, end in pairwise(edges)]
