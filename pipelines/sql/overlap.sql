-- Pairs of areas that share more than %(tolerance)s square metres: the later and the earlier feature by id, what they
-- share in square metres, and a point of it in CRS84 degrees. {table} is one version with an index on geom.
-- Neighbours are sorted out cheaply before anything is cut: their envelopes must share as much, and their interiors
-- meet. OFFSET 0 keeps a cut from being made once for each of its uses.
SELECT later.id, earlier.id, shared.area, ST_X(place.point), ST_Y(place.point)
FROM {table} AS later
JOIN {table} AS earlier ON earlier.geom && later.geom AND earlier.id < later.id COLLATE "C"
CROSS JOIN LATERAL (
    SELECT cut.shape, ST_Area(cut.shape) AS area
    FROM (SELECT ST_Intersection(later.geom, earlier.geom) AS shape OFFSET 0) AS cut
    WHERE (least(ST_XMax(later.geom), ST_XMax(earlier.geom)) - greatest(ST_XMin(later.geom), ST_XMin(earlier.geom)))
        * (least(ST_YMax(later.geom), ST_YMax(earlier.geom)) - greatest(ST_YMin(later.geom), ST_YMin(earlier.geom)))
        > %(tolerance)s
    AND ST_Relate(later.geom, earlier.geom, '2********')
    OFFSET 0
) AS shared
CROSS JOIN LATERAL (SELECT ST_Transform(ST_PointOnSurface(shared.shape), 4326) AS point) AS place
WHERE shared.area > %(tolerance)s
ORDER BY later.id COLLATE "C", earlier.id COLLATE "C"
