-- One row per feature; label, detail, place and kind are expressions on the version's table. Folding costs most of what
-- makes a row, so a label is folded once for its key and for its words.
INSERT INTO portal.search (dataset, version, feature, kind, label, detail, place, key, words, position, extent)
SELECT
    {dataset}, {version}, id, {kind}, label, detail, place, regexp_replace(folded, '[^a-z0-9]+', '', 'g'),
    setweight(to_tsvector('simple', folded), 'A')
    || setweight(to_tsvector('german', concat_ws(' ', folded, portal.fold(nullif(detail, '')))), 'B'),
    ST_PointOnSurface(geom),
    ARRAY[ST_XMin(box), ST_YMin(box), ST_XMax(box), ST_YMax(box)]
FROM (
    SELECT *, portal.fold(label) AS folded, ST_Transform(ST_Envelope(geom), 4326) AS box
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
