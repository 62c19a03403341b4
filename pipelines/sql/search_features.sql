-- One row per feature; label, detail, place and kind are expressions on the version's table.
INSERT INTO portal.search (dataset, version, feature, kind, label, detail, place, key, words, position, extent)
SELECT
    {dataset}, {version}, id, {kind}, label, detail, place, portal.key(label),
    setweight(to_tsvector('simple', portal.fold(label)), 'A')
    || setweight(to_tsvector('german', portal.fold(concat_ws(' ', label, nullif(detail, '')))), 'B'),
    ST_PointOnSurface(geom),
    ARRAY[ST_XMin(box), ST_YMin(box), ST_XMax(box), ST_YMax(box)]
FROM (
    SELECT *, ST_Transform(ST_Envelope(geom), 4326) AS box
    FROM (
        SELECT
            id, ST_Force2D(geom) AS geom, left({label}, 200) AS label, left(concat_ws(' · ', {detail}), 500) AS detail,
            coalesce(left({place}, 200), '') AS place
        FROM {table}
        OFFSET 0
    ) AS named
    WHERE label <> ''
    OFFSET 0
) AS boxed
