-- One layer's part of a vector tile, and which version of the layer is live in the very snapshot that it is read from.
-- Features are found by the tile with its buffer, so nothing is cut at a seam; they come in the order of their ids, so
-- equal tiles have equal bytes. ST_AsMVT leaves out those whose geometry is NULL, as ST_AsMVTGeom's is when nothing is
-- left on the grid; a condition here would be pushed down and have every geometry computed once more.
SELECT
    (SELECT version FROM portal.live WHERE dataset = %(dataset)s),
    (
        SELECT ST_AsMVT(shown, %(dataset)s, 4096, 'geom')
        FROM (
            SELECT {drawn} AS geom, {columns}
            FROM (
                SELECT geom, {snapped} AS snapped, {columns}
                FROM (
                    SELECT {shape} AS geom, {fields}
                    FROM {table}
                    WHERE geom && ST_MakeEnvelope(%(west)s, %(south)s, %(east)s, %(north)s, 25832)
                    {chosen}
                    LIMIT %(most)s
                ) AS found
                OFFSET 0 -- snapped is used more than once, and computed once
            ) AS placed
            ORDER BY id COLLATE "C"
        ) AS shown
    )
