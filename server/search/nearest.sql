    -- The nearest features of each theme: of a layer with few by sorting them, of one with many along the spatial index.
    SELECT hit.*
    FROM asked CROSS JOIN theme CROSS JOIN LATERAL (
        SELECT *
        FROM (
            SELECT found.*
            FROM portal.found
            WHERE found.dataset = theme.dataset AND found.version = theme.version AND found.kind = 'feature' AND {inside}
            OFFSET 0
        ) AS few
        ORDER BY ST_Distance(few.position, asked.near)
        LIMIT %(limit)s
    ) AS hit
    WHERE theme.rest IS NULL AND asked.near IS NOT NULL AND theme.records_loaded <= 10000
    UNION ALL
    SELECT hit.*
    FROM asked CROSS JOIN theme CROSS JOIN LATERAL (
        SELECT found.*
        FROM portal.found
        WHERE found.dataset = theme.dataset AND found.version = theme.version AND found.kind = 'feature' AND {inside}
        ORDER BY found.position::point <-> asked.near::point
        LIMIT %(limit)s
    ) AS hit
    WHERE theme.rest IS NULL AND asked.near IS NOT NULL AND theme.records_loaded > 10000
