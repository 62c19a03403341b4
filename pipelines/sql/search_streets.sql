-- One row per street: its addresses, or its segments, together. The place is an expression that may be NULL.
INSERT INTO portal.search (dataset, version, feature, kind, label, detail, place, key, words, position, extent)
SELECT
    {dataset}, {version}, NULL, 'street', label, place, place, portal.key(label),
    setweight(to_tsvector('simple', portal.fold(label)), 'A')
    || setweight(to_tsvector('german', portal.fold(concat_ws(' ', label, nullif(place, '')))), 'B'),
    ST_ClosestPoint(geoms, ST_Centroid(geoms)),
    ARRAY[ST_XMin(box), ST_YMin(box), ST_XMax(box), ST_YMax(box)]
FROM (
    SELECT
        left({name}, 200) AS label,
        coalesce(left({place}, 200), '') AS place,
        ST_Collect(geom) AS geoms,
        ST_Transform(ST_SetSRID(ST_Extent(geom)::geometry, 25832), 4326) AS box
    FROM {table}
    WHERE {name} <> ''
    GROUP BY 1, 2
) AS street
