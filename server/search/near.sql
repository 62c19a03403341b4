-- The features nearest to a place, of some layers or of all.
WITH asked AS MATERIALIZED (
    SELECT
        ST_Transform(ST_SetSRID(ST_MakePoint(%(lon)s::float, %(lat)s::float), 4326), 25832) AS near,
        %(box)s::float[] AS box
),
theme AS MATERIALIZED (
    SELECT dataset, version, records_loaded, NULL AS rest
    FROM portal.live JOIN portal.publication USING (dataset, version)
    WHERE dataset = ANY (%(layers)s::text[])
),
hit AS (
    SELECT hit.*
    FROM asked CROSS JOIN LATERAL (
        SELECT found.*
        FROM portal.found
        WHERE found.kind = 'feature' AND {inside}
        ORDER BY found.position::point <-> asked.near::point
        LIMIT %(limit)s
    ) AS hit
    WHERE %(layers)s::text[] IS NULL
    UNION ALL
    {nearest}
)
SELECT
    dataset, version, feature, kind, label, place, extent, ST_X(point) AS lon, ST_Y(point) AS lat, metres
FROM asked CROSS JOIN hit
CROSS JOIN LATERAL (SELECT ST_Distance(position, near) AS metres, ST_Transform(position, 4326) AS point) AS a
ORDER BY metres, dataset, feature
LIMIT %(limit)s
