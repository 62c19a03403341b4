-- The first features of every kind of change: which fields differ, the values that may be told, how far the
-- shape moved and how large it is. Hausdorff's distance takes time with the product of both numbers of points, so
-- beyond four millions the distance of the centres stands for it.
WITH change AS MATERIALIZED ({changes}),
placed AS (
    SELECT feature, change, row_number() OVER (PARTITION BY change ORDER BY feature) AS place
    FROM change WHERE change IS NOT NULL
)
SELECT
    placed.feature,
    placed.change,
    array_remove(ARRAY[{fields}]::text[], NULL) AS fields,
    CASE WHEN _old.id IS NOT NULL THEN (SELECT to_json(_told) FROM (SELECT {before}) AS _told) END AS before,
    CASE WHEN _new.id IS NOT NULL THEN (SELECT to_json(_told) FROM (SELECT {after}) AS _told) END AS after,
    CASE
        WHEN _old.geom IS NULL OR _new.geom IS NULL OR _old.geom = _new.geom THEN NULL
        WHEN ST_NPoints(_old.geom)::bigint * ST_NPoints(_new.geom) > 4000000
            THEN ST_Distance(ST_Centroid(_old.geom), ST_Centroid(_new.geom))
        ELSE ST_HausdorffDistance(_old.geom, _new.geom)
    END AS moved,
    {size_before} AS size_before,
    {size_after} AS size_after,
    _old.geojson::json -> 'geometry' AS shape_before,
    _new.geojson::json -> 'geometry' AS shape_after,
    ST_X(point.geom) AS longitude,
    ST_Y(point.geom) AS latitude
FROM placed
LEFT JOIN {old} AS _old ON _old.id = placed.feature
LEFT JOIN {new} AS _new ON _new.id = placed.feature
CROSS JOIN LATERAL (
    SELECT ST_Transform(ST_PointOnSurface(coalesce(_new.geom, _old.geom)), 4326) AS geom
) AS point
WHERE placed.place <= %(shown)s
ORDER BY placed.change, placed.feature
