-- Note each feature that a version adds, changes or removes, and count them on the way.
WITH change AS MATERIALIZED ({changes}),
noted AS (
    INSERT INTO portal.feature_change (dataset, version, feature, change)
    SELECT %(dataset)s, %(version)s, feature, change FROM change WHERE change IS NOT NULL
)
{totals}
