-- Note each feature that a version adds, changes or removes, and count them on the way.
WITH change AS MATERIALIZED ({changes}),
noted AS (
    INSERT INTO portal.feature_change (dataset, version, feature, change)
    SELECT %(dataset)s, %(version)s, feature, change FROM change WHERE change IS NOT NULL
)
SELECT added, changed, removed, total - added - changed AS unchanged
FROM (
    SELECT
        count(*) FILTER (WHERE change = 'added') AS added,
        count(*) FILTER (WHERE change = 'changed') AS changed,
        count(*) FILTER (WHERE change = 'removed') AS removed,
        (SELECT count(*) FROM {new}) AS total
    FROM change
) AS counted
