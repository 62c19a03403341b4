-- Pairs of areas that share more than %(tolerance)s square metres: the later and the earlier feature by id, what they
-- share in square metres, and a point of it in CRS84 degrees. {table} is one version with an index on geom.
-- ST_Relate leaves out neighbours that only touch before anything is cut; the grid of 1 mm, to which coordinates are
-- rounded anyway, keeps the cutting robust.
SELECT later.id, earlier.id, ST_Area(shared.shape), ST_X(place.point), ST_Y(place.point)
FROM {table} AS later
JOIN {table} AS earlier ON earlier.geom && later.geom AND earlier.id < later.id COLLATE "C"
CROSS JOIN LATERAL (SELECT ST_Intersection(later.geom, earlier.geom, 0.001) AS shape) AS shared
CROSS JOIN LATERAL (SELECT ST_Transform(ST_PointOnSurface(shared.shape), 4326) AS point) AS place
WHERE ST_Relate(later.geom, earlier.geom, '2********') AND ST_Area(shared.shape) > %(tolerance)s
ORDER BY later.id COLLATE "C", earlier.id COLLATE "C"
