-- The features that are not the same in two tables: their ids, and what became of them. NULL as change means that only
-- columns differ which one of both tables lacks; those of both are compared, and the shape. Features of an older release
-- have no hash: all of them are compared.
SELECT
    coalesce(_new.id, _old.id) AS feature,
    CASE
        WHEN _old.id IS NULL THEN 'added'
        WHEN _new.id IS NULL THEN 'removed'
        WHEN {differ} THEN 'changed'
    END AS change
FROM {old} AS _old
FULL JOIN {new} AS _new ON _new.id = _old.id
WHERE _old.hash IS DISTINCT FROM _new.hash OR _new.id IS NULL
