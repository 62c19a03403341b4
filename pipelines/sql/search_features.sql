-- One row per feature; label, detail and kind are expressions on the version's table.
INSERT INTO portal.search (dataset, version, feature, kind, label, detail, folded, words, position, extent)
SELECT
    {dataset}, {version}, id, {kind}, label, detail, folded,
    setweight(to_tsvector('simple', portal.fold(label)), 'A') || setweight(to_tsvector('german', folded), 'B'),
    ST_PointOnSurface(geom),
    ARRAY[ST_XMin(box), ST_YMin(box), ST_XMax(box), ST_YMax(box)]
FROM (
    SELECT *, portal.fold(concat_ws(' ', label, nullif(detail, ''))) AS folded, ST_Transform(ST_Envelope(geom), 4326) AS box
    FROM (
        SELECT
            id, ST_Force2D(geom) AS geom, left({label}, 200) AS label, left(concat_ws(' · ', {detail}), 500) AS detail
        FROM {table}
        OFFSET 0
    ) AS named
    WHERE label <> ''
    OFFSET 0
) AS folded
