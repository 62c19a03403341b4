"""A rectangle → the stretches of the curve that its features can lie on."""

from itertools import pairwise

from pipelines.curve import CELL, END, LEVELS, POSITION, SOUTH, TURN, WEST

Bounds = tuple[float, float, float, float]
"""West, south, east, north in metres of EPSG:25832."""

Stretch = tuple[int, int]
"""First and last place, both included."""

LARGE: Stretch = (-END, -1)
"""Where large features lie: a centre says little about them."""

FINENESS = 3
"""Levels below the smallest cell that is as large as the rectangle: 8 to 16 cells along its longer side."""

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
    found = _descend((low_x >> depth, low_y >> depth, high_x >> depth, high_y >> depth), LEVELS - depth)
    return (LARGE, *_joined([(first << 2 * depth, ((last + 1) << 2 * depth) - 1) for first, last in found], most - 1))


def _cell(ordinate: float, origin: int) -> int:
    return int(min(max((ordinate - origin) // CELL, 0), 2**LEVELS - 1))


def _descend(window: tuple[int, int, int, int], levels: int) -> list[Stretch]:
    """Walk down the quadrants along the curve; ``window`` is in cells of the deepest of the ``levels``."""
    low_x, low_y, high_x, high_y = window
    found: list[Stretch] = []
    waiting = [(0, 0, 0, 0, levels)]
    while waiting:
        x, y, code, orientation, level = waiting.pop()
        side = (1 << level) - 1
        if x > high_x or y > high_y or x + side < low_x or y + side < low_y:
            continue
        if level == 0 or (x >= low_x and y >= low_y and x + side <= high_x and y + side <= high_y):
            last = code + (1 << 2 * level) - 1
            if found and found[-1][1] == code - 1:
                found[-1] = (found[-1][0], last)
            else:
                found.append((code, last))
            continue
        half = level - 1
        for position in (3, 2, 1, 0):  # the last to come on the stack is the first to be looked at
            quadrant = QUADRANT[orientation][position]
            corner_x, corner_y = x + ((quadrant >> 1) << half), y + ((quadrant & 1) << half)
            waiting.append((corner_x, corner_y, code + (position << 2 * half), orientation ^ TURN[position], half))
    return found


def _joined(found: list[Stretch], most: int) -> list[Stretch]:
    """Close the smallest gaps until no more than ``most`` are left."""
    if len(found) <= most:
        return found
    gaps = sorted(range(1, len(found)), key=lambda number: found[number - 1][1] - found[number][0])
    kept = sorted(gaps[: most - 1])
    edges = [0, *kept, len(found)]
    return [(found[start][0], found[end - 1][1]) for start, end in pairwise(edges)]
