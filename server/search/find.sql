-- What people mean by the words they have typed so far: names that begin so, then names and texts that hold all words,
-- then those that hold longer or similar words. Everything is read in one statement, and so from one state of the portal.
WITH asked AS MATERIALIZED (
    SELECT
        portal.fold(%(q)s) AS folded,
        portal.key(%(q)s) AS key,
        ST_Transform(ST_SetSRID(ST_MakePoint(%(lon)s::float, %(lat)s::float), 4326), 25832) AS near,
        %(box)s::float[] AS box
),
shelf AS MATERIALIZED (
    SELECT dataset, version, records_loaded, bbox
    FROM portal.live JOIN portal.publication USING (dataset, version)
    WHERE %(layers)s::text[] IS NULL OR dataset = ANY (%(layers)s::text[])
),
token AS MATERIALIZED (
    SELECT
        place, parts[1] AS word, parts[1] ~ '^[0-9]' AS is_number, place = count(*) OVER () AS is_last,
        to_tsvector('german', parts[1]) = '' AS is_small
    FROM asked, regexp_matches(folded, '[a-z0-9]+', 'g') WITH ORDINALITY AS found (parts, place)
),
-- Compounds end with the word that was typed („bad“, „Hallenbad“).
longer AS MATERIALIZED (
    SELECT place, words
    FROM token CROSS JOIN LATERAL (
        SELECT array_agg(word) AS words
        FROM (
            SELECT DISTINCT known.word, length(known.word)
            FROM portal.found_word AS known
            WHERE known.word LIKE '%%' || token.word || '%%'
            ORDER BY length(known.word), known.word
            LIMIT 40
        ) AS few
    ) AS known
    WHERE length(token.word) >= 3 AND NOT is_number AND words IS NOT NULL
),
finished AS MATERIALIZED (
    SELECT DISTINCT place FROM token JOIN portal.found_word AS known ON known.word = token.word WHERE NOT is_last
),
-- Only a word that nobody has written is taken for a mistake.
unknown AS MATERIALIZED (
    SELECT place, word
    FROM token
    WHERE length(word) >= 4 AND NOT is_number AND NOT EXISTS (SELECT FROM longer WHERE longer.place = token.place)
),
similar_ones AS MATERIALIZED (
    SELECT place, words
    FROM unknown CROSS JOIN LATERAL (
        SELECT array_agg(word) AS words
        FROM (
            SELECT word, likeness, max(likeness) OVER () AS most
            FROM (
                SELECT DISTINCT known.word, similarity(known.word, unknown.word) AS likeness
                FROM portal.found_word AS known
                WHERE known.word %% unknown.word
                ORDER BY likeness DESC
                LIMIT 8
            ) AS near_ones
        ) AS few
        WHERE likeness >= 0.4 AND likeness >= most - 0.1
    ) AS known
    WHERE words IS NOT NULL
),
-- A word that is not written anywhere, not even in another form, does not keep the others from being found.
lost AS MATERIALIZED (
    SELECT place
    FROM unknown LEFT JOIN similar_ones USING (place)
    WHERE similar_ones.words IS NULL AND NOT EXISTS (
        SELECT FROM portal.found_word AS known
        WHERE known.word = ANY (tsvector_to_array(to_tsvector('german', unknown.word)))
    )
),
said AS MATERIALIZED (
    SELECT
        token.place, is_number, length(token.word) > 2 AS is_telling, plain, narrow,
        narrow || coalesce(array_to_string(coalesce(longer.words, similar_ones.words), ' | ')::tsquery, '') AS wide
    FROM token
    LEFT JOIN longer USING (place)
    LEFT JOIN similar_ones USING (place)
    -- A number is one, and a word that is followed by others is finished, where it is known.
    CROSS JOIN LATERAL (
        SELECT token.word || CASE
            WHEN is_number OR token.place IN (SELECT place FROM finished) THEN '' ELSE ':*'
        END AS begun
    ) AS a
    CROSS JOIN LATERAL (SELECT to_tsquery('simple', begun) AS plain) AS b
    CROSS JOIN LATERAL (
        SELECT
            plain
            || CASE WHEN is_small THEN ''::tsquery ELSE to_tsquery('german', begun) END
            -- „8a“ may be written „8 a“
            || CASE
                WHEN token.word ~ '^[0-9]+[a-z]+$'
                THEN regexp_replace(token.word, '^([0-9]+)([a-z]+)$', '\1 & \2')::tsquery ELSE ''
            END AS narrow
    ) AS c
    WHERE (NOT is_small OR NOT EXISTS (SELECT FROM token WHERE NOT is_small AND NOT is_number))
    AND (
        place NOT IN (SELECT place FROM lost)
        OR NOT EXISTS (SELECT FROM longer UNION ALL SELECT FROM similar_ones)
    )
),
meant AS MATERIALIZED (
    SELECT
        string_agg(format('(%%s)', plain), ' & ')::tsquery AS plain,
        string_agg(format('(%%s)', narrow), ' & ')::tsquery AS narrow,
        string_agg(format('(%%s)', wide), ' & ')::tsquery AS wide,
        -- Apart, the index goes through the rarer of both instead of all the ways in which a street may be written.
        string_agg(format('(%%s)', wide), ' & ') FILTER (WHERE is_number)::tsquery AS numbers,
        string_agg(format('(%%s)', wide), ' & ') FILTER (WHERE NOT is_number)::tsquery AS names,
        bool_or(is_telling) AS is_telling
    FROM said
),
begun AS (
    SELECT hit.*
    FROM asked CROSS JOIN shelf CROSS JOIN unnest(ARRAY['layer', 'street', 'feature', 'address']) AS wanted (kind)
    CROSS JOIN LATERAL (
        SELECT found.*
        FROM portal.found
        WHERE found.dataset = shelf.dataset AND found.version = shelf.version AND found.kind = wanted.kind
        AND found.key >= asked.key AND found.key < asked.key || '{' -- the sign behind z
        AND {inside}
        ORDER BY found.key
        LIMIT 60
    ) AS hit
    WHERE asked.key <> ''
),
worded AS (
    SELECT hit.*
    FROM asked CROSS JOIN meant CROSS JOIN LATERAL (
        SELECT found.*
        FROM portal.found
        WHERE (SELECT is_telling FROM meant) AND found.words @@ (SELECT wide FROM meant) AND found.kind <> 'address'
        AND found.dataset = ANY (ARRAY(SELECT dataset FROM shelf)) AND {inside}
        LIMIT 1000
    ) AS hit
    ORDER BY ts_filter(hit.words, '{a}') @@ meant.narrow DESC, ST_Distance(hit.position, asked.near), length(hit.key), hit.key
    LIMIT 80
),
-- Whoever names no number looks for a street, not for each of its houses.
addressed AS (
    SELECT hit.*
    FROM asked CROSS JOIN LATERAL (
        SELECT found.*
        FROM portal.found
        WHERE (SELECT is_telling FROM meant) AND EXISTS (SELECT FROM token WHERE is_number)
        AND found.words @@ (SELECT numbers FROM meant) AND found.words @@ (SELECT coalesce(names, numbers) FROM meant)
        AND found.kind = 'address'
        AND found.dataset = ANY (ARRAY(SELECT dataset FROM shelf)) AND {inside}
        LIMIT 1000
    ) AS hit
    ORDER BY ST_Distance(hit.position, asked.near), length(hit.key), hit.key
    LIMIT 80
),
-- A layer's title or keywords may say one part („Schule“), its features the rest („Musberg“).
theme AS MATERIALIZED (
    SELECT
        shelf.dataset, shelf.version, shelf.records_loaded,
        string_agg(format('(%%s)', said.wide), ' & ') FILTER (WHERE NOT is_layers)::tsquery AS rest
    FROM shelf
    CROSS JOIN LATERAL (
        SELECT found.words
        FROM portal.found
        WHERE found.dataset = shelf.dataset AND found.version = shelf.version AND found.kind = 'layer'
        LIMIT 1
    ) AS layer
    CROSS JOIN said
    CROSS JOIN LATERAL (
        SELECT
            said.is_telling AND ts_filter(layer.words, '{a,b,c}') @@ said.narrow AS is_layers,
            said.is_telling AND ts_filter(layer.words, '{a}') @@ said.narrow AS is_titles
    ) AS a
    GROUP BY shelf.dataset, shelf.version, shelf.records_loaded
    HAVING bool_or(is_layers) AND (bool_or(NOT is_layers) OR bool_or(is_titles))
),
themed AS (
    SELECT hit.*
    FROM asked CROSS JOIN theme CROSS JOIN LATERAL (
        SELECT found.*
        FROM portal.found
        WHERE found.words @@ theme.rest AND found.kind <> 'address' AND found.kind = 'feature'
        AND found.dataset = theme.dataset AND found.version = theme.version AND {inside}
        LIMIT 1000
    ) AS hit
    WHERE theme.rest IS NOT NULL
    ORDER BY ST_Distance(hit.position, asked.near), hit.key
    LIMIT 80
),
-- … or its title says all: then its features are what is meant.
all_of_theme AS (
    SELECT hit.*
    FROM asked CROSS JOIN theme CROSS JOIN LATERAL (
        SELECT found.*
        FROM portal.found
        WHERE found.dataset = theme.dataset AND found.version = theme.version AND found.kind = 'feature' AND {inside}
        ORDER BY found.key
        LIMIT %(limit)s
    ) AS hit
    WHERE theme.rest IS NULL AND asked.near IS NULL
    UNION ALL
    {nearest}
),
hit AS (
    SELECT * FROM begun UNION ALL SELECT * FROM worded UNION ALL SELECT * FROM addressed UNION ALL SELECT * FROM themed
    UNION ALL SELECT * FROM all_of_theme
),
ranked AS (
    SELECT DISTINCT ON (hit.dataset, hit.kind, hit.feature, hit.key, hit.place)
        hit.*, asked.near, asked.box,
        CASE
            WHEN hit.key = asked.key THEN 0
            WHEN starts_with(hit.key, asked.key) THEN 1
            WHEN ts_filter(hit.words, '{a}') @@ meant.plain THEN 2
            WHEN hit.kind = 'feature' AND hit.dataset IN (SELECT dataset FROM theme WHERE rest IS NULL) THEN 2
            WHEN ts_filter(hit.words, '{a,b,c}') @@ meant.narrow THEN 3
            ELSE 4
        END AS tier,
        CASE
            WHEN hit.kind = 'address' AND EXISTS (SELECT FROM token WHERE is_number) THEN 0
            ELSE array_position(ARRAY['street', 'layer', 'feature', 'address'], hit.kind)
        END AS rank,
        hit.place <> '' AND strpos(asked.key, portal.key(hit.place)) > 0 AS is_there,
        ST_Distance(hit.position, asked.near) AS metres
    FROM hit CROSS JOIN asked CROSS JOIN meant
),
-- Several layers may know one street: the one that knows where it is says more. Of lamps in one street, two will do.
told_once AS (
    SELECT
        *,
        CASE kind
            WHEN 'street' THEN
                row_number() OVER (PARTITION BY kind, key, place ORDER BY dataset) > 1
                OR place = '' AND count(*) FILTER (WHERE place <> '') OVER (PARTITION BY kind, key) > 0
            WHEN 'feature' THEN row_number() OVER (PARTITION BY kind, key, place, dataset ORDER BY metres, feature) > 2
            ELSE false
        END AS is_twin
    FROM ranked
)
SELECT
    told_once.dataset, told_once.version, feature, kind, label, place,
    CASE kind WHEN 'layer' THEN shelf.bbox ELSE extent END AS extent,
    ST_X(point) AS lon, ST_Y(point) AS lat, metres
FROM told_once
JOIN shelf ON shelf.dataset = told_once.dataset
CROSS JOIN LATERAL (SELECT ST_Transform(position, 4326) AS point) AS a
WHERE NOT is_twin AND (kind <> 'layer' OR box IS NULL
    OR shelf.bbox[1] <= box[3] AND shelf.bbox[3] >= box[1] AND shelf.bbox[2] <= box[4] AND shelf.bbox[4] >= box[2])
ORDER BY
    CASE WHEN near IS NULL OR tier IN (0, 4) THEN tier ELSE 1 END,
    is_there DESC,
    CASE WHEN near IS NOT NULL THEN rank = 4 END, -- addresses where no number was typed
    CASE WHEN near IS NOT NULL AND kind <> 'layer' THEN metres END NULLS FIRST,
    rank, length(key), key, place, feature
LIMIT %(limit)s
